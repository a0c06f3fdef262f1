//! Clock times and the spans between two of them.
//!
//! A span is the way from the first time to the second on a twelve-hour dial: right for 12-hour and
//! 24-hour clocks, over noon, with or without `am` and `pm`. Spans of more than four hours are
//! shifts and opening hours, never treatment.

use super::number::{figures, in_words, number};
use super::words::Words;
use super::{Amount, Found};
use crate::parse::TokenKind;
use crate::rules::TimeWord;

/// Half a day in minutes: the dial.
const DIAL: u32 = 720;
/// Longest span that can be a visit, in minutes.
const LONGEST: u32 = 240;

/// A time of day and how sure the form makes us that it is one.
#[derive(Clone, Copy)]
struct Time {
    /// Minutes from midnight.
    at: u32,
    end: usize,
    sure: bool,
}

/// The token after a calendar date that begins at `at`.
pub(super) fn date(words: &Words<'_>, at: usize) -> Option<usize> {
    let first = figures(words, at)?;
    for sign in ['/', '-', '.'] {
        if !(words.sign(at + 1, sign) && words.glued(at + 1) && words.glued_number(at + 2)) {
            continue;
        }
        let third = words.sign(at + 3, sign) && words.glued(at + 3) && words.glued_number(at + 4);
        if third {
            return Some(at + 5);
        }
        let (month, day) = (first.whole, figures(words, at + 2)?.whole);
        let range = words.sign(at + 3, '-') && words.sign(at + 5, '/');
        if sign == '/'
            && (1..=12).contains(&month)
            && day <= 31
            && range
            && words.glued_number(at + 4)
        {
            return Some(at + 7);
        }
    }
    let dotted = words.sign(at + 1, '.') && words.glued(at + 1) && words.glued_number(at + 2);
    (first.hundredths > 0 && dotted && words.letters(at + 2).len() == 4).then_some(at + 3)
}

/// A time at `at`. A plain number of three or four digits is one only for a caller who knows.
fn time(words: &Words<'_>, at: usize) -> Option<Time> {
    let (hour, minute, end, sure) = match words.kind(at)? {
        TokenKind::Clock => {
            let mut parts = words.letters(at).split(':').map(|p| p.parse::<u32>().ok());
            (parts.next()??, parts.next()??, at + 1, true)
        }
        TokenKind::Number => numeric(words, at)?,
        _ => return None,
    };
    if hour > 24 || minute > 59 {
        return None;
    }
    let (hour, end, marked) = half_of_day(words, hour, end);
    Some(Time {
        at: hour * 60 + minute,
        end,
        sure: sure || marked,
    })
}

/// `15h10`, `10.05`, `0905`, `9` (only with `am` or `pm`).
fn numeric(words: &Words<'_>, at: usize) -> Option<(u32, u32, usize, bool)> {
    let letters = words.letters(at);
    if let Some((hour, minute)) = letters.split_once('.') {
        return (minute.len() == 2).then_some((
            hour.parse().ok()?,
            minute.parse().ok()?,
            at + 1,
            false,
        ));
    }
    let french = words.says(at + 1, "h") && words.glued(at + 1) && words.glued_number(at + 2);
    if french && words.letters(at + 2).len() == 2 {
        return Some((
            letters.parse().ok()?,
            words.letters(at + 2).parse().ok()?,
            at + 3,
            true,
        ));
    }
    match letters.len() {
        3 | 4 => {
            let (hour, minute) = letters.split_at(letters.len() - 2);
            Some((hour.parse().ok()?, minute.parse().ok()?, at + 1, false))
        }
        1 | 2 if suffix(words, at + 1).is_some() => Some((letters.parse().ok()?, 0, at + 1, true)),
        _ => None,
    }
}

/// `am` or `pm` after a time: true for the second half of the day, and the token after it.
fn suffix(words: &Words<'_>, at: usize) -> Option<(bool, usize)> {
    if words.breaks(at) {
        return None;
    }
    match words.letters(at).to_ascii_lowercase().as_str() {
        "am" => Some((false, at + 1)),
        "pm" => Some((true, at + 1)),
        letter @ ("a" | "p") => {
            let dotted = words.sign(at + 1, '.') && words.says(at + 2, "m") && words.glued(at + 2);
            let end = if dotted {
                at + 3 + usize::from(words.sign(at + 3, '.'))
            } else {
                at + 1
            };
            (dotted || words.glued(at)).then_some((letter == "p", end))
        }
        _ => None,
    }
}

