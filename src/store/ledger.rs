//! What the decisions of a journal add up to: for each visit the verdicts, dispositions, comments
//! and marks that count now, and what undo and redo would do.
//!
//! Pure. Built by replaying the journal, kept up by [`Ledger::apply`]; replay and keeping up give
//! the same. Of two decisions on the same thing, the later line of those that count holds.

use std::collections::BTreeMap;

use super::attach::Attach;
use super::entry::Entry;
use super::step::{Steps, Switch, reversed};
use crate::decision::{Action, Decision, Target, VisitKey};
use crate::finding::Checked;
use crate::visit::ChargeVerdict;

/// The auditor's verdict on a charge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruling {
    /// Journal number of the decision.
    pub seq: u64,
    /// The verdict.
    pub verdict: ChargeVerdict,
}

/// The auditor's word on a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disposed {
    /// Journal number of the decision.
    pub seq: u64,
    /// The word.
    pub how: Disposition,
}

/// Whether a finding stands.
#[derive(Clone, PartialEq, Eq)]
pub enum Disposition {
    /// It stands.
    Accepted,
    /// It does not.
    Dismissed {
        /// Why, in the auditor's words.
        reason: String,
    },
}

impl std::fmt::Debug for Disposition {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(match self {
            Self::Accepted => "Accepted",
            Self::Dismissed { .. } => "Dismissed",
        })
    }
}

/// A comment that counts.
#[derive(Clone, PartialEq, Eq)]
pub struct Remark {
    /// Journal number of the decision.
    pub seq: u64,
    /// What it is about.
    pub target: Target,
    /// The auditor's words.
    pub text: String,
}

impl std::fmt::Debug for Remark {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Remark({}, {} bytes)", self.seq, self.text.len())
    }
}

/// All that counts for one visit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VisitDecisions {
    /// Verdicts by charge.
    pub verdicts: BTreeMap<Target, Ruling>,
    /// Dispositions by finding.
    pub findings: BTreeMap<Target, Disposed>,
    /// Comments in the order they were made.
    pub comments: Vec<Remark>,
    /// The visit is done.
    pub reviewed: bool,
    /// A second look is wanted.
    pub flagged: bool,
    /// Journal number of the decision that set `reviewed`, when one did.
    pub reviewed_seq: Option<u64>,
}

impl VisitDecisions {
    /// True when nothing counts for the visit.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn fold(&mut self, seq: u64, decision: &Decision) {
        let target = || decision.target.clone();
        match &decision.action {
            Action::Verdict {
                verdict: Some(verdict),
            } => {
                self.verdicts.insert(
                    target(),
                    Ruling {
                        seq,
                        verdict: *verdict,
                    },
                );
            }
            Action::Verdict { verdict: None } => {
                self.verdicts.remove(&decision.target);
            }
            Action::Accept => {
                self.findings.insert(
                    target(),
                    Disposed {
                        seq,
                        how: Disposition::Accepted,
                    },
                );
            }
            Action::Dismiss { reason } => {
                let how = Disposition::Dismissed {
                    reason: reason.clone(),
                };
                self.findings.insert(target(), Disposed { seq, how });
            }
            Action::Comment { text } => self.comments.push(Remark {
                seq,
                target: target(),
                text: text.clone(),
            }),
            Action::Reviewed { done } => {
                self.reviewed = *done;
                self.reviewed_seq = done.then_some(seq);
            }
            Action::Flag { on } => self.flagged = *on,
            Action::Undo { .. } | Action::Redo { .. } => {}
        }
    }
}

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
