//! The auditor's decisions on disk: one append-only, hash-chained JSON Lines journal a reviewer.
//!
//! Owns the journal files, their lock and their repair ([`Store`]). Knows no
//! clock (the time of a decision is passed in), no environment and no terminal. Surprising rule:
//! undo is a line like any other, so nothing a reviewer did is ever taken out of the file.
//!
//! The chain shows that no line was altered, dropped or put in between. It has no key: somebody
//! who rewrites every line after a change is not found out, nor is the removal of the last lines.

mod entry;
mod error;
mod file;
mod journal;
mod open;
mod place;
mod verify;
mod words;

pub use entry::Entry;
pub use error::StoreError;
pub use journal::{Fault, FaultKind};
pub use open::{Opened, Store, StoreOptions};
pub use place::{Journal, journals};
pub use verify::{Report, read, verify};
pub use words::words;

#[cfg(test)]
mod tests;
