//! The store through its own door. What all its tests share is here.

mod attach;
mod disk;
mod elsewhere;
mod repair;
mod undo;
mod words;

use std::path::Path;

use super::append::seal_all;
use super::entry::{Entry, Made};
use super::{Opened, Store, StoreOptions};
use crate::decision::{Action, Anchor, Decision, Target, VisitKey};
use crate::visit::ChargeVerdict;

const TIME: &str = "2025-03-04T10:00:00Z";

fn options(root: &Path) -> StoreOptions {
    StoreOptions {
        root: root.to_owned(),
        reviewer: "k.osei".to_owned(),
        rules_hash: "r1".to_owned(),
        ..StoreOptions::default()
    }
}

fn open(root: &Path) -> (Store, Opened) {
    Store::open(&options(root)).expect("the journal opens")
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

fn key(visit: u32) -> VisitKey {
    VisitKey {
        path: "notes/x.txt".to_owned(),
        visit,
    }
}

fn charge() -> Target {
    Target::Charge {
        code: "97530".to_owned(),
        nth: 1,
    }
}

fn decision(visit: u32, target: Target, action: Action) -> Decision {
    let anchor = Anchor {
        key: key(visit),
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

fn verdict(verdict: ChargeVerdict) -> Decision {
    decision(
        1,
        charge(),
        Action::Verdict {
            verdict: Some(verdict),
        },
    )
}

fn comment(text: &str) -> Decision {
    decision(
        1,
        Target::Visit,
        Action::Comment {
            text: text.to_owned(),
        },
    )
}

/// Journal lines as the store would write them, without a file.
fn add(entries: &mut Vec<Entry>, decisions: Vec<Decision>) {
    let made = Made {
        time: TIME,
        reviewer: "k.osei",
        rules: "r1",
    };
    let (added, _) = seal_all(entries.last(), &made, decisions).expect("decisions are JSON");
    entries.extend(added);
}
