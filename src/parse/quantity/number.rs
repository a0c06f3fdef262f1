//! Numbers in figures and in words, with the slips of scanned paper.

use super::words::Words;
use crate::parse::TokenKind;
use crate::rules::TimeWord;

/// A number: whole part and hundredths, and the token after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) whole: u32,
    pub(super) hundredths: u32,
    pub(super) end: usize,
}

const ONES: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] = [
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];

fn position(list: &[&str], word: &str) -> Option<u32> {
    let at = list.iter().position(|w| word.eq_ignore_ascii_case(w))?;
    u32::try_from(at).ok()
}

/// True when the word can begin a number or a part of an hour.
pub(super) fn may_start(words: &Words<'_>, at: usize) -> bool {
    let word = words.letters(at);
    let known = match word.len() {
        1 => matches!(word, "x" | "X" | "a" | "A" | "l" | "I" | "O"),
        2 => word.eq_ignore_ascii_case("an"),
        3..=9 => {
            in_words(words, at).is_some()
                || ["half", "quarter", "times", "the"]
                    .iter()
                    .any(|w| word.eq_ignore_ascii_case(w))
        }
        _ => false,
    };
    known && !words.is(at, TimeWord::Contact)
}

/// The number at `at`, in figures or in words.
pub(super) fn number(words: &Words<'_>, at: usize) -> Option<Number> {
    let number = match words.kind(at)? {
        TokenKind::Number => figures(words, at)?,
        TokenKind::Word => slipped(words, at).or_else(|| in_words(words, at))?,
        _ => return None,
    };
    Some(repeated(words, number))
}

/// The number at `at` in figures only.
pub(super) fn figures(words: &Words<'_>, at: usize) -> Option<Number> {
    if words.kind(at) != Some(TokenKind::Number) {
        return None;
    }
    let (whole, part) = words
        .letters(at)
        .split_once('.')
        .unwrap_or((words.letters(at), ""));
    let hundredths = match part.len() {
        0 => 0,
        1 => part.parse::<u32>().ok()? * 10,
        _ => part.get(..2)?.parse().ok()?,
    };
    Some(Number {
        whole: whole
            .replace(',', "")
            .parse()
            .ok()
            .filter(|n| *n < 10_000)?,
        hundredths,
        end: at + 1,
    })
}

/// `l5`, `1O`, `2S`, `2 3`: only for a caller that sees a unit of time after it.
pub(super) fn slipped(words: &Words<'_>, at: usize) -> Option<Number> {
    let digit = |at: usize| match words.letters(at) {
        "l" | "I" | "i" => Some(1),
        "O" | "o" => Some(0),
        "S" => Some(5),
        "B" => Some(8),
        other => other
            .parse::<u32>()
            .ok()
            .filter(|n| *n < 10 && other.len() == 1),
    };
    let (first, second) = (digit(at)?, digit(at + 1)?);
    let letters = [at, at + 1]
        .iter()
        .filter(|i| words.kind(**i) == Some(TokenKind::Word))
        .count();
    let whole = first * 10 + second;
    let looks_right = match letters {
        0 => !words.glued(at + 1) && words.gap(at + 1) == 1 && first > 0,
        1 => words.glued(at + 1),
        _ => false,
    };
    let end = at + 2;
    (looks_right && words.is(end, TimeWord::Minute) && whole > 0).then_some(Number {
        whole,
        hundredths: 0,
        end,
    })
}

/// `twenty-three`, `forty five`, `eleven`.
pub(super) fn in_words(words: &Words<'_>, at: usize) -> Option<Number> {
    if words.is(at, TimeWord::Contact) {
        return None;
    }
    let word = words.letters(at);
    if let Some(tens) = position(&TENS, word) {
        let whole = (tens + 2) * 10;
        let next = at + 1 + usize::from(words.sign(at + 1, '-'));
        let ones = position(&ONES, words.letters(next)).filter(|n| (1..10).contains(n));
        return Some(match ones {
            Some(ones) if !words.is(next, TimeWord::Contact) => Number {
                whole: whole + ones,
                hundredths: 0,
                end: next + 1,
            },
            _ => Number {
                whole,
                hundredths: 0,
                end: at + 1,
            },
        });
    }
    let whole = position(&ONES, word)?;
    Some(Number {
        whole,
        hundredths: 0,
        end: at + 1,
    })
}

/// `twenty-three (23)` is one number, and so is `23 (twenty-three)`.
fn repeated(words: &Words<'_>, number: Number) -> Number {
    if !words.sign(number.end, '(') {
        return number;
    }
    let inner = figures(words, number.end + 1).or_else(|| in_words(words, number.end + 1));
    match inner {
        Some(inner) if inner.whole == number.whole && words.sign(inner.end, ')') => Number {
            end: inner.end + 1,
            ..number
        },
        _ => number,
    }
}
