//! Two visits side by side: which two, and scrolling them in step.

use super::{complain, go};
use crate::decision::VisitKey;
use crate::text::Span;
use crate::tui::action::Act;
use crate::tui::effect::Effect;
use crate::tui::layout;
use crate::tui::runs::{gaps, shared};
use crate::tui::state::compare::{Compare, Half, Why};
use crate::tui::state::visit::NoteText;
use crate::tui::state::{RowId, Screen, State};
use crate::tui::wrap::wrap;

/// Opens the comparison of the current visit.
pub(super) fn open(state: &mut State, act: Act) -> Vec<Effect> {
    let Some(id) = state.current() else {
        return Vec::new();
    };
    let why = if act == Act::Compare {
        Why::Copy
    } else {
        Why::Previous
    };
    let other = match why {
        Why::Copy => original(state, id),
        Why::Previous => state.audit.previous(id),
    };
    let Some(other) = other else {
        complain(
            state,
            match why {
                Why::Copy => "the visit that it repeats is not in the list",
                Why::Previous => "no earlier visit of this patient is in the folder",
            },
        );
        return Vec::new();
    };
    let mut effects = super::visit::open(state, id);
    go(state, Screen::Compare);
    let half = |id| Half {
        id,
        note: ready(state, id),
        ..Half::default()
    };
    state.compare = Compare {
        why,
        halves: [half(other), half(id)],
        lead: 1,
    };
    for half in &state.compare.halves {
        let path = state.audit.row(half.id).map(|row| row.key.path.clone());
        let coming = matches!(half.note, NoteText::Coming);
        effects.extend(path.filter(|_| coming).map(Effect::ReadNote));
    }
    light(state);
    effects
}

fn original(state: &State, id: RowId) -> Option<RowId> {
    let clone_of = state.audit.checked(id)?.clone_of.as_ref()?;
    let key = VisitKey {
        path: clone_of.path.clone(),
        visit: clone_of.visit,
    };
    state.audit.by_key.get(&key).copied()
}

fn ready(state: &State, id: RowId) -> NoteText {
    let path = state.audit.row(id).map(|row| row.key.path.as_str());
    let note = state
        .notes
        .iter()
        .find(|note| Some(note.path.as_str()) == path);
    note.map_or(NoteText::Coming, |note| NoteText::Here(note.clone()))
}

/// A text has come that one of the halves may wait for.
pub(super) fn note_read(state: &mut State, path: &str, text: &NoteText) {
    for half in &mut state.compare.halves {
        let waits = state
            .audit
            .rows
            .get(half.id as usize)
            .is_some_and(|row| row.key.path == path);
        if waits {
            half.note = text.clone();
        }
    }
    light(state);
}

/// Wraps both texts and finds the runs they share.
fn light(state: &mut State) {
    rewrap(state);
    let part = |half: &Half| -> Option<Span> { Some(state.audit.checked(half.id)?.visit.span) };
    let [left, right] = &state.compare.halves;
    let (NoteText::Here(a), NoteText::Here(b)) = (&left.note, &right.note) else {
        return;
    };
    let (Some(x), Some(y)) = (part(left), part(right)) else {
        return;
    };
    let (in_left, in_right) = shared(&a.text, x, &b.text, y);
    let different = (gaps(&a.text, x, &in_left), gaps(&b.text, y, &in_right));
    let [left, right] = &mut state.compare.halves;
    (left.different, right.different) = different;
    (left.shared, right.shared) = (in_left, in_right);
}

/// Wraps both texts to their halves.
pub(super) fn rewrap(state: &mut State) {
    if state.screen != Screen::Compare {
        return;
    }
    let (areas, _) = layout::compare(state.size);
    for (half, area) in state.compare.halves.iter_mut().zip(areas) {
        let span = state
            .audit
            .rows
            .get(half.id as usize)
            .and_then(|row| row.checked())
            .map(|checked| checked.visit.span);
        half.rows = match (&half.note, span) {
            (NoteText::Here(note), Some(span)) => {
                wrap(&note.text, span, layout::note_columns(area))
            }
            _ => Vec::new(),
        };
    }
}

/// Scrolls both halves in step.
pub(super) fn step(state: &mut State, by: isize) {
    let (areas, _) = layout::compare(state.size);
    for (half, area) in state.compare.halves.iter_mut().zip(areas) {
        // One row of the heading belongs to each half.
        let height = usize::from(area.height.saturating_sub(1));
        half.top = half
            .top
            .saturating_add_signed(by)
            .min(half.rows.len().saturating_sub(height));
    }
}
