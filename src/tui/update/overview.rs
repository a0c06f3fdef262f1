//! The figures over the whole audit: counted when the screen is opened and when the scan ends.

use std::collections::BTreeMap;

use super::{back, moved};
use crate::finding::{Checked, VisitVerdict};
use crate::tui::effect::Effect;
use crate::tui::layout;
use crate::tui::state::overview::{Figure, HeatRow, Line};
use crate::tui::state::{Mark, Screen, State};
use crate::visit::{ChargeVerdict, ElementKind};

/// Counts everything anew.
pub(super) fn refresh(state: &mut State) {
    let visits: Vec<(&Checked, &Mark)> = state
        .audit
        .rows
        .iter()
        .zip(&state.worklist.marks)
        .filter_map(|(row, mark)| Some((row.checked()?, mark)))
        .collect();
    let mut lines = vec![Line::Head("Review")];
    lines.extend(
        review(&visits, state.audit.n_unreadable)
            .into_iter()
            .map(Line::Figure),
    );
    lines.extend([Line::Gap, Line::Head("Verdicts of the tool")]);
    lines.extend(verdicts(&visits).into_iter().map(Line::Figure));
    lines.extend([
        Line::Gap,
        Line::Head("Timed charges that lack an element, by provider"),
    ]);
    let heat = heat(&visits);
    if !heat.is_empty() {
        lines.push(Line::HeatHead);
        lines.extend(heat.into_iter().map(Line::Heat));
    }
    lines.extend([Line::Gap, Line::Head("Findings by rule")]);
    lines.extend(by_rule(&visits).into_iter().map(Line::Figure));
    lines.extend([Line::Gap, Line::Head("Charges by code")]);
    lines.extend(by_code(&visits).into_iter().map(Line::Figure));
    lines.extend([Line::Gap, Line::Head("Visits by month")]);
    lines.extend(by_month(&visits).into_iter().map(Line::Figure));
    state.overview.lines = lines;
    if !state
        .overview
        .lines
        .get(state.overview.cursor)
        .is_some_and(stops)
    {
        state.overview.cursor = state.overview.lines.iter().position(stops).unwrap_or(0);
    }
}

fn figure(label: &str, n: usize, of: usize, filter: &str) -> Figure {
    Figure {
        label: label.to_owned(),
        n,
        of,
        filter: filter.to_owned(),
    }
}

fn review(visits: &[(&Checked, &Mark)], n_unreadable: usize) -> Vec<Figure> {
    let n = visits.len();
    let count = |test: fn(&Mark) -> bool| visits.iter().filter(|(_, mark)| test(mark)).count();
    let done = count(|mark| mark.done);
    vec![
        figure("reviewed", done, n, "status:done"),
        figure("to do", n - done, n, "status:todo"),
        figure(
            "flagged for a second look",
            count(|mark| mark.flagged),
            n,
            "status:flagged",
        ),
        figure(
            "with a comment",
            count(|mark| mark.n_comments > 0),
            n,
            "status:commented",
        ),
        figure(
            "reviewed before the text changed",
            count(|mark| mark.stale),
            n,
            "status:stale",
        ),
        figure(
            "copies of an earlier visit",
            visits
                .iter()
                .filter(|(checked, _)| checked.clone_of.is_some())
                .count(),
            n,
            "clone:yes",
        ),
        figure(
            "not signed",
            visits
                .iter()
                .filter(|(checked, _)| !checked.visit.signed)
                .count(),
            n,
            "signed:no",
        ),
        figure(
            "files that could not be read",
            n_unreadable,
            n + n_unreadable,
            "unreadable:yes",
        ),
    ]
}

fn verdicts(visits: &[(&Checked, &Mark)]) -> Vec<Figure> {
    let all = [
        VisitVerdict::Flagged,
        VisitVerdict::Review,
        VisitVerdict::Clean,
    ];
    all.into_iter()
        .map(|verdict| {
            let n = visits
                .iter()
                .filter(|(checked, _)| checked.verdict == verdict)
                .count();
            figure(
                verdict.word(),
                n,
                visits.len(),
                &format!("verdict:{}", verdict.word()),
            )
        })
        .collect()
}

fn heat(visits: &[(&Checked, &Mark)]) -> Vec<HeatRow> {
    let mut rows: BTreeMap<&str, HeatRow> = BTreeMap::new();
    for (checked, _) in visits {
        let provider = checked.visit.provider.as_deref().unwrap_or("(no provider)");
        let row = rows.entry(provider).or_insert_with(|| HeatRow {
            provider: provider.to_owned(),
            n_visits: 0,
            n_charges: 0,
            lacking: [0; 6],
        });
        row.n_visits += 1;
        for elements in checked
            .visit
            .charges
            .iter()
            .filter_map(|charge| charge.elements.as_ref())
        {
            row.n_charges += 1;
            for (at, kind) in ElementKind::ALL.into_iter().enumerate() {
                row.lacking[at] += usize::from(!elements.get(kind).status.is_enough());
            }
        }
    }
    let mut rows: Vec<_> = rows.into_values().filter(|row| row.n_charges > 0).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.n_visits));
    rows
}

