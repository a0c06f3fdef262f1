//! Modifiers that a service needs, or cannot have, on a claim.
//!
//! A note often leaves modifiers to the claim, so that a missing one is a question and no verdict.

use super::{Case, Hit, maintenance};
use crate::parse::{Section, TokenKind};
use crate::rules::Rule;
use crate::visit::ChargeSource;

/// Modifiers by which the biller says himself that the service will not be paid.
const DENIED: [&str; 4] = ["GA", "GX", "GY", "GZ"];

/// Codes of spinal manipulation.
pub(super) const MANIPULATION: [&str; 3] = ["98940", "98941", "98942"];

/// Charges with, or without, the modifier of the rule.
pub(super) fn hits(case: &Case<'_>, rule: &Rule) -> Vec<Hit> {
    let modifier = rule.param("modifier");
    let missing = rule.param("state") == "missing";
    let charges = &case.visit.charges;
    let advice = rule.param("beside") == "chiropractor";
    let beside = match rule.param("beside") {
        "manipulation" => charges
            .iter()
            .any(|c| MANIPULATION.contains(&c.code.as_str())),
        "chiropractor" => is_chiropractor(case) && shows_modifiers(case),
        _ => true,
    };
    if !beside {
        return Vec::new();
    }
    let at_fault = |at: &usize| {
        let charge = &charges[*at];
        rule.lists("service", &charge.code)
            && (if missing {
                !has(case, *at, modifier)
            } else {
                charge.modifiers.iter().any(|m| m == modifier)
            })
            && !(missing && is_denied(case, *at))
            && !(missing && modifier == "AT" && !maintenance::words(case).is_empty())
    };
    let found = (0..charges.len()).filter(at_fault).map(|at| Hit {
        charge: Some(at),
        spans: vec![charges[at].span],
        ..Hit::default()
    });
    // Advice that holds for a whole claim is given once.
    found.take(if advice { 1 } else { charges.len() }).collect()
}

/// True when the charge has the modifier, beside its code or in its own words (`(AT)`, `- AT`).
pub(super) fn has(case: &Case<'_>, at: usize, modifier: &str) -> bool {
    let charge = &case.visit.charges[at];
    let listed = charge.modifiers.iter().any(|m| m == modifier);
    listed
        || case
            .doc
            .clauses
            .iter()
            .zip(&case.heard.owners)
            .filter(|(clause, owner)| owner.holds(at) && clause.section != Section::Signature)
            .flat_map(|(clause, _)| clause.tokens.clone())
            .any(|token| is_modifier(case, token, modifier))
}

fn is_modifier(case: &Case<'_>, token: usize, modifier: &str) -> bool {
    let before = token.checked_sub(1).and_then(|at| case.doc.tokens.get(at));
    case.letters(token) == modifier
        && before.is_some_and(|t| {
            t.kind == TokenKind::Code || matches!(t.span.of(case.text), "(" | "-" | "/" | "," | ":")
        })
}

fn is_denied(case: &Case<'_>, at: usize) -> bool {
    DENIED.iter().any(|modifier| has(case, at, modifier))
}

/// True when the provider signs as a chiropractor.
pub(super) fn is_chiropractor(case: &Case<'_>) -> bool {
    let provider = case.visit.provider.as_deref().unwrap_or_default();
    let plain = provider.replace('.', "");
    plain
        .split(|c: char| !c.is_ascii_alphabetic())
        .any(|word| word == "DC" || word.eq_ignore_ascii_case("chiropractor"))
}

/// True when the record is one that shows modifiers, so that a missing one means something.
fn shows_modifiers(case: &Case<'_>) -> bool {
    let charges = &case.visit.charges;
    charges
        .iter()
        .any(|c| !c.modifiers.is_empty() || c.source != ChargeSource::Note)
}
