//! The visit screen: its second line, the panes and what stands between them.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{detail, draw_right, note, rule, side, wall, worklist};
use crate::finding::Checked;
use crate::tui::cut;
use crate::tui::layout;
use crate::tui::mask;
use crate::tui::state::State;
use crate::tui::state::visit::Pane;

/// Draws the open visit.
pub(super) fn draw(state: &State, buf: &mut Buffer) {
    let visit = &state.visit;
    let areas = layout::visit(state.size, visit.zoomed.then_some(visit.pane));
    heading(state, buf, layout::frame(state.size).line);
    note::draw(state, buf, areas.note);
    wall(&state.paint, buf, areas.wall);
    side::draw(state, buf, areas.side);
    if !areas.detail.is_empty() {
        rule(
            &state.paint,
            buf,
            areas.detail_rule,
            &detail::heading(state),
        );
        detail::draw(state, buf, areas.detail);
    }
    focus_mark(state, buf, &areas);
}

/// The pane that the movement keys act on has the accent on its edge.
fn focus_mark(state: &State, buf: &mut Buffer, areas: &layout::VisitAreas) {
    if areas.wall.is_empty() {
        return;
    }
    let (theme, signs) = (state.paint.theme, state.paint.signs);
    let on_note = state.visit.pane == Pane::Note;
    if areas.wall.width == 1 {
        let part = if on_note { areas.note } else { areas.side };
        for y in part.y..part.bottom() {
            buf.set_string(areas.wall.x, y, signs.wall, theme.accent);
        }
    } else {
        let name = if on_note {
            " note "
        } else {
            " charges and findings "
        };
        let arrow = if on_note { signs.up } else { signs.down };
        buf.set_string(
            areas.wall.x + 1,
            areas.wall.y,
            format!(" {arrow}{name}"),
            theme.accent,
        );
    }
}

/// Who, when, by whom, and what the tool and the auditor say.
fn heading(state: &State, buf: &mut Buffer, area: Rect) {
    let (Some(row), Some(checked)) = (state.audit.row(state.visit.id), state.open_visit()) else {
        return;
    };
    let right = standing(state, checked);
    let (theme, signs) = (state.paint.theme, state.paint.signs);
    let visit = &checked.visit;
    let room = usize::from(area.width).saturating_sub(right.width() + 1);
    let name = mask::name(
        visit.patient.as_deref().unwrap_or("(no name)"),
        state.masked,
    );
    let date = visit
        .date
        .map_or_else(|| "no date".to_owned(), |date| date.to_string());
    let mut parts = vec![date];
    parts.extend(visit.provider.clone());
    parts.extend(visit.payer.clone());
    if !state.masked {
        parts.push(row.key.path.clone());
    }
    let rest = cut::cut(
        &parts.join(&format!(" {} ", signs.dot)),
        room.saturating_sub(cut::width(&name) + 3),
        signs.cut,
    )
    .into_owned();
    let left = Line::from(vec![
        Span::raw(" "),
        Span::styled(name, theme.strong),
        Span::styled(format!("  {rest}"), theme.dim),
    ]);
    buf.set_line(area.x, area.y, &left, u16::try_from(room).unwrap_or(0));
    draw_right(buf, area, &right);
}

/// Score, verdicts and whether the visit is done.
fn standing(state: &State, checked: &Checked) -> Line<'static> {
    let (theme, signs) = (state.paint.theme, state.paint.signs);
    let visit = &checked.visit;
    let mark = state
        .worklist
        .marks
        .get(state.visit.id as usize)
        .cloned()
        .unwrap_or_default();
    let mut right = vec![Span::raw(" ")];
    right.extend(worklist::score(&state.paint, 12, checked.score));
    right.push(Span::styled(
        format!("  {}", checked.verdict.word()),
        worklist::verdict_style(&state.paint, checked.verdict),
    ));
    right.push(Span::styled("  you ", theme.dim));
    for idx in 0..visit.charges.len().min(12) {
        right.push(worklist::charge_sign(
            &state.paint,
            mark.verdicts.get(idx).copied().flatten(),
        ));
    }
    let done = if mark.done {
        Span::styled(format!(" {} done ", signs.done), theme.good)
    } else {
        Span::styled(" open ", theme.dim)
    };
    right.push(done);
    if mark.flagged {
        right.push(Span::styled(format!("{} ", signs.flag), theme.warn));
    }
    Line::from(right)
}
