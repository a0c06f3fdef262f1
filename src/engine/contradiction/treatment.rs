//! The record says that nothing was done, and bills treatment.

use super::Pair;
use super::scene::Scene;
use crate::rules::{Claim, RuleSet};
use crate::text::Span;
use crate::visit::Visit;

/// Families of codes that are work of the hands.
const HANDS_ON: [&str; 3] = ["97140", "97124", "9894"];

/// `No treatment was given today` beside a charge for treatment.
pub(super) fn pairs(scene: &Scene, visit: &Visit, rules: &RuleSet) -> Vec<Pair> {
    let treats = |code: &str| {
        let family = rules.codes.get(code).map_or("", |c| c.family.as_str());
        !matches!(family, "evaluation" | "em" | "test" | "supply")
    };
    let charged = |only_hands: bool| {
        visit
            .charges
            .iter()
            .find(|c| {
                treats(&c.code)
                    && (!only_hands || HANDS_ON.iter().any(|start| c.code.starts_with(start)))
            })
            .map(|c| c.span)
    };
    let mut out: Vec<Pair> = Vec::new();
    for said in &scene.said {
        let only_hands = match said.claim {
            Claim::NoTreatment => false,
            Claim::NoHands => true,
            _ => continue,
        };
        let Some(clause) = scene.clause_of(said.first) else {
            continue;
        };
        let before = scene.within(clause.tokens.start..said.first);
        // Only words close behind narrow it: `no treatment to the neck`, `no treatment since 4/2`.
        let after = scene.within(said.end..(said.end + 5).min(clause.tokens.end));
        let elsewhere = before
            .iter()
            .chain(after)
            .any(|s| s.claim == Claim::Elsewhere);
        let placed = after.iter().any(|s| matches!(s.claim, Claim::Part(_)));
        if elsewhere || placed || clause.unticked || scene.is_frame(clause) {
            continue;
        }
        let denial = scene.span(said.first..said.end);
        if let Some(charge) = charged(only_hands).filter(|span| !span.overlaps(denial)) {
            out.push([denial, described(scene, charge)]);
        }
    }
    out.truncate(1);
    out
}

/// The clause that names the charge, cut to a few words.
fn described(scene: &Scene, charge: Span) -> Span {
    let token = scene.doc.token_at(charge.start);
    scene.clause_of(token).map_or(charge, |clause| {
        let end = (token + 10).min(clause.tokens.end).max(token + 1);
        scene.span(token..end)
    })
}
