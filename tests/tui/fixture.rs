//! A small audit made by hand: what the analyzer says of it is written here, so that frames change
//! only when the browser does.

use std::fs;
use std::path::Path;

use chartpull::finding::{Category, Checked, Citation, CloneOf, Finding, Severity, VisitVerdict};
use chartpull::scan::{CloneMark, FileError, FileScan, ScanEvent};
use chartpull::text::{CivilDate, LineIndex, Span, passage_hash, sha256_hex};
use chartpull::visit::{Charge, ChargeVerdict, Element, Elements, Status, Visit};

const FIRST: &str = "\
RIVERBEND SPINE & SPORT
Patient: Alvarez, Maria    MRN 10432    DOS: 03/04/2025
Provider: Kwame Osei, DC    Payer: Medicare

S: Low back 5/10. Sitting at the register more than 20 minutes brings it up to a 6.
Tx:
 - 97530: 25 minutes. Crate lift floor to waist, 10 lb then 15 lb, 3 x 6, dowel along the spine to set the hinge.
 - CMT: L4 side posture.
Because L4-5 flexion intolerance stops her from lifting the 25-lb flour sacks at work.
Patient tolerated treatment well.
Charges: 97530 x2, 98940
Electronically signed by Kwame Osei, DC
";

const COPY: &str = "\
RIVERBEND SPINE & SPORT
Patient: Alvarez, Maria    MRN 10432    DOS: 03/11/2025
Provider: Kwame Osei, DC    Payer: Medicare

S: Low back 4/10. Sitting at the register more than 20 minutes brings it up to a 6.
Tx:
 - 97530: 25 minutes. Crate lift floor to waist, 10 lb then 15 lb, 3 x 6, dowel along the spine to set the hinge.
 - CMT: L4 side posture.
Because L4-5 flexion intolerance stops her from lifting the 25-lb flour sacks at work.
Patient tolerated treatment well.
Charges: 97530 x2, 98940
Electronically signed by Kwame Osei, DC
";

const CLEAN: &str = "\
Patient: Boateng, Samuel   DOS: 2025-03-12   Provider: Lena Brandt, PT
97110: 15 minutes one-on-one, bridges 3 x 10 on a 20 cm step, pain 4 to 2 after set 3.
Signed: Lena Brandt, PT
";

const WIDE: &str = "\
Patient: 山田 花子   DOS: 2025-04-02   Provider: Jose\u{301} Pe\u{301}rez, DC
97140: 12 minutes, cervical traction. 患者は改善した。
";

/// Writes the notes into `folder`.
pub(crate) fn write(folder: &Path) {
    for (name, text) in [
        ("alvarez-0304.txt", FIRST),
        ("alvarez-0311.txt", COPY),
        ("boateng-0312.txt", CLEAN),
        ("yamada-0402.txt", WIDE),
    ] {
        fs::write(folder.join(name), text).expect("a note");
    }
}

/// What the scan says, in the order it says it.
pub(crate) fn events() -> Vec<ScanEvent> {
    let files = vec![
        file(
            0,
            "alvarez-0304.txt",
            Ok(vec![flawed("alvarez-0304.txt", FIRST, 4)]),
        ),
        file(
            1,
            "alvarez-0311.txt",
            Ok(vec![flawed("alvarez-0311.txt", COPY, 11)]),
        ),
        file(2, "boateng-0312.txt", Ok(vec![clean()])),
        file(
            3,
            "scan-0007.pdf.txt",
            Err(FileError::new(
                "binary",
                "the file holds no text: it looks like a picture",
            )),
        ),
        file(4, "yamada-0402.txt", Ok(vec![wide()])),
    ];
    let mut events = vec![ScanEvent::Counted {
        n_files: 5,
        n_bytes: 4000,
    }];
    events.extend(files);
    events.push(ScanEvent::Clones(vec![CloneMark {
        path: "alvarez-0311.txt".into(),
        visit: 1,
        clone_of: CloneOf {
            path: "alvarez-0304.txt".into(),
            visit: 1,
            similarity_permille: 971,
            date: CivilDate::new(2025, 3, 4),
            shared: Vec::new(),
        },
    }]));
    events.push(ScanEvent::Done { complete: true });
    events
}

/// The same audit after the first note was changed.
pub(crate) fn changed_events() -> Vec<ScanEvent> {
    let mut events = events();
    for event in &mut events {
        if let ScanEvent::File(file) = event
            && file.order == 0
            && let Ok(visits) = &mut file.outcome
        {
            visits[0].text_hash = passage_hash("other words");
        }
    }
    events
}

fn file(order: usize, path: &str, outcome: Result<Vec<Checked>, FileError>) -> ScanEvent {
    ScanEvent::File(Box::new(FileScan {
        order,
        path: path.into(),
        n_bytes: 800,
        outcome,
    }))
}

/// The words in the text; each stands there once.
fn at(text: &str, words: &str) -> Span {
    let start = text.find(words).expect("the note says it");
    Span::new(start, start + words.len())
}

fn element(status: Status, spans: Vec<Span>) -> Element {
    Element {
        status,
        spans,
        ..Element::default()
    }
}

