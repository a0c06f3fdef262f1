//! Visits to findings: pure checks, no IO, no clock, no printing, cannot fail.

pub mod units;
pub mod decide;
pub mod feature;
pub mod own;
pub mod scorer;
pub mod selftest;

use crate::finding::Checked;
use crate::parse::Reading;
use crate::rules::{Profile, RuleSet};
use crate::text::passage_hash;
use crate::visit::NoteFile;

/// Checks one visit against the rules under a payer profile.
pub fn check_visit(
    file: &NoteFile,
    reading: &Reading,
    rules: &RuleSet,
    profile: &Profile,
) -> Checked {
    let _ = (rules, profile);
    Checked {
        text_hash: passage_hash(reading.visit.span.of(&file.text)),
        visit: reading.visit.clone(),
        format: file.format.to_owned(),
        sha256: file.sha256.clone(),
        problems: file.problems.clone(),
        ..Checked::default()
    }
}
