//! A visit beside another one: the earlier visit it repeats, or the patient's previous visit.

use super::RowId;
use super::visit::NoteText;
use crate::text::Span;
use crate::tui::wrap::TextRow;

/// Why the two are side by side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Why {
    /// The left one is repeated by the right one.
    #[default]
    Copy,
    /// The left one came before.
    Previous,
}

/// One half of the screen.
#[derive(Clone, Debug, Default)]
pub(crate) struct Half {
    /// The visit's row.
    pub id: RowId,
    /// Its text.
    pub note: NoteText,
    /// The text wrapped to the half.
    pub rows: Vec<TextRow>,
    /// First row on the screen.
    pub top: usize,
    /// Runs that stand word for word in the other one.
    pub shared: Vec<Span>,
    /// Words between those runs.
    pub different: Vec<Span>,
}

/// Two visits side by side.
#[derive(Clone, Debug, Default)]
pub(crate) struct Compare {
    /// Why.
    pub why: Why,
    /// The earlier visit, then the open one.
    pub halves: [Half; 2],
    /// Which half the movement keys lead (the other keeps in step).
    pub lead: usize,
}
