//! Level of a manipulation code against the regions that the record says were manipulated.
//!
//! Regions are counted, never vertebrae. A level is called too high only when even a generous count
//! of everything outside history, exam and plan falls short; too low only when the sure count of the
//! charge's own words goes beyond it.

use super::region::{self, Places, SPINE};
use super::{Case, Hit};
use crate::parse::{Clause, Section};
use crate::rules::{Region, Rule, Sign};
use crate::text::Span;

/// Charges whose level does not fit.
pub(super) fn hits(case: &Case<'_>, rule: &Rule) -> Vec<Hit> {
    let charges = case.visit.charges.iter().enumerate();
    charges
        .filter_map(|(at, charge)| hit(case, rule, at, &charge.code))
        .collect()
}

fn hit(case: &Case<'_>, rule: &Rule, at: usize, code: &str) -> Option<Hit> {
    let (least, most) = match code {
        "98940" => (1, 2),
        "98941" => (3, 4),
        "98942" => (5, 5),
        "98943" => (0, 0),
        _ => return None,
    };
    let own = manipulated(case, at);
    let sure = (own.sure & SPINE).count_ones();
    let wrong = match rule.param("level") {
        "not_extraspinal" => {
            let outside = region::bit(Region::Extraspinal);
            code == "98943" && sure > 0 && (own.possible | own.tissue | own.weak) & outside == 0
        }
        "too_high" => {
            least > 1 && sure > 0 && !own.vague && {
                let all = generous(case, at, &own);
                (all.possible & SPINE).count_ones() < least
            }
        }
        _ => most > 0 && sure > most && !own.vague,
    };
    if !wrong {
        return None;
    }
    let mut spans: Vec<Span> = vec![case.visit.charges[at].span];
    spans.extend(own.named.iter().map(|(_, span)| *span));
    Some(Hit {
        charge: Some(at),
        spans,
        slots: vec![
            ("regions", own.words()),
            ("wanted", wanted(rule.param("level"), least, most, sure)),
        ],
        details: own
            .named
            .iter()
            .map(|(region, span)| format!("{}: {}", region.word(), words_of(case, *span)))
            .collect(),
    })
}

/// What the code stands for, or the code that the regions stand for.
fn wanted(level: &str, least: u32, most: u32, sure: u32) -> String {
    match level {
        "too_low" if sure >= 5 => "98942".to_owned(),
        "too_low" => "98941".to_owned(),
        _ if least == most => least.to_string(),
        _ => format!("{least} to {most}"),
    }
}

fn words_of(case: &Case<'_>, span: Span) -> String {
    let words: Vec<&str> = span.of(case.text).split_whitespace().collect();
    words.join(" ")
}

/// Regions that the charge's own words say were manipulated.
pub(super) fn manipulated(case: &Case<'_>, at: usize) -> Places {
    let mut places = Places::default();
    for (clause, owner) in case.doc.clauses.iter().zip(&case.heard.owners) {
        let own = owner.holds(at) || owner.after & super::bit(at) != 0;
        let names = owner.named & super::bit(at) != 0;
        if own && treats(case, clause, names) {
            places.join(&region::read(case, clause.tokens.clone()));
        }
    }
    places
}

fn treats(case: &Case<'_>, clause: &Clause, names: bool) -> bool {
    let told = matches!(
        clause.section,
        Section::Subjective
            | Section::Objective
            | Section::Assessment
            | Section::Plan
            | Section::Goal
            | Section::Reason
            | Section::Response
    );
    let left_alone = case.shows(clause.tokens.clone(), Sign::NotAdjusted);
    (names || !told) && !left_alone && !case.is_other_day(clause)
}

/// All regions that may have been manipulated: those of the charge's own words, and those named
/// outside history, exam and plan in words that belong to no other service.
fn generous(case: &Case<'_>, at: usize, own: &Places) -> Places {
    let mut places = own.clone();
    for (clause, owner) in case.doc.clauses.iter().zip(&case.heard.owners) {
        let apart = matches!(
            clause.section,
            Section::Subjective
                | Section::Objective
                | Section::Assessment
                | Section::Plan
                | Section::Goal
                | Section::Reason
                | Section::Signature
        );
        let adjusts = case.shows(clause.tokens.clone(), Sign::Adjust);
        let free = owner.is_wide() || owner.holds(at);
        if free && (!apart || adjusts) {
            places.join(&region::read(case, clause.tokens.clone()));
        }
    }
    places
}
