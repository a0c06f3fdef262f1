//! A folder to a stream of events: walk, read, extract, parse, check, then the clone pass.
//!
//! walk (one thread) -> bounded queue -> workers -> bounded channel -> one consumer. Events come in
//! any order; [`FileScan::order`] is the file's place in the sorted walk. A file that cannot be read
//! is an event like any other.

use std::path::PathBuf;
use std::sync::Arc;

use crate::finding::{Checked, CloneOf};
use crate::rules::{Profile, RuleSet};

/// What to scan and how.
#[derive(Clone)]
pub struct ScanOptions {
    /// Folder (or single file) to scan.
    pub root: PathBuf,
    /// Worker threads; 0 means one for each core.
    pub jobs: usize,
    /// Compiled rules.
    pub rules: Arc<RuleSet>,
    /// Payer profile.
    pub profile: Profile,
    /// Files larger than this are reported, not read.
    pub max_file_bytes: u64,
}

/// One file of the folder after it was looked at.
#[derive(Clone, Debug)]
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

/// Why a file gave no visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileError {
    /// Stable short name (`binary`, `too-large`, `permission`, `loop`, `panic` …).
    pub kind: &'static str,
    /// One sentence: what is wrong and what to do.
    pub message: String,
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
#[derive(Clone, Debug, PartialEq)]
pub struct CloneMark {
    /// Path of the later visit's file.
    pub path: String,
    /// Its number within the file.
    pub visit: u32,
    /// What it repeats.
    pub clone_of: CloneOf,
}
