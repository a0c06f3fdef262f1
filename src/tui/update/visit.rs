//! The open visit: opening it, its list, going to the words an item rests on.

use std::sync::Arc;

use super::{go, moved};
use crate::finding::Checked;
use crate::tui::action::Act;
use crate::tui::effect::Effect;
use crate::tui::layout;
use crate::tui::state::standing::gone;
use crate::tui::state::visit::{Item, Note, NoteText, Pane, Visit};
use crate::tui::state::{RowId, Screen, State};
use crate::tui::wrap::wrap;
use crate::visit::ElementKind;

/// Texts kept in memory: the open one, its neighbours, and both halves of a comparison.
const N_NOTES: usize = 6;

/// Opens a visit, and asks for its text and its neighbours' texts.
pub(super) fn open(state: &mut State, id: RowId) -> Vec<Effect> {
    let Some(row) = state.audit.row(id) else {
        return Vec::new();
    };
    if row.checked().is_none() {
        return Vec::new();
    }
    let path = row.key.path.clone();
    let zoomed = state.visit.zoomed;
    let note = cached(state, &path).map_or(NoteText::Coming, NoteText::Here);
    let known = matches!(note, NoteText::Here(_));
    state.visit = Visit {
        id,
        note,
        zoomed,
        ..Visit::default()
    };
    if let Some(at) = state.worklist.shown.iter().position(|other| *other == id) {
        state.worklist.cursor = at;
    }
    go(state, Screen::Visit);
    rebuild(state);
    state.visit.cursor = first_open(state).unwrap_or(0);
    rewrap(state);
    let mut wanted: Vec<String> = (!known).then_some(path).into_iter().collect();
    wanted.extend(neighbours(state));
    wanted.dedup();
    wanted.into_iter().map(Effect::ReadNote).collect()
}

fn cached(state: &State, path: &str) -> Option<Arc<Note>> {
    state.notes.iter().find(|note| note.path == path).cloned()
}

/// Paths of the next and the previous visit whose texts are not here yet.
fn neighbours(state: &State) -> Vec<String> {
    let list = &state.worklist;
    let near = [list.cursor.checked_add(1), list.cursor.checked_sub(1)];
    let ids = near
        .into_iter()
        .flatten()
        .filter_map(|at| list.shown.get(at));
    let rows = ids
        .filter_map(|id| state.audit.row(*id))
        .filter(|row| row.checked().is_some());
    rows.map(|row| row.key.path.clone())
        .filter(|path| cached(state, path).is_none())
        .collect()
}

/// A note's text has come.
pub(super) fn note_read(
    state: &mut State,
    path: &str,
    result: Result<Arc<Note>, String>,
) -> Vec<Effect> {
    if let Ok(note) = &result {
        state.notes.retain(|other| other.path != path);
        state.notes.push_back(Arc::clone(note));
        if state.notes.len() > N_NOTES {
            state.notes.pop_front();
        }
    }
    let text = match result {
        Ok(note) => NoteText::Here(note),
        Err(why) => NoteText::Failed(why),
    };
    if state
        .audit
        .row(state.visit.id)
        .is_some_and(|row| row.key.path == path)
        && state.screen != Screen::Worklist
    {
        state.visit.note = text.clone();
        rewrap(state);
        show_item(state);
    }
    super::compare::note_read(state, path, &text);
    Vec::new()
}

/// Makes the list anew; the cursor stays where it is.
pub(super) fn rebuild(state: &mut State) {
    let Some(row) = state.audit.row(state.visit.id) else {
        return;
    };
    let Some(checked) = row.checked() else { return };
    let n_remarks = state
        .journal
        .of(&row.key)
        .map_or(0, |decisions| decisions.comments.len());
    let n_gone = state
        .journal
        .of(&row.key)
        .map_or(0, |decisions| gone(checked, decisions).len());
    state.visit.items = items(checked, n_remarks, n_gone);
    state.visit.cursor = state
        .visit
        .cursor
        .min(state.visit.items.len().saturating_sub(1));
    if !state.visit.item().is_some_and(Item::stops) {
        state.visit.cursor = next_stop(&state.visit, 1)
            .or(next_stop(&state.visit, -1))
            .unwrap_or(0);
    }
}

