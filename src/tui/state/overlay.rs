//! What lies over a screen: menus, pages, the filter line, the editor. A stack, top one last.

use ratatui_textarea::TextArea;

use super::audit::RowId;
use crate::decision::Target;
use crate::tui::action::Act;

/// One layer.
#[derive(Clone, Debug)]
pub(crate) enum Overlay {
    /// A list to choose from.
    Menu(Menu),
    /// Text to read.
    Page(Page),
    /// A comment or a reason being typed.
    Editor(Box<Editor>),
}

/// A list to choose from, narrowed by typing.
#[derive(Clone, Debug)]
pub(crate) struct Menu {
    /// Heading.
    pub title: String,
    /// What is typed so far.
    pub typed: String,
    /// All lines.
    pub lines: Vec<MenuLine>,
    /// Numbers of the lines shown, best first.
    pub shown: Vec<usize>,
    /// Place of the cursor in `shown`.
    pub cursor: usize,
    /// First line on the screen.
    pub top: usize,
}

/// One line of a menu.
#[derive(Clone, Debug)]
pub(crate) struct MenuLine {
    /// Keys or another short word, drawn at the left.
    pub key: String,
    /// What it is.
    pub text: String,
    /// Why it is off.
    pub off: Option<&'static str>,
    /// A heading between the lines; never chosen.
    pub head: bool,
    /// What choosing it does.
    pub choice: Choice,
}

/// What a menu line does.
#[derive(Clone, Debug)]
pub(crate) enum Choice {
    /// Nothing.
    None,
    /// Runs an action of the place below.
    Run(Act),
    /// Sorts by that column.
    Sort(super::worklist::Column),
    /// Saves that comment.
    Comment(String),
    /// Dismisses the finding for that reason.
    Reason(String),
    /// Opens the editor for a reason.
    OwnReason,
    /// Takes up the kept draft.
    TakeDraft,
    /// Throws the kept draft away.
    DropDraft,
    /// Carries out what was asked back.
    Confirm(Confirm),
}

/// Something that is done only when confirmed, because it touches many visits.
#[derive(Clone, Debug)]
pub(crate) enum Confirm {
    /// Accept all the tool says on these visits.
    AcceptAll(Vec<RowId>),
    /// Mark these visits as reviewed, or open.
    Done(Vec<RowId>, bool),
    /// Flag these visits, or not.
    Flag(Vec<RowId>, bool),
}

/// Text to read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Page {
    /// Heading.
    pub title: String,
    /// Paragraphs; wrapped when drawn.
    pub lines: Vec<PageLine>,
    /// First line on the screen.
    pub top: usize,
}

/// One paragraph of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PageLine {
    /// A heading.
    Head(String),
    /// Words.
    Text(String),
    /// Two columns: a short word and a text.
    Pair(String, String),
}

/// What the editor's words are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// A comment.
    Comment,
    /// The reason for dismissing a finding.
    Reason,
}

/// A comment or a reason being typed.
///
/// The text area is the one widget that lives in the state: it owns the words, the cursor and the
/// editor's own undo, and all three must outlive a frame.
#[derive(Clone, Debug)]
pub(crate) struct Editor {
    /// Heading.
    pub title: String,
    /// What the words are for.
    pub purpose: Purpose,
    /// The visit they are about.
    pub id: RowId,
    /// The part of it.
    pub target: Target,
    /// The words.
    pub area: TextArea<'static>,
}

impl Editor {
    /// The words as typed, without white space around them.
    pub(crate) fn words(&self) -> String {
        self.area.lines().join("\n").trim().to_owned()
    }
}
