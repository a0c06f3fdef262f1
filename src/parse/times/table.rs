//! Amounts in the columns of a table: what a bare number is follows from the head above it.

use std::ops::Range;

use crate::parse::quantity::{Amount, Form, Found, Words, column_span};
use crate::parse::{Doc, Line, LineStart, TokenKind};
use crate::rules::TimeWord;
use crate::text::Span;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Code,
    Minutes,
    Units,
    Start,
    Stop,
    Other,
}

/// A head row.
struct Head {
    columns: Vec<(Span, Column)>,
    bordered: bool,
    indent: usize,
    line_start: usize,
}

/// Amounts in table cells.
pub(super) fn amounts(words: &Words<'_>, doc: &Doc) -> Vec<Found> {
    let mut out = Vec::new();
    let mut head: Option<Head> = None;
    let mut n_blank = 0;
    for line in &doc.lines {
        if line.start == LineStart::Blank {
            n_blank += 1;
            if n_blank > 0 {
                head = None;
            }
            continue;
        }
        n_blank = 0;
        if let Some(found) = read_head(words, doc, line) {
            head = Some(found);
            continue;
        }
        if let Some(head) = &head {
            row(words, doc, line, head, &mut out);
        }
    }
    out
}

/// The tokens of a cell.
fn tokens(doc: &Doc, cell: Span) -> Range<usize> {
    doc.token_at(cell.start)..doc.token_at(cell.end)
}

/// Cells of a line; without wide gaps or borders, what dot leaders, ` / ` or commas part.
fn cells(words: &Words<'_>, line: &Line) -> Vec<Span> {
    let body = line.span.of(words.text);
    if line.cells.len() < 2 {
        for (mark, least) in [(" / ", 2), (",", 2)] {
            let short = || body.split(mark).all(|part| part.trim().len() <= 28);
            if body.matches(mark).count() >= least && (mark == " / " || short()) {
                return parts(words.text, line.span, mark);
            }
        }
    }
    let whole = std::slice::from_ref(&line.span);
    let cells: &[Span] = if line.cells.is_empty() {
        whole
    } else {
        &line.cells
    };
    cells
        .iter()
        .flat_map(|cell| leaders(words.text, *cell))
        .collect()
}

/// The parts of a span between marks.
fn parts(text: &str, span: Span, mark: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut from = span.start;
    for part in span.of(text).split(mark) {
        out.push(Span::new(from, from + part.len()).trimmed(text));
        from += part.len() + mark.len();
    }
    out
}

/// Parts of a cell between runs of dots.
fn leaders(text: &str, cell: Span) -> Vec<Span> {
    let mut out = Vec::new();
    let mut from = cell.start;
    while let Some(dots) = text.get(from..cell.end).and_then(|rest| rest.find("...")) {
        let dots = from + dots;
        let run = text[dots..cell.end]
            .bytes()
            .take_while(|b| *b == b'.')
            .count();
        out.push(Span::new(from, dots).trimmed(text));
        from = dots + run;
    }
    out.push(Span::new(from, cell.end).trimmed(text));
    out.retain(|cell| {
        cell.of(text)
            .contains(|c: char| c.is_alphanumeric() || matches!(c, '☑' | '☐'))
    });
    out
}

fn read_head(words: &Words<'_>, doc: &Doc, line: &Line) -> Option<Head> {
    let cells = cells(words, line);
    if cells.len() < 2 {
        return None;
    }
    let mut columns = Vec::with_capacity(cells.len());
    for cell in &cells {
        columns.push((*cell, column(words, tokens(doc, *cell))));
    }
    let known = columns.iter().filter(|c| c.1 != Column::Other).count();
    let amounts = columns
        .iter()
        .filter(|c| matches!(c.1, Column::Minutes | Column::Units | Column::Start))
        .count();
    let all = tokens(doc, line.span);
    let figures = all
        .clone()
        .any(|i| matches!(words.kind(i), Some(TokenKind::Code | TokenKind::Clock)));
    (known >= 2 && amounts >= 1 && !figures).then(|| Head {
        columns,
        bordered: bordered(words, line) || line.cells.len() < 2,
        indent: line.indent,
        line_start: line.span.start,
    })
}

fn bordered(words: &Words<'_>, line: &Line) -> bool {
    line.span.of(words.text).contains(['|', '│', '¦', '\t'])
}

/// What the words of a head cell announce. A cell of many words is a sentence, not a head.
fn column(words: &Words<'_>, cell: Range<usize>) -> Column {
    let n_words = cell
        .clone()
        .filter(|i| words.kind(*i) == Some(TokenKind::Word))
        .count();
    if n_words == 0 && !words.sign(cell.start, '#') || n_words > 5 {
        return Column::Other;
    }
    let has = |word| cell.clone().any(|i| words.is(i, word));
    let covered = |word| cell.clone().filter(|i| words.is(*i, word)).count() * 2 >= n_words;
    if has(TimeWord::UnitColumn) && has(TimeWord::Increment) && has(TimeWord::Minute) {
        return Column::Units;
    }
    if has(TimeWord::CodeColumn) && covered(TimeWord::CodeColumn) {
        Column::Code
    } else if covered(TimeWord::StartColumn)
        && has(TimeWord::StartColumn)
        && !has(TimeWord::StopColumn)
    {
        Column::Start
    } else if covered(TimeWord::StopColumn)
        && has(TimeWord::StopColumn)
        && !has(TimeWord::StartColumn)
    {
        Column::Stop
    } else if covered(TimeWord::UnitColumn) {
        Column::Units
    } else if covered(TimeWord::TimeColumn) {
        Column::Minutes
    } else {
        Column::Other
    }
}

