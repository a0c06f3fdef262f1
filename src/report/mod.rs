//! What a scan found, written for people and for machines: one writer for each format.
//!
//! A writer gets one sorted [`Report`] and bytes to write to; it knows no terminal, no files and no
//! clock. A new format is one file here and one row in [`FORMATS`].

mod json;
mod jsonl;
mod model;
mod pack;
mod row;
mod shelf;
pub(crate) mod style;
mod summary;
mod text;
pub(crate) mod width;

use std::io::{self, Write};

pub use model::{Basis, Entry, Report, Unread};
pub use shelf::Shelf;
pub use summary::{RuleCount, Summary};

/// One output format.
pub struct Format {
    /// Name as given to `--format`.
    pub name: &'static str,
    /// One line for the help.
    pub help: &'static str,
    /// Its writer.
    pub write: Writer,
}

/// Writes a report.
pub type Writer = fn(&Report, &Page, &mut Sources<'_>, &mut dyn Write) -> io::Result<()>;

/// Gives the text of a note file by its path in the report, for quoting lines. `None` when the
/// file is gone or has changed since.
pub type Sources<'a> = dyn FnMut(&str) -> Option<String> + 'a;

/// What a report is printed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// Columns.
    pub width: usize,
    /// True for a terminal that shows colour.
    pub colour: bool,
    /// True when clean visits and notes on reading are wanted too.
    pub verbose: bool,
    /// True when only findings are wanted, without the summary.
    pub quiet: bool,
}

/// Every format.
pub const FORMATS: &[Format] = &[
    Format {
        name: "text",
        help: "diagnostics for a reader, with the note's own lines",
        write: text::write,
    },
    Format {
        name: "json",
        help: "one JSON document",
        write: json::write,
    },
    Format {
        name: "jsonl",
        help: "one JSON object a line, one line a visit",
        write: jsonl::write,
    },
];

/// The format of that name.
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}