fn by_rule(visits: &[(&Checked, &Mark)]) -> Vec<Figure> {
    let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
    for (checked, _) in visits {
        let mut here: Vec<_> = checked
            .findings
            .iter()
            .map(|finding| finding.rule.as_str())
            .collect();
        here.sort_unstable();
        here.dedup();
        here.into_iter()
            .for_each(|rule| *rules.entry(rule).or_default() += 1);
    }
    most(
        rules
            .into_iter()
            .map(|(rule, n)| figure(rule, n, visits.len(), &format!("rule:{rule}")))
            .collect(),
    )
}

fn by_code(visits: &[(&Checked, &Mark)]) -> Vec<Figure> {
    let mut codes: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for charge in visits
        .iter()
        .flat_map(|(checked, _)| &checked.visit.charges)
    {
        let count = codes.entry(&charge.code).or_default();
        count.0 += usize::from(charge.verdict != ChargeVerdict::Supported);
        count.1 += 1;
    }
    let label = |code: &str| format!("{code} not supported");
    most(
        codes
            .into_iter()
            .map(|(code, (n, of))| figure(&label(code), n, of, &format!("code:{code}")))
            .collect(),
    )
}

fn by_month(visits: &[(&Checked, &Mark)]) -> Vec<Figure> {
    let mut months: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for (checked, _) in visits {
        let month = checked.visit.date.map_or_else(
            || "no date".to_owned(),
            |date| date.to_string()[..7].to_owned(),
        );
        let count = months.entry(month).or_default();
        count.0 += usize::from(checked.verdict == VisitVerdict::Flagged);
        count.1 += 1;
    }
    let filter = |month: &str| {
        if month == "no date" {
            "-date:1900..2199".to_owned()
        } else {
            format!("date:{month}")
        }
    };
    months
        .iter()
        .map(|(month, (n, of))| figure(&format!("{month} flagged"), *n, *of, &filter(month)))
        .collect()
}

/// Largest first; equal ones in the order of their labels.
fn most(mut figures: Vec<Figure>) -> Vec<Figure> {
    figures.sort_by_key(|figure| std::cmp::Reverse(figure.n));
    figures
}

fn stops(line: &Line) -> bool {
    matches!(line, Line::Figure(_) | Line::Heat(_))
}

/// Moves the cursor over headings.
pub(super) fn step(state: &mut State, by: isize) {
    let overview = &mut state.overview;
    for _ in 0..by.unsigned_abs().min(overview.lines.len()) {
        let mut at = overview.cursor;
        loop {
            let next = moved(at, by.signum(), overview.lines.len());
            if next == at {
                return;
            }
            at = next;
            if overview.lines.get(at).is_some_and(stops) {
                break;
            }
        }
        overview.cursor = at;
    }
}

/// Lists the visits behind the figure under the cursor.
pub(super) fn open(state: &mut State) -> Vec<Effect> {
    let filter = match state.overview.lines.get(state.overview.cursor) {
        Some(Line::Figure(figure)) => figure.filter.clone(),
        Some(Line::Heat(row)) if row.provider == "(no provider)" => return Vec::new(),
        Some(Line::Heat(row)) => format!("provider:\"{}\"", row.provider),
        _ => return Vec::new(),
    };
    back(state);
    state.behind.clear();
    state.screen = Screen::Worklist;
    super::filter::set(state, filter)
}

/// A click on a row: the cursor goes there, a second click opens it.
pub(super) fn click(state: &mut State, at: usize, _column: u16) -> Vec<Effect> {
    if !state.overview.lines.get(at).is_some_and(stops) {
        return Vec::new();
    }
    if state.overview.cursor == at {
        return open(state);
    }
    state.overview.cursor = at;
    Vec::new()
}

/// Keeps the cursor on the screen.
pub(super) fn reveal(state: &mut State) {
    let height = usize::from(layout::frame(state.size).body.height);
    let overview = &mut state.overview;
    overview.top = layout::scroll(overview.top, overview.cursor, height, overview.lines.len());
    if overview
        .lines
        .iter()
        .position(stops)
        .is_some_and(|first| overview.cursor <= first)
    {
        overview.top = 0;
    }
}
