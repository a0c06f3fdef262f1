//! The filter language: what a line means, what it lets through, how it is completed.

use super::{Field, Query, Test, Words, accepts, lit, parse, suggest};
use crate::finding::{Category, Checked, CloneOf, Finding, Severity, VisitVerdict};
use crate::scan::{FileError, FileScan, ScanEvent};
use crate::text::CivilDate;
use crate::tui::state::Mark;
use crate::tui::state::audit::{Audit, Row};
use crate::visit::{Charge, ChargeVerdict};

fn audit() -> Audit {
    let finding = Finding {
        rule: "contact.missing".into(),
        category: Category::Contact,
        severity: Severity::Error,
        charge: None,
        points: 20,
        message: String::new(),
        suggestion: String::new(),
        source: String::new(),
        citations: Vec::new(),
        details: Vec::new(),
    };
    let mut checked = Checked {
        score: 62,
        verdict: VisitVerdict::Flagged,
        ..Checked::default()
    };
    checked.findings.push(finding);
    checked.visit.path = "march/Alvarez_2025-03-04.txt".into();
    checked.visit.visit = 1;
    checked.visit.patient = Some("Alvarez, Maria".into());
    checked.visit.mrn = Some("10432".into());
    checked.visit.provider = Some("K. Osei, DC".into());
    checked.visit.payer = Some("Medicare".into());
    checked.visit.date = CivilDate::new(2025, 3, 4);
    checked.visit.charges = vec![Charge {
        code: "97530".into(),
        units: 2,
        ..Charge::default()
    }];
    let rules = crate::rules::RuleSet::builtin();
    let mut audit = Audit::default();
    let file = |order, path: &str, outcome| {
        ScanEvent::File(Box::new(FileScan {
            order,
            path: path.into(),
            n_bytes: 1,
            outcome,
        }))
    };
    audit.take(
        file(0, "march/Alvarez_2025-03-04.txt", Ok(vec![checked])),
        &rules,
    );
    audit.take(
        file(
            1,
            "scan.pdf",
            Err(FileError::new("binary", "holds no text")),
        ),
        &rules,
    );
    audit
}

/// Whether the line lets the visit through, and the unreadable file.
#[track_caller]
fn check(line: &str, mark: &Mark, expect: (bool, bool)) {
    let (query, mistake) = parse(line);
    assert_eq!(mistake, None, "`{line}`");
    let audit = audit();
    let passes = |row: &Row| accepts(&query, &Words::default(), row, mark);
    assert_eq!(
        (passes(&audit.rows[0]), passes(&audit.rows[1])),
        expect,
        "`{line}`"
    );
}

#[test]
fn fields_let_the_right_rows_through() {
    let none = Mark::default();
    for (line, visit, file) in [
        ("", true, true),
        ("provider:osei", true, false),
        ("provider:\"k. osei\"", true, false),
        ("provider:brandt", false, false),
        ("patient:10432", true, false),
        ("code:97530", true, false),
        ("code:975", true, false),
        ("code:97110,97530", true, false),
        ("-code:97530", false, true),
        ("rule:contact", true, false),
        ("category:contact", true, false),
        ("category:time", false, false),
        ("verdict:flagged", true, false),
        ("verdict:clean,review", false, false),
        ("score>61", true, false),
        ("score>62", false, false),
        ("score<=62", true, false),
        ("score:60..70", true, false),
        ("score:..50", false, false),
        ("date:2025-03", true, false),
        ("date:2025", true, false),
        ("date:2025-03-05..", false, false),
        ("date:2025-02..2025-03", true, false),
        ("date>2025-03-04", false, false),
        ("date>=2025-03-04", true, false),
        ("date<2025-04", true, false),
        ("clone:yes", false, false),
        ("clone:no", true, false),
        ("path:march", true, false),
        ("path:.pdf", false, true),
        ("payer:medi", true, false),
        ("unreadable:yes", false, true),
        ("signed:no", true, false),
        ("code:97530 score>50 status:todo", true, false),
        ("code:97530 score>90", false, false),
    ] {
        check(line, &none, (visit, file));
    }
}

