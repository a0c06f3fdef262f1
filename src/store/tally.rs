//! What counts for one visit: verdicts, dispositions, comments, marks.

use std::collections::BTreeMap;

use crate::decision::{Action, Decision, Target};
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

    /// Journal numbers of the verdicts, dispositions and the reviewed mark that hold: those that
    /// rest on the visit's words. Comments and the wish for a second look do not.
    pub fn seqs(&self) -> impl Iterator<Item = u64> {
        let verdicts = self.verdicts.values().map(|ruling| ruling.seq);
        let findings = self.findings.values().map(|disposed| disposed.seq);
        verdicts.chain(findings).chain(self.reviewed_seq)
    }

    /// Lets a decision count, which comes after all that count so far.
    pub(super) fn fold(&mut self, seq: u64, decision: &Decision) {
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
