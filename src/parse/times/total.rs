//! Sums: of the timed codes, of the visit, of the episodes of one service.

use std::ops::Range;

use super::bind::Binder;
use super::place::Place;
use super::{Grade, Target};
use crate::parse::Clause;
use crate::parse::charges::Named;
use crate::parse::quantity::{Amount, Form, Found};
use crate::rules::TimeWord;

/// What the words around an amount say of it.
#[expect(clippy::struct_excessive_bools, reason = "independent answers")]
struct Around {
    timed: bool,
    total: bool,
    both: bool,
    visit: bool,
    /// The words before it say `timed`.
    said_timed: bool,
    said_each: bool,
}

impl Binder<'_> {
    /// A total, and of what.
    pub(super) fn total(&self, at: usize, place: &Place) -> Option<(Target, Grade)> {
        let found = &self.found[at];
        let bare = matches!(
            found.amount,
            Amount::Minutes {
                form: Form::Times | Form::Letter,
                ..
            }
        );
        if bare && !self.words.is(found.tokens.end, TimeWord::Total) {
            return None;
        }
        let around = self.around(at, place);
        match self.of_services(at, place, &around) {
            Some(Target::Nothing) => return None,
            Some(target) => return Some((target, Grade::Firm)),
            None => {}
        }
        let arrival = matches!(found.amount, Amount::Clock { arrival: true, .. })
            && self.owner(place).is_none();
        match (around.timed, around.visit || arrival) {
            (true, _) => Some((Target::Timed, Grade::Firm)),
            (_, true) if self.spoiled_before(found, place) => None,
            (_, true) => Some((Target::Visit, Grade::Firm)),
            _ if around.total || self.of_units(at, place) => {
                // Each service with a total of its own: the total of that service.
                let own = place.before.is_none() && self.n_totals() > 1;
                let owner = self.owner(place).filter(|i| own && self.timed(*i));
                Some((owner.map_or(Target::Sum, Target::Service), Grade::Firm))
            }
            _ if around.both => Some((Target::Sum, Grade::Weak)),
            _ => None,
        }
    }

    /// Whether the words around an amount make it a total, and of what.
    fn around(&self, at: usize, place: &Place) -> Around {
        let own = self.found[at].tokens.clone();
        let (left, right) = self.context(at, place);
        let has = |word, ahead: usize, reach: usize| {
            let before = left.start.max(left.end.saturating_sub(ahead))..left.end;
            let after = right.start..right.end.min(right.start + reach);
            before.chain(after).any(|i| self.words.is(i, word))
        };
        let inside = |word| own.clone().any(|i| self.words.is(i, word));
        Around {
            timed: has(TimeWord::Timed, 7, 6) || inside(TimeWord::Timed),
            total: has(TimeWord::Total, 7, 5) || inside(TimeWord::Total),
            both: has(TimeWord::Both, 7, 3) || inside(TimeWord::Both),
            visit: has(TimeWord::Visit, 5, 3),
            said_timed: left.clone().any(|i| self.words.is(i, TimeWord::Timed)),
            said_each: left.clone().any(|i| self.words.says(i, "each")),
        }
    }

    /// A total of the services named before it: of all of them, of one, or none (`Nothing`) where
    /// the amount is that of the last one only.
    fn of_services(&self, at: usize, place: &Place, around: &Around) -> Option<Target> {
        let each =
            around.said_each || matches!(self.found[at].amount, Amount::Minutes { each: true, .. });
        let shared = if each { 0 } else { self.sharing(at, place) };
        let beside = place.before.is_some_and(|(i, gap)| {
            gap.content == 0
                && gap.stops == 0
                && gap.colons < 2
                && self.mentions[i].named != Named::Also
                && self.timed(i)
        });
        let summed = around.timed || around.total || around.both;
        if shared >= 2 && (summed || beside && self.joined(place)) {
            return Some(Target::Timed);
        }
        if beside && shared == 1 && !around.said_timed {
            return Some(Target::Nothing);
        }
        self.lone_service(at, place)
            .filter(|_| around.total && !around.timed && !around.visit)
            .map(Target::Service)
    }

    /// `3 units for 38 minutes`, no service named: the units and the minutes of all.
    fn of_units(&self, at: usize, place: &Place) -> bool {
        let units = at.checked_sub(1).map(|i| &self.found[i]);
        units.filter(|_| place.before.is_none()).is_some_and(|f| {
            matches!(f.amount, Amount::Units { named: true, .. })
                && self.words.says(f.tokens.end, "for")
                && f.tokens.end + 1 == self.found[at].tokens.start
        })
    }

    /// `8 minutes and then another 15, 23 minutes in all`: the sum counts, not its parts.
    pub(super) fn whole(&self, at: usize, target: Target, clause: &Clause) -> bool {
        let Target::Service(mention) = target else {
            return false;
        };
        let tokens = &self.found[at].tokens;
        let from = clause.tokens.start.max(tokens.start.saturating_sub(5));
        let to = clause.tokens.end.min(tokens.end + 4);
        self.found[at].is_time()
            && clause.tokens.contains(&self.mentions[mention].tokens.start)
            && self.has_own_time(mention, at)
            && (from..to).any(|i| self.words.is(i, TimeWord::Total))
    }

    /// The only timed service that the clause names before the amount.
    pub(super) fn lone_service(&self, at: usize, place: &Place) -> Option<usize> {
        let start = self.found[at].tokens.start;
        let mut inside = self.mentions.iter().enumerate().filter(|(i, m)| {
            place.clause.start <= m.tokens.start
                && m.tokens.end <= start
                && m.named != Named::Also
                && self.timed(*i)
        });
        let (first, mention) = inside.next()?;
        inside
            .all(|(_, m)| m.codes == mention.codes)
            .then_some(first)
    }

    /// True when the amount holds for each of several (`15 min each`, `were each performed for …`).
    pub(super) fn each(&self, found: &Found, clause: &Clause) -> bool {
        let before = clause
            .tokens
            .start
            .max(found.tokens.start.saturating_sub(4))..found.tokens.start;
        let own = match found.amount {
            Amount::Minutes { each, .. } | Amount::Units { each, .. } => each,
            _ => false,
        };
        own || before.into_iter().any(|i| self.words.says(i, "each"))
    }

    /// Tokens before and after the amount that speak of it: up to the next amount, mention or clause end.
    pub(super) fn context(&self, at: usize, place: &Place) -> (Range<usize>, Range<usize>) {
        let found = &self.found[at];
        let mut from = place.clause.start;
        for tokens in self.found[..at].iter().rev().take(2).map(|f| &f.tokens) {
            from = from.max(tokens.end);
        }
        if let Some((mention, _)) = place.before {
            from = from.max(self.mentions[mention].tokens.end);
        }
        let mut to = place.clause.end.min(found.tokens.end + 7);
        let comma = (found.tokens.end..to).find(|i| [",", ";"].contains(&self.words.mark(*i)));
        to = comma.unwrap_or(to);
        if let Some(next) = self.found.get(at + 1) {
            to = to.min(next.tokens.start.max(found.tokens.end));
        }
        if let Some((mention, _)) = place.after {
            to = to.min(self.mentions[mention].tokens.start);
        }
        (
            from.min(found.tokens.start)..found.tokens.start,
            found.tokens.end..to.max(found.tokens.end),
        )
    }

    /// Number of timed services in the clause before the amount that have no time of their own there.
    pub(super) fn sharing(&self, at: usize, place: &Place) -> usize {
        let start = self.found[at].tokens.start;
        let mut codes: Vec<&str> = Vec::new();
        let inside = self.mentions.iter().enumerate().filter(|(i, m)| {
            place.clause.start <= m.tokens.start
                && m.tokens.end <= start
                && self.counts[*i]
                && m.named != Named::Also
        });
        for (i, mention) in inside {
            let next = self.mentions[i + 1..]
                .iter()
                .find(|m| m.codes != mention.codes)
                .map_or(start, |m| m.tokens.start.min(start));
            let own = self.found[..at].iter().any(|f| {
                f.tokens.start >= mention.tokens.end && f.tokens.start < next && f.is_time()
            });
            if !own && self.timed(i) && !codes.contains(&mention.codes[0].as_str()) {
                codes.push(&mention.codes[0]);
            }
        }
        codes.len()
    }

    /// True when the two mentions before the amount are joined by `and`, `+`, `/` or `&`.
    pub(super) fn joined(&self, place: &Place) -> bool {
        let Some((last, _)) = place.before else {
            return false;
        };
        let Some(first) = (0..last).rev().find(|i| {
            self.mentions[*i].named != Named::Also
                && self.mentions[*i].codes != self.mentions[last].codes
        }) else {
            return false;
        };
        let between = self.mentions[first].tokens.end..self.mentions[last].tokens.start;
        let gap = self.weights.gap(between.clone());
        gap.content == 0
            && gap.stops == 0
            && between
                .clone()
                .any(|i| self.words.says(i, "and") || ["+", "&"].contains(&self.words.mark(i)))
    }

    /// Number of plain totals of time in the visit.
    pub(super) fn n_totals(&self) -> usize {
        let total = |f: &&Found| {
            let near = f.tokens.start.saturating_sub(4)..f.tokens.start;
            f.is_time()
                && near.clone().any(|i| self.words.is(i, TimeWord::Total))
                && !near.into_iter().any(|i| self.words.is(i, TimeWord::Timed))
        };
        self.found.iter().filter(total).count()
    }
}
