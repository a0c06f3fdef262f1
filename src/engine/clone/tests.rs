//! Copies, and visits that only look like one. The notes are invented.

use super::{Copied, Fingerprint, clones, fingerprint, mark_clone};
use crate::finding::{Checked, VisitVerdict};
use crate::parse::parse;
use crate::rules::RuleSet;
use crate::visit::NoteFile;

fn prints(rules: &RuleSet, notes: &[(&str, String)]) -> Vec<Fingerprint> {
    let mut out = Vec::new();
    for (path, text) in notes {
        let file = NoteFile {
            path: (*path).to_owned(),
            text: text.clone(),
            ..NoteFile::default()
        };
        out.extend(
            parse(&file, rules)
                .iter()
                .filter_map(|reading| fingerprint(text, reading)),
        );
    }
    out
}

/// Later and earlier visit of each copy found.
fn check(notes: &[(&str, String)]) -> Vec<String> {
    let rules = RuleSet::builtin();
    let said = |copied: &Copied| {
        format!(
            "{}#{} of {}#{}",
            copied.path, copied.visit, copied.clone_of.path, copied.clone_of.visit
        )
    };
    let mut forward = prints(&rules, notes);
    let found: Vec<String> = clones(&mut forward, || false).iter().map(said).collect();
    let mut backward = prints(&rules, notes);
    backward.reverse();
    let again: Vec<String> = clones(&mut backward, || false).iter().map(said).collect();
    assert_eq!(found, again, "the order of the input must not matter");
    found
}

const SHED: &str = "O: L4-5 tender on the right, flexion 45/60 deg, right QL taut, Kemp positive on the right, extension 12 deg.
T: 97530 25 min, one-on-one: firewood crate lift 14 lb x 8 to a 28 in bench and carry 30 ft x 4, because flexion pain limits heating his house.
Needed four cues in the first set and one in the third. Crate held level on 5 of 8.
Goal: carry 20 lb from the shed to the stove by 4/1.
";

fn note(date: &str, patient: &str, complaint: &str, body: &str) -> String {
    format!(
        "DOS: {date}   Patient: {patient}   Provider: Vik Rolfe, DC\nS: {complaint}\n{body}Electronically signed by Vik Rolfe, DC {date}\n"
    )
}

#[test]
fn a_copy_may_differ_in_date_score_side_and_complaint() {
    let first = note(
        "03/04/2025",
        "Per Aske",
        "Low back 5/10 after loading firewood, right side.",
        SHED,
    );
    for later in [
        note(
            "03/11/2025",
            "Per Aske",
            "Low back 4/10 after loading firewood, right side.",
            SHED,
        ),
        note(
            "03/11/2025",
            "Aske, Per",
            "Slept badly, still sore from Sunday, otherwise unchanged.",
            SHED,
        ),
        note(
            "03/11/2025",
            "PER ASKE",
            "Low back 5/10 after loading firewood, left side.",
            &SHED.replace("right", "left"),
        ),
        note(
            "03/11/2025",
            "Per Aske",
            "Low back 5/10 after loading firewood, right side.",
            &SHED.replace("45/60", "48/60"),
        ),
    ] {
        let notes = [("a.txt", first.clone()), ("b.txt", later.clone())];
        assert_eq!(check(&notes), ["b.txt#1 of a.txt#1"], "{later}");
    }
}

#[test]
fn a_misread_scan_of_the_same_words_is_a_copy() {
    let first = note(
        "03/04/2025",
        "Per Aske",
        "Low back 5/10 after loading firewood.",
        SHED,
    );
    let misread = SHED
        .replace("carry", "c arry")
        .replace("lim", "1im")
        .replace("tender", "te nder")
        .replace("firewood", "f1rewood");
    let later = note(
        "03/11/2025",
        "Per Aske",
        "Low back 4/10 after loading firewood.",
        &misread,
    );
    assert_eq!(
        check(&[("a.txt", first), ("b.txt", later)]),
        ["b.txt#1 of a.txt#1"]
    );
}

