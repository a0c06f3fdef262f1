//! Where everything is on a screen of a given size.
//!
//! The one answer that `update` (scrolling, mouse) and `view` both use, so drawing has nothing to
//! report back. Pure arithmetic on sizes.

use ratatui::layout::{Position, Rect, Size};

use super::state::visit::Pane;

mod columns;

pub(crate) use columns::{ListColumn, columns};

/// Smallest terminal that a screen fits into.
pub(crate) const SMALLEST: Size = Size::new(40, 10);

/// Columns before the words of a note: line number, two marks, a space.
pub(crate) const GUTTER: u16 = 8;

/// From this width on panes stand side by side.
const WIDE: u16 = 100;

/// True when nothing but a sentence can be shown.
pub(crate) fn is_too_small(size: Size) -> bool {
    size.width < SMALLEST.width || size.height < SMALLEST.height
}

/// The lines every screen has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Frame {
    /// Name, place, progress.
    pub title: Rect,
    /// The second line: filter, or the visit in figures.
    pub line: Rect,
    /// What differs from screen to screen.
    pub body: Rect,
    /// Rule with the notice in it.
    pub rule: Rect,
    /// Keys.
    pub footer: Rect,
}

/// The lines every screen has.
pub(crate) fn frame(size: Size) -> Frame {
    let (w, h) = (size.width, size.height);
    let line = |y| Rect::new(0, y, w, 1);
    Frame {
        title: line(0),
        line: line(1),
        body: Rect::new(0, 2, w, h.saturating_sub(4)),
        rule: line(h.saturating_sub(2)),
        footer: line(h.saturating_sub(1)),
    }
}

/// The worklist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct List {
    /// Column headings.
    pub heads: Rect,
    /// Rows.
    pub rows: Rect,
    /// The visit under the cursor in brief; empty when there is no room.
    pub brief: Rect,
}

/// Splits the body of the worklist.
pub(crate) fn list(size: Size) -> List {
    let body = frame(size).body;
    let heads = Rect {
        height: 1.min(body.height),
        ..body
    };
    let rest = Rect {
        y: body.y + heads.height,
        height: body.height - heads.height,
        ..body
    };
    if body.width >= 170 {
        let brief = Rect {
            x: rest.right() - 62,
            width: 62,
            ..body
        };
        let rows = Rect {
            width: rest.width - 63,
            ..rest
        };
        return List {
            heads: Rect {
                width: rows.width,
                ..heads
            },
            rows,
            brief,
        };
    }
    let height = if rest.height >= 27 { 9 } else { 0 };
    let rows = Rect {
        height: rest.height - height,
        ..rest
    };
    List {
        heads,
        rows,
        brief: Rect {
            y: rows.bottom(),
            height,
            ..rest
        },
    }
}

/// The visit screen. A pane that is not shown has no area.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct VisitAreas {
    /// The note.
    pub note: Rect,
    /// Line between the panes: a column when they stand side by side, a row when stacked.
    pub wall: Rect,
    /// The list beside it.
    pub side: Rect,
    /// Rule above the details.
    pub detail_rule: Rect,
    /// Details of the item under the cursor.
    pub detail: Rect,
}

/// Splits the body of the visit screen.
pub(crate) fn visit(size: Size, zoomed: Option<Pane>) -> VisitAreas {
    let body = frame(size).body;
    let mut areas = VisitAreas::default();
    let side = match zoomed {
        Some(Pane::Note) => {
            areas.note = body;
            return areas;
        }
        Some(Pane::Side) => body,
        None => {
            let (note, wall, side) = halves(body);
            (areas.note, areas.wall) = (note, wall);
            side
        }
    };
    let detail = match side.height {
        0..9 => 0,
        9..16 => 4,
        16..30 => side.height / 3,
        _ => side.height * 2 / 5,
    };
    let rule = u16::from(detail > 0);
    areas.side = Rect {
        height: side.height.saturating_sub(detail + rule),
        ..side
    };
    areas.detail_rule = Rect {
        y: areas.side.bottom(),
        height: rule,
        ..side
    };
    areas.detail = Rect {
        y: areas.detail_rule.bottom(),
        height: detail,
        ..side
    };
    areas
}

/// Note, line between, list: side by side where there is room, else stacked.
fn halves(body: Rect) -> (Rect, Rect, Rect) {
    if body.width >= WIDE {
        let width = (body.width * 2 / 5).clamp(48, 80);
        let note = Rect {
            width: body.width.saturating_sub(width + 1),
            ..body
        };
        let wall = Rect {
            x: note.right(),
            width: 1,
            ..body
        };
        (
            note,
            wall,
            Rect {
                x: wall.right(),
                width,
                ..body
            },
        )
    } else {
        let height = body.height * 2 / 5;
        let note = Rect { height, ..body };
        let wall = Rect {
            y: note.bottom(),
            height: 1,
            ..body
        };
        let side = Rect {
            y: wall.bottom(),
            height: body.height.saturating_sub(height + 1),
            ..body
        };
        (note, wall, side)
    }
}

/// Row `y` of an area.
pub(crate) fn strip(area: Rect, y: u16) -> Rect {
    Rect {
        y,
        height: 1,
        ..area
    }
}

/// Columns for the words of a note in a pane.
pub(crate) fn note_columns(pane: Rect) -> u16 {
    pane.width.saturating_sub(GUTTER + 1)
}

