//! Minutes behind a label, and numbers that get their meaning from the words around them.

use super::duration::{LONGEST, assists};
use super::number::figures;
use super::words::Words;
use super::{Amount, Form, Found};
use crate::parse::TokenKind;
use crate::rules::TimeWord;

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
