//! State to screen. Only reads; the work is bounded by the rows that are on the screen.

mod compare;
mod detail;
mod editor;
mod filter;
mod menu;
mod note;
mod overview;
mod page;
mod side;
mod visit;
mod worklist;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::action::{self, Action};
use super::cut;
use super::key;
use super::layout::{self, SMALLEST};
use super::state::audit::Progress;
use super::state::overlay::Overlay;
use super::state::{Screen, State, Tone};
use super::theme::Paint;

/// Draws the whole screen.
pub(crate) fn view(state: &State, frame: &mut Frame) {
    let area = frame.area();
    if layout::is_too_small(state.size)
        || area.width < state.size.width
        || area.height < state.size.height
    {
        too_small(state, frame.buffer_mut(), area);
        return;
    }
    let parts = layout::frame(state.size);
    let buf = frame.buffer_mut();
    title(state, buf, parts.title);
    match state.screen {
        Screen::Worklist => worklist::draw(state, buf),
        Screen::Visit => visit::draw(state, buf),
        Screen::Compare => compare::draw(state, buf),
        Screen::Overview => overview::draw(state, buf),
    }
    notice(state, buf, parts.rule);
    footer(state, buf, parts.footer);
    let mut cursor = filter::cursor(state);
    for overlay in &state.overlays {
        cursor = None;
        match overlay {
            Overlay::Menu(open) => cursor = Some(menu::draw(state, open, frame.buffer_mut())),
            Overlay::Page(open) => page::draw(state, open, frame.buffer_mut()),
            Overlay::Editor(open) => editor::draw(state, open, frame.buffer_mut()),
        }
    }
    if let Some(at) = cursor {
        frame.set_cursor_position(at);
    }
}

/// One clear sentence where nothing else fits.
fn too_small(state: &State, buf: &mut Buffer, area: Rect) {
    let text = format!(
        "Too small: {}x{}, needs {}x{}.",
        area.width, area.height, SMALLEST.width, SMALLEST.height
    );
    for (y, line) in (area.y..area.bottom()).zip(cut::paragraph(&text, usize::from(area.width))) {
        buf.set_stringn(
            area.x,
            y,
            line,
            usize::from(area.width),
            state.paint.theme.text,
        );
    }
}

/// Name, place, scan and review progress.
fn title(state: &State, buf: &mut Buffer, area: Rect) {
    let (theme, signs) = (state.paint.theme, state.paint.signs);
    let (done, all) = state.progress();
    let scan = scan_words(state);
    let review = format!("{done} of {all} reviewed ");
    let right = Line::from(vec![
        Span::styled(scan, theme.dim),
        Span::styled(review, theme.strong),
    ]);
    let room = area.width.saturating_sub(width_of(&right) + 1);
    let place = match state.screen {
        Screen::Worklist => state.folder.clone(),
        Screen::Visit => format!("{} {} visit", state.folder, signs.dot),
        Screen::Compare => format!("{} {} compare", state.folder, signs.dot),
        Screen::Overview => format!("{} {} overview", state.folder, signs.dot),
    };
    let left = Line::from(vec![
        Span::styled(" chartpull  ", theme.title),
        Span::styled(place, theme.dim),
    ]);
    buf.set_line(area.x, area.y, &left, room);
    draw_right(buf, area, &right);
}

fn scan_words(state: &State) -> String {
    let audit = &state.audit;
    let unread = match audit.n_unreadable {
        0 => String::new(),
        1 => "1 unreadable file  ".to_owned(),
        n => format!("{n} unreadable files  "),
    };
    match (audit.progress, audit.n_files) {
        (Progress::Running, Some(n_files)) => {
            format!("{unread}scanning {} of {n_files}  ", audit.n_read)
        }
        (Progress::Running, None) => format!("{unread}scanning {}  ", audit.n_read),
        (Progress::Stopped, _) => format!("{unread}scan stopped  "),
        (Progress::Complete, _) => unread,
    }
}

/// The rule above the footer, with the notice in it.
fn notice(state: &State, buf: &mut Buffer, area: Rect) {
    let theme = state.paint.theme;
    rule(&state.paint, buf, area, "");
    let saving = !state.journal.saving.is_empty();
    let (text, style) = match &state.notice {
        Some(notice) if notice.tone == Tone::Failed => (notice.text.clone(), theme.bad),
        Some(notice) => (notice.text.clone(), theme.strong),
        None if saving => ("saving".to_owned(), theme.dim),
        None => match &state.journal.read_only {
            Some(why) => (format!("read-only: {why}"), theme.warn),
            None => return,
        },
    };
    let text = cut::cut(
        &text,
        usize::from(area.width.saturating_sub(6)),
        state.paint.signs.cut,
    )
    .into_owned();
    buf.set_span(
        area.x + 2,
        area.y,
        &Span::styled(format!(" {text} "), style),
        area.width.saturating_sub(2),
    );
}

/// A hint of the footer and where it stands.
pub(crate) struct Hint {
    /// First column.
    pub(crate) x: u16,
    /// Columns.
    pub(crate) width: u16,
    /// What a click on it does.
    pub(crate) action: &'static Action,
}

