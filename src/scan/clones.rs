//! The seam to the clone pass: fingerprints are kept while files stream by, compared at the end.

use super::event::CloneMark;
use crate::engine::clone::{self, Fingerprint};
use crate::parse::Reading;
use crate::visit::NoteFile;

/// What is kept of one visit; `None` when there is nothing to compare.
pub(super) fn fingerprint(note: &NoteFile, reading: &Reading) -> Option<Fingerprint> {
    clone::fingerprint(&note.text, reading)
}

/// Visits that repeat an earlier one, in the order of path and visit. Gives up when `cancelled`.
pub(super) fn clone_marks(
    mut prints: Vec<Fingerprint>,
    cancelled: impl Fn() -> bool,
) -> Vec<CloneMark> {
    let copied = clone::clones(&mut prints, cancelled);
    let mark = |copied: clone::Copied| CloneMark {
        path: copied.path,
        visit: copied.visit,
        clone_of: copied.clone_of,
    };
    copied.into_iter().map(mark).collect()
}
