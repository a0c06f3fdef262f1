//! The details of the item under the cursor, and the brief of a visit before it is opened.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::worklist::{charge_sign, verdict_style};
use super::{draw_right, rule};
use crate::finding::{Checked, Finding};
use crate::store::{Disposition, charge_target, finding_target};
use crate::text::LineIndex;
use crate::tui::cut;
use crate::tui::layout;
use crate::tui::mask;
use crate::tui::state::State;
use crate::tui::state::visit::Item;
use crate::visit::{Charge, Element};

/// A paragraph with its style.
type Words = (String, Style);

/// Heading of the details.
pub(super) fn heading(state: &State) -> String {
    let Some(checked) = state.open_visit() else {
        return String::new();
    };
    match state.visit.item() {
        Some(Item::Charge(idx)) => {
            let charge = &checked.visit.charges[*idx];
            let name = state
                .rules
                .codes
                .get(&charge.code)
                .map_or("", |code| code.name.as_str());
            format!("{} {name}", charge.code)
        }
        Some(Item::Element(idx, kind)) => {
            format!("{} {}", checked.visit.charges[*idx].code, kind.word())
        }
        Some(Item::Units(idx)) => format!("{} units", checked.visit.charges[*idx].code),
        Some(Item::Finding(idx)) => checked.findings[*idx].rule.clone(),
        Some(Item::Remark(_)) => "comment".to_owned(),
        _ => String::new(),
    }
}

/// Draws the details of the item under the cursor.
pub(super) fn draw(state: &State, buf: &mut Buffer, area: Rect) {
    let Some(checked) = state.open_visit() else {
        return;
    };
    let words = match state.visit.item() {
        Some(Item::Charge(idx)) => of_charge(state, checked, *idx),
        Some(Item::Element(idx, kind)) => {
            let elements = checked.visit.charges[*idx].elements.as_ref();
            elements
                .map(|elements| of_element(state, checked, elements.get(*kind)))
                .unwrap_or_default()
        }
        Some(Item::Units(idx)) => of_units(state, checked, &checked.visit.charges[*idx]),
        Some(Item::Finding(idx)) => of_finding(state, checked, &checked.findings[*idx]),
        Some(Item::Remark(idx)) => of_remark(state, *idx),
        _ => Vec::new(),
    };
    paragraphs(state, buf, area, &words);
}

/// Draws paragraphs one below the other; what does not fit is announced.
fn paragraphs(state: &State, buf: &mut Buffer, area: Rect, words: &[Words]) {
    let width = usize::from(area.width.saturating_sub(3));
    let mut lines = Vec::new();
    for (text, style) in words.iter().filter(|(text, _)| !text.trim().is_empty()) {
        lines.extend(
            cut::paragraph(text, width)
                .into_iter()
                .map(|line| (line, *style)),
        );
    }
    let height = usize::from(area.height);
    let fits = lines.len() <= height;
    for ((line, style), y) in lines.iter().take(height).zip(area.y..) {
        buf.set_string(area.x + 2, y, line, *style);
    }
    if !fits {
        let text = format!(" {} r shows all ", state.paint.signs.cut);
        let at = layout::strip(area, area.bottom() - 1);
        draw_right(
            buf,
            at,
            &Line::from(Span::styled(text, state.paint.theme.dim)),
        );
    }
}

fn of_charge(state: &State, checked: &Checked, idx: usize) -> Vec<Words> {
    let theme = state.paint.theme;
    let charge = &checked.visit.charges[idx];
    let mut words: Vec<Words> = charge
        .reasons
        .iter()
        .map(|reason| (reason.clone(), Style::new()))
        .collect();
    if words.is_empty() {
        words.push((
            format!("The tool says: {}", charge.verdict.word()),
            Style::new(),
        ));
    }
    if let Some(intent) = charge.intent {
        words.push((
            format!("The work described is {}", intent.word().replace('_', " ")),
            theme.dim,
        ));
    }
    let target = charge_target(checked, idx);
    let ruled = state
        .audit
        .row(state.visit.id)
        .and_then(|row| state.journal.of(&row.key)?.verdicts.get(&target));
    if let Some(ruling) = ruled {
        let same = if ruling.verdict == charge.verdict {
            "as the tool"
        } else {
            "against the tool"
        };
        words.push((
            format!("You say: {}, {same}", ruling.verdict.word()),
            theme.strong,
        ));
    }
    words
}

