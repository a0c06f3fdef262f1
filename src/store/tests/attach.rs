//! Decisions after a new scan: carried, stale, gone; renamed files.

use super::{TIME, folder, open};
use crate::decision::{Action, Decision, Standing, Target, VisitKey};
use crate::finding::{Category, Checked, Citation, Finding, Severity};
use crate::store::{
    Entry, Ledger, anchor, anchor_at, charge_of, charge_target, finding_of, finding_target, locate,
    standing,
};
use crate::text::{CivilDate, Span, passage_hash};
use crate::visit::{Charge, Visit};

const NOTE: &str = "Pt seen for low back. One-on-one with provider for 25 min of sit to stand practice from an \
                    18 in. chair.\nResponse: tolerated well, no increase in pain reported at the end. Plan: continue \
                    as before, twice a week, until the goal of forty feet is met.";

/// A visit that is all of `text`, with a finding on each place where `flagged` stands.
fn checked(path: &str, text: &str, codes: &[&str], flagged: &str) -> Checked {
    let charges = codes
        .iter()
        .map(|code| Charge {
            code: (*code).to_owned(),
            ..Charge::default()
        })
        .collect();
    let findings = text
        .match_indices(flagged)
        .filter(|(_, words)| !words.is_empty())
        .map(|(at, words)| Finding {
            rule: "response.generic".to_owned(),
            category: Category::Response,
            severity: Severity::Warning,
            charge: (!codes.is_empty()).then_some(0),
            points: 5,
            message: String::new(),
            suggestion: String::new(),
            source: String::new(),
            citations: vec![Citation {
                span: Span::new(at, at + words.len()),
                line: 1,
                column: 1,
                text: words.to_owned(),
            }],
            details: Vec::new(),
        });
    Checked {
        findings: findings.collect(),
        text_hash: passage_hash(text),
        visit: Visit {
            path: path.to_owned(),
            visit: 1,
            span: Span::new(0, text.len()),
            date: CivilDate::from_iso("2025-03-04"),
            charges,
            ..Visit::default()
        },
        ..Checked::default()
    }
}

fn plain(path: &str, text: &str) -> Checked {
    checked(path, text, &["97530", "97140", "97530"], "tolerated well")
}

fn decide(checked: &Checked, text: &str, target: Target) -> Decision {
    let anchor = anchor(checked, text, &target);
    Decision {
        anchor,
        target,
        action: Action::Accept,
        group: None,
    }
}

/// How a decision on `target`, made on [`NOTE`], stands when the note reads `text`.
fn check(target: &Target, text: &str) -> Standing {
    let decision = decide(&plain("a.txt", NOTE), NOTE, target.clone());
    standing(&decision, Some(&plain("a.txt", text)), Some(text))
}

#[test]
fn targets_are_found_again() {
    let visit = plain("a.txt", NOTE);
    let second = charge_target(&visit, 2);
    assert_eq!(
        second,
        Target::Charge {
            code: "97530".to_owned(),
            nth: 2
        }
    );
    assert_eq!(charge_of(&visit, &second), Some(2));
    assert_eq!(
        charge_of(
            &visit,
            &Target::Charge {
                code: "97530".to_owned(),
                nth: 3
            }
        ),
        None
    );
    let finding = finding_target(&visit, &visit.findings[0]);
    assert_eq!(finding_of(&visit, &finding), Some(0));
    assert_eq!(finding_of(&visit, &Target::Visit), None);
}

#[test]
fn unchanged_or_rewrapped_words_carry_every_decision() {
    let visit = plain("a.txt", NOTE);
    let rewrapped = NOTE
        .replace(' ', "\n  ")
        .replace("tolerated\n  well", "tolerated well");
    let (_, passage) = anchor_at(&visit, NOTE, Span::new(3, 7));
    for target in [
        Target::Visit,
        charge_target(&visit, 1),
        finding_target(&visit, &visit.findings[0]),
        passage,
    ] {
        assert_eq!(check(&target, NOTE), Standing::Carried);
        assert_eq!(check(&target, &rewrapped), Standing::Carried);
    }
}

