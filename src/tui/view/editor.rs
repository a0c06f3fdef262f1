//! The comment editor.

use ratatui::buffer::Buffer;
use ratatui::widgets::Widget;

use super::popup;
use crate::tui::layout;
use crate::tui::state::State;
use crate::tui::state::overlay::{Editor, Purpose};

/// Draws the editor over the lower half of the screen, so that the note stays in sight.
pub(super) fn draw(state: &State, editor: &Editor, buf: &mut Buffer) {
    let theme = state.paint.theme;
    let area = layout::editor(state.size);
    popup(&state.paint, buf, area, &editor.title);
    let mut inner = layout::inside(area);
    inner.x += 1;
    inner.width = inner.width.saturating_sub(2);
    let mut text = editor.area.clone();
    text.set_style(theme.text);
    text.set_cursor_line_style(theme.text);
    text.set_cursor_style(theme.active);
    text.set_placeholder_text(match editor.purpose {
        Purpose::Comment => "type the comment",
        Purpose::Reason => "type the reason",
    });
    text.set_placeholder_style(theme.dim);
    (&text).render(inner, buf);
    let hint = " ^S saves, Esc closes and keeps the draft ";
    buf.set_stringn(
        area.x + 2,
        area.bottom() - 1,
        hint,
        usize::from(area.width.saturating_sub(4)),
        theme.dim,
    );
}
