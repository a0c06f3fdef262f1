//! Bare numbers behind services: `Minutes logged: 97530 25, 97140 18`, `TE15 TA23 MT8`, `97530 25`.

use crate::parse::charges::{Mention, Named};
use crate::parse::quantity::{Amount, Form, Found, Words, bare};
use crate::rules::TimeWord;

/// Most units of one code; a bare number above is minutes.
const MOST_UNITS: u32 = 8;

/// Bare numbers that are minutes, each with the mention it belongs to.
pub(super) fn amounts(
    words: &Words<'_>,
    mentions: &[Mention],
    taken: &[Found],
) -> Vec<(Found, usize)> {
    let mut out = Vec::new();
    let mut from = 0;
    while from < mentions.len() {
        let line = line_of(words, mentions[from].tokens.start);
        let to = (from..mentions.len())
            .find(|i| line_of(words, mentions[*i].tokens.start) != line)
            .unwrap_or(mentions.len());
        one_line(words, mentions, from..to, taken, &mut out);
        from = to;
    }
    out
}

/// First token of the line that holds the token.
fn line_of(words: &Words<'_>, token: usize) -> usize {
    (0..=token).rev().find(|i| words.breaks(*i)).unwrap_or(0)
}

fn one_line(
    words: &Words<'_>,
    mentions: &[Mention],
    line: std::ops::Range<usize>,
    taken: &[Found],
    out: &mut Vec<(Found, usize)>,
) {
    let mut bare_numbers: Vec<(Found, usize)> = Vec::new();
    for at in line.clone() {
        let mention = &mentions[at];
        if mention.named == Named::Also {
            continue;
        }
        let Some((minutes, end)) = bare(words, mention.tokens.end) else {
            continue;
        };
        let used = taken
            .iter()
            .any(|f| f.tokens.start < end && f.tokens.end > mention.tokens.end);
        let next = mentions.get(at + 1).is_some_and(|m| m.tokens.start == end);
        let closes = end >= words.len()
            || words.breaks(end)
            || words.gap(end) >= 2
            || next
            || [",", ".", ";", "|", "/", "(", "+", ")"].contains(&words.letters(end));
        if !used && closes && minutes > 0 {
            let found = Found {
                tokens: mention.tokens.end..end,
                amount: Amount::Minutes {
                    minutes,
                    form: Form::Label,
                    each: false,
                },
            };
            bare_numbers.push((found, at));
        }
    }
    let first = mentions[line.start].tokens.start;
    let start = line_of(words, first);
    let end = (first + 1..words.len())
        .find(|i| words.breaks(*i))
        .unwrap_or(words.len());
    let written = |i: usize| taken.iter().any(|f| f.tokens.contains(&i));
    let labelled = (start..end).any(|i| words.is(i, TimeWord::MinuteLabel) && !written(i))
        || (start..first).any(|i| words.says(i, "time"));
    let units = (start..end).any(|i| words.is(i, TimeWord::Unit) && !written(i));
    let large = bare_numbers
        .iter()
        .any(|(f, _)| matches!(f.amount, Amount::Minutes { minutes, .. } if minutes > MOST_UNITS));
    if large && !units || labelled && !units {
        out.append(&mut bare_numbers);
    }
}
