//! Two pain scores for the same moment.

use std::ops::Range;

use super::Pair;
use super::scene::Scene;
use crate::parse::{Section, TokenKind, sign_id};
use crate::rules::{Claim, ClassId};
use crate::text::{Span, word_id};

/// Points of the scale by which two scores of one moment must differ.
const APART: u32 = 3;

/// A score out of ten.
#[derive(Clone, Debug)]
struct Score {
    value: u32,
    /// Its tokens.
    first: usize,
    end: usize,
    /// Said to be of this moment.
    is_now: bool,
    /// Said to be of another moment, or under a condition.
    is_other: bool,
    /// A word of pain stands with it.
    of_pain: bool,
    /// Parts of the body named with it.
    parts: Vec<ClassId>,
    section: Section,
}

/// Pairs of scores of this moment, for the same place, that are far apart.
pub(super) fn pairs(scene: &Scene) -> Vec<Pair> {
    let scores = scores(scene);
    let mut parts: Vec<ClassId> = scores
        .iter()
        .flat_map(|s| s.parts.iter().copied())
        .collect();
    parts.sort_unstable();
    parts.dedup();
    let mut out = Vec::new();
    for (at, later) in scores.iter().enumerate() {
        for earlier in &scores[..at] {
            if agree_on_moment(earlier, later)
                && same_place(earlier, later, parts.len())
                && earlier.value.abs_diff(later.value) >= APART
            {
                out.push([quote(scene, earlier), quote(scene, later)]);
            }
        }
    }
    out.truncate(1);
    out
}

fn agree_on_moment(earlier: &Score, later: &Score) -> bool {
    let plain = |s: &Score| {
        !s.is_other
            && (s.is_now || s.of_pain && !matches!(s.section, Section::Goal | Section::Plan))
    };
    plain(earlier) && plain(later) && (earlier.is_now || later.is_now)
}

/// True when both are of one place; a score without a place fits only where there is but one place.
fn same_place(earlier: &Score, later: &Score, n_parts: usize) -> bool {
    match (earlier.parts.is_empty(), later.parts.is_empty()) {
        (false, false) => earlier.parts.iter().any(|p| later.parts.contains(p)),
        _ => n_parts <= 1 || earlier.is_now && later.is_now,
    }
}

fn quote(scene: &Scene, score: &Score) -> Span {
    let Some(clause) = scene.clause_of(score.first) else {
        return scene.span(score.first..score.end);
    };
    let from = score
        .first
        .saturating_sub(5)
        .max(clause.tokens.start + clause.n_label)
        .min(score.first);
    let to = (score.end + 4).min(clause.tokens.end);
    let mut end = score.end;
    while end < to && scene.is_word(end) {
        end += 1;
    }
    scene.span(from..end)
}

/// Every score out of ten of the visit.
fn scores(scene: &Scene) -> Vec<Score> {
    let mut out: Vec<Score> = Vec::new();
    let joined = joints(scene);
    for clause in &scene.doc.clauses {
        let from = joined.partition_point(|t| *t < clause.tokens.start);
        let to = joined.partition_point(|t| *t < clause.tokens.end);
        let here = joined[from..to.max(from)].iter();
        let found: Vec<(u32, usize, usize)> = here
            .filter_map(|at| {
                let (value, end) = score_at(scene, *at, clause.tokens.end)?;
                Some((value, *at, end))
            })
            .collect();
        for (nth, (value, first, end)) in found.iter().enumerate() {
            let from = nth
                .checked_sub(1)
                .map_or(clause.tokens.start, |i| found[i].2);
            let to = found.get(nth + 1).map_or(clause.tokens.end, |next| next.1);
            let before = left_of(scene, from, *first)..*first;
            let after = *end..right_of(scene, *end, to);
            let has = |claim: Claim| {
                scene.holds(before.clone(), claim) || scene.holds(after.clone(), claim)
            };
            let whole = scene.within(clause.tokens.clone());
            let part = |s: &super::scene::Said| match s.claim {
                Claim::Part(id) => Some(id),
                _ => None,
            };
            let near: Vec<ClassId> = scene
                .within(before.clone())
                .iter()
                .chain(scene.within(after.clone()))
                .filter_map(part)
                .collect();
            let parts = if near.is_empty() && found.len() == 1 {
                whole.iter().filter_map(part).collect()
            } else {
                near
            };
            out.push(Score {
                value: *value,
                first: *first,
                end: *end,
                is_now: has(Claim::Now),
                is_other: has(Claim::NotNow)
                    || !has(Claim::Now) && then(scene, &before, &after)
                    || arrow(scene, *first, *end)
                    || found.len() > 1 && from == clause.tokens.start && changes(scene, *end, to),
                of_pain: whole.iter().any(|s| s.claim == Claim::Pain),
                parts,
                section: clause.section,
            });
        }
    }
    out
}

