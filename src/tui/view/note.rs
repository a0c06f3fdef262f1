//! The note's text with evidence and findings lit up.
//!
//! Marks do not rest on colour: evidence is bold with the letter of its element in the gutter, a
//! finding is underlined with `!` there, the words last gone to are reversed or framed in colour.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span as Piece};
use unicode_segmentation::UnicodeSegmentation;

use crate::finding::Checked;
use crate::text::Span;
use crate::tui::cut;
use crate::tui::layout::{self, GUTTER};
use crate::tui::mask;
use crate::tui::state::State;
use crate::tui::state::visit::{Item, Note, NoteText};
use crate::tui::theme::Paint;
use crate::tui::wrap::TextRow;
use crate::visit::{ElementKind, Visit};

/// Words of the note that carry a mark.
#[derive(Clone, Copy)]
pub(super) struct Lit {
    pub(super) span: Span,
    pub(super) style: Style,
    /// Sign in the gutter.
    pub(super) sign: char,
}

/// Letter of an element in the gutter and the checklist.
pub(super) fn letter(kind: ElementKind) -> char {
    match kind {
        ElementKind::Time => 'T',
        ElementKind::Contact => 'C',
        ElementKind::Activity => 'A',
        ElementKind::Goal => 'G',
        ElementKind::Condition => 'N',
        ElementKind::Response => 'R',
    }
}

/// Draws the text of the open visit.
pub(super) fn draw(state: &State, buf: &mut Buffer, area: Rect) {
    if area.is_empty() {
        return;
    }
    let Some(checked) = state.open_visit() else {
        return;
    };
    let theme = state.paint.theme;
    match &state.visit.note {
        NoteText::Coming => sentence(buf, area, "Reading the note", theme.dim),
        NoteText::Failed(why) => {
            let text = format!("The note cannot be read any more: {why}");
            sentence(buf, area, &text, theme.bad);
        }
        NoteText::Here(note) => text(state, buf, area, checked, note),
    }
}

fn text(state: &State, buf: &mut Buffer, area: Rect, checked: &Checked, note: &Note) {
    let changed = note.sha256 != checked.sha256;
    let lit = if changed {
        Vec::new()
    } else {
        marks(state, checked)
    };
    let text = Text {
        text: &note.text,
        visit: &checked.visit,
        masked: state.masked,
    };
    let rows = state.visit.rows.iter().skip(state.visit.note_top);
    for (row, y) in rows.zip(area.y..area.bottom()) {
        draw_row(&state.paint, buf, layout::strip(area, y), &text, row, &lit);
    }
    if changed {
        let last = layout::strip(area, area.bottom() - 1);
        let says = "The file changed after the scan: marks are left out.";
        sentence(buf, last, says, state.paint.theme.warn);
    }
    more(state, buf, area);
}

/// How much of the text lies below.
fn more(state: &State, buf: &mut Buffer, area: Rect) {
    let below = state
        .visit
        .rows
        .len()
        .saturating_sub(state.visit.note_top + usize::from(area.height));
    if below > 0 && area.width > 24 {
        let text = format!(" {} {below} more ", state.paint.signs.down);
        let width = u16::try_from(cut::width(&text)).unwrap_or(0);
        buf.set_string(
            area.right() - width - 1,
            area.bottom() - 1,
            text,
            state.paint.theme.dim,
        );
    }
}

fn sentence(buf: &mut Buffer, area: Rect, text: &str, style: Style) {
    for (line, y) in cut::paragraph(text, usize::from(area.width.saturating_sub(4)))
        .iter()
        .zip(area.y..area.bottom())
    {
        buf.set_string(area.x + 2, y, line, style);
    }
}

/// The words to light up: findings, evidence of the charge under the cursor, words gone to.
fn marks(state: &State, checked: &Checked) -> Vec<Lit> {
    let theme = state.paint.theme;
    let mut lit = Vec::new();
    for finding in &checked.findings {
        lit.extend(finding.citations.iter().map(|citation| Lit {
            span: citation.span,
            style: theme.finding,
            sign: '!',
        }));
    }
    let charges: Vec<usize> = match state.visit.item() {
        Some(Item::Charge(idx) | Item::Element(idx, _) | Item::Units(idx)) => vec![*idx],
        Some(Item::Finding(idx)) => checked
            .findings
            .get(*idx)
            .and_then(|finding| finding.charge)
            .into_iter()
            .collect(),
        _ => (0..checked.visit.charges.len()).collect(),
    };
    for idx in charges {
        let Some(elements) = checked
            .visit
            .charges
            .get(idx)
            .and_then(|charge| charge.elements.as_ref())
        else {
            continue;
        };
        for kind in ElementKind::ALL {
            let spans = elements.get(kind).spans.iter();
            lit.extend(spans.map(|span| Lit {
                span: *span,
                style: theme.evidence,
                sign: letter(kind),
            }));
        }
    }
    lit.extend(state.visit.shown.map(|span| Lit {
        span,
        style: theme.active,
        sign: ' ',
    }));
    lit
}

/// A note's text with what may be shown of it.
pub(super) struct Text<'t> {
    pub(super) text: &'t str,
    pub(super) visit: &'t Visit,
    pub(super) masked: bool,
}

/// One row: number, signs, words.
pub(super) fn draw_row(
    paint: &Paint,
    buf: &mut Buffer,
    area: Rect,
    text: &Text,
    row: &TextRow,
    lit: &[Lit],
) {
    let theme = paint.theme;
    let here: Vec<Lit> = lit
        .iter()
        .copied()
        .filter(|lit| lit.span.overlaps(row.span))
        .collect();
    if row.first {
        let number = cut::right(&(row.line + 1).to_string(), 4, paint.signs.cut);
        buf.set_string(area.x, area.y, number, theme.dim);
    }
    let mut signs: Vec<(char, Style)> = Vec::new();
    for lit in here.iter().filter(|lit| lit.sign != ' ') {
        if !signs.iter().any(|(sign, _)| *sign == lit.sign) {
            signs.push((lit.sign, lit.style));
        }
    }
    for ((sign, style), x) in signs.iter().take(2).zip(area.x + 5..) {
        // Underlines belong to the words, not to the sign.
        buf.set_string(x, area.y, sign.to_string(), style.not_underlined());
    }
    let line = Line::from(pieces(text, row.span, &here));
    let start = GUTTER + row.indent;
    buf.set_line(
        area.x + start,
        area.y,
        &line,
        area.width.saturating_sub(start),
    );
}

/// The words of a row in pieces of one style each. Later marks lie over earlier ones.
fn pieces(text: &Text, span: Span, lit: &[Lit]) -> Vec<Piece<'static>> {
    let words = span.of(text.text);
    let shown = mask::masked(words, text.visit, text.masked);
    let style_at = |at: usize| {
        lit.iter()
            .filter(|lit| lit.span.holds(at))
            .fold(Style::new(), |style, lit| style.patch(lit.style))
    };
    let mut pieces: Vec<(String, Style)> = Vec::new();
    for ((at, grapheme), drawn) in words.grapheme_indices(true).zip(shown.graphemes(true)) {
        let style = style_at(span.start + at);
        // A tab takes one column here as everywhere: the buffer would swallow it.
        let drawn = if grapheme == "\t" { " " } else { drawn };
        match pieces.last_mut() {
            Some((run, same)) if *same == style => run.push_str(drawn),
            _ => pieces.push((drawn.to_owned(), style)),
        }
    }
    pieces
        .into_iter()
        .map(|(run, style)| Piece::styled(run, style))
        .collect()
}
