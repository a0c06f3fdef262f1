//! The filter line: typing, completing, and the job that finds the rows.

use std::sync::Arc;

use ratatui::crossterm::event::KeyEvent;
use unicode_segmentation::UnicodeSegmentation;

use super::moved;
use crate::tui::action::Act;
use crate::tui::effect::{Effect, FilterJob};
use crate::tui::filter::{Field, Query, Words, accepts, parse, suggest};
use crate::tui::key;
use crate::tui::msg::Filtered;
use crate::tui::state::State;

/// The most values of a field that are offered.
const N_VALUES: usize = 200;

/// Opening, taking, cancelling.
pub(super) fn act(state: &mut State, act: Act) -> Vec<Effect> {
    match act {
        Act::Filter => {
            let filter = &mut state.filter;
            filter.open = true;
            filter.before.clone_from(&filter.line);
            if !filter.line.is_empty() && !filter.line.ends_with(' ') {
                filter.line.push(' ');
            }
            filter.at = filter.line.len();
            complete(state);
            Vec::new()
        }
        Act::ClearFilter => {
            state.worklist.picked.clear();
            set(state, String::new())
        }
        Act::Apply if state.filter.chosen.is_some() => take_suggestion(state),
        Act::Apply => {
            state.filter.open = false;
            let line = state.filter.line.trim_end().to_owned();
            state.worklist.touched = true;
            set(state, line)
        }
        Act::Complete => {
            state.filter.chosen.get_or_insert(0);
            take_suggestion(state)
        }
        _ => {
            state.filter.open = false;
            let before = std::mem::take(&mut state.filter.before);
            set(state, before)
        }
    }
}

/// Puts a line into the filter and filters by it.
pub(super) fn set(state: &mut State, line: String) -> Vec<Effect> {
    state.filter.at = line.len();
    state.filter.line = line;
    changed(state)
}

/// A key for the line.
pub(super) fn typed(state: &mut State, event: &KeyEvent, name: &str) -> Vec<Effect> {
    let filter = &mut state.filter;
    match (name, key::typed(event)) {
        ("left", _) => filter.at = before(&filter.line, filter.at),
        ("right", _) => filter.at = after(&filter.line, filter.at),
        ("home" | "ctrl-a", _) => filter.at = 0,
        ("end" | "ctrl-e", _) => filter.at = filter.line.len(),
        ("backspace" | "ctrl-h", _) => {
            let from = before(&filter.line, filter.at);
            filter.line.replace_range(from..filter.at, "");
            filter.at = from;
            return changed(state);
        }
        ("delete", _) => {
            let to = after(&filter.line, filter.at);
            filter.line.replace_range(filter.at..to, "");
            return changed(state);
        }
        ("ctrl-u", _) => {
            filter.line.replace_range(..filter.at, "");
            filter.at = 0;
            return changed(state);
        }
        ("ctrl-w", _) => {
            let start = filter.line[..filter.at]
                .trim_end()
                .rfind(' ')
                .map_or(0, |space| space + 1);
            filter.line.replace_range(start..filter.at, "");
            filter.at = start;
            return changed(state);
        }
        (_, Some(c)) => return paste(state, c.encode_utf8(&mut [0; 4])),
        _ => {}
    }
    Vec::new()
}

/// Puts text into the line at the cursor.
pub(super) fn paste(state: &mut State, text: &str) -> Vec<Effect> {
    if !state.filter.open {
        return Vec::new();
    }
    let plain: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let filter = &mut state.filter;
    filter.line.insert_str(filter.at, &plain);
    filter.at += plain.len();
    changed(state)
}

/// Moves among the suggestions.
pub(super) fn choose(state: &mut State, by: isize) {
    let n_suggestions = state.filter.suggestions.len();
    if n_suggestions == 0 {
        return;
    }
    state.filter.chosen = Some(match state.filter.chosen {
        Some(at) => moved(at, by, n_suggestions),
        None => 0,
    });
}

