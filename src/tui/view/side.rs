//! The list beside the note: charges with their checklist, findings, comments, score.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::note::letter;
use super::worklist::charge_sign;
use super::{draw_right, patch_row};
use crate::decision::Target;
use crate::finding::{Checked, Finding, Severity};
use crate::store::{Disposition, charge_target, finding_target};
use crate::tui::cut;
use crate::tui::layout;
use crate::tui::state::State;
use crate::tui::state::standing::gone;
use crate::tui::state::visit::{Item, Pane};
use crate::visit::{Charge, ChargeVerdict, ElementKind};

/// Draws the rows that are on the screen.
pub(super) fn draw(state: &State, buf: &mut Buffer, area: Rect) {
    let Some(checked) = state.open_visit() else {
        return;
    };
    let visit = &state.visit;
    let rows = visit
        .items
        .iter()
        .enumerate()
        .skip(visit.side_top)
        .take(usize::from(area.height));
    for ((at, item), y) in rows.zip(area.y..) {
        let area = layout::strip(area, y);
        draw_item(state, buf, area, checked, item);
        if at == visit.cursor {
            let focused = visit.pane == Pane::Side;
            patch_row(
                buf,
                area,
                y,
                if focused {
                    state.paint.theme.selected
                } else {
                    state.paint.theme.selected_idle
                },
            );
            buf.set_string(
                area.x,
                y,
                state.paint.signs.cursor,
                state.paint.theme.accent,
            );
        }
    }
}

fn draw_item(state: &State, buf: &mut Buffer, area: Rect, checked: &Checked, item: &Item) {
    let theme = state.paint.theme;
    match item {
        Item::Head(text) => head(state, buf, area, checked, text),
        Item::Charge(idx) => charge(state, buf, area, checked, *idx),
        Item::Element(idx, kind) => element(state, buf, area, &checked.visit.charges[*idx], *kind),
        Item::Units(idx) => units(state, buf, area, &checked.visit.charges[*idx]),
        Item::Finding(idx) => finding(state, buf, area, checked, &checked.findings[*idx]),
        Item::Remark(idx) => remark(state, buf, area, *idx),
        Item::Gone(idx) => gone_finding(state, buf, area, checked, *idx),
        Item::Points(idx) => points(state, buf, area, &checked.findings[*idx]),
        Item::Sum => sum(state, buf, area, checked),
        Item::Empty(text) => {
            buf.set_stringn(
                area.x + 2,
                area.y,
                text,
                usize::from(area.width.saturating_sub(2)),
                theme.dim,
            );
        }
        Item::Gap => {}
    }
}

fn head(state: &State, buf: &mut Buffer, area: Rect, checked: &Checked, text: &str) {
    let theme = state.paint.theme;
    buf.set_string(area.x + 1, area.y, text, theme.title);
    let right = match text {
        "Charges" => format!("{:<14}{:<13}", "tool", "you"),
        "Findings" => match checked.findings.len() {
            0 => String::new(),
            n => format!("{n} "),
        },
        _ => String::new(),
    };
    draw_right(buf, area, &Line::from(Span::styled(right, theme.dim)));
}

fn charge(state: &State, buf: &mut Buffer, area: Rect, checked: &Checked, idx: usize) {
    let theme = state.paint.theme;
    let charge = &checked.visit.charges[idx];
    let target = charge_target(checked, idx);
    let ruled = state
        .audit
        .row(state.visit.id)
        .and_then(|row| state.journal.of(&row.key)?.verdicts.get(&target));
    let mine = match ruled {
        Some(ruling) if state.is_stale(state.visit.id, checked, ruling.seq) => {
            let sign = charge_sign(&state.paint, Some(ruling.verdict)).content;
            vec![Span::styled(format!("{sign} stale      "), theme.warn)]
        }
        Some(ruling) => verdict(state, ruling.verdict, theme.strong),
        None if state.journal.is_saving(state.visit.id, &target) => {
            vec![Span::styled("saving       ", theme.dim)]
        }
        None => vec![Span::styled(
            format!("{} open       ", state.paint.signs.open),
            theme.dim,
        )],
    };
    let mut right = verdict(state, charge.verdict, Style::new());
    right.extend(mine);
    let right = Line::from(right);
    let room = area
        .width
        .saturating_sub(u16::try_from(right.width()).unwrap_or(0) + 2);
    let name = state
        .rules
        .codes
        .get(&charge.code)
        .map_or("", |code| code.name.as_str());
    let modifiers: String = charge
        .modifiers
        .iter()
        .map(|modifier| format!("-{modifier}"))
        .collect();
    let minutes = charge
        .minutes
        .map(|minutes| format!(" {minutes} min"))
        .unwrap_or_default();
    let units = format!(
        "{modifiers} {}{}{minutes}",
        state.paint.signs.times, charge.units
    );
    let left = Line::from(vec![
        Span::styled(charge.code.clone(), theme.strong),
        Span::raw(units.clone()),
        Span::styled(fitting(name, room, &units), theme.dim),
    ]);
    buf.set_line(area.x + 1, area.y, &left, room);
    draw_right(buf, area, &right);
}

