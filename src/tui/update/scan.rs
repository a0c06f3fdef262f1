//! What the scan finds, into the rows and the list.

use super::{complain, draft, overview, visit};
use crate::scan::ScanEvent;
use crate::tui::effect::Effect;
use crate::tui::filter::{Words, accepts};
use crate::tui::state::audit::Progress;
use crate::tui::state::worklist::Column;
use crate::tui::state::{RowId, Screen, State};

/// Takes in one event of the scan.
pub(super) fn take(state: &mut State, event: ScanEvent) -> Vec<Effect> {
    let marks_clones = matches!(event, ScanEvent::Clones(_));
    let new = state.audit.take(event, &state.rules);
    for id in new.clone() {
        add(state, id);
    }
    draft::offer(state);
    if !new.is_empty() && state.screen == Screen::Overview && state.audit.n_read.is_multiple_of(64)
    {
        overview::refresh(state);
    }
    if marks_clones {
        return clones(state);
    }
    if new.is_empty() && state.audit.progress != Progress::Running {
        return done(state);
    }
    Vec::new()
}

/// A new row: its decisions, and its place in the list when it passes the filter.
fn add(state: &mut State, id: RowId) {
    let Some(row) = state.audit.row(id) else {
        return;
    };
    let mark = state.journal.mark(row);
    state.worklist.n_done += usize::from(mark.done);
    let passes = state.filter.query.is_empty()
        || accepts(&state.filter.query, &Words::default(), row, &mark);
    state.worklist.marks.push(mark);
    if passes {
        state.worklist.insert(&state.audit, id);
    }
}

/// Copies are known now: verdicts changed, so the order and the filter may too.
fn clones(state: &mut State) -> Vec<Effect> {
    visit::rebuild(state);
    let by_verdict = matches!(
        state.worklist.sort.column,
        Column::Verdict | Column::Finding | Column::Score
    );
    if by_verdict || !state.filter.query.is_empty() {
        vec![super::filter::job(state)]
    } else {
        Vec::new()
    }
}

/// The scan has ended: decisions on renamed files find their visits.
fn done(state: &mut State) -> Vec<Effect> {
    if !state.journal.entries.is_empty() {
        let checked: Vec<_> = state
            .audit
            .rows
            .iter()
            .filter_map(|row| row.checked())
            .collect();
        state.journal.ledger.attach(checked);
        super::journal::remark_all(state);
    }
    if state.screen == Screen::Overview {
        overview::refresh(state);
    }
    if std::mem::take(&mut state.draft_waits) {
        complain(
            state,
            "an unfinished comment is kept, but its visit is no longer in the folder",
        );
    }
    Vec::new()
}