/// Columns from the front of the line, in characters, that a cell takes.
fn place(words: &Words<'_>, line_start: usize, indent: usize, cell: Span) -> Range<usize> {
    let before = words
        .text
        .get(line_start..cell.start)
        .map_or(0, |t| t.chars().count());
    let width = cell.of(words.text).chars().count();
    indent + before..indent + before + width
}

fn column_of(words: &Words<'_>, head: &Head, line: &Line, cells: &[Span], nth: usize) -> Column {
    let apart = bordered(words, line) || line.cells.len() < 2;
    if head.bordered && apart && cells.len() == head.columns.len() {
        return head.columns[nth].1;
    }
    let here = place(words, line.span.start, line.indent, cells[nth]);
    let mut best = (usize::MAX, Column::Other);
    for (cell, column) in &head.columns {
        let there = place(words, head.line_start, head.indent, *cell);
        let apart = if here.start < there.end && there.start < here.end {
            0
        } else {
            there
                .start
                .saturating_sub(here.end)
                .max(here.start.saturating_sub(there.end))
                + 1
        };
        let centre = (here.start + here.end).abs_diff(there.start + there.end);
        let distance = apart * 1000 + centre;
        if distance < best.0 && apart <= 4 {
            best = (distance, *column);
        }
    }
    best.1
}

/// Reads the amounts of one row.
fn row(words: &Words<'_>, doc: &Doc, line: &Line, head: &Head, out: &mut Vec<Found>) {
    let cells = cells(words, line);
    let mut columns: Vec<Column> = (0..cells.len())
        .map(|nth| column_of(words, head, line, &cells, nth))
        .collect();
    let ranges: Vec<Range<usize>> = cells.iter().map(|cell| tokens(doc, *cell)).collect();
    by_order(words, doc, line, head, &ranges, &mut columns);
    let mut start: Option<Range<usize>> = None;
    for (column, range) in columns.into_iter().zip(ranges) {
        match column {
            Column::Minutes | Column::Units => out.extend(number_cell(words, column, range)),
            Column::Start => start = Some(range),
            Column::Stop => {
                let from = start.take();
                out.extend(from.and_then(|from| column_span(words, from, range)));
            }
            Column::Code | Column::Other => {}
        }
    }
    under_heads(words, doc, line, head, out);
}

/// Numbers that share a cell with other words but stand right under the head of their column.
fn under_heads(words: &Words<'_>, doc: &Doc, line: &Line, head: &Head, out: &mut Vec<Found>) {
    let all = tokens(doc, line.span);
    let coded = all.clone().any(|i| words.kind(i) == Some(TokenKind::Code));
    if head.bordered || line.cells.len() < 2 || !coded {
        return;
    }
    for (cell, column) in &head.columns {
        if !matches!(column, Column::Minutes | Column::Units) {
            continue;
        }
        let there = place(words, head.line_start, head.indent, *cell);
        let hit = all.clone().find(|i| {
            let here = place(words, line.span.start, line.indent, words.tokens[*i].span);
            words.kind(*i) == Some(TokenKind::Number)
                && here.start < there.end
                && there.start < here.end
        });
        let Some(hit) = hit.filter(|i| out.iter().all(|f| !f.tokens.contains(i))) else {
            continue;
        };
        out.extend(number_cell(words, *column, hit..hit + 1));
    }
}

/// A row of sums is often shifted; with as many numbers as there are columns of numbers, the order
/// decides.
fn by_order(
    words: &Words<'_>,
    doc: &Doc,
    line: &Line,
    head: &Head,
    cells: &[Range<usize>],
    columns: &mut [Column],
) {
    let all = tokens(doc, line.span);
    let coded = all.clone().any(|i| words.kind(i) == Some(TokenKind::Code));
    let sums = all
        .into_iter()
        .any(|i| words.any(i, &[TimeWord::Total, TimeWord::Timed]));
    if coded || !sums {
        return;
    }
    let numeric: Vec<Column> = head
        .columns
        .iter()
        .map(|c| c.1)
        .filter(|c| matches!(c, Column::Minutes | Column::Units))
        .collect();
    let bare: Vec<usize> = (0..cells.len())
        .filter(|i| bare_number(words, &cells[*i]).is_some())
        .collect();
    if bare.len() == numeric.len() {
        for (at, column) in bare.into_iter().zip(numeric) {
            columns[at] = column;
        }
    }
}

fn number_cell(words: &Words<'_>, column: Column, cell: Range<usize>) -> Option<Found> {
    let number = bare_number(words, &cell)?;
    let amount = match column {
        Column::Units if number <= 16 => Amount::Units {
            units: number,
            each: false,
            named: true,
        },
        Column::Minutes if (1..=600).contains(&number) => Amount::Minutes {
            minutes: number,
            form: Form::Label,
            each: false,
        },
        _ => return None,
    };
    Some(Found {
        tokens: cell,
        amount,
    })
}

/// A cell that holds one number and nothing else but signs.
fn bare_number(words: &Words<'_>, cell: &Range<usize>) -> Option<u32> {
    let mut number = None;
    for at in cell.clone() {
        match words.kind(at)? {
            TokenKind::Number if number.is_none() => {
                let letters = words.letters(at);
                let (whole, part) = letters.split_once('.').unwrap_or((letters, "0"));
                if part.bytes().any(|b| b != b'0') {
                    return None;
                }
                number = whole.parse().ok();
            }
            TokenKind::Sign => {}
            _ => return None,
        }
    }
    number
}
