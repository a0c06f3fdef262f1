//! Binding: from an amount to what it measures.

use super::near::{Weights, owners};
use super::{Fact, Grade, Target};
use crate::parse::charges::{Mention, Named, clause_of};
use crate::parse::quantity::{Amount, Form, Found, Words};
use crate::parse::{Clause, Doc, Section};
use crate::rules::{RuleSet, TimeWord};

pub(super) struct Binder<'a> {
    pub(super) words: &'a Words<'a>,
    pub(super) doc: &'a Doc,
    pub(super) mentions: &'a [Mention],
    pub(super) counts: &'a [bool],
    pub(super) rules: &'a RuleSet,
    pub(super) found: &'a [Found],
    pub(super) weights: Weights,
    pub(super) owners: Vec<Option<usize>>,
}

impl<'a> Binder<'a> {
    pub(super) fn new(
        words: &'a Words<'a>,
        doc: &'a Doc,
        mentions: &'a [Mention],
        counts: &'a [bool],
        rules: &'a RuleSet,
        found: &'a [Found],
    ) -> Self {
        let weights = Weights::new(words, doc, mentions, found);
        let owners = owners(words, doc, mentions, counts);
        Self {
            words,
            doc,
            mentions,
            counts,
            rules,
            found,
            weights,
            owners,
        }
    }

    pub(super) fn run(&self, places: &[super::Place]) -> Vec<Fact> {
        let mut out: Vec<Fact> = Vec::with_capacity(self.found.len());
        for (at, found) in self.found.iter().enumerate() {
            if found.amount == Amount::Nothing {
                continue;
            }
            let Some(clause) = clause_of(self.doc, found.tokens.start) else {
                continue;
            };
            let (target, grade) = match places[at] {
                super::Place::Column => self.column(found),
                super::Place::Behind(mention) => (Target::Service(mention), Grade::Firm),
                super::Place::Text => self.target(at, clause),
            };
            out.push(Fact {
                found: found.clone(),
                target,
                grade,
                corrects: self.corrects(found, clause),
                each: self.each(found, clause),
                whole: self.whole(at, target, clause),
                shared: found.is_time()
                    && clause
                        .tokens
                        .clone()
                        .any(|i| self.words.is(i, TimeWord::Share)),
                billing: clause.section == Section::Charges
                    || clause
                        .tokens
                        .clone()
                        .any(|i| self.words.is(i, TimeWord::Billing)),
            });
        }
        out
    }

    /// The service of the row in whose column the amount stands.
    pub(super) fn column(&self, found: &Found) -> (Target, Grade) {
        let byte = self.words.tokens[found.tokens.start].span.start;
        let line = self.doc.lines.partition_point(|l| l.span.end < byte);
        let Some(line) = self.doc.lines.get(line) else {
            return (Target::Nothing, Grade::Weak);
        };
        let tokens = self.doc.token_at(line.span.start)..self.doc.token_at(line.span.end);
        let in_row = |named| {
            (0..self.mentions.len()).find(|i| {
                self.mentions[*i].named == named && tokens.contains(&self.mentions[*i].tokens.start)
            })
        };
        match in_row(Named::Code).or_else(|| in_row(Named::Name)) {
            Some(mention) => (Target::Service(mention), Grade::Firm),
            None if found.is_time() => {
                let says = |word| tokens.clone().any(|i| self.words.is(i, word));
                if says(TimeWord::Visit) && !says(TimeWord::Timed) {
                    (Target::Visit, Grade::Firm)
                } else {
                    (Target::Sum, Grade::Firm)
                }
            }
            None => (Target::Nothing, Grade::Weak),
        }
    }

    pub(super) fn target(&self, at: usize, clause: &Clause) -> (Target, Grade) {
        let found = &self.found[at];
        let place = self.place(at, clause);
        if let Amount::Units { named, .. } = found.amount {
            return self.units(at, &place, named);
        }
        if self.off(found) || self.struck(found) {
            return (Target::Nothing, Grade::Weak);
        }
        let after_bad = self.spoiled_after(found.tokens.end);
        let waited = (1..3).any(|n| {
            let before = found.tokens.start.wrapping_sub(n);
            place.clause.contains(&before)
                && ["waited", "waiting", "late"]
                    .iter()
                    .any(|w| self.words.says(before, w))
        });
        if let Some(of) = self.of_service(at, &place).filter(|_| !waited) {
            if self.more_follow(of, at) {
                return (Target::Timed, Grade::Firm);
            }
            return (Target::Service(of), Grade::Firm);
        }
        if let Some(ahead) = self.paired_ahead(at, &place).filter(|_| !after_bad) {
            return (Target::Service(ahead), Grade::Firm);
        }
        let total = self.total(at, &place);
        if let (Some(total), false) = (total, after_bad) {
            return total;
        }
        if let Some((mention, gap)) = place.before.filter(|_| !after_bad)
            && self.beside(found, mention, gap)
        {
            return (Target::Service(mention), Grade::Firm);
        }
        if let Some(mention) = self
            .alone_before(at, &place)
            .filter(|_| !after_bad && !waited)
        {
            return (Target::Service(mention), Grade::Firm);
        }
        let aside = matches!(
            clause.section,
            Section::Goal | Section::Plan | Section::Subjective | Section::Objective
        ) && !self.corrects(found, clause);
        if let Some(mention) = self.looser(at, &place).filter(|_| !after_bad && !aside) {
            return (Target::Service(mention), Grade::Firm);
        }
        if let Some(mention) = self.in_cell(found).filter(|_| !after_bad) {
            return (Target::Service(mention), Grade::Firm);
        }
        let led = found.is_time() && self.labelled(found);
        if found.is_label() || led && !after_bad {
            return match self.owner(&place) {
                Some(mention) => (Target::Service(mention), Grade::Firm),
                None => (Target::Only, Grade::Said),
            };
        }
        self.by_sentence(at, &place, clause, after_bad)
    }
}

impl Found {
    pub(super) fn is_time(&self) -> bool {
        matches!(self.amount, Amount::Minutes { .. } | Amount::Clock { .. })
    }

    pub(super) fn is_label(&self) -> bool {
        matches!(
            self.amount,
            Amount::Minutes {
                form: Form::Label,
                ..
            }
        )
    }
}