fn before(line: &str, at: usize) -> usize {
    line[..at]
        .grapheme_indices(true)
        .next_back()
        .map_or(0, |(start, _)| start)
}

fn after(line: &str, at: usize) -> usize {
    line[at..]
        .graphemes(true)
        .next()
        .map_or(at, |grapheme| at + grapheme.len())
}

fn take_suggestion(state: &mut State) -> Vec<Effect> {
    let chosen = state
        .filter
        .chosen
        .and_then(|at| state.filter.suggestions.get(at));
    let Some(line) = chosen.map(|suggestion| suggestion.line.clone()) else {
        return Vec::new();
    };
    state.filter.chosen = None;
    set(state, line)
}

/// The line is another one: read it, and filter when it is right.
fn changed(state: &mut State) -> Vec<Effect> {
    complete(state);
    let (query, mistake) = parse(&state.filter.line);
    state.filter.mistake = mistake;
    if *state.filter.query == query {
        return Vec::new();
    }
    state.filter.query = Arc::new(query);
    vec![job(state)]
}

fn complete(state: &mut State) {
    state.filter.chosen = None;
    state.filter.suggestions = if state.filter.open && state.filter.at == state.filter.line.len() {
        suggest(&state.filter.line, |field| seen(state, field))
    } else {
        Vec::new()
    };
}

/// Values of a field that occur in the folder, in order.
fn seen(state: &State, field: Field) -> Vec<String> {
    let mut values = std::collections::BTreeSet::new();
    for checked in state.audit.rows.iter().filter_map(|row| row.checked()) {
        match field {
            Field::Patient if state.masked => {}
            Field::Patient => values.extend(checked.visit.patient.clone()),
            Field::Provider => values.extend(checked.visit.provider.clone()),
            Field::Payer => values.extend(checked.visit.payer.clone()),
            Field::Code => values.extend(
                checked
                    .visit
                    .charges
                    .iter()
                    .map(|charge| charge.code.clone()),
            ),
            Field::Rule => {
                values.extend(checked.findings.iter().map(|finding| finding.rule.clone()))
            }
            _ => {}
        }
        if values.len() >= N_VALUES {
            break;
        }
    }
    values.into_iter().collect()
}

/// A job for the line and the order of now.
pub(super) fn job(state: &mut State) -> Effect {
    state.filter.generation += 1;
    state.filter.settled = false;
    Effect::Filter(Box::new(FilterJob {
        generation: state.filter.generation,
        query: Arc::clone(&state.filter.query),
        sort: state.worklist.sort,
        rows: state.audit.rows.clone(),
        marks: state.worklist.marks.clone(),
    }))
}

/// Does a job. Runs off the loop.
pub(crate) fn run(job: &FilterJob) -> Filtered {
    let matcher = Words::default();
    let n_rows = u32::try_from(job.rows.len()).unwrap_or(u32::MAX);
    let of = |id: u32| (job.rows[id as usize].as_ref(), &job.marks[id as usize]);
    let passes = |id: &u32| accepts(&job.query, &matcher, of(*id).0, of(*id).1);
    let mut ids: Vec<u32> = (0..n_rows).filter(passes).collect();
    ids.sort_by(|a, b| job.sort.compare(of(*a), of(*b)));
    Filtered {
        generation: job.generation,
        n_rows,
        ids,
    }
}

/// A job is done; an older one than the last is dropped.
pub(super) fn answered(state: &mut State, answer: Filtered) -> Vec<Effect> {
    if answer.generation != state.filter.generation {
        return Vec::new();
    }
    state.filter.settled = true;
    state.worklist.replace(answer.ids);
    let late = answer.n_rows..state.audit.n_rows();
    let query: Arc<Query> = Arc::clone(&state.filter.query);
    let matcher = Words::default();
    for id in late {
        let Some((row, mark)) = state
            .audit
            .row(id)
            .zip(state.worklist.marks.get(id as usize))
        else {
            continue;
        };
        if accepts(&query, &matcher, row, mark) {
            state.worklist.insert(&state.audit, id);
        }
    }
    Vec::new()
}
