//! Where an amount stands: its clause, its block, the services around it, what kind of line it is on.

use std::ops::Range;

use super::bind::Binder;
use super::near::{Gap, block_of};
use crate::parse::charges::{Mention, Named};
use crate::parse::quantity::{Amount, Found};
use crate::parse::{Clause, LineStart, TokenKind};
use crate::rules::TimeWord;

/// Where an amount stands among the mentions of its block.
pub(super) struct Place {
    pub(super) clause: Range<usize>,
    /// Last mention before it in its block, with what stands between.
    pub(super) before: Option<(usize, Gap)>,
    /// First mention after it in its block, with what stands between.
    pub(super) after: Option<(usize, Gap)>,
    pub(super) block: usize,
}

impl Binder<'_> {
    pub(super) fn place(&self, at: usize, clause: &Clause) -> Place {
        let tokens = &self.found[at].tokens;
        let block = block_of(self.doc, self.words.tokens[tokens.start].span.start);
        let span = self.doc.blocks.get(block).map_or(clause.span, |b| b.span);
        let (from, to) = self.item(
            tokens.start,
            self.doc.token_at(span.start)..self.doc.token_at(span.end),
        );
        let next = self
            .mentions
            .partition_point(|m| m.tokens.start < tokens.start);
        let strong = |i: &usize| self.mentions[*i].named != Named::Also && !self.adjusts(*i);
        let before = (0..next)
            .rev()
            .find(strong)
            .filter(|i| self.mentions[*i].tokens.start >= from);
        let after = (next..self.mentions.len())
            .find(strong)
            .filter(|i| self.mentions[*i].tokens.start < to);
        let row = self
            .doc
            .lines
            .get(clause.line)
            .filter(|l| l.cells.len() > 2);
        let row = row.map(|l| self.doc.token_at(l.span.start)..self.doc.token_at(l.span.end));
        Place {
            clause: row.unwrap_or(clause.tokens.clone()),
            before: before.map(|i| {
                (
                    i,
                    self.weights.gap(self.mentions[i].tokens.end..tokens.start),
                )
            }),
            after: after.map(|i| {
                (
                    i,
                    self.weights.gap(tokens.end..self.mentions[i].tokens.start),
                )
            }),
            block,
        }
    }

    /// A name of the adjustment: it has no minutes, so it owns none.
    pub(super) fn adjusts(&self, mention: usize) -> bool {
        let mention = &self.mentions[mention];
        let cmt = |code: &String| {
            self.rules
                .codes
                .get(code)
                .is_some_and(|c| c.family == "cmt")
        };
        mention.named == Named::Name && mention.codes.iter().all(cmt)
    }

    /// The part of a block that holds the token: a line that begins with a service begins a new one.
    pub(super) fn item(&self, token: usize, block: Range<usize>) -> (usize, usize) {
        let begins = |m: &&Mention| {
            let start = m.tokens.start;
            m.named != Named::Also && block.contains(&start) && self.words.breaks(start)
        };
        let starts = || self.mentions.iter().filter(begins).map(|m| m.tokens.start);
        let from = starts().rfind(|s| *s <= token).unwrap_or(block.start);
        let to = starts().find(|s| *s > token).unwrap_or(block.end);
        (from, to)
    }

    pub(super) fn owner(&self, place: &Place) -> Option<usize> {
        let only_after = || {
            let (first, _) = place.after?;
            let block = self.doc.blocks.get(place.block)?;
            let last = self.doc.token_at(block.span.end);
            let mut rest = self.mentions[first..]
                .iter()
                .take_while(|m| m.tokens.start < last);
            let alone =
                rest.all(|m| m.named == Named::Also || m.codes == self.mentions[first].codes);
            alone.then_some(first)
        };
        place
            .before
            .map(|(i, _)| i)
            .or_else(|| self.owners.get(place.block).copied().flatten())
            .or_else(only_after)
    }

    pub(super) fn same_line(&self, from: usize, to: usize) -> bool {
        let (from, to) = (
            self.words.tokens[from].span.end,
            self.words.tokens[to].span.start,
        );
        self.words
            .text
            .get(from..to)
            .is_some_and(|t| !t.contains('\n'))
    }

    /// True when the token stands at the front of its clause or comma phrase.
    pub(super) fn fronts(&self, token: usize, place: &Place) -> bool {
        (place.clause.start..token)
            .rev()
            .take_while(|i| ![",", "."].contains(&self.words.mark(*i)))
            .filter(|i| {
                self.words.kind(*i) != Some(TokenKind::Sign)
                    && !self.words.any(*i, &[TimeWord::Link, TimeWord::Of])
                    && !self.found.iter().any(|f| f.tokens.contains(i))
            })
            .count()
            <= 1
    }

    pub(super) fn arrival(&self, found: &Found) -> bool {
        matches!(found.amount, Amount::Clock { arrival: true, .. })
    }

    /// A short line of the header, or among the first of the visit, where its own hours stand.
    pub(super) fn headed(&self, found: &Found, header: bool) -> bool {
        let byte = self.words.tokens[found.tokens.start].span.start;
        let lines = self
            .doc
            .lines
            .iter()
            .filter(|l| l.start != LineStart::Blank);
        lines.enumerate().any(|(nth, l)| {
            let short = l.width < 120 && !l.span.of(self.words.text).ends_with('.');
            l.span.holds(byte) && short && (nth < 4 || header)
        })
    }

    /// Number of comings and goings in the visit: one is the visit's, several are of services.
    pub(super) fn n_arrivals(&self) -> usize {
        let arrival = |f: &&Found| matches!(f.amount, Amount::Clock { arrival: true, .. });
        self.found.iter().filter(arrival).count()
    }

    /// A line with nothing on it but amounts: the foot of a column.
    pub(super) fn line_of_amounts(&self, found: &Found) -> bool {
        let byte = self.words.tokens[found.tokens.start].span.start;
        let line = self.doc.lines.partition_point(|l| l.span.end < byte);
        self.doc.lines.get(line).is_some_and(|line| {
            let tokens = self.doc.token_at(line.span.start)..self.doc.token_at(line.span.end);
            tokens.into_iter().all(|i| {
                self.words.kind(i) != Some(TokenKind::Word)
                    || self.words.any(i, &[TimeWord::Minute, TimeWord::Unit])
            })
        })
    }

    /// True when the line that names the service has an amount of time of its own.
    pub(super) fn timed_line(&self, mention: usize) -> bool {
        let byte = self.words.tokens[self.mentions[mention].tokens.start]
            .span
            .start;
        let line = self.doc.lines.partition_point(|l| l.span.end < byte);
        self.doc.lines.get(line).is_some_and(|line| {
            let on_line = |f: &&Found| {
                line.span
                    .holds(self.words.tokens[f.tokens.start].span.start)
            };
            self.found.iter().filter(on_line).any(Found::is_time)
        })
    }

    pub(super) fn timed(&self, mention: usize) -> bool {
        self.mentions[mention]
            .codes
            .iter()
            .any(|code| self.rules.codes.get(code).is_some_and(|c| c.timed))
    }
}