fn finding(
    text: &str,
    rule: &str,
    category: Category,
    points: u32,
    words: Option<&str>,
) -> Finding {
    let lines = LineIndex::new(text);
    let cite = |words: &str| {
        let span = at(text, words);
        let place = lines.place(text, span.start);
        Citation {
            span,
            line: place.line,
            column: place.column,
            text: words.to_owned(),
        }
    };
    Finding {
        rule: rule.into(),
        category,
        severity: if points > 10 {
            Severity::Error
        } else {
            Severity::Warning
        },
        charge: Some(0),
        points,
        message: match rule {
            "contact.missing" => "No direct one-on-one contact is recorded for 97530".into(),
            _ => "The response is a stock phrase that says nothing of this session".into(),
        },
        suggestion: match rule {
            "contact.missing" => {
                "Who was with the patient, and was it one-on-one for the whole 25 minutes?".into()
            }
            _ => "What changed during the session, in pain, cues or repetitions?".into(),
        },
        source: "Medicare Benefit Policy Manual, Pub. 100-02, chapter 15, section 230".into(),
        citations: words.map(cite).into_iter().collect(),
        details: Vec::new(),
    }
}

fn visit(path: &str, text: &str, date: (u16, u8, u8)) -> Visit {
    Visit {
        path: path.into(),
        visit: 1,
        span: Span::new(0, text.len()),
        date: CivilDate::new(date.0, date.1, date.2),
        ..Visit::default()
    }
}

fn checked(visit: Visit, text: &str) -> Checked {
    Checked {
        visit,
        format: "text".into(),
        sha256: sha256_hex(text.as_bytes()),
        text_hash: passage_hash(text),
        ..Checked::default()
    }
}

/// 97530 with everything but contact and a response; 98940.
fn flawed(path: &str, text: &str, day: u8) -> Checked {
    let mut visit = visit(path, text, (2025, 3, day));
    visit.patient = Some("Alvarez, Maria".into());
    visit.mrn = Some("10432".into());
    visit.provider = Some("Kwame Osei, DC".into());
    visit.payer = Some("Medicare".into());
    visit.signed = true;
    visit.total_timed_minutes = Some(25);
    let elements = Elements {
        time: element(Status::Present, vec![at(text, "25 minutes")]),
        contact: element(Status::Missing, vec![]),
        activity: element(
            Status::Specific,
            vec![
                at(text, "Crate lift floor to waist"),
                at(text, "10 lb then 15 lb, 3 x 6"),
            ],
        ),
        goal: element(
            Status::Specific,
            vec![at(text, "lifting the 25-lb flour sacks at work")],
        ),
        condition: element(Status::Present, vec![at(text, "L4-5 flexion intolerance")]),
        response: element(Status::Generic, vec![at(text, "tolerated treatment well")]),
    };
    visit.charges = vec![
        Charge {
            code: "97530".into(),
            units: 2,
            timed: true,
            minutes: Some(25),
            units_cms: Some(2),
            units_midpoint: Some(2),
            span: at(text, "97530:"),
            elements: Some(elements),
            verdict: ChargeVerdict::Partial,
            reasons: vec![
                "contact is missing".into(),
                "the response is generic".into(),
            ],
            ..Charge::default()
        },
        Charge {
            code: "98940".into(),
            units: 1,
            span: at(text, "98940"),
            verdict: ChargeVerdict::Supported,
            ..Charge::default()
        },
    ];
    let mut checked = checked(visit, text);
    checked.findings = vec![
        finding(text, "contact.missing", Category::Contact, 20, None),
        finding(
            text,
            "generic-phrasing.response",
            Category::GenericPhrasing,
            8,
            Some("tolerated treatment well"),
        ),
    ];
    checked.score = 28;
    checked.verdict = VisitVerdict::Review;
    checked
}

fn clean() -> Checked {
    let mut visit = visit("boateng-0312.txt", CLEAN, (2025, 3, 12));
    visit.patient = Some("Boateng, Samuel".into());
    visit.provider = Some("Lena Brandt, PT".into());
    visit.signed = true;
    visit.total_timed_minutes = Some(15);
    let elements = Elements {
        time: element(Status::Present, vec![at(CLEAN, "15 minutes")]),
        contact: element(Status::Present, vec![at(CLEAN, "one-on-one")]),
        activity: element(
            Status::Specific,
            vec![at(CLEAN, "bridges 3 x 10 on a 20 cm step")],
        ),
        goal: element(Status::Specific, vec![]),
        condition: element(Status::Present, vec![]),
        response: element(Status::Specific, vec![at(CLEAN, "pain 4 to 2 after set 3")]),
    };
    visit.charges = vec![Charge {
        code: "97110".into(),
        units: 1,
        timed: true,
        minutes: Some(15),
        units_cms: Some(1),
        units_midpoint: Some(1),
        span: at(CLEAN, "97110"),
        elements: Some(elements),
        verdict: ChargeVerdict::Supported,
        ..Charge::default()
    }];
    checked(visit, CLEAN)
}

fn wide() -> Checked {
    let mut visit = visit("yamada-0402.txt", WIDE, (2025, 4, 2));
    visit.patient = Some("山田 花子".into());
    visit.provider = Some("Jose\u{301} Pe\u{301}rez, DC".into());
    visit.charges = vec![Charge {
        code: "97140".into(),
        units: 1,
        timed: true,
        minutes: Some(12),
        units_cms: Some(1),
        units_midpoint: Some(1),
        span: at(WIDE, "97140"),
        elements: Some(Elements::default()),
        verdict: ChargeVerdict::Unsupported,
        ..Charge::default()
    }];
    let mut checked = checked(visit, WIDE);
    let mut activity = finding(
        WIDE,
        "activity.generic",
        Category::Activity,
        12,
        Some("cervical traction"),
    );
    activity.message = "The activity is named but not described".into();
    checked.findings = vec![activity];
    checked.score = 12;
    checked.verdict = VisitVerdict::Flagged;
    checked
}
