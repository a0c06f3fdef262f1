//! Pages of text.

use ratatui::buffer::Buffer;
use ratatui::text::{Line, Span};

use super::popup;
use crate::tui::layout;
use crate::tui::state::State;
use crate::tui::state::overlay::Page;
use crate::tui::update::page_rows;

/// Draws a page.
pub(super) fn draw(state: &State, page: &Page, buf: &mut Buffer) {
    let theme = state.paint.theme;
    let area = layout::page(state.size);
    popup(&state.paint, buf, area, &page.title);
    let inner = layout::inside(area);
    let rows = page_rows(page, inner.width);
    for (row, y) in rows.iter().skip(page.top).zip(inner.y..inner.bottom()) {
        let style = if row.head { theme.title } else { theme.text };
        let line = Line::from(vec![
            Span::styled(row.short.clone(), theme.dim),
            Span::styled(row.text.clone(), style),
        ]);
        buf.set_line(inner.x + 1, y, &line, inner.width.saturating_sub(1));
    }
    let below = rows
        .len()
        .saturating_sub(page.top + usize::from(inner.height));
    if below > 0 {
        let text = format!(" {} {below} more ", state.paint.signs.down);
        buf.set_string(area.x + 2, area.bottom() - 1, text, theme.dim);
    }
}
