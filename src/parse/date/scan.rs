//! One pass over the bytes that picks out everything written like a date.

use super::order::DayOrder;
use super::words::{month, spelled_back, spelled_on, spoken_year, weekday};
use super::{DateForm, DateFound};
use crate::text::{CivilDate, Span};

/// A date as written, before the order of day and month is known.
#[derive(Clone, Copy, Debug)]
pub(super) struct RawDate {
    pub(super) span: Span,
    pub(super) form: DateForm,
    /// First and second number of a numeric date; month and day of every other form.
    pub(super) first: u8,
    pub(super) second: u8,
    pub(super) year: u16,
}

impl RawDate {
    /// True when either number could be the month.
    pub(super) fn is_ambiguous(&self) -> bool {
        matches!(self.form, DateForm::Numbers(_))
            && self.first <= 12
            && self.second <= 12
            && self.first != self.second
    }

    /// The day under an order; the other order when the first names no day.
    pub(super) fn resolve(&self, order: DayOrder) -> Option<DateFound> {
        let month_first = CivilDate::new(self.year, self.first, self.second);
        let day_first = || CivilDate::new(self.year, self.second, self.first);
        let date = match (self.form, order) {
            (DateForm::Numbers(_), DayOrder::MonthFirst) => month_first.or_else(day_first),
            (DateForm::Numbers(_), DayOrder::DayFirst) => day_first().or(month_first),
            _ => month_first,
        }?;
        Some(DateFound {
            span: self.span,
            date,
            form: self.form,
        })
    }
}

/// Two-digit years that a visit note can mean; other pairs of digits are counts or versions.
const SHORT_YEARS: std::ops::RangeInclusive<u16> = 10..=59;

/// Endings of days in digits.
const ORDINALS: [&[u8; 2]; 4] = [b"st", b"nd", b"rd", b"th"];

/// All dates of the text in reading order.
pub(super) fn scan(text: &str) -> Vec<RawDate> {
    let bytes = text.as_bytes();
    let mut out: Vec<RawDate> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        if byte.is_ascii_digit() {
            match numeric(bytes, at).filter(|_| may_start(bytes, at)) {
                Some(date) => {
                    at = date.span.end;
                    out.push(date);
                }
                None => at = skip(bytes, at, u8::is_ascii_digit),
            }
        } else if byte.is_ascii_alphabetic() {
            let end = skip(bytes, at, u8::is_ascii_alphabetic);
            match month(&bytes[at..end]).and_then(|month| around_month(bytes, at, end, month)) {
                Some(date) => {
                    at = date.span.end;
                    out.push(date);
                }
                None => at = end,
            }
        } else {
            at += 1;
        }
    }
    out
}

pub(super) fn skip(bytes: &[u8], from: usize, is: impl Fn(&u8) -> bool) -> usize {
    from + bytes[from..].iter().take_while(|b| is(b)).count()
}

/// A date may not start inside a longer number (`12.3/4/25`), a fraction or a word.
fn may_start(bytes: &[u8], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|i| bytes[i]) else {
        return true;
    };
    if matches!(before, b'.' | b'/' | b'-') {
        return !at.checked_sub(2).is_some_and(|i| bytes[i].is_ascii_digit());
    }
    !before.is_ascii_alphanumeric()
}

/// Digits from `at`: their value, and one past the last.
fn number(bytes: &[u8], at: usize) -> Option<(u16, usize)> {
    let end = skip(bytes, at, u8::is_ascii_digit);
    let digits = bytes.get(at..end).filter(|d| (1..=4).contains(&d.len()))?;
    Some((
        digits.iter().fold(0, |n, d| n * 10 + u16::from(d - b'0')),
        end,
    ))
}

/// A full year of four digits, or two digits read as 20xx (19xx from 60 on is left to birth dates).
fn year(bytes: &[u8], at: usize, short: bool) -> Option<(u16, usize)> {
    let (value, end) = number(bytes, at)?;
    let ends = !bytes
        .get(end)
        .is_some_and(|b| b.is_ascii_alphanumeric() && *b != b'T');
    match end - at {
        4 if ends && (1900..=2099).contains(&value) => Some((value, end)),
        2 if ends && short && SHORT_YEARS.contains(&value) => Some((2000 + value, end)),
        2 if ends && short && value >= 60 => Some((1900 + value, end)),
        2 if ends && short && value < 10 => Some((2000 + value, end)),
        _ => None,
    }
}

pub(super) fn byte(value: u16) -> Option<u8> {
    u8::try_from(value).ok()
}

fn numeric(bytes: &[u8], at: usize) -> Option<RawDate> {
    let digits = skip(bytes, at, u8::is_ascii_digit) - at;
    match digits {
        8 => compact(bytes, at),
        4 => year_first(bytes, at),
        1 | 2 => three_numbers(bytes, at).or_else(|| weekday_between(bytes, at)),
        _ => None,
    }
}

