//! A folder to a stream of events: walk, read, extract, parse, check, then the clone pass.
//!
//! walk (one thread) -> bounded queue -> workers -> bounded channel -> one consumer. Events come in
//! any order; [`FileScan::order`] is the file's place in the sorted walk. A file that cannot be read
//! is an event like any other. Notes are opened here and nowhere else, and only for reading.

mod clones;
mod event;
mod name;
mod queue;
mod quiet;
mod read;
mod sorted;
mod walk;
mod workers;

use std::path::PathBuf;
use std::sync::Arc;

use crate::rules::{Profile, RuleSet};

pub use event::{CloneMark, FileError, FileScan, ScanEvent};
pub use quiet::panic_is_caught;
pub use read::read_note;
pub use sorted::{Sorted, scan_sorted};
pub use workers::scan;

/// Default of [`ScanOptions::max_file_bytes`]: 32 MiB, a thousand times the longest real note.
pub const MAX_FILE_BYTES: u64 = 32 << 20;

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

impl ScanOptions {
    /// A scan of `root` with one worker for each core and the default limit.
    pub fn new(root: impl Into<PathBuf>, rules: Arc<RuleSet>, profile: Profile) -> Self {
        Self {
            root: root.into(),
            jobs: 0,
            rules,
            profile,
            max_file_bytes: MAX_FILE_BYTES,
        }
    }
}
