//! What the decisions of a journal add up to: for each visit the verdicts, dispositions, comments
//! and marks that count now, and what undo and redo would do.
//!
//! Pure. Built by replaying the journal, kept up by [`Ledger::apply`]; replay and keeping up give
//! the same. Of two decisions on the same thing, the later line of those that count holds.

use std::collections::BTreeMap;

use super::attach::Attach;
use super::entry::Entry;
use super::step::{Steps, Switch, reversed};
use super::tally::VisitDecisions;
use crate::decision::{Action, Decision, VisitKey};
use crate::finding::Checked;

/// A decision of the journal that is not an undo or redo line.
struct Kept {
    decision: Decision,
    /// It counts.
    on: bool,
    /// The visit it belongs to now.
    home: VisitKey,
}

/// What the decisions of a journal add up to.
#[derive(Default)]
pub struct Ledger {
    kept: BTreeMap<u64, Kept>,
    /// Numbers of the decisions of a visit, on or off, ascending.
    by_visit: BTreeMap<VisitKey, Vec<u64>>,
    visits: BTreeMap<VisitKey, VisitDecisions>,
    steps: Steps,
    attach: Attach,
}

impl Ledger {
    /// Replays a journal.
    pub fn replay(entries: &[Entry]) -> Self {
        let mut ledger = Self::default();
        for entry in entries {
            ledger.apply(entry);
        }
        ledger
    }

    /// Takes in the next line of the journal.
    pub fn apply(&mut self, entry: &Entry) {
        let group = entry.decision.group;
        match &entry.decision.action {
            Action::Undo { of } => self.switch(
                group,
                Switch {
                    seq: *of,
                    on: false,
                },
            ),
            Action::Redo { of } => self.switch(group, Switch { seq: *of, on: true }),
            _ if self.kept.contains_key(&entry.seq) => {}
            _ => {
                let home = self.attach.home(&entry.decision.anchor);
                self.visits
                    .entry(home.clone())
                    .or_default()
                    .fold(entry.seq, &entry.decision);
                self.by_visit
                    .entry(home.clone())
                    .or_default()
                    .push(entry.seq);
                self.kept.insert(
                    entry.seq,
                    Kept {
                        decision: entry.decision.clone(),
                        on: true,
                        home,
                    },
                );
                self.steps.add(
                    group,
                    Switch {
                        seq: entry.seq,
                        on: true,
                    },
                    true,
                );
            }
        }
    }

