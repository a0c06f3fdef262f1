//! Acting on many visits at once: the count is asked back first.

use super::decide::{self, Plan};
use super::menu;
use crate::decision::{Action, Target};
use crate::tui::action::Act;
use crate::tui::effect::Effect;
use crate::tui::state::overlay::{Choice, Confirm, MenuLine, Overlay};
use crate::tui::state::{RowId, State};

/// Asks back before acting on the picked visits.
pub(super) fn ask(state: &mut State, act: Act) -> Vec<Effect> {
    let ids: Vec<RowId> = state.worklist.picked.iter().copied().collect();
    let marks = &state.worklist.marks;
    let all = |test: fn(&crate::tui::state::Mark) -> bool| {
        ids.iter()
            .all(|id| marks.get(*id as usize).is_some_and(test))
    };
    let n_ids = ids.len();
    let visits = if n_ids == 1 {
        "1 visit".to_owned()
    } else {
        format!("{n_ids} visits")
    };
    let (title, confirm) = match act {
        Act::AcceptAll => (
            format!("Accept all the tool says on {visits} and mark them done?"),
            Confirm::AcceptAll(ids),
        ),
        Act::Flag => {
            let on = !all(|mark| mark.flagged);
            (
                format!(
                    "{} {visits}?",
                    if on { "Flag" } else { "Take the flag off" }
                ),
                Confirm::Flag(ids, on),
            )
        }
        _ => {
            let done = !all(|mark| mark.done);
            (
                format!(
                    "Mark {visits} as {}?",
                    if done { "done" } else { "open again" }
                ),
                Confirm::Done(ids, done),
            )
        }
    };
    let line = |text: String, choice| MenuLine {
        key: String::new(),
        text,
        off: None,
        head: false,
        choice,
    };
    let lines = vec![
        line(format!("Yes, all {n_ids}"), Choice::Confirm(confirm)),
        line("No".to_owned(), Choice::None),
    ];
    state
        .overlays
        .push(Overlay::Menu(menu::menu(&title, lines)));
    Vec::new()
}

/// Does what was confirmed, as one step that undo takes back as a whole.
pub(super) fn confirmed(state: &mut State, confirm: Confirm) -> Vec<Effect> {
    let (jobs, verb): (Vec<_>, _) = match confirm {
        Confirm::AcceptAll(ids) => (
            ids.into_iter()
                .map(|id| (id, decide::steps_to_accept(state, id)))
                .collect(),
            "accepted and done",
        ),
        Confirm::Done(ids, done) => (
            each(ids, &Action::Reviewed { done }),
            if done { "done" } else { "open again" },
        ),
        Confirm::Flag(ids, on) => (
            each(ids, &Action::Flag { on }),
            if on { "flagged" } else { "no longer flagged" },
        ),
    };
    let says = format!("{} visits {verb}", jobs.len());
    let effects = decide::save(
        state,
        Plan {
            jobs,
            says,
            has_draft: false,
        },
    );
    if !effects.is_empty() {
        state.worklist.picked.clear();
    }
    effects
}

fn each(ids: Vec<RowId>, action: &Action) -> Vec<(RowId, Vec<(Target, Action)>)> {
    ids.into_iter()
        .map(|id| (id, vec![(Target::Visit, action.clone())]))
        .collect()
}
