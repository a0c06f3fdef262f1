//! Two dates for one visit.

use super::Pair;
use super::scene::Scene;
use crate::parse::ServiceDay;
use crate::rules::Claim;
use crate::text::Span;

/// Days by which two dates of one visit can differ; further apart, one of them is history.
const NEAR: i64 = 45;

/// Tokens before a date that can say what day it is.
const REACH: usize = 7;

/// Two days, each claimed to be the day of this visit.
pub(super) fn pairs(scene: &Scene, days: &[ServiceDay]) -> Vec<Pair> {
    let claims: Vec<&ServiceDay> = days.iter().filter(|day| is_claim(scene, day)).collect();
    let Some(first) = claims
        .iter()
        .min_by_key(|day| (!day.labelled, day.span.start))
    else {
        return Vec::new();
    };
    let other = claims.iter().find(|day| {
        let apart = (day.date.days() - first.date.days()).abs();
        apart > 0 && apart <= NEAR
    });
    other
        .map(|other| [words(scene, first), words(scene, other)])
        .into_iter()
        .collect()
}

/// True for a date with a label of the day of service, a date that heads the note, or one that a
/// verb makes the day of this visit; never one of another event.
fn is_claim(scene: &Scene, day: &ServiceDay) -> bool {
    let at = scene.doc.token_at(day.span.start);
    let Some(clause) = scene.clause_of(at) else {
        return day.labelled;
    };
    let before = clause.tokens.start.max(at.saturating_sub(REACH))..at;
    let after = at..(at + 12).min(clause.tokens.end);
    let other = scene.holds(before.clone(), Claim::OtherDay)
        || scene.holds(after, Claim::OtherDay) && !day.labelled;
    let past = scene.holds(clause.tokens.start..at, Claim::History);
    let told = scene.holds(before, Claim::SeenOn) || sees_after(scene, day, clause.tokens.end);
    !other && !past && (day.labelled || day.heads || told)
}

/// `On May 27, 2025 I saw …`
fn sees_after(scene: &Scene, day: &ServiceDay, end: usize) -> bool {
    let from = scene.doc.token_at(day.span.end);
    scene.holds(from..(from + 3).min(end), Claim::SeenOn)
}

/// The date with the words that claim it.
fn words(scene: &Scene, day: &ServiceDay) -> Span {
    day.label
        .filter(|label| label.end <= day.span.start && day.span.start - label.end < 40)
        .map_or_else(
            || {
                let at = scene.doc.token_at(day.span.start);
                let from = (at.saturating_sub(3)..at)
                    .find(|t| {
                        scene
                            .within(*t..*t + 1)
                            .iter()
                            .any(|s| s.claim == Claim::SeenOn)
                    })
                    .map(|t| scene.doc.tokens[t].span.start);
                Span::new(from.unwrap_or(day.span.start), day.span.end)
            },
            |label| label.join(day.span),
        )
}
