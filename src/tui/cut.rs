//! Text measured and cut in screen columns.
//!
//! The one place that knows how wide a piece of text is. Everything is cut between grapheme
//! clusters, so that a combining mark stays on its letter and half a wide character is never drawn.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Columns that `text` takes on the screen.
pub(crate) fn width(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else {
        text.graphemes(true).map(|g| g.width()).sum()
    }
}

/// The longest start of `text` that fits into `columns`, with the columns it takes.
pub(crate) fn head(text: &str, columns: usize) -> (&str, usize) {
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        let wide = grapheme.width();
        if used + wide > columns {
            return (&text[..at], used);
        }
        used += wide;
    }
    (text, used)
}

/// `text` in at most `columns`; what was left out is shown by `mark` (one column wide).
pub(crate) fn cut<'t>(text: &'t str, columns: usize, mark: &str) -> Cow<'t, str> {
    if width(text) <= columns {
        return Cow::Borrowed(text);
    }
    let (start, _) = head(text, columns.saturating_sub(width(mark)));
    if columns < width(mark) {
        return Cow::Borrowed("");
    }
    Cow::Owned(format!("{}{mark}", start.trim_end()))
}

/// `text` in exactly `columns`, cut or filled with spaces at the right.
pub(crate) fn left(text: &str, columns: usize, mark: &str) -> String {
    let mut out = cut(text, columns, mark).into_owned();
    let gap = columns.saturating_sub(width(&out));
    out.extend(std::iter::repeat_n(' ', gap));
    out
}

/// `text` in exactly `columns`, cut or filled with spaces at the left. For numbers.
pub(crate) fn right(text: &str, columns: usize, mark: &str) -> String {
    let out = cut(text, columns, mark);
    let gap = columns.saturating_sub(width(&out));
    format!("{}{out}", " ".repeat(gap))
}

/// `text` in lines of at most `columns`, broken at spaces where there are any.
pub(crate) fn paragraph(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(1);
    let mut lines = Vec::new();
    for source in text.lines() {
        let mut line = String::new();
        for word in source.split_whitespace() {
            let mut word = word;
            let gap = usize::from(!line.is_empty());
            if width(&line) + gap + width(word) > columns && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            while width(word) > columns {
                let (start, _) = head(word, columns);
                // A character wider than the column is dropped rather than looped over for ever.
                let taken = if start.is_empty() {
                    word.graphemes(true).next().map_or(word.len(), str::len)
                } else {
                    start.len()
                };
                lines.push(word[..start.len()].to_owned());
                word = &word[taken..];
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{cut, head, left, paragraph, right, width};

    #[test]
    fn wide_characters_count_twice_and_marks_not_at_all() {
        assert_eq!(width("Pérez"), 5);
        assert_eq!(width("Pe\u{301}rez"), 5);
        assert_eq!(width("山田"), 4);
    }

    #[test]
    fn cutting_keeps_a_mark_on_its_letter_and_never_halves_a_wide_character() {
        assert_eq!(head("Pe\u{301}rez", 2), ("Pe\u{301}", 2));
        assert_eq!(head("山田", 3), ("山", 2));
        assert_eq!(cut("Alvarez, Maria", 8, "…"), "Alvarez…");
        assert_eq!(cut("Alvarez", 7, "…"), "Alvarez");
        assert_eq!(cut("Alvarez", 0, "…"), "");
    }

    #[test]
    fn columns_are_filled_to_the_same_width() {
        assert_eq!(left("山田", 5, "…"), "山田 ");
        assert_eq!(right("62", 4, "…"), "  62");
        assert_eq!(width(&left("山田太郎", 5, "…")), 5);
    }

    #[test]
    fn paragraphs_break_at_spaces_and_inside_long_words() {
        assert_eq!(
            paragraph("who was with the patient", 9),
            ["who was", "with the", "patient"]
        );
        assert_eq!(paragraph("abcdefg", 3), ["abc", "def", "g"]);
        assert_eq!(paragraph("one\n\ntwo", 9), ["one", "", "two"]);
    }
}
