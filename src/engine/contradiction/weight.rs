//! No weight on the leg, and full weight on it, in one visit.

use super::Pair;
use super::scene::{Said, Scene};
use crate::rules::Claim;

/// Two states of weight bearing, neither of them past, planned or changing.
pub(super) fn pairs(scene: &Scene) -> Vec<Pair> {
    let plain = |s: &&Said| {
        let Some(clause) = scene.clause_of(s.first) else {
            return false;
        };
        let changing = scene
            .within(clause.tokens.clone())
            .iter()
            .any(|other| matches!(other.claim, Claim::Change | Claim::History));
        !changing && !clause.unticked && !scene.is_frame(clause)
    };
    let find = |claim: Claim| scene.said.iter().find(|s| s.claim == claim && plain(s));
    let pair = find(Claim::WeightNone).zip(find(Claim::WeightFull));
    // `from NWB to WBAT` is one clause.
    let clause = |s: &Said| scene.clause_of(s.first).map(|c| c.tokens.start);
    let pair = pair.filter(|(none, full)| clause(none) != clause(full));
    pair.map(|(none, full)| {
        [
            scene.span(none.first..none.end),
            scene.span(full.first..full.end),
        ]
    })
    .into_iter()
    .collect()
}
