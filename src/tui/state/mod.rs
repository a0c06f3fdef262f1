//! Everything the browser knows, as plain data, split by pane. Only `update` writes to it.

pub(crate) mod audit;
pub(crate) mod compare;
pub(crate) mod filter;
pub(crate) mod journal;
pub(crate) mod overlay;
pub(crate) mod overview;
pub(crate) mod standing;
pub(crate) mod visit;
pub(crate) mod worklist;

use std::collections::VecDeque;
use std::sync::Arc;

use ratatui::layout::Size;

use crate::rules::RuleSet;
use crate::tui::action::{Facts, Place};
use crate::tui::theme::{Background, Colours, Paint, UNICODE, pick};

pub(crate) use audit::RowId;
pub(crate) use journal::Mark;

pub(crate) use crate::store::Draft;

/// The screen that is shown below the overlays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Screen {
    /// The list.
    #[default]
    Worklist,
    /// One visit.
    Visit,
    /// Two visits.
    Compare,
    /// Figures.
    Overview,
}

/// How grave a notice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    /// Something was done.
    Said,
    /// Something did not work.
    Failed,
}

/// One sentence for the reader, shown until the next key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Notice {
    /// The sentence.
    pub text: String,
    /// How grave.
    pub tone: Tone,
}

/// The whole state.
#[derive(Debug)]
pub(crate) struct State {
    /// Size of the terminal.
    pub size: Size,
    /// Shown screen.
    pub screen: Screen,
    /// Screens below it, for going back.
    pub behind: Vec<Screen>,
    /// Name of the audited folder.
    pub folder: String,
    /// Rules, for code names and rule pages.
    pub rules: Arc<RuleSet>,
    /// Rows.
    pub audit: audit::Audit,
    /// Decisions.
    pub journal: journal::Journal,
    /// List.
    pub worklist: worklist::Worklist,
    /// Filter of the list.
    pub filter: filter::Filter,
    /// Open visit.
    pub visit: visit::Visit,
    /// Two visits.
    pub compare: compare::Compare,
    /// Figures.
    pub overview: overview::Overview,
    /// Layers over the screen.
    pub overlays: Vec<overlay::Overlay>,
    /// Sentence for the reader.
    pub notice: Option<Notice>,
    /// A comment kept from an earlier run, or closed without saving.
    pub draft: Option<Draft>,
    /// The draft is of an earlier run and was not offered yet: its visit is still to be read.
    pub draft_waits: bool,
    /// Texts read lately, newest last; few, so that memory stays flat.
    pub notes: VecDeque<Arc<visit::Note>>,
    /// What the terminal can show.
    pub colours: Colours,
    /// Its background.
    pub background: Background,
    /// Styles and signs.
    pub paint: Paint,
    /// Patients' names and numbers are hidden.
    pub masked: bool,
    /// The whole screen must be painted anew.
    pub repaint: bool,
}

impl State {
    /// An empty audit of `folder`.
    pub(crate) fn new(
        folder: String,
        rules: Arc<RuleSet>,
        colours: Colours,
        background: Background,
        size: Size,
    ) -> Self {
        Self {
            size,
            screen: Screen::default(),
            behind: Vec::new(),
            folder,
            rules,
            audit: audit::Audit::default(),
            journal: journal::Journal::default(),
            worklist: worklist::Worklist::default(),
            filter: filter::Filter {
                settled: true,
                ..filter::Filter::default()
            },
            visit: visit::Visit::default(),
            compare: compare::Compare::default(),
            overview: overview::Overview::default(),
            overlays: Vec::new(),
            notice: None,
            draft: None,
            draft_waits: false,
            notes: VecDeque::new(),
            colours,
            background,
            paint: Paint {
                theme: pick(colours, background),
                signs: &UNICODE,
            },
            masked: false,
            repaint: false,
        }
    }

    /// Where the person is: the top layer, else the screen.
    pub(crate) fn place(&self) -> Place {
        match self.overlays.last() {
            Some(overlay::Overlay::Menu(_)) => return Place::Menu,
            Some(overlay::Overlay::Page(_)) => return Place::Page,
            Some(overlay::Overlay::Editor(_)) => return Place::Editor,
            None => {}
        }
        match self.screen {
            Screen::Worklist if self.filter.open => Place::Filter,
            Screen::Worklist => Place::Worklist,
            Screen::Visit => Place::Visit,
            Screen::Compare => Place::Compare,
            Screen::Overview => Place::Overview,
        }
    }

    /// The place of the screen itself, whatever lies over it.
    pub(crate) fn place_below(&self) -> Place {
        match self.screen {
            Screen::Worklist => Place::Worklist,
            Screen::Visit => Place::Visit,
            Screen::Compare => Place::Compare,
            Screen::Overview => Place::Overview,
        }
    }

    /// The row that actions are about: the open visit, else the one under the list's cursor.
    pub(crate) fn current(&self) -> Option<RowId> {
        match self.screen {
            Screen::Visit | Screen::Compare => Some(self.visit.id),
            Screen::Worklist | Screen::Overview => self.worklist.current(),
        }
    }

    /// What the conditions of the action table look at.
    pub(crate) fn facts(&self) -> Facts {
        let id = self.current();
        let checked = id.and_then(|id| self.audit.checked(id));
        let on_screen = self.screen == Screen::Visit;
        let target = self.visit_target();
        let decided = id
            .zip(target.as_ref())
            .is_some_and(|(id, target)| self.has_decision(id, target));
        Facts {
            any_row: !self.worklist.shown.is_empty(),
            on_visit: checked.is_some(),
            on_charge: on_screen && self.visit.charge().is_some(),
            on_finding: on_screen && self.visit.finding().is_some(),
            has_words: on_screen && !self.words_of_item().is_empty(),
            decided: on_screen && decided,
            is_clone: checked.is_some_and(|checked| checked.clone_of.is_some()),
            has_previous: checked.is_some_and(|checked| checked.visit.patient.is_some()),
            filtered: !self.filter.line.is_empty() || !self.worklist.picked.is_empty(),
            can_undo: !self.journal.saving.is_empty() || self.journal.ledger.next_undo().is_some(),
            can_redo: self.journal.ledger.next_redo().is_some(),
            read_only: self.journal.read_only.is_some(),
        }
    }
}

mod queries;
