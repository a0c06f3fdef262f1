//! Rules about the codes of a visit as a whole: level of manipulation, pairs of codes, modifiers,
//! shared time, totals.
//!
//! One file for each kind of rule. All of them advise: their findings weigh little and never change
//! a verdict. Surprising rule: what the record does not say is never guessed; where nothing is
//! documented another rule speaks already.

mod cover;
mod level;
mod maintenance;
mod modifier;
mod pair;
mod part;
mod region;

use std::ops::Range;

use super::elements::Heard;
use super::own::bit;
use super::raise::Raise;
use crate::finding::Finding;
use crate::parse::charges::Ledger;
use crate::parse::{Clause, Doc, Section};
use crate::rules::{Profile, Rule, RuleKind, RuleSet, Sign, TimeClass, TimeWord};
use crate::text::Span;
use crate::visit::Visit;

/// A checked visit as the rules about its codes see it.
pub struct Case<'a> {
    /// The file's text.
    pub text: &'a str,
    /// Structure of the visit's text.
    pub doc: &'a Doc,
    /// Services named and amounts of time.
    pub ledger: &'a Ledger,
    /// The visit, times and verdicts filled.
    pub visit: &'a Visit,
    /// Whose words each clause is.
    pub heard: &'a Heard,
    /// The rules in force.
    pub rules: &'a RuleSet,
    /// Who pays.
    pub profile: &'a Profile,
}

/// One thing that a rule says, before it is a finding.
#[derive(Clone, Debug, Default)]
struct Hit {
    /// Charge it is about.
    charge: Option<usize>,
    /// Words it points at.
    spans: Vec<Span>,
    /// Values of the message's slots beside code and name.
    slots: Vec<(&'static str, String)>,
    /// Further lines of explanation.
    details: Vec<String>,
}

/// All findings of these rules.
pub fn findings(case: &Case<'_>, raise: &Raise<'_>) -> Vec<Finding> {
    if case.visit.charges.is_empty() {
        return Vec::new();
    }
    let mut out = Vec::new();
    for rule in case.rules.rules.values() {
        if !rule.holds_under(&case.profile.name) {
            continue;
        }
        for hit in hits(case, rule) {
            out.extend(finding(case, raise, rule, &hit));
        }
    }
    out
}

fn hits(case: &Case<'_>, rule: &Rule) -> Vec<Hit> {
    match rule.kind {
        RuleKind::CmtLevel => level::hits(case, rule),
        RuleKind::Pair => pair::hits(case, rule),
        RuleKind::Part => part::hits(case, rule),
        RuleKind::Modifier => modifier::hits(case, rule),
        RuleKind::Maintenance => maintenance::hits(case, rule),
        RuleKind::Cover => cover::hits(case, rule),
        _ => Vec::new(),
    }
}

fn finding(case: &Case<'_>, raise: &Raise<'_>, rule: &Rule, hit: &Hit) -> Option<Finding> {
    let code = hit
        .charge
        .map_or("", |at| case.visit.charges[at].code.as_str());
    let name = case.rules.codes.get(code).map_or("", |c| c.name.as_str());
    let mut slots = vec![
        ("code", code),
        ("name", name),
        ("profile", case.profile.name.as_str()),
    ];
    slots.extend(
        hit.slots
            .iter()
            .map(|(slot, value)| (*slot, value.as_str())),
    );
    let mut finding = raise.finding(&rule.id, &hit.spans, &slots)?;
    finding.charge = hit.charge;
    finding.details.clone_from(&hit.details);
    Some(finding)
}

impl Case<'_> {
    /// Signs within the tokens, each with the tokens it takes.
    fn signs(&self, tokens: Range<usize>) -> impl Iterator<Item = (Sign, Range<usize>)> {
        self.doc.cues_in(tokens).filter_map(|cue| {
            let sign = self.rules.signs.get(cue.class)?;
            Some((sign, cue.first..cue.end))
        })
    }

    /// True when the tokens hold the sign.
    fn shows(&self, tokens: Range<usize>, sign: Sign) -> bool {
        self.signs(tokens).any(|(found, _)| found == sign)
    }

    /// True when the tokens deny something.
    fn is_denied_within(&self, tokens: Range<usize>) -> bool {
        self.shows(tokens, Sign::Denied)
    }

    /// The letters of a token; empty past the end.
    fn letters(&self, token: usize) -> &str {
        self.doc
            .tokens
            .get(token)
            .map_or("", |t| t.span.of(self.text))
    }

    /// True when the clause tells of another day, or of what was not done.
    fn is_other_day(&self, clause: &Clause) -> bool {
        clause.unticked
            || clause.section == Section::Signature
            || self.doc.cues_in(clause.tokens.clone()).any(|cue| {
                matches!(
                    self.rules.time.get(cue.class),
                    TimeClass::Word(TimeWord::Planned | TimeWord::Past | TimeWord::NotDone)
                )
            })
    }
}

#[cfg(test)]
mod tests;
