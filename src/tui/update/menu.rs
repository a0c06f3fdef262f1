//! Menus: help, palette, canned comments, reasons, questions asked back.

use ratatui::crossterm::event::KeyEvent;

use super::{complain, decide, draft, editor, filter, keys, many, moved, worklist};
use crate::decision::Target;
use crate::tui::action::{self, ACTIONS, Act};
use crate::tui::effect::Effect;
use crate::tui::filter::Words;
use crate::tui::key;
use crate::tui::layout;
use crate::tui::state::overlay::{Choice, Menu, MenuLine, Overlay};
use crate::tui::state::{Screen, State};

/// Reasons offered when a finding is dismissed; one's own can be typed.
const REASONS: [&str; 5] = [
    "documented elsewhere in the record",
    "the wording is specific to this visit",
    "not required by this payer",
    "the tool misread the note",
    "not material to the charge",
];

/// A menu with the cursor on its first line that can be chosen.
pub(super) fn menu(title: &str, lines: Vec<MenuLine>) -> Menu {
    let shown: Vec<usize> = (0..lines.len()).collect();
    let cursor = lines.iter().position(|line| !line.head).unwrap_or(0);
    Menu {
        title: title.to_owned(),
        typed: String::new(),
        lines,
        shown,
        cursor,
        top: 0,
    }
}

fn action_line(row: &action::Action, text: &str, facts: &action::Facts) -> MenuLine {
    let keys: Vec<String> = row.keys.iter().map(|name| key::show(name)).collect();
    MenuLine {
        key: keys.join(" "),
        text: text.to_owned(),
        off: (row.off)(facts),
        head: false,
        choice: Choice::Run(row.act),
    }
}

/// The keys of the place; each line can be run.
pub(super) fn help(state: &mut State) -> Vec<Effect> {
    let (place, facts) = (state.place_below(), state.facts());
    let head = |text: &str| MenuLine {
        key: String::new(),
        text: text.to_owned(),
        off: None,
        head: true,
        choice: Choice::None,
    };
    let here = ACTIONS.iter().filter(|row| row.places.contains(&place));
    let (common, own): (Vec<_>, Vec<_>) = here.partition(|row| row.places.len() >= 4);
    let mut lines = vec![head(place.title())];
    lines.extend(own.iter().map(|row| action_line(row, row.help, &facts)));
    lines.push(head("Everywhere"));
    lines.extend(common.iter().map(|row| action_line(row, row.help, &facts)));
    state.overlays.push(Overlay::Menu(menu(
        &format!("Keys: {}", place.title()),
        lines,
    )));
    Vec::new()
}

/// Every action of the place by name.
pub(super) fn palette(state: &mut State) -> Vec<Effect> {
    let (place, facts) = (state.place_below(), state.facts());
    let rows = ACTIONS
        .iter()
        .filter(|row| row.places.contains(&place) && row.act != Act::Palette);
    let lines = rows
        .map(|row| action_line(row, &format!("{}: {}", row.name, row.help), &facts))
        .collect();
    state.overlays.push(Overlay::Menu(menu("Palette", lines)));
    Vec::new()
}

/// Reasons to dismiss the finding under the cursor.
pub(super) fn reasons(state: &mut State) -> Vec<Effect> {
    let line = |text: &str, choice| MenuLine {
        key: String::new(),
        text: text.to_owned(),
        off: None,
        head: false,
        choice,
    };
    let mut lines: Vec<_> = REASONS
        .iter()
        .map(|reason| line(reason, Choice::Reason((*reason).to_owned())))
        .collect();
    lines.push(line("another reason, to be typed", Choice::OwnReason));
    state
        .overlays
        .push(Overlay::Menu(menu("Dismiss the finding because", lines)));
    Vec::new()
}

/// Comments made of the rules' questions and of the reviewer's own earlier ones.
pub(super) fn canned(state: &mut State) -> Vec<Effect> {
    let Some(checked) = state.open_visit() else {
        return Vec::new();
    };
    let here = state
        .visit
        .finding()
        .and_then(|idx| checked.findings.get(idx));
    let mut texts: Vec<(&str, String)> = Vec::new();
    let questions = here
        .into_iter()
        .chain(&checked.findings)
        .map(|finding| finding.suggestion.clone());
    texts.extend(
        questions
            .filter(|text| !text.is_empty())
            .map(|text| ("ask", text)),
    );
    let own = state
        .journal
        .entries
        .iter()
        .rev()
        .filter_map(|entry| match &entry.decision.action {
            crate::decision::Action::Comment { text } => Some(("own", text.clone())),
            _ => None,
        });
    texts.extend(own.take(50));
    let mut seen = std::collections::BTreeSet::new();
    texts.retain(|(_, text)| seen.insert(text.clone()));
    if texts.is_empty() {
        complain(
            state,
            "there is no canned comment yet: the visit has no finding, and you have made no comment",
        );
        return Vec::new();
    }
    let line = |(key, text): (&str, String)| MenuLine {
        key: key.to_owned(),
        text: text.split_whitespace().collect::<Vec<_>>().join(" "),
        off: None,
        head: false,
        choice: Choice::Comment(text),
    };
    let lines = texts.into_iter().map(line).collect();
    state.overlays.push(Overlay::Menu(menu("Comment", lines)));
    Vec::new()
}

