//! Where a file falls apart into visits, and where it must not.

use super::split;
use crate::parse::header::Frame;
use crate::rules::RuleSet;

/// First words of each visit after the first, and its date.
fn check(text: &str) -> Vec<String> {
    let rules = RuleSet::builtin();
    let frame = Frame::new(text, "note.txt", &rules.header);
    let parts = split(&frame);
    assert_eq!(parts[0].span.start, 0);
    assert_eq!(parts.last().map(|p| p.span.end), Some(text.len()));
    for pair in parts.windows(2) {
        assert_eq!(pair[0].span.end, pair[1].span.start);
    }
    let day = |p: &super::Part| p.date.map_or("-".to_owned(), |d| d.date.to_string());
    parts.iter().map(day).collect()
}

#[test]
fn labelled_headings_of_other_days_split() {
    for text in [
        "Pt: A. Bell\nVisit date 02/10/2025\n97530 25 min\nSigned, U. P DC\n____\nVisit date 02/19/2025\n97530 2 units\n",
        "CHART\n[visit 4]  02/10/2025  Broussard\n97530 x1\n\n[visit 5] 02/19/2025 Broussard\n97530 2u\n",
        "ENCOUNTER 1 -- 02/10/2025\n97112 15 min\n#####\nENCOUNTER 2 -- 02/19/2025\n97530 24 min\n",
        "[1] DOS: 02/10/2025\n 97110 = 14\n[2] DOS: 02/19/2025\n 97110 = 10\n",
        "Visit 1 - 10 Feb 2025\n97140 + 97530\nVisit 2 - 19 Feb 2025\n97140 + 97530\n",
        "Clinic X\nPatient: Bell, A   DOS: 02/10/2025   MRN 12345\n97530 x2\nSigned: K\n\nClinic X\nPatient: Bell, A   DOS: 02/19/2025   MRN 12345\n97530 x1\n",
        "02/10/2025   visit 3   P. Vandermeer DC\nMid back 4. 97530 x1\n----\n02/19/2025   visit 4   P. Vandermeer DC\n98940\n",
    ] {
        assert_eq!(check(text), ["2025-02-10", "2025-02-19"], "{text}");
    }
}

#[test]
fn lines_that_open_with_a_bare_date_split() {
    for text in [
        "=== 2/10/25 ===\nTA 97530 x2\n=== 2/19/25 ===\nTA 97530 x2\n",
        "Dictated record of D. K.\n\nFebruary 10, 2025\nSeen for 97530.\n\nFebruary 19, 2025\nSeen for 97530.\n",
        "mon 2/10/25\nadj t4. 98940\nwed 2/19/25\nadj t4. 98940\n",
        "02/10/2025 | pain 5 | TA 97530\n S: same.\n P: go on.\n----\n02/19/2025 | pain 5 | TA 97530\n S: same.\n",
    ] {
        assert_eq!(check(text), ["2025-02-10", "2025-02-19"], "{text}");
    }
}

#[test]
fn each_row_of_a_travel_card_is_a_visit() {
    let card = "Pt: Bell, A\nDate | c/o | adj | code | Init\n02/10/2025 | LBP 5 | L4L | 98941 | JD\n02/19/2025 | LBP 4 | L4L | 98941 | JD\n02/24/2025 | LBP 4 | L5 | 98940 | JD\n";
    assert_eq!(check(card), ["2025-02-10", "2025-02-19", "2025-02-24"]);
}

#[test]
fn rows_take_the_year_of_their_card() {
    let card = "Bell, Ann   TRAVEL CARD 2024\n11/03 | LBP 5 | C5R T6 | 98941 | JD\n12/20 | LBP 4 | L4L | 98940 | JD\n01/08 | LBP 4 | L4L | 98940 | JD\n";
    assert_eq!(check(card), ["2024-11-03", "2024-12-20", "2025-01-08"]);
    let aligned = "Bell, Ann\n02/10/2025   LBP 5   L4L     98941   JD\n02/19/2025   LBP 4   L4L     98941   JD\n";
    assert_eq!(check(aligned), ["2025-02-10", "2025-02-19"]);
}

