//! Travel cards: one visit on each row.

use super::heading::holds_code;
use crate::parse::date::{DateForm, DateFound};
use crate::parse::header::{Frame, Role};
use crate::text::{CivilDate, Span};

/// Fewest gaps between the cells of a row that is a visit by itself.
const MIN_GAPS: usize = 3;

/// Starts of the rows of a travel card, when the file is one: two or more rows in a run, each with
/// a day first, cells, and a code. A ledger inside a note with its own day of service is none.
pub(super) fn rows(frame: &Frame) -> Vec<(usize, Option<DateFound>)> {
    let mut rows: Vec<(usize, Day)> = Vec::new();
    let mut open = false;
    for line in &frame.lines {
        let words = frame.words(*line);
        let row = (gaps(words) >= MIN_GAPS && holds_code(words))
            .then(|| first_day(frame, *line))
            .flatten();
        match row {
            // Rows with text between them are headings of longer visits.
            Some(_) if !rows.is_empty() && !open => return Vec::new(),
            Some(day) => {
                rows.push((line.start, day));
                open = true;
            }
            None => open &= !words.chars().any(char::is_alphanumeric),
        }
    }
    let serviced = |d: &DateFound| frame.role(d).0 == Role::Service;
    if rows.len() < 2 || frame.dates.iter().any(serviced) {
        return Vec::new();
    }
    let rows = with_years(frame, &rows);
    let different = rows.windows(2).all(|pair| {
        let day = |row: &(usize, Option<DateFound>)| row.1.map(|d| d.date);
        day(&pair[0]) != day(&pair[1]) || day(&pair[0]).is_none()
    });
    if different { rows } else { Vec::new() }
}

/// Bars, tabs or wide gaps of a line, whichever are most.
fn gaps(words: &str) -> usize {
    let words = words.trim();
    let bars = words.bytes().filter(|b| *b == b'|').count();
    let tabs = words.bytes().filter(|b| *b == b'\t').count();
    let wide = words
        .split("  ")
        .filter(|part| !part.trim().is_empty())
        .count()
        .saturating_sub(1);
    bars.max(tabs).max(wide)
}

/// The day at the start of a row.
#[derive(Clone, Copy)]
enum Day {
    Whole(DateFound),
    /// Month and day; the card has the year elsewhere.
    Short(u8, u8, Span),
}

/// The day in the first cell of a row.
fn first_day(frame: &Frame, line: Span) -> Option<Day> {
    let words = frame.words(line);
    let from = words.len() - words.trim_start_matches(['|', ' ', '\t']).len();
    let rest = &words[from..];
    let to = ["|", "\t", "  "]
        .iter()
        .filter_map(|gap| rest.find(gap))
        .min()?
        + from;
    let cell = Span::new(line.start + from, line.start + to).trimmed(frame.text);
    if let Some(date) = frame.dates_in(cell).first() {
        let alone = date.span.len() == cell.len();
        return (alone && frame.role(date).0 == Role::Plain).then_some(Day::Whole(*date));
    }
    let (month, day) = frame.words(cell).split_once(['/', '-'])?;
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    CivilDate::new(2024, month, day).map(|_| Day::Short(month, day, cell))
}

/// Rows with their dates: short days take the card's year, and the next one after a December.
fn with_years(frame: &Frame, rows: &[(usize, Day)]) -> Vec<(usize, Option<DateFound>)> {
    let mut year = card_year(frame);
    let mut last_month = 0;
    let dated = rows.iter().map(|(start, day)| match day {
        Day::Whole(date) => (*start, Some(*date)),
        Day::Short(month, day, span) => {
            if last_month > *month + 6 {
                year = year.map(|y| y + 1);
            }
            last_month = *month;
            let date = year.and_then(|y| CivilDate::new(y, *month, *day));
            let found = date.map(|date| DateFound {
                span: *span,
                date,
                form: DateForm::Numbers(b'/'),
            });
            (*start, found)
        }
    });
    dated.collect()
}

/// The year of a card: of a date in the file's name, or a year that stands alone in its head.
fn card_year(frame: &Frame) -> Option<u16> {
    if let Some(named) = frame.named.first() {
        return Some(named.year());
    }
    let head = frame.lines.iter().take(8).map(|line| frame.words(*line));
    let words = head.flat_map(|line| line.split(|c: char| !c.is_ascii_digit()));
    { words }
        .filter(|w| w.len() == 4)
        .find_map(|w| w.parse().ok().filter(|y| (2010..=2059).contains(y)))
}
