//! Findings about charges: elements, intent, units, untimed services.

use super::judge::supported_units;
use super::raise::Raise;
use super::units::units_of;
use crate::finding::Finding;
use crate::rules::{Profile, Rule, RuleKind};
use crate::text::Span;
use crate::visit::{Charge, ChargeVerdict, ElementKind, Visit};

/// All findings about the charges of a visit.
pub fn findings(visit: &Visit, raise: &Raise<'_>, profile: &Profile) -> Vec<Finding> {
    let mut out = Vec::new();
    for (at, charge) in visit.charges.iter().enumerate() {
        for rule in raise.rules.rules.values() {
            let found = match rule.kind {
                RuleKind::Element => element(charge, rule),
                RuleKind::Intent => intent(charge, rule),
                RuleKind::Units => units(charge, rule, profile),
                RuleKind::Coding => coding(charge, rule),
                _ => None,
            };
            let Some(spans) = found else { continue };
            let slots = slots(charge, rule, raise, profile);
            let slots: Vec<(&str, &str)> = slots
                .iter()
                .map(|(name, value)| (*name, value.as_str()))
                .collect();
            if let Some(mut finding) = raise.finding(&rule.id, &spans, &slots) {
                finding.charge = Some(at);
                finding.details = details(visit, charge, rule, profile);
                out.push(finding);
            }
        }
    }
    out
}

/// The spans to point at when the element has the status that the rule is about.
fn element(charge: &Charge, rule: &Rule) -> Option<Vec<Span>> {
    let elements = charge.elements.as_ref()?;
    let kind = ElementKind::ALL.into_iter().find(|kind| {
        rule.when
            .get("element")
            .is_some_and(|word| word == kind.word())
    })?;
    let element = elements.get(kind);
    if rule
        .when
        .get("status")
        .is_none_or(|word| word != element.status.word())
    {
        return None;
    }
    Some(if element.spans.is_empty() {
        vec![charge.span]
    } else {
        element.spans.clone()
    })
}

fn intent(charge: &Charge, rule: &Rule) -> Option<Vec<Span>> {
    let intent = charge.intent?;
    if rule
        .when
        .get("intent")
        .is_none_or(|word| word != intent.word())
    {
        return None;
    }
    let told = charge
        .elements
        .as_ref()
        .map(|e| e.activity.spans.clone())
        .unwrap_or_default();
    Some(if told.is_empty() {
        vec![charge.span]
    } else {
        told
    })
}

fn units(charge: &Charge, rule: &Rule, profile: &Profile) -> Option<Vec<Span>> {
    if !charge.timed {
        return None;
    }
    let by_profile = supported_units(charge, profile).filter(|units| charge.units > *units);
    let over = match rule.when.get("method").map(String::as_str) {
        Some("profile") => by_profile,
        Some("midpoint") if by_profile.is_none() => {
            charge.units_midpoint.filter(|units| charge.units > *units)
        }
        _ => None,
    };
    over.map(|_| {
        let mut spans = vec![charge.span];
        spans.extend(
            charge
                .elements
                .iter()
                .flat_map(|e| e.time.spans.iter().copied()),
        );
        spans.dedup();
        spans
    })
}

fn coding(charge: &Charge, rule: &Rule) -> Option<Vec<Span>> {
    let wanted = match rule.when.get("status").map(String::as_str) {
        Some("unsupported") => ChargeVerdict::Unsupported,
        Some("partial") => ChargeVerdict::Partial,
        _ => return None,
    };
    (!charge.timed && charge.verdict == wanted).then(|| vec![charge.span])
}

fn slots(
    charge: &Charge,
    rule: &Rule,
    raise: &Raise<'_>,
    profile: &Profile,
) -> Vec<(&'static str, String)> {
    let midpoint = rule
        .when
        .get("method")
        .is_some_and(|method| method == "midpoint");
    let supported = if midpoint {
        charge.units_midpoint
    } else {
        supported_units(charge, profile)
    };
    let number = |n: Option<u32>| n.map_or_else(|| "unknown".to_owned(), |n| n.to_string());
    vec![
        ("code", charge.code.clone()),
        (
            "name",
            raise
                .rules
                .codes
                .get(&charge.code)
                .map_or_else(String::new, |code| code.name.clone()),
        ),
        ("minutes", number(charge.minutes)),
        ("billed", charge.units.to_string()),
        ("supported", number(supported)),
        ("profile", profile.name.clone()),
    ]
}

/// The unit worksheet under a finding about units or time.
fn details(visit: &Visit, charge: &Charge, rule: &Rule, profile: &Profile) -> Vec<String> {
    if rule.kind != RuleKind::Units {
        return Vec::new();
    }
    let mut out = worksheet(visit);
    out.push(format!(
        "{}: {} billed, {} supported under profile {}",
        charge.code,
        charge.units,
        supported_units(charge, profile).map_or_else(|| "unknown".to_owned(), |n| n.to_string()),
        profile.name
    ));
    out
}

/// Minutes, remainders and units of all timed charges, by both methods.
pub fn worksheet(visit: &Visit) -> Vec<String> {
    let timed: Vec<&Charge> = visit.charges.iter().filter(|c| c.timed).collect();
    let mut out: Vec<String> = timed
        .iter()
        .map(|charge| match charge.minutes {
            Some(minutes) => format!(
                "{}: {minutes} min = {} x 15 + {}; billed {}, CMS {}, midpoint {}",
                charge.code,
                minutes / 15,
                minutes % 15,
                charge.units,
                charge.units_cms.unwrap_or(0),
                charge.units_midpoint.unwrap_or(0)
            ),
            None => format!(
                "{}: minutes cannot be verified; billed {}",
                charge.code, charge.units
            ),
        })
        .collect();
    let known: Option<u32> = timed.iter().map(|c| c.minutes).sum();
    if let Some(total) = known.filter(|_| timed.len() > 1) {
        out.push(format!(
            "together {total} min = {} units under CMS",
            units_of(total)
        ));
    }
    out
}
