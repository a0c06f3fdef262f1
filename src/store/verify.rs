//! The proof that a journal is unbroken.

use std::fs;
use std::path::{Path, PathBuf};

use super::entry::{Entry, NO_LINE};
use super::error::StoreError;
use super::journal::{self, Fault, FaultKind, Tail};

/// What the check of a journal found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The journal.
    pub path: PathBuf,
    /// Number of lines, a torn one not counted.
    pub n_lines: u64,
    /// Lines that do not verify, in the order of the file; empty when the journal is unbroken.
    pub faults: Vec<Fault>,
    /// Hash of the last line; written down elsewhere, it proves later that no line was taken off
    /// the end. Zeros when there is no line.
    pub head: String,
}

impl Report {
    /// True when every line is as it was written and in its place.
    pub fn is_sound(&self) -> bool {
        self.faults.is_empty()
    }
}

/// Checks the journal at `path` without changing it.
pub fn verify(path: &Path) -> Result<Report, StoreError> {
    Ok(read(path)?.1)
}

/// The decisions of the journal at `path` whose lines hold, and what the check found; without
/// locking or changing it.
pub fn read(path: &Path) -> Result<(Vec<Entry>, Report), StoreError> {
    let bytes = fs::read(path).map_err(StoreError::io("read the journal", path))?;
    let mut reading = journal::read(&bytes);
    if reading.tail == Tail::Torn {
        reading.faults.push(Fault {
            line: reading.n_lines + 1,
            kind: FaultKind::Torn,
        });
    }
    let head = reading
        .entries
        .last()
        .map_or(NO_LINE, |entry| &entry.hash)
        .to_owned();
    let report = Report {
        path: path.to_owned(),
        n_lines: reading.n_lines,
        faults: reading.faults,
        head,
    };
    Ok((reading.entries, report))
}
