//! Undo and redo against the plainest model there is: the states before and the states after.

use std::collections::BTreeSet;

use proptest::prelude::{Just, Strategy, any, prop_assert_eq, prop_oneof, proptest};

use super::{TIME, add, charge, comment, decision, folder, key, open, verdict};
use crate::decision::{Action, Decision, Target};
use crate::store::{Disposition, Entry, Ledger, VisitDecisions};
use crate::visit::ChargeVerdict::{self, Partial, Supported, Unsupported};

fn both(entries: &mut Vec<Entry>, ledger: &mut Ledger, decisions: Vec<Decision>) {
    let n_before = entries.len();
    add(entries, decisions);
    entries[n_before..]
        .iter()
        .for_each(|entry| ledger.apply(entry));
}

fn verdict_now(ledger: &Ledger) -> Option<ChargeVerdict> {
    ledger
        .visit(&key(1))?
        .verdicts
        .get(&charge())
        .map(|ruling| ruling.verdict)
}

#[test]
fn undo_and_redo_walk_back_and_forth() {
    let (mut entries, mut ledger) = (Vec::new(), Ledger::default());
    for one in [Partial, Supported, Unsupported] {
        both(&mut entries, &mut ledger, vec![verdict(one)]);
    }
    let mut seen = Vec::new();
    while ledger.next_undo().is_some() {
        let lines = ledger.undo();
        both(&mut entries, &mut ledger, lines);
        seen.push(verdict_now(&ledger));
    }
    assert_eq!(seen, [Some(Supported), Some(Partial), None]);
    assert_eq!(ledger.next_redo(), Some(vec![1]));
    let lines = ledger.redo();
    both(&mut entries, &mut ledger, lines);
    assert_eq!(
        (verdict_now(&ledger), ledger.next_redo()),
        (Some(Partial), Some(vec![2]))
    );
    both(&mut entries, &mut ledger, vec![comment("new")]);
    assert_eq!((ledger.next_redo(), ledger.redo()), (None, Vec::new()));
    assert_eq!(Ledger::replay(&entries).next_undo(), Some(vec![8]));
}

#[test]
fn a_deleted_comment_comes_back_and_a_replaced_one_too() {
    let (mut entries, mut ledger) = (Vec::new(), Ledger::default());
    let texts = |ledger: &Ledger| -> Vec<String> {
        ledger.visit(&key(1)).map_or_else(Vec::new, |v| {
            v.comments.iter().map(|c| c.text.clone()).collect()
        })
    };
    both(&mut entries, &mut ledger, vec![comment("first")]);
    both(&mut entries, &mut ledger, vec![verdict(Partial)]);
    let line = ledger.take_back(1).expect("it counts");
    both(&mut entries, &mut ledger, vec![line]);
    assert_eq!((texts(&ledger).len(), ledger.take_back(1)), (0, None));
    let lines = ledger.undo();
    both(&mut entries, &mut ledger, lines);
    assert_eq!(texts(&ledger), ["first"]);
    assert_eq!(ledger.next_undo(), Some(vec![2]));

    let replaced = vec![ledger.take_back(1).expect("it counts"), comment("better")];
    both(&mut entries, &mut ledger, replaced);
    assert_eq!(texts(&ledger), ["better"]);
    let lines = ledger.undo();
    both(&mut entries, &mut ledger, lines);
    assert_eq!(texts(&ledger), ["first"]);
    let lines = ledger.redo();
    both(&mut entries, &mut ledger, lines);
    assert_eq!(texts(&ledger), ["better"]);
}

#[test]
fn counter_lines_that_change_nothing_are_no_steps() {
    let mut entries = Vec::new();
    add(&mut entries, vec![verdict(Partial)]);
    for action in [
        Action::Undo { of: 9 },
        Action::Redo { of: 1 },
        Action::Undo { of: 2 },
        Action::Redo { of: 0 },
    ] {
        add(&mut entries, vec![decision(1, Target::Visit, action)]);
    }
    let ledger = Ledger::replay(&entries);
    assert_eq!(
        (verdict_now(&ledger), ledger.next_undo(), ledger.next_redo()),
        (Some(Partial), Some(vec![1]), None)
    );
}

#[test]
fn everything_that_counts_for_a_visit_is_told() {
    let finding = Target::Finding {
        rule: "contact.missing".to_owned(),
        code: None,
        quote: "q".to_owned(),
    };
    let dismiss = Action::Dismiss {
        reason: "said on page 2".to_owned(),
    };
    let mut entries = Vec::new();
    add(
        &mut entries,
        vec![decision(2, finding.clone(), Action::Accept)],
    );
    add(&mut entries, vec![decision(2, finding.clone(), dismiss)]);
    add(
        &mut entries,
        vec![decision(2, Target::Visit, Action::Flag { on: true })],
    );
    add(
        &mut entries,
        vec![decision(2, Target::Visit, Action::Reviewed { done: true })],
    );
    add(&mut entries, vec![verdict(Partial)]);
    add(
        &mut entries,
        vec![decision(1, charge(), Action::Verdict { verdict: None })],
    );
    let ledger = Ledger::replay(&entries);
    let visit = ledger.visit(&key(2)).expect("decided");
    let reason = "said on page 2".to_owned();
    assert_eq!(
        visit.findings[&finding].how,
        Disposition::Dismissed { reason }
    );
    assert!(visit.reviewed && visit.flagged);
    assert_eq!(visit.reviewed_seq, Some(4));
    assert_eq!(
        ledger.visit(&key(1)),
        None,
        "a verdict taken back leaves nothing"
    );
    assert_eq!(ledger.visits().count(), 1);
}

