//! Counts of units: `x2`, `2u`, `two units`, `Units: 2.0`, `(2)`, `times two`.

use super::label::label_follows;
use super::number::{Number, figures, in_words, number};
use super::words::Words;
use super::{Amount, Form, Found};
use crate::parse::TokenKind;
use crate::rules::TimeWord;

/// Most units of one code that a visit can bill.
const MOST: u32 = 16;

/// Units named as such, before or after their number.
pub(super) fn units(words: &Words<'_>, at: usize) -> Option<Found> {
    if words.begins(at, TimeWord::Unit) && words.kind(at) == Some(TokenKind::Word) {
        return labelled(words, at);
    }
    let number = number(words, at)?;
    if ahead(words, number.end) && number.whole <= 8 {
        let tokens = at..number.end + 1;
        let amount = Amount::Units {
            units: number.whole,
            each: false,
            named: false,
        };
        return Some(Found { tokens, amount });
    }
    match unit_word(words, number.end) {
        Some(unit) => found(words, at, number, unit),
        None => billed(words, at, number),
    }
}

/// `2 x 97530`, `two of 97530`: the count stands before the code.
fn ahead(words: &Words<'_>, at: usize) -> bool {
    let code = words.letters(at + 1);
    (words.says(at, "x") || words.sign(at, '×') || words.says(at, "of"))
        && code.len() == 5
        && code.bytes().skip(1).take(3).all(|b| b.is_ascii_digit())
        && !words.breaks(at + 1)
}

/// `billed 2.`, `charged as two`: units without their word.
fn billed(words: &Words<'_>, at: usize, number: Number) -> Option<Found> {
    let before = at.checked_sub(1)?;
    let verb = words.is(before, TimeWord::Billing)
        || words.says(before, "as") && at > 1 && words.is(at - 2, TimeWord::Billing);
    let verb = verb && words.letters(before).len() > 2 && !words.glued(at);
    let ends = number.end >= words.n_tokens()
        || words.breaks(number.end)
        || [".", ",", ";", ")"].contains(&words.mark(number.end))
            && !words.glued_number(number.end + 1);
    (verb && ends && number.whole <= 8)
        .then(|| found(words, at, number, number.end))
        .flatten()
}

/// The token after the word for units at `at`, over `15-minute` and a hyphen.
fn unit_word(words: &Words<'_>, at: usize) -> Option<usize> {
    let mut at = at + usize::from(words.sign(at, '-'));
    if let Some(size) = number(words, at).filter(|n| n.whole == 15) {
        let minute = size.end + usize::from(words.sign(size.end, '-'));
        if words.is(minute, TimeWord::Minute) {
            at = minute + 1 + usize::from(words.sign(minute + 1, '-'));
        }
    }
    at += usize::from(words.says(at, "billed") || words.says(at, "billable"));
    let short = words.letters(at).len() == 1;
    let named = words.begins(at, TimeWord::Unit) && !words.breaks(at);
    let glued_ok = !short || words.glued(at) || words.gap(at) == 1;
    let rate = words.sign(at + 1, '/') && words.glued(at + 1) && !words.figure(at + 2);
    (named && glued_ok && !rate).then_some(at + 1)
}

fn found(words: &Words<'_>, at: usize, number: Number, end: usize) -> Option<Found> {
    let each = words.begins(end, TimeWord::Each)
        || words.says(end, "of") && words.says(end + 1, "each")
        || words.says(end, "for") && words.says(end + 1, "each");
    (number.whole <= MOST && number.hundredths == 0).then_some(Found {
        tokens: at..end,
        amount: Amount::Units {
            units: number.whole,
            each,
            named: true,
        },
    })
}

/// `Units: 2`, `un=2`, `units (1)`, `Units 2.0`, `units billed 1`.
fn labelled(words: &Words<'_>, at: usize) -> Option<Found> {
    let mut from = at + 1;
    from += usize::from(words.says(from, "billed") || words.says(from, "charged"));
    // `unit(s): 2`.
    if words.sign(from, '(') && words.says(from + 1, "s") && words.sign(from + 2, ')') {
        from += 3;
    }
    let mut marked = false;
    while ["=", ":", "(", "_", "-"].contains(&words.mark(from)) && from < at + 6 {
        marked = true;
        from += 1;
    }
    if words.breaks(from) {
        return None;
    }
    let number = figures(words, from)?;
    let unit = words.any(number.end, &[TimeWord::Minute, TimeWord::Hour]);
    let other = unit && !label_follows(words, number.end) || words.says(number.end, "x");
    if other && !marked || words.glued(number.end) && words.sign(number.end, '/') {
        return None;
    }
    found(words, at, number, number.end)
}

