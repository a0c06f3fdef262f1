//! Text made harmless to print, byte for byte as long as it was.
//!
//! A note can hold escape sequences that drive a terminal, and direction marks that make words read
//! otherwise than they are stored. Each such character is replaced by a stand-in of the same number
//! of bytes, so that a span into the text is also a span into a UTF-8 file.

/// True for characters that can act on a terminal or hide what is written. Line ends and tabs are
/// not among them.
pub fn is_harmful(c: char) -> bool {
    match c {
        '\n' | '\r' | '\t' => false,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => true,
        // Soft hyphen, Arabic letter mark, Mongolian vowel separator.
        '\u{ad}' | '\u{61c}' | '\u{180e}' => true,
        // Zero-width, direction marks, line and paragraph separators, embeddings, isolates, fillers.
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => true,
        // Byte order mark inside a text, interlinear annotation, tags.
        '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' => true,
        _ => false,
    }
}
