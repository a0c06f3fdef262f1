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

/// Replaces what is harmful in `text`. Runs of harmless bytes are copied whole, and a text without
/// anything to replace, the usual note, is not copied at all.
pub(super) fn sanitize(text: String) -> Sanitized {
    let mut clean = String::new();
    let mut n_harmful = 0;
    let (mut copied, mut at) = (0, 0);
    while let Some(step) = text.as_bytes()[at..]
        .iter()
        .position(|byte| is_suspect(*byte))
    {
        at += step;
        let mut rest = text[at..].chars();
        let Some(c) = rest.next() else { break };
        if let Some(instead) = replacement(c, rest.next()) {
            n_harmful += usize::from(is_harmful(c) && !instead.ends_with('\n'));
            clean.reserve(text.len() - clean.len());
            clean.push_str(&text[copied..at]);
            clean.push_str(instead);
            copied = at + c.len_utf8();
        }
        at += c.len_utf8();
    }
    if copied == 0 {
        return Sanitized { text, n_harmful };
    }
    clean.push_str(&text[copied..]);
    Sanitized {
        text: clean,
        n_harmful,
    }
}

/// True for the first bytes of all characters that [`replacement`] replaces (and of others). None
/// is a byte inside a character.
fn is_suspect(byte: u8) -> bool {
    matches!(byte, 0..=8 | 11..=31 | 0x7f | 0xc2 | 0xd8 | 0xe1..=0xe3 | 0xef | 0xf3)
}

/// What is written instead of `c`, in as many bytes; `None` when it may stay.
fn replacement(c: char, after: Option<char>) -> Option<&'static str> {
    match c {
        '\r' => (after != Some('\n')).then_some("\n"),
        '\u{b}' | '\u{c}' => Some("\n"),
        '\u{85}' => Some(" \n"),
        '\u{2028}' | '\u{2029}' => Some("  \n"),
        c => is_harmful(c).then(|| stand_in(c)),
    }
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
    use super::{is_harmful, sanitize};

    #[test]
    fn no_harmful_character_of_all_is_overlooked() {
        for c in ('\0'..=char::MAX).filter(|c| is_harmful(*c)) {
            let raw = format!("a{c}b");
            let clean = sanitize(raw.clone()).text;
            assert!(
                clean.len() == raw.len() && !clean.contains(is_harmful),
                "{}",
                u32::from(c)
            );
        }
    }

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
