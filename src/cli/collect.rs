//! The scan's stream of events to one report.
//!
//! Visits are held until the last file is in, because only then is it known which of them repeat an
//! earlier one. The texts of the notes are never held.

use std::sync::mpsc::Receiver;

use super::progress::Progress;
use crate::engine::mark_clone;
use crate::report::{Basis, Entry, Report, Shelf, Unread};
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
    let mut shelf = Shelf::default();
    let mut marks = Vec::new();
    let mut n_files = 0;
    let mut complete = false;
    for event in events {
        match event {
            ScanEvent::Counted { n_files, .. } => progress.expect(n_files),
            ScanEvent::File(file) => {
                n_files += 1;
                progress.file();
                take(*file, &mut shelf);
            }
            ScanEvent::Clones(more) => marks.extend(more),
            ScanEvent::Done { complete: done } => {
                complete = done;
                break;
            }
        }
    }
    progress.end();
    for CloneMark {
        path,
        visit,
        clone_of,
    } in marks
    {
        shelf.change(&path, visit, |checked| mark_clone(checked, clone_of, rules));
    }
    Collected {
        report: Report::new(basis, shelf, n_files),
        complete,
    }
}

fn take(file: FileScan, shelf: &mut Shelf) {
    match file.outcome {
        Ok(visits) => {
            let rows = visits
                .into_iter()
                .map(|checked| Entry::Visit(Box::new(checked)));
            rows.for_each(|row| shelf.put(row));
        }
        Err(error) => shelf.put(Entry::Unread(Unread {
            path: file.path,
            kind: error.kind.to_owned(),
            skipped: error.is_skip(),
            message: error.message,
        })),
    }
}
