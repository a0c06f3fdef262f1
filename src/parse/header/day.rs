//! The date of service of a visit, among all dates its text holds.

use super::frame::{Frame, Role};
use crate::parse::date::{DateForm, DateFound};
use crate::text::{CivilDate, Span};

/// Non-empty lines at the top of a visit that count as its header.
const HEADER_LINES: usize = 6;

/// The date of service: by label in a field, by `Date:`, by place in the header, by label in a
/// sentence, by the first day told of, by the signature. `None` when only other days are named.
pub(super) fn service_date(frame: &Frame, visit: Span) -> Option<DateFound> {
    let top = header_end(frame, visit);
    let signed = signed_on(frame, visit);
    let ranked = |date: &DateFound| rank(frame, date, visit, top).map(|rank| (rank, *date));
    let mut best: Option<(u8, DateFound)> = None;
    for (rank, date) in frame.dates_in(visit).iter().filter_map(ranked) {
        let hinted = |d: &DateFound| frame.named.contains(&d.date) || signed == Some(d.date);
        let better = best.is_none_or(|(least, first)| {
            rank < least || rank == least && rank == PLACE && hinted(&date) && !hinted(&first)
        });
        if better {
            best = Some((rank, date));
        }
    }
    best.map(|(_, date)| date)
}

/// Rank of a date that stands in the header without a label.
const PLACE: u8 = 2;

fn rank(frame: &Frame, date: &DateFound, visit: Span, top: usize) -> Option<u8> {
    let (role, label) = frame.role(date);
    let field = label.is_some_and(|l| frame.is_field_start(l.span.start.max(visit.start)));
    let compact = date.form == DateForm::Compact;
    match role {
        Role::Service if field => Some(0),
        Role::Dated if field => Some(1),
        Role::Service => Some(3),
        Role::Plain | Role::Dated if compact => (date.span.start < top).then_some(6),
        Role::Plain | Role::Dated if date.span.start < top => Some(PLACE),
        Role::Plain | Role::Dated => Some(4),
        Role::Signed => Some(5),
        Role::Other => None,
    }
}

/// The day of the visit's signature: most notes are signed on the day of service.
fn signed_on(frame: &Frame, visit: Span) -> Option<CivilDate> {
    let mut dates = frame.dates_in(visit).iter().rev();
    dates
        .find(|d| frame.role(d).0 == Role::Signed)
        .map(|d| d.date)
}

/// End of the lines at the top that count as the header.
fn header_end(frame: &Frame, visit: Span) -> usize {
    let first = frame.line_of(visit.start);
    frame.lines[first..]
        .iter()
        .filter(|line| !frame.words(**line).trim().is_empty())
        .take(HEADER_LINES)
        .last()
        .map_or(visit.end, |line| line.end.min(visit.end))
}

/// Dates of the visit that claim to be its date of service, with how they claim it; for telling
/// that a record names two.
pub fn service_dates(frame: &Frame, visit: Span) -> Vec<(DateFound, u8)> {
    let top = header_end(frame, visit);
    frame
        .dates_in(visit)
        .iter()
        .filter_map(|date| rank(frame, date, visit, top).map(|rank| (*date, rank)))
        .collect()
}
