//! Keys to actions, and actions to what they do.

use ratatui::crossterm::event::KeyEvent;

use super::{
    back, compare, complain, decide, editor, filter, go, menu, overview, page, say, visit, worklist,
};
use crate::tui::action::{self, Act, Place};
use crate::tui::effect::Effect;
use crate::tui::key;
use crate::tui::state::overlay::Overlay;
use crate::tui::state::{Screen, State};
use crate::tui::theme::{Background, Colours, pick};

/// A key was pressed (or released, which does nothing).
pub(super) fn press(state: &mut State, event: &KeyEvent) -> Vec<Effect> {
    let Some(name) = key::name(event) else {
        return Vec::new();
    };
    state.notice = None;
    let place = state.place();
    if let Some(row) = action::find(place, &name) {
        return attempt(state, row);
    }
    match place {
        Place::Filter => filter::typed(state, event, &name),
        Place::Menu => menu::typed(state, event, &name),
        Place::Editor => editor::typed(state, *event),
        _ => {
            if let Some(c) = key::typed(event) {
                complain(state, format!("`{c}` does nothing here; ? shows the keys"));
            }
            Vec::new()
        }
    }
}

/// Runs an action of the table unless it is off; then says why.
pub(super) fn attempt(state: &mut State, row: &action::Action) -> Vec<Effect> {
    if let Some(why) = (row.off)(&state.facts()) {
        complain(state, format!("{}: {why}", row.name));
        return Vec::new();
    }
    run(state, row.act)
}

fn run(state: &mut State, act: Act) -> Vec<Effect> {
    match act {
        Act::Down => step(state, 1),
        Act::Up => step(state, -1),
        Act::PageDown => page_step(state, 1),
        Act::PageUp => page_step(state, -1),
        Act::Top => step(state, isize::MIN),
        Act::Bottom => step(state, isize::MAX),
        Act::Open if state.screen == Screen::Overview => overview::open(state),
        Act::Open => worklist::open(state),
        Act::Back => {
            back(state);
            Vec::new()
        }
        Act::Focus | Act::Zoom | Act::Jump | Act::NextFinding | Act::PrevFinding => {
            visit::act(state, act)
        }
        Act::NextOpen | Act::PrevOpen | Act::NextVisit | Act::PrevVisit => {
            worklist::travel(state, act)
        }
        Act::AcceptAll
        | Act::Supported
        | Act::Partial
        | Act::Unsupported
        | Act::TakeBack
        | Act::AcceptFinding
        | Act::DismissFinding
        | Act::Flag
        | Act::Done
        | Act::Undo
        | Act::Redo => decide::act(state, act),
        Act::Comment | Act::CommentVisit | Act::Save => editor::act(state, act),
        Act::Canned => menu::canned(state),
        Act::Filter | Act::ClearFilter | Act::Apply | Act::Complete
            if state.overlays.is_empty() =>
        {
            filter::act(state, act)
        }
        Act::Sort | Act::Reverse | Act::Pick | Act::PickAll => worklist::act(state, act),
        Act::RulePage => page::rule(state),
        Act::Log => page::log(state),
        Act::Compare | Act::ComparePrevious => compare::open(state, act),
        Act::Copy => page::copy(state),
        Act::OpenOriginal => page::open_file(state),
        Act::Overview => {
            overview::refresh(state);
            go(state, Screen::Overview);
            Vec::new()
        }
        Act::Help => menu::help(state),
        Act::Palette => menu::palette(state),
        Act::Cancel => cancel(state),
        Act::MenuDown | Act::MenuUp | Act::Apply => menu::act(state, act),
        Act::Mask | Act::Theme | Act::Redraw => looks(state, act),
        Act::Quit => vec![Effect::Quit],
        Act::Filter | Act::ClearFilter | Act::Complete => Vec::new(),
    }
}

/// Moves whatever the movement keys act on.
pub(super) fn step(state: &mut State, by: isize) -> Vec<Effect> {
    if let Some(Overlay::Page(open)) = state.overlays.last_mut() {
        open.top = open.top.saturating_add_signed(by);
        page::stop(state);
        return Vec::new();
    }
    match state.screen {
        Screen::Worklist => worklist::step(state, by),
        Screen::Visit => visit::step(state, by),
        Screen::Compare => compare::step(state, by),
        Screen::Overview => overview::step(state, by),
    }
    Vec::new()
}

fn page_step(state: &mut State, pages: isize) -> Vec<Effect> {
    let height = usize::from(crate::tui::layout::frame(state.size).body.height);
    let rows = match (state.overlays.is_empty(), state.screen) {
        (true, Screen::Visit) => visit::page(state),
        _ => height.saturating_sub(2).max(1),
    };
    step(state, pages * isize::try_from(rows).unwrap_or(1))
}

fn cancel(state: &mut State) -> Vec<Effect> {
    match state.overlays.last() {
        Some(Overlay::Editor(_)) => editor::close(state),
        Some(_) => {
            state.overlays.pop();
            Vec::new()
        }
        None => filter::act(state, Act::Cancel),
    }
}

fn looks(state: &mut State, act: Act) -> Vec<Effect> {
    match act {
        Act::Mask => {
            state.masked = !state.masked;
            say(
                state,
                if state.masked {
                    "names and numbers of patients are hidden"
                } else {
                    "names and numbers of patients are shown"
                },
            );
        }
        Act::Theme => {
            (state.colours, state.background) = match (state.colours, state.background) {
                (Colours::Many, Background::Light) => (Colours::Sixteen, Background::Light),
                (Colours::Many, _) => (Colours::Many, Background::Light),
                (Colours::Sixteen, background) => (Colours::None, background),
                (Colours::None, _) => (Colours::Many, Background::Dark),
            };
            state.paint.theme = pick(state.colours, state.background);
            say(state, format!("theme: {}", state.paint.theme.name));
        }
        _ => state.repaint = true,
    }
    Vec::new()
}
