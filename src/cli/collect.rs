//! The scan's stream of events to one report.
//!
//! Visits are held until the last file is in, because only then is it known which of them repeat an
//! earlier one. The texts of the notes are never held.

use std::sync::mpsc::Receiver;

use super::progress::Progress;
use crate::engine::mark_clone;
use crate::report::{Basis, Entry, Report, Unread};
use crate::rules::RuleSet;
use crate::scan::{CloneMark, FileScan, ScanEvent};

/// What came of a scan.
pub(super) struct Collected {
    /// Everything found.
    pub(super) report: Report,
    /// False when the scan was stopped before the end.
    pub(super) complete: bool,
}

/// Takes events until the scan is done.
pub(super) fn collect(
    events: &Receiver<ScanEvent>,
    basis: Basis,
    rules: &RuleSet,
    progress: &Progress,
) -> Collected {
    let mut entries = Vec::new();
    let mut marks = Vec::new();
    let mut n_files = 0;
    let mut complete = false;
    for event in events {
        match event {
            ScanEvent::Counted { n_files, .. } => progress.expect(n_files),
            ScanEvent::File(file) => {
                n_files += 1;
                progress.file();
                take(*file, &mut entries);
            }
            ScanEvent::Clones(more) => marks.extend(more),
            ScanEvent::Done { complete: done } => {
                complete = done;
                break;
            }
        }
    }
    progress.end();
    entries.sort_by(|a, b| a.key().cmp(&b.key()));
    mark_clones(&mut entries, marks, rules);
    Collected {
        report: Report::build(basis, entries, n_files),
        complete,
    }
}

fn take(file: FileScan, entries: &mut Vec<Entry>) {
    match file.outcome {
        Ok(visits) => entries.extend(
            visits
                .into_iter()
                .map(|checked| Entry::Visit(Box::new(checked))),
        ),
        Err(error) => entries.push(Entry::Unread(Unread {
            path: file.path,
            kind: error.kind.to_owned(),
            skipped: error.is_skip(),
            message: error.message,
        })),
    }
}

/// Marks visits of the sorted `entries` as repeats.
fn mark_clones(entries: &mut [Entry], marks: Vec<CloneMark>, rules: &RuleSet) {
    for mark in marks {
        let key = (mark.path.as_str(), mark.visit);
        let Ok(idx) = entries.binary_search_by(|entry| entry.key().cmp(&key)) else {
            continue;
        };
        if let Some(Entry::Visit(checked)) = entries.get_mut(idx) {
            mark_clone(checked, mark.clone_of, rules);
        }
    }
}
