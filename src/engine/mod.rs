//! Visits to findings: pure checks, no IO, no clock, no printing, cannot fail.
//!
//! Clauses are given to charges (`own`), scored (`feature`, `scorer`), and decided on (`decide`,
//! `elements`); time and units are worked out beside them (`time`, `units`). Verdicts, findings and
//! score follow (`judge`, `charge`, `phrase` …). Surprising rule: a status is decided first and a
//! finding is only its consequence, so that switching a rule off never changes a verdict.

pub mod charge;
pub mod clone;
pub mod coding;
pub mod contact;
pub mod contradiction;
pub mod decide;
pub mod elements;
pub mod explain;
pub mod feature;
pub mod judge;
pub mod own;
pub mod phrase;
pub mod raise;
pub mod residue;
pub mod scorer;
pub mod selftest;
pub mod time;
pub mod units;
pub mod view;

pub use clone::mark_clone;

use crate::finding::{Checked, Finding};
use crate::parse::Reading;
use crate::rules::{Profile, RuleKind, RuleSet};
use crate::text::{LineIndex, Span, passage_hash};
use crate::visit::{NoteFile, Status, Visit};

use raise::Raise;

/// Checks one visit against the rules under a payer profile.
pub fn check_visit(
    file: &NoteFile,
    reading: &Reading,
    rules: &RuleSet,
    profile: &Profile,
) -> Checked {
    let text = &file.text;
    let mut visit = reading.visit.clone();
    let heard = elements::hear(text, &reading.doc, &visit.charges, rules);
    elements::fill(&mut visit.charges, &heard, &reading.doc, rules);
    let disagreements = time::times(&mut visit, &reading.ledger, &reading.doc, rules);
    judge::judge_charges(&mut visit.charges, profile);

    let lines = LineIndex::new(text);
    let raise = Raise {
        text,
        lines: &lines,
        rules,
    };
    let mut findings = charge::findings(&visit, &raise, profile);
    findings.extend(phrase::findings(
        &reading.doc,
        &heard,
        !visit.charges.is_empty(),
        &raise,
    ));
    findings.extend(residue::findings(&raise, visit.span));
    findings.extend(contradictions(
        reading,
        &visit,
        &heard,
        &disagreements,
        &raise,
    ));
    findings.extend(paperwork(&visit, &raise));
    let case = coding::Case {
        text,
        doc: &reading.doc,
        ledger: &reading.ledger,
        visit: &visit,
        heard: &heard,
        rules,
        profile,
    };
    findings.extend(coding::findings(&case, &raise));
    findings.retain(|finding| holds(finding, rules, profile));
    findings.sort_by(|a, b| place(a).cmp(&place(b)).then_with(|| a.rule.cmp(&b.rule)));

    let verdict = judge::judge_visit(&visit.charges, &findings, visit.signed, false);
    Checked {
        text_hash: passage_hash(visit.span.of(text)),
        score: judge::score(&findings),
        verdict,
        visit,
        findings,
        clone_of: None,
        format: file.format.to_owned(),
        sha256: file.sha256.clone(),
        problems: file.problems.clone(),
    }
}

/// Statements that cannot both be true, by what they are about.
fn contradictions(
    reading: &Reading,
    visit: &Visit,
    heard: &elements::Heard,
    disagreements: &[time::Disagreement],
    raise: &Raise<'_>,
) -> Vec<Finding> {
    let times = disagreements.iter().map(|d| ("time", [d.first, d.second]));
    let attended = supervision(visit, heard, &reading.doc)
        .into_iter()
        .map(|pair| ("supervision", pair));
    let others = contradiction::pairs(raise.text, reading, visit, raise.rules);
    times
        .chain(attended)
        .chain(others)
        .flat_map(|(about, pair)| {
            of_kind(RuleKind::Contradiction, about, raise, |rule| {
                raise.finding(rule, &pair, &[]).into_iter().collect()
            })
        })
        .collect()
}

/// Where a finding stands: first cited byte, then charge.
fn place(finding: &Finding) -> (usize, Option<usize>) {
    (
        finding
            .citations
            .first()
            .map_or(usize::MAX, |c| c.span.start),
        finding.charge,
    )
}

/// True unless the rule is kept to other payer profiles.
fn holds(finding: &Finding, rules: &RuleSet, profile: &Profile) -> bool {
    rules
        .rules
        .get(&finding.rule)
        .is_none_or(|rule| rule.holds_under(&profile.name))
}

/// Runs `make` for the rule of that kind that is about `about`, when it is in force.
fn of_kind(
    kind: RuleKind,
    about: &str,
    raise: &Raise<'_>,
    make: impl Fn(&str) -> Vec<Finding>,
) -> Vec<Finding> {
    raise
        .rules
        .rules
        .values()
        .filter(|rule| {
            rule.kind == kind && rule.when.get("about").is_some_and(|word| word == about)
        })
        .flat_map(|rule| make(&rule.id))
        .collect()
}

/// Pairs of words that say one-on-one and words that say the opposite for one charge.
fn supervision(visit: &Visit, heard: &elements::Heard, doc: &crate::parse::Doc) -> Vec<[Span; 2]> {
    let mut out = Vec::new();
    for (at, charge) in visit.charges.iter().enumerate() {
        let Some(contact) = charge.elements.as_ref().map(|e| &e.contact) else {
            continue;
        };
        if contact.status != Status::Contradicted {
            continue;
        }
        let role = scorer::Role::Contact as usize;
        let view = &heard.views[at];
        let claim = view.own[role]
            .into_iter()
            .chain(view.wide[role])
            .filter(|best| best.score > 0.0)
            .max_by(|a, b| a.score.total_cmp(&b.score));
        if let (Some(claim), Some(against)) = (claim, contact.spans.first()) {
            let claim = doc.span_of(heard.scored[claim.clause].ranges[role].clone());
            let pair = if claim < *against {
                [claim, *against]
            } else {
                [*against, claim]
            };
            if !claim.overlaps(*against) && !out.contains(&pair) {
                out.push(pair);
            }
        }
    }
    out
}

/// Signature and date.
fn paperwork(visit: &Visit, raise: &Raise<'_>) -> Vec<Finding> {
    let missing = |kind: RuleKind| match kind {
        RuleKind::Signature => !visit.signed,
        RuleKind::Date => visit.date.is_none(),
        _ => false,
    };
    raise
        .rules
        .rules
        .values()
        .filter(|rule| missing(rule.kind))
        .filter_map(|rule| raise.finding(&rule.id, &[], &[]))
        .collect()
}
