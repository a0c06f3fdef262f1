//! One line of the journal: a decision with its number, its time and its place in the chain.
//!
//! A line is a JSON object whose last member is `hash`: the SHA-256 of the object's bytes without
//! that member. The check is made on the bytes as they stand, not on a value written anew, so a
//! later version can add members without breaking the check of an earlier one.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::journal::FaultKind;
use crate::decision::Decision;
use crate::text::sha256_hex;

/// Version of the line's shape; a line with a higher one is not understood, so not counted.
const VERSION: u32 = 1;

/// `prev` of the first line.
pub(super) const NO_LINE: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// When, by whom and under which rules a decision is made.
pub(super) struct Made<'a> {
    pub(super) time: &'a str,
    pub(super) reviewer: &'a str,
    pub(super) rules: &'a str,
}

/// A decision as it stands in the journal.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Version of the line's shape.
    pub v: u32,
    /// Number of the line, from 1 without a gap.
    pub seq: u64,
    /// When it was made, RFC 3339, as the caller said.
    pub time: String,
    /// Who made it, as given (the file's name is a harmless form of it).
    pub reviewer: String,
    /// Hash of the rules in force.
    pub rules: String,
    /// What was decided.
    pub decision: Decision,
    /// Hash of the line before; zeros for the first.
    pub prev: String,
    /// Hash of this line.
    #[serde(default, skip_serializing)]
    pub hash: String,
}

impl fmt::Debug for Entry {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Entry({})", self.seq)
    }
}

impl Entry {
    /// Line number `seq` after the line with hash `prev`; its own hash is set by [`Self::seal`].
    pub(super) fn new(seq: u64, made: &Made<'_>, decision: Decision, prev: String) -> Self {
        Self {
            v: VERSION,
            seq,
            time: made.time.to_owned(),
            reviewer: made.reviewer.to_owned(),
            rules: made.rules.to_owned(),
            decision,
            prev,
            hash: String::new(),
        }
    }

    /// Sets the hash and gives the line with its line end.
    pub(super) fn seal(&mut self) -> Result<String, serde_json::Error> {
        let mut line = serde_json::to_string(self)?;
        self.hash = sha256_hex(line.as_bytes());
        line.truncate(line.len() - 1);
        line.push_str(",\"hash\":\"");
        line.push_str(&self.hash);
        line.push_str("\"}\n");
        Ok(line)
    }

    /// Reads one line (without its line end) and checks its own hash, not its place in the chain.
    pub(super) fn read(line: &[u8]) -> Result<Self, FaultKind> {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let text = std::str::from_utf8(line).map_err(|_| FaultKind::NotJson)?;
        let is_json = || serde_json::from_str::<serde_json::Value>(text).is_ok();
        if !is_sealed(text) {
            return Err(if is_json() {
                FaultKind::Hash
            } else {
                FaultKind::NotJson
            });
        }
        let entry: Self = serde_json::from_str(text).map_err(|_| {
            if is_json() {
                FaultKind::Unknown
            } else {
                FaultKind::NotJson
            }
        })?;
        if entry.v > VERSION {
            Err(FaultKind::Unknown)
        } else {
            Ok(entry)
        }
    }
}

/// True when the line ends in the hash of the rest of it.
fn is_sealed(line: &str) -> bool {
    // Inside a JSON string these quotes would be escaped, so they cannot be words of a comment.
    let Some((body, end)) = line.rsplit_once(",\"hash\":\"") else {
        return false;
    };
    end.strip_suffix("\"}")
        .is_some_and(|hash| hash == sha256_hex(format!("{body}}}").as_bytes()))
}
