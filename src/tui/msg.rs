//! The one closed list of what can happen.

use std::sync::Arc;

use ratatui::crossterm::event::{KeyEvent, MouseEvent};
use ratatui::layout::Size;

use super::state::visit::Note;
use super::state::{Draft, RowId};
use super::theme::Background;
use crate::scan::ScanEvent;
use crate::store::Entry;

/// Something that happened.
#[derive(Debug)]
pub(crate) enum Msg {
    /// A key.
    Key(KeyEvent),
    /// A click or a turn of the wheel.
    Mouse(MouseEvent),
    /// Text pasted.
    Paste(String),
    /// The terminal has another size.
    Resize(Size),
    /// The terminal told its background.
    Background(Background),
    /// The scan found something.
    Scan(ScanEvent),
    /// A filter job is done.
    Filtered(Filtered),
    /// A note's text, or why it cannot be read.
    Note(String, Result<Arc<Note>, String>),
    /// The journal is open.
    Journal(Box<Opening>),
    /// A step is on disk.
    Saved(u64, Vec<Entry>),
    /// A step is not on disk; why.
    SaveFailed(u64, String),
    /// Something off the loop has a word for the reader.
    Said(String),
    /// Something off the loop did not work.
    Failed(String),
    /// The terminal is gone, or the program was told to end.
    End,
    /// Nothing but a reason to draw.
    Tick,
}

/// Answer of a filter job.
#[derive(Debug)]
pub(crate) struct Filtered {
    /// Number of the job.
    pub generation: u64,
    /// Rows that existed when the job was made.
    pub n_rows: RowId,
    /// Rows that pass, in order.
    pub ids: Vec<RowId>,
}

/// What was found in the journal when it was opened.
#[derive(Debug, Default)]
pub(crate) struct Opening {
    /// Lines that verify.
    pub entries: Vec<Entry>,
    /// Why nothing can be written.
    pub read_only: Option<String>,
    /// What the reader should know.
    pub notes: Vec<String>,
    /// A comment that was not finished.
    pub draft: Option<Draft>,
}
