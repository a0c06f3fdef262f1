//! Words of maintenance care beside manipulation billed as active treatment.
//!
//! Medicare pays for active care only; AT says that it was. The same words said of a medicine, of a
//! job or of what did not happen are let go.

use super::{Case, Hit, modifier};
use crate::parse::{Clause, Section};
use crate::rules::{Rule, Sign};
use crate::text::Span;

/// Manipulation with AT beside words of maintenance.
pub(super) fn hits(case: &Case<'_>, _rule: &Rule) -> Vec<Hit> {
    let charges = case.visit.charges.iter().enumerate();
    let mut active = charges.filter(|(at, charge)| {
        modifier::MANIPULATION.contains(&charge.code.as_str()) && modifier::has(case, *at, "AT")
    });
    let Some((at, charge)) = active.next() else {
        return Vec::new();
    };
    let words = words(case);
    let Some(first) = words.first() else {
        return Vec::new();
    };
    vec![Hit {
        charge: Some(at),
        spans: vec![*first, charge.span],
        ..Hit::default()
    }]
}

/// The words of maintenance care that hold for this visit.
pub(super) fn words(case: &Case<'_>) -> Vec<Span> {
    let clauses = &case.doc.clauses;
    clauses
        .iter()
        .filter(|clause| !is_letterhead(clause) && !case.is_other_day(clause))
        .filter_map(|clause| in_clause(case, clause))
        .collect()
}

/// The first block holds the clinic's name, of which `wellness` may be a part.
fn is_letterhead(clause: &Clause) -> bool {
    clause.block == 0 && clause.label.is_none() && clause.section != Section::Subjective
}

fn in_clause(case: &Case<'_>, clause: &Clause) -> Option<Span> {
    let signs: Vec<_> = case.signs(clause.tokens.clone()).collect();
    let found = signs.iter().find(|(sign, at)| {
        let covered = signs.iter().any(|(other, range)| {
            *other == Sign::MaintenanceNot && range.start < at.end && at.start < range.end
        });
        let from = at.start.saturating_sub(4).max(clause.tokens.start);
        let around = from..(at.end + 2).min(clause.tokens.end);
        *sign == Sign::Maintenance && !covered && !case.is_denied_within(around)
    });
    found.map(|(_, at)| case.doc.span_of(at.clone()))
}