fn compact(bytes: &[u8], at: usize) -> Option<RawDate> {
    let value = |from: usize, to: usize| {
        bytes[at + from..at + to]
            .iter()
            .fold(0, |n, d| n * 10 + u16::from(d - b'0'))
    };
    let year = value(0, 4);
    let ends = !bytes.get(at + 8).is_some_and(u8::is_ascii_alphanumeric);
    if !ends || !(1990..=2069).contains(&year) {
        return None;
    }
    let (first, second) = (byte(value(4, 6))?, byte(value(6, 8))?);
    CivilDate::new(year, first, second)?;
    Some(RawDate {
        span: Span::new(at, at + 8),
        form: DateForm::Compact,
        first,
        second,
        year,
    })
}

fn separator(bytes: &[u8], at: usize) -> Option<u8> {
    bytes
        .get(at)
        .copied()
        .filter(|b| matches!(b, b'/' | b'-' | b'.'))
}

fn year_first(bytes: &[u8], at: usize) -> Option<RawDate> {
    let (year, end) = number(bytes, at).filter(|(year, _)| (1900..=2099).contains(year))?;
    let sign = separator(bytes, end)?;
    let (month, end) =
        number(bytes, end + 1).filter(|(_, e)| separator(bytes, *e) == Some(sign))?;
    let (day, end) = number(bytes, end + 1).filter(|(_, e)| !continues(bytes, *e, sign))?;
    let (first, second) = (byte(month)?, byte(day)?);
    CivilDate::new(year, first, second)?;
    Some(RawDate {
        span: Span::new(at, end),
        form: DateForm::YearFirst,
        first,
        second,
        year,
    })
}

/// True when the number goes on, so that what was read is part of something longer.
fn continues(bytes: &[u8], end: usize, sign: u8) -> bool {
    match bytes.get(end) {
        Some(b'T') => !bytes.get(end + 1).is_some_and(u8::is_ascii_digit),
        Some(b) if b.is_ascii_alphanumeric() => true,
        Some(b) if *b == sign => bytes.get(end + 1).is_some_and(u8::is_ascii_digit),
        _ => false,
    }
}

/// `03/04/2025`, `3-4-25`, `3.18.25`, also with blanks around the slashes.
fn three_numbers(bytes: &[u8], at: usize) -> Option<RawDate> {
    let (first, end) = number(bytes, at)?;
    let (sign, next) = spaced_sign(bytes, end)?;
    let (second, end) = number(bytes, next).filter(|(_, e)| e - next <= 2)?;
    let (again, next) = spaced_sign(bytes, end)?;
    if again != sign {
        return None;
    }
    let (year, end) = year(bytes, next, true).filter(|(_, e)| !continues(bytes, *e, sign))?;
    // `1.2.10` is a section number and `10-12-15` a row of repetitions: a dotted or dashed date with
    // a short year counts only for years that notes are written in.
    if sign != b'/' && end - next == 2 && !(2015..=2045).contains(&year) {
        return None;
    }
    let (first, second) = (byte(first)?, byte(second)?);
    if CivilDate::new(year, first, second).is_none()
        && CivilDate::new(year, second, first).is_none()
    {
        return None;
    }
    Some(RawDate {
        span: Span::new(at, end),
        form: DateForm::Numbers(sign),
        first,
        second,
        year,
    })
}

fn spaced_sign(bytes: &[u8], at: usize) -> Option<(u8, usize)> {
    if bytes.get(at) == Some(&b' ')
        && bytes.get(at + 1) == Some(&b'/')
        && bytes.get(at + 2) == Some(&b' ')
    {
        return Some((b'/', at + 3));
    }
    separator(bytes, at).map(|sign| (sign, at + 1))
}

/// `3/10 (Mon) 2025`: a weekday stands between the day and the year.
fn weekday_between(bytes: &[u8], at: usize) -> Option<RawDate> {
    let (first, end) = number(bytes, at)?;
    let sign = separator(bytes, end).filter(|sign| *sign != b'-')?;
    let start = end + 1;
    let (second, end) = number(bytes, start).filter(|(_, e)| e - start <= 2)?;
    let word = skip(bytes, end, |b| matches!(b, b' ' | b'(' | b','));
    let word_end = skip(bytes, word, u8::is_ascii_alphabetic);
    weekday(&bytes[word..word_end])?;
    let (year, end) = year(
        bytes,
        skip(bytes, word_end, |b| matches!(b, b' ' | b')' | b',' | b'.')),
        false,
    )?;
    let (first, second) = (byte(first)?, byte(second)?);
    Some(RawDate {
        span: Span::new(at, end),
        form: DateForm::Numbers(sign),
        first,
        second,
        year,
    })
}

/// A date built around the name of a month at `at..end`.
fn around_month(bytes: &[u8], at: usize, end: usize, month: u8) -> Option<RawDate> {
    day_before(bytes, at, end, month)
        .or_else(|| day_after(bytes, at, end, month))
        .or_else(|| year_before(bytes, at, end, month))
        .filter(|d| CivilDate::new(d.year, month, d.second).is_some())
}

