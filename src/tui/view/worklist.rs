//! The list of visits.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::{bar, detail, filter, light_up, patch_row};
use crate::finding::{Checked, VisitVerdict};
use crate::tui::cut;
use crate::tui::filter::{Field, Words, lit};
use crate::tui::layout::{self, ListColumn};
use crate::tui::mask;
use crate::tui::state::audit::{Progress, Row};
use crate::tui::state::worklist::Column;
use crate::tui::state::{Mark, RowId, State};
use crate::tui::theme::Paint;
use crate::visit::{ChargeVerdict, Visit};

/// Draws the list with its filter line, and the brief of the visit under the cursor.
pub(super) fn draw(state: &State, buf: &mut Buffer) {
    filter::draw(state, buf, layout::frame(state.size).line);
    let list = layout::list(state.size);
    let columns = layout::columns(list.rows.width);
    heads(state, buf, list.heads, &columns);
    let matcher = Words::default();
    let height = usize::from(list.rows.height);
    let shown = state
        .worklist
        .shown
        .iter()
        .enumerate()
        .skip(state.worklist.top)
        .take(height);
    for ((at, id), y) in shown.zip(list.rows.y..) {
        let area = layout::strip(list.rows, y);
        row(state, buf, area, &columns, *id, &matcher);
        if at == state.worklist.cursor {
            patch_row(buf, area, y, state.paint.theme.selected);
            buf.set_string(
                area.x,
                y,
                state.paint.signs.cursor,
                state.paint.theme.accent,
            );
        }
    }
    if state.worklist.shown.is_empty() {
        empty(state, buf, list.rows);
    }
    if !list.brief.is_empty() {
        detail::brief(state, buf, list.brief);
    }
    if state.filter.open {
        filter::suggestions(state, buf, list.rows);
    }
}

fn heads(state: &State, buf: &mut Buffer, area: Rect, columns: &[ListColumn]) {
    let theme = state.paint.theme;
    let sort = state.worklist.sort;
    for column in columns {
        let mut title = column.column.title().to_owned();
        if column.column == sort.column && !title.is_empty() {
            title.push_str(if sort.falling {
                state.paint.signs.down
            } else {
                state.paint.signs.up
            });
        }
        let text = cut::left(&title, usize::from(column.width), state.paint.signs.cut);
        let style = if column.column == sort.column {
            theme.accent
        } else {
            theme.dim
        };
        buf.set_string(area.x + column.x, area.y, text, style);
    }
}

fn row(
    state: &State,
    buf: &mut Buffer,
    area: Rect,
    columns: &[ListColumn],
    id: RowId,
    matcher: &Words,
) {
    let (Some(row), Some(mark)) = (state.audit.row(id), state.worklist.marks.get(id as usize))
    else {
        return;
    };
    if state.worklist.picked.contains(&id) {
        buf.set_string(
            area.x,
            area.y,
            state.paint.signs.picked,
            state.paint.theme.accent,
        );
    }
    let Ok(checked) = &row.outcome else {
        unreadable(state, buf, area, columns, row);
        return;
    };
    for column in columns {
        let spans = cell(state, column, id, row, checked, mark, matcher);
        buf.set_line(area.x + column.x, area.y, &Line::from(spans), column.width);
    }
}

fn cell(
    state: &State,
    column: &ListColumn,
    id: RowId,
    row: &Row,
    checked: &Checked,
    mark: &Mark,
    matcher: &Words,
) -> Vec<Span<'static>> {
    let (theme, signs) = (state.paint.theme, state.paint.signs);
    let width = usize::from(column.width);
    let query = &state.filter.query;
    let text = |text: &str, field: Option<Field>, style: Style| {
        let text = cut::left(text, width, signs.cut);
        let asked = query
            .words()
            .chain(field.into_iter().flat_map(|field| query.of_field(field)));
        light_up(&text, &lit(matcher, asked, &text), style, theme.matched)
    };
    let quiet = if mark.done { theme.dim } else { theme.text };
    match column.column {
        Column::Mark => marks(&state.paint, state.journal.is_finishing(id), mark),
        Column::Score => score(&state.paint, width, checked.score),
        Column::Verdict => vec![Span::styled(
            checked.verdict.word(),
            verdict_style(&state.paint, checked.verdict),
        )],
        Column::Mine => mine(&state.paint, width, checked, mark),
        Column::Patient => {
            let name = checked.visit.patient.as_deref().unwrap_or("(no name)");
            text(&mask::name(name, state.masked), Some(Field::Patient), quiet)
        }
        Column::Date => text(&date_words(&checked.visit), None, quiet),
        Column::Provider => text(
            checked.visit.provider.as_deref().unwrap_or("(none)"),
            Some(Field::Provider),
            quiet,
        ),
        Column::Codes if row.codes.is_empty() => text("no charge", None, theme.dim),
        Column::Codes => text(
            &row.codes.replace('×', signs.times),
            Some(Field::Code),
            quiet,
        ),
        Column::Finding => text(
            row.top_finding()
                .map_or("", |finding| finding.rule.as_str()),
            Some(Field::Rule),
            theme.dim,
        ),
        Column::Path => Vec::new(),
    }
}

