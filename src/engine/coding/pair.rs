//! Two codes of one day that are not payable together unless the record shows that they were apart.
//!
//! The pairs, what clears each and how sure its source is stand in `rules.yaml`; nothing here takes
//! the place of the quarterly table of the payer. What clears a pair is looked for in the record,
//! and a modifier alone clears only those pairs that ask for nothing else.

use super::region::{self, Places, SPINE};
use super::{Case, Hit, bit, level};
use crate::rules::Rule;
use crate::text::Span;
use crate::visit::{Charge, Status};

/// Modifiers that say `a service apart`.
const APART: [&str; 5] = ["59", "XE", "XP", "XS", "XU"];

/// Pairs of charges that the rule is about and nothing clears.
pub(super) fn hits(case: &Case<'_>, rule: &Rule) -> Vec<Hit> {
    let charges = &case.visit.charges;
    let mut out: Vec<Hit> = Vec::new();
    let mut seen: Vec<(usize, usize)> = Vec::new();
    for (first, paid) in charges.iter().enumerate() {
        for (second, denied) in charges.iter().enumerate() {
            let listed = rule.lists("column1", &paid.code) && rule.lists("column2", &denied.code);
            if first == second || !listed || seen.contains(&(second, first)) {
                continue;
            }
            seen.push((first, second));
            let reason = match rule.param("clears") {
                "region" => by_region(case, first, second),
                "time" => by_time(paid, denied),
                "modifier" => by_modifier(paid, denied),
                _ => Some(("both are billed".to_owned(), Vec::new())),
            };
            out.extend(reason.map(|why| hit(case, rule, (first, second), why)));
        }
    }
    out
}

fn hit(
    case: &Case<'_>,
    rule: &Rule,
    (first, second): (usize, usize),
    (reason, words): (String, Vec<Span>),
) -> Hit {
    let (paid, denied) = (&case.visit.charges[first], &case.visit.charges[second]);
    let mut spans = vec![denied.span, paid.span];
    spans.extend(words);
    Hit {
        charge: Some(second),
        spans,
        slots: vec![
            ("other_code", paid.code.clone()),
            ("reason", reason),
            ("confidence", rule.param("confidence").to_owned()),
        ],
        details: Vec::new(),
    }
}

fn is_apart(charge: &Charge) -> bool {
    charge.modifiers.iter().any(|m| APART.contains(&m.as_str()))
}

/// Another region than every region manipulated clears the pair; a modifier without one does not.
fn by_region(case: &Case<'_>, first: usize, second: usize) -> Option<(String, Vec<Span>)> {
    let manipulated = level::manipulated(case, first);
    if manipulated.possible & SPINE == 0 {
        return None;
    }
    let charge = &case.visit.charges[second];
    let told = charge.elements.as_ref();
    if told.is_some_and(|e| e.activity.status == Status::Missing) {
        return None;
    }
    let treated = treated(case, first, second);
    let all = treated.treated();
    let code = &charge.code;
    let modifier = if is_apart(charge) {
        ", and the modifier says that it was apart"
    } else {
        ""
    };
    if all == 0 {
        let reason = format!("no region is named for {code}{modifier}");
        return Some((reason, Vec::new()));
    }
    let shared = all & manipulated.possible;
    if all & !manipulated.possible != 0 {
        return None;
    }
    let spans = treated.named.iter().map(|(_, span)| *span).collect();
    Some((
        format!("both are in the {} region{modifier}", region::words(shared)),
        spans,
    ))
}

/// Regions that the words of a service name, muscles and joints included.
fn treated(case: &Case<'_>, first: usize, at: usize) -> Places {
    let mut places = Places::default();
    for (clause, owner) in case.doc.clauses.iter().zip(&case.heard.owners) {
        let apart = !owner.holds(first) || owner.named & bit(at) != 0;
        if owner.holds(at) && apart && !case.is_other_day(clause) {
            places.join(&region::read(case, clause.tokens.clone()));
        }
    }
    places
}

/// Minutes of its own for each code, or the modifier, clear the pair.
fn by_time(paid: &Charge, denied: &Charge) -> Option<(String, Vec<Span>)> {
    let elements = paid.elements.as_ref().zip(denied.elements.as_ref());
    let (one, other) = elements?;
    let is_open = |status: Status| matches!(status, Status::Missing | Status::TotalOnly);
    let is_told = |status: Status| status != Status::Missing;
    let open = is_open(one.time.status) || is_open(other.time.status);
    let told = is_told(one.activity.status) && is_told(other.activity.status);
    if !open || !told || is_apart(paid) || is_apart(denied) {
        return None;
    }
    let reason = "the record does not give each of them minutes of its own".to_owned();
    Some((reason, Vec::new()))
}

fn by_modifier(paid: &Charge, denied: &Charge) -> Option<(String, Vec<Span>)> {
    let none = !is_apart(paid) && !is_apart(denied);
    none.then(|| {
        (
            "neither has modifier 59, XE, XP, XS or XU".to_owned(),
            Vec::new(),
        )
    })
}
