//! Text cut, filled and wrapped by what it takes up on the screen, not by bytes or characters.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Columns of a tab in quoted lines.
const TAB: &str = "    ";

/// Columns that `text` takes up.
pub(crate) fn width(text: &str) -> usize {
    text.width()
}

/// `text` made fit to stand on one line: tabs widened, other control characters replaced.
pub(crate) fn flat(text: &str) -> String {
    let mut flat = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\t' => flat.push_str(TAB),
            c if c.is_control() => flat.push('\u{fffd}'),
            c => flat.push(c),
        }
    }
    flat
}

/// The start of `text` that fits in `columns`, with an ellipsis when something was cut.
pub(crate) fn cut(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        let wide = width(grapheme);
        if used + wide + 1 > columns {
            break;
        }
        used += wide;
        kept.push_str(grapheme);
    }
    kept.push('…');
    kept
}

/// The words of `text` in lines of at most `columns`; a longer word stands alone on its line.
pub(crate) fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in text.split_whitespace() {
        let wide = width(word);
        if used > 0 && used + 1 + wide > columns {
            lines.push(String::new());
            used = 0;
        }
        let Some(line) = lines.last_mut() else { break };
        if used > 0 {
            line.push(' ');
            used += 1;
        }
        line.push_str(word);
        used += wide;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{cut, flat, width, wrap};

    #[test]
    fn wide_characters_count_twice_and_combining_ones_not_at_all() {
        assert_eq!(width("naïve"), 5);
        assert_eq!(width("nai\u{308}ve"), 5);
        assert_eq!(width("痛み"), 4);
    }

    #[test]
    fn a_cut_never_splits_a_character_or_overflows() {
        assert_eq!(cut("lumbar", 6), "lumbar");
        assert_eq!(cut("lumbar", 5), "lumb…");
        assert_eq!(cut("痛み止め", 6), "痛み…");
        assert_eq!(cut("e\u{301}e\u{301}e\u{301}", 2), "e\u{301}…");
    }

    #[test]
    fn words_wrap_and_long_words_stand_alone() {
        let text = "State who was  with the patient";
        assert_eq!(wrap(text, 13), ["State who was", "with the", "patient"]);
        assert_eq!(wrap("a verylongword b", 5), ["a", "verylongword", "b"]);
        assert_eq!(wrap("", 5), [""]);
    }

    #[test]
    fn control_characters_cannot_move_the_cursor() {
        assert_eq!(flat("a\tb\x1b[2J"), "a    b\u{fffd}[2J");
    }
}
