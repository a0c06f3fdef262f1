//! Stated totals of a visit: of timed minutes, or of the whole visit.

use crate::parse::Doc;
use crate::parse::charges::Ledger;
use crate::parse::times::{Fact, Grade, Target};
use crate::text::Span;

/// Minutes below which a total can only be of a drill.
const SHORT: u32 = 8;

/// Stated totals with their places.
pub(super) struct Totals {
    /// Of timed minutes.
    pub(super) timed: Vec<(u32, Span)>,
    /// Of the whole visit.
    pub(super) visit: Vec<(u32, Span)>,
}

/// What the visit bills, as far as a total depends on it.
pub(super) struct Billed {
    /// Sum of the minutes of several timed codes, when all are known.
    pub(super) sum: Option<u32>,
    /// True when nothing untimed is billed.
    pub(super) all_timed: bool,
    /// True when one timed code is billed.
    pub(super) single: bool,
}

impl Totals {
    /// Reads the totals of a visit.
    pub(super) fn read(ledger: &Ledger, doc: &Doc, billed: &Billed) -> Self {
        let known = ledger.facts.iter().any(|f| {
            f.minutes().is_some() && matches!(f.target, Target::Service(_)) && f.grade > Grade::Hint
        });
        let has_timed = ledger.facts.iter().any(|f| f.target == Target::Timed);
        let mut out = Self {
            timed: Vec::new(),
            visit: Vec::new(),
        };
        for fact in &ledger.facts {
            let Some(minutes) = fact.minutes() else {
                continue;
            };
            let found = (minutes, doc.span_of(fact.found.tokens.clone()));
            match kind(fact, minutes, billed, known, has_timed) {
                Some(true) => out.timed.push(found),
                Some(false) => out.visit.push(found),
                None => {}
            }
        }
        let corrected = ledger
            .facts
            .iter()
            .rev()
            .find(|f| f.target == Target::Timed && f.corrects);
        if let Some(fact) = corrected {
            out.timed = vec![(
                fact.minutes().unwrap_or(0),
                doc.span_of(fact.found.tokens.clone()),
            )];
        }
        out
    }
}

/// True for a total of timed minutes, false for one of the visit. A plain sum is one of timed minutes
/// when it fits the parts, or when nothing untimed is billed and no other total is.
fn kind(fact: &Fact, minutes: u32, billed: &Billed, known: bool, has_timed: bool) -> Option<bool> {
    let fits = billed.sum == Some(minutes);
    match fact.target {
        Target::Timed => Some(true),
        Target::Visit if minutes < SHORT => None,
        // With one timed code and nothing else, the treatment is that code.
        Target::Visit => Some(billed.all_timed && billed.single && fact.clock().is_none()),
        Target::Sum if fits => Some(true),
        Target::Sum if fact.grade == Grade::Weak && (known || minutes < SHORT) => None,
        Target::Sum => Some(!has_timed && (billed.all_timed || billed.sum.is_none())),
        _ => None,
    }
}
