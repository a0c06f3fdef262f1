//! The only writer of the state: one message in, changes and effects out.
//!
//! Nothing here waits: reading, writing and filtering are effects. One file for each pane.

mod compare;
mod decide;
mod draft;
mod editor;
mod filter;
mod journal;
mod keys;
mod many;
mod menu;
mod mouse;
mod overview;
mod page;
mod scan;
mod visit;
mod worklist;

pub(crate) use decide::open_steps;
pub(crate) use filter::run as run_filter;
pub(crate) use page::page_rows;

use super::effect::Effect;
use super::layout;
use super::msg::Msg;
use super::state::{Notice, Screen, State, Tone};
use super::theme::pick;

/// Takes in one message.
pub(crate) fn update(state: &mut State, msg: Msg) -> Vec<Effect> {
    let effects = match msg {
        Msg::Key(event) => keys::press(state, &event),
        Msg::Mouse(event) => mouse::mouse(state, event),
        Msg::Paste(text) => editor::paste(state, &text),
        Msg::Resize(size) => {
            state.size = size;
            visit::rewrap(state);
            compare::rewrap(state);
            Vec::new()
        }
        Msg::Background(background) => {
            state.background = background;
            state.paint.theme = pick(state.colours, background);
            Vec::new()
        }
        Msg::Scan(event) => scan::take(state, event),
        Msg::Filtered(answer) => filter::answered(state, answer),
        Msg::Note(path, result) => visit::note_read(state, &path, result),
        Msg::Journal(opening) => journal::opened(state, *opening),
        Msg::Saved(ticket, entries) => journal::saved(state, ticket, entries),
        Msg::SaveFailed(ticket, why) => journal::failed(state, ticket, &why),
        Msg::Said(text) => {
            say(state, text);
            Vec::new()
        }
        Msg::Failed(text) => {
            complain(state, text);
            Vec::new()
        }
        Msg::Tick | Msg::End => Vec::new(),
    };
    reveal(state);
    effects
}

/// Keeps every cursor on the screen.
fn reveal(state: &mut State) {
    let rows = layout::list(state.size).rows;
    let list = &mut state.worklist;
    list.cursor = list.cursor.min(list.shown.len().saturating_sub(1));
    list.top = layout::scroll(
        list.top,
        list.cursor,
        usize::from(rows.height),
        list.shown.len(),
    );
    match state.screen {
        Screen::Visit => visit::reveal(state),
        Screen::Overview => overview::reveal(state),
        Screen::Worklist | Screen::Compare => {}
    }
    menu::reveal(state);
}

/// Shows another screen; `Back` returns to this one.
fn go(state: &mut State, screen: Screen) {
    if state.screen != screen {
        state.behind.push(state.screen);
        state.screen = screen;
    }
}

/// Returns to the screen before.
fn back(state: &mut State) {
    state.screen = state.behind.pop().unwrap_or_default();
}

/// Tells the reader that something was done.
fn say(state: &mut State, text: impl Into<String>) {
    state.notice = Some(Notice {
        text: text.into(),
        tone: Tone::Said,
    });
}

/// Tells the reader that something did not work.
fn complain(state: &mut State, text: impl Into<String>) {
    state.notice = Some(Notice {
        text: text.into(),
        tone: Tone::Failed,
    });
}

/// A cursor moved by `by` rows within `n_rows`.
fn moved(cursor: usize, by: isize, n_rows: usize) -> usize {
    cursor
        .saturating_add_signed(by)
        .min(n_rows.saturating_sub(1))
}
