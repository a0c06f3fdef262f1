//! Charges of a visit: which codes it bills, with units and modifiers.
//!
//! A code counts when the text says that it was performed or billed at this visit; what is planned,
//! denied, unticked or printed in a list of codes does not. One charge for each code; what a charge
//! line says of units wins over the body. [`Ledger`] keeps what was read,
//! for the time of each charge.

mod billed;
mod mention;
mod unit;

pub(crate) use billed::{answered_no, boxed, clause_of};
pub use mention::{Mention, Named};

use crate::parse::Doc;
use crate::parse::quantity::{Words, amounts};
use crate::parse::times::{self, Fact, Grade, Target};
use crate::rules::RuleSet;
use crate::visit::{Charge, ChargeSource};

/// What a visit's text says of charges and of time.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    /// Where services are named.
    pub mentions: Vec<Mention>,
    /// For each mention, whether it says that the service was done or billed at this visit.
    pub counts: Vec<bool>,
    /// Amounts with what they measure.
    pub facts: Vec<Fact>,
}

/// Reads the charges of a visit, minutes still unknown, with all that was read on the way.
pub fn charges(text: &str, doc: &Doc, rules: &RuleSet) -> (Vec<Charge>, Ledger) {
    let words = Words::new(text, doc, rules);
    let mentions = mention::mentions(&words, doc, rules);
    let found = amounts(&words);
    let mut counts: Vec<bool> = (0..mentions.len())
        .map(|i| {
            mentions[i].named == Named::Code && billed::counts(&words, doc, &mentions, i, &found)
        })
        .collect();
    let by_code = counts.contains(&true);
    let billed: Vec<bool> = mentions
        .iter()
        .map(|m| {
            let coded = mentions.iter().zip(&counts).filter(|(_, c)| **c);
            coded
                .into_iter()
                .any(|(c, _)| m.codes.contains(&c.codes[0]))
        })
        .collect();
    for (i, mention) in mentions.iter().enumerate() {
        if mention.named != Named::Code {
            counts[i] = (billed[i] || mention.named == Named::Name)
                && billed::counts(&words, doc, &mentions, i, &found);
        }
    }
    // A name right behind its code is ticked, denied or planned as the code is.
    for i in 1..mentions.len() {
        let (code, name) = (&mentions[i - 1], &mentions[i]);
        let beside = name.tokens.start < code.tokens.end + 3 && !words.breaks(name.tokens.start);
        if code.named == Named::Code && name.named == Named::Name && beside {
            counts[i] &= counts[i - 1] || !name.codes.contains(&code.codes[0]);
        }
    }
    let facts = times::facts(&words, doc, &mentions, &counts, rules, found);
    let ledger = Ledger {
        mentions,
        counts,
        facts,
    };
    let mut charges = ledger.charges(&words, doc, rules, by_code);
    unit::fill(&ledger, &words, &mut charges);
    if is_pick_list(&charges, rules) || (!by_code && is_stray(&ledger, &words, doc, rules)) {
        charges.clear();
    }
    (charges, ledger)
}

/// Three evaluations, or three levels of manipulation, are never done on one day: such a list is a
/// form's choice of codes, not a bill.
fn is_pick_list(charges: &[Charge], rules: &RuleSet) -> bool {
    ["evaluation", "cmt"].iter().any(|family| {
        let of_family = |c: &&Charge| {
            rules
                .codes
                .get(&c.code)
                .is_some_and(|code| code.family == *family)
        };
        charges.iter().filter(of_family).count() >= 3
    })
}

/// Two letters before a number (`TA 60`, a stapler) name a service only in a note that names another
/// one too, or speaks of contact.
fn is_stray(ledger: &Ledger, words: &Words<'_>, doc: &Doc, rules: &RuleSet) -> bool {
    let short = |m: &Mention| m.tokens.len() == 1 && words.letters(m.tokens.start).len() <= 3;
    let one = ledger
        .mentions
        .windows(2)
        .all(|pair| pair[0].codes == pair[1].codes);
    let told = ["one_on_one", "direct_contact"].iter().any(|class| {
        rules
            .lexicon
            .class(class)
            .is_some_and(|class| doc.cues.iter().any(|cue| cue.class == class))
    });
    ledger.mentions.iter().all(short) && one && !told
}

