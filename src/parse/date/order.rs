//! Whether `3/4/2025` is the fourth of March or the third of April in this text.

use super::DateForm;
use super::scan::{RawDate, scan};
use super::words::weekday;
use crate::text::CivilDate;

/// Order of day and month in numeric dates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DayOrder {
    /// `3/4/2025` is the fourth of March.
    #[default]
    MonthFirst,
    /// `3/4/2025` is the third of April.
    DayFirst,
}

/// The order that explains the text best; month first when nothing speaks.
///
/// In falling weight: a date that only one order allows, a weekday beside a date, the same day
/// written out elsewhere (or in the file's name), metric or imperial loads.
pub(super) fn infer(text: &str, name: &str, raw: &[RawDate]) -> DayOrder {
    let mut day_first = 0;
    for date in raw
        .iter()
        .filter(|d| matches!(d.form, DateForm::Numbers(_)))
    {
        day_first += 8 * (i32::from(date.first > 12) - i32::from(date.second > 12));
        if date.is_ambiguous() {
            day_first += 6 * by_weekday(text, date);
        }
    }
    day_first += 4 * by_agreement(name, raw);
    if day_first == 0 {
        day_first = by_measures(text);
    }
    if day_first > 0 {
        DayOrder::DayFirst
    } else {
        DayOrder::MonthFirst
    }
}

/// 1 when a weekday beside the date fits day-first only, -1 when month-first only.
fn by_weekday(text: &str, date: &RawDate) -> i32 {
    let bytes = text.as_bytes();
    let letters = |b: &u8| b.is_ascii_alphabetic();
    let gap = |b: &u8| matches!(b, b' ' | b',' | b'.' | b'(');
    let end = date.span.start
        - bytes[..date.span.start]
            .iter()
            .rev()
            .take(3)
            .take_while(|b| gap(b))
            .count();
    let before = &bytes[end - bytes[..end].iter().rev().take_while(|b| letters(b)).count()..end];
    let start = date.span.end
        + bytes[date.span.end..]
            .iter()
            .take(3)
            .take_while(|b| gap(b))
            .count();
    let after = &bytes[start..start + bytes[start..].iter().take_while(|b| letters(b)).count()];
    let within = text[date.span.start..date.span.end]
        .split(|c: char| !c.is_ascii_alphabetic())
        .find(|w| w.len() > 2);
    let Some(said) = weekday(before)
        .or_else(|| weekday(after))
        .or_else(|| weekday(within?.as_bytes()))
    else {
        return 0;
    };
    // 1 January 1970 was a Thursday.
    let falls = |month, day| {
        CivilDate::new(date.year, month, day).is_some_and(|d| (d.days() + 3).rem_euclid(7) == said)
    };
    i32::from(falls(date.second, date.first)) - i32::from(falls(date.first, date.second))
}

/// Counts ambiguous dates that name a day written clearly elsewhere under one order only.
fn by_agreement(name: &str, raw: &[RawDate]) -> i32 {
    let named = scan(name);
    let clear: Vec<CivilDate> = raw
        .iter()
        .chain(&named)
        .filter(|d| !matches!(d.form, DateForm::Numbers(_)))
        .filter_map(|d| CivilDate::new(d.year, d.first, d.second))
        .collect();
    let known = |year, month, day| {
        CivilDate::new(year, month, day).is_some_and(|date| clear.contains(&date))
    };
    raw.iter()
        .filter(|d| d.is_ambiguous())
        .map(|d| {
            i32::from(known(d.year, d.second, d.first))
                - i32::from(known(d.year, d.first, d.second))
        })
        .sum()
}

/// Kilograms belong to countries that write the day first, pounds to one that does not.
fn by_measures(text: &str) -> i32 {
    let bytes = text.as_bytes();
    let mut metric = 0;
    for at in 1..bytes.len().saturating_sub(1) {
        let pair = [bytes[at] | 0x20, bytes[at + 1] | 0x20];
        if pair != *b"kg" && pair != *b"lb" {
            continue;
        }
        let counted = bytes[..at]
            .iter()
            .rev()
            .find(|b| !matches!(b, b' ' | b'-'))
            .is_some_and(u8::is_ascii_digit);
        let ends = !bytes
            .get(at + 2)
            .is_some_and(|b| b.is_ascii_alphabetic() && *b | 0x20 != b's');
        if counted && ends {
            metric += if pair == *b"kg" { 1 } else { -1 };
        }
    }
    metric
}
