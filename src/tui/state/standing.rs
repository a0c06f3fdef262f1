//! How earlier decisions stand on the visit as it is now: carried, stale or gone.

use super::{RowId, State};
use crate::decision::{Standing, Target};
use crate::finding::Checked;
use crate::store::{self, Ledger, VisitDecisions, finding_of};

impl State {
    /// How the decision with that journal number stands on a visit. The text of the open visit is
    /// used when it is here; without it the answer is the cautious one.
    pub(crate) fn standing(&self, id: RowId, checked: &Checked, seq: u64) -> Standing {
        let Some(decision) = self.journal.ledger.decision(seq) else {
            return Standing::Gone;
        };
        let text = self.visit.text().filter(|_| self.visit.id == id);
        store::standing(decision, Some(checked), text.map(|note| note.text.as_str()))
    }

    /// True when the decision must be looked at again.
    pub(crate) fn is_stale(&self, id: RowId, checked: &Checked, seq: u64) -> bool {
        self.standing(id, checked, seq) != Standing::Carried
    }
}

/// True when the decision with that number was made on other words of the visit, as far as that
/// can be told without the note's text.
pub(crate) fn stale_in(ledger: &Ledger, checked: &Checked, seq: u64) -> bool {
    let standing = |decision| store::standing(decision, Some(checked), None);
    ledger.decision(seq).map(standing) != Some(Standing::Carried)
}

/// Findings that were decided on and are no longer there.
pub(crate) fn gone<'a>(checked: &Checked, decisions: &'a VisitDecisions) -> Vec<&'a Target> {
    let is_gone = |target: &&Target| finding_of(checked, target).is_none();
    decisions.findings.keys().filter(is_gone).collect()
}
