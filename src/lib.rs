//! chartpull audits visit notes of chiropractic and rehabilitation clinics, offline, in a terminal.
//!
//! # The map, in reading order
//!
//! - [`text`]: spans, lines, dates, hashes. [`visit`], [`finding`], [`decision`]: plain data.
//! - [`rules`]: `rules.yaml` to a compiled `RuleSet`. All clinical knowledge is there, as data.
//! - [`extract`]: bytes to text. [`parse`]: text to visits. [`engine`]: visits to findings.
//! - [`scan`]: a folder to a stream of events. [`store`]: the auditor's decisions on disk.
//! - [`report`]: one writer for each output format. [`tui`]: the browser. [`cli`]: the commands.
//!
//! # Invariants
//!
//! - A finding points at the exact words: a span is made where the match is made.
//! - A file that cannot be read never stops a scan and never vanishes: it is an event and a line.
//! - A decision is on disk before the screen shows it. The notes themselves are never written to.
//! - Upper rooms know lower rooms, never the reverse; `tests/tidy.rs` holds the table.

pub mod text;

pub mod decision;
pub mod finding;
pub mod visit;

pub mod rules;

pub mod extract;

pub mod parse;

pub mod engine;

pub mod scan;

pub mod store;

pub mod report;

pub mod tui;

pub mod cli;