#[test]
fn new_work_measurements_or_responses_make_a_visit() {
    let first = note(
        "03/04/2025",
        "Per Aske",
        "Low back 5/10 after loading firewood.",
        SHED,
    );
    for body in [
        // The same form with new figures throughout.
        SHED.replace("45/60", "55/60").replace("12 deg", "18 deg").replace("14 lb x 8", "18 lb x 10").replace("28 in", "34 in").replace("30 ft x 4", "50 ft x 6").replace("5 of 8", "9 of 10"),
        // New work and a new response under the same findings.
        SHED.replace("firewood crate lift 14 lb x 8 to a 28 in bench and carry 30 ft x 4", "log carry 18 lb up six shed steps x 5, then stacking to shoulder height x 10")
            .replace("Needed four cues in the first set and one in the third. Crate held level on 5 of 8.", "No cue was needed until the eighth log, when he twisted to the left and corrected it himself."),
    ] {
        let later = note("03/11/2025", "Per Aske", "Ache on the third trip only.", &body);
        assert_eq!(check(&[("a.txt", first.clone()), ("b.txt", later)]), [] as [String; 0], "{body}");
    }
}

#[test]
fn the_earliest_visit_is_named_also_within_one_file() {
    let visits = ["03/04/2025", "03/11/2025", "03/18/2025"]
        .map(|date| note(date, "Per Aske", "Low back sore.", SHED));
    let file = visits.join("\n");
    assert_eq!(
        check(&[("all.txt", file)]),
        ["all.txt#2 of all.txt#1", "all.txt#3 of all.txt#1"]
    );
}

#[test]
fn the_form_of_a_clinic_is_no_copy_between_patients() {
    let form = "O: Palpation tenderness and hypertonicity were noted. Range of motion was decreased in all planes. Neurological examination was intact.
T: The patient was adjusted by diversified technique and tolerated the treatment well without adverse reaction. Home exercise was reviewed.
A: The patient is progressing as expected and continues to require care. P: Continue the treatment plan as outlined for the next two weeks.
";
    let names = [
        "Ada Brun", "Bo Dahl", "Cy Eng", "Di Falk", "Ed Gran", "Fay Holm",
    ];
    let notes: Vec<(String, String)> = names
        .iter()
        .enumerate()
        .map(|(n, name)| {
            (
                format!("{n}.txt"),
                note("03/04/2025", name, "Back pain.", form),
            )
        })
        .collect();
    let notes: Vec<(&str, String)> = notes
        .iter()
        .map(|(path, text)| (path.as_str(), text.clone()))
        .collect();
    assert_eq!(check(&notes), [] as [String; 0]);
}

#[test]
fn a_copy_from_patient_to_patient_of_one_provider_is_found() {
    let long = SHED.replace("Goal", "He carries the crate with bent knees now and turns with the feet, which he learned at the last visit with the broom stick along the spine.\nGoal");
    let notes = [
        (
            "a.txt",
            note("03/04/2025", "Per Aske", "Low back sore.", &long),
        ),
        (
            "b.txt",
            note("03/06/2025", "Nils Berg", "Low back sore.", &long),
        ),
    ];
    assert_eq!(check(&notes), ["b.txt#1 of a.txt#1"]);
    let other = notes[1].1.replace("Vik Rolfe", "Ann Stein");
    assert_eq!(
        check(&[notes[0].clone(), ("b.txt", other)]),
        [] as [String; 0]
    );
}

#[test]
fn a_mark_flags_the_visit_and_says_what_it_repeats() {
    let rules = RuleSet::builtin();
    let notes = [
        (
            "a.txt",
            note("03/04/2025", "Per Aske", "Low back sore.", SHED),
        ),
        (
            "b.txt",
            note("03/11/2025", "Per Aske", "Low back sore.", SHED),
        ),
    ];
    let copied = clones(&mut prints(&rules, &notes), || false).remove(0);
    assert!(!copied.clone_of.shared.is_empty());
    let mut checked = Checked {
        score: 70,
        ..Checked::default()
    };
    mark_clone(&mut checked, copied.clone_of, &rules);
    assert_eq!(checked.verdict, VisitVerdict::Flagged);
    assert_eq!(checked.score, 100);
    assert_eq!(checked.findings[0].rule, "clone.visit");
    assert!(checked.findings[0].message.contains("2025-03-04"));
    assert!(checked.findings[0].message.contains("a.txt"));
}
