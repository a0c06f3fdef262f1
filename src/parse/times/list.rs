//! Bare numbers behind services: `Minutes logged: 97530 25, 97140 18`, `TE15 TA23 MT8`, `97530 25`.

use std::ops::Range;

use crate::parse::charges::{Mention, Named};
use crate::parse::quantity::{Amount, Form, Found, Words, bare};
use crate::parse::{Doc, TokenKind};
use crate::rules::TimeWord;

/// Most units of one code; a bare number above is minutes.
const MOST_UNITS: u32 = 8;

/// Bare numbers that are minutes, each with the mention it belongs to.
pub(super) fn amounts(
    words: &Words<'_>,
    doc: &Doc,
    mentions: &[Mention],
    taken: &[Found],
) -> Vec<(Found, usize)> {
    let mut out = Vec::new();
    let mut from = 0;
    while from < mentions.len() {
        let row = row_of(words, doc, mentions[from].tokens.start);
        let to = (from..mentions.len())
            .find(|i| mentions[*i].tokens.start >= row.end)
            .unwrap_or(mentions.len())
            .max(from + 1);
        one_row(words, mentions, from..to, &row, taken, &mut out);
        from = to;
    }
    out
}

/// Tokens of the line that holds the token, cut where sentences end.
fn row_of(words: &Words<'_>, doc: &Doc, token: usize) -> Range<usize> {
    let ends = |i: usize| {
        words.sign(i, '.')
            && !words.sign(i - 1, '.')
            && doc.clauses.iter().any(|c| c.tokens.end == i + 1)
    };
    let start = (1..=token)
        .rev()
        .find(|i| words.breaks(*i) || ends(*i - 1))
        .unwrap_or(0);
    let end = (token + 1..words.n_tokens()).find(|i| words.breaks(*i) || ends(*i - 1));
    start..end.unwrap_or(words.n_tokens())
}

fn one_row(
    words: &Words<'_>,
    mentions: &[Mention],
    of: Range<usize>,
    row: &Range<usize>,
    taken: &[Found],
    out: &mut Vec<(Found, usize)>,
) {
    let mut numbers: Vec<(Found, usize)> = Vec::new();
    let mut pairs = false;
    for at in of.clone().filter(|i| mentions[*i].named != Named::Also) {
        let from = mentions[at].tokens.end;
        let Some((first, end)) = bare(words, from) else {
            continue;
        };
        // `45.00` is a price.
        if (from..end + 1).any(|i| words.letters(i).contains('.') && words.letters(i).len() > 3) {
            continue;
        }
        let used = |end: usize| {
            taken
                .iter()
                .any(|f| f.tokens.start < end && f.tokens.end > from)
        };
        // `97110 1 15`: units and minutes, in either order.
        let second = bare(words, end).filter(|(second, after)| {
            let split = (first <= MOST_UNITS) != (*second <= MOST_UNITS);
            split && words.mark(end) != "(" && closes(words, mentions, at, *after) && !used(*after)
        });
        if let Some((second, after)) = second {
            pairs = true;
            numbers.push((found(from..after, first.max(second)), at));
        } else if closes(words, mentions, at, end) && !used(end) {
            numbers.push((found(from..end, first), at));
        }
    }
    let first = mentions[of.start].tokens.start;
    let written = |i: usize| taken.iter().any(|f| f.tokens.contains(&i));
    let labelled = row
        .clone()
        .any(|i| words.is(i, TimeWord::MinuteLabel) && !written(i))
        || (row.start..first).any(|i| words.says(i, "time"));
    let units = row
        .clone()
        .any(|i| words.is(i, TimeWord::Unit) && !written(i));
    let large = numbers
        .iter()
        .any(|(f, _)| matches!(f.amount, Amount::Minutes { minutes, .. } if minutes > MOST_UNITS));
    if pairs || large && !units || labelled && !units {
        out.append(&mut numbers);
    }
}

fn found(tokens: Range<usize>, minutes: u32) -> Found {
    Found {
        tokens,
        amount: Amount::Minutes {
            minutes,
            form: Form::Label,
            each: false,
        },
    }
}

/// True when nothing that could be measured follows the number that ends before `end`.
fn closes(words: &Words<'_>, mentions: &[Mention], at: usize, end: usize) -> bool {
    end >= words.n_tokens()
        || words.breaks(end)
        || words.gap(end) >= 2 && words.kind(end) != Some(TokenKind::Number)
        || mentions.get(at + 1).is_some_and(|m| m.tokens.start == end)
        || [",", ".", ";", "|", "/", "(", "+", ")"].contains(&words.mark(end))
}
