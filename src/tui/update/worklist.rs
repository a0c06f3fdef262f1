//! The list: cursor, order, picking, and going from one visit to the next.

use super::{complain, menu, moved, say, visit};
use crate::tui::action::Act;
use crate::tui::effect::Effect;
use crate::tui::state::overlay::{Choice, MenuLine, Overlay};
use crate::tui::state::worklist::{Column, Sort};
use crate::tui::state::{RowId, Screen, State};

/// Moves the cursor.
pub(super) fn step(state: &mut State, by: isize) {
    let list = &mut state.worklist;
    list.touched = true;
    list.cursor = moved(list.cursor, by, list.shown.len());
}

/// Opens the row under the cursor.
pub(super) fn open(state: &mut State) -> Vec<Effect> {
    let Some(id) = state.worklist.current() else {
        return Vec::new();
    };
    state.worklist.touched = true;
    if let Some(Err(error)) = state.audit.row(id).map(|row| &row.outcome) {
        let text = format!("there is no visit in this file: {}", error.message);
        complain(state, text);
        return Vec::new();
    }
    visit::open(state, id)
}

/// Order and picking.
pub(super) fn act(state: &mut State, act: Act) -> Vec<Effect> {
    match act {
        Act::Sort => {
            sort_menu(state);
            Vec::new()
        }
        Act::Reverse => {
            let sort = state.worklist.sort;
            sort_by(
                state,
                Sort {
                    falling: !sort.falling,
                    ..sort
                },
            )
        }
        Act::PickAll => {
            pick_all(state);
            Vec::new()
        }
        _ => {
            pick(state);
            Vec::new()
        }
    }
}

fn sort_menu(state: &mut State) {
    let now = state.worklist.sort.column;
    let lines = Column::ALL.iter().map(|column| MenuLine {
        key: if *column == now {
            "now".to_owned()
        } else {
            String::new()
        },
        text: column.name().to_owned(),
        off: None,
        head: false,
        choice: Choice::Sort(*column),
    });
    let mut menu = menu::menu("Sort by", lines.collect());
    menu.cursor = Column::ALL
        .iter()
        .position(|column| *column == now)
        .unwrap_or(0);
    state.overlays.push(Overlay::Menu(menu));
}

/// Sorts by a column; by the same one again turns the order round.
pub(super) fn sort_column(state: &mut State, column: Column) -> Vec<Effect> {
    let now = state.worklist.sort;
    let falling = if now.column == column {
        !now.falling
    } else {
        column.falls()
    };
    sort_by(state, Sort { column, falling })
}

fn sort_by(state: &mut State, sort: Sort) -> Vec<Effect> {
    state.worklist.sort = sort;
    let way = if sort.falling { "falling" } else { "rising" };
    say(state, format!("sorted by {}, {way}", sort.column.name()));
    vec![super::filter::job(state)]
}

fn pick(state: &mut State) {
    let Some(id) = state.worklist.current() else {
        return;
    };
    if !state.worklist.picked.remove(&id) {
        state.worklist.picked.insert(id);
    }
    step(state, 1);
}

fn pick_all(state: &mut State) {
    let visits: Vec<RowId> = state
        .worklist
        .shown
        .iter()
        .copied()
        .filter(|id| state.audit.checked(*id).is_some())
        .collect();
    let list = &mut state.worklist;
    if visits.iter().all(|id| list.picked.contains(id)) {
        list.picked.clear();
    } else {
        list.picked.extend(visits);
    }
}

/// Goes to the next or previous visit of the list.
pub(super) fn travel(state: &mut State, act: Act) -> Vec<Effect> {
    let open_only = matches!(act, Act::NextOpen | Act::PrevOpen);
    let forward = matches!(act, Act::NextOpen | Act::NextVisit);
    match find(state, open_only, forward) {
        Some(at) => land(state, at),
        None if open_only && state.worklist.n_done > 0 && left(state) == 0 => {
            say(state, "every visit of the list is reviewed");
            Vec::new()
        }
        None => {
            let way = if forward { "after" } else { "before" };
            let which = if open_only { "open visit" } else { "visit" };
            complain(state, format!("no {which} {way} this one in the list"));
            Vec::new()
        }
    }
}

/// Goes to the next open visit after a decision; stays where it is when there is none.
pub(super) fn advance(state: &mut State) -> Vec<Effect> {
    match find(state, true, true).or_else(|| find_from(state, 0..state.worklist.shown.len(), true))
    {
        Some(at) => land(state, at),
        None => {
            say(state, "every visit of the list is reviewed");
            Vec::new()
        }
    }
}

/// Visits of the list that are not reviewed.
pub(super) fn left(state: &State) -> usize {
    state
        .worklist
        .shown
        .iter()
        .filter(|id| state.audit.checked(**id).is_some() && !state.is_done(**id))
        .count()
}

fn find(state: &State, open_only: bool, forward: bool) -> Option<usize> {
    let at = place_of_open(state);
    if forward {
        find_from(state, at + 1..state.worklist.shown.len(), open_only)
    } else {
        find_back(state, at, open_only)
    }
}

fn find_from(state: &State, range: std::ops::Range<usize>, open_only: bool) -> Option<usize> {
    range.into_iter().find(|at| fits(state, *at, open_only))
}

fn find_back(state: &State, at: usize, open_only: bool) -> Option<usize> {
    (0..at).rev().find(|at| fits(state, *at, open_only))
}

fn fits(state: &State, at: usize, open_only: bool) -> bool {
    let id = state.worklist.shown[at];
    state.audit.checked(id).is_some() && !(open_only && state.is_done(id))
}

/// Place in the list of the visit that is open, else of the cursor.
fn place_of_open(state: &State) -> usize {
    let list = &state.worklist;
    if state.screen == Screen::Worklist || list.current() == Some(state.visit.id) {
        return list.cursor;
    }
    list.shown
        .iter()
        .position(|id| *id == state.visit.id)
        .unwrap_or(list.cursor)
}

fn land(state: &mut State, at: usize) -> Vec<Effect> {
    state.worklist.cursor = at;
    state.worklist.touched = true;
    let id = state.worklist.shown[at];
    if state.screen == Screen::Worklist {
        Vec::new()
    } else {
        visit::open(state, id)
    }
}
