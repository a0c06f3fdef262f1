//! Text to tokens: words, numbers, codes, clock times, punctuation, each with its bytes.
//!
//! Letters and digits that touch are two tokens (`25min`, `x25`), except where the mix is a name of
//! its own (`L4`, `97530`, `G0283`). Words carry the id of their folded stem.

use std::ops::Range;

use crate::text::{Span, WordId, word_id};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, with inner apostrophes.
    Word,
    /// Digits, with an inner point or comma.
    Number,
    /// Letters and digits that make one name (`L4`, `C5`, `T12`, `S1`).
    Mixed,
    /// Five characters that have the form of a procedure code.
    Code,
    /// `9:05`, `14:25`, `0:38:00`.
    Clock,
    /// Anything else, one character.
    Sign,
}

/// One token.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Bytes of the text.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
    /// Folded stem of a word; a fixed id for numbers, codes and clocks; the sign itself for signs.
    pub word: WordId,
    /// True when white space (or the start of the text) stands before it.
    pub spaced: bool,
}

/// Id that every number has.
pub const NUMBER: WordId = 1;
/// Id that every clock time has.
pub const CLOCK: WordId = 2;
/// Id that every procedure code has.
pub const CODE: WordId = 3;
/// Id that every mixed name (vertebra, nerve root) has.
pub const MIXED: WordId = 4;

/// Id of a punctuation sign, after folding of look-alikes.
pub fn sign_id(sign: char) -> WordId {
    0x100 + u64::from(u32::from(fold_sign(sign)))
}

fn fold_sign(sign: char) -> char {
    match sign {
        '–' | '—' | '−' | '‐' | '‑' => '-',
        '→' | '⇒' | '➔' | '►' => '→',
        '×' | '✕' => '×',
        '“' | '”' => '"',
        '‘' | '’' | '′' | 'ʹ' => '\'',
        other => other,
    }
}

/// All tokens of `text[range]`, in order.
pub fn tokens(text: &str, range: Range<usize>) -> Vec<Token> {
    let mut out = Vec::with_capacity(range.len() / 4 + 8);
    let mut at = range.start;
    let mut spaced = true;
    while at < range.end {
        let rest = &text[at..range.end];
        let Some(first) = rest.chars().next() else {
            break;
        };
        if first.is_whitespace() {
            spaced = true;
            at += first.len_utf8();
            continue;
        }
        let (len, kind) = next(rest, first);
        let span = Span::new(at, at + len);
        let word = match kind {
            TokenKind::Word => word_id(&rest[..len]),
            TokenKind::Number => NUMBER,
            TokenKind::Clock => CLOCK,
            TokenKind::Code => CODE,
            TokenKind::Mixed => MIXED,
            TokenKind::Sign => sign_id(first),
        };
        out.push(Token {
            span,
            kind,
            word,
            spaced,
        });
        spaced = false;
        at += len;
    }
    out
}

fn next(rest: &str, first: char) -> (usize, TokenKind) {
    if first.is_ascii_digit() {
        return number(rest);
    }
    if first.is_alphabetic() {
        return word(rest);
    }
    (first.len_utf8(), TokenKind::Sign)
}

/// A run that starts with a digit: code, clock, number.
fn number(rest: &str) -> (usize, TokenKind) {
    let bytes = rest.as_bytes();
    let digits = run(bytes, 0, u8::is_ascii_digit);
    let follows_letter = bytes.get(digits).is_some_and(u8::is_ascii_alphabetic);
    if digits == 5 && !follows_letter && bytes.get(5) != Some(&b'.') {
        return (5, TokenKind::Code);
    }
    if digits == 1 && is_ratio(bytes) {
        return (3, TokenKind::Word);
    }
    if digits <= 2 && bytes.get(digits) == Some(&b':') {
        let minutes = run(bytes, digits + 1, u8::is_ascii_digit);
        if minutes == 2 {
            let mut end = digits + 3;
            if bytes.get(end) == Some(&b':') && run(bytes, end + 1, u8::is_ascii_digit) == 2 {
                end += 3;
            }
            return (end, TokenKind::Clock);
        }
    }
    let mut end = digits;
    let inner = run(bytes, end + 1, u8::is_ascii_digit);
    // A comma belongs to a number only before thousands: `97530,GP,2,23` is a row of four.
    let joins = match bytes.get(end) {
        Some(b'.') => inner > 0,
        Some(b',') => inner == 3 && digits <= 3,
        _ => false,
    };
    if joins {
        end += 1 + inner;
    }
    (end, TokenKind::Number)
}

