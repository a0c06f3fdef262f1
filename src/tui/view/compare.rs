//! Two visits side by side, with what they share lit up.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span as Piece};

use super::note::{Lit, Text, draw_row};
use super::wall;
use crate::text::Span;
use crate::tui::layout;
use crate::tui::mask;
use crate::tui::state::State;
use crate::tui::state::compare::{Half, Why};
use crate::tui::state::visit::NoteText;
use crate::visit::Visit;

/// Draws both halves.
pub(super) fn draw(state: &State, buf: &mut Buffer) {
    heading(state, buf);
    let (areas, between) = layout::compare(state.size);
    wall(&state.paint, buf, between);
    for (nth, (half, area)) in state.compare.halves.iter().zip(areas).enumerate() {
        draw_half(state, buf, area, half, nth == state.compare.lead);
    }
}

fn heading(state: &State, buf: &mut Buffer) {
    let theme = state.paint.theme;
    let area = layout::frame(state.size).line;
    let why = match state.compare.why {
        Why::Copy => "a visit beside the earlier one it repeats",
        Why::Previous => "a visit beside the patient's previous one",
    };
    let similar = state
        .open_visit()
        .and_then(|checked| checked.clone_of.as_ref());
    let share = similar
        .filter(|_| state.compare.why == Why::Copy)
        .map(|clone| {
            format!(
                ", {}.{} % of its words stand there",
                clone.similarity_permille / 10,
                clone.similarity_permille % 10
            )
        })
        .unwrap_or_default();
    let line = Line::from(vec![
        Piece::styled(format!(" {why}{share}: "), theme.dim),
        Piece::styled("the same", theme.shared),
        Piece::styled(", ", theme.dim),
        Piece::styled("different", theme.matched),
    ]);
    buf.set_line(area.x, area.y, &line, area.width);
}

fn draw_half(state: &State, buf: &mut Buffer, area: Rect, half: &Half, leads: bool) {
    let theme = state.paint.theme;
    let Some(checked) = state.audit.checked(half.id) else {
        return;
    };
    half_title(state, buf, area, &checked.visit, leads);
    let body = Rect {
        y: area.y + 1,
        height: area.height.saturating_sub(1),
        ..area
    };
    match &half.note {
        NoteText::Here(note) => half_text(state, buf, body, half, &note.text, &checked.visit),
        NoteText::Coming => {
            buf.set_string(body.x + 2, body.y, "Reading the note", theme.dim);
        }
        NoteText::Failed(why) => {
            let width = usize::from(body.width.saturating_sub(2));
            buf.set_stringn(body.x + 2, body.y, why, width, theme.bad);
        }
    }
}

/// Date, patient and provider of a half.
fn half_title(state: &State, buf: &mut Buffer, area: Rect, visit: &Visit, leads: bool) {
    let theme = state.paint.theme;
    let date = visit
        .date
        .map_or_else(|| "no date".to_owned(), |date| date.to_string());
    let name = mask::name(
        visit.patient.as_deref().unwrap_or("(no name)"),
        state.masked,
    );
    let style = if leads { theme.accent } else { theme.dim };
    let title = Line::from(vec![
        Piece::styled(format!(" {date}"), theme.strong),
        Piece::styled(
            format!(
                "  {name}  {}",
                visit.provider.as_deref().unwrap_or_default()
            ),
            style,
        ),
    ]);
    buf.set_line(area.x, area.y, &title, area.width);
}

/// The text of a half with the runs it shares.
fn half_text(state: &State, buf: &mut Buffer, area: Rect, half: &Half, text: &str, visit: &Visit) {
    let text = Text {
        text,
        visit,
        masked: state.masked,
    };
    let theme = state.paint.theme;
    let mark = |span: &Span, style, sign| Lit {
        span: *span,
        style,
        sign,
    };
    let shared = half.shared.iter().map(|span| mark(span, theme.shared, ' '));
    let different = half
        .different
        .iter()
        .map(|span| mark(span, theme.matched, '#'));
    let lit: Vec<Lit> = shared.chain(different).collect();
    for (row, y) in half.rows.iter().skip(half.top).zip(area.y..area.bottom()) {
        draw_row(&state.paint, buf, layout::strip(area, y), &text, row, &lit);
    }
}
