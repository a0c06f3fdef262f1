//! Where the text names a service: by its code, by its name, or by a looser word.

use std::ops::Range;

use crate::parse::quantity::Words;
use crate::parse::{Doc, TokenKind};
use crate::rules::{RuleSet, TimeClass, TimeWord};

/// How a service is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Named {
    /// By its code.
    Code,
    /// By a name that can stand for it.
    Name,
    /// By a word that counts only when the visit bills the code.
    Also,
}

/// One place that names a service.
#[derive(Clone, Debug)]
pub struct Mention {
    /// Tokens, modifiers included.
    pub tokens: Range<usize>,
    /// How.
    pub named: Named,
    /// The code, or all codes that the name can mean.
    pub codes: Vec<String>,
    /// Modifiers behind the code, in the order written.
    pub modifiers: Vec<String>,
    /// True when the number is not in the code table and rests on its neighbours.
    pub unknown: bool,
}

/// Modifiers of charges of this field, letters.
const LETTER_MODIFIERS: [&str; 17] = [
    "GP", "GO", "GN", "AT", "KX", "CQ", "CO", "XU", "XE", "XS", "XP", "GA", "GZ", "GY", "RT", "LT",
    "GX",
];
/// Modifiers in figures.
const NUMBER_MODIFIERS: [&str; 8] = ["59", "25", "52", "76", "51", "77", "96", "97"];

/// All mentions, in order of the text; none overlaps another.
pub(super) fn mentions(words: &Words<'_>, doc: &Doc, rules: &RuleSet) -> Vec<Mention> {
    let mut out = codes(words, rules);
    names(doc, rules, &mut out);
    out.sort_by_key(|m| (m.tokens.start, std::cmp::Reverse(m.tokens.end), m.named));
    let mut kept: Vec<Mention> = Vec::with_capacity(out.len());
    for mention in out {
        match kept.last() {
            Some(last) if mention.tokens.start < last.tokens.end => {}
            _ => kept.push(mention),
        }
    }
    settle(words, &mut kept);
    kept
}

/// A name beside a code names that code, whatever else the name can mean (`97032 e-stim`).
fn settle(words: &Words<'_>, mentions: &mut [Mention]) {
    for at in 0..mentions.len() {
        if mentions[at].named != Named::Name || mentions[at].codes.len() == 1 {
            continue;
        }
        let here = mentions[at].tokens.clone();
        let beside = |other: &Mention| {
            let (from, to) = if other.tokens.end <= here.start {
                (other.tokens.end, here.start)
            } else {
                (here.end, other.tokens.start)
            };
            other.named == Named::Code
                && to - from <= 3
                && (from..=to).all(|i| i == from && from == to || !words.breaks(i))
                && (from..to).all(|i| words.kind(i) == Some(TokenKind::Sign))
        };
        let code = [at.checked_sub(1), Some(at + 1)]
            .into_iter()
            .flatten()
            .filter_map(|i| mentions.get(i))
            .find(|m| beside(m))
            .map(|m| m.codes.clone());
        if let Some(codes) = code {
            mentions[at].codes = codes;
        }
    }
}

fn codes(words: &Words<'_>, rules: &RuleSet) -> Vec<Mention> {
    let mut out: Vec<Mention> = Vec::new();
    for at in 0..words.n_tokens() {
        let Some((code, end, unknown)) = code_at(words, rules, at) else {
            continue;
        };
        if no_code(words, at) {
            continue;
        }
        let (modifiers, end) = modifiers(words, end, code.starts_with("97"));
        out.push(Mention {
            tokens: at..end,
            named: Named::Code,
            codes: vec![code.to_owned()],
            modifiers: modifiers.into_iter().map(str::to_owned).collect(),
            unknown,
        });
    }
    // A number that the table does not have is a code only on a line with one that it has.
    let known: Vec<usize> = out
        .iter()
        .filter(|m| !m.unknown)
        .map(|m| line(words, m))
        .collect();
    out.retain(|m| !m.unknown || known.contains(&line(words, m)));
    out
}

fn line(words: &Words<'_>, mention: &Mention) -> usize {
    let at = words.tokens[mention.tokens.start].span.start;
    words.text[..at].rfind('\n').map_or(0, |end| end + 1)
}

