//! One note file to its visits.
//!
//! A visit begins at a heading that carries a date of its own: a labelled one (`DOS`, `Visit 4 --`),
//! a line that opens with a bare date, or a row of a travel card. A heading counts only when what
//! follows it is a visit (codes, sections or a signature). The page header of a visit that goes on
//! is joined back, and birth, injury, print and next-visit dates split nothing.

mod heading;
mod row;

use super::date::DateFound;
use super::header::{Frame, Role};
use crate::text::Span;
use heading::{Heading, Style, headings};

/// The part of a file that is one visit.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// Its bytes; the parts of a file follow each other without a gap.
    pub span: Span,
    /// The date in its heading, when the file was split there.
    pub date: Option<DateFound>,
}

/// The visits of a file in the order of the text; at least one.
pub fn split(frame: &Frame) -> Vec<Part> {
    let whole = Span::new(0, frame.text.len());
    let found = starts(frame);
    if found.len() < 2 {
        return vec![Part {
            span: whole,
            date: None,
        }];
    }
    let ends = found
        .iter()
        .skip(1)
        .map(|(start, _)| *start)
        .chain([whole.end]);
    let first = std::iter::once(0).chain(found.iter().skip(1).map(|(start, _)| *start));
    first
        .zip(ends)
        .zip(&found)
        .map(|((start, end), (_, date))| Part {
            span: Span::new(start, end),
            date: *date,
        })
        .collect()
}

/// Where visits begin, with the date of each heading.
fn starts(frame: &Frame) -> Vec<(usize, Option<DateFound>)> {
    let rows = row::rows(frame);
    if rows.len() > 1 {
        return rows;
    }
    let all = headings(frame);
    for style in [Style::Labelled, Style::Bare] {
        let series = series(frame, &all, style);
        if series.len() > 1 && (style == Style::Labelled || !is_ledger(frame, &series)) {
            return series
                .iter()
                .map(|h| (block_start(frame, h.line), h.date))
                .collect();
        }
    }
    Vec::new()
}

/// True when the note has a labelled day of service that none of the bare dates is: they are a
/// ledger or a history then.
fn is_ledger(frame: &Frame, series: &[Heading]) -> bool {
    let serviced = frame.dates.iter().filter(|d| {
        let (role, label) = frame.role(d);
        role == Role::Service && label.is_some_and(|l| frame.is_field_start(l.span.start))
    });
    { serviced }.any(|d| {
        series
            .iter()
            .all(|h| h.date.is_none_or(|date| date.date != d.date))
    })
}

/// Headings of one style that each open a visit of their own.
fn series(frame: &Frame, all: &[Heading], style: Style) -> Vec<Heading> {
    let mut kept: Vec<Heading> = Vec::new();
    let of_style: Vec<&Heading> = all.iter().filter(|h| h.style == style).collect();
    for (at, heading) in of_style.iter().enumerate() {
        if let Some(last) = kept.last()
            && !heading.opens_after(last)
        {
            continue;
        }
        let alike = kept.first().is_none_or(|first| heading.is_like(first));
        if !alike && !heading.in_header_block(frame) {
            continue;
        }
        let next = of_style[at + 1..].iter().find(|h| h.opens_after(heading));
        let end = next.map_or(frame.text.len(), |h| frame.lines[h.line].start);
        let body = Span::new(frame.lines[heading.line].start, end);
        if heading::is_visit(frame, body) {
            kept.push(**heading);
        }
    }
    kept
}

/// Start of the block a heading stands in: rules, page marks and header lines just above belong to
/// the visit that follows.
fn block_start(frame: &Frame, line: usize) -> usize {
    let mut first = line;
    for above in (0..line).rev() {
        let words = frame.words(frame.lines[above]);
        if words.trim().is_empty() {
            if above + 1 == first {
                continue;
            }
            break;
        }
        if !heading::is_furniture(frame, above) {
            break;
        }
        first = above;
    }
    frame.lines[first].start
}

#[cfg(test)]
mod tests;
