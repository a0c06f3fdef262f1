//! Dates that a text recogniser misread: `04 l9 2O25`. Read only where a label promises a date.

use super::order::DayOrder;
use super::scan::RawDate;
use super::{DateForm, DateFound};
use crate::text::Span;

/// The misread date that starts at `at`: three groups of digits or their look-alikes.
pub fn misread(text: &str, at: usize) -> Option<DateFound> {
    let bytes = text.as_bytes();
    let (first, end) = group(bytes, at, 2)?;
    let (second, end) = group(bytes, sign(bytes, end)?, 2)?;
    let (year, end) = group(bytes, sign(bytes, end)?, 4)?;
    let real = bytes[at..end].iter().filter(|b| b.is_ascii_digit()).count();
    let year = if year < 100 { 2000 + year } else { year };
    let raw = RawDate {
        span: Span::new(at, end),
        form: DateForm::Numbers(b' '),
        first: u8::try_from(first).ok()?,
        second: u8::try_from(second).ok()?,
        year,
    };
    (real >= 3 && (2000..=2099).contains(&year))
        .then(|| raw.resolve(DayOrder::MonthFirst))
        .flatten()
}

/// Digits run together, month first, at `at`: `030425`, `03042025`. A date only after a label.
pub fn run_together(text: &str, at: usize) -> Option<DateFound> {
    let bytes = text.as_bytes();
    let n = bytes
        .get(at..)?
        .iter()
        .take_while(|b| b.is_ascii_digit())
        .count();
    let ends = !bytes.get(at + n).is_some_and(u8::is_ascii_alphanumeric);
    let value = |from: usize, to: usize| text.get(at + from..at + to)?.parse::<u16>().ok();
    let year = match n {
        6 => 2000 + value(4, 6)?,
        8 => value(4, 8)?,
        _ => return None,
    };
    let raw = RawDate {
        span: Span::new(at, at + n),
        form: DateForm::Numbers(b' '),
        first: u8::try_from(value(0, 2)?).ok()?,
        second: u8::try_from(value(2, 4)?).ok()?,
        year,
    };
    (ends && (2010..=2059).contains(&year))
        .then(|| raw.resolve(DayOrder::MonthFirst))
        .flatten()
}

/// Value of a group of at most `most` digits, and one past it.
fn group(bytes: &[u8], at: usize, most: usize) -> Option<(u16, usize)> {
    let digits = bytes
        .get(at..)?
        .iter()
        .map_while(|b| digit(*b))
        .take(most + 1);
    let (n, value) = digits.fold((0, 0), |(n, value), d| (n + 1, value * 10 + d));
    (1..=most).contains(&n).then_some((value, at + n))
}

fn digit(byte: u8) -> Option<u16> {
    match byte {
        b'0'..=b'9' => Some(u16::from(byte - b'0')),
        b'l' | b'I' | b'|' | b'i' => Some(1),
        b'O' | b'o' => Some(0),
        b'S' => Some(5),
        b'B' => Some(8),
        b'Z' => Some(2),
        _ => None,
    }
}

fn sign(bytes: &[u8], at: usize) -> Option<usize> {
    matches!(bytes.get(at), Some(b'/' | b'-' | b'.' | b' ')).then_some(at + 1)
}