#[test]
fn a_ledger_in_a_note_is_no_travel_card() {
    let text = "DOS: 03/04/2025  Bell, Ann\n97530 x2\nBilled so far\n02/10/2025 | 97530 | 2 | paid | ok\n02/19/2025 | 97530 | 2 | paid | ok\nSigned: K. Osei, DC\n";
    assert_eq!(check(text).len(), 1);
}

#[test]
fn many_pages_of_few_visits() {
    let page = |day: &str, n: u32, body: &str| {
        format!(
            "CEDAR BLUFF REHAB                 Page {n} of 4\nPatient: Bell, Ann    MRN: 20817    DOB: 01/02/1960\nDate of Service: {day}     Printed: 03/20/2025\n\n{body}\n\u{c}"
        )
    };
    let text = page("03/04/2025", 1, "S: sore. 97530 25 min")
        + &page(
            "03/04/2025",
            2,
            "P: go on.\nElectronically signed by K. Osei, DC 03/05/2025",
        )
        + &page("03/11/2025", 3, "S: better. 97530 25 min")
        + &page(
            "03/11/2025",
            4,
            "P: go on. Next visit: 03/18/2025\nElectronically signed by K. Osei, DC 03/11/2025",
        );
    assert_eq!(check(&text), ["2025-03-04", "2025-03-11"]);
}

#[test]
fn pages_history_and_other_dates_do_not_split() {
    for text in [
        // The head of the second page of the same visit.
        "Pt: Bell   DOS: 02/10/2025   MRN 12345\n97530 x2\nPage 1 of 2\nPt: Bell   DOS: 02/10/2025   MRN 12345\nP: go on\nPage 2 of 2\n",
        // Lines of history.
        "DOS: 02/10/2025\n02/01/2025 MRI lumbar\n01/15/2025 injection\n97530 x2\nSigned: K. Osei, DC 02/11/2025\n",
        "02/10/2025\nPMH\n01/15/2025 injection L4\n01/20/2025 MRI\n97530 x2\n",
        // Birth, injury, print and next visit.
        "DOB: 02/03/1980\nDOI: 01/05/2025\nDOS: 02/10/2025\n97530 x2\nNext visit: 02/19/2025\nPrinted: 02/20/2025\n",
        // A wrapped sentence.
        "2025-02-10 | Bell, A | 12345 | K. Osei, DC\nGoal: carry 20 lb by\n03/14/2025. STG: 10 lb.\n- Patient tolerated it.\n- Provider reviewed it.\n97530 x2\nSigned by K. Osei, DC\n",
        // A sentence with the label.
        "Apr 15, 2025  9:40 am\n97530 x 2\nBilled for DOS 04/13/2025: 98940\n",
        "DOS: 8/5/25\nsent home.\nvisit of 8/6/25: TA 97530 x2\n",
        "DATE OF SERVICE: 05/28/2025\nOn May 27, 2025 I saw her. 97530\n",
        // An addendum under its own date.
        "Date of service: 02/10/2025\n97530 35 min\nSigned: K. Osei, DC\nAddendum 02/12/2025: 97530 was 23 minutes. Signed: K. Osei\n",
        "Visit date: 02/10/2025\n97530\nLate entry 02/13/2025: 97530 23 min\n",
    ] {
        assert_eq!(check(text).len(), 1, "{text}");
    }
}

#[test]
fn two_numbered_visits_of_one_day_are_two() {
    let text = "[visit 4] 02/10/2025 AM\n97530 x1\n[visit 5] 02/10/2025 PM\n97110 x1\n";
    assert_eq!(check(text), ["2025-02-10", "2025-02-10"]);
}
