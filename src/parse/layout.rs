//! Lines to blocks: what the eye sees as one paragraph, bullet, table row or heading.
//!
//! Hard-wrapped lines of one paragraph become one block, so that no rule is blind to a line break.
//! Knows shapes only, no words.

use std::ops::Range;

use crate::text::Span;

/// One physical line of a visit.
#[derive(Clone, Debug)]
pub struct Line {
    /// The line without its ending and without white space at either end.
    pub span: Span,
    /// Columns of white space before it.
    pub indent: usize,
    /// Cells, when the line is a table row (borders, tabs or wide gaps); else empty.
    pub cells: Vec<Span>,
    /// What the line starts with.
    pub start: LineStart,
    /// Columns of the line, white space at the front included.
    pub width: usize,
}

/// How a line begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineStart {
    /// Nothing on it.
    Blank,
    /// Only dashes, equal signs or the like.
    Rule,
    /// A bullet or a number.
    Bullet,
    /// A box that is ticked.
    Checked,
    /// A box that is not ticked.
    Unchecked,
    /// A procedure code.
    Code,
    /// A short label and a colon, an equal sign, or a wide gap.
    Label,
    /// Cells of a table.
    Row,
    /// Running text.
    Text,
}

/// Lines that belong together.
#[derive(Clone, Debug)]
pub struct Block {
    /// From the first to the last character.
    pub span: Span,
    /// Lines of the block, as indices into the lines.
    pub lines: Range<usize>,
    /// Columns of white space before the first line.
    pub indent: usize,
    /// How the first line begins.
    pub start: LineStart,
    /// True when a blank line or a ruling line stands before it.
    pub apart: bool,
}

/// All lines of `text[span]`.
pub(super) fn lines(text: &str, span: Span) -> Vec<Line> {
    let mut out = Vec::new();
    let mut at = span.start;
    for raw in span.of(text).split('\n') {
        out.push(line(text, Span::new(at, at + raw.len())));
        at += raw.len() + 1;
    }
    out
}

fn line(text: &str, raw: Span) -> Line {
    let words = raw.of(text);
    let span = raw.trimmed(text);
    let indent = words
        .chars()
        .take_while(|c| c.is_whitespace())
        .map(|c| if c == '\t' { 4 } else { 1 })
        .sum();
    let body = span.of(text);
    let cells = cells(body)
        .into_iter()
        .map(|cell| cell.shifted(span.start))
        .collect::<Vec<_>>();
    let start = line_start(body, cells.len());
    Line {
        span,
        indent,
        cells,
        start,
        width: indent + body.chars().count(),
    }
}

/// Cells of a table row: between borders or tabs, or at least two wide gaps.
fn cells(body: &str) -> Vec<Span> {
    let mut cuts: Vec<(usize, usize)> = Vec::new();
    let mut n_borders = 0;
    let mut at = 0;
    let bytes = body.as_bytes();
    while at < bytes.len() {
        match bytes[at] {
            b'|' | b'\t' => {
                n_borders += 1;
                cuts.push((at, at + 1));
                at += 1;
            }
            0xC2 if bytes.get(at + 1) == Some(&0xA6) => {
                n_borders += 1;
                cuts.push((at, at + 2));
                at += 2;
            }
            b' ' => {
                let run = bytes[at..].iter().take_while(|b| **b == b' ').count();
                if run >= 2 {
                    cuts.push((at, at + run));
                }
                at += run;
            }
            _ => at += 1,
        }
    }
    if n_borders == 0 && cuts.len() < 2 {
        return Vec::new();
    }
    let mut out = Vec::new();
    let mut from = 0;
    for (start, end) in cuts.iter().copied().chain([(body.len(), body.len())]) {
        let cell = Span::new(from, start).trimmed(body);
        if !cell.is_empty() {
            out.push(cell);
        }
        from = end;
    }
    if out.len() < 2 { Vec::new() } else { out }
}

fn line_start(body: &str, n_cells: usize) -> LineStart {
    let Some(first) = body.chars().next() else {
        return LineStart::Blank;
    };
    if !body.chars().any(char::is_alphanumeric) && body.chars().count() > 2 {
        return LineStart::Rule;
    }
    if let Some((ticked, _)) = checkbox(body) {
        return if ticked {
            LineStart::Checked
        } else {
            LineStart::Unchecked
        };
    }
    if bullet(body).is_some() {
        return LineStart::Bullet;
    }
    if first.is_ascii_digit() && starts_with_code(body) {
        return LineStart::Code;
    }
    if n_cells > 2 {
        return LineStart::Row;
    }
    if label_len(body).is_some() || letter_label(body) {
        return LineStart::Label;
    }
    LineStart::Text
}

/// A box at the front of `body`: whether it is ticked, and the bytes it takes.
pub fn checkbox(body: &str) -> Option<(bool, usize)> {
    let first = body.chars().next()?;
    if matches!(first, '☑' | '☒' | '✓' | '✔' | '■') {
        return Some((true, first.len_utf8()));
    }
    if matches!(first, '☐' | '□' | '❑') {
        return Some((false, first.len_utf8()));
    }
    let close = match first {
        '[' => ']',
        '(' => ')',
        _ => return None,
    };
    let end = body.find(close).filter(|end| *end <= 4)?;
    match body[1..end].trim() {
        "" | "_" | "__" => Some((false, end + 1)),
        "x" | "X" | "✓" | "✔" | "*" | "_x_" | "_X_" => Some((true, end + 1)),
        _ => None,
    }
}

