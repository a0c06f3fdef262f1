//! Amounts of time and of units in the text, as typed values with their tokens.
//!
//! A grammar over the tokens of a visit: durations in every written form, spans of clock times,
//! counts of units. Knows what an amount is, not what it measures: that is the business of `times`.
//! One pass, no backtracking beyond a few tokens.

mod clock;
mod count;
mod duration;
mod hour;
mod label;
mod number;
mod words;

use std::ops::Range;

pub(crate) use count::bare;
pub use words::Words;

/// How an amount of minutes is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// With a word for minutes or hours.
    Written,
    /// With a minute sign (`25'`), which is also the sign for feet.
    Mark,
    /// With a bare `m`, which is also metres.
    Letter,
    /// After a label for minutes (`Minutes: 25`, `min=25`).
    Label,
    /// As an adjective (`a 28-minute visit`).
    Adjective,
    /// `x25`: minutes only where it cannot be units or repetitions.
    Times,
}

/// Something measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// Minutes.
    Minutes {
        /// How many.
        minutes: u32,
        /// How they are written.
        form: Form,
        /// True for `15 min each`.
        each: bool,
    },
    /// A span of clock times.
    Clock {
        /// First minute, counted from midnight or noon.
        start: u32,
        /// Length in minutes.
        minutes: u32,
        /// True when it tells comings and goings (`in 9:00 out 9:50`).
        arrival: bool,
    },
    /// Units of service.
    Units {
        /// How many.
        units: u32,
        /// True for `1 unit each`.
        each: bool,
        /// True when the word for units stands there.
        named: bool,
    },
    /// An amount that proves nothing (seconds, a limit, the definition of a unit); kept so that
    /// nothing else is made of its tokens.
    Nothing,
}

/// An amount with its tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Indices into the tokens.
    pub tokens: Range<usize>,
    /// What it is.
    pub amount: Amount,
}

/// All amounts, in order of the text.
pub fn amounts(words: &Words<'_>) -> Vec<Found> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < words.n_tokens() {
        if let Some(pair) = label::timed_of_total(words, at) {
            at = pair[1].tokens.end;
            out.extend(pair);
            continue;
        }
        let found = if words.may_start_amount(at) {
            count::behind_minutes(words, at, out.last())
                .or_else(|| label::bare_sum(words, at, out.last()))
                .or_else(|| read(words, at))
        } else {
            None
        };
        at = match found {
            Some(found) => {
                let end = found.tokens.end.max(at + 1);
                out.push(found);
                end
            }
            None => at + 1,
        };
    }
    out
}

fn read(words: &Words<'_>, at: usize) -> Option<Found> {
    if let Some(end) = clock::date(words, at) {
        return Some(nothing(at..end));
    }
    hour::stopwatch(words, at)
        .or_else(|| clock::span(words, at))
        .or_else(|| clock::keyed(words, at))
        .or_else(|| count::units(words, at))
        .or_else(|| duration::duration(words, at))
        .or_else(|| label::labelled(words, at))
        .or_else(|| label::amended(words, at))
        .or_else(|| label::bare_time(words, at))
        .or_else(|| count::times(words, at))
}

/// The span between the times in two cells of one row.
pub(crate) fn column_span(
    words: &Words<'_>,
    from: Range<usize>,
    to: Range<usize>,
) -> Option<Found> {
    clock::columns(words, from, to)
}

fn nothing(tokens: Range<usize>) -> Found {
    Found {
        tokens,
        amount: Amount::Nothing,
    }
}

#[cfg(test)]
mod tests;
