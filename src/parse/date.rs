//! Dates as people write them, each with its bytes.
//!
//! One pass over the text finds every written form; what `3/4/2025` means is decided once for the
//! whole text, from what stands elsewhere in it (`order`). Knows nothing of visits or labels.

mod ocr;
mod order;
mod scan;
mod words;

use crate::text::{CivilDate, Span};

pub use ocr::{misread, run_together};
pub use order::DayOrder;

/// A date in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateFound {
    /// The words of the date, without a time of day.
    pub span: Span,
    /// The day it names.
    pub date: CivilDate,
    /// How it is written, for telling one series of headings from another.
    pub form: DateForm,
}

/// How a date is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateForm {
    /// `2025-03-04`, `2025/03/04`, `2025.03.04`.
    YearFirst,
    /// Three numbers with this sign between them (`03/04/2025`, `3-4-25`, `3.18.25`).
    Numbers(u8),
    /// The month in letters (`4 Mar 2025`, `March 4th, 2025`, `Feb 21/25`, `17Feb2025`).
    Month,
    /// Eight digits, `20250304`: a date only where a label says so.
    Compact,
}

/// All dates of `text` in reading order. `name` (the file's name) counts as a hint for the order of
/// day and month only, never as a date.
pub fn dates(text: &str, name: &str) -> Vec<DateFound> {
    let raw = scan::scan(text);
    let order = if raw.iter().any(scan::RawDate::is_ambiguous) {
        order::infer(text, name, &raw)
    } else {
        DayOrder::MonthFirst
    };
    raw.iter().filter_map(|date| date.resolve(order)).collect()
}

/// True for the name of a weekday or its usual short form.
pub fn is_weekday(word: &str) -> bool {
    words::weekday(word.as_bytes()).is_some()
}

#[cfg(test)]
mod tests;
