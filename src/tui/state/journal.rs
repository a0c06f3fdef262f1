//! The auditor's decisions as far as the screen knows them: what is on disk, what is on its way.
//!
//! Invariant: [`Journal::ledger`] holds only lines that are on disk. What is still being written
//! is in `saving` and is drawn as such.

use std::collections::VecDeque;

use crate::decision::{Action, Target, VisitKey};
use crate::store::{Entry, Ledger, VisitDecisions, charge_target};
use crate::visit::ChargeVerdict;

use super::audit::{Row, RowId};

/// What the list shows of a visit's decisions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Mark {
    /// The visit is reviewed as it stands.
    pub done: bool,
    /// A second look is wanted.
    pub flagged: bool,
    /// Comments that count.
    pub n_comments: usize,
    /// The auditor's verdict on each charge; empty when there is no decision at all.
    pub verdicts: Vec<Option<ChargeVerdict>>,
    /// The visit was reviewed, but its text has changed since.
    pub stale: bool,
}

/// A step on its way to the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Saving {
    /// Number the answer will carry.
    pub ticket: u64,
    /// What the step decides.
    pub targets: Vec<(RowId, Target)>,
    /// Visits it marks as reviewed.
    pub finishes: Vec<RowId>,
    /// The step holds the comment that is still in the draft.
    pub has_draft: bool,
    /// What to say when it is on disk.
    pub says: String,
}

/// Undo or redo, asked for while a step was still on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    Undo,
    Redo,
}

/// One thing to decide, before it has its anchor.
pub(crate) type Step = (Target, Action);

/// Decisions on disk and on their way.
#[derive(Default)]
pub(crate) struct Journal {
    /// What counts.
    pub ledger: Ledger,
    /// Lines in the order they were written, for the journal page.
    pub entries: Vec<Entry>,
    /// Steps on their way, oldest first.
    pub saving: VecDeque<Saving>,
    /// Undo and redo that wait for the steps before them.
    pub waiting: VecDeque<Turn>,
    /// Why nothing can be written.
    pub read_only: Option<String>,
    /// The journal was opened (or refused).
    pub is_open: bool,
    /// Number of the last step sent off.
    pub last_ticket: u64,
}

impl Journal {
    /// What counts for a row.
    pub(crate) fn of(&self, key: &VisitKey) -> Option<&VisitDecisions> {
        self.ledger.visit(key)
    }

    /// True when a decision on the target is on its way.
    pub(crate) fn is_saving(&self, id: RowId, target: &Target) -> bool {
        self.saving.iter().any(|saving| {
            saving
                .targets
                .iter()
                .any(|(row, of)| *row == id && of == target)
        })
    }

    /// True when the visit is being marked as reviewed just now.
    pub(crate) fn is_finishing(&self, id: RowId) -> bool {
        self.saving
            .iter()
            .any(|saving| saving.finishes.contains(&id))
    }

    /// What the list shows for a row.
    pub(crate) fn mark(&self, row: &Row) -> Mark {
        let (Some(decisions), Some(checked)) = (self.of(&row.key), row.checked()) else {
            return Mark::default();
        };
        let verdict = |idx| {
            decisions
                .verdicts
                .get(&charge_target(checked, idx))
                .map(|ruling| ruling.verdict)
        };
        let reviewed = decisions
            .reviewed_seq
            .and_then(|seq| self.ledger.decision(seq));
        let stale = reviewed.is_some_and(|decision| decision.anchor.text_hash != checked.text_hash);
        Mark {
            done: decisions.reviewed && !stale,
            flagged: decisions.flagged,
            n_comments: decisions.comments.len(),
            verdicts: (0..checked.visit.charges.len()).map(verdict).collect(),
            stale,
        }
    }
}

impl std::fmt::Debug for Journal {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Journal({} lines)", self.entries.len())
    }
}
