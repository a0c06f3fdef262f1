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
        && words.kind(stop + 1) != Some(TokenKind::Code)
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
fn finish(words: &Words<'_>, at: usize, minutes: u32, end: usize, form: Form) -> Found {
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

/// `Minutes: 25`, `min=25`, `min (17)`, `TTM 38`, `Timed: 38`, `Total treatment time: 58`, `TOTAL TIME: 0:38`.
pub(super) fn labelled(words: &Words<'_>, at: usize) -> Option<Found> {
    let (mut from, sums) = label(words, at)?;
    let mut marked = false;
    while ["=", ":", "(", "_", "-", "["].contains(&words.mark(from)) && from < at + 9 {
        marked |= !words.sign(from, '-');
        from += 1;
    }
    if words.breaks(from) || !marked && sums && !abbreviation(words, at) || assists(words, at + 1) {
        return None;
    }
    let (minutes, end) = label_value(words, from)?;
    let start = if words.is(at, TimeWord::MinuteLabel) {
        at
    } else {
        from
    };
    (1..=LONGEST).contains(&minutes).then_some(Found {
        tokens: start..end,
        amount: Amount::Minutes {
            minutes,
            form: Form::Label,
            each: false,
        },
    })
}

/// `Time: 25`, `Duration 25`: minutes when they cannot be an hour of the day.
pub(super) fn bare_time(words: &Words<'_>, at: usize) -> Option<Found> {
    let label = ["time", "duration", "dur", "length"]
        .iter()
        .any(|w| words.says(at, w));
    if !label || words.is(at, TimeWord::Visit) {
        return None;
    }
    let mut from = at + 1;
    from += usize::from(words.sign(from, '.') && words.glued(from));
    let marked = ["=", ":"].contains(&words.mark(from));
    from += usize::from(marked);
    let number =
        figures(words, from).filter(|n| (8..=120).contains(&n.whole) && n.hundredths == 0)?;
    let end = number.end;
    let other = words.any(end, &[TimeWord::Minute, TimeWord::Hour, TimeWord::Until])
        && !words.breaks(end)
        || words.glued(end) && [":", "/", "-", "'"].contains(&words.mark(end));
    let closes =
        words.breaks(end) || words.gap(end) >= 2 || ["|", ")", ","].contains(&words.mark(end));
    let opens = words.breaks(at)
        || words.gap(at) >= 2
        || at > 0 && ["(", ",", "|", ";"].contains(&words.mark(at - 1));
    let alone = words.gap(at) == 1 && at > 1 && words.figure(at - 1) && !words.figure(end + 1);
    let sure = marked && number.whole > 12 || closes && (opens || alone);
    (!other && sure && !words.breaks(from)).then_some(Found {
        tokens: at..end,
        amount: Amount::Minutes {
            minutes: number.whole,
            form: Form::Label,
            each: false,
        },
    })
}

/// The token after the words of a label, and whether it names only a sum or a visit.
fn label(words: &Words<'_>, at: usize) -> Option<(usize, bool)> {
    use TimeWord::{MinuteLabel, Timed, Total, Visit};
    if !(words.begins(at, MinuteLabel)
        || words.begins(at, Timed)
        || words.begins(at, Total)
        || words.begins(at, Visit))
    {
        return None;
    }
    let own = |i: usize| words.any(i, &[MinuteLabel, Timed, Total, Visit]);
    let passes = |i: usize| {
        ["time", "tx", "treatment", "code", "today", "_"]
            .iter()
            .any(|w| words.says(i, w))
            && !words.breaks(i)
    };
    let mut end = at + 1;
    while end < at + 7 && (own(end) && !words.breaks(end) || passes(end)) {
        end += 1;
    }
    // `length 8` is a count; `length: 25` may be minutes.
    let exact = (at..end)
        .any(|i| words.is(i, Timed) || words.is(i, MinuteLabel) && words.is(i, TimeWord::Minute));
    let visit_alone = end == at + 1
        && words.is(at, Visit)
        && !words.is(at, MinuteLabel)
        && !abbreviation(words, at);
    (!visit_alone).then_some((end, !exact))
}

/// `TTM`, `TT`, `TCM`.
fn abbreviation(words: &Words<'_>, at: usize) -> bool {
    let letters = words.letters(at);
    letters.len() <= 4 && letters.chars().all(|c| c.is_ascii_uppercase())
}

/// The amount behind a label: a plain number, or hours and minutes.
fn label_value(words: &Words<'_>, at: usize) -> Option<(u32, usize)> {
    if words.kind(at) == Some(TokenKind::Clock) {
        let (hours, minutes) = words.letters(at).split_once(':')?;
        let (hours, minutes): (u32, u32) = (hours.parse().ok()?, minutes.parse().ok()?);
        let time_of_day =
            words.sign(at + 1, '-') || words.is(at + 1, TimeWord::Until) || words.glued(at + 1);
        return (hours < 4 && !time_of_day).then_some((hours * 60 + minutes, at + 1));
    }
    let number = figures(words, at)?;
    let end = number.end;
    let unit = words.any(end, &[TimeWord::Minute, TimeWord::Hour, TimeWord::Unit])
        && !label_follows(words, end);
    let rate = words.glued(end) && ["/", "-", ":", "'"].contains(&words.mark(end));
    let range = words.says(end, "to") && words.figure(end + 1);
    let times = words.says(end, "x") && words.figure(end + 1) && words.glued(end + 1);
    (number.hundredths == 0 && !unit && !rate && !range && !times).then_some((number.whole, end))
}

/// True when the word for a unit at `at` is the label of the next number and not the unit of the last.
pub(super) fn label_follows(words: &Words<'_>, at: usize) -> bool {
    words.breaks(at)
        || words.gap(at) >= 2
        || ["=", ":"].contains(&words.mark(at + 1))
        || words.figure(at + 1)
            && words.letters(at + 1).len() < 4
            && !words.breaks(at + 1)
            && !words.glued(at)
            && words.kind(at) == Some(TokenKind::Word)
}

/// `15 min plus 10 more, 25 in all`: a sum of minutes without their word.
pub(super) fn bare_sum(words: &Words<'_>, at: usize, last: Option<&Found>) -> Option<Found> {
    let number =
        figures(words, at).filter(|n| n.hundredths == 0 && (8..=240).contains(&n.whole))?;
    let phrase = words.begins(number.end, TimeWord::Total) && !words.breaks(number.end);
    let near = last.is_some_and(|f| {
        matches!(f.amount, Amount::Minutes { .. })
            && at - f.tokens.end < 14
            && (f.tokens.end..at).all(|i| !words.sign(i, ';') && !words.sign(i, '/'))
    });
    let ends =
        [".", ",", ";", ")"].contains(&words.mark(number.end + 2)) || words.breaks(number.end + 1);
    (phrase && near && ends).then_some(Found {
        tokens: at..number.end,
        amount: Amount::Minutes {
            minutes: number.whole,
            form: Form::Written,
            each: false,
        },
    })
}

/// True when the clock-like figure is one end of a span.
fn spans(words: &Words<'_>, at: usize) -> bool {
    let joins = |i: usize| words.sign(i, '-') || words.is(i, TimeWord::Until);
    joins(at + 1) || at > 0 && joins(at - 1) || words.glued(at + 1)
}

/// `minutes for 97530 should be 23`: the number that puts another right.
pub(super) fn amended(words: &Words<'_>, at: usize) -> Option<Found> {
    if !words.begins(at, TimeWord::Correction) {
        return None;
    }
    let labelled = (at.saturating_sub(8)..at)
        .any(|i| words.is(i, TimeWord::MinuteLabel) || words.says(i, "time"));
    let mut from = at;
    while words.is(from, TimeWord::Correction) {
        from += 1;
    }
    let number =
        figures(words, from).filter(|n| n.hundredths == 0 && (1..=240).contains(&n.whole))?;
    let unit = words.any(
        number.end,
        &[TimeWord::Minute, TimeWord::Unit, TimeWord::Hour],
    );
    (labelled && !unit).then_some(Found {
        tokens: from..number.end,
        amount: Amount::Minutes {
            minutes: number.whole,
            form: Form::Label,
            each: false,
        },
    })
}

/// `38/50 (timed/total)`: two totals in the form of a score. Gives the first; the second is visit time.
pub(super) fn timed_of_total(words: &Words<'_>, at: usize) -> Option<[Found; 2]> {
    let (first, second) = (figures(words, at)?, figures(words, at + 2)?);
    let marked =
        words.sign(at + 1, '/') && words.sign(at + 3, '(') && words.is(at + 4, TimeWord::Timed);
    (marked && words.sign(at + 5, '/')).then(|| {
        [(at, at + 5, first), (at + 5, at + 8, second)].map(|(from, to, number)| Found {
            tokens: from..to,
            amount: Amount::Minutes {
                minutes: number.whole,
                form: Form::Label,
                each: false,
            },
        })
    })
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
