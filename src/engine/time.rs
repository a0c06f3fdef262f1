//! Time of each charge: minutes, status, totals, and the pairs of statements that disagree.
//!
//! Works on what `parse::times` bound. Pure decisions: which amount counts, which are the same said
//! twice, which contradict. Surprising rule: an amount that equals the sum over the codes is a total,
//! even when it stands with one of them.

mod decide;
mod said;
mod total;

use self::decide::decide;
use self::said::{Said, settled, statements};
use self::total::{Billed, Totals};
use crate::engine::units::{TimedCode, supported, units_of};
use crate::parse::Doc;
use crate::parse::charges::Ledger;
use crate::parse::times::{Grade, Target};
use crate::rules::RuleSet;
use crate::text::Span;
use crate::visit::{Charge, Visit};

/// Two statements of one amount of time that disagree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Disagreement {
    /// The earlier statement.
    pub first: Span,
    /// The later one.
    pub second: Span,
}

/// Fills minutes, time status and supported units of all charges and the totals of the visit.
pub fn times(visit: &mut Visit, ledger: &Ledger, doc: &Doc, rules: &RuleSet) -> Vec<Disagreement> {
    let timed: Vec<usize> = (0..visit.charges.len())
        .filter(|i| visit.charges[*i].timed)
        .collect();
    let only = sole(&visit.charges, &timed, ledger);
    let n_timed = u32::try_from(timed.len()).unwrap_or(u32::MAX);
    let said: Vec<Vec<Said>> = timed
        .iter()
        .map(|i| statements(&visit.charges[*i], only == Some(*i), n_timed, ledger, doc))
        .collect();
    let firm: Vec<Option<u32>> = said.iter().map(|list| settled(list, Grade::Firm)).collect();
    let sum = firm
        .iter()
        .copied()
        .sum::<Option<u32>>()
        .filter(|_| timed.len() > 1);
    let all_timed = visit.charges.len() == timed.len();
    let billed = Billed {
        sum,
        all_timed,
        single: timed.len() == 1,
    };
    let totals = Totals::read(ledger, doc, &billed);
    let mut out = Vec::new();
    for (list, at) in said.iter().zip(&timed) {
        let decided = decide(list, sum, &totals, timed.len() == 1);
        out.extend(decided.disagreement);
        let charge = &mut visit.charges[*at];
        charge.minutes = decided.minutes;
        charge.elements.get_or_insert_default().time = decided.element;
    }
    fill_totals(visit, &totals, &timed, &mut out);
    fill_units(&mut visit.charges, rules);
    out.sort_unstable();
    out.dedup();
    out
}

/// The charge that minutes without a service belong to: the only timed one, or the only one of which
/// no minutes are said.
fn sole(charges: &[Charge], timed: &[usize], ledger: &Ledger) -> Option<usize> {
    let mut open = timed.iter().copied().filter(|i| {
        timed.len() == 1
            || !ledger.facts.iter().any(|f| match f.target {
                Target::Service(m) => {
                    f.minutes().is_some() && ledger.mentions[m].codes.contains(&charges[*i].code)
                }
                _ => false,
            })
    });
    open.next().filter(|_| open.next().is_none())
}

fn pair(a: Span, b: Span) -> Disagreement {
    Disagreement {
        first: a.min(b),
        second: a.max(b),
    }
}

fn fill_totals(visit: &mut Visit, totals: &Totals, timed: &[usize], out: &mut Vec<Disagreement>) {
    let sum: Option<u32> = timed.iter().map(|i| visit.charges[*i].minutes).sum();
    let sum = sum.filter(|_| !timed.is_empty());
    let stated = totals
        .timed
        .iter()
        .find(|t| Some(t.0) == sum)
        .or(totals.timed.first())
        .filter(|_| !timed.is_empty());
    visit.total_timed_minutes = stated.map(|t| t.0).or(sum);
    visit.total_treatment_minutes = totals.visit.first().map(|t| t.0);
    if let (Some(sum), Some((total, span)), true) = (sum, stated, timed.len() > 1) {
        let evidence = visit.charges[timed[0]]
            .elements
            .as_ref()
            .and_then(|e| e.time.spans.first());
        if let (true, Some(part)) = (sum.abs_diff(*total) > 1, evidence) {
            out.push(pair(*part, *span));
        }
    }
}

fn fill_units(charges: &mut [Charge], rules: &RuleSet) {
    let pooled: Vec<usize> = (0..charges.len())
        .filter(|i| charges[*i].timed && rules.codes.get(&charges[*i].code).is_none_or(|c| c.pool))
        .collect();
    let codes: Vec<TimedCode> = pooled
        .iter()
        .map(|i| TimedCode {
            minutes: charges[*i].minutes,
            billed: charges[*i].units,
        })
        .collect();
    for (at, units) in pooled.iter().zip(supported(&codes)) {
        charges[*at].units_cms = units.cms;
        charges[*at].units_midpoint = units.midpoint;
    }
    for (at, charge) in charges.iter_mut().enumerate() {
        if charge.timed && !pooled.contains(&at) {
            charge.units_cms = charge.minutes.map(units_of);
            charge.units_midpoint = charge.units_cms;
        }
    }
}

#[cfg(test)]
mod tests;
