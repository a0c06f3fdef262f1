//! Written forms, and what only looks like a date.

use super::{dates, misread, run_together};

fn found(text: &str) -> Vec<String> {
    dates(text, "")
        .iter()
        .map(|d| format!("{} {}", d.span.of(text), d.date))
        .collect()
}

#[test]
fn every_common_written_form_is_read() {
    for (text, words, day) in [
        ("DOS 03/04/2025 x", "03/04/2025", "2025-03-04"),
        ("seen 3-4-25.", "3-4-25", "2025-03-04"),
        ("dos=2025-03-04;", "2025-03-04", "2025-03-04"),
        ("at 2025-04-10T16:44", "2025-04-10", "2025-04-10"),
        ("2025.03.27 note", "2025.03.27", "2025-03-27"),
        ("on 4 Mar 2025", "4 Mar 2025", "2025-03-04"),
        ("March 4th, 2025:", "March 4th, 2025", "2025-03-04"),
        ("MARCH 4 2025", "MARCH 4 2025", "2025-03-04"),
        ("17Feb2025", "17Feb2025", "2025-02-17"),
        ("(3.18.25)", "3.18.25", "2025-03-18"),
        ("Feb 21/25", "Feb 21/25", "2025-02-21"),
        ("the 17th of July 2025", "17th of July 2025", "2025-07-17"),
        ("17th April, 2025", "17th April, 2025", "2025-04-17"),
        ("30-Jan-2025 14:15", "30-Jan-2025", "2025-01-30"),
        ("3-Dec-25.", "3-Dec-25", "2025-12-03"),
        ("12 Mar 25 wk 6", "12 Mar 25", "2025-03-12"),
        ("Sept 15, 2025", "Sept 15, 2025", "2025-09-15"),
        ("Apr. 9, 2025", "Apr. 9, 2025", "2025-04-09"),
        ("APR 02 2025", "APR 02 2025", "2025-04-02"),
        ("3/10 (Mon) 2025", "3/10 (Mon) 2025", "2025-03-10"),
        ("03 / 04 / 2025", "03 / 04 / 2025", "2025-03-04"),
        ("19.02.2025", "19.02.2025", "2025-02-19"),
        ("2025-Mar-04 10:00", "2025-Mar-04", "2025-03-04"),
        ("on 04MAR25", "04MAR25", "2025-03-04"),
        ("DOS: 20250304", "20250304", "2025-03-04"),
        (
            "the twelfth of March 2025.",
            "twelfth of March 2025",
            "2025-03-12",
        ),
        (
            "March twenty-first, 2025",
            "March twenty-first, 2025",
            "2025-03-21",
        ),
        (
            "the fourth of March twenty twenty-five",
            "fourth of March twenty twenty-five",
            "2025-03-04",
        ),
        (
            "January thirtieth two thousand and twenty five x",
            "January thirtieth two thousand and twenty five",
            "2025-01-30",
        ),
        ("May 5 '25", "May 5 '25", "2025-05-05"),
    ] {
        assert_eq!(found(text), [format!("{words} {day}")], "{text}");
    }
}

#[test]
fn amounts_and_numbers_are_no_dates() {
    for text in [
        "pain 3/10 today",
        "1.1.12 REPORT",
        "BP 128/74/90",
        "sets 8-10-12",
        "phone 555-03-2025",
        "may 3 10 reps",
        "march in place 3 x 10",
        "MRN 20259999",
        "L4-5-25x",
        "13/13/2025",
        "June 3 10 reps",
        "ratio 1/2/3",
        "97530-59 x 2",
    ] {
        assert_eq!(found(text), [] as [String; 0], "{text}");
    }
}

#[test]
fn the_day_comes_first_when_the_text_shows_it() {
    let first = |text: &str, name: &str| dates(text, name)[0].date.to_string();
    assert_eq!(first("03/04/2025", ""), "2025-03-04");
    assert_eq!(first("03/04/2025 and 21/04/2025", ""), "2025-04-03");
    assert_eq!(first("2/10/25, Thursday, evening", ""), "2025-10-02");
    assert_eq!(first("mon 9/8/25", ""), "2025-09-08");
    assert_eq!(first("05/03/2025 signed 5 March 2025", ""), "2025-03-05");
    assert_eq!(first("05.07.2025", "WC_2025.05.07.txt"), "2025-05-07");
    assert_eq!(
        first("12.06.2025 carried 15 kg, then 20 kg", ""),
        "2025-06-12"
    );
    assert_eq!(first("12.06.2025 carried 15 lb", ""), "2025-12-06");
}

#[test]
fn a_misread_date_is_read_after_a_label() {
    let day = |text: &str| misread(text, 0).map(|d| d.date.to_string());
    assert_eq!(day("04 l9 2O25   pain").as_deref(), Some("2025-04-19"));
    assert_eq!(day("O3/O4/25").as_deref(), Some("2025-03-04"));
    assert_eq!(
        run_together("030425", 0)
            .map(|d| d.date.to_string())
            .as_deref(),
        Some("2025-03-04")
    );
    assert_eq!(
        run_together("03042025", 0)
            .map(|d| d.date.to_string())
            .as_deref(),
        Some("2025-03-04")
    );
    assert_eq!(run_together("993042", 0), None);
    assert_eq!(day("12 visits"), None);
    assert_eq!(day("so lo so"), None);
}
