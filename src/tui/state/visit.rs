//! The open visit: its text as rows, and the list beside it that the cursor walks.

use std::sync::Arc;

use super::audit::RowId;
use crate::text::Span;
use crate::tui::wrap::TextRow;
use crate::visit::ElementKind;

/// The text of the open visit's note file.
#[derive(Clone, Default)]
pub(crate) enum NoteText {
    /// It is being read.
    #[default]
    Coming,
    /// Read.
    Here(Arc<Note>),
    /// It could not be read; why.
    Failed(String),
}

/// A note file's text with the hash of the bytes it came from.
pub(crate) struct Note {
    /// Path, as in the scan.
    pub path: String,
    /// SHA-256 of the bytes.
    pub sha256: String,
    /// The text.
    pub text: String,
}

impl std::fmt::Debug for Note {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Note({} bytes)", self.text.len())
    }
}

impl std::fmt::Debug for NoteText {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(match self {
            Self::Coming => "Coming",
            Self::Here(_) => "Here",
            Self::Failed(_) => "Failed",
        })
    }
}

/// The pane that the movement keys act on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Pane {
    /// Charges, findings, comments.
    #[default]
    Side,
    /// The note's text.
    Note,
}

/// One row of the list beside the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Item {
    /// Heading of a part.
    Head(&'static str),
    /// A charge, by index.
    Charge(usize),
    /// An element of a charge.
    Element(usize, ElementKind),
    /// Units of a charge.
    Units(usize),
    /// A finding, by index.
    Finding(usize),
    /// A comment, by its place among the visit's comments.
    Remark(usize),
    /// A finding that was decided on and is no longer there, by its place among those.
    Gone(usize),
    /// A line of the score: its points and the finding they come from.
    Points(usize),
    /// The sum of the score.
    Sum,
    /// Words for a part that is empty.
    Empty(&'static str),
    /// Space.
    Gap,
}

impl Item {
    /// True when the cursor stops on it.
    pub(crate) fn stops(&self) -> bool {
        matches!(
            self,
            Self::Charge(_)
                | Self::Element(..)
                | Self::Units(_)
                | Self::Finding(_)
                | Self::Remark(_)
        )
    }
}

/// The open visit.
#[derive(Clone, Debug, Default)]
pub(crate) struct Visit {
    /// Its row.
    pub id: RowId,
    /// Its text.
    pub note: NoteText,
    /// The text wrapped to the pane.
    pub rows: Vec<TextRow>,
    /// First row of the text on the screen.
    pub note_top: usize,
    /// The list beside the text.
    pub items: Vec<Item>,
    /// Place of the cursor in `items`.
    pub cursor: usize,
    /// First item on the screen.
    pub side_top: usize,
    /// Which pane the movement keys act on.
    pub pane: Pane,
    /// The pane has the whole screen.
    pub zoomed: bool,
    /// Words last gone to, drawn as such.
    pub shown: Option<Span>,
    /// Which of the item's words were gone to last.
    pub nth: usize,
}

impl Visit {
    /// The item under the cursor.
    pub(crate) fn item(&self) -> Option<&Item> {
        self.items.get(self.cursor)
    }

    /// The charge under the cursor, or that its element belongs to.
    pub(crate) fn charge(&self) -> Option<usize> {
        match self.item()? {
            Item::Charge(idx) | Item::Element(idx, _) | Item::Units(idx) => Some(*idx),
            _ => None,
        }
    }

    /// The finding under the cursor.
    pub(crate) fn finding(&self) -> Option<usize> {
        match self.item()? {
            Item::Finding(idx) => Some(*idx),
            _ => None,
        }
    }

    /// The text, when it is here.
    pub(crate) fn text(&self) -> Option<&Note> {
        match &self.note {
            NoteText::Here(note) => Some(note),
            _ => None,
        }
    }
}
