//! Decisions in plain words.

use super::{add, charge, decision};
use crate::decision::{Action, Target};
use crate::store::words;
use crate::visit::ChargeVerdict::Partial;

fn check(target: Target, action: Action, expected: &str) {
    let mut entries = Vec::new();
    add(&mut entries, vec![decision(1, target, action)]);
    assert_eq!(words(&entries[0]), expected);
}

fn says(text: &str) -> Action {
    Action::Comment {
        text: text.to_owned(),
    }
}

#[test]
fn the_place_is_told_from_the_part_to_the_whole() {
    let finding = |code: Option<&str>| Target::Finding {
        rule: "contact.missing".to_owned(),
        code: code.map(str::to_owned),
        quote: "q".to_owned(),
    };
    let second = Target::Charge {
        code: "97140".to_owned(),
        nth: 2,
    };
    let passage = Target::Passage {
        quote: "tolerated\n  well".to_owned(),
    };
    let cases = [
        (Target::Visit, "comment on notes/x.txt visit 1: no"),
        (charge(), "comment on 97530 of notes/x.txt visit 1: no"),
        (
            second,
            "comment on 97140 (number 2) of notes/x.txt visit 1: no",
        ),
        (
            finding(Some("97530")),
            "comment on finding contact.missing on 97530 of notes/x.txt visit 1: no",
        ),
        (
            finding(None),
            "comment on finding contact.missing of notes/x.txt visit 1: no",
        ),
        (
            passage,
            "comment on \"tolerated well\" of notes/x.txt visit 1: no",
        ),
    ];
    for (target, expected) in cases {
        check(target, says("no"), expected);
    }
}

#[test]
fn every_decision_has_its_words() {
    let dismiss = |reason: &str| Action::Dismiss {
        reason: reason.to_owned(),
    };
    let cases = [
        (
            Action::Verdict {
                verdict: Some(Partial),
            },
            "verdict partial on 97530 of notes/x.txt visit 1",
        ),
        (
            Action::Verdict { verdict: None },
            "verdict taken back on 97530 of notes/x.txt visit 1",
        ),
        (Action::Accept, "accepted 97530 of notes/x.txt visit 1"),
        (dismiss(" "), "dismissed 97530 of notes/x.txt visit 1"),
        (
            dismiss("page 2"),
            "dismissed 97530 of notes/x.txt visit 1: page 2",
        ),
        (
            says("ask\nwhy"),
            "comment on 97530 of notes/x.txt visit 1: ask why",
        ),
        (
            Action::Reviewed { done: true },
            "reviewed 97530 of notes/x.txt visit 1",
        ),
        (
            Action::Reviewed { done: false },
            "opened again 97530 of notes/x.txt visit 1",
        ),
        (
            Action::Flag { on: true },
            "second look wanted on 97530 of notes/x.txt visit 1",
        ),
        (
            Action::Flag { on: false },
            "second look no longer wanted on 97530 of notes/x.txt visit 1",
        ),
        (
            Action::Undo { of: 3 },
            "undo of 3 (97530 of notes/x.txt visit 1)",
        ),
        (
            Action::Redo { of: 3 },
            "redo of 3 (97530 of notes/x.txt visit 1)",
        ),
    ];
    for (action, expected) in cases {
        check(charge(), action, expected);
    }
}

#[test]
fn what_a_terminal_would_obey_is_shown_instead() {
    let words = "comment on 97530 of notes/x.txt visit 1: \u{fffd}[31mred\u{fffd}";
    check(charge(), says("\u{1b}[31mred\u{202e}"), words);
}

#[test]
fn debug_shows_no_words() {
    let mut entries = Vec::new();
    let remark = Action::Comment {
        text: "Alvarez".to_owned(),
    };
    add(&mut entries, vec![decision(1, Target::Visit, remark)]);
    assert_eq!(format!("{:?}", entries[0]), "Entry(1)");
    let ledger = crate::store::Ledger::replay(&entries);
    let shown = format!("{:?}", ledger.visits().next().expect("one visit").1);
    assert!(!shown.contains("Alvarez"), "{shown}");
}