    /// Attaches the decisions to the visits of a finished scan: those on a visit whose file was
    /// renamed, or whose number within its file changed, follow the visit's text. Decisions that
    /// are applied later are attached the same way.
    pub fn attach<'a>(&mut self, scanned: impl IntoIterator<Item = &'a Checked>) {
        self.attach = Attach::new(
            scanned,
            self.kept.values().map(|kept| &kept.decision.anchor),
        );
        self.by_visit.clear();
        for (seq, kept) in &mut self.kept {
            kept.home = self.attach.home(&kept.decision.anchor);
            self.by_visit
                .entry(kept.home.clone())
                .or_default()
                .push(*seq);
        }
        self.visits.clear();
        for key in self.by_visit.keys().cloned().collect::<Vec<_>>() {
            self.refold(&key);
        }
    }

    /// What counts for a visit.
    pub fn visit(&self, key: &VisitKey) -> Option<&VisitDecisions> {
        self.visits
            .get(key)
            .filter(|decisions| !decisions.is_empty())
    }

    /// All visits for which something counts, in the order of their keys.
    pub fn visits(&self) -> impl Iterator<Item = (&VisitKey, &VisitDecisions)> {
        self.visits
            .iter()
            .filter(|(_, decisions)| !decisions.is_empty())
    }

    /// The decision with that journal number (undo and redo lines are none), for its anchor.
    pub fn decision(&self, seq: u64) -> Option<&Decision> {
        self.kept.get(&seq).map(|kept| &kept.decision)
    }

    /// The visit that a line of the journal bears on, where it stands now: for an undo or redo line
    /// the visit of the decision it switches.
    pub fn place(&self, entry: &Entry) -> Option<&VisitKey> {
        let seq = match entry.decision.action {
            Action::Undo { of } | Action::Redo { of } => of,
            _ => entry.seq,
        };
        self.kept.get(&seq).map(|kept| &kept.home)
    }

    /// True when a verdict, a disposition or the reviewed mark of the visit was made on other words
    /// than it has now. Deciding again makes it right.
    pub fn is_stale(&self, checked: &Checked) -> bool {
        let decisions = self.visit(&super::key(checked));
        let mut seqs = decisions.into_iter().flat_map(VisitDecisions::seqs);
        seqs.any(|seq| {
            self.decision(seq)
                .is_some_and(|decision| decision.anchor.text_hash != checked.text_hash)
        })
    }

    /// True when the decision with that journal number counts (was not taken back).
    pub fn counts(&self, seq: u64) -> bool {
        self.kept.get(&seq).is_some_and(|kept| kept.on)
    }

    /// The decisions that count for a visit, with their journal numbers, ascending.
    pub fn decisions(&self, key: &VisitKey) -> impl Iterator<Item = (u64, &Decision)> {
        let seqs = self.by_visit.get(key).map_or(&[][..], Vec::as_slice);
        seqs.iter().filter_map(|seq| {
            let kept = self.kept.get(seq)?;
            kept.on.then_some((*seq, &kept.decision))
        })
    }

    /// Journal numbers of the decisions that the next undo concerns; `None` when there is none.
    pub fn next_undo(&self) -> Option<Vec<u64>> {
        seqs(self.steps.next_undo())
    }

    /// Journal numbers of the decisions that the next redo concerns; `None` when there is none.
    pub fn next_redo(&self) -> Option<Vec<u64>> {
        seqs(self.steps.next_redo())
    }

    /// The lines to append for the next undo, all in one [`super::Store::append_all`]; empty when
    /// there is nothing to undo.
    pub fn undo(&self) -> Vec<Decision> {
        self.counter_lines(&reversed(self.steps.next_undo()))
    }

    /// The lines to append for the next redo; empty when there is nothing to redo.
    pub fn redo(&self) -> Vec<Decision> {
        self.counter_lines(self.steps.next_redo())
    }

    /// The line to append to take one decision back out of turn (to delete a comment).
    pub fn take_back(&self, seq: u64) -> Option<Decision> {
        self.counter_lines(&[Switch { seq, on: false }])
            .pop()
            .filter(|_| self.counts(seq))
    }

    fn counter_lines(&self, switches: &[Switch]) -> Vec<Decision> {
        let line = |switch: &Switch| {
            let of = switch.seq;
            let kept = &self.kept.get(&of)?.decision;
            let action = if switch.on {
                Action::Redo { of }
            } else {
                Action::Undo { of }
            };
            Some(Decision {
                action,
                group: None,
                anchor: kept.anchor.clone(),
                target: kept.target.clone(),
            })
        };
        switches.iter().filter_map(line).collect()
    }

    /// Switches a decision and counts its visit anew. A line that changes nothing (its decision is
    /// unknown, or already so) is no step.
    fn switch(&mut self, group: Option<u64>, switch: Switch) {
        let Some(kept) = self
            .kept
            .get_mut(&switch.seq)
            .filter(|kept| kept.on != switch.on)
        else {
            return;
        };
        kept.on = switch.on;
        let home = kept.home.clone();
        self.refold(&home);
        self.steps.add(group, switch, false);
    }

    fn refold(&mut self, key: &VisitKey) {
        let mut decisions = VisitDecisions::default();
        for (seq, decision) in self.decisions(key) {
            decisions.fold(seq, decision);
        }
        self.visits.insert(key.clone(), decisions);
    }
}

fn seqs(switches: &[Switch]) -> Option<Vec<u64>> {
    let mut seqs: Vec<u64> = switches.iter().map(|switch| switch.seq).collect();
    seqs.sort_unstable();
    seqs.dedup();
    (!seqs.is_empty()).then_some(seqs)
}
