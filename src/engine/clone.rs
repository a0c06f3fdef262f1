//! Visits that repeat an earlier one: fingerprints, comparison, and what follows for the verdict.
//!
//! A fingerprint keeps a sample of a visit's runs of letters, never its text: figures, blanks, signs
//! and the slips of a text recogniser do not matter to it. Figures are kept apart, because a note
//! with the same words and new measurements is no copy. What many patients of a folder share is the
//! clinic's own form and counts for nothing between patients.

mod compare;
mod person;
mod print;
mod search;

use crate::finding::{Checked, CloneOf, VisitVerdict};
use crate::rules::RuleSet;

pub use print::{Fingerprint, fingerprint};
pub use search::{Copied, clones};

/// Id of the rule that a copied visit breaks.
const RULE: &str = "clone.visit";

/// Writes into a checked visit that it repeats an earlier one: finding, points, verdict.
pub fn mark_clone(checked: &mut Checked, clone_of: CloneOf, rules: &RuleSet) {
    if let Some(rule) = rules.rules.get(RULE) {
        let share = format!("{} %", (clone_of.similarity_permille + 5) / 10);
        let visit = match clone_of.visit {
            0 | 1 => clone_of.path.clone(),
            n => format!("{}, visit {n}", clone_of.path),
        };
        let date = clone_of
            .date
            .map_or("no date".to_owned(), |date| date.to_string());
        let fill = |words: &str| {
            words
                .replace("{similarity}", &share)
                .replace("{path}", &visit)
                .replace("{date}", &date)
        };
        checked.findings.push(crate::finding::Finding {
            rule: rule.id.clone(),
            category: rule.category,
            severity: rule.severity,
            charge: None,
            points: rule.points,
            message: fill(&rule.message),
            suggestion: fill(&rule.suggestion),
            source: rule.source.clone(),
            citations: Vec::new(),
            details: Vec::new(),
        });
        checked.score = (checked.score + rule.points).min(100);
        checked.verdict = VisitVerdict::Flagged;
    }
    checked.clone_of = Some(clone_of);
}

#[cfg(test)]
mod tests;
