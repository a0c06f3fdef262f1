//! How an earlier decision stands after the folder was scanned again.

use super::anchor::{
    charge_of, finding_of, finding_passage, finding_target, neighbourhood, places,
};
use crate::decision::{Decision, Standing, Target};
use crate::finding::Checked;

/// How `decision` stands: `checked` is the visit it is attached to now (`None` when there is
/// none), `text` the extracted text of its note file.
///
/// A decision on a visit or a charge is carried while the visit's text is the same (white space
/// aside); one on a finding or a passage, while its words and their neighbours are. Without `text`
/// a changed visit makes every decision on it stale, which is the cautious answer.
pub fn standing(decision: &Decision, checked: Option<&Checked>, text: Option<&str>) -> Standing {
    let Some(checked) = checked else {
        return Standing::Gone;
    };
    let anchor = &decision.anchor;
    let same_text = checked.text_hash == anchor.text_hash;
    let by_text = if same_text {
        Standing::Carried
    } else {
        Standing::Stale
    };
    match &decision.target {
        Target::Visit => by_text,
        Target::Charge { .. } if charge_of(checked, &decision.target).is_none() => Standing::Gone,
        Target::Charge { .. } => by_text,
        Target::Finding { .. } => {
            let Some(idx) = finding_of(checked, &decision.target) else {
                return Standing::Gone;
            };
            if finding_target(checked, &checked.findings[idx]) != decision.target {
                return Standing::Stale;
            }
            let unchanged = |text| {
                !anchor.passage.is_empty() && finding_passage(checked, text, idx) == anchor.passage
            };
            if text.is_some_and(unchanged) {
                Standing::Carried
            } else {
                by_text
            }
        }
        Target::Passage { quote } => {
            let unchanged = |text| {
                let mut places = places(checked, text, quote).into_iter();
                places.any(|span| neighbourhood(checked, text, span) == anchor.passage)
            };
            if text.is_some_and(unchanged) {
                Standing::Carried
            } else {
                by_text
            }
        }
    }
}