/// `2025-Mar-04`, `2025 March 4`.
fn year_before(bytes: &[u8], at: usize, end: usize, month: u8) -> Option<RawDate> {
    let back = back_over(bytes, at, |b| matches!(b, b' ' | b'-' | b'.' | b'/'));
    let start = back_over(bytes, back, |b| b.is_ascii_digit());
    let (year, _) = number(bytes, start)
        .filter(|(year, stop)| *stop == back && (1900..=2099).contains(year))?;
    let from = skip(bytes, end, |b| matches!(b, b' ' | b'-' | b'.' | b'/'));
    let (day, stop) = digits_on(bytes, from).filter(|_| from > end && at - back <= 1)?;
    Some(RawDate {
        span: Span::new(start, stop),
        form: DateForm::Month,
        first: month,
        second: byte(day)?,
        year,
    })
}

/// `4 Mar 2025`, `17th of July 2025`, `17th April, 2025`, `30-Jan-2025`, `17Feb2025`, `12 Mar 25`.
fn day_before(bytes: &[u8], at: usize, end: usize, month: u8) -> Option<RawDate> {
    let mut back = back_over(bytes, at, |b| matches!(b, b' ' | b'-' | b'.' | b'/'));
    if at - back > 2 {
        return None;
    }
    if back >= 3 && bytes[back - 2..back].eq_ignore_ascii_case(b"of") && bytes[back - 3] == b' ' {
        back -= 3;
    }
    let (start, day) = digits_back(bytes, back).or_else(|| spelled_back(bytes, back))?;
    let gap = skip(bytes, end, |b| {
        matches!(b, b' ' | b'-' | b'.' | b',' | b'/' | b'\'')
    });
    if gap - end > 3 {
        return None;
    }
    let (year, stop) = year(bytes, gap, true).or_else(|| spoken_year(bytes, gap))?;
    if stop - gap == 2 && !(2015..=2045).contains(&year) {
        return None;
    }
    Some(RawDate {
        span: Span::new(start, stop),
        form: DateForm::Month,
        first: month,
        second: byte(day)?,
        year,
    })
}

/// The day in digits that ends at `at`, with its first byte.
fn digits_back(bytes: &[u8], at: usize) -> Option<(usize, u16)> {
    let end = ordinal_back(bytes, at);
    let start = back_over(bytes, end, |b| b.is_ascii_digit());
    let (day, _) = number(bytes, start).filter(|(_, e)| *e == end && end - start <= 2)?;
    may_start(bytes, start).then_some((start, day))
}

pub(super) fn back_over(bytes: &[u8], at: usize, is: impl Fn(&u8) -> bool) -> usize {
    at - bytes[..at].iter().rev().take_while(|b| is(b)).count()
}

/// Steps back over `st`, `nd`, `rd`, `th` after digits.
fn ordinal_back(bytes: &[u8], at: usize) -> usize {
    let suffix = at.checked_sub(2).map(|from| &bytes[from..at]);
    let is_suffix = suffix.is_some_and(|s| ORDINALS.iter().any(|o| s.eq_ignore_ascii_case(*o)));
    if is_suffix { at - 2 } else { at }
}

/// The day in digits at `at`, with or without `th`, and one past it.
fn digits_on(bytes: &[u8], at: usize) -> Option<(u16, usize)> {
    let (day, end) = number(bytes, at).filter(|(_, e)| e - at <= 2)?;
    let suffix = bytes.get(end..end + 2).unwrap_or_default();
    let ordinal = ORDINALS.iter().any(|o| suffix.eq_ignore_ascii_case(*o));
    Some((day, end + if ordinal { 2 } else { 0 }))
}

/// `March 4, 2025`, `Mar. 4th 2025`, `Feb 21/25`, `Mar-04-2025`.
fn day_after(bytes: &[u8], at: usize, end: usize, month: u8) -> Option<RawDate> {
    let start = skip(bytes, end, |b| matches!(b, b' ' | b'-' | b'.' | b'/'));
    if start == end || start - end > 3 {
        return None;
    }
    let (day, after_day) = digits_on(bytes, start).or_else(|| spelled_on(bytes, start))?;
    let gap = skip(bytes, after_day, |b| {
        matches!(b, b' ' | b',' | b'-' | b'/' | b'.' | b'\'')
    });
    if gap == after_day || gap - after_day > 3 {
        return None;
    }
    // `June 3 10 reps` names no year: two digits need a slash, a dash or an apostrophe before them.
    let short = matches!(bytes[gap - 1], b'/' | b'-' | b'\'');
    let (year, stop) = year(bytes, gap, short).or_else(|| spoken_year(bytes, gap))?;
    Some(RawDate {
        span: Span::new(at, stop),
        form: DateForm::Month,
        first: month,
        second: byte(day)?,
        year,
    })
}
