//! What `update` wants done off the loop. Each effect answers with a message, or with nothing.

use std::sync::Arc;

use super::filter::Query;
use super::state::Draft;
use super::state::audit::Row;
use super::state::journal::{Mark, Step};
use super::state::worklist::Sort;
use crate::decision::Decision;

/// Something to be done off the loop.
#[derive(Debug)]
pub(crate) enum Effect {
    /// Write decisions to the journal: for each visit its steps. Answers Saved or SaveFailed.
    Save {
        /// Number the answer carries.
        ticket: u64,
        /// Visits and what is decided on them.
        jobs: Vec<(Arc<Row>, Vec<Step>)>,
    },
    /// Write undo or redo lines, which have their anchors already.
    Turn {
        /// Number the answer carries.
        ticket: u64,
        /// The lines.
        decisions: Vec<Decision>,
    },
    /// Read a note's text. Answers Note.
    ReadNote(String),
    /// Filter and sort the list. Answers Filtered; a newer job replaces a waiting one.
    Filter(Box<FilterJob>),
    /// Keep an unfinished comment on disk, or drop it.
    KeepDraft(Option<Draft>),
    /// Put words into the clipboard.
    Copy(String),
    /// Open a note file in the user's viewer.
    OpenFile(String),
    /// Leave.
    Quit,
}

/// Everything a filter job needs, so that it can run while the list changes.
#[derive(Debug)]
pub(crate) struct FilterJob {
    /// Number the answer carries.
    pub generation: u64,
    /// What must hold.
    pub query: Arc<Query>,
    /// Order of the answer.
    pub sort: Sort,
    /// Rows so far.
    pub rows: Vec<Arc<Row>>,
    /// Their decisions.
    pub marks: Vec<Mark>,
}
