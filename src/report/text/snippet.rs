//! Quoted lines of a note with the words in question underlined.
//!
//! A line too long for the page is shown as a window around its first underlined words.

use unicode_segmentation::UnicodeSegmentation;

use crate::finding::Citation;
use crate::report::width::{flat, width};
use crate::text::{LineIndex, Span};

/// One quoted line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Quote {
    /// Line number, from 1.
    pub(super) line: usize,
    /// Text of the line, cut to the page.
    pub(super) text: String,
    /// Blanks and carets beneath it.
    pub(super) marks: String,
    /// Further lines that the words go on over.
    pub(super) n_more: usize,
}

/// The text of a note file with its lines, for quoting.
pub(super) struct Source {
    text: String,
    lines: LineIndex,
}

impl Source {
    pub(super) fn new(text: String) -> Self {
        let lines = LineIndex::new(&text);
        Self { text, lines }
    }

    /// Quotes the lines of `citations`, each line once, at most `columns` wide. Citations whose
    /// words are no longer there (the file changed) are quoted by themselves.
    pub(super) fn quote(&self, citations: &[&Citation], columns: usize) -> Vec<Quote> {
        let mut quotes = Vec::new();
        let mut rest = citations;
        while let Some((first, more)) = rest.split_first() {
            if first.span.of(&self.text) != first.text {
                quotes.push(quote_alone(first, columns));
                rest = more;
                continue;
            }
            let line = self.lines.line_of(first.span.start);
            let here = |c: &&&Citation| self.lines.line_of(c.span.start) == line;
            let n_same = rest.iter().take_while(here).count().max(1);
            let (same, later) = rest.split_at(n_same);
            quotes.push(self.quote_line(line, same, columns));
            rest = later;
        }
        quotes
    }

    fn quote_line(&self, line: usize, citations: &[&Citation], columns: usize) -> Quote {
        let bounds = self.lines.line_span(&self.text, line);
        let spans: Vec<Span> = citations.iter().map(|c| within(c.span, bounds)).collect();
        let last = citations
            .iter()
            .map(|c| c.span.end)
            .max()
            .unwrap_or(bounds.end);
        let (text, marks) = draw(bounds.of(&self.text), &spans, columns);
        Quote {
            line: line + 1,
            text,
            marks,
            n_more: self.lines.line_of(last.saturating_sub(1).max(bounds.start)) - line,
        }
    }
}

/// The part of `span` on the line `bounds`, counted from the line's start. An empty span, which says
/// where something is missing, becomes one character.
fn within(span: Span, bounds: Span) -> Span {
    let start = span.start.clamp(bounds.start, bounds.end);
    let end = span.end.clamp(start, bounds.end).max(start + 1);
    Span::new(start - bounds.start, end - bounds.start)
}

/// Quotes the words themselves when their line is not at hand.
pub(super) fn quote_alone(citation: &Citation, columns: usize) -> Quote {
    let line = citation.text.lines().next().unwrap_or_default();
    let (text, marks) = draw(line, &[Span::new(0, line.len())], columns);
    Quote {
        line: citation.line,
        text,
        marks,
        n_more: citation.text.lines().count().saturating_sub(1),
    }
}

/// A line and the carets beneath it, cut to a window of `columns` around the first span.
fn draw(line: &str, spans: &[Span], columns: usize) -> (String, String) {
    let cells = cells(line, spans);
    let total: usize = cells.iter().map(|cell| cell.wide).sum();
    let first = cells
        .iter()
        .take_while(|cell| !cell.marked)
        .map(|cell| cell.wide)
        .sum();
    let marked = cells
        .iter()
        .filter(|cell| cell.marked)
        .map(|cell| cell.wide)
        .sum();
    let (from, to) = window(total, first, marked, columns);
    let (mut text, mut marks) = (String::new(), String::new());
    if from > 0 {
        text.push('…');
        marks.push(' ');
    }
    let mut at = 0;
    for cell in &cells {
        if at >= from && at + cell.wide <= to {
            text.push_str(&cell.shown);
            let mark = if cell.marked { "^" } else { " " };
            marks.push_str(&mark.repeat(cell.wide));
        }
        at += cell.wide;
    }
    if to < total {
        text.push('…');
    }
    (text.trim_end().to_owned(), marks.trim_end().to_owned())
}

/// One character as a reader sees it.
struct Cell {
    shown: String,
    wide: usize,
    marked: bool,
}

