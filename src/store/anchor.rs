//! What ties a decision to the words it rests on, and how to find those words again.
//!
//! Nothing here is a byte offset: a visit is named by path and number, a charge by code and count,
//! a finding by rule, code and the hash of its words, a passage by its words and its neighbours.
//! `text` is always the whole extracted text of the note file, which the spans point into.

use crate::decision::{Anchor, Target, VisitKey};
use crate::finding::{Checked, Finding};
use crate::text::{Span, passage_hash};

/// Words on either side of a passage that must be unchanged too.
const N_NEIGHBOURS: usize = 6;

/// The key of a visit.
pub fn key(checked: &Checked) -> VisitKey {
    VisitKey {
        path: checked.visit.path.clone(),
        visit: checked.visit.visit,
    }
}

/// How a decision on the charge with index `charge_idx` names it; the visit when there is none.
pub fn charge_target(checked: &Checked, charge_idx: usize) -> Target {
    let charges = &checked.visit.charges;
    let Some(charge) = charges.get(charge_idx) else {
        return Target::Visit;
    };
    let before = charges[..charge_idx]
        .iter()
        .filter(|other| other.code == charge.code)
        .count();
    Target::Charge {
        code: charge.code.clone(),
        nth: u32::try_from(before + 1).unwrap_or(u32::MAX),
    }
}

/// How a decision on `finding` names it.
pub fn finding_target(checked: &Checked, finding: &Finding) -> Target {
    let code = finding
        .charge
        .and_then(|idx| checked.visit.charges.get(idx))
        .map(|charge| charge.code.clone());
    Target::Finding {
        rule: finding.rule.clone(),
        code,
        quote: quote_hash(finding),
    }
}

/// Index of the charge that `target` names.
pub fn charge_of(checked: &Checked, target: &Target) -> Option<usize> {
    let Target::Charge { code, nth } = target else {
        return None;
    };
    let same_code = checked
        .visit
        .charges
        .iter()
        .enumerate()
        .filter(|(_, charge)| charge.code == *code);
    same_code
        .map(|(idx, _)| idx)
        .nth((*nth as usize).saturating_sub(1))
}

/// Index of the finding that `target` names: the one on the same words; failing that, the only
/// one of the same rule on the same code (its words changed).
pub fn finding_of(checked: &Checked, target: &Target) -> Option<usize> {
    let Target::Finding { rule, code, .. } = target else {
        return None;
    };
    let mut alike = Vec::new();
    for (idx, finding) in checked
        .findings
        .iter()
        .enumerate()
        .filter(|(_, finding)| finding.rule == *rule)
    {
        match finding_target(checked, finding) {
            exact if exact == *target => return Some(idx),
            Target::Finding { code: of, .. } if of == *code => alike.push(idx),
            _ => {}
        }
    }
    if alike.len() == 1 { alike.pop() } else { None }
}

/// The anchor of a decision on `target`. A passage is taken where its words first stand; for
/// selected words use [`anchor_at`].
pub fn anchor(checked: &Checked, text: &str, target: &Target) -> Anchor {
    let passage = match target {
        Target::Visit | Target::Charge { .. } => String::new(),
        Target::Finding { .. } => finding_of(checked, target)
            .map_or_else(String::new, |idx| finding_passage(checked, text, idx)),
        Target::Passage { quote } => places(checked, text, quote)
            .into_iter()
            .next()
            .map_or_else(String::new, |span| neighbourhood(checked, text, span)),
    };
    Anchor {
        key: key(checked),
        date: checked.visit.date,
        text_hash: checked.text_hash.clone(),
        passage,
    }
}

/// The anchor and the target of a decision on the words at `span`.
pub fn anchor_at(checked: &Checked, text: &str, span: Span) -> (Anchor, Target) {
    let target = Target::Passage {
        quote: span.of(text).to_owned(),
    };
    let passage = neighbourhood(checked, text, span);
    (
        Anchor {
            key: key(checked),
            date: checked.visit.date,
            text_hash: checked.text_hash.clone(),
            passage,
        },
        target,
    )
}

