//! One visit as the contradiction checks see it: clauses, and the claims in each.

use std::ops::Range;

use crate::parse::{Clause, Doc, Section, TokenKind};
use crate::rules::{Claim, RuleSet};
use crate::text::Span;

/// A claim in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Said {
    /// What is claimed.
    pub(super) claim: Claim,
    /// Index of its first token.
    pub(super) first: usize,
    /// One past its last token.
    pub(super) end: usize,
}

/// A visit with its claims.
pub(super) struct Scene<'t> {
    pub(super) text: &'t str,
    pub(super) doc: &'t Doc,
    /// Claims in order of their first token.
    pub(super) said: Vec<Said>,
}

impl<'t> Scene<'t> {
    pub(super) fn new(text: &'t str, doc: &'t Doc, rules: &RuleSet) -> Self {
        let claims = doc.cues.iter().filter_map(|cue| {
            let claim = rules.claims.get(cue.class)?;
            Some(Said {
                claim,
                first: cue.first,
                end: cue.end,
            })
        });
        let all: Vec<Said> = claims.collect();
        let kept = (0..all.len())
            .filter(|at| !is_covered(&all, *at))
            .map(|at| all[at]);
        Self {
            text,
            doc,
            said: kept.collect(),
        }
    }

    /// Claims that begin inside the tokens.
    pub(super) fn within(&self, tokens: Range<usize>) -> &[Said] {
        let from = self.said.partition_point(|s| s.first < tokens.start);
        let to = self.said.partition_point(|s| s.first < tokens.end);
        &self.said[from..to.max(from)]
    }

    /// True when the tokens hold the claim.
    pub(super) fn holds(&self, tokens: Range<usize>, claim: Claim) -> bool {
        self.within(tokens).iter().any(|s| s.claim == claim)
    }

    /// The clause that holds a token.
    pub(super) fn clause_of(&self, token: usize) -> Option<&'t Clause> {
        let at = self.doc.clauses.partition_point(|c| c.tokens.end <= token);
        self.doc
            .clauses
            .get(at)
            .filter(|c| c.tokens.contains(&token))
    }

    /// The letters of a token.
    pub(super) fn letters(&self, token: usize) -> &'t str {
        self.doc
            .tokens
            .get(token)
            .map_or("", |t| t.span.of(self.text))
    }

    /// Bytes that the tokens cover.
    pub(super) fn span(&self, tokens: Range<usize>) -> Span {
        self.doc.span_of(tokens)
    }

    /// True when the clause tells of the past, of what is planned or of the header.
    pub(super) fn is_frame(&self, clause: &Clause) -> bool {
        matches!(
            clause.section,
            Section::Signature | Section::Charges | Section::Goal
        )
    }

    /// True when the token is a word or a number, no sign.
    pub(super) fn is_word(&self, token: usize) -> bool {
        self.doc
            .tokens
            .get(token)
            .is_some_and(|t| t.kind != TokenKind::Sign)
    }
}

/// True for a claim that is part of a longer one of the same matter: `walk` in `walking in`, `back`
/// in `upper back`, `pain` in `no pain`.
fn is_covered(all: &[Said], at: usize) -> bool {
    let here = all[at];
    let overrules = |longer: Claim| match here.claim {
        Claim::NotNow | Claim::Then => longer == Claim::Now,
        Claim::Part(_) => matches!(longer, Claim::Part(_)),
        Claim::Pain | Claim::Complaint => longer == Claim::Normal,
        Claim::Left | Claim::Right => longer == Claim::Both,
        _ => false,
    };
    let covers = |s: &Said| {
        s.first <= here.first
            && s.end >= here.end
            && s.end - s.first > here.end - here.first
            && overrules(s.claim)
    };
    let before = all[..at]
        .iter()
        .rev()
        .take_while(|s| s.first + 8 > here.first);
    let beside = all[at..].iter().take_while(|s| s.first == here.first);
    before.chain(beside).any(covers)
}
