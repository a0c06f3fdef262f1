//! Findings that show a subluxation: pain, asymmetry, range of motion, tissue tone (P.A.R.T.).
//!
//! Two of the four are needed, one of them asymmetry or motion (Pub. 100-02 ch. 15 s. 240.1.2); an
//! image of the spine will do instead. A finding counts when it has a place or a number: `tender` and
//! `range of motion decreased` show nothing by themselves.

use std::ops::Range;

use super::{Case, Hit, modifier, region};
use crate::parse::{Clause, Section, TokenKind};
use crate::rules::{Claim, Rule, Sign};
use crate::text::Span;

/// The letters with what each stands for.
const LETTERS: [(Sign, &str); 4] = [
    (Sign::Tender, "pain"),
    (Sign::Asymmetry, "asymmetry"),
    (Sign::Motion, "range of motion"),
    (Sign::Tone, "tissue tone"),
];

/// Spinal manipulation without findings enough.
pub(super) fn hits(case: &Case<'_>, _rule: &Rule) -> Vec<Hit> {
    let charges = case.visit.charges.iter().enumerate();
    let mut manipulations =
        charges.filter(|(_, charge)| modifier::MANIPULATION.contains(&charge.code.as_str()));
    let Some((at, charge)) = manipulations.next() else {
        return Vec::new();
    };
    let mut found: [Option<Span>; 4] = [None; 4];
    for (clause, owner) in case.doc.clauses.iter().zip(&case.heard.owners) {
        if !(owner.is_wide() || owner.holds(at)) || !is_exam(case, clause) {
            continue;
        }
        if case.shows(clause.tokens.clone(), Sign::Imaging) && is_placed(case, clause) {
            return Vec::new();
        }
        for (slot, (sign, _)) in found.iter_mut().zip(LETTERS) {
            *slot = slot.or_else(|| letter(case, clause, sign));
        }
    }
    let n_found = found.iter().flatten().count();
    if n_found >= 2 && (found[1].is_some() || found[2].is_some()) {
        return Vec::new();
    }
    let named: Vec<&str> = found
        .iter()
        .zip(LETTERS)
        .filter(|(span, _)| span.is_some())
        .map(|(_, (_, name))| name)
        .collect();
    let mut spans = vec![charge.span];
    spans.extend(found.iter().flatten());
    vec![Hit {
        charge: Some(at),
        spans,
        slots: vec![(
            "reason",
            if named.is_empty() {
                "none of them".to_owned()
            } else {
                format!("only {}", named.join(" and "))
            },
        )],
        ..Hit::default()
    }]
}

fn is_exam(case: &Case<'_>, clause: &Clause) -> bool {
    !matches!(
        clause.section,
        Section::Plan | Section::Goal | Section::Charges | Section::Time
    ) && !case.is_other_day(clause)
}

/// The words that show the finding, when the clause says where or how much.
fn letter(case: &Case<'_>, clause: &Clause, sign: Sign) -> Option<Span> {
    let tokens = clause.tokens.clone();
    if let Some(score) = score(case, tokens.clone()).filter(|_| sign == Sign::Tender) {
        return Some(score);
    }
    let techniques: Vec<Range<usize>> = case
        .signs(tokens.clone())
        .filter(|(found, at)| *found == Sign::Adjust && at.len() > 1)
        .map(|(_, at)| at)
        .collect();
    let (_, at) = case.signs(tokens.clone()).find(|(found, at)| {
        let before = at.start.saturating_sub(3).max(tokens.start)..at.start;
        // The flexion of `flexion-distraction` is no finding.
        let technique = techniques.iter().any(|t| t.contains(&at.start));
        *found == sign && !technique && !case.is_denied_within(before)
    })?;
    let counted = has_number(case, tokens.clone());
    if !counted && (case.shows(tokens, Sign::Normal) || !is_placed(case, clause)) {
        return None;
    }
    Some(case.doc.span_of(at))
}

/// A pain score: `4/10`, `4 of 10`, `4 out of 10`.
fn score(case: &Case<'_>, tokens: Range<usize>) -> Option<Span> {
    let number = |at: usize| {
        let token = case.doc.tokens.get(at)?;
        let digits = token.span.of(case.text);
        (token.kind == TokenKind::Number)
            .then(|| digits.parse::<u32>().ok())
            .flatten()
    };
    tokens.clone().find_map(|at| {
        number(at).filter(|n| (1..=10).contains(n))?;
        let end = match (case.letters(at + 1), case.letters(at + 2)) {
            ("/" | "of", _) => at + 2,
            ("out", "of") => at + 3,
            _ => return None,
        };
        // `10/10/25` is a day.
        let ten = end < tokens.end && number(end) == Some(10) && case.letters(end + 1) != "/";
        ten.then(|| case.doc.span_of(at..end + 1))
    })
}

fn has_number(case: &Case<'_>, tokens: Range<usize>) -> bool {
    case.doc.tokens[tokens]
        .iter()
        .any(|token| token.kind == TokenKind::Number)
}

/// True when the clause names a vertebra, a region, a muscle or another part of the body.
fn is_placed(case: &Case<'_>, clause: &Clause) -> bool {
    let places = region::read(case, clause.tokens.clone());
    places.treated() != 0
        || case
            .doc
            .cues_in(clause.tokens.clone())
            .any(|cue| matches!(case.rules.claims.get(cue.class), Some(Claim::Part(_))))
}
