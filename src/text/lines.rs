//! Byte position to line and column.

use super::Span;

/// A place as people count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Line, counted from 1.
    pub line: usize,
    /// Column in characters (Unicode scalar values), counted from 1.
    pub column: usize,
}

/// The starts of all lines of one text, for finding the line of a byte.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<usize>,
}

impl LineIndex {
    /// Reads the line starts of `text`. `\n` ends a line; `\r\n` counts as one ending.
    pub fn new(text: &str) -> Self {
        let mut starts = vec![0];
        starts.extend(
            text.bytes()
                .enumerate()
                .filter(|(_, b)| *b == b'\n')
                .map(|(at, _)| at + 1),
        );
        Self { starts }
    }

    /// Number of lines (an empty text has one).
    pub fn n_lines(&self) -> usize {
        self.starts.len()
    }

    /// 0-based index of the line that holds byte `at`.
    pub fn line_of(&self, at: usize) -> usize {
        self.starts
            .partition_point(|start| *start <= at)
            .saturating_sub(1)
    }

    /// Line and column of byte `at` in `text`, both from 1.
    pub fn place(&self, text: &str, at: usize) -> Place {
        let line = self.line_of(at);
        let start = self.starts[line];
        let column = text
            .get(start..at)
            .map_or(1, |before| before.chars().count() + 1);
        Place {
            line: line + 1,
            column,
        }
    }

    /// Span of line `line` (0-based) without its line ending.
    pub fn line_span(&self, text: &str, line: usize) -> Span {
        let start = self.starts[line];
        let end = self
            .starts
            .get(line + 1)
            .map_or(text.len(), |next| next - 1);
        let words = &text[start..end];
        Span::new(
            start,
            start + words.strip_suffix('\r').unwrap_or(words).len(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::LineIndex;

    #[test]
    fn places_count_characters_from_one() {
        let text = "pain 6\r\nnaïve 4/10\n";
        let lines = LineIndex::new(text);
        let at = text.find("4/10").expect("the text holds it");
        let place = lines.place(text, at);
        assert_eq!((place.line, place.column), (2, 7));
        assert_eq!(lines.line_span(text, 0).of(text), "pain 6");
        assert_eq!(lines.n_lines(), 3);
    }
}