#[test]
fn a_change_far_away_leaves_findings_and_passages_carried() {
    let visit = plain("a.txt", NOTE);
    let far = NOTE.replace("forty feet", "sixty feet");
    assert_eq!(check(&Target::Visit, &far), Standing::Stale);
    assert_eq!(check(&charge_target(&visit, 0), &far), Standing::Stale);
    assert_eq!(
        check(&finding_target(&visit, &visit.findings[0]), &far),
        Standing::Carried
    );
    assert_eq!(
        check(
            &Target::Passage {
                quote: "low back".to_owned()
            },
            &far
        ),
        Standing::Carried
    );
}

#[test]
fn a_change_close_by_makes_findings_and_passages_stale() {
    let visit = plain("a.txt", NOTE);
    let finding = finding_target(&visit, &visit.findings[0]);
    let near = NOTE.replace("no increase in pain", "an increase in pain");
    assert_eq!(check(&finding, &near), Standing::Stale);
    assert_eq!(
        check(
            &Target::Passage {
                quote: "low back".to_owned()
            },
            &NOTE.replace("seen for", "seen again for")
        ),
        Standing::Stale
    );
    assert_eq!(
        check(
            &Target::Passage {
                quote: "low back".to_owned()
            },
            &NOTE.replace("low back", "neck")
        ),
        Standing::Stale
    );
}

#[test]
fn what_is_no_longer_there_is_gone() {
    let visit = plain("a.txt", NOTE);
    let finding = finding_target(&visit, &visit.findings[0]);
    assert_eq!(
        check(
            &finding,
            &NOTE.replace("tolerated well", "stood up ten times")
        ),
        Standing::Gone
    );
    let decision = decide(&visit, NOTE, charge_target(&visit, 2));
    let fewer = checked("a.txt", NOTE, &["97530", "97140"], "");
    assert_eq!(
        standing(&decision, Some(&fewer), Some(NOTE)),
        Standing::Gone
    );
    assert_eq!(standing(&decision, None, None), Standing::Gone);
}

#[test]
fn without_the_text_a_changed_visit_is_stale() {
    let visit = plain("a.txt", NOTE);
    let decision = decide(&visit, NOTE, finding_target(&visit, &visit.findings[0]));
    let far = NOTE.replace("forty feet", "sixty feet");
    assert_eq!(
        standing(&decision, Some(&plain("a.txt", &far)), None),
        Standing::Stale
    );
    assert_eq!(standing(&decision, Some(&visit), None), Standing::Carried);
}

#[test]
fn a_finding_whose_words_changed_is_stale_and_still_found() {
    let visit = plain("a.txt", NOTE);
    let decision = decide(&visit, NOTE, finding_target(&visit, &visit.findings[0]));
    let text = NOTE.replace("tolerated well", "tolerated fine");
    let now = checked("a.txt", &text, &["97530"], "tolerated fine");
    assert_eq!(
        standing(&decision, Some(&now), Some(&text)),
        Standing::Stale
    );
    assert_eq!(finding_of(&now, &decision.target), Some(0));
}

#[test]
fn selected_words_are_located_where_they_were_selected() {
    let text = "pain 6/10 before, work done in between was long enough, pain 6/10 after, all the same as ever";
    let visit = checked("a.txt", text, &[], "");
    let second = text.rfind("pain 6/10").expect("twice");
    let span = Span::new(second, second + "pain 6/10".len());
    let (at, target) = anchor_at(&visit, text, span);
    assert_eq!(locate(&at, &target, &visit, text), Some(span));
    let moved = format!("Header line added here, of seven words.\n{text}");
    let now = checked("a.txt", &moved, &[], "");
    let found = locate(&at, &target, &now, &moved).expect("still there");
    assert_eq!(found.start, moved.rfind("pain 6/10").expect("twice"));
    assert_eq!(
        locate(
            &at,
            &target,
            &checked("a.txt", "no more", &[], ""),
            "no more"
        ),
        None
    );
}

