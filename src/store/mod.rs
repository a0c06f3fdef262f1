//! The auditor's decisions on disk: one append-only, hash-chained JSON Lines journal a reviewer.
//!
//! Owns the journal files, their lock and their repair ([`Store`]), what the decisions add up to
//! ([`Ledger`]), and how an earlier decision stands after a new scan ([`standing()`]). Knows no
//! clock (the time of a decision is passed in), no environment and no terminal. Surprising rule:
//! undo is a line like any other, so nothing a reviewer did is ever taken out of the file.
//!
//! The chain shows that no line was altered, dropped or put in between. It has no key: somebody
//! who rewrites every line after a change is not found out, nor is the removal of the last lines.

mod anchor;
mod append;
mod attach;
mod draft;
mod entry;
mod error;
mod file;
mod find;
mod journal;
mod ledger;
mod open;
mod place;
mod standing;
mod step;
mod tally;
mod verify;
mod words;

pub use anchor::{
    anchor, anchor_at, charge_of, charge_target, finding_of, finding_target, key, locate,
};
pub use draft::{Draft, keep_draft, load_draft};
pub use entry::Entry;
pub use error::StoreError;
pub use journal::{Fault, FaultKind};
pub use ledger::Ledger;
pub use open::{Opened, Store, StoreOptions};
pub use place::{Journal, journals};
pub use standing::standing;
pub use tally::{Disposed, Disposition, Remark, Ruling, VisitDecisions};
pub use verify::{Report, read, verify};
pub use words::{harmless, words};

#[cfg(test)]
mod tests;