fn half_of_day(words: &Words<'_>, hour: u32, end: usize) -> (u32, usize, bool) {
    match suffix(words, end) {
        Some((late, end)) => (hour % 12 + if late { 12 } else { 0 }, end, true),
        None => (hour, end, false),
    }
}

/// A span written as one expression: `9:05-9:28`, `0905-0928`, `from 2:02 until 2:25 pm`.
pub(super) fn span(words: &Words<'_>, at: usize) -> Option<Found> {
    let from = words.is(at, TimeWord::Start) && words.kind(at) == Some(TokenKind::Word);
    let start = at + usize::from(from);
    if from && let Some(found) = spoken(words, at, start) {
        return Some(found);
    }
    let first = time(words, start)?;
    let slash = words.sign(first.end, '/') && words.kind(first.end + 1) == Some(TokenKind::Clock);
    let dash = words.sign(first.end, '-') || slash;
    let joined = dash
        || (words.is(first.end, TimeWord::Until) && !words.says(first.end, "and"))
        || (from && words.says(at, "between") && words.says(first.end, "and"));
    if !joined || words.breaks(first.end + 1) && !dash {
        return None;
    }
    let second = short_end(words, first, first.end + 1).or_else(|| time(words, first.end + 1))?;
    let plain = !first.sure && !second.sure;
    if plain && !plausible(words, at, &first, &second, from, dash) {
        return None;
    }
    let end =
        second.end + usize::from(words.says(second.end, "hrs") || words.says(second.end, "hours"));
    between(at..end, first, second, arrives(words, at))
}

/// `3:10–35p`: the hour of the end is that of the start.
fn short_end(words: &Words<'_>, first: Time, at: usize) -> Option<Time> {
    let end = figures(words, at)?;
    let later = words.letters(at).len() == 2 && end.whole > first.at % 60 && end.whole < 60;
    let french = words.says(end.end, "h") && words.glued(end.end);
    if !first.sure || !later || end.hundredths > 0 || french {
        return None;
    }
    let (_, after, marked) = half_of_day(words, 0, end.end);
    // `9:00-10 am` ends on an hour, `3:10-35p` cannot.
    (!marked || end.whole > 12).then_some(Time {
        at: first.at / 60 * 60 + end.whole,
        end: after,
        sure: true,
    })
}

/// True when two plain numbers (`0905-0928`, `10.05 to 10.35`) are times of a clock.
fn plausible(
    words: &Words<'_>,
    at: usize,
    first: &Time,
    second: &Time,
    from: bool,
    dash: bool,
) -> bool {
    let four = |time: &Time| words.letters(time.end - 1).len() >= 3;
    let digits = words.letters(first.end - 1).len() == words.letters(second.end - 1).len()
        || words.letters(first.end - 1).len() + 1 == words.letters(second.end - 1).len();
    let dotted = words.letters(first.end - 1).contains('.');
    let marked = words.says(second.end, "hrs") || words.says(second.end, "hours");
    let room = at > 0 && words.is(at - 1, TimeWord::NotCode);
    four(first)
        && four(second)
        && digits
        && !room
        && first.at != second.at
        && if dotted {
            marked || from || dash && words.letters(first.end - 1).len() == 5
        } else {
            dash || from || marked || four(first)
        }
        && first.at >= 300
}

/// A span whose two ends are named: `in 1005 out 1030`, `Start 14:02 / Stop 14:25`, `started at … and finished at …`.
pub(super) fn keyed(words: &Words<'_>, at: usize) -> Option<Found> {
    if !words.begins(at, TimeWord::Start) || words.kind(at) != Some(TokenKind::Word) {
        return None;
    }
    let first_at = skip(words, at + 1, TimeWord::Start, 3)?;
    let first = time(words, first_at)?;
    let mut stop = first.end;
    while stop < first.end + 6 && !words.begins(stop, TimeWord::Stop) {
        let may_pass = words.kind(stop) == Some(TokenKind::Sign)
            || words.any(stop, &[TimeWord::Link, TimeWord::Stop, TimeWord::Unit]);
        if !may_pass || stop >= words.n_tokens() {
            return None;
        }
        stop += 1;
    }
    if !words.begins(stop, TimeWord::Stop) {
        return None;
    }
    let second_at = skip(words, stop + 1, TimeWord::Stop, 3)?;
    let second = time(words, second_at)?;
    let unsure = !first.sure && !second.sure && words.letters(first_at).len() < 3;
    if unsure {
        return None;
    }
    between(at..second.end, first, second, arrives(words, at))
}

