//! Left and right change places.
//!
//! A mention is a side with a part of the body. Two mentions of one part on opposite sides are a
//! contradiction when both are claimed to be the side in question, when the healthy side is the one
//! treated, when the same story is told of both, or when one vertebra is turned both ways.

use super::Pair;
use super::scene::{Said, Scene};
use crate::parse::{Clause, Section, TokenKind};
use crate::rules::{Claim, ClassId};
use crate::text::{Span, WordId};

/// Tokens that may stand between a side and its part.
const GAP: usize = 3;

/// A side with the part of the body it belongs to.
#[derive(Clone, Debug)]
struct Mention {
    side: Claim,
    part: ClassId,
    first: usize,
    end: usize,
    clause: usize,
    definite: bool,
    condition: bool,
    complaint: bool,
    normal: bool,
    only: bool,
    history: bool,
}

/// Pairs of mentions that cannot both be right.
pub(super) fn pairs(scene: &Scene) -> Vec<Pair> {
    let mentions = mentions(scene);
    let mut out = Vec::new();
    for (at, later) in mentions.iter().enumerate() {
        for earlier in &mentions[..at] {
            let opposed = earlier.part == later.part
                && earlier.side != later.side
                && earlier.clause != later.clause;
            if opposed
                && !is_bilateral(scene, earlier.part)
                && (both_claimed(earlier, later, &mentions)
                    || wrong_side(scene, earlier, later, &mentions)
                    || same_story(scene, earlier, later))
            {
                out.push([quote(scene, earlier), quote(scene, later)]);
            }
        }
    }
    out.extend(vertebrae(scene));
    out.truncate(2);
    out
}

fn mentions(scene: &Scene) -> Vec<Mention> {
    let mut out = Vec::new();
    for (number, clause) in scene.doc.clauses.iter().enumerate() {
        let said = scene.within(clause.tokens.clone());
        let sides = said
            .iter()
            .filter(|s| matches!(s.claim, Claim::Left | Claim::Right));
        for side in sides {
            if let Some((part, first, end)) = part_of(scene, said, side) {
                out.push(describe(
                    scene,
                    clause,
                    number,
                    side.claim,
                    part,
                    first..end,
                ));
            }
        }
    }
    // One mention in each clause for each side and part.
    out.dedup_by(|b, a| a.clause == b.clause && a.side == b.side && a.part == b.part);
    out
}

/// The part a side belongs to: `right lateral knee`, `knee, right`, `shoulder is on the R`.
fn part_of(scene: &Scene, said: &[Said], side: &Said) -> Option<(ClassId, usize, usize)> {
    let part = |s: &Said| match s.claim {
        Claim::Part(id) => Some(id),
        _ => None,
    };
    let other_side = |from: usize, to: usize| {
        said.iter().any(|s| {
            matches!(s.claim, Claim::Left | Claim::Right | Claim::Both)
                && s.first >= from
                && s.first < to
        })
    };
    let words_only = |from: usize, to: usize| {
        (from..to).all(|t| scene.is_word(t) || matches!(scene.letters(t), "-" | ")" | "("))
    };
    let after = said
        .iter()
        .filter(|s| s.first >= side.end && s.first <= side.end + GAP);
    let after = { after }.find_map(|s| part(s).map(|id| (id, s)));
    if let Some((id, s)) = after
        && !other_side(side.end, s.first)
        && words_only(side.end, s.first)
    {
        return Some((id, side.first, s.end));
    }
    let before = said
        .iter()
        .rev()
        .filter(|s| s.end <= side.first && s.end + GAP >= side.first);
    let (id, s) = { before }.find_map(|s| part(s).map(|id| (id, s)))?;
    let small = (s.end..side.first).all(|t| {
        matches!(
            scene.letters(t),
            "," | "(" | "-" | "is" | "on" | "the" | "was" | ":"
        )
    });
    (small && !other_side(s.end, side.first)).then_some((id, s.first, side.end))
}

fn describe(
    scene: &Scene,
    clause: &Clause,
    number: usize,
    side: Claim,
    part: ClassId,
    tokens: std::ops::Range<usize>,
) -> Mention {
    // What is said of this mention stands near it, up to the next mention of a side.
    let said = scene.within(clause.tokens.clone());
    let is_side = |s: &&Said| {
        matches!(s.claim, Claim::Left | Claim::Right)
            && (s.end <= tokens.start || s.first >= tokens.end)
    };
    let from = said
        .iter()
        .filter(is_side)
        .filter(|s| s.end <= tokens.start)
        .map(|s| s.end)
        .max()
        .unwrap_or(clause.tokens.start);
    let to = said
        .iter()
        .filter(is_side)
        .filter(|s| s.first >= tokens.end)
        .map(|s| s.first)
        .min()
        .unwrap_or(clause.tokens.end);
    let near = scene.within(from.max(tokens.start.saturating_sub(9))..to.min(tokens.end + 9));
    let holds = |claim: Claim| near.iter().any(|s| s.claim == claim);
    Mention {
        side,
        part,
        first: tokens.start,
        end: tokens.end,
        clause: number,
        definite: holds(Claim::Definite),
        condition: holds(Claim::Condition),
        complaint: holds(Claim::Complaint) || holds(Claim::Pain),
        normal: holds(Claim::Normal),
        only: holds(Claim::Only),
        history: said.iter().any(|s| s.claim == Claim::History),
    }
}

