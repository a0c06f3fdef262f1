//! The one table of everything the browser can do.
//!
//! Keys, mouse, palette, footer, help screen and the README's key table are made from it. A row
//! says where the action works, its keys, what it does in words, and when it is off and why. What
//! an action does is `update`'s business.

/// Where a person is. Overlays are places too, so their keys stand in the same table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The list of visits.
    Worklist,
    /// One visit.
    Visit,
    /// A visit beside another one.
    Compare,
    /// Figures over the whole audit.
    Overview,
    /// The filter line.
    Filter,
    /// A list to choose from: help, palette, canned comments, sort column.
    Menu,
    /// The comment editor.
    Editor,
    /// A page of text: rule page, journal.
    Page,
}

impl Place {
    /// Name for headings.
    pub fn title(self) -> &'static str {
        match self {
            Self::Worklist => "Worklist",
            Self::Visit => "Visit",
            Self::Compare => "Compare",
            Self::Overview => "Overview",
            Self::Filter => "Filter line",
            Self::Menu => "Menus",
            Self::Editor => "Comment editor",
            Self::Page => "Pages",
        }
    }
}

/// Something the browser can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the table says in words what each one does")]
pub enum Act {
    Down,
    Up,
    PageDown,
    PageUp,
    Top,
    Bottom,
    Open,
    Back,
    Focus,
    Zoom,
    Jump,
    NextFinding,
    PrevFinding,
    NextOpen,
    PrevOpen,
    NextVisit,
    PrevVisit,
    AcceptAll,
    Supported,
    Partial,
    Unsupported,
    TakeBack,
    AcceptFinding,
    DismissFinding,
    Comment,
    CommentVisit,
    Canned,
    Flag,
    Done,
    Filter,
    ClearFilter,
    Sort,
    Reverse,
    Pick,
    PickAll,
    RulePage,
    Compare,
    ComparePrevious,
    Copy,
    OpenOriginal,
    Overview,
    Undo,
    Redo,
    Log,
    Mask,
    Theme,
    Redraw,
    Help,
    Palette,
    Quit,
    Apply,
    Cancel,
    Complete,
    MenuDown,
    MenuUp,
    Save,
}

/// What the conditions of the table may look at: plain facts, taken once before they are asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The list shows at least one row.
    pub any_row: bool,
    /// The row under the cursor (or the open one) is a visit, not an unreadable file.
    pub on_visit: bool,
    /// A charge (or one of its elements) is under the cursor.
    pub on_charge: bool,
    /// A finding is under the cursor.
    pub on_finding: bool,
    /// The thing under the cursor has words in the note to go to.
    pub has_words: bool,
    /// The charge or finding under the cursor has a decision of this reviewer.
    pub decided: bool,
    /// The visit repeats an earlier one.
    pub is_clone: bool,
    /// The patient has an earlier visit.
    pub has_previous: bool,
    /// A filter is on.
    pub filtered: bool,
    /// Something can be undone.
    pub can_undo: bool,
    /// Something can be redone.
    pub can_redo: bool,
    /// The journal cannot be written to.
    pub read_only: bool,
}

/// A reason why an action is off just now; `None` when it is on.
pub type Off = Option<&'static str>;

/// One row of the table.
pub struct Action {
    /// What it is.
    pub act: Act,
    /// Where it works.
    pub places: &'static [Place],
    /// Keys by name, the first one is shown in the footer.
    pub keys: &'static [&'static str],
    /// Two or three words, for footer and palette.
    pub name: &'static str,
    /// What it does, for help and README.
    pub help: &'static str,
    /// Why it is off, if it is.
    pub off: fn(&Facts) -> Off,
    /// Rank among the footer's hints, 0 for never, else lower is further left.
    pub hint: u8,
}

mod table;

pub use table::ACTIONS;

/// The action that `key` means in `place`.
pub fn find(place: Place, key: &str) -> Option<&'static Action> {
    ACTIONS
        .iter()
        .find(|row| row.places.contains(&place) && row.keys.contains(&key))
}

/// The row of `act` that works in `place`.
pub fn row(place: Place, act: Act) -> Option<&'static Action> {
    ACTIONS
        .iter()
        .find(|row| row.act == act && row.places.contains(&place))
}

/// The hints of the footer in `place`: what is on, in order of rank.
pub fn hints(place: Place, facts: &Facts) -> Vec<&'static Action> {
    let mut rows: Vec<_> = ACTIONS
        .iter()
        .filter(|row| row.hint > 0 && row.places.contains(&place) && (row.off)(facts).is_none())
        .collect();
    rows.sort_by_key(|row| row.hint);
    rows
}

/// The key table of the README, in Markdown.
pub fn markdown() -> String {
    use std::fmt::Write as _;
    let mut out = String::from("| Keys | Where | What |\n|---|---|---|\n");
    for row in ACTIONS {
        let keys: Vec<_> = row
            .keys
            .iter()
            .map(|key| format!("`{}`", super::key::show(key).replace('|', "\\|")))
            .collect();
        let places: Vec<_> = row
            .places
            .iter()
            .map(|place| place.title().to_lowercase())
            .collect();
        let places = if row.places == table::SCREENS {
            "everywhere".to_owned()
        } else {
            places.join(", ")
        };
        let _ = writeln!(out, "| {} | {} | {} |", keys.join(" "), places, row.help);
    }
    out
}

#[cfg(test)]
mod tests;
