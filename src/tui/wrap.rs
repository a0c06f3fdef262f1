//! The text of a visit as screen rows: wrapped at words, every row still knowing its bytes.
//!
//! Wrapped once when a visit is opened or the pane changes its width, never while drawing. A row
//! holds no text, only the span of the note it shows.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::text::{LineIndex, Span};

/// One row of the note on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TextRow {
    /// Line of the file, from 0.
    pub line: usize,
    /// Bytes shown in this row.
    pub span: Span,
    /// Columns left free before the words (continued rows hang under their line's first word).
    pub indent: u16,
    /// True for the first row of its line; only this one carries the line's number.
    pub first: bool,
}

/// Wraps the lines of `text` that `part` touches into rows of at most `columns`.
pub(crate) fn wrap(text: &str, part: Span, columns: u16) -> Vec<TextRow> {
    let lines = LineIndex::new(text);
    let columns = usize::from(columns.max(4));
    let end = part.end.min(text.len());
    let last = lines.line_of(end.saturating_sub(1).max(part.start));
    let mut rows = Vec::new();
    for line in lines.line_of(part.start)..=last {
        wrap_line(text, line, lines.line_span(text, line), columns, &mut rows);
    }
    rows
}

fn wrap_line(text: &str, line: usize, span: Span, columns: usize, rows: &mut Vec<TextRow>) {
    let words = span.of(text);
    let lead = words.len() - words.trim_start_matches([' ', '•', '-', '*']).len();
    let hang = if lead > 0 && lead * 3 <= columns {
        words[..lead].width()
    } else {
        0
    };
    let mut start = span.start;
    loop {
        let first = start == span.start;
        let indent = if first { 0 } else { hang };
        let rest = &text[start..span.end];
        let taken = row_length(rest, columns - indent);
        let row = Span::new(start, start + rest[..taken].trim_end().len());
        rows.push(TextRow {
            line,
            span: row,
            indent: u16::try_from(indent).unwrap_or(0),
            first,
        });
        let skipped = rest[taken..].len() - rest[taken..].trim_start_matches(' ').len();
        start += taken + skipped;
        if start >= span.end {
            return;
        }
    }
}

/// Bytes of `rest` that go into one row: up to the last space that fits, else as much as fits.
fn row_length(rest: &str, columns: usize) -> usize {
    let (mut used, mut space) = (0, None);
    for (at, grapheme) in rest.grapheme_indices(true) {
        used += grapheme.width();
        if grapheme == " " {
            space = Some(at);
        }
        if used > columns {
            return space
                .filter(|at| *at > 0)
                .unwrap_or_else(|| at.max(grapheme.len()));
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::wrap;
    use crate::text::Span;

    fn check(text: &str, columns: u16, expect: &[&str]) {
        let rows = wrap(text, Span::new(0, text.len()), columns);
        let words: Vec<_> = rows.iter().map(|row| row.span.of(text)).collect();
        assert_eq!(words, expect);
    }

    #[test]
    fn rows_break_at_words_and_cover_every_line() {
        check(
            "crate lift floor to waist\n\npain 2",
            11,
            &["crate lift", "floor to", "waist", "", "pain 2"],
        );
        check("abcdefghij", 4, &["abcd", "efgh", "ij"]);
        check("", 10, &[""]);
    }

    #[test]
    fn continued_rows_hang_under_their_bullet() {
        let text = " - crate lift floor to waist";
        let rows = wrap(text, Span::new(0, text.len()), 14);
        assert_eq!(
            rows.iter().map(|row| row.indent).collect::<Vec<_>>(),
            [0, 3, 3]
        );
        assert_eq!(
            rows.iter().map(|row| row.first).collect::<Vec<_>>(),
            [true, false, false]
        );
    }

    #[test]
    fn a_row_of_spaces_and_wide_characters_comes_to_an_end() {
        check("      x", 4, &["", "x"]);
        check("山田太郎", 4, &["山田", "太郎"]);
    }

    #[test]
    fn only_the_lines_of_the_part_are_shown() {
        let text = "one\ntwo\nthree\n";
        let rows = wrap(text, Span::new(4, 8), 20);
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].span.of(text), "two");
        assert_eq!(rows[0].line, 1);
    }
}
