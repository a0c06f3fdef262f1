//! The text format over made-up findings, at the width of a plain terminal.

use super::super::{Basis, Entry, Page, Report, Shelf, Unread};
use crate::finding::{Category, Checked, Citation, Finding, Severity, VisitVerdict};
use crate::text::{CivilDate, LineIndex, Span};
use crate::visit::{Charge, ChargeVerdict, Elements, Intent, Status, Visit};

const NOTE: &str = "\
Patient: Alvarez, Maria   MRN 10432   DOS 03/04/2025
P: 97530 x 2, 25 min. Performed therapeutic activities, tolerated well.
";

fn cite(words: &str) -> Citation {
    let start = NOTE.find(words).expect("the note holds the words");
    let span = Span::new(start, start + words.len());
    let place = LineIndex::new(NOTE).place(NOTE, start);
    Citation {
        span,
        line: place.line,
        column: place.column,
        text: words.to_owned(),
    }
}

fn finding(rule: &str, severity: Severity, words: &[&str]) -> Finding {
    Finding {
        rule: rule.to_owned(),
        category: Category::Contact,
        severity,
        charge: Some(0),
        points: 20,
        message: format!("What {rule} says is wrong with 97530"),
        suggestion: "Who was with the patient, and for how long?".to_owned(),
        source: "42 CFR 410.60".to_owned(),
        citations: words.iter().map(|words| cite(words)).collect(),
        details: Vec::new(),
    }
}

fn flawed() -> Checked {
    let mut elements = Elements::default();
    elements.time.status = Status::Present;
    elements.activity.status = Status::Generic;
    elements.goal.status = Status::Specific;
    elements.condition.status = Status::Present;
    let charge = Charge {
        code: "97530".to_owned(),
        units: 2,
        modifiers: vec!["GP".to_owned()],
        timed: true,
        minutes: Some(25),
        units_cms: Some(2),
        units_midpoint: Some(2),
        elements: Some(elements),
        intent: Some(Intent::Unclear),
        verdict: ChargeVerdict::Partial,
        ..Charge::default()
    };
    let untimed = Charge {
        code: "98941".to_owned(),
        units: 1,
        verdict: ChargeVerdict::Supported,
        ..Charge::default()
    };
    let visit = Visit {
        path: "notes/a.txt".to_owned(),
        visit: 1,
        patient: Some("Alvarez, Maria".to_owned()),
        mrn: Some("10432".to_owned()),
        date: CivilDate::new(2025, 3, 4),
        signed: true,
        total_timed_minutes: Some(25),
        charges: vec![charge, untimed],
        ..Visit::default()
    };
    Checked {
        visit,
        findings: vec![
            finding("contact.missing", Severity::Error, &[]),
            finding(
                "activity.generic",
                Severity::Warning,
                &["tolerated well", "Performed therapeutic activities"],
            ),
        ],
        score: 40,
        verdict: VisitVerdict::Review,
        ..Checked::default()
    }
}

fn clean() -> Checked {
    let visit = Visit {
        path: "notes/b.txt".to_owned(),
        visit: 1,
        ..Visit::default()
    };
    Checked {
        visit,
        ..Checked::default()
    }
}

fn written(page: Page) -> String {
    let unread = Unread {
        path: "notes/c.bin".to_owned(),
        kind: "binary".to_owned(),
        message: "not a text file".to_owned(),
        skipped: false,
    };
    let entries = vec![
        Entry::Unread(unread),
        Entry::Visit(Box::new(clean())),
        Entry::Visit(Box::new(flawed())),
    ];
    let mut shelf = Shelf::default();
    entries.into_iter().for_each(|entry| shelf.put(entry));
    let report = Report::new(Basis::default(), shelf, 3);
    let mut out = Vec::new();
    let mut sources = |path: &str| (path == "notes/a.txt").then(|| NOTE.to_owned());
    super::write(&report, &page, &mut sources, &mut out).expect("memory can be written to");
    String::from_utf8(out).expect("the report is UTF-8")
}

fn page() -> Page {
    Page {
        width: 80,
        colour: false,
        verbose: false,
        quiet: false,
    }
}

#[test]
fn a_visit_reads_like_a_diagnostic() {
    let expected = "\
notes/a.txt#1                                                   review, score 40
Alvarez, Maria | MRN 10432 | 2025-03-04 | no provider | signed

error[contact.missing]: What contact.missing says is wrong with 97530
  --> notes/a.txt, visit 1  20 points
   = why: 42 CFR 410.60
   = ask: Who was with the patient, and for how long?

warning[activity.generic]: What activity.generic says is wrong with 97530
  --> notes/a.txt:2:23  20 points
   |
 2 | P: 97530 x 2, 25 min. Performed therapeutic activities, tolerated well.
   |                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^  ^^^^^^^^^^^^^^

  97530 GP         2 units      25 min  CMS 2, midpoint 2       partial
        ✓ time  ✗ contact  ~ activity generic  ✓ goal  ✓ condition  ✗ response
  98941             1 unit     untimed                          supported
  timed total 25 min

1 file could not be read
  notes/c.bin: not a text file

Most frequent findings
  activity.generic       1 visit  warning
  contact.missing        1 visit  error
  more on a rule: chartpull rules explain activity.generic

2 visits in 3 files: 1 clean, 1 review, 0 flagged
";
    assert_eq!(written(page()), expected);
}

#[test]
fn quiet_leaves_the_summary_out_and_verbose_tells_clean_visits() {
    let quiet = written(Page {
        quiet: true,
        ..page()
    });
    assert!(quiet.ends_with("timed total 25 min\n\n"));
    let verbose = written(Page {
        verbose: true,
        ..page()
    });
    assert!(!written(page()).contains("notes/b.txt"));
    assert!(verbose.contains("notes/b.txt#1"));
}

#[test]
fn colour_adds_escapes_and_changes_no_word() {
    let colour = written(Page {
        colour: true,
        ..page()
    });
    let mut plain = String::new();
    let mut rest = colour.as_str();
    while let Some((before, after)) = rest.split_once("\x1b[") {
        plain.push_str(before);
        rest = after.split_once('m').map_or("", |(_, after)| after);
    }
    plain.push_str(rest);
    assert!(colour.contains("\x1b[1;31merror[contact.missing]"));
    assert_eq!(plain, written(page()));
}

#[test]
fn no_line_is_wider_than_a_plain_terminal() {
    for line in written(page()).lines() {
        assert!(crate::report::width::width(line) <= 80, "{line}");
    }
}