fn of_element(state: &State, checked: &Checked, element: &Element) -> Vec<Words> {
    let theme = state.paint.theme;
    let mut words = Vec::new();
    if let Some(note) = state.visit.text() {
        let lines = LineIndex::new(&note.text);
        for span in &element.spans {
            let place = lines.place(&note.text, span.start);
            let quote = mask::masked(span.of(&note.text), &checked.visit, state.masked);
            words.push((
                format!("line {}: {}", place.line, quoted(state, &quote)),
                theme.evidence,
            ));
        }
    }
    if element.spans.is_empty() {
        words.push(("No words of the note speak of it.".to_owned(), Style::new()));
    }
    words.extend(
        element
            .reasons
            .iter()
            .map(|reason| (reason.clone(), theme.dim)),
    );
    words
}

/// The unit worksheet: minutes, both methods, what is billed.
fn of_units(state: &State, checked: &Checked, charge: &Charge) -> Vec<Words> {
    let theme = state.paint.theme;
    let minutes = charge.minutes.map_or_else(
        || "not known".to_owned(),
        |minutes| format!("{minutes} min"),
    );
    let total = checked.visit.total_timed_minutes.map_or_else(
        || "not known".to_owned(),
        |minutes| format!("{minutes} min"),
    );
    let line = |name: &str, units: Option<u32>| match units {
        Some(units) if units >= charge.units => {
            format!("{name}: {units} of {} billed", charge.units)
        }
        Some(units) => format!(
            "{name}: {units} of {} billed, {} too many",
            charge.units,
            charge.units - units
        ),
        None => format!("{name}: cannot be verified, the minutes are not known"),
    };
    vec![
        (format!("Minutes of {}: {minutes}; timed codes together: {total}", charge.code), Style::new()),
        (line("CMS 8-minute rule", charge.units_cms), Style::new()),
        (line("CPT midpoint", charge.units_midpoint), Style::new()),
        ("CMS adds the minutes of all timed codes; the midpoint method takes each code by itself.".to_owned(), theme.dim),
    ]
}

fn of_finding(state: &State, checked: &Checked, finding: &Finding) -> Vec<Words> {
    let theme = state.paint.theme;
    let mut words = vec![(
        mask::about(&finding.message, checked, state.masked),
        theme.strong,
    )];
    for citation in finding.citations.iter().take(3) {
        let quote = mask::masked(&citation.text, &checked.visit, state.masked);
        words.push((
            format!("line {}: {}", citation.line, quoted(state, &quote)),
            theme.finding,
        ));
    }
    words.extend(
        finding
            .details
            .iter()
            .map(|detail| (mask::about(detail, checked, state.masked), Style::new())),
    );
    if !finding.suggestion.is_empty() {
        words.push((
            format!(
                "Ask: {}",
                mask::about(&finding.suggestion, checked, state.masked)
            ),
            Style::new(),
        ));
    }
    let target = finding_target(checked, finding);
    let decided = state
        .audit
        .row(state.visit.id)
        .and_then(|row| state.journal.of(&row.key)?.findings.get(&target));
    match decided.map(|disposed| &disposed.how) {
        Some(Disposition::Accepted) => words.push(("You say: it stands".to_owned(), theme.strong)),
        Some(Disposition::Dismissed { reason }) => {
            words.push((format!("You dismissed it: {reason}"), theme.strong))
        }
        None => {}
    }
    words.push((finding.source.clone(), theme.dim));
    words
}

