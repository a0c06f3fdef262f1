//! The store through its own door: open, append, close, open again.

use std::path::Path;

use super::{Ledger, Opened, Store, StoreOptions, verify, words};
use crate::decision::{Action, Anchor, Decision, Target, VisitKey};
use crate::visit::ChargeVerdict;

pub(super) const TIME: &str = "2025-03-04T10:00:00Z";

pub(super) fn options(root: &Path) -> StoreOptions {
    StoreOptions {
        root: root.to_owned(),
        reviewer: "k.osei".to_owned(),
        rules_hash: "r1".to_owned(),
        ..StoreOptions::default()
    }
}

pub(super) fn decision(visit: u32, target: Target, action: Action) -> Decision {
    let key = VisitKey {
        path: "notes/x.txt".to_owned(),
        visit,
    };
    let anchor = Anchor {
        key,
        date: None,
        text_hash: format!("t{visit}"),
        passage: String::new(),
    };
    Decision {
        anchor,
        target,
        action,
        group: None,
    }
}

pub(super) fn verdict(verdict: ChargeVerdict) -> Decision {
    let target = Target::Charge {
        code: "97530".to_owned(),
        nth: 1,
    };
    decision(
        1,
        target,
        Action::Verdict {
            verdict: Some(verdict),
        },
    )
}

#[test]
fn every_decision_survives_a_reopen() {
    let root = tempfile::tempdir().expect("a temporary folder");
    let (mut store, opened) = Store::open(&options(root.path())).expect("opens");
    assert_eq!(
        opened,
        Opened {
            path: store.path().to_owned(),
            ..Opened::default()
        }
    );
    store
        .append(TIME, verdict(ChargeVerdict::Partial))
        .expect("is added");
    let comment = Action::Comment {
        text: "two\nlines, \"quoted\" ☂".to_owned(),
    };
    store
        .append(TIME, decision(2, Target::Visit, comment))
        .expect("is added");
    let before = store.entries().to_vec();
    drop(store);

    let (store, _) = Store::open(&options(root.path())).expect("opens again");
    assert_eq!(store.entries(), before);
    assert_eq!(
        words(&store.entries()[0]),
        "verdict partial on 97530 of notes/x.txt visit 1"
    );
    let report = verify(store.path()).expect("can be read");
    assert_eq!((report.n_lines, report.is_sound()), (2, true));
    assert_eq!(report.head, before[1].hash);
    let ledger = Ledger::replay(store.entries());
    let key = VisitKey {
        path: "notes/x.txt".to_owned(),
        visit: 1,
    };
    let target = Target::Charge {
        code: "97530".to_owned(),
        nth: 1,
    };
    assert_eq!(
        ledger.visit(&key).expect("decided").verdicts[&target].verdict,
        ChargeVerdict::Partial
    );
}
