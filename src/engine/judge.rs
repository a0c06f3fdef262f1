//! Verdict of each charge and of the visit, and the visit's score.
//!
//! The policy of a careful payer's auditor: what defeats a charge makes it unsupported, what weakens
//! it makes it partial; reasons are kept in words.

use crate::finding::{Category, Finding, VisitVerdict};
use crate::rules::{Profile, UnitMethod};
use crate::visit::{Charge, ChargeVerdict, ElementKind, Intent, Status};

/// Highest score of a visit.
const MAX_SCORE: u32 = 100;

/// Sets the verdict of each timed charge, with its reasons.
pub fn judge_charges(charges: &mut [Charge], profile: &Profile) {
    for charge in charges.iter_mut().filter(|c| c.timed) {
        let (defeats, weakens) = faults(charge, profile);
        charge.verdict = if !defeats.is_empty() {
            ChargeVerdict::Unsupported
        } else if !weakens.is_empty() {
            ChargeVerdict::Partial
        } else {
            ChargeVerdict::Supported
        };
        charge.reasons = defeats.into_iter().chain(weakens).collect();
    }
}

/// What defeats a timed charge, and what weakens it.
fn faults(charge: &Charge, profile: &Profile) -> (Vec<String>, Vec<String>) {
    let mut defeats = Vec::new();
    let mut weakens = Vec::new();
    let Some(elements) = &charge.elements else {
        return (defeats, weakens);
    };
    for kind in ElementKind::ALL {
        let status = elements.get(kind).status;
        let reason = format!("{} {}", kind.word(), status.word().replace('_', " "));
        if defeating(kind, status, profile) {
            defeats.push(reason);
        } else if !status.is_enough() {
            weakens.push(reason);
        }
    }
    if charge.intent == Some(Intent::ExerciseOnly) {
        defeats.push("only exercise is described".to_owned());
    }
    if let Some(supported) = supported_units(charge, profile).filter(|units| charge.units > *units)
    {
        defeats.push(format!(
            "{} units billed, {supported} supported by the minutes",
            charge.units
        ));
    }
    (defeats, weakens)
}

fn defeating(kind: ElementKind, status: Status, profile: &Profile) -> bool {
    match kind {
        ElementKind::Time => match status {
            Status::Missing | Status::Conflict => true,
            Status::TotalOnly => false,
            _ => false,
        },
        ElementKind::Contact => status == Status::Contradicted,
        ElementKind::Activity => status != Status::Specific,
        ElementKind::Goal | ElementKind::Condition | ElementKind::Response => {
            let _ = profile;
            false
        }
    }
}

/// Units that the minutes support by the profile's method.
pub fn supported_units(charge: &Charge, profile: &Profile) -> Option<u32> {
    match profile.units {
        UnitMethod::Cms => charge.units_cms,
        UnitMethod::Midpoint => charge.units_midpoint,
    }
}

/// Verdict of a visit, from its charges and findings.
pub fn judge_visit(
    charges: &[Charge],
    findings: &[Finding],
    signed: bool,
    is_clone: bool,
) -> VisitVerdict {
    let flags = |finding: &Finding| match finding.category {
        Category::Contradiction | Category::Clone => true,
        Category::Residue => finding.severity > crate::finding::Severity::Info,
        _ => false,
    };
    let worst = charges
        .iter()
        .map(|c| c.verdict)
        .max()
        .unwrap_or(ChargeVerdict::Supported);
    if worst == ChargeVerdict::Unsupported || is_clone || findings.iter().any(flags) {
        VisitVerdict::Flagged
    } else if worst == ChargeVerdict::Partial || !signed {
        VisitVerdict::Review
    } else {
        VisitVerdict::Clean
    }
}

/// Points of all findings together, at most 100.
pub fn score(findings: &[Finding]) -> u32 {
    findings
        .iter()
        .map(|f| f.points)
        .sum::<u32>()
        .min(MAX_SCORE)
}