fn cells(line: &str, spans: &[Span]) -> Vec<Cell> {
    line.grapheme_indices(true)
        .map(|(at, grapheme)| {
            let here = Span::new(at, at + grapheme.len());
            let shown = flat(grapheme);
            let wide = width(&shown);
            let marked = spans.iter().any(|span| span.overlaps(here));
            Cell {
                shown,
                wide,
                marked,
            }
        })
        .collect()
}

/// The columns to show of a line of `total` columns whose marks begin at `first`.
fn window(total: usize, first: usize, marked: usize, columns: usize) -> (usize, usize) {
    if total <= columns {
        return (0, total);
    }
    let room = columns.saturating_sub(2).max(1);
    let lead = room.saturating_sub(marked).min(room / 3);
    let from = first.saturating_sub(lead).min(total - room.min(total));
    // An ellipsis that hides one or two columns would hide nothing worth hiding.
    let from = if from <= 1 { 0 } else { from };
    (from, from + room)
}

#[cfg(test)]
mod tests {
    use super::{Quote, Source};
    use crate::finding::Citation;
    use crate::text::Span;

    /// Quotes a note in which `«` and `»` stand around the cited words.
    fn check(note: &str, columns: usize) -> Vec<Quote> {
        let mut text = String::new();
        let mut starts = Vec::new();
        let mut spans = Vec::new();
        for c in note.chars() {
            match c {
                '«' => starts.push(text.len()),
                '»' => spans.extend(starts.pop().map(|start| Span::new(start, text.len()))),
                c => text.push(c),
            }
        }
        let citations: Vec<Citation> = spans
            .iter()
            .map(|&span| Citation {
                span,
                line: 7,
                column: 1,
                text: span.of(&text).to_owned(),
            })
            .collect();
        Source::new(text).quote(&citations.iter().collect::<Vec<_>>(), columns)
    }

    fn lines(quotes: &[Quote]) -> Vec<(usize, &str, &str)> {
        quotes
            .iter()
            .map(|q| (q.line, &*q.text, &*q.marks))
            .collect()
    }

    #[test]
    fn words_are_underlined_in_their_line() {
        let quotes = check("Plan:\nTher act «2 units» today\n", 40);
        let expected = [(2, "Ther act 2 units today", "         ^^^^^^^")];
        assert_eq!(lines(&quotes), expected);
    }

    #[test]
    fn two_places_in_one_line_are_quoted_once() {
        let quotes = check("«pain 6» and «pain 2»\nno «change»", 40);
        let expected = [
            (1, "pain 6 and pain 2", "^^^^^^     ^^^^^^"),
            (2, "no change", "   ^^^^^^"),
        ];
        assert_eq!(lines(&quotes), expected);
    }

    #[test]
    fn wide_characters_push_the_underline_and_tabs_are_widened() {
        let quotes = check("痛\t«6/10»", 40);
        assert_eq!(lines(&quotes), [(1, "痛    6/10", "      ^^^^")]);
    }

    #[test]
    fn a_long_line_is_a_window_around_the_words() {
        let note = format!(
            "{}«tolerated well»{}",
            "word ".repeat(30),
            " word".repeat(30)
        );
        let quotes = check(&note, 40);
        let (_, text, marks) = lines(&quotes)[0];
        assert!(text.starts_with('…') && text.ends_with('…'));
        assert!(text.chars().count() <= 40);
        let at = marks.find('^').expect("there are marks");
        assert_eq!(
            text.chars().skip(at).take(14).collect::<String>(),
            "tolerated well"
        );
        assert_eq!(marks.matches('^').count(), 14);
    }

    #[test]
    fn words_over_several_lines_count_the_lines_that_follow() {
        let quotes = check("Patient «tolerated\nall of it\nwell» today", 40);
        assert_eq!(
            lines(&quotes),
            [(1, "Patient tolerated", "        ^^^^^^^^^")]
        );
        assert_eq!(quotes[0].n_more, 2);
    }

    #[test]
    fn the_place_of_something_missing_is_one_caret() {
        let quotes = check("97530 «»x 2", 40);
        assert_eq!(lines(&quotes), [(1, "97530 x 2", "      ^")]);
    }

    #[test]
    fn a_changed_file_is_quoted_from_the_finding() {
        let citation = Citation {
            span: Span::new(0, 4),
            line: 9,
            column: 1,
            text: "pain".to_owned(),
        };
        let quotes = Source::new("new text".to_owned()).quote(&[&citation], 40);
        assert_eq!(lines(&quotes), [(9, "pain", "^^^^")]);
    }
}