#[derive(Clone, Debug)]
enum Op {
    Decide(Vec<Decision>),
    Undo,
    Redo,
    TakeBack(usize),
}

fn any_decision() -> impl Strategy<Value = Decision> {
    let action = prop_oneof![
        prop_oneof![Just(None), Just(Some(Partial)), Just(Some(Supported))]
            .prop_map(|verdict| Action::Verdict { verdict }),
        "[a-z]{1,3}".prop_map(|text| Action::Comment { text }),
        any::<bool>().prop_map(|done| Action::Reviewed { done }),
        any::<bool>().prop_map(|on| Action::Flag { on }),
    ];
    (1_u32..3, any::<bool>(), action).prop_map(|(visit, whole, action)| {
        decision(visit, if whole { Target::Visit } else { charge() }, action)
    })
}

fn any_op() -> impl Strategy<Value = Op> {
    prop_oneof![
        4 => proptest::collection::vec(any_decision(), 1..4).prop_map(Op::Decide),
        4 => Just(Op::Undo),
        3 => Just(Op::Redo),
        1 => any::<usize>().prop_map(Op::TakeBack),
    ]
}

/// Which decisions count, before and after each step.
#[derive(Default)]
struct Model {
    now: BTreeSet<u64>,
    past: Vec<BTreeSet<u64>>,
    future: Vec<BTreeSet<u64>>,
}

impl Model {
    fn step(&mut self, next: BTreeSet<u64>) {
        self.past.push(std::mem::replace(&mut self.now, next));
        self.future.clear();
    }

    fn undo(&mut self) {
        if let Some(before) = self.past.pop() {
            self.future.push(std::mem::replace(&mut self.now, before));
        }
    }

    fn redo(&mut self) {
        if let Some(after) = self.future.pop() {
            self.past.push(std::mem::replace(&mut self.now, after));
        }
    }

    /// Taking the last decision back is an undo, taking it back again a redo; else it is a step.
    fn take_back(&mut self, seq: u64) {
        let mut next = self.now.clone();
        next.remove(&seq);
        if self.past.last() == Some(&next) {
            self.undo();
        } else if self.future.last() == Some(&next) {
            self.redo();
        } else {
            self.step(next);
        }
    }
}

/// The lines that `op` adds, and what it does to the model.
fn lines_of(op: Op, ledger: &Ledger, model: &mut Model, n_lines: u64) -> Vec<Decision> {
    match op {
        Op::Decide(decisions) => {
            let mut next = model.now.clone();
            next.extend((1..=decisions.len() as u64).map(|nth| n_lines + nth));
            model.step(next);
            decisions
        }
        Op::Undo => {
            model.undo();
            ledger.undo()
        }
        Op::Redo => {
            model.redo();
            ledger.redo()
        }
        Op::TakeBack(pick) => {
            let Some(seq) = model.now.iter().nth(pick % model.now.len().max(1)).copied() else {
                return Vec::new();
            };
            model.take_back(seq);
            ledger.take_back(seq).into_iter().collect()
        }
    }
}

/// Visits with what counts for them, the next undo, the next redo.
type Told = (
    Vec<(u32, VisitDecisions)>,
    Option<Vec<u64>>,
    Option<Vec<u64>>,
);

fn told(ledger: &Ledger) -> Told {
    let visits = ledger
        .visits()
        .map(|(key, decisions)| (key.visit, decisions.clone()))
        .collect();
    (visits, ledger.next_undo(), ledger.next_redo())
}

proptest! {
    #[test]
    fn the_ledger_agrees_with_the_model(ops in proptest::collection::vec(any_op(), 1..40)) {
        let (mut entries, mut ledger, mut model) = (Vec::new(), Ledger::default(), Model::default());
        for op in ops {
            let lines = lines_of(op, &ledger, &mut model, entries.len() as u64);
            both(&mut entries, &mut ledger, lines);
            let counting: BTreeSet<u64> = (1..=entries.len() as u64).filter(|seq| ledger.counts(*seq)).collect();
            prop_assert_eq!(&counting, &model.now);
            prop_assert_eq!(ledger.next_undo().is_some(), !model.past.is_empty());
            prop_assert_eq!(ledger.next_redo().is_some(), !model.future.is_empty());
            prop_assert_eq!(told(&Ledger::replay(&entries)), told(&ledger));
            // What counts is what the decisions that count say, in their order, and nothing else.
            let only: Vec<Entry> = entries.iter().filter(|entry| counting.contains(&entry.seq)).cloned().collect();
            prop_assert_eq!(told(&Ledger::replay(&only)).0, told(&ledger).0);
        }
    }
}

proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(16))]

    #[test]
    fn every_decision_and_undo_survives_a_reopen_at_any_time(ops in proptest::collection::vec((any_op(), any::<bool>()), 1..12)) {
        let root = folder();
        let (mut store, _) = open(root.path());
        let (mut ledger, mut model) = (Ledger::default(), Model::default());
        for (op, reopen) in ops {
            let lines = lines_of(op, &ledger, &mut model, store.entries().len() as u64);
            for entry in store.append_all(TIME, lines).expect("are added") {
                ledger.apply(entry);
            }
            if reopen {
                let before = store.entries().to_vec();
                drop(store);
                store = open(root.path()).0;
                prop_assert_eq!(store.entries(), before);
                let again = Ledger::replay(store.entries());
                prop_assert_eq!(told(&again), told(&ledger));
                ledger = again;
            }
        }
    }
}