fn of_remark(state: &State, idx: usize) -> Vec<Words> {
    let remark = state
        .audit
        .row(state.visit.id)
        .and_then(|row| state.journal.of(&row.key)?.comments.get(idx));
    remark
        .map(|remark| vec![(remark.text.clone(), Style::new())])
        .unwrap_or_default()
}

/// Words of the note in one line, in quotation marks.
fn quoted(state: &State, text: &str) -> String {
    let [open, close] = state.paint.signs.quotes;
    let words: Vec<&str> = text.split_whitespace().collect();
    format!("{open}{}{close}", words.join(" "))
}

/// The visit under the list's cursor in brief: payer, minutes, charges, findings.
pub(super) fn brief(state: &State, buf: &mut Buffer, area: Rect) {
    let theme = state.paint.theme;
    rule(&state.paint, buf, Rect { height: 1, ..area }, "in brief");
    let inner = Rect {
        y: area.y + 1,
        height: area.height.saturating_sub(1),
        ..area
    };
    let Some(row) = state.worklist.current().and_then(|id| state.audit.row(id)) else {
        return;
    };
    let checked = match &row.outcome {
        Ok(checked) => checked,
        Err(error) => {
            paragraphs(
                state,
                buf,
                inner,
                &[
                    (mask::name(&row.key.path, state.masked), theme.strong),
                    (error.message.clone(), Style::new()),
                ],
            );
            return;
        }
    };
    let mut lines = vec![Line::from(Span::styled(facts(state, checked), theme.dim))];
    let charges = checked.visit.charges.iter();
    lines.extend(charges.map(|charge| brief_charge(state, charge)));
    lines.extend(checked.findings.iter().map(|finding| {
        let style = verdict_style(&state.paint, checked.verdict);
        Line::from(vec![
            Span::styled(format!("{:>3}  ", finding.points), style),
            Span::raw(finding.rule.clone()),
            Span::styled(
                format!("  {}", mask::about(&finding.message, checked, state.masked)),
                theme.dim,
            ),
        ])
    }));
    for (line, y) in lines.iter().zip(inner.y..inner.bottom()) {
        buf.set_line(inner.x + 2, y, line, inner.width.saturating_sub(3));
    }
}

/// Payer, minutes, signature and copy in one line.
fn facts(state: &State, checked: &Checked) -> String {
    let visit = &checked.visit;
    let minutes = |minutes: Option<u32>| {
        minutes.map_or_else(|| "?".to_owned(), |minutes| minutes.to_string())
    };
    let facts = [
        Some(format!(
            "payer {}",
            visit.payer.as_deref().unwrap_or("not stated")
        )),
        Some(format!("timed {} min", minutes(visit.total_timed_minutes))),
        Some(format!(
            "visit {} min",
            minutes(visit.total_treatment_minutes)
        )),
        Some(if visit.signed { "signed" } else { "not signed" }.to_owned()),
        checked.clone_of.as_ref().map(|clone| {
            format!(
                "repeats an earlier visit ({}.{} %)",
                clone.similarity_permille / 10,
                clone.similarity_permille % 10
            )
        }),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    facts.join(&format!(" {} ", state.paint.signs.dot))
}

fn brief_charge(state: &State, charge: &Charge) -> Line<'static> {
    let theme = state.paint.theme;
    let name = state
        .rules
        .codes
        .get(&charge.code)
        .map_or("", |code| code.name.as_str());
    let minutes = charge
        .minutes
        .map(|minutes| format!(" {minutes} min"))
        .unwrap_or_default();
    Line::from(vec![
        charge_sign(&state.paint, Some(charge.verdict)),
        Span::styled(format!(" {:<12}", charge.verdict.word()), theme.text),
        Span::styled(format!("{} ", charge.code), theme.strong),
        Span::raw(format!(
            "{}{}{minutes}",
            state.paint.signs.times, charge.units
        )),
        Span::styled(format!("  {name}"), theme.dim),
    ])
}
