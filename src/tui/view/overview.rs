//! Figures over the whole audit.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line as Row, Span};

use super::{bar, patch_row};
use crate::tui::cut;
use crate::tui::layout;
use crate::tui::state::State;
use crate::tui::state::overview::{Figure, HeatRow, Line};
use crate::visit::ElementKind;

/// Draws the rows that are on the screen.
pub(super) fn draw(state: &State, buf: &mut Buffer) {
    let theme = state.paint.theme;
    let parts = layout::frame(state.size);
    let line = Row::from(Span::styled(
        " Enter lists the visits behind a figure",
        theme.dim,
    ));
    buf.set_line(parts.line.x, parts.line.y, &line, parts.line.width);
    let body = parts.body;
    let overview = &state.overview;
    let rows = overview
        .lines
        .iter()
        .enumerate()
        .skip(overview.top)
        .take(usize::from(body.height));
    for ((at, line), y) in rows.zip(body.y..) {
        let area = layout::strip(body, y);
        match line {
            Line::Head(text) => {
                buf.set_string(area.x + 1, y, text, theme.title);
            }
            Line::Figure(shown) => figure(state, buf, area, shown),
            Line::HeatHead => heat_head(state, buf, area),
            Line::Heat(row) => heat(state, buf, area, row),
            Line::Gap => {}
        }
        if at == overview.cursor {
            patch_row(buf, area, y, theme.selected);
            buf.set_string(area.x, y, state.paint.signs.cursor, theme.accent);
        }
    }
}

/// Columns for labels.
fn label_width(area: Rect) -> usize {
    usize::from(area.width / 3).clamp(16, 40)
}

fn figure(state: &State, buf: &mut Buffer, area: Rect, figure: &Figure) {
    let theme = state.paint.theme;
    let label = label_width(area);
    let permille = permille(figure.n, figure.of);
    let columns = usize::from(area.width).saturating_sub(label + 26).min(60);
    let style = if figure.n == 0 { theme.dim } else { theme.text };
    let mut spans = vec![
        Span::styled(
            cut::left(&figure.label, label, state.paint.signs.cut),
            style,
        ),
        Span::styled(format!("{:>7}", figure.n), theme.strong),
        Span::styled(format!("{:>6} %  ", tenths(permille)), theme.dim),
    ];
    spans.extend(bar(&state.paint, columns, permille, theme.accent));
    buf.set_line(
        area.x + 2,
        area.y,
        &Row::from(spans),
        area.width.saturating_sub(2),
    );
}

fn heat_head(state: &State, buf: &mut Buffer, area: Rect) {
    let theme = state.paint.theme;
    let mut spans = vec![Span::styled(
        cut::left("", label_width(area), ""),
        theme.dim,
    )];
    spans.push(Span::styled(format!("{:>7}", "charges"), theme.dim));
    let cell = cell_width(area);
    spans.extend(ElementKind::ALL.map(|kind| {
        Span::styled(
            cut::right(kind.word(), cell, state.paint.signs.cut),
            theme.dim,
        )
    }));
    buf.set_line(
        area.x + 2,
        area.y,
        &Row::from(spans),
        area.width.saturating_sub(2),
    );
}

/// Columns for one cell of the heat map.
fn cell_width(area: Rect) -> usize {
    let room = usize::from(area.width).saturating_sub(label_width(area) + 10);
    (room / 6).clamp(5, 12)
}

/// One provider: for each element the share of charges that lack it, as a number and a shade.
fn heat(state: &State, buf: &mut Buffer, area: Rect, row: &HeatRow) {
    let theme = state.paint.theme;
    let mut spans = vec![
        Span::raw(cut::left(
            &row.provider,
            label_width(area),
            state.paint.signs.cut,
        )),
        Span::styled(format!("{:>7}", row.n_charges), theme.strong),
    ];
    let cell = cell_width(area);
    for lacking in row.lacking {
        let permille = permille(lacking, row.n_charges);
        let style = match permille {
            0..150 => theme.good,
            150..400 => theme.warn,
            _ => theme.bad.patch(theme.strong),
        };
        let shades = if cell >= 9 {
            bar(&state.paint, cell - 7, permille, style)
        } else {
            Vec::new()
        };
        spans.push(Span::styled(
            cut::right(&format!("{} %", (permille + 5) / 10), cell.min(6), ""),
            style,
        ));
        if !shades.is_empty() {
            spans.push(Span::raw(" "));
            spans.extend(shades);
        }
    }
    buf.set_line(
        area.x + 2,
        area.y,
        &Row::from(spans),
        area.width.saturating_sub(2),
    );
}

fn permille(n: usize, of: usize) -> u32 {
    u32::try_from(n * 1000 / of.max(1)).unwrap_or(1000)
}

fn tenths(permille: u32) -> String {
    format!("{}.{}", permille / 10, permille % 10)
}