/// `1:1`, `2:1`: patients to providers, a word to every rule.
fn is_ratio(bytes: &[u8]) -> bool {
    bytes.get(1) == Some(&b':')
        && bytes.get(2).is_some_and(u8::is_ascii_digit)
        && !bytes
            .get(3)
            .is_some_and(|b| b.is_ascii_alphanumeric() || *b == b':')
}

/// A run that starts with a letter: word, HCPCS code, vertebra.
fn word(rest: &str) -> (usize, TokenKind) {
    let letters = letter_run(rest);
    let bytes = rest.as_bytes();
    let digits = run(bytes, letters, u8::is_ascii_digit);
    if letters == 1 && digits > 0 {
        let after = bytes.get(1 + digits);
        let ends = !after.is_some_and(u8::is_ascii_alphanumeric);
        if digits == 4 && ends && bytes[0].is_ascii_uppercase() {
            return (5, TokenKind::Code);
        }
        if digits <= 2 && matches!(bytes[0], b'C' | b'T' | b'L' | b'S' | b'D') {
            return (1 + digits, TokenKind::Mixed);
        }
    }
    (letters, TokenKind::Word)
}

fn letter_run(rest: &str) -> usize {
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let inner = matches!(c, '\'' | '’')
            && chars.peek().is_some_and(|(_, next)| next.is_alphabetic())
            && at > 0;
        if !c.is_alphabetic() && !inner {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

fn run(bytes: &[u8], from: usize, is: impl Fn(&u8) -> bool) -> usize {
    bytes
        .get(from..)
        .map_or(0, |rest| rest.iter().take_while(|b| is(b)).count())
}

#[cfg(test)]
mod tests {
    use super::{TokenKind, tokens};

    fn shapes(text: &str) -> Vec<(&str, TokenKind)> {
        tokens(text, 0..text.len())
            .iter()
            .map(|t| (t.span.of(text), t.kind))
            .collect()
    }

    #[test]
    fn amounts_and_their_units_are_two_tokens() {
        use TokenKind::{Code, Number, Sign, Word};
        assert_eq!(
            shapes("97530 x25min"),
            [("97530", Code), ("x", Word), ("25", Number), ("min", Word)]
        );
        assert_eq!(
            shapes("TA 23’"),
            [("TA", Word), ("23", Number), ("’", Sign)]
        );
    }

    #[test]
    fn commas_join_thousands_only() {
        use TokenKind::{Number, Sign};
        assert_eq!(shapes("1,234"), [("1,234", Number)]);
        assert_eq!(shapes("2,23"), [("2", Number), (",", Sign), ("23", Number)]);
    }

    #[test]
    fn vertebrae_clocks_and_hcpcs_codes_stay_whole() {
        use TokenKind::{Clock, Code, Mixed, Sign, Word};
        assert_eq!(shapes("L4-L5"), [("L4", Mixed), ("-", Sign), ("L5", Mixed)]);
        assert_eq!(
            shapes("G0283 9:05pm"),
            [("G0283", Code), ("9:05", Clock), ("pm", Word)]
        );
    }

    #[test]
    fn spans_cover_every_character_that_is_not_white_space() {
        let text = "patient’s  knee—5°, 2½ min";
        let all: String = tokens(text, 0..text.len())
            .iter()
            .map(|t| t.span.of(text))
            .collect();
        assert_eq!(all, text.split_whitespace().collect::<String>());
    }
}
