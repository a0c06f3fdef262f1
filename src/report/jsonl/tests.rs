//! The wire against the contract, field by field.

use super::super::{Basis, Entry, Page, Report, Shelf, Unread};
use crate::finding::{Category, Checked, Citation, CloneOf, Finding, Severity, VisitVerdict};
use crate::text::{CivilDate, Span};
use crate::visit::{Charge, ChargeVerdict, Elements, Intent, Status, Visit};

/// The visit of the contract's example, with one untimed charge more.
fn example() -> Checked {
    let span = Span::new(700, 712);
    let mut elements = Elements::default();
    elements.time.status = Status::Present;
    elements.time.spans = vec![span];
    elements.activity.status = Status::Specific;
    elements.goal.status = Status::Generic;
    elements.condition.status = Status::Present;
    let charge = Charge {
        code: "97530".to_owned(),
        units: 2,
        modifiers: vec!["GP".to_owned()],
        timed: true,
        span,
        minutes: Some(25),
        units_cms: Some(2),
        units_midpoint: Some(2),
        elements: Some(elements),
        intent: Some(Intent::Functional),
        verdict: ChargeVerdict::Partial,
        ..Charge::default()
    };
    let untimed = Charge {
        code: "98941".to_owned(),
        units: 1,
        verdict: ChargeVerdict::Supported,
        ..Charge::default()
    };
    let finding = Finding {
        rule: "contact.missing".to_owned(),
        category: Category::Contact,
        severity: Severity::Error,
        charge: Some(0),
        points: 20,
        message: "No direct one-on-one contact is recorded for 97530".to_owned(),
        suggestion: "Who was with the patient?".to_owned(),
        source: "an authority".to_owned(),
        citations: vec![Citation {
            span: Span::new(812, 844),
            line: 21,
            column: 3,
            text: "performed therapeutic activities".to_owned(),
        }],
        details: Vec::new(),
    };
    Checked {
        visit: Visit {
            path: "notes/Alvarez_2025-03-04.txt".to_owned(),
            visit: 1,
            span: Span::new(0, 1843),
            patient: Some("Alvarez, Maria".to_owned()),
            mrn: Some("10432".to_owned()),
            date: CivilDate::new(2025, 3, 4),
            signed: true,
            total_timed_minutes: Some(25),
            charges: vec![charge, untimed],
            ..Visit::default()
        },
        findings: vec![finding],
        score: 62,
        verdict: VisitVerdict::Review,
        clone_of: Some(CloneOf {
            path: "notes/Alvarez_2025-02-25.txt".to_owned(),
            visit: 1,
            date: None,
            similarity_permille: 970,
            shared: Vec::new(),
        }),
        format: "text".to_owned(),
        sha256: "00ff".to_owned(),
        ..Checked::default()
    }
}

fn written(entries: Vec<Entry>) -> String {
    let page = Page {
        width: 80,
        colour: false,
        verbose: false,
        quiet: false,
    };
    let mut shelf = Shelf::default();
    entries.into_iter().for_each(|entry| shelf.put(entry));
    let report = Report::new(Basis::default(), shelf, 2);
    let mut out = Vec::new();
    super::write(&report, &page, &mut |_| None, &mut out).expect("memory can be written to");
    String::from_utf8(out).expect("JSON is UTF-8")
}

#[test]
fn a_row_has_the_fields_of_the_contract_in_their_order() {
    let expected = [
        r#"{"schema":1,"path":"notes/Alvarez_2025-03-04.txt","visit":1,"#,
        r#""span":{"start":0,"end":1843},"sha256":"00ff","format":"text","#,
        r#""patient":"Alvarez, Maria","mrn":"10432","date":"2025-03-04","provider":null,"#,
        r#""signed":true,"score":62,"verdict":"review","#,
        r#""total_timed_minutes":25,"total_treatment_minutes":null,"charges":["#,
        r#"{"code":"97530","units":2,"modifiers":["GP"],"source":"note","#,
        r#""timed":true,"minutes":25,"span":{"start":700,"end":712},"#,
        r#""units_supported":{"cms":2,"midpoint":2},"elements":{"#,
        r#""time":{"status":"present","spans":[{"start":700,"end":712}]},"#,
        r#""contact":{"status":"missing","spans":[]},"#,
        r#""activity":{"status":"specific","spans":[]},"#,
        r#""goal":{"status":"generic","spans":[]},"#,
        r#""condition":{"status":"present","spans":[]},"#,
        r#""response":{"status":"missing","spans":[]}},"#,
        r#""intent":"functional","verdict":"partial"},"#,
        r#"{"code":"98941","units":1,"modifiers":[],"source":"note","#,
        r#""timed":false,"minutes":null,"span":{"start":0,"end":0},"#,
        r#""units_supported":{"cms":null,"midpoint":null},"#,
        r#""intent":null,"verdict":"supported"}],"findings":["#,
        r#"{"rule":"contact.missing","category":"contact","severity":"error","#,
        r#""charge":"97530","points":20,"#,
        r#""message":"No direct one-on-one contact is recorded for 97530","#,
        r#""suggestion":"Who was with the patient?","source":"an authority","spans":["#,
        r#"{"start":812,"end":844,"line":21,"column":3,"#,
        r#""text":"performed therapeutic activities"}]}],"#,
        r#""clone_of":{"path":"notes/Alvarez_2025-02-25.txt","visit":1,"similarity":0.97}}"#,
        "\n",
    ];
    assert_eq!(
        written(vec![Entry::Visit(Box::new(example()))]),
        expected.concat()
    );
}

#[test]
fn rows_come_by_path_then_visit_and_an_unread_file_is_one_of_them() {
    let visit = |path: &str, visit| {
        let path = path.to_owned();
        let visit = Visit {
            path,
            visit,
            ..Visit::default()
        };
        Entry::Visit(Box::new(Checked {
            visit,
            ..Checked::default()
        }))
    };
    let unread = Entry::Unread(Unread {
        path: "b.png".to_owned(),
        kind: "binary".to_owned(),
        message: "a picture".to_owned(),
        skipped: false,
    });
    let text = written(vec![
        visit("c.txt", 2),
        visit("c.txt", 1),
        unread,
        visit("a.txt", 1),
    ]);
    let starts: Vec<&str> = text.lines().map(|line| &line[..40]).collect();
    assert_eq!(
        starts,
        [
            r#"{"schema":1,"path":"a.txt","visit":1,"sp"#,
            r#"{"schema":1,"path":"b.png","error":{"kin"#,
            r#"{"schema":1,"path":"c.txt","visit":1,"sp"#,
            r#"{"schema":1,"path":"c.txt","visit":2,"sp"#,
        ]
    );
    let error = r#"{"schema":1,"path":"b.png","error":{"kind":"binary","message":"a picture"}}"#;
    assert!(text.lines().any(|line| line == error));
}
