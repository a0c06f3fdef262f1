//! Binding: from an amount to what it measures.

use std::ops::Range;

use super::near::{Gap, Weights, block_of, owners};
use super::{Fact, Grade, Target};
use crate::parse::charges::{Mention, Named, clause_of};
use crate::parse::quantity::{Amount, Form, Found, Words};
use crate::parse::{Clause, Doc, Section, TokenKind};
use crate::rules::{RuleSet, TimeWord};

pub(super) struct Binder<'a> {
    pub(super) words: &'a Words<'a>,
    pub(super) doc: &'a Doc,
    pub(super) mentions: &'a [Mention],
    pub(super) counts: &'a [bool],
    pub(super) rules: &'a RuleSet,
    pub(super) found: &'a [Found],
    pub(super) weights: Weights,
    owners: Vec<Option<usize>>,
}

/// Where an amount stands among the mentions of its block.
pub(super) struct Place {
    pub(super) clause: Range<usize>,
    /// Last mention before it in its block, with what stands between.
    pub(super) before: Option<(usize, Gap)>,
    /// First mention after it in its block, with what stands between.
    pub(super) after: Option<(usize, Gap)>,
    pub(super) block: usize,
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
    fn column(&self, found: &Found) -> (Target, Grade) {
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

    fn place(&self, at: usize, clause: &Clause) -> Place {
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
    fn adjusts(&self, mention: usize) -> bool {
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
    fn item(&self, token: usize, block: Range<usize>) -> (usize, usize) {
        let begins = |m: &&Mention| {
            let start = m.tokens.start;
            m.named != Named::Also && block.contains(&start) && self.words.breaks(start)
        };
        let starts = || self.mentions.iter().filter(begins).map(|m| m.tokens.start);
        let from = starts().rfind(|s| *s <= token).unwrap_or(block.start);
        let to = starts().find(|s| *s > token).unwrap_or(block.end);
        (from, to)
    }

    fn target(&self, at: usize, clause: &Clause) -> (Target, Grade) {
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

    /// `20 minutes of therapeutic activities`, `half an hour on lifting (97530)`, `30 minutes (97113)`.
    fn of_service(&self, at: usize, place: &Place) -> Option<usize> {
        let found = &self.found[at];
        let end = found.tokens.end;
        let (mention, gap) = place.after?;
        let start = self.mentions[mention].tokens.start;
        let signs =
            (end..start).any(|i| [",", ":", "|", ";", "/", "=", "+"].contains(&self.words.mark(i)));
        let other = self.found[at + 1..]
            .iter()
            .any(|f| f.tokens.start < start && f.is_time());
        if gap.stops > 0 || signs || other || start - end > 10 {
            return None;
        }
        let of = (end..start)
            .take_while(|i| {
                self.words
                    .any(*i, &[TimeWord::Contact, TimeWord::Link, TimeWord::Of])
            })
            .any(|i| self.words.begins(i, TimeWord::Of) && !self.words.is(i, TimeWord::Contact));
        let from = place.clause.start.max(found.tokens.start.saturating_sub(6));
        let summed = (from..found.tokens.start)
            .any(|i| self.words.any(i, &[TimeWord::Total, TimeWord::Timed]));
        let free_before = place
            .before
            .is_none_or(|(i, gap)| gap.content > 0 || gap.stops > 0 || self.has_own_time(i, at));
        let limit = if free_before { 3 } else { 0 };
        if of && gap.content <= limit && gap.colons == 0 {
            return Some(mention);
        }
        let paren = ['(', '['].iter().any(|c| self.words.sign(end, *c)) && end + 1 == start;
        let direct = paren && !summed || end == start && !self.words.breaks(start);
        (direct && free_before && gap.colons == 0).then_some(mention)
    }

    /// `40 minutes for ther ex and ther act`: another service is joined to the first, without an
    /// amount of its own.
    fn more_follow(&self, mention: usize, at: usize) -> bool {
        let first = &self.mentions[mention];
        let Some(next) = self.mentions[mention + 1..]
            .iter()
            .find(|m| m.named != Named::Also && m.codes != first.codes)
        else {
            return false;
        };
        let between = first.tokens.end..next.tokens.start;
        let gap = self.weights.gap(between.clone());
        let joined = between.len() <= 3
            && between
                .clone()
                .any(|i| self.words.says(i, "and") || ["+", "&"].contains(&self.words.mark(i)));
        let timed = |m: &Mention| {
            m.codes
                .iter()
                .any(|c| self.rules.codes.get(c).is_some_and(|c| c.timed))
        };
        let each = matches!(self.found[at].amount, Amount::Minutes { each: true, .. })
            || self.words.says(self.found[at].tokens.end, "each");
        let counted = self.found.iter().any(|f| between.contains(&f.tokens.start));
        joined && !counted && gap == Gap::default() && timed(first) && timed(next) && !each
    }

    /// `15 min TE, 10 min MT`: where a row begins with an amount and services and amounts take turns,
    /// each amount belongs to the service behind it.
    pub(super) fn paired_ahead(&self, at: usize, place: &Place) -> Option<usize> {
        let time = self.found[at].is_time();
        let inside = |t: &Range<usize>| place.clause.start <= t.start && t.end <= place.clause.end;
        let mut turns: Vec<(usize, Option<usize>)> = Vec::new();
        for (i, mention) in self.mentions.iter().enumerate() {
            let named = mention.named != Named::Also && inside(&mention.tokens) && !self.adjusts(i);
            let same = i > 0 && self.mentions[i - 1].codes == mention.codes && named;
            if named && !(same && turns.last().is_some_and(|t| t.1 == Some(i - 1))) {
                turns.push((mention.tokens.start, Some(i)));
            }
        }
        let times = self
            .found
            .iter()
            .filter(|f| f.amount != Amount::Nothing && f.is_time() == time && inside(&f.tokens));
        turns.extend(times.map(|f| (f.tokens.start, None)));
        turns.sort_unstable();
        // A total may stand before all: `40 minutes: 15 minutes of …`.
        if turns.len() % 2 == 1 && turns.len() > 4 && turns[0].1.is_none() && turns[1].1.is_none() {
            turns.remove(0);
        }
        let in_turn = turns.len() >= 4
            && turns.len().is_multiple_of(2)
            && turns
                .iter()
                .enumerate()
                .all(|(nth, turn)| turn.1.is_some() == (nth % 2 == 1));
        let here = turns
            .iter()
            .position(|t| t.0 == self.found[at].tokens.start)?;
        let mention = turns.get(here + 1)?.1?;
        let gap = self
            .weights
            .gap(self.found[at].tokens.end..self.mentions[mention].tokens.start);
        (in_turn && gap.content <= 1 && gap.stops == 0 && gap.colons == 0).then_some(mention)
    }

    /// True when another amount of time stands between the mention and the amount `at`.
    pub(super) fn has_own_time(&self, mention: usize, at: usize) -> bool {
        let from = self.mentions[mention].tokens.end;
        self.found[..at]
            .iter()
            .rev()
            .take_while(|f| f.tokens.start >= from)
            .any(Found::is_time)
    }

    /// The amount stands in the head of the mention: nothing of its own between the two.
    fn beside(&self, found: &Found, mention: usize, gap: Gap) -> bool {
        let label = found.is_label();
        let loose = matches!(
            found.amount,
            Amount::Minutes {
                form: Form::Mark | Form::Letter | Form::Times,
                ..
            }
        );
        if gap.content > 0 {
            return false;
        }
        if gap.stops > 0
            && self
                .words
                .is(self.mentions[mention].tokens.end + 1, TimeWord::NotTime)
        {
            return false;
        }
        if gap.stops > 0 && !(label || found.tokens.start - self.mentions[mention].tokens.end < 6) {
            return false;
        }
        let far = found.tokens.start - self.mentions[mention].tokens.end > 24;
        !(far || loose && gap.stops > 0 || self.arrival(found) && gap.colons > 1)
    }

    fn arrival(&self, found: &Found) -> bool {
        matches!(found.amount, Amount::Clock { arrival: true, .. })
    }

    /// A line or cell that begins with the amount, the service next (`9:02-9:14  97140`, `23 min 97530`).
    fn alone_before(&self, at: usize, place: &Place) -> Option<usize> {
        let found = &self.found[at];
        let (mention, gap) = place.after?;
        let fronted = found.tokens.start == place.clause.start
            || (place.clause.start..found.tokens.start).all(|i| {
                self.words.kind(i) == Some(TokenKind::Sign)
                    || self.words.any(i, &[TimeWord::Link, TimeWord::Start])
                    || self.words.kind(i) == Some(TokenKind::Number)
            });
        let line = self.same_line(found.tokens.start, self.mentions[mention].tokens.start);
        let near = gap.content <= 1 && gap.stops == 0 && gap.colons <= 1;
        let before = place.before.is_none_or(|(i, gap)| {
            gap.stops > 0 || !self.same_line(self.mentions[i].tokens.start, found.tokens.start)
        });
        (fronted && line && near && before).then_some(mention)
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

    /// `Duration: 15 min`, `Time: 15 min` at the front of a line, a cell or a phrase.
    fn labelled(&self, found: &Found) -> bool {
        let mut at = found.tokens.start;
        while at > 0 && [":", "=", "-"].contains(&self.words.mark(at - 1)) && !self.words.breaks(at)
        {
            at -= 1;
        }
        let marked = at < found.tokens.start;
        let mut first = at;
        let named = |i: usize| {
            [
                "time", "duration", "length", "dur", "minutes", "mins", "spent",
            ]
            .iter()
            .any(|w| self.words.says(i, w))
        };
        while first > 0 && first + 3 > at && named(first - 1) && !self.words.breaks(first) {
            first -= 1;
        }
        let opens = self.words.breaks(first)
            || self.words.gap(first) >= 2
            || first > 0
                && [".", ";", ",", "(", "|", "-", ":"].contains(&self.words.mark(first - 1));
        first < at
            && opens
            && (marked
                || matches!(
                    found.amount,
                    Amount::Minutes {
                        form: Form::Written,
                        ..
                    }
                ))
    }

    /// The only service of a row in which the amount has a cell of its own.
    fn in_cell(&self, found: &Found) -> Option<usize> {
        let byte = self.words.tokens[found.tokens.start].span.start;
        let line = self
            .doc
            .lines
            .get(self.doc.lines.partition_point(|l| l.span.end < byte))?;
        let cell = line.cells.iter().find(|cell| cell.holds(byte))?;
        let own = |i: usize| {
            self.words.kind(i) == Some(TokenKind::Sign)
                || self.found.iter().any(|f| f.tokens.contains(&i))
        };
        let tokens =
            |span: crate::text::Span| self.doc.token_at(span.start)..self.doc.token_at(span.end);
        let row = tokens(line.span);
        let mut coded = self
            .mentions
            .iter()
            .enumerate()
            .filter(|(_, m)| m.named == Named::Code && row.contains(&m.tokens.start));
        let (first, mention) = coded.next()?;
        let alone = coded.all(|(_, m)| m.codes == mention.codes);
        (alone && tokens(*cell).all(own) && mention.tokens.start < found.tokens.start)
            .then_some(first)
    }

    /// A looser word for a service directly beside the amount (`eight minutes was exercise`).
    fn looser(&self, at: usize, place: &Place) -> Option<usize> {
        let found = &self.found[at];
        let mut best = None;
        for (i, mention) in self.mentions.iter().enumerate() {
            if mention.named != Named::Also
                || !self.counts[i]
                || !place.clause.contains(&mention.tokens.start)
                    && mention.tokens.end != found.tokens.start
            {
                continue;
            }
            let before = mention.tokens.end <= found.tokens.start;
            let gap = if before {
                self.weights.gap(mention.tokens.end..found.tokens.start)
            } else {
                self.weights.gap(found.tokens.end..mention.tokens.start)
            };
            let of = before || self.words.begins(found.tokens.end, TimeWord::Of);
            let between = if before {
                mention.tokens.end..found.tokens.start
            } else {
                found.tokens.end..mention.tokens.start
            };
            let comma = !before && between.clone().any(|t| self.words.sign(t, ','));
            let held = self
                .found
                .iter()
                .any(|f| between.contains(&f.tokens.start) && f.is_time());
            let head = before && !self.fronts(mention.tokens.start, place);
            let set_off = ["(", ","].contains(&self.words.mark(found.tokens.start.wrapping_sub(1)))
                || self.words.says(found.tokens.start.wrapping_sub(1), "x");
            let strong = self
                .mentions
                .iter()
                .any(|m| m.named != Named::Also && between.contains(&m.tokens.start));
            let figures = between
                .clone()
                .any(|t| self.words.kind(t) == Some(TokenKind::Number));
            let reach = match before {
                true if set_off && !strong && !figures => 4,
                true => 0,
                false => 1,
            };
            if gap.content <= reach
                && gap.stops == 0
                && of
                && !comma
                && !held
                && !head
                && between.len() < 12
            {
                best = Some(i);
            }
        }
        best
    }

    /// True when the token stands at the front of its clause or comma phrase.
    fn fronts(&self, token: usize, place: &Place) -> bool {
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
}

impl Found {
    pub(super) fn is_time(&self) -> bool {
        matches!(self.amount, Amount::Minutes { .. } | Amount::Clock { .. })
    }

    fn is_label(&self) -> bool {
        matches!(
            self.amount,
            Amount::Minutes {
                form: Form::Label,
                ..
            }
        )
    }
}
