//! Which single-byte encoding makes the best reading: Windows-1252, MacRoman or the PC's own 437.
//!
//! Each candidate is decoded and judged by what clinical English holds beyond ASCII: accented
//! letters inside names, typographic quotes on the right side of words, degrees behind numbers,
//! frames drawn with line characters. A tie goes to Windows-1252, by far the most frequent.

use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1252};

/// A single-byte encoding.
#[derive(Clone, Copy)]
pub(super) enum Charset {
    /// One of the Encoding Standard.
    Standard(&'static Encoding),
    /// The character set of the first PCs, still made by programs with DOS ancestors.
    Ibm437,
}

/// Characters 128 to 255 of the PC's character set.
const IBM437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐\
                      └┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";

impl Charset {
    /// Name of the encoding.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Standard(encoding) => encoding.name(),
            Self::Ibm437 => "IBM437",
        }
    }

    /// The text that `bytes` stand for.
    pub(super) fn decode(self, bytes: &[u8]) -> String {
        match self {
            Self::Standard(encoding) => encoding.decode_without_bom_handling(bytes).0.into_owned(),
            Self::Ibm437 => {
                let high: Vec<char> = IBM437.chars().collect();
                let of = |b: &u8| {
                    if *b < 128 {
                        char::from(*b)
                    } else {
                        high[usize::from(*b) - 128]
                    }
                };
                bytes.iter().map(of).collect()
            }
        }
    }
}

/// The best reading.
pub(super) struct Guess {
    /// Its encoding.
    pub(super) charset: Charset,
    /// How well it reads; below zero, it does not.
    pub(super) plausibility: i64,
}

/// The encoding in which `sample` reads best.
pub(super) fn guess_western(sample: &[u8]) -> Guess {
    let judge = |charset: Charset| Guess {
        charset,
        plausibility: plausibility(&charset.decode(sample)),
    };
    let mut best = judge(Charset::Standard(WINDOWS_1252));
    for charset in [Charset::Standard(MACINTOSH), Charset::Ibm437] {
        let guess = judge(charset);
        if guess.plausibility > best.plausibility {
            best = guess;
        }
    }
    best
}

/// How well the characters beyond ASCII fit where they stand; 0 when there are none.
pub(super) fn plausibility(text: &str) -> i64 {
    let mut total = 0;
    let mut before = '\n';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if !c.is_ascii() {
            let after = chars.peek().copied().unwrap_or('\n');
            total += fit(before, c, after);
        }
        before = c;
    }
    total
}

/// Points for `c` between its neighbours.
fn fit(before: char, c: char, after: char) -> i64 {
    let opens = |c: char| c.is_whitespace() || "([{-/\"".contains(c);
    match c {
        char::REPLACEMENT_CHARACTER | '\u{80}'..='\u{9f}' => -5,
        '’' if before.is_alphanumeric() => 3,
        '‘' | '“' if opens(before) && !after.is_whitespace() => 3,
        '’' | '”' if !opens(before) && !after.is_alphanumeric() => 3,
        '‘' | '’' | '“' | '”' => -1,
        '–' | '—' | '…' | '×' | '±' | '→' | '≥' | '≤' => 2,
        '•' | '·' | '■' if opens(before) => 3,
        '°' | 'º' if before.is_ascii_digit() => 3,
        '½' | '¼' | '¾' if !before.is_alphabetic() => 2,
        '\u{2500}'..='\u{256c}' if drawn(before) || drawn(after) => 2,
        '™' | '®' | '©' | 'µ' | '§' | '²' | '³' if opens(after) => 1,
        '\u{a0}' => 1,
        '•' | '·' | '■' | '™' | '®' | '©' | 'µ' | '§' | '²' | '³' => 0,
        c if c.is_lowercase() => letter(before.is_alphabetic() || after.is_alphabetic(), c),
        c if c.is_uppercase() && before.is_lowercase() => -3,
        c if c.is_uppercase() => letter(after.is_alphabetic(), c) - 1,
        _ => -1,
    }
}

/// Part of a frame: a line character, or the space and the line end beside one.
fn drawn(c: char) -> bool {
    matches!(c, '\u{2500}'..='\u{256c}' | ' ' | '\r' | '\n')
}

/// Letters of Spanish, French, German and Polish names are likelier than all others.
fn letter(in_word: bool, c: char) -> i64 {
    let usual =
        "áéíóúñüöäçèàâêîôûãõßłęąśżźćńěščřžýůøå".contains(c.to_lowercase().next().unwrap_or(c));
    match (in_word, usual) {
        (true, true) => 3,
        (true, false) => 0,
        (false, _) => -2,
    }
}
