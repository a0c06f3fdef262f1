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
        .or_else(|| short_day(frame, Span::new(visit.start, top)))
}

/// A day without its year (`3/4`, `Mar 4`) at the top of the visit, when the file's name has the
/// same day with a year.
fn short_day(frame: &Frame, top: Span) -> Option<DateFound> {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let words = frame.words(top).to_ascii_lowercase();
    let alone = |at: usize, len: usize| {
        let digit = |b: Option<&u8>| b.is_some_and(|b| b.is_ascii_digit() || *b == b'/');
        let before = at.checked_sub(1).and_then(|i| words.as_bytes().get(i));
        !digit(before) && !digit(words.as_bytes().get(at + len))
    };
    frame.named.iter().find_map(|day| {
        let (m, d) = (day.month(), day.day());
        let name = MONTHS.get(usize::from(m) - 1)?;
        let forms = [
            format!("{m}/{d}"),
            format!("{m:02}/{d:02}"),
            format!("{m}-{d}"),
            format!("{m:02}-{d:02}"),
            format!("{name} {d}"),
            format!("{d} {name}"),
        ];
        forms.iter().find_map(|form| {
            let at = words
                .match_indices(form.as_str())
                .map(|(at, _)| at)
                .find(|at| alone(*at, form.len()))?;
            let span = Span::new(top.start + at, top.start + at + form.len());
            Some(DateFound {
                span,
                date: *day,
                form: DateForm::Month,
            })
        })
    })
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

/// A date that can be the day of the visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServiceDay {
    /// Its bytes.
    pub span: Span,
    /// The day.
    pub date: CivilDate,
    /// The label before it, when it has one.
    pub label: Option<Span>,
    /// A label says that it is the day of service.
    pub labelled: bool,
    /// It stands in the header as the day of the note.
    pub heads: bool,
}

/// All dates of the visit that no label gives to another event, for telling that a record names two
/// days of service.
pub fn service_days(frame: &Frame, visit: Span) -> Vec<ServiceDay> {
    let top = header_end(frame, visit);
    let days = frame.dates_in(visit).iter().filter_map(|date| {
        let (role, label) = frame.role(date);
        let field = label.is_some_and(|l| frame.is_field_start(l.span.start.max(visit.start)));
        let visits = label.is_some_and(|l| {
            let words = frame.words(l.span).to_ascii_lowercase();
            ["visit", "encounter", "seen", "session"]
                .iter()
                .any(|start| words.starts_with(start))
        });
        let in_head = date.span.start < top;
        let labelled = role == Role::Service || role == Role::Dated && field && (in_head || visits);
        let line = frame.lines[frame.line_of(date.span.start)];
        let before = frame.words(Span::new(line.start, date.span.start));
        let column = before.trim().is_empty() || before.ends_with("  ") || before.ends_with("| ");
        let heads = role == Role::Plain && in_head && column;
        let usable = matches!(role, Role::Service | Role::Dated | Role::Plain)
            && date.form != DateForm::Compact;
        usable.then_some(ServiceDay {
            span: date.span,
            date: date.date,
            label: label.map(|l| l.span),
            labelled,
            heads,
        })
    });
    days.collect()
}
