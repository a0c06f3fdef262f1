//! The plain review: answers in, lines out, the same journal.

use std::path::Path;
use std::sync::Arc;

use chartpull::rules::{Profile, RuleSet};
use chartpull::scan::ScanOptions;
use chartpull::store::StoreOptions;
use chartpull::tui::theme::{Background, Colours};
use chartpull::tui::{Config, plain};

const NOTE: &str = "Patient: Alvarez, Maria   DOS: 03/04/2025   Provider: Kwame Osei, DC\n\
Tx: 97530 x 25 minutes. Crate lift floor to waist, 10 lb, 3 x 6.\n\
Charges: 97530 x2\n";

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("a.txt"), NOTE).expect("a note");
    std::fs::write(folder.path().join("b.txt"), NOTE.replace("03/04", "03/11")).expect("a note");
    std::fs::write(folder.path().join("c.txt"), [0_u8, 1, 2, 0, 255, 0, 9]).expect("no note");
    folder
}

/// What is printed when these lines are answered.
fn review(folder: &Path, answers: &str) -> String {
    let rules = Arc::new(RuleSet::builtin());
    let store = StoreOptions {
        root: folder.to_owned(),
        reviewer: "kim".into(),
        rules_hash: rules.hash.clone(),
        ..StoreOptions::default()
    };
    let config = Config {
        scan: ScanOptions::new(folder, rules, Profile::default()),
        store,
        colours: Colours::None,
        background: Background::Dark,
        ascii: true,
        masked: false,
        now: || "2025-06-02T10:42:00Z".to_owned(),
    };
    let mut out = Vec::new();
    plain::run(&config, answers.as_bytes(), &mut out).expect("a review");
    String::from_utf8(out).expect("UTF-8")
}

#[test]
fn a_visit_is_told_with_numbers_to_answer_by() {
    let folder = folder();
    let out = review(folder.path(), "q\n");
    assert!(out.contains("Unreadable: c.txt"), "{out}");
    assert!(
        out.contains("Visit 1 of 2, open: Alvarez, Maria, 2025-03-04, Kwame Osei, DC"),
        "{out}"
    );
    assert!(out.contains("1. 97530, 2 units"), "{out}");
    assert!(!out.contains('\u{1b}'), "no escape sequence ever");
}

#[test]
fn answers_are_saved_and_found_again() {
    let folder = folder();
    let out = review(folder.path(), "1 u\nc who was there?\nd\nn\nq\n");
    assert!(
        out.contains("Saved: verdict unsupported on 97530 of a.txt visit 1."),
        "{out}"
    );
    assert!(out.contains("Visit 2 of 2, open"), "{out}");
    let out = review(folder.path(), "g 1\nu\nr\nq\n");
    assert!(
        out.contains("Visit 2 of 2, open"),
        "the first visit is done: {out}"
    );
    assert!(out.contains("Visit 1 of 2, reviewed"), "{out}");
    assert!(
        out.contains("You: unsupported.") && out.contains("Comment: who was there?"),
        "{out}"
    );
    assert!(
        out.contains("Saved: undo of") && out.contains("Saved: redo of"),
        "{out}"
    );
}

#[test]
fn accepting_all_goes_to_the_next_visit_until_all_are_done() {
    let folder = folder();
    let out = review(folder.path(), "a\na\n");
    assert!(out.contains("Saved: reviewed a.txt visit 1."), "{out}");
    assert!(
        out.trim_end().ends_with("Every visit is reviewed.\n>"),
        "{out}"
    );
}

#[test]
fn a_wrong_answer_decides_nothing_and_says_so() {
    let folder = folder();
    let out = review(folder.path(), "yes\n9 s\n1 y\n");
    assert!(out.contains("`yes` is no answer"), "{out}");
    assert!(out.contains("y and x are answers to a finding."), "{out}");
    assert!(!out.contains("Saved:"), "{out}");
    assert!(
        !folder
            .path()
            .join(".chartpull/decisions/kim.jsonl")
            .exists()
    );
}
