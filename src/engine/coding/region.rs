//! Which regions of the spine a stretch of text names.
//!
//! Vertebrae are read by their form, other names by the words of `rules.yaml`. Two answers, because a
//! junction (`L5-S1`) and a rib may count as one region or as two: `sure` holds what is named beyond
//! doubt, `possible` all that a generous reader would count.

use std::ops::Range;

use super::Case;
use crate::parse::TokenKind;
use crate::rules::{Region, Sign};
use crate::text::Span;

/// Set of regions, one bit for each.
pub(super) type Regions = u8;

/// The bit of a region.
pub(super) fn bit(region: Region) -> Regions {
    1 << (region as u8)
}

/// All five regions of the spine.
pub(super) const SPINE: Regions = 0b1_1111;

/// Regions that a text names.
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    pub(super) sure: Regions,
    pub(super) possible: Regions,
    /// Muscles and joints, by the region they lie in.
    pub(super) tissue: Regions,
    /// Named only by what may be the provider's own hand, or a cushion under a knee.
    pub(super) weak: Regions,
    /// Words that name no region (`full spine`, `as needed`).
    pub(super) vague: bool,
    /// First words that name each region.
    pub(super) named: Vec<(Region, Span)>,
}

impl Places {
    /// The words of the regions named, from the top.
    pub(super) fn words(&self) -> String {
        words(self.sure | self.possible)
    }

    fn add(&mut self, region: Region, span: Span, sure: bool) {
        self.possible |= bit(region);
        if sure {
            self.sure |= bit(region);
        }
        if self.named.iter().all(|(known, _)| *known != region) {
            self.named.push((region, span));
        }
    }

    /// All regions that a service was given to: the weakly named ones when there is nothing else.
    pub(super) fn treated(&self) -> Regions {
        let firm = self.possible | self.tissue;
        if firm == 0 { self.weak } else { firm }
    }

    /// Takes in what another stretch names.
    pub(super) fn join(&mut self, other: &Self) {
        self.sure |= other.sure;
        self.possible |= other.possible;
        self.tissue |= other.tissue;
        self.weak |= other.weak;
        self.vague |= other.vague;
        for (region, span) in &other.named {
            if self.named.iter().all(|(known, _)| known != region) {
                self.named.push((*region, *span));
            }
        }
    }
}

/// Regions in words, from the top.
pub(super) fn words(regions: Regions) -> String {
    let all = Region::SPINE.into_iter().chain([Region::Extraspinal]);
    let named: Vec<&str> = all
        .filter(|region| regions & bit(*region) != 0)
        .map(Region::word)
        .collect();
    named.join(", ")
}

/// Reads the regions that the tokens name.
pub(super) fn read(case: &Case<'_>, tokens: Range<usize>) -> Places {
    let mut places = Places::default();
    segments(case, tokens.clone(), &mut places);
    letters(case, tokens.clone(), &mut places);
    let tools: Vec<Range<usize>> = case
        .signs(tokens.clone())
        .filter(|(sign, _)| *sign == Sign::Tool)
        .map(|(_, at)| at)
        .collect();
    for (sign, at) in case.signs(tokens) {
        let outside = matches!(
            sign,
            Sign::Region(Region::Extraspinal) | Sign::Tissue(Region::Extraspinal)
        );
        if outside && tools.contains(&at) {
            places.weak |= bit(Region::Extraspinal);
            continue;
        }
        let span = case.doc.span_of(at);
        match sign {
            Sign::Region(region) => places.add(region, span, true),
            Sign::Tissue(region) => places.tissue |= bit(region),
            Sign::Lumbosacral => {
                places.add(Region::Lumbar, span, true);
                places.add(Region::Sacral, span, false);
            }
            Sign::Rib => {
                places.add(Region::Thoracic, span, false);
                places.add(Region::Extraspinal, span, false);
            }
            Sign::FullSpine => places.vague = true,
            _ => {}
        }
    }
    places
}

/// `C5`, `L4-5`, `T12-L1`: each vertebra, and the regions a range runs through.
fn segments(case: &Case<'_>, tokens: Range<usize>, places: &mut Places) {
    let mut before: Option<(usize, Region)> = None;
    for at in tokens {
        let Some((region, end)) = segment(case, at) else {
            continue;
        };
        if case.shows(end..(end + 3).min(case.doc.tokens.len()), Sign::NotSegment) {
            continue;
        }
        let span = case.doc.span_of(at..end);
        let range = before.filter(|(last, _)| at == last + 1 && is_dash(case, *last));
        if let Some((_, from)) = range.filter(|(_, from)| *from < region) {
            // The vertebra named first carries the junction; what lies between is possible.
            for between in Region::SPINE {
                if from < between && between <= region {
                    let junction = region as u8 == from as u8 + 1;
                    places.add(between, span, between == region && !junction);
                }
            }
        } else {
            places.add(region, span, true);
        }
        before = Some((end, region));
    }
}

fn is_dash(case: &Case<'_>, token: usize) -> bool {
    matches!(case.letters(token), "-" | "–" | "—" | "/")
}

/// The vertebra that begins at a token, with the token after it.
fn segment(case: &Case<'_>, at: usize) -> Option<(Region, usize)> {
    let token = case.doc.tokens.get(at)?;
    let (letter, digits, end) = match token.kind {
        TokenKind::Mixed => {
            let (letter, digits) = token.span.of(case.text).split_at(1);
            (letter, digits, at + 1)
        }
        TokenKind::Word if token.span.len() == 1 => {
            let next = case.doc.tokens.get(at + 1)?;
            if next.kind != TokenKind::Number || next.spaced {
                return None;
            }
            (token.span.of(case.text), case.letters(at + 1), at + 2)
        }
        _ => return None,
    };
    let number: u32 = digits.parse().ok()?;
    let region = match (letter, number) {
        ("C" | "c", 0..=7) => Region::Cervical,
        ("T" | "t" | "D", 1..=12) => Region::Thoracic,
        ("L" | "l", 1..=6) => Region::Lumbar,
        ("S", 1..=5) => Region::Sacral,
        _ => return None,
    };
    Some((region, end))
}

/// `C/T/L`, `C, T & L`: a row of at least two capitals, one of them no side.
fn letters(case: &Case<'_>, tokens: Range<usize>, places: &mut Places) {
    let region_of = |at: usize| match case.letters(at) {
        "C" => Some(Region::Cervical),
        "T" => Some(Region::Thoracic),
        "L" => Some(Region::Lumbar),
        _ => None,
    };
    let mut at = tokens.start;
    while at < tokens.end {
        let mut row: Vec<(usize, Region)> = Vec::new();
        while let Some(region) = region_of(at).filter(|_| at < tokens.end) {
            row.push((at, region));
            at += 1;
            if matches!(case.letters(at), "/" | "," | "&" | "+" | "and") && at + 1 < tokens.end {
                at += 1;
            }
        }
        if row.len() > 1 && row.iter().any(|(_, region)| *region != Region::Lumbar) {
            for (token, region) in row {
                places.add(region, case.doc.span_of(token..token + 1), true);
            }
        }
        at += 1;
    }
}