/// Tokens before `/`, `out` or `of`: a score can begin there.
fn joints(scene: &Scene) -> Vec<usize> {
    let joints = [sign_id('/'), word_id("out"), word_id("of")];
    let tokens = scene.doc.tokens.iter().enumerate().skip(1);
    tokens
        .filter(|(_, token)| joints.contains(&token.word))
        .map(|(at, _)| at - 1)
        .collect()
}

/// A score that begins at a token: `2/10`, `2 out of 10`, `two out of ten`, `2-3/10` (the higher).
fn score_at(scene: &Scene, at: usize, end: usize) -> Option<(u32, usize)> {
    let value = small_number(scene.letters(at))?;
    let glued = |t: usize| !scene.doc.tokens.get(t).is_some_and(|t| t.spaced);
    let ten = |t: usize| t < end && matches!(scene.letters(t), "10" | "ten" | "Ten" | "TEN");
    if scene.letters(at + 1) == "/"
        && ten(at + 2)
        && (glued(at + 1) || scene.doc.tokens[at + 1].spaced)
    {
        // `2/10/25` is a day.
        let day = scene.letters(at + 3) == "/" && glued(at + 3);
        let dated = at > 0 && scene.letters(at - 1) == "/" && glued(at);
        return (!day && !dated).then_some((value, at + 3));
    }
    if scene.letters(at + 1).eq_ignore_ascii_case("out")
        && scene.letters(at + 2).eq_ignore_ascii_case("of")
        && ten(at + 3)
    {
        return Some((value, at + 4));
    }
    (scene.letters(at + 1).eq_ignore_ascii_case("of") && ten(at + 2)).then_some((value, at + 3))
}

fn small_number(word: &str) -> Option<u32> {
    const WORDS: [&str; 11] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ];
    let figure = word.split('.').next().and_then(|w| w.parse::<u32>().ok());
    let spelled = || {
        WORDS
            .iter()
            .position(|w| word.eq_ignore_ascii_case(w))
            .and_then(|n| u32::try_from(n).ok())
    };
    figure.or_else(spelled).filter(|n| *n <= 10)
}

/// Start of the words before a score that belong to it: up to a comma or a joining word.
fn left_of(scene: &Scene, from: usize, first: usize) -> usize {
    (from..first)
        .rev()
        .find(|t| stops(scene, *t))
        .map_or(from, |t| t + 1)
        .max(first.saturating_sub(9))
}

/// End of the words after a score that belong to it.
fn right_of(scene: &Scene, end: usize, to: usize) -> usize {
    (end..to)
        .find(|t| stops(scene, *t))
        .unwrap_or(to)
        .min(end + 7)
}

fn stops(scene: &Scene, token: usize) -> bool {
    let word = scene.letters(token);
    matches!(word, "," | ";" | "(" | ")" | "." | "|")
        || ["and", "but", "then", "while"]
            .iter()
            .any(|w| word.eq_ignore_ascii_case(w))
}

/// True when the score is one end of a change: `6/10 -> 4/10`, `6/10 to 4/10`.
fn arrow(scene: &Scene, first: usize, end: usize) -> bool {
    let sign = |t: usize| matches!(scene.letters(t), "→" | ">" | "->" | "to" | "from");
    sign(end)
        || scene.letters(end) == "-" && scene.letters(end + 1) == ">"
        || first.checked_sub(1).is_some_and(sign)
}

/// True for `was` and for `with bending`, not for `with pain rated …`.
fn then(scene: &Scene, before: &Range<usize>, after: &Range<usize>) -> bool {
    let plain = |s: &&super::scene::Said| {
        s.claim == Claim::Then && !scene.holds(s.end..s.end + 3, Claim::Pain)
    };
    scene.within(before.clone()).iter().any(|s| plain(&s))
        || scene.within(after.clone()).iter().any(|s| plain(&s))
}

/// True when the next score of the clause is what this one became.
fn changes(scene: &Scene, end: usize, to: usize) -> bool {
    (end..to.min(end + 3)).any(|t| matches!(scene.letters(t), "to" | "→" | ">" | "then"))
        && scene
            .doc
            .tokens
            .get(to)
            .is_some_and(|t| t.kind != TokenKind::Sign)
}
