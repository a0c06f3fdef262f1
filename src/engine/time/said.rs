//! What is said of the minutes of one charge, and what is the same said twice.

use crate::parse::Doc;
use crate::parse::charges::Ledger;
use crate::parse::times::{Fact, Grade, Target};
use crate::text::Span;
use crate::visit::Charge;

/// One statement of minutes for one charge.
#[derive(Clone, Copy, Debug)]
pub(super) struct Said {
    pub(super) minutes: u32,
    pub(super) grade: Grade,
    pub(super) corrects: bool,
    pub(super) whole: bool,
    pub(super) clock: Option<(u32, u32)>,
    pub(super) span: Span,
    pub(super) fact: usize,
}

/// What the facts say of the minutes of one charge, episodes of one statement added up.
pub(super) fn statements(
    charge: &Charge,
    only: bool,
    n_timed: u32,
    ledger: &Ledger,
    doc: &Doc,
) -> Vec<Said> {
    let mut out: Vec<Said> = Vec::new();
    let mut last: Option<(usize, usize)> = None;
    for (nth, fact) in ledger.facts.iter().enumerate() {
        let Some(minutes) = fact.minutes() else {
            continue;
        };
        // `x2 units, 15 min each`.
        let of_units = fact.each && charge.units > 1 && minutes <= 20;
        let minutes = if of_units {
            minutes * charge.units
        } else {
            minutes
        };
        // `30 minutes, split evenly between the two`.
        let shared = fact.shared && n_timed > 1;
        let minutes = if shared { minutes / n_timed } else { minutes };
        let mention = match fact.target {
            Target::Nothing => continue,
            _ if shared => usize::MAX,
            Target::Service(mention) if ledger.mentions[mention].codes.contains(&charge.code) => {
                mention
            }
            Target::Only if only => usize::MAX,
            Target::Service(_) if fact.each => usize::MAX,
            _ => continue,
        };
        let span = doc.span_of(fact.found.tokens.clone());
        let episode = last.is_some_and(|(before, of)| {
            of == mention && continues(&ledger.facts[before], fact, ledger, doc)
        });
        last = Some((nth, mention));
        match out.last_mut() {
            Some(said) if episode => {
                said.minutes += minutes;
                said.span = said.span.join(span);
                said.clock = None;
            }
            _ => out.push(Said {
                minutes,
                grade: fact.grade,
                corrects: fact.corrects,
                whole: fact.whole,
                clock: fact.clock(),
                span,
                fact: nth,
            }),
        }
    }
    out
}

/// True when `next` is a further episode of the same work (`9:05-9:15, 9:30-9:43`; `10 min, then 13 min`).
fn continues(before: &Fact, next: &Fact, ledger: &Ledger, doc: &Doc) -> bool {
    let between = before.found.tokens.end..next.found.tokens.start;
    if between.len() > 4
        || ledger
            .mentions
            .iter()
            .any(|m| between.contains(&m.tokens.start))
    {
        return false;
    }
    match (before.clock(), next.clock()) {
        (Some((start, length)), Some((other, _))) => start + length <= other && between.len() <= 2,
        (None, None) => doc.tokens[between].iter().any(|t| {
            ["then", "another", "further", "additional", "again", "later"]
                .iter()
                .any(|w| t.word == crate::text::word_id(w))
                || t.word == crate::parse::sign_id('+')
        }),
        _ => false,
    }
}

/// The one value that the statements of at least this grade agree on.
pub(super) fn settled(said: &[Said], grade: Grade) -> Option<u32> {
    let corrected = said.iter().any(|s| s.corrects);
    let mut values = said
        .iter()
        .filter(|s| s.grade >= grade && (s.corrects || !corrected));
    let first = values.next()?;
    values.all(|s| agrees(s, first)).then_some(first.minutes)
}

/// Equal, or a clock span and minutes that differ by rounding.
pub(super) fn agrees(a: &Said, b: &Said) -> bool {
    let slack = u32::from(a.clock.is_some() != b.clock.is_some());
    a.minutes.abs_diff(b.minutes) <= slack
}