/// The code's name when most of it fits behind code and units.
fn fitting(name: &str, room: u16, units: &str) -> String {
    let left = usize::from(room).saturating_sub(cut::width(units) + 9);
    if left * 3 < cut::width(name) * 2 {
        return String::new();
    }
    format!("  {}", cut::cut(name, left, "."))
}

/// A verdict in a column of its own: sign and word.
fn verdict(state: &State, verdict: ChargeVerdict, extra: Style) -> Vec<Span<'static>> {
    let mut sign = charge_sign(&state.paint, Some(verdict));
    let style = sign.style.patch(extra);
    sign.style = style;
    vec![
        sign,
        Span::styled(format!(" {:<12}", verdict.word()), style),
    ]
}

fn element(state: &State, buf: &mut Buffer, area: Rect, charge: &Charge, kind: ElementKind) {
    let (theme, signs) = (state.paint.theme, state.paint.signs);
    let Some(elements) = &charge.elements else {
        return;
    };
    let element = elements.get(kind);
    let (sign, style) = if element.status.is_enough() {
        (signs.good, theme.good)
    } else if element.status == crate::visit::Status::Generic
        || element.status == crate::visit::Status::TotalOnly
    {
        (signs.part, theme.warn)
    } else {
        (signs.bad, theme.bad)
    };
    let quote = match (element.spans.first(), state.visit.text()) {
        (Some(span), Some(note)) => {
            let words: String = span
                .of(&note.text)
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ");
            let hidden = state
                .open_visit()
                .map(|checked| crate::tui::mask::masked(&words, &checked.visit, state.masked));
            {
                let [open, close] = signs.quotes;
                format!("{open}{}{close}", hidden.unwrap_or_default())
            }
        }
        _ => String::new(),
    };
    let more = match element.spans.len() {
        0 | 1 => String::new(),
        n => format!(" +{}", n - 1),
    };
    let status = element.status.word().replace('_', " ");
    let room = usize::from(area.width).saturating_sub(30 + cut::width(&more));
    let line = Line::from(vec![
        Span::styled(format!("{sign} "), style),
        Span::styled(format!("{} ", letter(kind)), theme.dim),
        Span::raw(format!("{:<10}", kind.word())),
        Span::styled(format!("{status:<13}"), style),
        Span::styled(cut::cut(&quote, room, signs.cut).into_owned(), theme.dim),
        Span::styled(more, theme.dim),
    ]);
    buf.set_line(area.x + 3, area.y, &line, area.width.saturating_sub(3));
}

fn units(state: &State, buf: &mut Buffer, area: Rect, charge: &Charge) {
    let (theme, signs) = (state.paint.theme, state.paint.signs);
    let number =
        |units: Option<u32>| units.map_or_else(|| "?".to_owned(), |units| units.to_string());
    let least = charge.units_cms;
    let (sign, style) = match least {
        Some(units) if units >= charge.units => (signs.good, theme.good),
        Some(_) => (signs.bad, theme.bad),
        None => (signs.part, theme.warn),
    };
    let line = Line::from(vec![
        Span::styled(format!("{sign}   "), style),
        Span::raw(format!("{:<10}", "units")),
        Span::styled(format!("{} billed", charge.units), style),
        Span::styled(
            format!(
                "   CMS {}  midpoint {}",
                number(charge.units_cms),
                number(charge.units_midpoint)
            ),
            theme.dim,
        ),
    ]);
    buf.set_line(area.x + 3, area.y, &line, area.width.saturating_sub(3));
}