/// The code whose first token is `at`, the token after it, and whether the table lacks it.
fn code_at<'a>(words: &Words<'a>, rules: &'a RuleSet, at: usize) -> Option<(&'a str, usize, bool)> {
    let letters = words.letters(at);
    let whole = match words.kind(at)? {
        TokenKind::Code => true,
        TokenKind::Number => letters.len() == 5,
        _ => false,
    };
    if whole {
        if let Some(code) = rules.codes.get(letters) {
            return Some((code.code.as_str(), at + 1, false));
        }
        let medical = letters.starts_with('9') || letters.starts_with(['A', 'E', 'G', 'L', 'S']);
        let separate = !words.glued(at) || at == 0 || words.kind(at - 1) == Some(TokenKind::Sign);
        return (medical && separate).then_some((letters, at + 1, true));
    }
    scanned(words, rules, at)
}

/// `9753O`, `9894l`, `97S30`: letters that a scanner took for figures.
fn scanned<'a>(words: &Words<'a>, rules: &'a RuleSet, at: usize) -> Option<(&'a str, usize, bool)> {
    if words.kind(at)? != TokenKind::Number || !(2..5).contains(&words.letters(at).len()) {
        return None;
    }
    let mut folded = String::with_capacity(5);
    let mut end = at;
    while folded.len() < 5 && (end == at || words.glued(end)) {
        for c in words.letters(end).chars() {
            folded.push(match c {
                'O' | 'o' => '0',
                'l' | 'I' => '1',
                'S' => '5',
                'B' => '8',
                digit => digit,
            });
        }
        end += 1;
        if end >= words.n_tokens() {
            break;
        }
    }
    let code = rules
        .codes
        .get(&folded)
        .filter(|_| folded.len() == 5 && !words.glued(end))?;
    Some((code.code.as_str(), end, false))
}

/// True when what stands before makes the number an account, a room, a postal code.
fn no_code(words: &Words<'_>, at: usize) -> bool {
    let mut before = at;
    while before > 0 && !words.breaks(before) {
        before -= 1;
        if words.kind(before) == Some(TokenKind::Sign) && at - before < 3 {
            if words.sign(before, '#') || words.sign(before, '$') {
                return true;
            }
            continue;
        }
        break;
    }
    if before == at || before + 1 == at && words.breaks(at) {
        return false;
    }
    let word = words.letters(before);
    let state = word.len() == 2 && word.chars().all(|c| c.is_ascii_uppercase());
    if state && before > 1 && words.sign(before - 1, ',') {
        let city = words.letters(before - 2);
        return city.len() > 3
            && city.starts_with(|c: char| c.is_ascii_uppercase())
            && city[1..].chars().all(|c| c.is_ascii_lowercase());
    }
    !state && words.is(before, TimeWord::NotCode)
}

/// Modifiers from the token `at` on, and the token after them.
fn modifiers<'a>(words: &Words<'a>, at: usize, physical: bool) -> (Vec<&'a str>, usize) {
    let mut out = Vec::new();
    let mut end = at;
    loop {
        let sign =
            usize::from(["-", ",", "/", "."].contains(&words.letters(end)) && !words.breaks(end));
        let next = end + sign;
        let letters = words.letters(next);
        let tied = sign == 1 && words.glued(end) && words.glued(next);
        let stands = match words.kind(next) {
            Some(TokenKind::Word) => {
                LETTER_MODIFIERS.contains(&letters) && !words.breaks(next) && (sign == 0 || tied)
            }
            Some(TokenKind::Number) => {
                NUMBER_MODIFIERS.contains(&letters)
                    && tied
                    && !(physical && letters == "25")
                    && !words.is(next + 1, TimeWord::Minute)
            }
            _ => false,
        };
        let spaced = letters == "59" && sign == 0 && !words.breaks(next) && out.len() < 4;
        let stands = stands
            || spaced && !words.is(next + 1, TimeWord::Minute) && !words.sign(next + 1, '\'');
        if !stands {
            return (out, end);
        }
        out.push(letters);
        end = next + 1;
    }
}

fn names(doc: &Doc, rules: &RuleSet, out: &mut Vec<Mention>) {
    let from = out.len();
    for cue in &doc.cues {
        let (code, named) = match rules.time.get(cue.class) {
            TimeClass::Name(code) => (code, Named::Name),
            TimeClass::Also(code) => (code, Named::Also),
            _ => continue,
        };
        let same = out[from..]
            .iter_mut()
            .rev()
            .take(8)
            .find(|m| m.tokens == (cue.first..cue.end) && m.named == named);
        match same {
            Some(mention) => mention.codes.push(code.clone()),
            None => out.push(Mention {
                tokens: cue.first..cue.end,
                named,
                codes: vec![code.clone()],
                modifiers: Vec::new(),
                unknown: false,
            }),
        }
    }
}
