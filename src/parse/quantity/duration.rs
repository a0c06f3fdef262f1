//! Durations: minutes in every written form.

use super::hour::{hours, part_of_hour};
use super::number::{Number, figures, number, slipped};
use super::words::Words;
use super::{Amount, Form, Found, nothing};
use crate::parse::TokenKind;
use crate::rules::TimeWord;

/// Longest duration that can be treatment, in minutes.
pub(super) const LONGEST: u32 = 600;

/// The duration that begins at `at`, or the amount of time there that is none.
pub(super) fn duration(words: &Words<'_>, at: usize) -> Option<Found> {
    let start = at + usize::from(words.sign(at, '~'));
    if let Some((minutes, end)) = part_of_hour(words, start) {
        return Some(finish(words, at, minutes, end, Form::Written));
    }
    let first = slipped(words, start).or_else(|| number(words, start))?;
    let (number, end, band) = several(words, first);
    let end = end + usize::from(words.sign(end, '+') && words.glued(end));
    if limited(words, at) || band {
        let unit = end + usize::from(words.sign(end, '-'));
        return words
            .any(unit, &[TimeWord::Minute, TimeWord::Hour])
            .then(|| nothing(at..unit + 1));
    }
    unit_of_time(words, at, number, end)
}

/// Reads the unit after a number and makes a duration of the two.
fn unit_of_time(words: &Words<'_>, at: usize, number: Number, end: usize) -> Option<Found> {
    let hyphen = words.sign(end, '-');
    let mut unit = end + usize::from(hyphen);
    while words.sign(unit, '_') {
        unit += 1;
    }
    // A word may stand on the next line, a letter there is a label.
    if words.breaks(unit) && words.letters(unit).len() < 3 {
        return None;
    }
    if words.is(unit, TimeWord::Second) && !words.sign(unit + 1, '/') {
        return Some(nothing(at..unit + 1));
    }
    // `38 timed minutes`, `40 direct min`.
    if words.any(end, &[TimeWord::Timed, TimeWord::Total, TimeWord::Contact])
        && !hyphen
        && !words.breaks(end)
    {
        let spoken = |unit: &usize| {
            (end..*unit).all(|i| words.kind(i) == Some(TokenKind::Word))
                && number.hundredths == 0
                && !words.figure(unit + 1)
                && !words.sign(unit + 1, ':')
        };
        let unit = (end..end + 3).find(|i| words.begins(*i, TimeWord::Minute));
        if let Some(unit) = unit.filter(spoken) {
            return Some(minutes(words, at, number, unit, false));
        }
    }
    let label = ["=", ":"].contains(&words.mark(unit + 1)) && words.gap(unit) >= 2;
    if words.begins(unit, TimeWord::Minute) && words.kind(unit) == Some(TokenKind::Word) && !label {
        return Some(minutes(words, at, number, unit, hyphen));
    }
    if words.begins(unit, TimeWord::Hour) {
        return hours(words, at, number, unit);
    }
    if words.sign(end, '\'') && words.glued(end) && !words.glued_number(end + 1) {
        let whole = number.whole;
        return (number.hundredths == 0).then(|| finish(words, at, whole, end + 1, Form::Mark));
    }
    if words.says(unit, "m") && (3..=LONGEST).contains(&number.whole) && !words.sign(unit + 1, '/')
    {
        return Some(finish(words, at, number.whole, unit + 1, Form::Letter));
    }
    None
}

fn minutes(words: &Words<'_>, at: usize, number: Number, unit: usize, hyphen: bool) -> Found {
    let after = unit + 1;
    let next = after + usize::from(abbreviated(words, unit));
    let pace = words.sign(after, '/') && words.glued(after) && !words.figure(after + 1);
    if assists(words, next) || pace {
        return nothing(at..unit);
    }
    // `2 min 10 s` is the time a task took.
    if let Some(seconds) = figures(words, next)
        && words.is(seconds.end, TimeWord::Second)
        && !words.breaks(next)
    {
        return nothing(at..seconds.end + 1);
    }
    // `15 min per unit` defines the unit.
    let per = ["per", "a", "each"].iter().any(|w| words.says(next, w))
        && words.begins(next + 1, TimeWord::Unit);
    if per {
        return nothing(at..next + 2);
    }
    let step = words.letters(next).starts_with("increment") || number.whole <= 15;
    if step
        && words.begins(next, TimeWord::Increment)
        && !words.breaks(next)
        && singular(words, unit)
    {
        return nothing(at..next + usize::from(!words.is(next, TimeWord::Unit)));
    }
    let form = if hyphen {
        Form::Adjective
    } else {
        Form::Written
    };
    finish(words, at, number.whole, next.max(after), form)
}

