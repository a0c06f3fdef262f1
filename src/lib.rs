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

use extract::ExtractError;
use finding::Checked;
use rules::{Profile, RuleSet};
use visit::NoteFile;

/// Checks the text of one note by itself, under the standard profile: one row for each visit in it.
///
/// Repeats of earlier visits are found by a scan of a folder only.
///
/// # Errors
/// When the text is no note, for example when it is empty.
///
/// ```
/// use chartpull::rules::RuleSet;
///
/// let note = "Patient: Rowe, Ann\nDate of service: 03/04/2025\n97530 x 2, therapeutic activities.\n";
/// let visits = chartpull::check(note, &RuleSet::builtin())?;
/// assert_eq!(visits.len(), 1);
/// assert_eq!(visits[0].visit.patient.as_deref(), Some("Rowe, Ann"));
/// # Ok::<(), chartpull::extract::ExtractError>(())
/// ```
pub fn check(text: &str, rules: &RuleSet) -> Result<Vec<Checked>, ExtractError> {
    let extracted = extract::extract("note.txt", text.as_bytes())?;
    let note = NoteFile {
        path: "note.txt".to_owned(),
        format: extracted.format,
        sha256: text::sha256_hex(text.as_bytes()),
        n_bytes: text.len() as u64,
        encoding: extracted.encoding,
        text: extracted.text,
        problems: extracted.problems,
    };
    let profile = Profile::default();
    let readings = parse::parse(&note, rules);
    let check = |reading| engine::check_visit(&note, reading, rules, &profile);
    Ok(readings.iter().map(check).collect())
}