#[test]
fn status_looks_at_the_decisions() {
    let done = Mark {
        done: true,
        n_comments: 1,
        ..Mark::default()
    };
    check("status:done", &done, (true, true));
    check("status:todo", &done, (false, false));
    check("status:commented", &done, (true, true));
    check("status:flagged", &done, (false, false));
    let mine = Mark {
        verdicts: vec![None, Some(ChargeVerdict::Partial)],
        ..Mark::default()
    };
    check("mine:partial", &mine, (true, true));
    check("mine:supported", &mine, (false, false));
}

#[test]
fn words_are_fuzzy_but_not_everywhere() {
    let none = Mark::default();
    check("alvarez", &none, (true, false));
    check("alvrz", &none, (true, false));
    check("Maria osei", &none, (true, false));
    check("2025-03", &none, (true, false));
    check("zebra", &none, (false, false));
    check("amia", &none, (false, false));
}

#[test]
fn a_copy_is_found() {
    let (query, _) = parse("clone:yes");
    let mut audit = audit();
    let row = std::sync::Arc::make_mut(&mut audit.rows[0]);
    if let Ok(checked) = &mut row.outcome {
        checked.clone_of = Some(CloneOf {
            path: "x".into(),
            visit: 1,
            date: None,
            similarity_permille: 970,
            shared: Vec::new(),
        });
    }
    assert!(accepts(&query, &Words::default(), row, &Mark::default()));
}

#[test]
fn mistakes_name_their_place_and_what_was_expected() {
    for (line, place, words) in [
        ("osei provder:x", "provder:x", "did you mean `provider`?"),
        (
            "colour:red",
            "colour:red",
            "there is no field `colour`; fields are patient, provider",
        ),
        ("score>high", "score>high", "`score` takes a number"),
        ("date:2025-13", "date:2025-13", "`date` is written"),
        (
            "status:maybe",
            "status:maybe",
            "one of todo, done, flagged, commented, stale, not `maybe`",
        ),
        ("clone:perhaps", "clone:perhaps", "yes or no"),
        ("code>97530", "code>97530", "takes a colon"),
    ] {
        let (query, mistake) = parse(line);
        let mistake = mistake.unwrap_or_else(|| panic!("`{line}` has a mistake"));
        assert_eq!(mistake.span.of(line), place);
        assert!(mistake.message.contains(words), "{}", mistake.message);
        assert!(query.terms.len() < 2, "the wrong term is left out");
    }
    assert_eq!(parse("10:30").1, None, "a time is a word");
}

#[test]
fn a_field_without_a_value_asks_for_nothing_yet() {
    assert_eq!(parse("provider:"), (Query::default(), None));
    assert_eq!(parse("score>"), (Query::default(), None));
}

#[test]
fn a_month_reaches_to_its_last_day() {
    let (query, _) = parse("date:2024-02");
    let day = |day| CivilDate::new(2024, 2, day).expect("a date");
    assert_eq!(query.terms[0].test, Test::Date(day(1), day(29)));
}

#[test]
fn the_letters_found_light_up() {
    let matcher = Words::default();
    assert_eq!(
        lit(&matcher, ["mar"].into_iter(), "Alvarez, Maria"),
        [9, 10, 11]
    );
    assert_eq!(
        lit(&matcher, ["alvrz"].into_iter(), "Alvarez, Maria"),
        [0, 1, 2, 4, 6]
    );
    assert!(lit(&matcher, ["zebra"].into_iter(), "Alvarez, Maria").is_empty());
}

#[test]
fn names_and_values_are_completed() {
    let seen = |field| {
        if field == Field::Provider {
            vec!["K. Osei, DC".to_owned()]
        } else {
            Vec::new()
        }
    };
    let lines = |line: &str| {
        suggest(line, seen)
            .into_iter()
            .map(|s| s.line)
            .collect::<Vec<_>>()
    };
    assert_eq!(lines("osei sta"), ["osei status:"]);
    assert_eq!(lines("status:do"), ["status:todo ", "status:done "]);
    assert_eq!(lines("provider:o"), ["provider:\"K. Osei, DC\" "]);
    assert_eq!(lines("verdict:clean,rev"), ["verdict:clean,review "]);
    assert!(lines("nothing:x").is_empty());
}