/// True when a full stop after the unit belongs to it and no sentence ends there.
fn abbreviated(words: &Words<'_>, unit: usize) -> bool {
    let stop = unit + 1;
    words.sign(stop, '.')
        && words.glued(stop)
        && words.letters(unit).len() <= 4
        && !words.breaks(stop + 1)
        && !words.letters(stop + 1).starts_with(char::is_uppercase)
        && words.kind(stop + 1) != Some(TokenKind::Code)
}

/// `min A`, `min assist`, `min cues`: minimal, not minutes.
pub(super) fn assists(words: &Words<'_>, at: usize) -> bool {
    words.is(at, TimeWord::Assist) && !words.breaks(at)
}

/// `15 minute increments` is an adjective without a hyphen; `15 minutes block practice` is not.
pub(super) fn singular(words: &Words<'_>, unit: usize) -> bool {
    !words.letters(unit).ends_with(['s', 'S'])
}

/// Ranges and sums: `20-25`, `8 + 15 = 23`. Gives the number that counts, the token after it, and
/// whether it is a band of the unit chart.
fn several(words: &Words<'_>, first: Number) -> (Number, usize, bool) {
    let mut last = first;
    let mut sum = first.whole;
    while words.sign(last.end, '+') {
        let Some(next) = figures(words, last.end + 1) else {
            return (first, first.end, false);
        };
        sum += next.whole;
        last = next;
    }
    if last.end > first.end {
        let stated = words
            .sign(last.end, '=')
            .then(|| figures(words, last.end + 1))
            .flatten()
            .unwrap_or(Number { whole: sum, ..last });
        return (stated, stated.end, false);
    }
    let dash = words.sign(first.end, '-') || words.says(first.end, "to");
    if dash
        && !words.breaks(first.end + 1)
        && let Some(high) = number(words, first.end + 1).filter(|n| n.whole > first.whole)
    {
        let band = first.whole % 15 == 8 && high.whole == first.whole + 14;
        let unit = high.end + usize::from(words.sign(high.end, '-'));
        if words.any(unit, &[TimeWord::Minute, TimeWord::Hour, TimeWord::Second]) {
            return (first, high.end, band);
        }
    }
    (first, first.end, false)
}

/// True when the words before make the amount a limit (`at least`, `up to`, `each`).
fn limited(words: &Words<'_>, at: usize) -> bool {
    let added = at > 2 && words.says(at - 2, "up") && words.letters(at - 3).starts_with("add");
    at > 0 && words.is(at - 1, TimeWord::Bound) && !words.breaks(at) && !added
}

/// Takes in what follows a duration: `x 2`, `x4 = 32`, `each`, a full stop of the abbreviation.
pub(super) fn finish(words: &Words<'_>, at: usize, minutes: u32, end: usize, form: Form) -> Found {
    let mut minutes = minutes;
    let mut end = end;
    if (words.says(end, "x") || words.sign(end, '×'))
        && let Some(times) = figures(words, end + 1).filter(|n| n.whole <= 12)
    {
        let stated = words
            .sign(times.end, '=')
            .then(|| figures(words, times.end + 1))
            .flatten();
        if let Some(stated) = stated {
            (minutes, end) = (stated.whole, stated.end);
        } else if minutes <= 15
            && times.whole > 0
            && form == Form::Written
            && !words.is(times.end, TimeWord::Unit)
        {
            (minutes, end) = (minutes * times.whole, times.end);
        }
    }
    if let Some((value, after)) = corrected(words, end) {
        (minutes, end) = (value, after);
    }
    let each = words.begins(end, TimeWord::Each);
    // `15 minutes each per code definition` defines the unit.
    let defines = each
        && (end + 1..end + 5)
            .any(|i| words.begins(i, TimeWord::Increment) && !words.is(i, TimeWord::Unit));
    if minutes == 0 || minutes > LONGEST || defines {
        return nothing(at..end);
    }
    Found {
        tokens: at..end + usize::from(each),
        amount: Amount::Minutes {
            minutes,
            form,
            each,
        },
    }
}

/// `30 min, corrected to 23`: the second number counts.
fn corrected(words: &Words<'_>, at: usize) -> Option<(u32, usize)> {
    let mut from = at + usize::from(words.sign(at, ',') || words.sign(at, '('));
    if !words.begins(from, TimeWord::Correction) {
        return None;
    }
    while words.is(from, TimeWord::Correction) {
        from += 1;
    }
    let number = figures(words, from).filter(|n| n.hundredths == 0)?;
    let end = number.end + usize::from(words.is(number.end, TimeWord::Minute));
    Some((number.whole, end))
}