/// Moving and choosing.
pub(super) fn act(state: &mut State, act: Act) -> Vec<Effect> {
    let by = if act == Act::MenuUp { -1 } else { 1 };
    match (state.overlays.last_mut(), act) {
        (Some(Overlay::Menu(_)), Act::Apply) => return choose(state),
        (Some(Overlay::Menu(menu)), _) => step(menu, by),
        (None, Act::MenuDown | Act::MenuUp) => filter::choose(state, by),
        _ => {}
    }
    Vec::new()
}

/// Moves the cursor over headings.
pub(super) fn step(menu: &mut Menu, by: isize) {
    let is_head = |at: usize| menu.lines[menu.shown[at]].head;
    let mut at = moved(menu.cursor, by, menu.shown.len());
    while at < menu.shown.len() && is_head(at) {
        let next = moved(at, by.signum(), menu.shown.len());
        if next == at {
            return;
        }
        at = next;
    }
    menu.cursor = at;
}

/// A key for the words that narrow the menu.
pub(super) fn typed(state: &mut State, event: &KeyEvent, name: &str) -> Vec<Effect> {
    let Some(Overlay::Menu(menu)) = state.overlays.last_mut() else {
        return Vec::new();
    };
    match (name, key::typed(event)) {
        ("backspace", _) => {
            menu.typed.pop();
        }
        ("ctrl-u", _) => menu.typed.clear(),
        ("pagedown", _) => {
            step(menu, 10);
            return Vec::new();
        }
        ("pageup", _) => {
            step(menu, -10);
            return Vec::new();
        }
        (_, Some(c)) => menu.typed.push(c),
        _ => return Vec::new(),
    }
    narrow(menu);
    Vec::new()
}

/// Shows the lines that the typed words are found in, best first.
fn narrow(menu: &mut Menu) {
    let words: Vec<String> = menu
        .typed
        .to_lowercase()
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    if words.is_empty() {
        menu.shown = (0..menu.lines.len()).collect();
    } else {
        let matcher = Words::default();
        let rank = |line: &MenuLine| {
            let text = line.text.to_lowercase();
            let name = text.split(':').next().unwrap_or_default().to_owned();
            let ranks = words.iter().map(|word| {
                let bonus = if name.starts_with(word.as_str()) {
                    200
                } else if name.contains(word.as_str()) {
                    100
                } else {
                    0
                };
                matcher
                    .found(word, &text)
                    .then(|| bonus + matcher.rank(word, &text).unwrap_or(0))
            });
            ranks.sum::<Option<i64>>()
        };
        let lines = menu.lines.iter().enumerate().filter(|(_, line)| !line.head);
        let mut ranked: Vec<_> = lines
            .filter_map(|(at, line)| Some((std::cmp::Reverse(rank(line)?), at)))
            .collect();
        ranked.sort_unstable();
        menu.shown = ranked.into_iter().map(|(_, at)| at).collect();
    }
    menu.cursor = menu
        .shown
        .iter()
        .position(|at| !menu.lines[*at].head)
        .unwrap_or(0);
    menu.top = 0;
}

/// Does what the line under the cursor says.
pub(super) fn choose(state: &mut State) -> Vec<Effect> {
    let Some(Overlay::Menu(menu)) = state.overlays.last() else {
        return Vec::new();
    };
    let Some(line) = menu
        .shown
        .get(menu.cursor)
        .map(|at| menu.lines[*at].clone())
    else {
        return Vec::new();
    };
    state.overlays.pop();
    match line.choice {
        Choice::None => Vec::new(),
        Choice::Run(act) => match action::row(state.place_below(), act) {
            Some(row) => keys::attempt(state, row),
            None => Vec::new(),
        },
        Choice::Sort(column) => worklist::sort_column(state, column),
        Choice::Comment(text) => {
            let target = state.visit_target().unwrap_or(Target::Visit);
            let id = state.visit.id;
            decide::comment(state, id, target, text)
        }
        Choice::Reason(reason) => match state.visit_target() {
            Some(target) if state.screen == Screen::Visit => {
                decide::dismiss(state, state.visit.id, target, reason)
            }
            _ => Vec::new(),
        },
        Choice::OwnReason => {
            if let Some(target) = state.visit_target() {
                editor::open(state, state.visit.id, target, true);
            }
            Vec::new()
        }
        Choice::TakeDraft => draft::take_up(state),
        Choice::DropDraft => draft::drop(state),
        Choice::Confirm(confirm) => many::confirmed(state, confirm),
    }
}

/// Keeps the cursor of the open menu on the screen.
pub(super) fn reveal(state: &mut State) {
    let size = state.size;
    if let Some(Overlay::Menu(menu)) = state.overlays.last_mut() {
        let height = usize::from(layout::menu_rows(size, menu.lines.len()).height);
        menu.top = layout::scroll(menu.top, menu.cursor, height, menu.shown.len());
        if menu.cursor <= 1 {
            menu.top = 0;
        }
    }
}
