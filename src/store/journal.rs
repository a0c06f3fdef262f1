//! The bytes of a journal to entries, with every line that does not hold named by its number.
//!
//! Pure: knows no files. A last line without its line end is torn (a crash in mid-write), not a
//! fault; every other line that does not verify is one, and is never passed over in silence.

use std::fmt;

use super::entry::{Entry, NO_LINE};

/// A line that does not verify.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Number of the line in the file, from 1.
    pub line: u64,
    /// What is wrong with it.
    pub kind: FaultKind,
}

/// What is wrong with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FaultKind {
    /// Not a JSON object at all.
    NotJson,
    /// The line's words do not give the line's hash: it was altered.
    Hash,
    /// The line is whole, but does not follow the line before it.
    Chain,
    /// The line's number does not follow the number before it: lines are missing or doubled.
    Sequence,
    /// The line is whole, but says something this version does not know.
    Unknown,
    /// The last line stops in the middle.
    Torn,
}

impl fmt::Display for FaultKind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::NotJson => "is not JSON",
            Self::Hash => "was altered: its hash does not fit its words",
            Self::Chain => "does not follow the line before it: a line was changed or replaced",
            Self::Sequence => "is out of sequence: lines are missing or doubled",
            Self::Unknown => {
                "says something this version does not know; a newer chartpull wrote it"
            }
            Self::Torn => {
                "stops in the middle: it was being written when the program or the machine stopped"
            }
        })
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "line {} {}", self.line, self.kind)
    }
}

/// What stands behind the last line end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tail {
    /// Nothing.
    None,
    /// A whole line that lacks only its line end; it is among the entries.
    Unended,
    /// The beginning of a line.
    Torn,
}

/// A journal as read.
pub(super) struct Reading {
    /// Lines whose own hash holds, in the order of the file.
    pub(super) entries: Vec<Entry>,
    /// Lines that do not verify, in the order of the file; a torn tail is not among them.
    pub(super) faults: Vec<Fault>,
    /// Number of lines, a torn one not counted.
    pub(super) n_lines: u64,
    /// Bytes up to and with the last line end.
    pub(super) n_ended: usize,
    /// What comes after.
    pub(super) tail: Tail,
}

/// Reads and checks the lines of a journal.
pub(super) fn read(bytes: &[u8]) -> Reading {
    let n_ended = bytes
        .iter()
        .rposition(|b| *b == b'\n')
        .map_or(0, |at| at + 1);
    let (ended, rest) = bytes.split_at(n_ended);
    let mut reading = Reading {
        entries: Vec::new(),
        faults: Vec::new(),
        n_lines: 0,
        n_ended,
        tail: Tail::None,
    };
    let mut chain = Chain {
        seq: 0,
        hash: Some(NO_LINE.to_owned()),
    };
    for line in ended.split_inclusive(|b| *b == b'\n') {
        reading.n_lines += 1;
        match chain.check(&line[..line.len() - 1]) {
            (entry, Some(kind)) => {
                reading.faults.push(Fault {
                    line: reading.n_lines,
                    kind,
                });
                reading.entries.extend(entry);
            }
            (entry, None) => reading.entries.extend(entry),
        }
    }
    if !rest.is_empty() {
        reading.tail = Tail::Torn;
        if let (Some(entry), None) = chain.check(rest) {
            reading.tail = Tail::Unended;
            reading.n_lines += 1;
            reading.entries.push(entry);
        }
    }
    reading
}

/// Where the chain has got to.
struct Chain {
    /// Number of the line before.
    seq: u64,
    /// Its hash; `None` when that line could not be read, so that its fault is told once.
    hash: Option<String>,
}

impl Chain {
    /// The entry of `line` when its own hash holds, and what is wrong with it.
    fn check(&mut self, line: &[u8]) -> (Option<Entry>, Option<FaultKind>) {
        let before = (self.seq, self.hash.take());
        match Entry::read(line) {
            Err(kind) => {
                self.seq += 1;
                (None, Some(kind))
            }
            Ok(entry) => {
                self.seq = entry.seq;
                self.hash = Some(entry.hash.clone());
                let fault = if before.0.checked_add(1) != Some(entry.seq) {
                    Some(FaultKind::Sequence)
                } else if before.1.is_some_and(|hash| hash != entry.prev) {
                    Some(FaultKind::Chain)
                } else {
                    None
                };
                (Some(entry), fault)
            }
        }
    }
}
