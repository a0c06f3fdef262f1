//! The mouse: a click goes there, a second click on the same row opens it, the wheel scrolls.

use ratatui::crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

use super::{compare, keys, menu, overview, page, visit, worklist};
use crate::tui::effect::Effect;
use crate::tui::layout;
use crate::tui::state::overlay::Overlay;
use crate::tui::state::visit::{Item, Pane};
use crate::tui::state::worklist::Column;
use crate::tui::state::{Screen, State};

/// Rows that one turn of the wheel scrolls.
const WHEEL: isize = 3;

/// A mouse event.
pub(super) fn mouse(state: &mut State, event: MouseEvent) -> Vec<Effect> {
    let at = Position::new(event.column, event.row);
    match event.kind {
        MouseEventKind::Down(MouseButton::Left) => {
            state.notice = None;
            click(state, at)
        }
        MouseEventKind::ScrollDown => wheel(state, at, WHEEL),
        MouseEventKind::ScrollUp => wheel(state, at, -WHEEL),
        _ => Vec::new(),
    }
}

fn click(state: &mut State, at: Position) -> Vec<Effect> {
    match state.overlays.last() {
        Some(Overlay::Menu(open)) => {
            let area = layout::menu(state.size, open.lines.len());
            let rows = layout::menu_rows(state.size, open.lines.len());
            return match layout::row_at(rows, at) {
                Some(row) => click_menu(state, row),
                None if area.contains(at) => Vec::new(),
                None => close(state),
            };
        }
        Some(Overlay::Page(_)) if !layout::page(state.size).contains(at) => return close(state),
        Some(_) => return Vec::new(),
        None => {}
    }
    if let Some(row) = footer_hit(state, at) {
        return keys::attempt(state, row);
    }
    match state.screen {
        Screen::Worklist => click_list(state, at),
        Screen::Visit => click_visit(state, at),
        Screen::Overview => click_overview(state, at),
        Screen::Compare => Vec::new(),
    }
}

fn close(state: &mut State) -> Vec<Effect> {
    state.overlays.pop();
    Vec::new()
}

fn click_menu(state: &mut State, row: usize) -> Vec<Effect> {
    let Some(Overlay::Menu(open)) = state.overlays.last_mut() else {
        return Vec::new();
    };
    let at = open.top + row;
    match open.shown.get(at) {
        Some(line) if !open.lines[*line].head => {
            open.cursor = at;
            menu::choose(state)
        }
        _ => Vec::new(),
    }
}

/// The action of the footer's hint under the mouse.
fn footer_hit(state: &State, at: Position) -> Option<&'static crate::tui::action::Action> {
    let footer = layout::frame(state.size).footer;
    if !footer.contains(at) {
        return None;
    }
    let hints = crate::tui::view::footer_hints(state);
    hints
        .into_iter()
        .find(|hint| hint.x <= at.x && at.x < hint.x + hint.width)
        .map(|hint| hint.action)
}

fn click_list(state: &mut State, at: Position) -> Vec<Effect> {
    let list = layout::list(state.size);
    if list.heads.contains(at) {
        let column = layout::columns(list.heads.width)
            .into_iter()
            .find(|column| column.x <= at.x && at.x <= column.x + column.width);
        return column.map_or_else(Vec::new, |column| {
            worklist::sort_column(state, column.column)
        });
    }
    if layout::frame(state.size).line.contains(at) && !state.filter.open {
        return super::filter::act(state, crate::tui::action::Act::Filter);
    }
    let Some(row) = layout::row_at(list.rows, at) else {
        return Vec::new();
    };
    let place = state.worklist.top + row;
    if place >= state.worklist.shown.len() {
        return Vec::new();
    }
    let again = state.worklist.touched && place == state.worklist.cursor;
    let on_mark = layout::columns(list.rows.width)
        .first()
        .is_some_and(|column| column.column == Column::Mark && at.x == 0);
    state.worklist.cursor = place;
    state.worklist.touched = true;
    if again && !on_mark {
        worklist::open(state)
    } else {
        Vec::new()
    }
}

fn click_visit(state: &mut State, at: Position) -> Vec<Effect> {
    let areas = visit::areas(state);
    if let Some(row) = layout::row_at(areas.side, at) {
        state.visit.pane = Pane::Side;
        let place = state.visit.side_top + row;
        if state.visit.items.get(place).is_some_and(Item::stops) {
            state.visit.cursor = place;
            visit::show_item(state);
        }
    } else if areas.note.contains(at) {
        state.visit.pane = Pane::Note;
    }
    Vec::new()
}

fn click_overview(state: &mut State, at: Position) -> Vec<Effect> {
    let body = layout::frame(state.size).body;
    let Some(row) = layout::row_at(body, at) else {
        return Vec::new();
    };
    overview::click(state, state.overview.top + row, at.x)
}

fn wheel(state: &mut State, at: Position, by: isize) -> Vec<Effect> {
    match state.overlays.last_mut() {
        Some(Overlay::Menu(open)) => menu::step(open, by),
        Some(Overlay::Page(open)) => {
            open.top = open.top.saturating_add_signed(by);
            page::stop(state);
        }
        Some(Overlay::Editor(_)) => {}
        None => match state.screen {
            Screen::Worklist => worklist::step(state, by),
            Screen::Overview => overview::step(state, by),
            Screen::Compare => compare::step(state, by),
            Screen::Visit => {
                let over_note = visit::areas(state).note.contains(at);
                let before = state.visit.pane;
                state.visit.pane = if over_note { Pane::Note } else { Pane::Side };
                visit::step(state, by);
                state.visit.pane = before;
            }
        },
    }
    Vec::new()
}
