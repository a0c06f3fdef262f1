//! The comment editor. Every change goes to the draft on disk, so a crash loses nothing.

use ratatui::crossterm::event::KeyEvent;
use ratatui_textarea::{CursorMove, TextArea};

use super::decide::{self, name_of};
use super::{complain, draft, filter, say};
use crate::decision::Target;
use crate::tui::action::Act;
use crate::tui::effect::Effect;
use crate::tui::state::overlay::{Editor, Overlay, Purpose};
use crate::tui::state::{Draft, RowId, Screen, State};

/// Opens or saves.
pub(super) fn act(state: &mut State, act: Act) -> Vec<Effect> {
    let Some(id) = state.current() else {
        return Vec::new();
    };
    match act {
        Act::Save => return save(state),
        Act::CommentVisit => open(state, id, Target::Visit, false),
        _ => {
            let on_item = (state.screen == Screen::Visit)
                .then(|| state.visit_target())
                .flatten();
            open(state, id, on_item.unwrap_or(Target::Visit), false);
        }
    }
    Vec::new()
}

/// Opens the editor on a part of a visit; with the draft's words when they are about the same.
pub(super) fn open(state: &mut State, id: RowId, target: Target, reason: bool) {
    let Some(row) = state.audit.row(id) else {
        return;
    };
    let mine =
        |draft: &&Draft| draft.key == row.key && draft.target == target && draft.reason == reason;
    let words = state
        .draft
        .as_ref()
        .filter(mine)
        .map(|draft| draft.text.clone())
        .unwrap_or_default();
    let mut area = TextArea::from(words.lines());
    area.move_cursor(CursorMove::Bottom);
    area.move_cursor(CursorMove::End);
    let purpose = if reason {
        Purpose::Reason
    } else {
        Purpose::Comment
    };
    let title = if reason {
        format!("Why {} does not stand", name_of(&target))
    } else {
        format!("Comment on {}", name_of(&target))
    };
    state.overlays.push(Overlay::Editor(Box::new(Editor {
        title,
        purpose,
        id,
        target,
        area,
    })));
}

/// A key for the words.
pub(super) fn typed(state: &mut State, event: KeyEvent) -> Vec<Effect> {
    let Some(Overlay::Editor(editor)) = state.overlays.last_mut() else {
        return Vec::new();
    };
    if editor.area.input(event) {
        keep(state)
    } else {
        Vec::new()
    }
}

/// Text pasted: into the editor, else into the filter line.
pub(super) fn paste(state: &mut State, text: &str) -> Vec<Effect> {
    match state.overlays.last_mut() {
        Some(Overlay::Editor(editor)) => {
            editor.area.insert_str(text.replace('\r', "\n"));
            keep(state)
        }
        Some(_) => Vec::new(),
        None => filter::paste(state, text),
    }
}

fn keep(state: &mut State) -> Vec<Effect> {
    let Some(Overlay::Editor(editor)) = state.overlays.last() else {
        return Vec::new();
    };
    let Some(row) = state.audit.row(editor.id) else {
        return Vec::new();
    };
    let text = editor.area.lines().join("\n");
    let made = Draft {
        key: row.key.clone(),
        target: editor.target.clone(),
        reason: editor.purpose == Purpose::Reason,
        text,
    };
    let made = (!made.text.trim().is_empty()).then_some(made);
    draft::keep(state, made)
}

fn save(state: &mut State) -> Vec<Effect> {
    let Some(Overlay::Editor(editor)) = state.overlays.last() else {
        return Vec::new();
    };
    let words = editor.words();
    let (id, target, purpose) = (editor.id, editor.target.clone(), editor.purpose);
    if words.is_empty() {
        complain(state, "nothing is typed yet; Esc closes the editor");
        return Vec::new();
    }
    state.overlays.pop();
    match purpose {
        Purpose::Comment => decide::comment(state, id, target, words),
        Purpose::Reason => decide::dismiss(state, id, target, words),
    }
}

/// Closes the editor; the words stay in the draft.
pub(super) fn close(state: &mut State) -> Vec<Effect> {
    state.overlays.pop();
    if state.draft.is_some() {
        say(
            state,
            "not saved; the words are kept as a draft and come back when you open it again",
        );
    }
    Vec::new()
}
