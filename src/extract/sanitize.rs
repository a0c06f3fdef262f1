//! Text made harmless to print, byte for byte as long as it was.
//!
//! A note can hold escape sequences that drive a terminal, and direction marks that make words read
//! otherwise than they are stored. Each such character is replaced by a stand-in of the same number
//! of bytes, so that a span into the text is also a span into a UTF-8 file. Odd line ends (CR alone,
//! form feed, Unicode separators) become `\n` in the same way; `\r\n` stays.

/// Text without harmful characters.
pub(super) struct Sanitized {
    /// As many bytes as before.
    pub(super) text: String,
    /// Characters that had to be replaced; odd line ends do not count.
    pub(super) n_harmful: usize,
}

/// Replaces what is harmful in `text`.
pub(super) fn sanitize(text: String) -> Sanitized {
    if is_plain(text.as_bytes()) {
        return Sanitized { text, n_harmful: 0 };
    }
    let mut clean = String::with_capacity(text.len());
    let mut n_harmful = 0;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() != Some(&'\n') => clean.push('\n'),
            '\u{b}' | '\u{c}' => clean.push('\n'),
            '\u{85}' => clean.push_str(" \n"),
            '\u{2028}' | '\u{2029}' => clean.push_str("  \n"),
            c if is_harmful(c) => {
                n_harmful += 1;
                clean.push_str(stand_in(c));
            }
            c => clean.push(c),
        }
    }
    Sanitized {
        text: clean,
        n_harmful,
    }
}

/// True when nothing has to be done: the usual note, told in one quick pass.
fn is_plain(bytes: &[u8]) -> bool {
    let odd = |b: &u8| (*b < b' ' && *b != b'\n' && *b != b'\t') || *b >= 0x7f;
    !bytes.iter().any(odd)
}

/// What stands for a harmful character: as many bytes, nothing that could act.
fn stand_in(c: char) -> &'static str {
    match (c, c.len_utf8()) {
        // Padding, end-of-cell marks of Word, end-of-file mark of DOS: gaps, not content.
        ('\0' | '\u{7}' | '\u{1a}', _) => " ",
        // The non-breaking hyphen of Word.
        ('\u{1e}', _) => "-",
        (_, 1) => "?",
        (_, 2) => "\u{b7}",
        (_, 3) => "\u{fffd}",
        _ => "\u{fffd}?",
    }
}

/// True for characters that can act on a terminal or hide what is written. `\n`, `\r` and `\t` are
/// not among them.
pub fn is_harmful(c: char) -> bool {
    match c {
        '\n' | '\r' | '\t' => false,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => true,
        // Soft hyphen, Arabic letter mark, Hangul and Mongolian fillers.
        '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{3164}' | '\u{ffa0}' => {
            true
        }
        // Zero-width, direction marks, line and paragraph separators, embeddings, isolates.
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => true,
        // Byte order mark inside a text, interlinear annotation, tags.
        '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::sanitize;

    #[test]
    fn escapes_and_direction_marks_become_stand_ins_of_the_same_length() {
        for (raw, clean, n_harmful) in [
            ("pain \u{1b}[31m6/10", "pain ?[31m6/10", 1),
            ("one\u{200b}on\u{202e}one", "one\u{fffd}on\u{fffd}one", 2),
            ("thera\u{ad}peutic", "thera\u{b7}peutic", 1),
            ("tag\u{e0041}", "tag\u{fffd}?", 1),
            ("end of file\u{1a}", "end of file ", 1),
            ("15° gain, naïve — ½", "15° gain, naïve — ½", 0),
        ] {
            let sanitized = sanitize(raw.to_owned());
            assert_eq!(
                (sanitized.text.as_str(), sanitized.n_harmful),
                (clean, n_harmful)
            );
            assert_eq!(clean.len(), raw.len());
        }
    }

    #[test]
    fn every_kind_of_line_end_is_one() {
        for (raw, clean) in [
            ("S: pain\rO: gait\r", "S: pain\nO: gait\n"),
            ("S: pain\r\nO: gait", "S: pain\r\nO: gait"),
            ("page 1\u{c}page 2", "page 1\npage 2"),
            ("a\u{2028}b\u{85}c", "a  \nb \nc"),
            ("a\r\r\nb", "a\n\r\nb"),
        ] {
            let sanitized = sanitize(raw.to_owned());
            assert_eq!((sanitized.text.as_str(), sanitized.n_harmful), (clean, 0));
        }
    }
}
