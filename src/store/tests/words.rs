//! Decisions in plain words.

use super::{add, charge, decision};
use crate::decision::{Action, Target};
use crate::store::words;
use crate::visit::ChargeVerdict::Partial;

#[test]
fn every_decision_has_its_words() {
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
    let says = |text: &str| Action::Comment {
        text: text.to_owned(),
    };
    let dismiss = |reason: &str| Action::Dismiss {
        reason: reason.to_owned(),
    };
    let cases = [
        (
            charge(),
            Action::Verdict {
                verdict: Some(Partial),
            },
            "verdict partial on 97530 of notes/x.txt visit 1",
        ),
        (
            second,
            Action::Verdict { verdict: None },
            "verdict taken back on 97140 (number 2) of notes/x.txt visit 1",
        ),
        (
            finding(Some("97530")),
            Action::Accept,
            "accepted finding contact.missing on 97530 of notes/x.txt visit 1",
        ),
        (
            finding(None),
            dismiss(" "),
            "dismissed finding contact.missing of notes/x.txt visit 1",
        ),
        (
            finding(None),
            dismiss("page 2"),
            "dismissed finding contact.missing of notes/x.txt visit 1: page 2",
        ),
        (
            Target::Visit,
            says("ask\nwhy"),
            "comment on notes/x.txt visit 1: ask why",
        ),
        (
            passage,
            says("no"),
            "comment on \"tolerated well\" of notes/x.txt visit 1: no",
        ),
        (
            Target::Visit,
            Action::Reviewed { done: true },
            "reviewed notes/x.txt visit 1",
        ),
        (
            Target::Visit,
            Action::Reviewed { done: false },
            "opened again notes/x.txt visit 1",
        ),
        (
            Target::Visit,
            Action::Flag { on: true },
            "second look wanted on notes/x.txt visit 1",
        ),
        (
            Target::Visit,
            Action::Flag { on: false },
            "second look no longer wanted on notes/x.txt visit 1",
        ),
        (
            charge(),
            Action::Undo { of: 3 },
            "undo of 3 (97530 of notes/x.txt visit 1)",
        ),
        (
            charge(),
            Action::Redo { of: 3 },
            "redo of 3 (97530 of notes/x.txt visit 1)",
        ),
        (
            Target::Visit,
            says("\u{1b}[31mred\u{202e}"),
            "comment on notes/x.txt visit 1: \u{fffd}[31mred\u{fffd}",
        ),
    ];
    for (target, action, expected) in cases {
        let mut entries = Vec::new();
        add(&mut entries, vec![decision(1, target, action)]);
        assert_eq!(words(&entries[0]), expected);
    }
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
