//! From statements of minutes to minutes, status and reasons.

use super::said::{Said, agrees};
use super::total::Totals;
use super::{Disagreement, pair};
use crate::parse::times::Grade;
use crate::text::Span;
use crate::visit::{Element, Status};

/// Time of one charge, decided.
pub(super) struct Decided {
    pub(super) minutes: Option<u32>,
    pub(super) element: Element,
    pub(super) disagreement: Option<Disagreement>,
}

pub(super) fn decide(said: &[Said], sum: Option<u32>, totals: &Totals, single: bool) -> Decided {
    let corrected = said.iter().any(|s| s.corrects);
    // A sum of episodes stands for the parts before it.
    let said: &[Said] = match said.iter().rposition(|s| s.whole) {
        Some(sum) if !corrected => &said[sum..],
        _ => said,
    };
    let valid: Vec<&Said> = said.iter().filter(|s| s.corrects || !corrected).collect();
    let best = valid.iter().map(|s| s.grade).max();
    if single && best < Some(Grade::Said) && !totals.timed.is_empty() {
        return from_total(totals, single);
    }
    let Some(first) = best.and_then(|grade| valid.iter().find(|s| s.grade == grade)) else {
        return from_total(totals, single);
    };
    let base = whole_of_parts(&valid).unwrap_or(first);
    let parts: u32 = valid
        .iter()
        .filter(|s| s.grade == base.grade && s.fact != base.fact)
        .map(|s| s.minutes)
        .sum();
    let against = valid.iter().find(|s| {
        let explained = agrees(s, base)
            || s.grade == Grade::Hint && base.grade > Grade::Hint
            || s.grade == Grade::Weak && s.minutes * 2 < base.minutes
            || Some(s.minutes) == sum
            || totals
                .timed
                .iter()
                .any(|t| t.0 == s.minutes && !single && s.grade < Grade::Firm)
            || parts == base.minutes
            || inside(s, base);
        !explained
    });
    let total = totals
        .timed
        .iter()
        .find(|t| single && t.0 != base.minutes && !corrected);
    let second = against.map(|s| s.span).or_else(|| total.map(|t| t.1));
    match second {
        Some(second) => Decided {
            minutes: None,
            element: Element {
                status: Status::Conflict,
                spans: ordered(base.span, second),
                reasons: vec!["two amounts of time that disagree".to_owned()],
            },
            disagreement: Some(pair(base.span, second)),
        },
        None => Decided {
            minutes: Some(base.minutes),
            element: Element {
                status: Status::Present,
                spans: vec![base.span],
                reasons: vec![format!("{} minutes {}", base.minutes, reason(base))],
            },
            disagreement: None,
        },
    }
}

/// The statement that equals the sum of all others (`10 min … 13 min … 23 min in all`).
fn whole_of_parts<'a>(valid: &[&'a Said]) -> Option<&'a Said> {
    let all: u32 = valid.iter().map(|s| s.minutes).sum();
    (valid.len() > 2)
        .then(|| {
            valid
                .iter()
                .find(|s| s.minutes * 2 == all && valid.iter().any(|o| o.minutes != s.minutes))
                .copied()
        })
        .flatten()
}

/// A clock span within another says what happened in part of that time.
fn inside(part: &Said, whole: &Said) -> bool {
    match (part.clock, whole.clock) {
        (Some((start, length)), Some((from, all))) => {
            part.grade < Grade::Firm && from <= start && start + length <= from + all
        }
        _ => false,
    }
}

fn reason(said: &Said) -> &'static str {
    match said.grade {
        Grade::Firm => "beside the service",
        Grade::Said => "by what the sentence says",
        Grade::Weak => "in the sentence of the service",
        Grade::Hint => "by the only sentence on time",
    }
}

fn from_total(totals: &Totals, single: bool) -> Decided {
    let stated = totals.timed.first();
    let (minutes, status, reason) = match stated {
        Some((minutes, _)) if single => (
            Some(*minutes),
            Status::Present,
            "the stated total; it is the only timed code",
        ),
        Some(_) => (
            None,
            Status::TotalOnly,
            "only a total over several timed codes",
        ),
        None => (None, Status::Missing, "no minutes are bound to the service"),
    };
    Decided {
        minutes,
        element: Element {
            status,
            spans: stated.iter().map(|t| t.1).collect(),
            reasons: vec![reason.to_owned()],
        },
        disagreement: None,
    }
}

fn ordered(a: Span, b: Span) -> Vec<Span> {
    let pair = pair(a, b);
    vec![pair.first, pair.second]
}
