//! What a scan tells its one consumer: a row for each file, then clones, then the end.
//!
//! Plain data. A file that could not be read is a row like any other, so that nothing of the folder
//! is ever missing from an output.

use std::fmt;

use crate::finding::{Checked, CloneOf};

/// One file of the folder after it was looked at.
#[derive(Clone)]
pub struct FileScan {
    /// Place of the file in the sorted walk, from 0.
    pub order: usize,
    /// Path relative to the root, forward slashes, made harmless.
    pub path: String,
    /// Size in bytes.
    pub n_bytes: u64,
    /// Its visits, or why it could not be read.
    pub outcome: Result<Vec<Checked>, FileError>,
}

/// Without the path: file names hold patients' names.
impl fmt::Debug for FileScan {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (order, n_bytes) = (self.order, self.n_bytes);
        match &self.outcome {
            Ok(visits) => write!(
                out,
                "FileScan({order}, {n_bytes} bytes, {} visits)",
                visits.len()
            ),
            Err(error) => write!(out, "FileScan({order}, {n_bytes} bytes, {})", error.kind),
        }
    }
}

/// Why a file gave no visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileError {
    /// Stable short name (`binary`, `too-large`, `permission`, `loop`, `panic` …).
    pub kind: &'static str,
    /// One sentence: what is wrong and what to do.
    pub message: String,
}

impl FileError {
    /// A row's error of that kind.
    pub fn new(kind: &'static str, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
        }
    }

    /// True when the file was left out on purpose and no note is lost by it (files of the operating
    /// system, claim tables): a row of the output, but no reason for the exit status "not read".
    pub fn is_skip(&self) -> bool {
        matches!(self.kind, "system-file" | "not-a-note")
    }
}

/// What the scan found out, in the order it happened.
#[derive(Clone, Debug)]
pub enum ScanEvent {
    /// The walk is finished: so many files will come (each exactly once).
    Counted {
        /// Number of files.
        n_files: usize,
        /// Their size in bytes.
        n_bytes: u64,
    },
    /// A file was looked at.
    File(Box<FileScan>),
    /// Visits that repeat an earlier one; the receiver calls `engine::mark_clone` on each.
    Clones(Vec<CloneMark>),
    /// Nothing more will come.
    Done {
        /// False when the scan was cancelled.
        complete: bool,
    },
}

/// A visit that repeats an earlier one.
#[derive(Clone, PartialEq)]
pub struct CloneMark {
    /// Path of the later visit's file.
    pub path: String,
    /// Its number within the file.
    pub visit: u32,
    /// What it repeats.
    pub clone_of: CloneOf,
}

/// Without the paths: file names hold patients' names.
impl fmt::Debug for CloneMark {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "CloneMark({}, {}‰)",
            self.visit, self.clone_of.similarity_permille
        )
    }
}