impl Ledger {
    fn charges(&self, words: &Words<'_>, doc: &Doc, rules: &RuleSet, by_code: bool) -> Vec<Charge> {
        let mut charges: Vec<Charge> = Vec::new();
        for (i, mention) in self.mentions.iter().enumerate() {
            let named = mention.named == Named::Name && self.stands_for_code(i, by_code, rules);
            let stands = mention.named == Named::Code && self.counts[i] || named;
            if !stands || mention.codes.len() != 1 {
                continue;
            }
            match charges.iter_mut().find(|c| c.code == mention.codes[0]) {
                Some(charge) => add_modifiers(charge, mention),
                None => charges.push(charge(mention, doc, rules)),
            }
        }
        if by_code {
            for mention in self.slips(words, rules) {
                if charges.iter().all(|c| c.code != mention.codes[0]) {
                    charges.push(charge(mention, doc, rules));
                }
            }
        }
        charges
    }

    /// A service that is named, never coded, is charged when the note bills by names: it has units
    /// or minutes of its own; where other services are coded, it must have both.
    fn stands_for_code(&self, mention: usize, by_code: bool, rules: &RuleSet) -> bool {
        let codes = &self.mentions[mention].codes;
        let timed = rules.codes.get(&codes[0]).is_some_and(|c| c.timed);
        let firm = |fact: &&Fact| {
            matches!(fact.target, Target::Service(of) if &self.mentions[of].codes == codes)
                && fact.grade == Grade::Firm
        };
        let units = self.facts.iter().filter(firm).any(|f| f.units().is_some());
        let minutes = timed
            && self
                .facts
                .iter()
                .filter(firm)
                .any(|f| f.minutes().is_some());
        self.counts[mention]
            && if by_code {
                units && minutes
            } else {
                units || minutes
            }
    }

    /// Services named beside a number that is no code (`97350 therapeutic activities`): they are
    /// charged under their own code, which the name gives.
    fn slips<'a>(
        &'a self,
        words: &'a Words<'_>,
        rules: &'a RuleSet,
    ) -> impl Iterator<Item = &'a Mention> {
        let named = |m: &&Mention| m.named == Named::Name && m.codes.len() == 1;
        self.mentions.iter().filter(named).filter(move |mention| {
            let (start, end) = (mention.tokens.start, mention.tokens.end);
            let near = [end, end + 1, start.wrapping_sub(1), start.wrapping_sub(2)];
            near.iter().any(|i| {
                let letters = words.letters(*i);
                rules.codes.get(letters).is_none() && is_slip(letters, &mention.codes[0])
            })
        })
    }
}

fn charge(mention: &Mention, doc: &Doc, rules: &RuleSet) -> Charge {
    Charge {
        code: mention.codes[0].clone(),
        units: 1,
        modifiers: mention.modifiers.clone(),
        source: ChargeSource::Note,
        timed: rules.codes.get(&mention.codes[0]).is_some_and(|c| c.timed),
        span: doc.span_of(mention.tokens.clone()),
        ..Charge::default()
    }
}

fn add_modifiers(charge: &mut Charge, mention: &Mention) {
    for modifier in &mention.modifiers {
        if !charge.modifiers.contains(modifier) {
            charge.modifiers.push(modifier.clone());
        }
    }
}

/// True when the two differ by one figure or by two that changed places.
fn is_slip(number: &str, code: &str) -> bool {
    let (a, b) = (number.as_bytes(), code.as_bytes());
    if a.len() != b.len() || !number.bytes().all(|d| d.is_ascii_digit()) {
        return false;
    }
    let apart: Vec<usize> = (0..a.len()).filter(|i| a[*i] != b[*i]).collect();
    match apart[..] {
        [_] => true,
        [i, j] => a[i] == b[j] && a[j] == b[i],
        _ => false,
    }
}