/// True when the part is spoken of on both sides at once.
fn is_bilateral(scene: &Scene, part: ClassId) -> bool {
    scene.said.iter().any(|both| {
        both.claim == Claim::Both
            && scene
                .within(both.first.saturating_sub(3)..both.end + 4)
                .iter()
                .any(|s| s.claim == Claim::Part(part))
    })
}

/// Both are said to be the one in question: `the operated shoulder` right, then left.
fn both_claimed(earlier: &Mention, later: &Mention, all: &[Mention]) -> bool {
    let claimed = |m: &Mention| (m.definite || m.condition) && !m.normal && !m.history;
    if !(claimed(earlier) && claimed(later) && (earlier.definite || later.definite)) {
        return false;
    }
    // A second illness of the other side is told more than once with its own complaint.
    let indefinite = if earlier.definite { later } else { earlier };
    earlier.definite && later.definite
        || all
            .iter()
            .filter(|m| m.part == indefinite.part && m.side == indefinite.side && m.complaint)
            .count()
            <= 2
}

/// One side is ill, the other is well (or the only one worked on), and the other was treated.
fn wrong_side(scene: &Scene, earlier: &Mention, later: &Mention, all: &[Mention]) -> bool {
    let of = |side: Claim| {
        all.iter()
            .filter(move |m| m.part == earlier.part && m.side == side)
    };
    let ill = |side: Claim| {
        of(side).any(|m| (m.condition || m.complaint || m.definite) && !m.normal && !m.history)
    };
    let treated = |m: &Mention| {
        let clause = &scene.doc.clauses[m.clause];
        m.only
            || clause.section == Section::Treatment && !m.normal && !m.complaint
            || scene.doc.tokens[clause.tokens.clone()]
                .iter()
                .any(|t| t.kind == TokenKind::Code)
    };
    let worked = |side: Claim| of(side).any(&treated);
    let (well, sick) = (later.side, earlier.side);
    let marked = of(well).any(|m| m.only) || of(well).any(|m| m.normal && !treated(m));
    let exclusive = later.only && treated(later);
    marked
        && treated(later)
        && ill(sick)
        && (exclusive || !worked(sick))
        && !of(well).any(|m| m.condition && !m.normal)
}

/// The same words follow both: `the left calf tingled Friday`, `the right calf that tingled Friday`.
fn same_story(scene: &Scene, earlier: &Mention, later: &Mention) -> bool {
    let words = |m: &Mention| -> Vec<WordId> {
        let end = scene.doc.clauses[m.clause].tokens.end.min(m.end + 5);
        (m.end..end)
            .take_while(|t| scene.is_word(*t))
            .filter(|t| {
                scene.letters(*t).len() > 3
                    && !matches!(
                        scene.letters(*t),
                        "that" | "which" | "with" | "when" | "from"
                    )
            })
            .map(|t| scene.doc.tokens[t].word)
            .collect()
    };
    let figure = |m: &Mention| {
        let clause = &scene.doc.clauses[m.clause];
        scene.doc.tokens[clause.tokens.clone()]
            .iter()
            .any(|t| matches!(t.kind, TokenKind::Number | TokenKind::Clock))
    };
    let (first, second) = (words(earlier), words(later));
    let shared = first
        .iter()
        .zip(&second)
        .take_while(|(a, b)| a == b)
        .count();
    shared >= 2 && !(figure(earlier) && figure(later)) && !(earlier.normal && later.normal)
}

/// One vertebra that is fixed in rotation to both sides.
fn vertebrae(scene: &Scene) -> Vec<Pair> {
    let mut turned: Vec<(&str, Claim, usize, Span)> = Vec::new();
    for (number, clause) in scene.doc.clauses.iter().enumerate() {
        let said = scene.within(clause.tokens.clone());
        if !said.iter().any(|s| s.claim == Claim::Fixed)
            || said
                .iter()
                .any(|s| matches!(s.claim, Claim::History | Claim::Change))
        {
            continue;
        }
        let levels: Vec<usize> = clause
            .tokens
            .clone()
            .filter(|t| scene.doc.tokens[*t].kind == TokenKind::Mixed)
            .collect();
        let sides = said
            .iter()
            .filter(|s| matches!(s.claim, Claim::Left | Claim::Right));
        for side in sides {
            let rotation = said.iter().any(|s| {
                s.claim == Claim::Rotation && s.first >= side.end && s.first <= side.end + 1
            });
            if let ([level], true) = (levels.as_slice(), rotation) {
                turned.push((
                    scene.letters(*level),
                    side.claim,
                    number,
                    scene.span(*level.min(&side.first)..side.end + 1),
                ));
            }
        }
    }
    let mut out = Vec::new();
    for (at, later) in turned.iter().enumerate() {
        for earlier in &turned[..at] {
            if earlier.0 == later.0 && earlier.1 != later.1 && earlier.2 != later.2 {
                out.push([earlier.3, later.3]);
            }
        }
    }
    out
}

/// The mention with a few words on either side, inside its clause.
fn quote(scene: &Scene, mention: &Mention) -> Span {
    let clause = &scene.doc.clauses[mention.clause];
    let mut end = mention.end;
    while end < clause.tokens.end && end < mention.end + 4 && scene.is_word(end) {
        end += 1;
    }
    scene.span(mention.first..end)
}
