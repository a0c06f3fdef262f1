//! Units of each charge: what the charge line says, else the body, else one.

use super::Ledger;
use super::mention::Named;
use crate::parse::quantity::{Words, bare};
use crate::parse::times::{Fact, Grade, Target};
use crate::visit::Charge;

/// How much a place that gives units is worth.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Worth {
    Alone,
    Body,
    Row,
    ChargeLine,
}

/// Sets the units of all charges.
pub(super) fn fill(ledger: &Ledger, words: &Words<'_>, charges: &mut [Charge]) {
    let mut best: Vec<Option<(Worth, u32)>> = vec![None; charges.len()];
    for fact in &ledger.facts {
        let Some(units) = fact.units() else {
            continue;
        };
        match fact.target {
            Target::Service(mention) => {
                let codes = &ledger.mentions[mention].codes;
                for (i, charge) in charges.iter().enumerate() {
                    if codes.contains(&charge.code) {
                        offer(
                            &mut best[i],
                            worth(ledger, fact, mention),
                            units,
                            later(words, fact),
                        );
                    }
                }
            }
            Target::Only => {
                let timed: Vec<usize> = (0..charges.len()).filter(|i| charges[*i].timed).collect();
                if fact.each {
                    timed
                        .iter()
                        .for_each(|i| offer(&mut best[*i], Worth::Alone, units, false));
                } else if timed.len() == 1 {
                    offer(&mut best[timed[0]], Worth::Body, units, false);
                }
            }
            _ => {}
        }
    }
    for (i, mention) in ledger
        .mentions
        .iter()
        .enumerate()
        .filter(|(i, m)| ledger.counts[*i] && m.named == Named::Code)
    {
        if let Some(units) = bare_units(ledger, words, i) {
            for (nth, charge) in charges.iter().enumerate() {
                if charge.code == mention.codes[0] {
                    offer(&mut best[nth], Worth::Row, units, false);
                }
            }
        }
    }
    for (charge, best) in charges.iter_mut().zip(best) {
        charge.units = best.map_or(1, |(_, units)| units);
    }
}

fn offer(best: &mut Option<(Worth, u32)>, worth: Worth, units: u32, later: bool) {
    if best.is_none_or(|(old, _)| worth > old || later && worth == old) {
        *best = Some((worth, units));
    }
}

fn worth(ledger: &Ledger, fact: &Fact, mention: usize) -> Worth {
    let code = ledger.mentions[mention].named == Named::Code;
    match fact.grade {
        Grade::Firm if fact.billing && code => Worth::ChargeLine,
        Grade::Firm => Worth::Row,
        _ => Worth::Body,
    }
}

/// `2u?? -> 1u`: the second count puts the first right.
fn later(words: &Words<'_>, fact: &Fact) -> bool {
    let before = fact.found.tokens.start;
    fact.corrects || before > 0 && (words.sign(before - 1, '→') || words.sign(before - 1, '>'))
}

/// A bare number or number word right behind a code, where nothing else can be meant.
fn bare_units(ledger: &Ledger, words: &Words<'_>, mention: usize) -> Option<u32> {
    let coded = &ledger.mentions[mention];
    // A name of the same service may stand between the code and its count.
    let name = ledger.mentions.get(mention + 1).filter(|next| {
        next.named == Named::Name
            && next.codes == coded.codes
            && next.tokens.start < coded.tokens.end + 3
            && !words.breaks(next.tokens.start)
    });
    let at = name.map_or(coded.tokens.end, |name| name.tokens.end);
    let (units, end) = bare(words, at)?;
    let taken = ledger
        .facts
        .iter()
        .any(|f| f.found.tokens.start < end && f.found.tokens.end > at);
    let code_next = ledger
        .mentions
        .iter()
        .any(|m| m.tokens.start == end && m.named == Named::Code);
    let closes = end >= words.n_tokens()
        || words.breaks(end)
        || code_next
        || words.sign(at, '(')
        || [",", ".", ";", "|", "/", "+", ")"].contains(&words.mark(end))
        || words.says(end, "and")
        || words.sign(end, '$')
        || words.letters(end).contains('.') && words.letters(end).len() > 3;
    let decimal = words.sign(end, '.')
        && words.glued(end + 1)
        && end + 1 < words.n_tokens()
        && !words.breaks(end + 1);
    (!taken && closes && !decimal && (1..=8).contains(&units)).then_some(units)
}
