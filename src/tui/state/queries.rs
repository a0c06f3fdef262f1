//! Questions that need more than one pane to answer. They only read.

use super::visit::Item;
use super::{RowId, State};
use crate::decision::Target;
use crate::finding::Checked;
use crate::store::{charge_target, finding_target};
use crate::text::Span;

impl State {
    /// The open visit.
    pub(crate) fn open_visit(&self) -> Option<&Checked> {
        self.audit.checked(self.visit.id)
    }

    /// The charge or finding under the cursor of the open visit, as a decision names it.
    pub(crate) fn visit_target(&self) -> Option<Target> {
        let checked = self.open_visit()?;
        if let Some(idx) = self.visit.charge() {
            return Some(charge_target(checked, idx));
        }
        let finding = checked.findings.get(self.visit.finding()?)?;
        Some(finding_target(checked, finding))
    }

    /// True when a decision on the target counts and is not stale, or is on its way.
    pub(crate) fn is_decided(&self, id: RowId, target: &Target) -> bool {
        let Some(row) = self.audit.row(id) else {
            return false;
        };
        let decisions = self.journal.of(&row.key);
        let verdict = decisions.and_then(|of| Some(of.verdicts.get(target)?.seq));
        let seq = verdict.or_else(|| decisions.and_then(|of| Some(of.findings.get(target)?.seq)));
        let holds = |checked| seq.is_some_and(|seq| !self.is_stale(id, checked, seq));
        row.checked().is_some_and(holds) || self.journal.is_saving(id, target)
    }

    /// True when there is a decision on the target, stale or not.
    pub(crate) fn has_decision(&self, id: RowId, target: &Target) -> bool {
        let decisions = self.audit.row(id).and_then(|row| self.journal.of(&row.key));
        decisions
            .is_some_and(|of| of.verdicts.contains_key(target) || of.findings.contains_key(target))
    }

    /// True when the visit is reviewed or just being marked so.
    pub(crate) fn is_done(&self, id: RowId) -> bool {
        self.worklist
            .marks
            .get(id as usize)
            .is_some_and(|mark| mark.done)
            || self.journal.is_finishing(id)
    }

    /// Spans of the words that the item under the cursor rests on.
    pub(crate) fn words_of_item(&self) -> Vec<Span> {
        let (Some(checked), Some(item)) = (self.open_visit(), self.visit.item()) else {
            return Vec::new();
        };
        match item {
            Item::Charge(idx) => checked
                .visit
                .charges
                .get(*idx)
                .map(|charge| vec![charge.span])
                .unwrap_or_default(),
            Item::Element(idx, kind) => {
                let elements = checked
                    .visit
                    .charges
                    .get(*idx)
                    .and_then(|charge| charge.elements.as_ref());
                elements
                    .map(|elements| elements.get(*kind).spans.clone())
                    .unwrap_or_default()
            }
            Item::Finding(idx) => {
                let finding = checked.findings.get(*idx);
                finding
                    .map(|finding| {
                        finding
                            .citations
                            .iter()
                            .map(|citation| citation.span)
                            .collect()
                    })
                    .unwrap_or_default()
            }
            _ => Vec::new(),
        }
    }

    /// Visits that are reviewed, and visits in all.
    pub(crate) fn progress(&self) -> (usize, usize) {
        (self.worklist.n_done, self.audit.n_visits())
    }
}
