//! What the journal answers: opened, saved, not saved.

use super::{complain, draft, say, visit, worklist};
use crate::decision::VisitKey;
use crate::store::{Entry, Ledger};
use crate::tui::effect::Effect;
use crate::tui::msg::Opening;
use crate::tui::state::audit::Progress;
use crate::tui::state::journal::{Saving, Turn};
use crate::tui::state::{RowId, State};

/// The journal is open: its decisions count from now on.
pub(super) fn opened(state: &mut State, opening: Opening) -> Vec<Effect> {
    state.journal.is_open = true;
    state.journal.ledger = Ledger::replay(&opening.entries);
    state.journal.entries = opening.entries;
    state.journal.read_only = opening.read_only;
    if state.audit.progress != Progress::Running {
        let checked: Vec<_> = state
            .audit
            .rows
            .iter()
            .filter_map(|row| row.checked())
            .collect();
        state.journal.ledger.attach(checked);
    }
    remark_all(state);
    if let Some(note) = opening.notes.first() {
        complain(state, note.clone());
    }
    state.draft = opening.draft;
    state.draft_waits = state.draft.is_some();
    draft::offer(state);
    Vec::new()
}

/// Reads all marks anew from the ledger.
pub(super) fn remark_all(state: &mut State) {
    let marks = state
        .audit
        .rows
        .iter()
        .map(|row| state.journal.mark(row))
        .collect();
    state.worklist.marks = marks;
    state.worklist.n_done = state.worklist.marks.iter().filter(|mark| mark.done).count();
    visit::rebuild(state);
}

/// Sends a step off; it counts when the answer says that it is on disk.
pub(super) fn ticket(state: &mut State, saving: Saving) -> u64 {
    state.journal.last_ticket += 1;
    let ticket = state.journal.last_ticket;
    state.journal.saving.push_back(Saving { ticket, ..saving });
    ticket
}

/// A step is on disk.
pub(super) fn saved(state: &mut State, ticket: u64, entries: Vec<Entry>) -> Vec<Effect> {
    let saving = take(state, ticket);
    let before: Vec<VisitKey> = entries
        .iter()
        .map(|entry| entry.decision.anchor.key.clone())
        .collect();
    for entry in &entries {
        state.journal.ledger.apply(entry);
    }
    state.journal.entries.extend(entries);
    // A decision may belong to a visit that now stands elsewhere; the row is found by its place.
    let mut touched: Vec<RowId> = before
        .iter()
        .filter_map(|key| state.audit.by_key.get(key).copied())
        .collect();
    touched.extend(
        saving
            .iter()
            .flat_map(|saving| saving.targets.iter().map(|(id, _)| *id)),
    );
    touched.sort_unstable();
    touched.dedup();
    for id in touched {
        remark(state, id);
    }
    let mut effects = Vec::new();
    if let Some(saving) = saving {
        if saving.has_draft {
            effects.extend(draft::drop(state));
        }
        let end = !saving.finishes.is_empty() && worklist::left(state) == 0;
        let more = if end {
            "; every visit of the list is reviewed"
        } else {
            ""
        };
        if !saving.says.is_empty() {
            say(state, format!("{}{more}", saving.says));
        }
    }
    visit::rebuild(state);
    effects.extend(next_turn(state));
    effects
}

/// A step is not on disk: it does not count, and what was typed is kept.
pub(super) fn failed(state: &mut State, ticket: u64, why: &str) -> Vec<Effect> {
    let kept = take(state, ticket).is_some_and(|saving| saving.has_draft);
    state.journal.waiting.clear();
    let words = if kept {
        "; your words are kept, c opens them again"
    } else {
        ""
    };
    complain(state, format!("not saved: {why}{words}"));
    visit::rebuild(state);
    Vec::new()
}

/// Undo or redo, now or as soon as what is on its way has arrived.
pub(super) fn turn(state: &mut State, turn: Turn) -> Vec<Effect> {
    state.journal.waiting.push_back(turn);
    next_turn(state)
}

fn next_turn(state: &mut State) -> Vec<Effect> {
    if !state.journal.saving.is_empty() {
        return Vec::new();
    }
    let Some(turn) = state.journal.waiting.pop_front() else {
        return Vec::new();
    };
    let ledger = &state.journal.ledger;
    let (decisions, seqs, verb) = match turn {
        Turn::Undo => (ledger.undo(), ledger.next_undo(), "undone"),
        Turn::Redo => (ledger.redo(), ledger.next_redo(), "made again"),
    };
    if decisions.is_empty() {
        complain(
            state,
            if turn == Turn::Undo {
                "nothing to undo"
            } else {
                "nothing to redo"
            },
        );
        return Vec::new();
    }
    let first = seqs.and_then(|seqs| seqs.first().copied());
    let entry = state
        .journal
        .entries
        .iter()
        .find(|entry| Some(entry.seq) == first);
    let what = entry
        .map(|entry| short_words(state, entry))
        .unwrap_or_default();
    let more = match decisions.len() {
        0 | 1 => String::new(),
        n => format!(" and {} more", n - 1),
    };
    let targets = decisions
        .iter()
        .filter_map(|decision| {
            Some((
                *state.audit.by_key.get(&decision.anchor.key)?,
                decision.target.clone(),
            ))
        })
        .collect();
    let saving = Saving {
        ticket: 0,
        targets,
        finishes: Vec::new(),
        has_draft: false,
        says: format!("{verb}: {what}{more}"),
    };
    let ticket = ticket(state, saving);
    vec![Effect::Turn { ticket, decisions }]
}

/// A line of the journal in words, names hidden when they are to be.
pub(super) fn short_words(state: &State, entry: &Entry) -> String {
    let words = crate::store::words(entry);
    if state.masked {
        words.replace(&entry.decision.anchor.key.path, "(file)")
    } else {
        words
    }
}

fn take(state: &mut State, ticket: u64) -> Option<Saving> {
    let at = state
        .journal
        .saving
        .iter()
        .position(|saving| saving.ticket == ticket)?;
    state.journal.saving.remove(at)
}

fn remark(state: &mut State, id: RowId) {
    let Some(row) = state.audit.row(id) else {
        return;
    };
    let mark = state.journal.mark(row);
    if let Some(old) = state.worklist.marks.get_mut(id as usize) {
        state.worklist.n_done =
            state.worklist.n_done + usize::from(mark.done) - usize::from(old.done);
        *old = mark;
    }
}
