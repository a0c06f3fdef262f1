//! Durations: minutes in every written form.

use super::number::{Number, figures, number, slipped};
use super::words::Words;
use super::{Amount, Form, Found, nothing};
use crate::parse::TokenKind;
use crate::rules::TimeWord;

/// Longest duration that can be treatment, in minutes.
const LONGEST: u32 = 600;

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
    let unit = end + usize::from(hyphen);
    if words.is(unit, TimeWord::Second) && !words.sign(unit + 1, '/') {
        return Some(nothing(at..unit + 1));
    }
    if words.begins(unit, TimeWord::Minute) && words.kind(unit) == Some(TokenKind::Word) {
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
    if let Some(seconds) = figures(words, next) {
        if words.is(seconds.end, TimeWord::Second) && !words.breaks(next) {
            return nothing(at..seconds.end + 1);
        }
    }
    if words.begins(next, TimeWord::Increment) && !words.breaks(next) && singular(words, unit) {
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
}

/// `min A`, `min assist`, `min cues`: minimal, not minutes.
fn assists(words: &Words<'_>, at: usize) -> bool {
    words.is(at, TimeWord::Assist) && !words.breaks(at)
}

/// `15 minute increments` is an adjective without a hyphen; `15 minutes block practice` is not.
fn singular(words: &Words<'_>, unit: usize) -> bool {
    !words.letters(unit).ends_with(['s', 'S'])
}

fn hours(words: &Words<'_>, at: usize, number: Number, unit: usize) -> Option<Found> {
    let minutes = number.whole * 60 + number.hundredths * 60 / 100;
    let mut end = unit + 1;
    end += usize::from(words.sign(end, '.') && words.glued(end) && words.figure(end + 1));
    let rest = end + usize::from(words.says(end, "and"));
    if let Some(more) = number_of(words, rest) {
        if more.whole < 60 && (words.is(more.end, TimeWord::Minute) || words.says(more.end, "m")) {
            return Some(finish(
                words,
                at,
                minutes + more.whole,
                more.end + 1,
                Form::Written,
            ));
        }
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

/// `half an hour`, `a quarter hour`, `three quarters of an hour`, `an hour and five`.
fn part_of_hour(words: &Words<'_>, at: usize) -> Option<(u32, usize)> {
    let mut from = at;
    if words.says(from, "a") || words.says(from, "an") || words.says(from, "the") {
        from += 1;
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
    if dash && !words.breaks(first.end + 1) {
        if let Some(high) = number(words, first.end + 1).filter(|n| n.whole > first.whole) {
            let band = first.whole % 15 == 8 && high.whole == first.whole + 14;
            let unit = high.end + usize::from(words.sign(high.end, '-'));
            if words.any(unit, &[TimeWord::Minute, TimeWord::Hour, TimeWord::Second]) {
                return (first, high.end, band);
            }
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
fn finish(words: &Words<'_>, at: usize, minutes: u32, end: usize, form: Form) -> Found {
    let mut minutes = minutes;
    let mut end = end;
    if words.says(end, "x") || words.sign(end, '×') {
        if let Some(times) = figures(words, end + 1).filter(|n| n.whole <= 12) {
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
    }
    if words.sign(end, '=') && form == Form::Written && figures(words, end + 1).is_some() {
        let unit = figures(words, end + 1).map_or(end, |n| n.end);
        if words.is(unit, TimeWord::Unit)
            && minutes <= 15
            && !words.is(unit, TimeWord::Minute)
            && at > 0
            && words.sign(at - 1, '-')
        {
            return nothing(at..end);
        }
    }
    let each = words.begins(end, TimeWord::Each);
    if minutes == 0 || minutes > LONGEST {
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

/// `Minutes: 25`, `min=25`, `min (17)`, `TTM 38`, `Timed: 38`, `Duration 00:23:00`.
pub(super) fn labelled(words: &Words<'_>, at: usize) -> Option<Found> {
    let label = words.begins(at, TimeWord::MinuteLabel);
    let timed = words.begins(at, TimeWord::Timed);
    if !label && !timed || words.is(at, TimeWord::Visit) {
        return None;
    }
    let mut from = at + 1;
    while words.is(
        from,
        if label {
            TimeWord::MinuteLabel
        } else {
            TimeWord::Timed
        },
    ) && !words.begins(from, TimeWord::Minute)
    {
        from += 1;
    }
    from +=
        usize::from(words.is(from, TimeWord::Minute) && words.kind(from) == Some(TokenKind::Word));
    from += usize::from(words.says(from, "total") || words.says(from, "tot"));
    let mut marked = false;
    while ["=", ":", "(", "_", "-", "["].contains(&words.letters(from)) && from < at + 8 {
        marked = true;
        from += 1;
    }
    let plain = !marked && (words.breaks(from) || words.sign(from, '.'));
    if plain || assists(words, at + 1) || words.breaks(from) && !timed {
        return None;
    }
    let number = figures(words, from)?;
    let end = number.end;
    if words.any(end, &[TimeWord::Minute, TimeWord::Hour, TimeWord::Unit])
        || words.sign(end, '/')
        || words.says(end, "x")
    {
        return None;
    }
    let continues = words.sign(end, '-') || words.sign(end, ':');
    if words.says(end, "to") && words.figure(end + 1) {
        return None;
    }
    (number.hundredths == 0
        && (1..=LONGEST).contains(&number.whole)
        && !(continues && words.glued(end)))
    .then(|| {
        let start = if label { at } else { from };
        Found {
            tokens: start..end,
            amount: Amount::Minutes {
                minutes: number.whole,
                form: Form::Label,
                each: false,
            },
        }
    })
}
