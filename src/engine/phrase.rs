//! Stock phrases: statements that carry nothing of this patient and this visit.
//!
//! A clause (or a part of it between commas) is stock when the scorer says so; the rules say what kind
//! of statement it is and what to ask. A user's own phrases are a word class named by the rule's
//! `group`; they count unless the same clause holds a number, a specific activity or a response.

use std::ops::Range;

use super::elements::Heard;
use super::raise::Raise;
use super::scorer::{Role, Scored};
use crate::finding::Finding;
use crate::parse::{Clause, Doc, Section, TokenKind};
use crate::rules::RuleKind;
use crate::text::Span;

/// Score from which a statement counts as stock: where precision and recall meet on sets left out.
const STOCK: f32 = -0.8;

/// The same where nothing is billed: other specialties have their own ways of speaking.
const STOCK_UNBILLED: f32 = 4.0;

/// Text of so few tokens is a fragment that need not name a charge.
const FRAGMENT: usize = 30;

/// All stock phrases of a visit; `billed` says whether it charges anything.
pub fn findings(doc: &Doc, heard: &Heard, billed: bool, raise: &Raise<'_>) -> Vec<Finding> {
    let other = !billed && doc.tokens.len() > FRAGMENT;
    let bound = if other { STOCK_UNBILLED } else { STOCK };
    let mut out = Vec::new();
    for (at, clause) in doc.clauses.iter().enumerate() {
        if clause.unticked || clause.tokens.is_empty() {
            continue;
        }
        let scored = &heard.scored[at];
        if scored.scores[Role::Stock as usize] > bound {
            let range = scored.ranges[Role::Stock as usize].clone();
            let group = group_of(doc, clause, scored, range.clone(), raise);
            out.extend(raise_group(group, doc.span_of(range), raise));
        } else {
            out.extend(listed(doc, clause, scored, raise));
        }
    }
    out
}

fn raise_group(group: &str, span: Span, raise: &Raise<'_>) -> Option<Finding> {
    let rule = raise.rules.rules.values().find(|rule| {
        rule.kind == RuleKind::Phrase && rule.when.get("group").is_some_and(|word| word == group)
    })?;
    raise.finding(&rule.id, &[span], &[])
}

/// Phrases of a user's own class.
fn listed(doc: &Doc, clause: &Clause, scored: &Scored, raise: &Raise<'_>) -> Vec<Finding> {
    let specific = [Role::Activity, Role::Response, Role::Goal]
        .iter()
        .any(|role| scored.scores[*role as usize] > 0.0)
        || doc.tokens[clause.tokens.clone()]
            .iter()
            .any(|t| t.kind == TokenKind::Number);
    if specific {
        return Vec::new();
    }
    let rules = raise
        .rules
        .rules
        .values()
        .filter(|rule| rule.kind == RuleKind::Phrase);
    let mut out = Vec::new();
    for rule in rules {
        let Some(class) = rule
            .when
            .get("group")
            .and_then(|group| raise.rules.lexicon.class(group))
        else {
            continue;
        };
        for cue in doc
            .cues_in(clause.tokens.clone())
            .filter(|cue| cue.class == class)
        {
            out.extend(raise.finding(&rule.id, &[doc.span_of(cue.first..cue.end)], &[]));
        }
    }
    out
}

/// What kind of statement it is.
fn group_of(
    doc: &Doc,
    clause: &Clause,
    scored: &Scored,
    range: Range<usize>,
    raise: &Raise<'_>,
) -> &'static str {
    let score = |role: Role| scored.scores[role as usize];
    let shows = |name: &str| {
        raise
            .rules
            .lexicon
            .class(name)
            .is_some_and(|class| doc.cues_in(range.clone()).any(|cue| cue.class == class))
    };
    if score(Role::BareActivity) > 0.0 {
        return "activity";
    }
    if shows("progress_word") && !shows("tolerate") {
        return "progress";
    }
    if score(Role::BareResponse) > 0.0 || shows("tolerate") {
        return "response";
    }
    if shows("necessity_word") || shows("prognosis") {
        return "necessity";
    }
    if shows("continue_word")
        || shows("plan_word")
        || shows("consent")
        || score(Role::BareGoal) > 0.0
    {
        return "plan";
    }
    match clause.section {
        Section::Objective => "exam",
        Section::Subjective => "subjective",
        Section::Plan | Section::Goal => "plan",
        Section::Time | Section::Charges => "time",
        _ if shows("exam_word") => "exam",
        _ if shows("told") => "subjective",
        _ if shows("clock_unit") => "time",
        _ => "response",
    }
}
