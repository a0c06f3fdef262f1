//! Services that a payer does not cover from a chiropractor.

use super::{Case, Hit, modifier};
use crate::rules::Rule;

/// All charges outside the covered codes, told once for the visit.
pub(super) fn hits(case: &Case<'_>, rule: &Rule) -> Vec<Hit> {
    if !modifier::is_chiropractor(case) {
        return Vec::new();
    }
    let charges = &case.visit.charges;
    let outside: Vec<usize> = (0..charges.len())
        .filter(|at| !rule.lists("covered", &charges[*at].code))
        .filter(|at| !modifier::has(case, *at, "GY"))
        .collect();
    let Some(first) = outside.first() else {
        return Vec::new();
    };
    let codes: Vec<&str> = outside
        .iter()
        .map(|at| charges[*at].code.as_str())
        .collect();
    vec![Hit {
        charge: Some(*first),
        spans: outside.iter().map(|at| charges[*at].span).collect(),
        slots: vec![("other_code", codes.join(", "))],
        ..Hit::default()
    }]
}
