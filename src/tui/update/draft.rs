//! A comment that is not finished: kept on disk while it is typed, offered again after a crash.

use super::{editor, menu};
use crate::tui::effect::Effect;
use crate::tui::state::overlay::{Choice, MenuLine, Overlay};
use crate::tui::state::{Draft, State};

/// Offers the draft of an earlier run as soon as its visit is known.
pub(super) fn offer(state: &mut State) {
    let Some(draft) = state.draft.as_ref().filter(|_| state.draft_waits) else {
        return;
    };
    if !state.audit.by_key.contains_key(&draft.key) {
        return;
    }
    state.draft_waits = false;
    let start: String = draft
        .text
        .split_whitespace()
        .take(8)
        .collect::<Vec<_>>()
        .join(" ");
    let line = |text: &str, choice| MenuLine {
        key: String::new(),
        text: text.to_owned(),
        off: None,
        head: false,
        choice,
    };
    let lines = vec![
        line(&format!("Take it up: \"{start} ...\""), Choice::TakeDraft),
        line("Throw it away", Choice::DropDraft),
    ];
    state.overlays.push(Overlay::Menu(menu::menu(
        "A comment was not finished when the program ended",
        lines,
    )));
}

/// Opens the editor with the draft's words.
pub(super) fn take_up(state: &mut State) -> Vec<Effect> {
    let Some(draft) = state.draft.clone() else {
        return Vec::new();
    };
    let Some(id) = state.audit.by_key.get(&draft.key).copied() else {
        super::complain(
            state,
            "the visit of the unfinished comment has not been read yet; c on it opens the comment again",
        );
        return Vec::new();
    };
    let effects = super::visit::open(state, id);
    editor::open(state, id, draft.target, draft.reason);
    effects
}

/// Keeps what is typed.
pub(super) fn keep(state: &mut State, draft: Option<Draft>) -> Vec<Effect> {
    if state.draft == draft {
        return Vec::new();
    }
    state.draft.clone_from(&draft);
    vec![Effect::KeepDraft(draft)]
}

/// Forgets the draft: its words are saved, or were thrown away.
pub(super) fn drop(state: &mut State) -> Vec<Effect> {
    state.draft = None;
    vec![Effect::KeepDraft(None)]
}
