//! Menus: a line to type in, then the lines that fit what is typed.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::{light_up, patch_row, popup, rule};
use crate::tui::cut;
use crate::tui::filter::{Words, lit};
use crate::tui::layout;
use crate::tui::state::State;
use crate::tui::state::overlay::{Menu, MenuLine};

/// Draws a menu; the place of the terminal's cursor.
pub(super) fn draw(state: &State, menu: &Menu, buf: &mut Buffer) -> Position {
    let theme = state.paint.theme;
    let area = layout::menu(state.size, menu.lines.len());
    let rows = layout::menu_rows(state.size, menu.lines.len());
    popup(&state.paint, buf, area, &menu.title);
    let cursor = input_line(state, menu, buf, layout::inside(area));
    let keys = menu
        .lines
        .iter()
        .map(|line| cut::width(&line.key))
        .max()
        .unwrap_or(0)
        .min(18);
    let matcher = Words::default();
    let words: Vec<String> = menu
        .typed
        .to_lowercase()
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    let shown = menu
        .shown
        .iter()
        .enumerate()
        .skip(menu.top)
        .take(usize::from(rows.height));
    for ((at, line), y) in shown.zip(rows.y..) {
        let row = layout::strip(rows, y);
        draw_line(state, buf, row, &menu.lines[*line], keys, &words, &matcher);
        if at == menu.cursor {
            patch_row(buf, row, y, theme.selected);
            buf.set_string(row.x, y, state.paint.signs.cursor, theme.accent);
        }
    }
    if menu.shown.is_empty() {
        buf.set_string(rows.x + 3, rows.y, "nothing fits", theme.dim);
    }
    cursor
}

/// The line to type in, and the rule below it.
fn input_line(state: &State, menu: &Menu, buf: &mut Buffer, area: Rect) -> Position {
    let theme = state.paint.theme;
    let line = Line::from(vec![
        Span::styled(" > ", theme.key),
        Span::raw(menu.typed.clone()),
    ]);
    buf.set_line(area.x, area.y, &line, area.width);
    if menu.typed.is_empty() {
        buf.set_string(area.x + 4, area.y, "type to narrow", theme.dim);
    }
    rule(&state.paint, buf, layout::strip(area, area.y + 1), "");
    let typed = u16::try_from(cut::width(&menu.typed)).unwrap_or(0);
    Position::new((area.x + 3 + typed).min(area.right()), area.y)
}

fn draw_line(
    state: &State,
    buf: &mut Buffer,
    area: Rect,
    line: &MenuLine,
    keys: usize,
    words: &[String],
    matcher: &Words,
) {
    let (theme, signs) = (state.paint.theme, state.paint.signs);
    if line.head {
        buf.set_string(area.x + 1, area.y, &line.text, theme.accent);
        return;
    }
    let quiet = if line.off.is_some() {
        theme.dim
    } else {
        theme.text
    };
    let mut spans = Vec::new();
    if keys > 0 {
        let style = if line.off.is_some() {
            theme.dim
        } else {
            theme.key
        };
        spans.push(Span::styled(
            format!("{}  ", cut::left(&line.key, keys, signs.cut)),
            style,
        ));
    }
    let off = line.off.map(|why| format!("  ({why})")).unwrap_or_default();
    let room = usize::from(area.width).saturating_sub(keys + 4);
    let text = cut::cut(&line.text, room.saturating_sub(cut::width(&off)), signs.cut).into_owned();
    let bytes = lit(matcher, words.iter().map(String::as_str), &text);
    spans.extend(light_up(&text, &bytes, quiet, theme.matched));
    spans.push(Span::styled(off, theme.dim));
    buf.set_line(
        area.x + 2,
        area.y,
        &Line::from(spans),
        area.width.saturating_sub(2),
    );
}
