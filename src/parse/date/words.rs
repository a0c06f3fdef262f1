//! Words of dates: months, weekdays, and days and years as dictation spells them.

use super::scan::{back_over, byte, skip};

/// 0 for Monday to 6 for Sunday; also the usual short forms.
pub(super) fn weekday(word: &[u8]) -> Option<i64> {
    const DAYS: [&[u8]; 7] = [
        b"monday",
        b"tuesday",
        b"wednesday",
        b"thursday",
        b"friday",
        b"saturday",
        b"sunday",
    ];
    let shortest = if word.len() >= 4 {
        word.len().min(6)
    } else {
        3
    };
    if word.len() < 3 {
        return None;
    }
    let day = DAYS.iter().position(|day| {
        day.len() >= word.len()
            && day[..shortest.min(word.len())].eq_ignore_ascii_case(&word[..shortest])
    })?;
    i64::try_from(day).ok()
}

/// 1 to 12 for the name of a month or its usual short forms.
pub(super) fn month(word: &[u8]) -> Option<u8> {
    const MONTHS: [&[u8]; 12] = [
        b"january",
        b"february",
        b"march",
        b"april",
        b"may",
        b"june",
        b"july",
        b"august",
        b"september",
        b"october",
        b"november",
        b"december",
    ];
    if !(3..=9).contains(&word.len())
        || !matches!(
            word[0] | 0x20,
            b'j' | b'f' | b'm' | b'a' | b's' | b'o' | b'n' | b'd'
        )
    {
        return None;
    }
    let at = MONTHS.iter().position(|month| {
        let whole = month.eq_ignore_ascii_case(word);
        let short = word.len() == 3 || (word.len() == 4 && word[3] | 0x20 == b't');
        whole
            || short
                && month
                    .get(..word.len())
                    .is_some_and(|start| start.eq_ignore_ascii_case(word))
    })?;
    byte(u16::try_from(at).ok()? + 1)
}

/// Days in words, as dictation has them.
const SPELLED: [&[u8]; 20] = [
    b"first",
    b"second",
    b"third",
    b"fourth",
    b"fifth",
    b"sixth",
    b"seventh",
    b"eighth",
    b"ninth",
    b"tenth",
    b"eleventh",
    b"twelfth",
    b"thirteenth",
    b"fourteenth",
    b"fifteenth",
    b"sixteenth",
    b"seventeenth",
    b"eighteenth",
    b"nineteenth",
    b"twentieth",
];

/// `twelfth`, `twenty-first`, `thirtieth` ending at `at`, with its first byte.
pub(super) fn spelled_back(bytes: &[u8], at: usize) -> Option<(usize, u16)> {
    let start = back_over(bytes, at, |b| b.is_ascii_alphabetic());
    let word = &bytes[start..at];
    if word.eq_ignore_ascii_case(b"thirtieth") {
        return Some((start, 30));
    }
    let unit = SPELLED
        .iter()
        .position(|day| day.eq_ignore_ascii_case(word))?;
    let unit = u16::try_from(unit).ok()? + 1;
    let joined = back_over(bytes, start, |b| matches!(b, b'-' | b' '));
    let ten_start = back_over(bytes, joined, |b| b.is_ascii_alphabetic());
    let ten = &bytes[ten_start..joined];
    match () {
        () if unit < 10 && ten.eq_ignore_ascii_case(b"twenty") => Some((ten_start, 20 + unit)),
        () if unit == 1 && ten.eq_ignore_ascii_case(b"thirty") => Some((ten_start, 31)),
        () => Some((start, unit)),
    }
}

/// `twelfth`, `twenty-first` starting at `at`, and one past it.
pub(super) fn spelled_on(bytes: &[u8], at: usize) -> Option<(u16, usize)> {
    let end = skip(bytes, at, u8::is_ascii_alphabetic);
    let next = skip(bytes, end, |b| matches!(b, b'-' | b' '));
    let next_end = skip(bytes, next, u8::is_ascii_alphabetic);
    // The longer reading first: `twenty-first` is no `twentieth`.
    let two = spelled_back(bytes, next_end).filter(|(start, day)| *start == at && *day > 20);
    let one = || spelled_back(bytes, end).filter(|(start, _)| *start == at);
    two.map(|(_, day)| (day, next_end))
        .or_else(|| one().map(|(_, day)| (day, end)))
}

/// `twenty twenty-five`, `two thousand twenty-five` at `at`, and one past it.
pub(super) fn spoken_year(bytes: &[u8], at: usize) -> Option<(u16, usize)> {
    const ONES: [&[u8]; 9] = [
        b"one", b"two", b"three", b"four", b"five", b"six", b"seven", b"eight", b"nine",
    ];
    let word = |from: usize| {
        let end = skip(bytes, from, u8::is_ascii_alphabetic);
        (&bytes[from..end], end)
    };
    let gap = |from: usize| skip(bytes, from, |b| matches!(b, b'-' | b' '));
    let (first, mut end) = word(at);
    if first.eq_ignore_ascii_case(b"two") {
        let (thousand, after) = word(gap(end));
        thousand.eq_ignore_ascii_case(b"thousand").then_some(())?;
        end = after;
        let (and, after) = word(gap(end));
        if and.eq_ignore_ascii_case(b"and") {
            end = after;
        }
    } else if !first.eq_ignore_ascii_case(b"twenty") {
        return None;
    }
    let (tens, end) = word(gap(end));
    tens.eq_ignore_ascii_case(b"twenty").then_some(())?;
    let (ones, ones_end) = word(gap(end));
    let unit = ONES.iter().position(|one| one.eq_ignore_ascii_case(ones));
    let year = 2020 + unit.and_then(|u| u16::try_from(u + 1).ok()).unwrap_or(0);
    Some((year, if unit.is_some() { ones_end } else { end }))
}
