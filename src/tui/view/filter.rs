//! The filter line of the worklist, and the ways to go on below it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::draw_right;
use crate::tui::cut;
use crate::tui::layout;
use crate::tui::state::State;
use crate::tui::state::worklist::Sort;

/// Where the terminal's cursor stands while the filter is typed.
pub(super) fn cursor(state: &State) -> Option<Position> {
    let line = layout::frame(state.size).line;
    let typed = cut::width(state.filter.line.get(..state.filter.at)?);
    let x = (3 + u16::try_from(typed).unwrap_or(0)).min(line.right().saturating_sub(1));
    (state.filter.open && state.overlays.is_empty()).then(|| Position::new(x, line.y))
}

/// Draws the line: the filter or its mistake, then order and count.
pub(super) fn draw(state: &State, buf: &mut Buffer, area: Rect) {
    let theme = state.paint.theme;
    let filter = &state.filter;
    let mut spans = vec![Span::styled(
        " / ",
        if filter.open { theme.key } else { theme.dim },
    )];
    if filter.line.is_empty() && !filter.open {
        spans.push(Span::styled("no filter", theme.dim));
    }
    match &filter.mistake {
        Some(mistake) => {
            let line = &filter.line;
            let (start, end) = (
                mistake.span.start.min(line.len()),
                mistake.span.end.min(line.len()),
            );
            spans.push(Span::raw(line[..start].to_owned()));
            spans.push(Span::styled(line[start..end].to_owned(), theme.finding));
            spans.push(Span::raw(line[end..].to_owned()));
            spans.push(Span::styled(format!("  {}", mistake.message), theme.bad));
        }
        None => spans.push(Span::styled(filter.line.clone(), theme.strong)),
    }
    let right = counts(state);
    let room = area
        .width
        .saturating_sub(u16::try_from(right.width()).unwrap_or(0) + 1);
    let room = if filter.mistake.is_some() {
        area.width
    } else {
        room
    };
    if filter.mistake.is_none() {
        draw_right(buf, area, &right);
    }
    buf.set_line(area.x, area.y, &Line::from(spans), room);
}

/// Picked rows, order, and how many rows are shown.
fn counts(state: &State) -> Line<'static> {
    let theme = state.paint.theme;
    let picked = match state.worklist.picked.len() {
        0 => String::new(),
        n => format!("{n} picked  "),
    };
    let sort = state.worklist.sort;
    let arrow = if sort.falling {
        state.paint.signs.down
    } else {
        state.paint.signs.up
    };
    let total = state.audit.rows.len();
    let shown = state.worklist.shown.len();
    let counts = if shown == total {
        format!("{total} rows ")
    } else {
        format!("{shown} of {total} rows ")
    };
    let order = if sort == Sort::default() {
        String::new()
    } else {
        format!("{} {arrow}  ", sort.column.name())
    };
    Line::from(vec![
        Span::styled(picked, theme.accent),
        Span::styled(order, theme.dim),
        Span::styled(counts, theme.dim),
    ])
}

/// Ways to go on, below the filter line.
pub(super) fn suggestions(state: &State, buf: &mut Buffer, area: Rect) {
    let theme = state.paint.theme;
    let filter = &state.filter;
    if filter.suggestions.is_empty() || filter.mistake.is_some() {
        return;
    }
    let height = filter
        .suggestions
        .len()
        .min(8)
        .min(usize::from(area.height));
    let chosen = filter.chosen.unwrap_or(0);
    let top = layout::scroll(0, chosen, height, filter.suggestions.len());
    let width = 64.min(area.width.saturating_sub(3));
    for (nth, y) in (top..top + height).zip(area.y - 1..) {
        let Some(suggestion) = filter.suggestions.get(nth) else {
            break;
        };
        let label = cut::left(
            &format!(" {}", suggestion.label),
            22.max(cut::width(&suggestion.label) + 3),
            state.paint.signs.cut,
        );
        let text = cut::left(
            &format!("{label}{}", suggestion.help),
            usize::from(width),
            state.paint.signs.cut,
        );
        let style = if filter.chosen == Some(nth) {
            theme.active
        } else {
            theme.selected_idle
        };
        buf.set_string(area.x + 3, y, text, Style::reset().patch(style));
    }
}
