//! Pages to read (rule, journal), and what leaves the program (citation, the file itself).

use super::{complain, journal};
use crate::finding::Finding;
use crate::tui::cut::paragraph;
use crate::tui::effect::Effect;
use crate::tui::layout;
use crate::tui::mask::{about, masked};
use crate::tui::state::State;
use crate::tui::state::overlay::{Overlay, Page, PageLine};

/// The page of the rule behind the finding under the cursor.
pub(super) fn rule(state: &mut State) -> Vec<Effect> {
    let finding = state
        .open_visit()
        .zip(state.visit.finding())
        .and_then(|(checked, idx)| checked.findings.get(idx));
    let Some(finding) = finding else {
        complain(
            state,
            "no finding is under the cursor; ] goes to the next one",
        );
        return Vec::new();
    };
    let page = rule_page(state, finding);
    state.overlays.push(Overlay::Page(page));
    Vec::new()
}

fn rule_page(state: &State, finding: &Finding) -> Page {
    let shown = |text: &String| match state.open_visit() {
        Some(checked) => about(text, checked, state.masked),
        None => text.clone(),
    };
    let mut lines = vec![
        PageLine::Pair("Rule".into(), finding.rule.clone()),
        PageLine::Pair("Category".into(), finding.category.word().into()),
        PageLine::Pair(
            "Severity".into(),
            format!("{}, {} points", finding.severity.word(), finding.points),
        ),
    ];
    part(
        &mut lines,
        "What is wrong here",
        vec![shown(&finding.message)],
    );
    part(
        &mut lines,
        "Ask the clinician",
        vec![shown(&finding.suggestion)],
    );
    part(
        &mut lines,
        "Where the rule comes from",
        vec![finding.source.clone()],
    );
    part(
        &mut lines,
        "In this visit",
        finding.details.iter().map(shown).collect(),
    );
    if let Some(rule) = state.rules.rules.get(&finding.rule) {
        part(
            &mut lines,
            "A note that is flagged",
            rule.must_flag.iter().take(1).cloned().collect(),
        );
        part(
            &mut lines,
            "A note that passes",
            rule.must_pass.iter().take(1).cloned().collect(),
        );
    }
    Page {
        title: format!("Rule {}", finding.rule),
        lines,
        top: 0,
    }
}

/// A heading with the texts below it that say something.
fn part(lines: &mut Vec<PageLine>, head: &str, texts: Vec<String>) {
    let texts: Vec<_> = texts
        .into_iter()
        .filter(|text| !text.trim().is_empty())
        .collect();
    if !texts.is_empty() {
        lines.push(PageLine::Text(String::new()));
        lines.push(PageLine::Head(head.into()));
        lines.extend(texts.into_iter().map(PageLine::Text));
    }
}

/// The journal in words, newest first.
pub(super) fn log(state: &mut State) -> Vec<Effect> {
    let mut lines = Vec::new();
    for entry in state.journal.entries.iter().rev() {
        let undone = !state.journal.ledger.counts(entry.seq)
            && state.journal.ledger.decision(entry.seq).is_some();
        let mark = if undone { " (taken back)" } else { "" };
        let time = entry
            .time
            .get(..16)
            .unwrap_or(&entry.time)
            .replace('T', " ");
        lines.push(PageLine::Pair(
            time,
            format!("{}{mark}", journal::short_words(state, entry)),
        ));
    }
    if lines.is_empty() {
        lines.push(PageLine::Text("no decision has been made yet".into()));
    }
    let n_lines = state.journal.entries.len();
    state.overlays.push(Overlay::Page(Page {
        title: format!("Journal, {n_lines} lines, newest first"),
        lines,
        top: 0,
    }));
    Vec::new()
}

/// Stops scrolling at the end of the open page.
pub(super) fn stop(state: &mut State) {
    let inner = layout::inside(layout::page(state.size));
    if let Some(Overlay::Page(page)) = state.overlays.last_mut() {
        let n_rows = page_rows(page, inner.width).len();
        page.top = page
            .top
            .min(n_rows.saturating_sub(usize::from(inner.height)));
    }
}

/// One drawn row of a page: the short word of a pair, the text, and whether it is a heading.
pub(crate) struct PageRow {
    pub(crate) short: String,
    pub(crate) text: String,
    pub(crate) head: bool,
}

/// A page wrapped to a width.
pub(crate) fn page_rows(page: &Page, width: u16) -> Vec<PageRow> {
    let width = usize::from(width.saturating_sub(2));
    let short_width = page
        .lines
        .iter()
        .filter_map(|line| match line {
            PageLine::Pair(short, _) => Some(crate::tui::cut::width(short)),
            _ => None,
        })
        .max()
        .unwrap_or(0);
    let mut rows = Vec::new();
    for line in &page.lines {
        let (short, text, indent, head) = match line {
            PageLine::Head(text) => ("", text, 0, true),
            PageLine::Text(text) => ("", text, 0, false),
            PageLine::Pair(short, text) => (short.as_str(), text, short_width + 2, false),
        };
        let parts = paragraph(text, width.saturating_sub(indent).max(8));
        let n_parts = parts.len().max(1);
        for (nth, part) in parts
            .into_iter()
            .chain(std::iter::repeat(String::new()))
            .take(n_parts)
            .enumerate()
        {
            let shown = if nth == 0 { short } else { "" };
            let short = if indent > 0 {
                crate::tui::cut::left(shown, indent, "~")
            } else {
                String::new()
            };
            rows.push(PageRow {
                short,
                text: part,
                head,
            });
        }
    }
    rows
}

/// Copies the finding or evidence under the cursor with its place.
pub(super) fn copy(state: &mut State) -> Vec<Effect> {
    let words = state.words_of_item();
    let (Some(checked), Some(note)) = (state.open_visit(), state.visit.text()) else {
        return Vec::new();
    };
    let lines = crate::text::LineIndex::new(&note.text);
    let mut out = String::new();
    if let Some(finding) = state
        .visit
        .finding()
        .and_then(|idx| checked.findings.get(idx))
    {
        out.push_str(&format!(
            "{}: {}\n",
            finding.rule,
            about(&finding.message, checked, state.masked)
        ));
    }
    for span in &words {
        let place = lines.place(&note.text, span.start);
        out.push_str(&format!(
            "line {}: \"{}\"\n",
            place.line,
            span.of(&note.text)
        ));
    }
    let date = checked
        .visit
        .date
        .map_or_else(|| "no date".to_owned(), |date| date.to_string());
    let place = format!(
        "{}, visit {}, {date}",
        checked.visit.path, checked.visit.visit
    );
    // What leaves the program is masked unless names were asked for on purpose: paths hold names.
    let out = masked(
        &format!("{out}{}", if state.masked { date } else { place }),
        &checked.visit,
        state.masked,
    );
    vec![Effect::Copy(out)]
}

/// Opens the note file in the user's viewer.
pub(super) fn open_file(state: &mut State) -> Vec<Effect> {
    let path = state
        .current()
        .and_then(|id| state.audit.row(id))
        .map(|row| row.key.path.clone());
    path.map(Effect::OpenFile).into_iter().collect()
}