/// Where the words of a decision stand now: the place with the same neighbours, else the only
/// place with the same words. `None` for decisions on a visit or charge, or when the words are gone.
pub fn locate(anchor: &Anchor, target: &Target, checked: &Checked, text: &str) -> Option<Span> {
    match target {
        Target::Visit | Target::Charge { .. } => None,
        Target::Finding { .. } => {
            let finding = &checked.findings[finding_of(checked, target)?];
            finding.citations.first().map(|citation| citation.span)
        }
        Target::Passage { quote } => {
            let places = places(checked, text, quote);
            let same = places
                .iter()
                .find(|span| neighbourhood(checked, text, **span) == anchor.passage);
            same.or(if places.len() == 1 {
                places.first()
            } else {
                None
            })
            .copied()
        }
    }
}

/// Hash of the words that a finding points at.
fn quote_hash(finding: &Finding) -> String {
    let words: Vec<&str> = finding
        .citations
        .iter()
        .map(|citation| citation.text.as_str())
        .collect();
    passage_hash(&words.join("\n"))
}

/// Hash of the words of a finding with their neighbours; empty when it points at nothing.
pub(super) fn finding_passage(checked: &Checked, text: &str, finding_idx: usize) -> String {
    let citations = &checked.findings[finding_idx].citations;
    if citations.is_empty() {
        return String::new();
    }
    let passages: Vec<&str> = citations
        .iter()
        .map(|citation| widened(checked, text, citation.span).of(text))
        .collect();
    passage_hash(&passages.join("\n"))
}

/// Hash of the words at `span` with their neighbours.
pub(super) fn neighbourhood(checked: &Checked, text: &str, span: Span) -> String {
    passage_hash(widened(checked, text, span).of(text))
}

/// `span` with up to [`N_NEIGHBOURS`] words of the same visit on either side.
fn widened(checked: &Checked, text: &str, span: Span) -> Span {
    let visit = checked.visit.span;
    let before = Span::new(visit.start.min(span.start), span.start).of(text);
    let after = Span::new(span.end, visit.end.max(span.end)).of(text);
    let n_before: usize = before
        .split_inclusive(char::is_whitespace)
        .rev()
        .scan(0, counting)
        .map(str::len)
        .sum();
    let n_after: usize = after
        .split_inclusive(char::is_whitespace)
        .scan(0, counting)
        .map(str::len)
        .sum();
    Span::new(span.start - n_before, span.end + n_after)
}

/// Lets pieces pass until [`N_NEIGHBOURS`] of them held a word.
fn counting<'t>(n_words: &mut usize, piece: &'t str) -> Option<&'t str> {
    if *n_words == N_NEIGHBOURS {
        return None;
    }
    *n_words += usize::from(!piece.trim().is_empty());
    Some(piece)
}

/// Every place of the visit where the words of `quote` stand, however they are wrapped.
pub(super) fn places(checked: &Checked, text: &str, quote: &str) -> Vec<Span> {
    let visit = checked.visit.span;
    let within = visit.of(text);
    let wanted: Vec<&str> = quote.split_whitespace().collect();
    let Some(first) = wanted.first() else {
        return Vec::new();
    };
    let found = within.match_indices(first).filter_map(|(at, _)| {
        let end = folded_end(&within[at..], &wanted)?;
        Some(Span::new(at, at + end).shifted(visit.start))
    });
    found.collect()
}

/// Length of the beginning of `text` that holds exactly the `wanted` words, white space folded.
fn folded_end(text: &str, wanted: &[&str]) -> Option<usize> {
    let mut rest = text;
    for (word_idx, word) in wanted.iter().enumerate() {
        if word_idx > 0 {
            let trimmed = rest.trim_start();
            if trimmed.len() == rest.len() {
                return None;
            }
            rest = trimmed;
        }
        rest = rest.strip_prefix(word)?;
    }
    Some(text.len() - rest.len())
}