/// `x2`, `× 2`, `times two`: units or repetitions; and `x25`: minutes where it cannot be units.
pub(super) fn times(words: &Words<'_>, at: usize) -> Option<Found> {
    let star = words.sign(at, '*') && words.glued(at) && words.glued_number(at + 1);
    let mark = words.says(at, "x") || words.sign(at, '×') || words.says(at, "times") || star;
    if !mark || words.breaks(at + 1) {
        return None;
    }
    let number =
        figures(words, at + 1).or_else(|| in_words(words, at + 1).filter(|n| n.whole < 9))?;
    let modifier =
        at > 2 && (words.sign(at - 2, '-') && words.glued(at - 2) || words.letters(at - 1) == "59");
    let before = at > 0
        && words.figure(at - 1)
        && words.letters(at - 1).len() < 5
        && !words.breaks(at)
        && words.gap(at) <= 1
        && !modifier;
    let after = number.end;
    let units = [TimeWord::Hour, TimeWord::Second, TimeWord::Day];
    let measured = words.any(after, &units) && !words.breaks(after)
        || (words.sign(after, '/') && words.glued(after))
        || (words.sign(after, '\'') && words.glued(after) && number.whole > MOST)
        || words.says(after, "lb")
        || words.says(after, "ft")
        || words.says(after, "in");
    if before || measured || number.hundredths > 0 {
        return None;
    }
    let minutes = words.begins(after, TimeWord::Minute)
        && !words.breaks(after)
        && !label_follows(words, after);
    if minutes || words.sign(after, '\'') && words.glued(after) || words.says(after, "m") {
        return None;
    }
    let after = after + usize::from(words.begins(after, TimeWord::Unit));
    let each = words.begins(after, TimeWord::Each);
    let amount = if number.whole <= 8 {
        Amount::Units {
            units: number.whole,
            each,
            named: false,
        }
    } else {
        Amount::Minutes {
            minutes: number.whole,
            form: Form::Times,
            each,
        }
    };
    (number.whole > 0).then_some(Found {
        tokens: at..after,
        amount,
    })
}

/// `30 min (2)`: units in parentheses right behind the minutes.
pub(super) fn behind_minutes(words: &Words<'_>, at: usize, last: Option<&Found>) -> Option<Found> {
    let minutes =
        last.is_some_and(|f| f.tokens.end == at && matches!(f.amount, Amount::Minutes { .. }));
    let number =
        figures(words, at + 1).filter(|n| (1..=8).contains(&n.whole) && n.hundredths == 0)?;
    let closed = words.sign(at, '(') && words.sign(number.end, ')') && !words.breaks(at);
    (minutes && closed).then_some(Found {
        tokens: at..number.end + 1,
        amount: Amount::Units {
            units: number.whole,
            each: false,
            named: false,
        },
    })
}

/// A number in parentheses or by itself after a code: `97530 (2)`, `97530 2`, `97530, two`. For a
/// caller that knows that a code stands before it.
pub(crate) fn bare(words: &Words<'_>, at: usize) -> Option<(u32, usize)> {
    let mut from = at;
    while words.sign(from, '.') && words.sign(from + 1, '.') {
        from += 1;
    }
    from += usize::from(from > at);
    let open = words.sign(from, '(');
    from += usize::from(
        open || words.sign(from, ',')
            || words.sign(from, ':')
            || words.sign(from, '=')
            || words.sign(from, '-')
            || words.sign(from, '|')
            || words.sign(from, ';'),
    );
    if words.breaks(from) {
        return None;
    }
    let number = figures(words, from).or_else(|| in_words(words, from))?;
    let closed = !open || words.sign(number.end, ')');
    // `TE15`: behind a short name the number may touch.
    let touches = at > 0 && words.kind(at - 1) == Some(TokenKind::Word);
    let written = words.kind(from) == Some(TokenKind::Word) || touches;
    let decimal = number.hundredths == 0;
    (closed && decimal && number.whole <= 60 && (written || from > at || !words.glued(from)))
        .then_some((number.whole, number.end + usize::from(open)))
}
