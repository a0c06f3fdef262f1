//! What the browser must be told: which folder, whose journal, what the terminal can show.

use std::fmt;

use super::theme::{Background, Colours};
use crate::scan::ScanOptions;
use crate::store::StoreOptions;

/// Everything the browser is started with. It reads no environment and no clock by itself.
#[derive(Clone)]
pub struct Config {
    /// Folder, rules, profile, threads.
    pub scan: ScanOptions,
    /// Journal.
    pub store: StoreOptions,
    /// What the terminal can show.
    pub colours: Colours,
    /// Its background.
    pub background: Background,
    /// Only ASCII signs.
    pub ascii: bool,
    /// Start with patients' names and numbers hidden.
    pub masked: bool,
    /// Time of a decision, RFC 3339.
    pub now: fn() -> String,
}

impl fmt::Debug for Config {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Config({:?}, {:?})", self.colours, self.background)
    }
}

/// How the browser ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The reviewer left.
    Left,
    /// The terminal went away or the program was told to end.
    Ended,
}

/// Why the browser could not run.
#[derive(Debug, thiserror::Error)]
pub enum TuiError {
    /// The terminal refused something.
    #[error("the terminal cannot be used: {0}")]
    Terminal(#[from] std::io::Error),
}
