//! Travel cards: one visit on each row.

use super::heading::holds_code;
use crate::parse::date::DateFound;
use crate::parse::header::{Frame, Role};
use crate::text::Span;

/// Fewest cells of a row that is a visit by itself.
const MIN_BARS: usize = 3;

/// Starts of the rows of a travel card, when the file is one: two or more rows in a run, each with
/// a day first, bars between its cells, and a code.
pub(super) fn rows(frame: &Frame) -> Vec<(usize, Option<DateFound>)> {
    let mut rows: Vec<(usize, Option<DateFound>)> = Vec::new();
    let mut last = 0;
    for (at, line) in frame.lines.iter().enumerate() {
        let words = frame.words(*line);
        let bars = words.bytes().filter(|b| *b == b'|').count();
        if bars < MIN_BARS || !holds_code(words) {
            continue;
        }
        let Some(date) = first_day(frame, *line) else {
            continue;
        };
        if !rows.is_empty() && at != last + 1 {
            // Rows with text between them are headings of longer visits.
            return Vec::new();
        }
        last = at;
        rows.push((line.start, date));
    }
    let different = rows.windows(2).all(|pair| {
        let day = |row: &(usize, Option<DateFound>)| row.1.map(|d| d.date);
        day(&pair[0]) != day(&pair[1]) || day(&pair[0]).is_none()
    });
    if different { rows } else { Vec::new() }
}

/// The day in the first cell of a row; `Some(None)` when it is written without its year.
fn first_day(frame: &Frame, line: Span) -> Option<Option<DateFound>> {
    let words = frame.words(line);
    let cell_start = words.len() - words.trim_start_matches(['|', ' ', '\t']).len();
    let cell_end = words[cell_start..].find('|')? + cell_start;
    let cell = Span::new(line.start + cell_start, line.start + cell_end);
    if let Some(date) = frame.dates_in(cell).first() {
        return (frame.role(date).0 == Role::Plain).then_some(Some(*date));
    }
    short_day(frame.words(cell).trim()).then_some(None)
}

/// `11/03` alone in a cell.
fn short_day(cell: &str) -> bool {
    let mut parts = cell.split('/');
    let number = |part: Option<&str>, most: u8| {
        part.and_then(|p| p.parse::<u8>().ok())
            .is_some_and(|n| (1..=most).contains(&n))
    };
    number(parts.next(), 31) && number(parts.next(), 31) && parts.next().is_none()
}
