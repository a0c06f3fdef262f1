//! A calendar date without a clock or a time zone.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A date of the Gregorian calendar, for dates of service. Written `YYYY-MM-DD`.
///
/// Invariant: the day exists in that month of that year; years run from 1900 to 2199.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct CivilDate {
    year: u16,
    month: u8,
    day: u8,
}

impl CivilDate {
    /// The date, or `None` when there is no such day or the year is outside 1900..=2199.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let leap =
            (year.is_multiple_of(4) && !year.is_multiple_of(100)) || year.is_multiple_of(400);
        let last = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 => 28 + u8::from(leap),
            _ => return None,
        };
        ((1900..=2199).contains(&year) && (1..=last).contains(&day)).then_some(Self {
            year,
            month,
            day,
        })
    }

    /// Reads `YYYY-MM-DD` and nothing else.
    pub fn from_iso(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let date = Self::new(
            parts.next().filter(|y| y.len() == 4)?.parse().ok()?,
            parts.next().filter(|m| m.len() == 2)?.parse().ok()?,
            parts.next().filter(|d| d.len() == 2)?.parse().ok()?,
        )?;
        parts.next().is_none().then_some(date)
    }

    /// Year, four digits.
    pub fn year(self) -> u16 {
        self.year
    }

    /// Month, 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// Day of the month, 1 to 31.
    pub fn day(self) -> u8 {
        self.day
    }

    /// Days since 1 January 1970 (negative before), for differences between dates.
    pub fn days(self) -> i64 {
        // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
        let year = i64::from(self.year) - i64::from(self.month <= 2);
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let month = i64::from((self.month + 9) % 12);
        let of_year = (153 * month + 2) / 5 + i64::from(self.day) - 1;
        era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
    }
}

impl fmt::Display for CivilDate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl From<CivilDate> for String {
    fn from(date: CivilDate) -> Self {
        date.to_string()
    }
}

impl TryFrom<String> for CivilDate {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::from_iso(&text).ok_or_else(|| format!("`{text}` is not a date written YYYY-MM-DD"))
    }
}

#[cfg(test)]
mod tests {
    use super::CivilDate;

    #[test]
    fn only_days_that_exist_are_dates() {
        assert!(CivilDate::new(2024, 2, 29).is_some());
        assert!(CivilDate::new(2025, 2, 29).is_none());
        assert!(CivilDate::new(2025, 13, 1).is_none());
        assert_eq!(CivilDate::from_iso("2025-3-4"), None);
    }

    #[test]
    fn days_count_over_month_and_year_ends() {
        let days = |text| CivilDate::from_iso(text).expect("a date").days();
        assert_eq!(days("1970-01-01"), 0);
        assert_eq!(days("2025-03-01") - days("2025-02-28"), 1);
        assert_eq!(days("2025-01-01") - days("2024-01-01"), 366);
    }
}