fn items(checked: &Checked, n_remarks: usize, n_gone: usize) -> Vec<Item> {
    let mut items = vec![Item::Head("Charges")];
    if checked.visit.charges.is_empty() {
        items.push(Item::Empty("no charge is billed in this visit"));
    }
    for (idx, charge) in checked.visit.charges.iter().enumerate() {
        items.push(Item::Charge(idx));
        if charge.elements.is_some() {
            items.extend(ElementKind::ALL.map(|kind| Item::Element(idx, kind)));
        }
        if charge.timed {
            items.push(Item::Units(idx));
        }
    }
    items.extend([Item::Gap, Item::Head("Findings")]);
    if checked.findings.is_empty() {
        items.push(Item::Empty("nothing found"));
    }
    items.extend((0..checked.findings.len()).map(Item::Finding));
    items.extend((0..n_gone).map(Item::Gone));
    if n_remarks > 0 {
        items.extend([Item::Gap, Item::Head("Comments")]);
        items.extend((0..n_remarks).map(Item::Remark));
    }
    items.extend([Item::Gap, Item::Head("Score")]);
    items.extend(
        checked
            .findings
            .iter()
            .enumerate()
            .filter(|(_, finding)| finding.points > 0)
            .map(|(idx, _)| Item::Points(idx)),
    );
    items.push(Item::Sum);
    items
}

/// Wraps the text to the pane.
pub(super) fn rewrap(state: &mut State) {
    let areas = areas(state);
    let span = state.open_visit().map(|checked| checked.visit.span);
    let rows = match (state.visit.text(), span) {
        (Some(note), Some(span)) if areas.note.width > 0 => {
            wrap(&note.text, span, layout::note_columns(areas.note))
        }
        _ => Vec::new(),
    };
    state.visit.rows = rows;
}

/// Where the panes are.
pub(super) fn areas(state: &State) -> layout::VisitAreas {
    layout::visit(state.size, state.visit.zoomed.then_some(state.visit.pane))
}

/// Keeps cursor and scroll on the screen.
pub(super) fn reveal(state: &mut State) {
    let areas = areas(state);
    let visit = &mut state.visit;
    let height = usize::from(areas.side.height);
    visit.side_top = layout::scroll(visit.side_top, visit.cursor, height, visit.items.len());
    // The heading above the first stop comes into sight with it.
    if visit.items[..visit.cursor.min(visit.items.len())]
        .iter()
        .all(|item| !item.stops())
    {
        visit.side_top = 0;
    }
    visit.note_top = visit.note_top.min(
        visit
            .rows
            .len()
            .saturating_sub(usize::from(areas.note.height)),
    );
}

/// Rows of a page of the pane with the focus.
pub(super) fn page(state: &State) -> usize {
    let areas = areas(state);
    let height = if state.visit.pane == Pane::Note {
        areas.note.height
    } else {
        areas.side.height
    };
    usize::from(height).saturating_sub(1).max(1)
}

/// Moves the cursor of the list, or scrolls the text.
pub(super) fn step(state: &mut State, by: isize) {
    if state.visit.pane == Pane::Note {
        let height = usize::from(areas(state).note.height);
        let most = state.visit.rows.len().saturating_sub(height);
        state.visit.note_top = state.visit.note_top.saturating_add_signed(by).min(most);
        return;
    }
    let steps = by.unsigned_abs().min(state.visit.items.len());
    for _ in 0..steps {
        match next_stop(&state.visit, by.signum()) {
            Some(at) => state.visit.cursor = at,
            None => break,
        }
    }
    show_item(state);
}

/// The next row of the list that the cursor stops on.
fn next_stop(visit: &Visit, way: isize) -> Option<usize> {
    let mut at = visit.cursor;
    loop {
        let next = moved(at, way, visit.items.len());
        if next == at {
            return None;
        }
        at = next;
        if visit.items.get(at).is_some_and(Item::stops) {
            return Some(at);
        }
    }
}

/// Panes, words and findings.
pub(super) fn act(state: &mut State, act: Act) -> Vec<Effect> {
    match act {
        Act::Focus if state.screen == Screen::Compare => {
            state.compare.lead = 1 - state.compare.lead
        }
        Act::Focus => {
            state.visit.pane = if state.visit.pane == Pane::Side {
                Pane::Note
            } else {
                Pane::Side
            };
            rewrap(state);
        }
        Act::Zoom => {
            state.visit.zoomed = !state.visit.zoomed;
            rewrap(state);
        }
        Act::Jump => jump(state),
        Act::NextFinding => to_finding(state, true),
        _ => to_finding(state, false),
    }
    Vec::new()
}

