//! Visits to findings: pure checks, no IO, no clock, no printing, cannot fail.

pub mod decide;
pub mod elements;
pub mod feature;
pub mod own;
pub mod raise;
pub mod residue;
pub mod scorer;
pub mod selftest;
pub mod time;
pub mod units;

use crate::finding::Checked;
use crate::parse::Reading;
use crate::rules::{Profile, RuleSet};
use crate::text::{LineIndex, passage_hash};
use crate::visit::NoteFile;

/// Checks one visit against the rules under a payer profile.
pub fn check_visit(
    file: &NoteFile,
    reading: &Reading,
    rules: &RuleSet,
    profile: &Profile,
) -> Checked {
    let _ = profile;
    let mut visit = reading.visit.clone();
    time::times(&mut visit, &reading.ledger, &reading.doc, rules);
    let lines = LineIndex::new(&file.text);
    let raise = raise::Raise { text: &file.text, lines: &lines, rules };
    Checked {
        findings: residue::findings(&raise, reading.visit.span),
        text_hash: passage_hash(reading.visit.span.of(&file.text)),
        visit,
        format: file.format.to_owned(),
        sha256: file.sha256.clone(),
        problems: file.problems.clone(),
        ..Checked::default()
    }
}
