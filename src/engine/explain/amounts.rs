//! Amounts of time in a visit, each with what it was taken to measure.

use crate::parse::Reading;
use crate::parse::times::{Fact, Grade, Target};
use crate::text::Span;
use crate::visit::Visit;

/// One amount of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// The words.
    pub span: Span,
    /// How many minutes of what, and by what that is known.
    pub measures: String,
    /// True when the minutes of a charge rest on it.
    pub counts: bool,
}

/// All amounts of time, in the order of the text.
pub fn amounts(visit: &Visit, reading: &Reading) -> Vec<Amount> {
    let evidence: Vec<Span> = visit
        .charges
        .iter()
        .filter_map(|charge| charge.elements.as_ref())
        .flat_map(|elements| elements.time.spans.iter().copied())
        .collect();
    let facts = reading.ledger.facts.iter();
    facts
        .filter_map(|fact| {
            let span = reading.doc.span_of(fact.found.tokens.clone());
            Some(Amount {
                span,
                measures: measures(fact, fact.minutes()?, reading),
                counts: evidence.iter().any(|known| known.overlaps(span)),
            })
        })
        .collect()
}

fn measures(fact: &Fact, minutes: u32, reading: &Reading) -> String {
    let of = match fact.target {
        Target::Service(mention) => reading.ledger.mentions[mention].codes.join(" or "),
        Target::Timed => "the timed codes together".to_owned(),
        Target::Visit => "the whole visit".to_owned(),
        Target::Sum => "a sum, of the timed codes or of the visit".to_owned(),
        Target::Only => "the only timed code".to_owned(),
        Target::Nothing => {
            return "no time of a service: a dose, a hold, a tolerance, a plan or the like"
                .to_owned();
        }
    };
    let by = match fact.grade {
        Grade::Firm => "by its place beside the name",
        Grade::Said => "by what its sentence says",
        Grade::Weak => "by standing in one sentence with it",
        Grade::Hint => "for want of anything firmer",
    };
    let corrects = if fact.corrects {
        ", as a correction"
    } else {
        ""
    };
    format!("{minutes} min of {of}, {by}{corrects}")
}
