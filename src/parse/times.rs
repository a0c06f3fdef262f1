//! What each amount of time and of units in a visit measures.
//!
//! Binds every amount to a service, to a total, or to nothing, by position first (same row, same
//! head, same block) and by the words around it second. Decides nothing: `engine::time` does.
//! Surprising rule: an amount counts as treatment only when something ties it to a service; what is
//! merely near is a dose, a tolerance or a history.

mod beside;
mod bind;
mod count;
mod list;
mod near;
mod place;
mod said;
mod spoil;
mod table;
mod total;

use crate::parse::Doc;
use crate::parse::charges::Mention;
use crate::parse::quantity::{Amount, Found, Words};
use crate::rules::RuleSet;

/// What an amount measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// The service of the mention with this index.
    Service(usize),
    /// All services that share it.
    Timed,
    /// The whole visit.
    Visit,
    /// A sum that may be of the timed codes or of the visit.
    Sum,
    /// The only service there is, if there is only one.
    Only,
    /// Nothing of interest.
    Nothing,
}

/// How firmly an amount is bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// Likely, but good only where nothing else is said.
    Hint,
    /// By its place in running text.
    Weak,
    /// By what its sentence says.
    Said,
    /// By its place in a row or beside the name.
    Firm,
}

/// One amount with what it measures.
#[derive(Clone, Debug)]
pub struct Fact {
    /// The amount.
    pub found: Found,
    /// What it measures.
    pub target: Target,
    /// How firmly.
    pub grade: Grade,
    /// True when it puts an earlier amount right.
    pub corrects: bool,
    /// True when its clause or line bills.
    pub billing: bool,
    /// True when it holds for each of several services or units.
    pub each: bool,
    /// True when it is the sum of earlier amounts of the same service.
    pub whole: bool,
    /// True when several services have equal parts of it.
    pub shared: bool,
}

/// Binds all amounts of a visit: those `found` in the text and those under the heads of tables.
pub fn facts(
    words: &Words<'_>,
    doc: &Doc,
    mentions: &[Mention],
    counts: &[bool],
    rules: &RuleSet,
    mut found: Vec<Found>,
) -> Vec<Fact> {
    let columns = table::amounts(words, doc);
    for cell in &columns {
        found.retain(|f| f.tokens.end <= cell.tokens.start || f.tokens.start >= cell.tokens.end);
    }
    let mut placed: Vec<(Found, Place)> = columns.into_iter().map(|f| (f, Place::Column)).collect();
    let taken: Vec<Found> = found
        .iter()
        .chain(placed.iter().map(|p| &p.0))
        .cloned()
        .collect();
    let lists = list::amounts(words, doc, mentions, &taken);
    placed.extend(
        lists
            .into_iter()
            .map(|(f, mention)| (f, Place::Behind(mention))),
    );
    placed.extend(found.into_iter().map(|f| (f, Place::Text)));
    placed.sort_by_key(|p| p.0.tokens.start);
    let (found, places): (Vec<Found>, Vec<Place>) = placed.into_iter().unzip();
    bind::Binder::new(words, doc, mentions, counts, rules, &found).run(&places)
}

/// How an amount was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// By the grammar, in the text.
    Text,
    /// Under the head of a column.
    Column,
    /// As a bare number behind the mention with this index.
    Behind(usize),
}

impl Fact {
    /// Minutes, when it is an amount of time.
    pub fn minutes(&self) -> Option<u32> {
        match self.found.amount {
            Amount::Minutes { minutes, .. } | Amount::Clock { minutes, .. } => Some(minutes),
            _ => None,
        }
    }

    /// First minute and length, when it is a span of clock times.
    pub fn clock(&self) -> Option<(u32, u32)> {
        match self.found.amount {
            Amount::Clock { start, minutes, .. } => Some((start, minutes)),
            _ => None,
        }
    }

    /// Units, when it is a count.
    pub fn units(&self) -> Option<u32> {
        match self.found.amount {
            Amount::Units { units, .. } => Some(units),
            _ => None,
        }
    }
}