fn finding(state: &State, buf: &mut Buffer, area: Rect, checked: &Checked, finding: &Finding) {
    let (theme, signs) = (state.paint.theme, state.paint.signs);
    let target = finding_target(checked, finding);
    let (word, style) = disposition(state, checked, &target);
    let severity = match finding.severity {
        Severity::Error => ("!", theme.bad),
        Severity::Warning => ("?", theme.warn),
        Severity::Info => ("i", theme.dim),
    };
    let code = finding
        .charge
        .and_then(|idx| checked.visit.charges.get(idx))
        .map(|charge| charge.code.clone());
    let right = Line::from(vec![
        Span::styled(format!("{:>3} ", finding.points), theme.dim),
        Span::styled(format!("{word:<10}"), style),
    ]);
    let room = area
        .width
        .saturating_sub(u16::try_from(right.width()).unwrap_or(0) + 2);
    let code = code.map(|code| format!(" {code}")).unwrap_or_default();
    let left = Line::from(vec![
        Span::styled(format!("{} ", severity.0), severity.1),
        Span::raw(finding.rule.clone()),
        Span::styled(code, theme.strong),
        Span::styled(
            format!(
                "  {}",
                crate::tui::mask::about(&finding.message, checked, state.masked)
            ),
            theme.dim,
        ),
    ]);
    buf.set_line(area.x + 1, area.y, &left, room.saturating_sub(1));
    if left.width() > usize::from(room) {
        buf.set_string(area.x + room, area.y, signs.cut, theme.dim);
    }
    draw_right(buf, area, &right);
}

fn disposition(state: &State, checked: &Checked, target: &Target) -> (&'static str, Style) {
    let theme = state.paint.theme;
    let decided = state
        .audit
        .row(state.visit.id)
        .and_then(|row| state.journal.of(&row.key)?.findings.get(target));
    if decided.is_some_and(|disposed| state.is_stale(state.visit.id, checked, disposed.seq)) {
        return ("stale", theme.warn);
    }
    match decided.map(|disposed| &disposed.how) {
        Some(Disposition::Accepted) => ("stands", theme.strong),
        Some(Disposition::Dismissed { .. }) => ("dismissed", theme.strong),
        None if state.journal.is_saving(state.visit.id, target) => ("saving", theme.dim),
        None => ("open", theme.dim),
    }
}

fn remark(state: &State, buf: &mut Buffer, area: Rect, idx: usize) {
    let (theme, signs) = (state.paint.theme, state.paint.signs);
    let row = state.audit.row(state.visit.id);
    let Some(remark) = row.and_then(|row| state.journal.of(&row.key)?.comments.get(idx)) else {
        return;
    };
    let on = match &remark.target {
        Target::Visit => "visit".to_owned(),
        Target::Charge { code, .. } => code.clone(),
        Target::Finding { rule, .. } => rule.clone(),
        Target::Passage { .. } => "words".to_owned(),
    };
    let words = remark.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let room = usize::from(area.width).saturating_sub(cut::width(&on) + 6);
    let line = Line::from(vec![
        Span::styled(format!("{} ", signs.comment), theme.accent),
        Span::styled(format!("{on}  "), theme.dim),
        Span::raw(cut::cut(&words, room, signs.cut).into_owned()),
    ]);
    buf.set_line(area.x + 1, area.y, &line, area.width.saturating_sub(1));
}

/// A finding that was decided on and is no longer there.
fn gone_finding(state: &State, buf: &mut Buffer, area: Rect, checked: &Checked, idx: usize) {
    let theme = state.paint.theme;
    let row = state.audit.row(state.visit.id);
    let Some(decisions) = row.and_then(|row| state.journal.of(&row.key)) else {
        return;
    };
    if let Some(Target::Finding { rule, code, .. }) = gone(checked, decisions).get(idx) {
        let code = code.as_deref().unwrap_or_default();
        let line = Line::from(vec![
            Span::styled("gone  ", theme.warn),
            Span::raw(rule.clone()),
            Span::styled(
                format!(" {code}  you decided on it, it is no longer found"),
                theme.dim,
            ),
        ]);
        buf.set_line(area.x + 1, area.y, &line, area.width.saturating_sub(1));
    }
}

fn points(state: &State, buf: &mut Buffer, area: Rect, finding: &Finding) {
    let theme = state.paint.theme;
    let line = Line::from(vec![
        Span::raw(format!("{:>5}  ", finding.points)),
        Span::styled(finding.rule.clone(), theme.dim),
    ]);
    buf.set_line(area.x + 1, area.y, &line, area.width.saturating_sub(1));
}

/// The sum of the points, and what the cap of 100 takes off.
fn sum(state: &State, buf: &mut Buffer, area: Rect, checked: &Checked) {
    let theme = state.paint.theme;
    let sum: u32 = checked.findings.iter().map(|finding| finding.points).sum();
    let note = match sum.checked_sub(checked.score) {
        Some(0) => "points".to_owned(),
        Some(over) if checked.score == 100 => {
            format!("points; the sum is {sum}, {over} over the cap of 100")
        }
        _ => format!("points; the findings' own sum is {sum}"),
    };
    let line = Line::from(vec![
        Span::styled(format!("{:>5}  ", checked.score), theme.strong),
        Span::styled(note, theme.dim),
    ]);
    buf.set_line(area.x + 1, area.y, &line, area.width.saturating_sub(1));
}