/// The two halves of the compare screen, with the line between them.
pub(crate) fn compare(size: Size) -> ([Rect; 2], Rect) {
    let body = frame(size).body;
    if body.width >= WIDE - 20 {
        let left = Rect {
            width: body.width.saturating_sub(1) / 2,
            ..body
        };
        let wall = Rect {
            x: left.right(),
            width: 1,
            ..body
        };
        (
            [
                left,
                Rect {
                    x: wall.right(),
                    width: body.width.saturating_sub(left.width + 1),
                    ..body
                },
            ],
            wall,
        )
    } else {
        let top = Rect {
            height: body.height.saturating_sub(1) / 2,
            ..body
        };
        let wall = Rect {
            y: top.bottom(),
            height: 1,
            ..body
        };
        (
            [
                top,
                Rect {
                    y: wall.bottom(),
                    height: body.height.saturating_sub(top.height + 1),
                    ..body
                },
            ],
            wall,
        )
    }
}

/// A box in the middle of the screen for a menu or a page of `lines` lines.
pub(crate) fn popup(size: Size, lines: usize, widest: u16) -> Rect {
    let width = widest
        .min(size.width.saturating_sub(4))
        .max(20.min(size.width));
    let wanted = u16::try_from(lines).unwrap_or(u16::MAX).saturating_add(2);
    let height = wanted.min(size.height.saturating_sub(2)).max(3);
    Rect::new(
        (size.width - width) / 2,
        (size.height.saturating_sub(height)) / 2,
        width,
        height.min(size.height),
    )
}

/// The inside of a popup.
pub(crate) fn inside(popup: Rect) -> Rect {
    Rect::new(
        popup.x + 1,
        popup.y + 1,
        popup.width.saturating_sub(2),
        popup.height.saturating_sub(2),
    )
}

/// The box of a menu with that many lines: a line to type in, a rule, the lines.
pub(crate) fn menu(size: Size, n_lines: usize) -> Rect {
    popup(size, n_lines + 2, 100)
}

/// The lines of a menu.
pub(crate) fn menu_rows(size: Size, n_lines: usize) -> Rect {
    let inner = inside(menu(size, n_lines));
    Rect {
        y: inner.y + 2.min(inner.height),
        height: inner.height.saturating_sub(2),
        ..inner
    }
}

/// The box of a page of text.
pub(crate) fn page(size: Size) -> Rect {
    popup(size, usize::from(size.height), 100)
}

/// The box of the comment editor.
pub(crate) fn editor(size: Size) -> Rect {
    let height = (size.height / 2).clamp(8, 16).min(size.height);
    let width = size.width.saturating_sub(4).min(96);
    Rect::new(
        (size.width - width) / 2,
        size.height.saturating_sub(height + 2),
        width,
        height,
    )
}

/// The row of `area` that a position hits, counted from its top.
pub(crate) fn row_at(area: Rect, at: Position) -> Option<usize> {
    area.contains(at).then(|| usize::from(at.y - area.y))
}

/// Moves `top` so that `cursor` is on a screen of `height` rows, and no space is wasted at the end.
pub(crate) fn scroll(top: usize, cursor: usize, height: usize, n_rows: usize) -> usize {
    let height = height.max(1);
    let top = top.min(cursor).max((cursor + 1).saturating_sub(height));
    top.min(n_rows.saturating_sub(height))
}

#[cfg(test)]
mod tests {
    use super::{Pane, columns, editor, frame, list, scroll, visit};
    use ratatui::layout::{Rect, Size};

    const SIZES: [Size; 5] = [
        Size::new(40, 10),
        Size::new(80, 24),
        Size::new(120, 36),
        Size::new(200, 60),
        Size::new(300, 80),
    ];

    #[test]
    fn every_area_lies_on_the_screen() {
        for size in SIZES {
            let screen = Rect::new(0, 0, size.width, size.height);
            let (frame, list) = (frame(size), list(size));
            let mut areas = vec![
                frame.title,
                frame.line,
                frame.body,
                frame.rule,
                frame.footer,
                list.heads,
                list.rows,
                list.brief,
                editor(size),
            ];
            for zoomed in [None, Some(Pane::Note), Some(Pane::Side)] {
                let parts = visit(size, zoomed);
                areas.extend([
                    parts.note,
                    parts.wall,
                    parts.side,
                    parts.detail_rule,
                    parts.detail,
                ]);
            }
            for area in areas {
                assert_eq!(area.intersection(screen), area, "{size:?}");
            }
        }
    }

    #[test]
    fn columns_stand_in_order_and_fill_the_width() {
        for width in [40, 60, 80, 100, 120, 137, 200, 300] {
            let columns = columns(width);
            for pair in columns.windows(2) {
                assert!(
                    pair[0].x + pair[0].width < pair[1].x,
                    "{width}: {:?} {:?}",
                    pair[0],
                    pair[1]
                );
            }
            let last = columns.last().expect("there are columns");
            assert_eq!(last.x + last.width + 1, width);
        }
    }

    #[test]
    fn scrolling_follows_the_cursor_and_stops_at_the_end() {
        assert_eq!(scroll(0, 4, 10, 100), 0);
        assert_eq!(scroll(0, 10, 10, 100), 1);
        assert_eq!(scroll(50, 4, 10, 100), 4);
        assert_eq!(scroll(95, 99, 10, 100), 90);
        assert_eq!(scroll(3, 0, 10, 5), 0);
    }
}