/// Passes over `time`, `at`, `:`, further words of the key, and up to three other words.
fn skip(words: &Words<'_>, at: usize, key: TimeWord, limit: usize) -> Option<usize> {
    let end = (at..=at + limit + 1)
        .find(|i| matches!(words.kind(*i), Some(TokenKind::Number | TokenKind::Clock)))?;
    let passes = (at..end).all(|i| match words.kind(i) {
        Some(TokenKind::Sign) => !words.sign(i, ';') && !words.sign(i, '.'),
        Some(TokenKind::Word) => !words.breaks(i) || words.is(i, key),
        _ => false,
    });
    // A plain number after a word of any kind is no time of day.
    let plain = words.kind(end) == Some(TokenKind::Number);
    let named = (at..end).all(|i| {
        words.kind(i) == Some(TokenKind::Sign)
            || words.is(i, key)
            || ["at", "time", "the", "was"]
                .iter()
                .any(|w| words.says(i, w))
    });
    (passes && (named || !plain)).then_some(end)
}

fn arrives(words: &Words<'_>, at: usize) -> bool {
    words.is(at, TimeWord::Arrival)
}

fn between(
    tokens: std::ops::Range<usize>,
    first: Time,
    second: Time,
    arrival: bool,
) -> Option<Found> {
    let minutes = (second.at + 2 * DIAL - first.at) % DIAL;
    (1..=LONGEST).contains(&minutes).then_some(Found {
        tokens,
        amount: Amount::Clock {
            start: first.at % DIAL,
            minutes,
            arrival,
        },
    })
}

/// `from five past ten until ten thirty-five`, `from half past nine to twenty to ten`.
fn spoken(words: &Words<'_>, at: usize, start: usize) -> Option<Found> {
    let first = spoken_time(words, start, None)?;
    if !words.is(first.end, TimeWord::Until) {
        return None;
    }
    let second = spoken_time(words, first.end + 1, Some(first.at))?;
    between(at..second.end, first, second, false)
}

/// A time in words; after a first time the hour may be left out (`until half past`).
fn spoken_time(words: &Words<'_>, at: usize, before: Option<u32>) -> Option<Time> {
    let hour = |number: u32| (1..=12).contains(&number).then_some(number % 12 * 60);
    let (amount, next) = match words.letters(at).to_ascii_lowercase().as_str() {
        "half" => (30, at + 1),
        "a" if words.says(at + 1, "quarter") => (15, at + 2),
        "quarter" => (15, at + 1),
        "noon" => {
            return Some(Time {
                at: 0,
                end: at + 1,
                sure: true,
            });
        }
        _ => {
            let number = in_words(words, at)?;
            (number.whole, number.end)
        }
    };
    let sure = |at, end| Time {
        at,
        end,
        sure: true,
    };
    let past = words.says(next, "past") || words.says(next, "after");
    let to = words.says(next, "to") || words.says(next, "before");
    if (past || to) && amount <= 30 {
        if let Some((base, end)) =
            number(words, next + 1).and_then(|n| Some((hour(n.whole)?, n.end)))
        {
            let at = if past {
                base + amount
            } else {
                base + DIAL - amount
            };
            return Some(sure(at % DIAL, end));
        }
        if past {
            return before.map(|b| sure(b / 60 * 60 + amount, next + 1));
        }
    }
    let base = hour(amount)?;
    if words.says(next, "o'clock") {
        return Some(sure(base, next + 1));
    }
    if let Some(minute) = in_words(words, next).filter(|n| n.whole < 60) {
        return Some(sure(base + minute.whole, minute.end));
    }
    before.map(|_| sure(base, next))
}

/// The span from the time in one cell of a row to the time in another.
pub(super) fn columns(
    words: &Words<'_>,
    from: std::ops::Range<usize>,
    to: std::ops::Range<usize>,
) -> Option<Found> {
    let first = time(words, from.start).filter(|t| t.end == from.end)?;
    let second = time(words, to.start).filter(|t| t.end == to.end)?;
    between(from.start..to.end, first, second, false)
}