/// Goes to the item's words; again, to the next ones.
fn jump(state: &mut State) {
    let words = state.words_of_item();
    if words.is_empty() {
        return;
    }
    let again = state.visit.shown.is_some_and(|span| words.contains(&span)) && state.visit.nth > 0;
    let nth = if again {
        state.visit.nth % words.len()
    } else {
        0
    };
    show_span(state, words[nth]);
    state.visit.nth = nth + 1;
    if state.visit.zoomed && state.visit.pane == Pane::Side {
        state.visit.pane = Pane::Note;
        rewrap(state);
        show_span(state, words[nth]);
    }
    if words.len() > 1 {
        super::say(state, format!("words {} of {}", nth + 1, words.len()));
    }
}

/// Scrolls the text to the words of the item under the cursor.
pub(super) fn show_item(state: &mut State) {
    state.visit.nth = 0;
    match state.words_of_item().first() {
        Some(span) => show_span(state, *span),
        None => state.visit.shown = None,
    }
}

fn show_span(state: &mut State, span: crate::text::Span) {
    state.visit.shown = Some(span);
    let height = usize::from(areas(state).note.height);
    let visit = &mut state.visit;
    let Some(row) = visit
        .rows
        .iter()
        .rposition(|row| row.span.start <= span.start)
    else {
        return;
    };
    let on_screen = visit.note_top < row && row + 2 < visit.note_top + height;
    if !on_screen {
        visit.note_top = row
            .saturating_sub(height / 3)
            .min(visit.rows.len().saturating_sub(height));
    }
}

fn to_finding(state: &mut State, forward: bool) {
    let is = |at: &usize| matches!(state.visit.items.get(*at), Some(Item::Finding(_)));
    let cursor = state.visit.cursor;
    let found = if forward {
        (cursor + 1..state.visit.items.len()).find(is)
    } else {
        (0..cursor).rev().find(is)
    };
    match found {
        Some(at) => {
            state.visit.cursor = at;
            show_item(state);
        }
        None => super::complain(
            state,
            if forward {
                "no finding after this one"
            } else {
                "no finding before this one"
            },
        ),
    }
}

/// The first charge or finding that is not decided yet.
pub(super) fn first_open(state: &State) -> Option<usize> {
    next_open(state, 0)
}

/// Place of the first open charge or finding from `from` on.
fn next_open(state: &State, from: usize) -> Option<usize> {
    let checked = state.open_visit()?;
    let open = |item: &Item| {
        let target = match item {
            Item::Charge(idx) => crate::store::charge_target(checked, *idx),
            Item::Finding(idx) => {
                crate::store::finding_target(checked, checked.findings.get(*idx)?)
            }
            _ => return None,
        };
        (!state.is_decided(state.visit.id, &target)).then_some(())
    };
    (from..state.visit.items.len()).find(|at| open(&state.visit.items[*at]).is_some())
}

/// After a decision: on to the next open charge or finding, back to the first one at the end.
pub(super) fn advance(state: &mut State) {
    let at = next_open(state, state.visit.cursor + 1).or_else(|| first_open(state));
    match at {
        Some(at) => {
            state.visit.cursor = at;
            show_item(state);
        }
        None => super::say(
            state,
            "all is decided here; a marks the visit done and goes on",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::items;
    use crate::finding::Checked;
    use crate::tui::state::visit::Item;
    use crate::visit::{Charge, Elements};

    #[test]
    fn a_timed_charge_brings_its_checklist_and_its_units() {
        let mut checked = Checked::default();
        checked.visit.charges = vec![
            Charge {
                timed: true,
                elements: Some(Elements::default()),
                ..Charge::default()
            },
            Charge::default(),
        ];
        let items = items(&checked, 0, 0);
        let n_elements = items
            .iter()
            .filter(|item| matches!(item, Item::Element(0, _)))
            .count();
        assert_eq!(n_elements, 6);
        assert_eq!(
            items
                .iter()
                .filter(|item| matches!(item, Item::Units(_)))
                .count(),
            1
        );
        assert!(!items.iter().any(|item| matches!(item, Item::Element(1, _))));
    }
}
