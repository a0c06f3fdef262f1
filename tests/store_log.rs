//! `chartpull log show` and `log verify`, run as a program on journals of several kinds.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use chartpull::decision::{Action, Anchor, Decision, Target, VisitKey};
use chartpull::store::{Ledger, Store, StoreOptions};
use chartpull::visit::ChargeVerdict;

const TIME: &str = "2025-03-04T10:00:00Z";

fn decision(target: Target, action: Action) -> Decision {
    let key = VisitKey {
        path: "notes/x.txt".to_owned(),
        visit: 1,
    };
    let anchor = Anchor {
        key,
        date: None,
        text_hash: "t".to_owned(),
        passage: String::new(),
    };
    Decision {
        anchor,
        target,
        action,
        group: None,
    }
}

fn says(text: &str) -> Decision {
    let text = text.to_owned();
    decision(Target::Visit, Action::Comment { text })
}

fn open(root: &Path, reviewer: &str) -> Store {
    let options = StoreOptions {
        root: root.to_owned(),
        reviewer: reviewer.to_owned(),
        rules_hash: "r1".to_owned(),
        ..StoreOptions::default()
    };
    Store::open(&options).expect("the journal opens").0
}

/// A folder where `osei` decided three times and took the last one back.
fn audit() -> tempfile::TempDir {
    let root = tempfile::tempdir().expect("a temporary folder");
    let mut store = open(root.path(), "osei");
    let code = "97530".to_owned();
    let verdict = Some(ChargeVerdict::Partial);
    let ruling = decision(Target::Charge { code, nth: 1 }, Action::Verdict { verdict });
    for one in [ruling, says("ask why"), says("wrong visit")] {
        store.append(TIME, one).expect("is added");
    }
    let lines = Ledger::replay(store.entries()).undo();
    store.append_all(TIME, lines).expect("are added");
    root
}

/// Exit status, output and errors of `chartpull log` in `root`.
fn log(root: &Path, args: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_chartpull"))
        .arg("log")
        .args(args)
        .current_dir(root)
        .env("XDG_STATE_HOME", root.join("state-of-the-user"))
        .stdin(Stdio::null())
        .output()
        .expect("the program is built");
    let text = |bytes| String::from_utf8(bytes).expect("output is UTF-8");
    (
        output.status.code(),
        text(output.stdout),
        text(output.stderr),
    )
}

#[test]
fn show_tells_every_decision_in_words() {
    let root = audit();
    let expected = "\
osei: 4 lines, ./.chartpull/decisions/osei.jsonl
    1  2025-03-04T10:00:00Z  verdict partial on 97530 of notes/x.txt visit 1
    2  2025-03-04T10:00:00Z  comment on notes/x.txt visit 1: ask why
    3  2025-03-04T10:00:00Z  comment on notes/x.txt visit 1: wrong visit (taken back)
    4  2025-03-04T10:00:00Z  undo of 3 (notes/x.txt visit 1)
";
    let told = log(root.path(), &["show"]);
    assert_eq!(told, (Some(0), expected.to_owned(), String::new()));
    let (_, by_file, _) = log(root.path(), &["show", "./.chartpull/decisions/osei.jsonl"]);
    assert_eq!(by_file, expected, "a journal that came by mail");
}

#[test]
fn verify_proves_or_names_the_line() {
    let root = audit();
    let journal = root.path().join(".chartpull/decisions/osei.jsonl");
    let (status, told, _) = log(root.path(), &["verify"]);
    let text = fs::read_to_string(&journal).expect("can be read");
    let last = text
        .trim_end()
        .rsplit('"')
        .nth(1)
        .expect("ends in the hash");
    let head = "osei: 4 lines, ./.chartpull/decisions/osei.jsonl\n";
    assert_eq!(told, format!("{head}unbroken, last hash {last}\n"));
    assert_eq!(status, Some(0));

    fs::write(&journal, text.replace("ask why", "ask who")).expect("can be written");
    let (status, told, _) = log(root.path(), &["verify"]);
    let named = "line 2 was altered: its hash does not fit its words\n";
    assert_eq!(told, format!("{head}broken\n{named}"));
    assert_eq!(status, Some(1));
    let (status, told, _) = log(root.path(), &["show"]);
    assert!(told.ends_with(named) && !told.contains("ask who"), "{told}");
    assert_eq!(status, Some(1));

    fs::write(&journal, &text[..text.len() - 9]).expect("can be written");
    let (status, told, _) = log(root.path(), &["verify"]);
    assert!(
        told.contains("osei: 3 lines,") && told.contains("\nline 4 stops in the middle"),
        "{told}"
    );
    assert_eq!(status, Some(1));
    let kept = fs::read_to_string(&journal).expect("can be read");
    assert_eq!(kept.len(), text.len() - 9, "looking changes nothing");
}

#[test]
fn reviewers_come_one_after_the_other_or_alone() {
    let root = audit();
    let mut lee = open(root.path(), "A. Lee");
    lee.append(TIME, says("\u{1b}[2J")).expect("is added");
    // The journal is open meanwhile, which is no hindrance.
    let (status, told, _) = log(root.path(), &["show"]);
    let blocks: Vec<&str> = told.split("\n\n").collect();
    assert_eq!((status, blocks.len()), (Some(0), 2));
    assert!(blocks[0].starts_with("A.-Lee-") && blocks[0].contains("visit 1: \u{fffd}[2J"));
    let (_, alone, _) = log(root.path(), &["show", "--reviewer", "A. Lee"]);
    assert_eq!(alone, format!("{}\n", blocks[0].trim_end()));
    let told = log(root.path(), &["verify", "--reviewer", "nobody"]);
    assert_eq!(told.0, Some(2));
    assert_eq!(told.2, "chartpull: no decisions of `nobody` in .\n");
}

#[test]
fn no_journal_is_no_error_and_no_folder_is() {
    let root = tempfile::tempdir().expect("a temporary folder");
    for command in ["show", "verify"] {
        let told = log(root.path(), &[command]);
        assert_eq!(
            told,
            (Some(0), "no decisions in .\n".to_owned(), String::new())
        );
        let (status, _, error) = log(root.path(), &[command, "missing"]);
        assert_eq!(status, Some(2));
        assert!(
            error.starts_with("chartpull: cannot open missing"),
            "{error}"
        );
    }
    assert_eq!(
        fs::read_dir(root.path()).expect("can be listed").count(),
        0,
        "nothing is made"
    );
}

#[test]
fn a_named_folder_of_state_is_looked_into() {
    let root = audit();
    fs::rename(root.path().join(".chartpull"), root.path().join("kept")).expect("can be renamed");
    let (_, none, _) = log(root.path(), &["verify"]);
    assert_eq!(none, "no decisions in .\n");
    let (status, told, _) = log(root.path(), &["verify", "--state", "kept"]);
    assert!(
        told.starts_with("osei: 4 lines, kept/decisions/osei.jsonl\nunbroken"),
        "{told}"
    );
    assert_eq!(status, Some(0));
}
