//! Hours and parts of an hour.

use super::duration::{LONGEST, finish, singular};
use super::number::{Number, figures, number};
use super::words::Words;
use super::{Form, Found, nothing};
use crate::parse::TokenKind;
use crate::rules::TimeWord;

/// `half an hour`, `a quarter hour`, `three quarters of an hour`, `an hour and five`.
pub(super) fn part_of_hour(words: &Words<'_>, at: usize) -> Option<(u32, usize)> {
    let mut from = at;
    if words.says(from, "a") || words.says(from, "an") || words.says(from, "the") {
        from += 1;
    }
    if let Some(found) = written_part(words, from) {
        return Some(found);
    }
    let parts = match words.letters(from).to_ascii_lowercase().as_str() {
        "half" => 30,
        "quarter" => 15,
        "three" if words.says(from + 1, "quarters") => 45,
        _ => 0,
    };
    if parts > 0 {
        let mut end = from + 1 + usize::from(parts == 45);
        end += usize::from(words.says(end, "of"));
        end += usize::from(words.says(end, "an") || words.says(end, "a"));
        end += usize::from(words.sign(end, '-'));
        return words.is(end, TimeWord::Hour).then_some((parts, end + 1));
    }
    let whole = from > at
        && !words.says(at, "the")
        && words.is(from, TimeWord::Hour)
        && words.letters(from).len() > 1;
    if !whole {
        return None;
    }
    let mut end = from + 1;
    let mut minutes = 60;
    if words.says(end, "and") {
        if words.says(end + 1, "a") && words.says(end + 2, "half") {
            return Some((90, end + 3));
        }
        if words.says(end + 1, "a") && words.says(end + 2, "quarter") {
            return Some((75, end + 3));
        }
        if let Some(more) = number_of(words, end + 1).filter(|n| n.whole < 60) {
            minutes += more.whole;
            end = more.end + usize::from(words.is(more.end, TimeWord::Minute));
        }
    }
    Some((minutes, end))
}

/// `1/2 hour`, `½ hr`, `.5 hr`.
fn written_part(words: &Words<'_>, at: usize) -> Option<(u32, usize)> {
    let sign = match words.letters(at) {
        "½" => Some(30),
        "¼" => Some(15),
        "¾" => Some(45),
        _ => None,
    };
    if let Some(minutes) = sign {
        return words
            .is(at + 1, TimeWord::Hour)
            .then_some((minutes, at + 2));
    }
    let first = figures(words, at)?;
    if words.sign(at + 1, '/') && words.glued(at + 1) {
        let second = figures(words, at + 2).filter(|n| [2, 4].contains(&n.whole))?;
        let unit = at + 3 + usize::from(words.sign(at + 3, '-'));
        let minutes = first.whole * 60 / second.whole;
        return (minutes < 60 && words.is(unit, TimeWord::Hour)).then_some((minutes, unit + 1));
    }
    let point =
        at > 0 && words.sign(at - 1, '.') && words.glued(at) && words.is(at + 1, TimeWord::Hour);
    let tenths = if words.letters(at).len() == 1 { 10 } else { 1 };
    (point && first.whole < 100).then_some((first.whole * tenths * 60 / 100, at + 2))
}

pub(super) fn hours(words: &Words<'_>, at: usize, number: Number, unit: usize) -> Option<Found> {
    let minutes = number.whole * 60 + number.hundredths * 60 / 100;
    let mut end = unit + 1;
    end += usize::from(words.sign(end, '.') && words.glued(end) && words.figure(end + 1));
    let rest = end + usize::from(words.says(end, "and"));
    if let Some(more) = number_of(words, rest)
        && more.whole < 60
        && (words.is(more.end, TimeWord::Minute) || words.says(more.end, "m"))
    {
        return Some(finish(
            words,
            at,
            minutes + more.whole,
            more.end + 1,
            Form::Written,
        ));
    }
    // `1h05`
    if words.says(unit, "h")
        && words.glued(end)
        && let Some(more) = figures(words, end).filter(|n| n.whole < 60 && n.end == end + 1)
        && words.letters(end).len() == 2
    {
        let whole = minutes + more.whole;
        return Some(finish(words, at, whole, more.end, Form::Written));
    }
    if words.says(end, "and") && words.says(end + 1, "a") && words.says(end + 2, "half") {
        return Some(finish(words, at, minutes + 30, end + 3, Form::Written));
    }
    if words.sign(end, '/') || words.sign(end, '-') && words.glued(end) {
        return Some(nothing(at..end));
    }
    // `a two hour practice`: an adjective.
    let form = if number.whole > 1 && singular(words, unit) && words.letters(unit).len() > 2 {
        Form::Adjective
    } else {
        Form::Written
    };
    (minutes <= LONGEST).then(|| finish(words, at, minutes, end, form))
}

fn number_of(words: &Words<'_>, at: usize) -> Option<Number> {
    (!words.breaks(at)).then(|| number(words, at)).flatten()
}

/// `00:23:00`, `timer 23:00`, `1:15 (h:mm)`: a clock-like figure that is a length.
pub(super) fn stopwatch(words: &Words<'_>, at: usize) -> Option<Found> {
    if words.kind(at) != Some(TokenKind::Clock) {
        return None;
    }
    let parts: Vec<u32> = words
        .letters(at)
        .split(':')
        .filter_map(|p| p.parse().ok())
        .collect();
    let timer = at > 0 && words.says(at - 1, "timer");
    let named = words.sign(at + 1, '(') && words.says(at + 2, "h");
    let (minutes, end) = match parts[..] {
        [hours, minutes, _] if hours < 4 => (hours * 60 + minutes, at + 1),
        [minutes, _] if timer => (minutes, at + 1),
        [hours, minutes] if named => (hours * 60 + minutes, at + 3),
        [0, minutes] if words.letters(at).len() <= 5 && !spans(words, at) => (minutes, at + 1),
        _ => return None,
    };
    Some(finish(words, at, minutes, end, Form::Written))
}

/// True when the clock-like figure is one end of a span.
fn spans(words: &Words<'_>, at: usize) -> bool {
    let joins = |i: usize| words.sign(i, '-') || words.is(i, TimeWord::Until);
    joins(at + 1) || at > 0 && joins(at - 1) || words.glued(at + 1)
}