/// The hints that fit into the footer. Help and quit keep their place at the right end.
pub(crate) fn footer_hints(state: &State) -> Vec<Hint> {
    let width = layout::frame(state.size).footer.width;
    let place = state.place();
    let rows = action::hints(place, &state.facts());
    let (fixed, near): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.hint >= 11);
    let columns = |row: &Action| u16::try_from(cut::width(&hint_words(row)) + 2).unwrap_or(0);
    let right: u16 = fixed.iter().map(|row| columns(row)).sum();
    let mut hints = Vec::new();
    let mut x = 1;
    for action in near {
        let columns = columns(action);
        if x + columns + right <= width {
            hints.push(Hint {
                x,
                width: columns - 2,
                action,
            });
            x += columns;
        }
    }
    let mut x = width.saturating_sub(right);
    for action in fixed {
        let columns = columns(action);
        hints.push(Hint {
            x,
            width: columns - 2,
            action,
        });
        x += columns;
    }
    hints
}

fn hint_words(row: &Action) -> String {
    format!("{} {}", key::show(row.keys[0]), row.name)
}

fn footer(state: &State, buf: &mut Buffer, area: Rect) {
    let theme = state.paint.theme;
    for hint in footer_hints(state) {
        let words = Line::from(vec![
            Span::styled(key::show(hint.action.keys[0]), theme.key),
            Span::styled(format!(" {}", hint.action.name), theme.dim),
        ]);
        buf.set_line(area.x + hint.x, area.y, &words, hint.width);
    }
}

/// A quiet rule over the width of `area`, with a heading in it when there is one.
fn rule(paint: &Paint, buf: &mut Buffer, area: Rect, heading: &str) {
    if area.is_empty() {
        return;
    }
    let line = paint.signs.rule.repeat(usize::from(area.width));
    buf.set_stringn(
        area.x,
        area.y,
        line,
        usize::from(area.width),
        paint.theme.rule,
    );
    if !heading.is_empty() {
        let heading = cut::cut(
            heading,
            usize::from(area.width.saturating_sub(4)),
            paint.signs.cut,
        );
        buf.set_span(
            area.x + 1,
            area.y,
            &Span::styled(format!(" {heading} "), paint.theme.accent),
            area.width,
        );
    }
}

/// A line between two panes, down or across.
fn wall(paint: &Paint, buf: &mut Buffer, area: Rect) {
    if area.width == 1 {
        for y in area.y..area.bottom() {
            buf.set_string(area.x, y, paint.signs.wall, paint.theme.rule);
        }
    } else {
        rule(paint, buf, area, "");
    }
}

/// A box over the screen: cleared, framed, with its title.
fn popup(paint: &Paint, buf: &mut Buffer, area: Rect, title: &str) {
    let (theme, signs) = (paint.theme, paint.signs);
    for y in area.y..area.bottom() {
        for x in area.x..area.right() {
            buf[(x, y)].reset();
        }
    }
    let across = signs.rule.repeat(usize::from(area.width.saturating_sub(2)));
    let [nw, ne, sw, se] = signs.corners;
    let width = usize::from(area.width);
    buf.set_stringn(
        area.x,
        area.y,
        format!("{nw}{across}{ne}"),
        width,
        theme.accent,
    );
    buf.set_stringn(
        area.x,
        area.bottom() - 1,
        format!("{sw}{across}{se}"),
        width,
        theme.accent,
    );
    for y in area.y + 1..area.bottom() - 1 {
        buf.set_string(area.x, y, signs.wall, theme.accent);
        buf.set_string(area.right() - 1, y, signs.wall, theme.accent);
    }
    let title = cut::cut(title, width.saturating_sub(6), signs.cut);
    buf.set_span(
        area.x + 2,
        area.y,
        &Span::styled(format!(" {title} "), theme.title),
        area.width.saturating_sub(4),
    );
}

/// Draws a line that ends at the right edge.
fn draw_right(buf: &mut Buffer, area: Rect, line: &Line) {
    let width = width_of(line).min(area.width);
    buf.set_line(area.right() - width, area.y, line, width);
}

fn width_of(line: &Line) -> u16 {
    u16::try_from(line.width()).unwrap_or(u16::MAX)
}

/// Gives every cell of a row that style on top of its own.
fn patch_row(buf: &mut Buffer, area: Rect, y: u16, style: Style) {
    buf.set_style(layout::strip(area, y), style);
}

/// `text` as spans, with the characters at the `lit` bytes in another style.
fn light_up(text: &str, lit: &[usize], plain: Style, bright: Style) -> Vec<Span<'static>> {
    let mut spans: Vec<Span<'static>> = Vec::new();
    let mut run = String::new();
    let mut run_lit = false;
    for (at, c) in text.char_indices() {
        let is_lit = lit.binary_search(&at).is_ok();
        if is_lit != run_lit && !run.is_empty() {
            spans.push(Span::styled(
                std::mem::take(&mut run),
                if run_lit { plain.patch(bright) } else { plain },
            ));
        }
        run_lit = is_lit;
        run.push(c);
    }
    if !run.is_empty() {
        spans.push(Span::styled(
            run,
            if run_lit { plain.patch(bright) } else { plain },
        ));
    }
    spans
}

/// A bar of `columns` columns, `permille` of it full, in eighths of a column.
fn bar(paint: &Paint, columns: usize, permille: u32, style: Style) -> Vec<Span<'static>> {
    let eighths = usize::try_from(permille.min(1000)).unwrap_or(0) * columns * 8 / 1000;
    let full = paint.signs.full.repeat(eighths / 8);
    // Signs without a part of a column leave the part out.
    let part = paint.signs.eighths[eighths % 8].trim();
    let rest = columns - eighths / 8 - usize::from(!part.is_empty());
    vec![
        Span::styled(format!("{full}{part}"), style),
        Span::styled(paint.signs.empty.repeat(rest), paint.theme.bar_back),
    ]
}