fn journal(decisions: Vec<Decision>) -> Vec<Entry> {
    let root = folder();
    let (mut store, _) = open(root.path());
    for decision in decisions {
        store.append(TIME, decision).expect("is added");
    }
    store.entries().to_vec()
}

fn at(path: &str, visit: u32) -> VisitKey {
    VisitKey {
        path: path.to_owned(),
        visit,
    }
}

fn reviewed(checked: &Checked) -> Decision {
    Decision {
        action: Action::Reviewed { done: true },
        ..decide(checked, NOTE, Target::Visit)
    }
}

#[test]
fn decisions_follow_a_renamed_file() {
    let old = plain("a.txt", NOTE);
    let new = plain("b/renamed.txt", NOTE);
    let entries = journal(vec![reviewed(&old)]);
    let mut ledger = Ledger::replay(&entries);
    ledger.attach([&new]);
    assert!(
        ledger
            .visit(&at("b/renamed.txt", 1))
            .is_some_and(|visit| visit.reviewed)
    );
    assert_eq!(ledger.visit(&at("a.txt", 1)), None);
    // Undo reaches the decision at its new place.
    let entries = journal(vec![reviewed(&old), ledger.undo().remove(0)]);
    ledger.apply(&entries[1]);
    assert_eq!(ledger.visit(&at("b/renamed.txt", 1)), None);
    assert_eq!(ledger.place(&entries[1]), Some(&at("b/renamed.txt", 1)));
}

#[test]
fn decisions_follow_a_visit_whose_number_changed() {
    let old = plain("a.txt", NOTE);
    let mut ledger = Ledger::replay(&journal(vec![reviewed(&old)]));
    let first = plain("a.txt", "An earlier visit, added to the top of the file.");
    let mut second = plain("a.txt", NOTE);
    second.visit.visit = 2;
    ledger.attach([&first, &second]);
    assert_eq!(ledger.visit(&at("a.txt", 1)), None);
    assert!(
        ledger
            .visit(&at("a.txt", 2))
            .is_some_and(|visit| visit.reviewed)
    );
}

#[test]
fn a_corrected_copy_keeps_its_own_decisions() {
    // b repeats a word for word; then b is corrected. What was decided on b stays with b.
    let (a, b) = (plain("a.txt", NOTE), plain("b.txt", NOTE));
    let mut ledger = Ledger::replay(&journal(vec![reviewed(&b)]));
    let corrected = plain("b.txt", &NOTE.replace("25 min", "23 min"));
    ledger.attach([&a, &corrected]);
    assert!(
        ledger
            .visit(&at("b.txt", 1))
            .is_some_and(|visit| visit.reviewed)
    );
    assert_eq!(ledger.visit(&at("a.txt", 1)), None);
}

#[test]
fn decisions_on_a_deleted_copy_do_not_pass_to_a_visit_with_its_own() {
    let (a, b) = (plain("a.txt", NOTE), plain("b.txt", NOTE));
    let flag = Decision {
        action: Action::Flag { on: true },
        ..reviewed(&b)
    };
    let mut ledger = Ledger::replay(&journal(vec![reviewed(&a), flag]));
    ledger.attach([&a]);
    assert!(
        ledger
            .visit(&at("a.txt", 1))
            .is_some_and(|visit| !visit.flagged)
    );
    assert!(
        ledger
            .visit(&at("b.txt", 1))
            .is_some_and(|visit| visit.flagged)
    );
}

#[test]
fn deciding_again_on_changed_words_is_no_longer_stale() {
    let (old, new) = (
        plain("a.txt", NOTE),
        plain("a.txt", &NOTE.replace("25 min", "23 min")),
    );
    let ruling = Decision {
        action: Action::Verdict { verdict: None },
        ..decide(&old, NOTE, Target::Visit)
    };
    let mut ledger = Ledger::replay(&journal(vec![reviewed(&old), ruling]));
    assert!(!ledger.is_stale(&old));
    assert!(ledger.is_stale(&new));
    ledger = Ledger::replay(&journal(vec![reviewed(&old), reviewed(&new)]));
    assert!(!ledger.is_stale(&new));
}