/// The date of service, or that there is none.
pub(super) fn date_words(visit: &Visit) -> String {
    visit
        .date
        .map_or_else(|| "no date".to_owned(), |date| date.to_string())
}

/// Reviewed, flagged, commented.
fn marks(paint: &Paint, finishing: bool, mark: &Mark) -> Vec<Span<'static>> {
    let (theme, signs) = (paint.theme, paint.signs);
    let done = match (mark.done, finishing) {
        _ if mark.stale => Span::styled(signs.part, theme.warn),
        (true, _) => Span::styled(signs.done, theme.good),
        (false, true) => Span::styled(signs.open, theme.accent),
        (false, false) => Span::styled(signs.open, theme.dim),
    };
    let second = if mark.flagged {
        Span::styled(signs.flag, theme.warn)
    } else if mark.n_comments > 0 {
        Span::styled(signs.comment, theme.accent)
    } else {
        Span::raw(" ")
    };
    vec![done, second]
}

/// Bar and number; the number alone where there is no room.
pub(super) fn score(paint: &Paint, width: usize, score: u32) -> Vec<Span<'static>> {
    let style = score_style(paint, score);
    let number = Span::styled(format!("{score:>3}"), style);
    if width < 6 {
        return vec![number];
    }
    let mut spans = bar(paint, width - 4, score * 10, style);
    spans.extend([Span::raw(" "), number]);
    spans
}

fn score_style(paint: &Paint, score: u32) -> Style {
    match score {
        0..20 => paint.theme.good,
        20..50 => paint.theme.warn,
        _ => paint.theme.bad,
    }
}

/// Style of the tool's word on a visit.
pub(super) fn verdict_style(paint: &Paint, verdict: VisitVerdict) -> Style {
    match verdict {
        VisitVerdict::Clean => paint.theme.good,
        VisitVerdict::Review => paint.theme.warn,
        VisitVerdict::Flagged => paint.theme.bad,
    }
}

/// Sign and style of a verdict on a charge.
pub(super) fn charge_sign(paint: &Paint, verdict: Option<ChargeVerdict>) -> Span<'static> {
    let (theme, signs) = (paint.theme, paint.signs);
    match verdict {
        Some(ChargeVerdict::Supported) => Span::styled(signs.good, theme.good),
        Some(ChargeVerdict::Partial) => Span::styled(signs.part, theme.warn),
        Some(ChargeVerdict::Unsupported) => Span::styled(signs.bad, theme.bad),
        None => Span::styled(signs.open, theme.dim),
    }
}

/// One sign for each charge.
fn mine(paint: &Paint, width: usize, checked: &Checked, mark: &Mark) -> Vec<Span<'static>> {
    let n_charges = checked.visit.charges.len();
    let verdicts = (0..n_charges).map(|idx| mark.verdicts.get(idx).copied().flatten());
    if n_charges <= width {
        return verdicts
            .map(|verdict| charge_sign(paint, verdict))
            .collect();
    }
    let mut spans: Vec<_> = verdicts
        .take(width.saturating_sub(1))
        .map(|verdict| charge_sign(paint, verdict))
        .collect();
    spans.push(Span::styled(paint.signs.cut, paint.theme.dim));
    spans
}

/// A file that could not be read: its path, and why.
fn unreadable(state: &State, buf: &mut Buffer, area: Rect, columns: &[ListColumn], row: &Row) {
    let (theme, signs) = (state.paint.theme, state.paint.signs);
    let start = columns.get(1).map_or(1, |column| column.x);
    let why = row
        .outcome
        .as_ref()
        .err()
        .map(|error| error.message.as_str())
        .unwrap_or_default();
    let width = usize::from(area.width.saturating_sub(start));
    let path = cut::cut(
        &mask::name(&row.key.path, state.masked),
        width / 2,
        signs.cut,
    )
    .into_owned();
    let line = Line::from(vec![
        if row.is_unreadable() {
            Span::styled("unreadable  ", theme.bad.patch(theme.strong))
        } else {
            Span::styled("left out    ", theme.dim)
        },
        Span::styled(path, theme.text),
        Span::styled(format!("  {why}"), theme.dim),
    ]);
    buf.set_line(
        area.x + start,
        area.y,
        &line,
        area.width.saturating_sub(start),
    );
}

/// Why the list is empty, and what to do.
fn empty(state: &State, buf: &mut Buffer, area: Rect) {
    let running = state.audit.progress == Progress::Running;
    let text = if !state.filter.query.is_empty() && !state.audit.rows.is_empty() {
        "No visit passes the filter. Esc drops it."
    } else if running {
        "Reading the folder"
    } else {
        "No note was found in this folder. chartpull reads .txt, .text and .md files, and files without an ending that hold text."
    };
    for (line, y) in cut::paragraph(text, usize::from(area.width.saturating_sub(6)))
        .iter()
        .zip(area.y + 1..area.bottom())
    {
        buf.set_string(area.x + 3, y, line, state.paint.theme.dim);
    }
}
