//! Amounts bound by position: in the head of a service, in its cell, behind or before its name.

use std::ops::Range;

use super::bind::Binder;
use super::near::Gap;
use super::place::Place;
use crate::parse::TokenKind;
use crate::parse::charges::{Mention, Named};
use crate::parse::quantity::{Amount, Form, Found};
use crate::rules::TimeWord;

impl Binder<'_> {
    /// `20 minutes of therapeutic activities`, `half an hour on lifting (97530)`, `30 minutes (97113)`.
    pub(super) fn of_service(&self, at: usize, place: &Place) -> Option<usize> {
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
    pub(super) fn more_follow(&self, mention: usize, at: usize) -> bool {
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
    pub(super) fn beside(&self, found: &Found, mention: usize, gap: Gap) -> bool {
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

    /// A line or cell that begins with the amount, the service next (`9:02-9:14  97140`, `23 min 97530`).
    pub(super) fn alone_before(&self, at: usize, place: &Place) -> Option<usize> {
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

    /// `Duration: 15 min`, `Time: 15 min` at the front of a line, a cell or a phrase.
    pub(super) fn labelled(&self, found: &Found) -> bool {
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
    pub(super) fn in_cell(&self, found: &Found) -> Option<usize> {
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
    pub(super) fn looser(&self, at: usize, place: &Place) -> Option<usize> {
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
}