/// Length in bytes of a bullet or list number at the front.
pub fn bullet(body: &str) -> Option<usize> {
    let first = body.chars().next()?;
    if matches!(
        first,
        '-' | '*' | '•' | '·' | '–' | '—' | '>' | '#' | '+' | '▪' | '●'
    ) {
        let len = first.len_utf8();
        return body[len..].starts_with([' ', '\t']).then_some(len);
    }
    let digits = body.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=2).contains(&digits)
        && body[digits..].starts_with([')', '.'])
        && body[digits + 1..].starts_with(' ')
    {
        return Some(digits + 1);
    }
    None
}

/// True when the line begins with something of the form of a procedure code.
fn starts_with_code(body: &str) -> bool {
    let digits = body.bytes().take_while(u8::is_ascii_digit).count();
    digits == 5 && !body[5..].starts_with(|c: char| c.is_alphanumeric())
}

/// `S/`, `O)`, `Rx)`, `A -`, `P.`: one to three letters, the first a capital, and a sign after them.
fn letter_label(body: &str) -> bool {
    let letters = body.bytes().take_while(u8::is_ascii_alphabetic).count();
    let rest = &body[letters..];
    (1..=3).contains(&letters)
        && body.starts_with(|c: char| c.is_ascii_uppercase())
        && (rest.starts_with(") ")
            || rest.starts_with("/ ")
            || (letters == 1 && (rest.starts_with(". ") || rest.starts_with("- "))))
        || (letters == 1 && body.starts_with(['S', 'O', 'P']) && rest.starts_with(" - "))
}

/// Length in bytes of a short label (at most five words) before a colon, an equal sign or a wide gap.
pub fn label_len(body: &str) -> Option<usize> {
    let mut n_words = 0;
    let mut in_word = false;
    for (at, c) in body.char_indices() {
        if at > 44 {
            return None;
        }
        match c {
            ':' | '=' if at > 0 => {
                let clock = body[..at].ends_with(|d: char| d.is_ascii_digit())
                    && body[at + 1..].starts_with(|d: char| d.is_ascii_digit());
                return (!clock).then_some(at);
            }
            '.' | ';' | ',' | '!' | '?' => return None,
            ' ' if body[at..].starts_with("  ") => return Some(at),
            '\t' => return Some(at),
            _ if c.is_whitespace() => in_word = false,
            _ if !in_word => {
                in_word = true;
                n_words += 1;
                if n_words > 5 {
                    return None;
                }
            }
            _ => {}
        }
    }
    None
}

/// Joins lines to blocks.
pub(super) fn blocks(text: &str, lines: &[Line]) -> Vec<Block> {
    let mut widths: Vec<usize> = lines.iter().map(|l| l.width).filter(|w| *w > 40).collect();
    widths.sort_unstable();
    let wide = widths
        .get(widths.len() * 9 / 10)
        .copied()
        .unwrap_or(80)
        .min(140);
    let mut out: Vec<Block> = Vec::new();
    let mut apart = true;
    for (at, line) in lines.iter().enumerate() {
        if matches!(line.start, LineStart::Blank | LineStart::Rule) {
            apart = true;
            continue;
        }
        let joined = !apart
            && out
                .last()
                .is_some_and(|block| continues(text, lines, block, line, wide));
        match out.last_mut() {
            Some(block) if joined => {
                block.span.end = line.span.end;
                block.lines.end = at + 1;
            }
            _ => out.push(Block {
                span: line.span,
                lines: at..at + 1,
                indent: line.indent,
                start: line.start,
                apart,
            }),
        }
        apart = false;
    }
    out
}

/// True when `line` goes on with the paragraph of `block`.
fn continues(text: &str, lines: &[Line], block: &Block, line: &Line, wide: usize) -> bool {
    let before = &lines[block.lines.end - 1];
    let words = line.span.of(text);
    let hangs = line.indent > block.indent;
    let gap_label = line.start == LineStart::Label && !label_is_colon(words) && hangs;
    if line.start != LineStart::Text && !gap_label {
        return false;
    }
    let last = before.span.of(text);
    let ends = last.ends_with(['.', '!', '?', ':', ';']);
    let small = words.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit() || c == '(');
    let full = before.width * 100 >= wide * 55;
    if last.ends_with(':') {
        return false;
    }
    (small && !ends && (full || hangs || words.starts_with(char::is_lowercase)))
        || (full && (!ends || before.width * 100 >= wide * 75))
        || (hangs && full)
}

fn label_is_colon(words: &str) -> bool {
    label_len(words).is_some_and(|len| words[len..].starts_with([':', '=']))
}

#[cfg(test)]
mod tests {
    use super::{LineStart, blocks, lines};
    use crate::text::Span;

    fn shapes(text: &str) -> Vec<(String, LineStart)> {
        let lines = lines(text, Span::new(0, text.len()));
        blocks(text, &lines)
            .iter()
            .map(|b| {
                (
                    b.span
                        .of(text)
                        .split_whitespace()
                        .collect::<Vec<_>>()
                        .join(" "),
                    b.start,
                )
            })
            .collect()
    }

    #[test]
    fn wrapped_lines_are_one_block_and_items_are_not() {
        let text = "97530: lifted a 12-lb crate from the floor to the bench eight times while\n  the dowel stayed on the spine.\n- ice after\n- walk\n\nPlan: return Friday\n";
        let got = shapes(text);
        assert_eq!(got.len(), 4, "{got:?}");
        assert!(got[0].0.ends_with("on the spine."));
        assert_eq!(got[3].1, LineStart::Label);
    }

    #[test]
    fn boxes_rows_and_rules_are_told_apart() {
        let text = "[x] 97530  26 min  2\n[ ] 97110  15 min  1\n-----\n| 97140 | 12 | 1 |\n";
        let got: Vec<LineStart> = shapes(text).iter().map(|s| s.1).collect();
        assert_eq!(
            got,
            [LineStart::Checked, LineStart::Unchecked, LineStart::Row]
        );
    }
}
