//! What the sentence around an amount says of it: a total, a dose, a statement of presence, a limit.

use std::ops::Range;

use super::bind::{Binder, Place};
use super::near::Gap;
use super::{Grade, Target};
use crate::parse::charges::{Named, answered_no, boxed};
use crate::parse::quantity::{Amount, Form, Found};
use crate::parse::{Clause, LineStart, Section, TokenKind};
use crate::rules::TimeWord;

/// Most words between a service and a duration of its sentence.
const REACH: u16 = 6;
/// The same for a modality, whose sentence is settings and place.
const MODALITY_REACH: u16 = 18;

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
        let (left, right) = self.context(at, place);
        let near = Range {
            start: left.start.max(left.end.saturating_sub(7)),
            end: left.end,
        };
        let has = |word, reach: usize| {
            let after = right.start..right.end.min(right.start + reach);
            let own = found.tokens.clone();
            near.clone()
                .chain(own)
                .chain(after)
                .any(|i| self.words.is(i, word))
        };
        let timed = has(TimeWord::Timed, 6);
        let total = has(TimeWord::Total, 5);
        let both = has(TimeWord::Both, 3);
        let close = Range {
            start: left.start.max(left.end.saturating_sub(5)),
            end: left.end,
        };
        let visit = close.clone().any(|i| self.words.is(i, TimeWord::Visit))
            || (right.start..right.end.min(right.start + 3))
                .any(|i| self.words.is(i, TimeWord::Visit));
        let each = matches!(found.amount, Amount::Minutes { each: true, .. })
            || left.clone().any(|i| self.words.says(i, "each"));
        let shared = if each { 0 } else { self.sharing(at, place) };
        if shared >= 2 && (timed || total || both) {
            return Some((Target::Timed, Grade::Firm));
        }
        let beside = place.before.is_some_and(|(i, gap)| {
            gap.content == 0
                && gap.stops == 0
                && gap.colons < 2
                && self.mentions[i].named != Named::Also
                && self.timed(i)
        });
        if shared >= 2 && beside && self.joined(place) {
            return Some((Target::Timed, Grade::Firm));
        }
        if beside
            && shared == 1
            && !(timed && left.clone().any(|i| self.words.is(i, TimeWord::Timed)))
        {
            return None;
        }
        let arrival = matches!(found.amount, Amount::Clock { arrival: true, .. })
            && self.owner(place).is_none();
        if let Some(mention) = self
            .lone_service(at, place)
            .filter(|_| total && !timed && !visit)
        {
            return Some((Target::Service(mention), Grade::Firm));
        }
        // `3 units for 38 minutes`, no service named: the units and the minutes of all.
        let billed = place.before.is_none()
            && at > 0
            && matches!(self.found[at - 1].amount, Amount::Units { named: true, .. })
            && self.words.says(self.found[at - 1].tokens.end, "for")
            && self.found[at - 1].tokens.end + 1 == found.tokens.start;
        match (timed, visit || arrival, total || billed, both) {
            (true, ..) => Some((Target::Timed, Grade::Firm)),
            (_, true, ..) if self.spoiled_before(found, place) => None,
            (_, true, ..) => Some((Target::Visit, Grade::Firm)),
            // Each service with a total of its own: the total of that service.
            (_, _, true, _) if place.before.is_none() && self.n_totals() > 1 => {
                let owner = self.owner(place).filter(|i| self.timed(*i));
                Some(owner.map_or((Target::Sum, Grade::Firm), |i| {
                    (Target::Service(i), Grade::Firm)
                }))
            }
            (_, _, true, _) => Some((Target::Sum, Grade::Firm)),
            (_, _, _, true) => Some((Target::Sum, Grade::Weak)),
            _ => None,
        }
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
    fn lone_service(&self, at: usize, place: &Place) -> Option<usize> {
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
    fn context(&self, at: usize, place: &Place) -> (Range<usize>, Range<usize>) {
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
    fn sharing(&self, at: usize, place: &Place) -> usize {
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
    fn joined(&self, place: &Place) -> bool {
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

    fn timed(&self, mention: usize) -> bool {
        self.mentions[mention]
            .codes
            .iter()
            .any(|code| self.rules.codes.get(code).is_some_and(|c| c.timed))
    }

    /// An amount in running text: bound by what its sentence says.
    pub(super) fn by_sentence(
        &self,
        at: usize,
        place: &Place,
        clause: &Clause,
        spoiled: bool,
    ) -> (Target, Grade) {
        let found = &self.found[at];
        let nothing = (Target::Nothing, Grade::Weak);
        if let Amount::Clock { arrival, .. } = found.amount {
            if spoiled || self.spoiled_before(found, place) {
                return nothing;
            }
            let heads = arrival && self.n_arrivals() < 2
                || self.headed(found, clause.section == Section::Header);
            return match self.owner(place) {
                Some(mention) if !heads || place.before.is_some() => {
                    (Target::Service(mention), Grade::Said)
                }
                _ if heads => (Target::Visit, Grade::Said),
                _ => (Target::Only, Grade::Said),
            };
        }
        if let Amount::Minutes {
            form: Form::Mark, ..
        } = found.amount
        {
            return self.marked(found, place);
        }
        let Amount::Minutes {
            form: Form::Written,
            ..
        } = found.amount
        else {
            return nothing;
        };
        if self.corrects(found, clause) {
            return (self.speaks_of(place), Grade::Said);
        }
        let elsewhere = matches!(
            clause.section,
            Section::Goal
                | Section::Plan
                | Section::Subjective
                | Section::Header
                | Section::Objective
        );
        let named = place.before.is_some()
            || self
                .mentions
                .iter()
                .any(|m| place.clause.contains(&m.tokens.start));
        if self.line_of_amounts(found) {
            // Under a line of the service that has no time yet it is the time of that service.
            return match self.owner(place) {
                Some(mention) if !self.timed_line(mention) => {
                    (Target::Service(mention), Grade::Said)
                }
                _ => (Target::Sum, Grade::Weak),
            };
        }
        if spoiled
            || elsewhere && !named
            || self.spoiled_before(found, place)
            || self.dosed(found, place)
        {
            return nothing;
        }
        if let Some(grade) = self.states(found, place) {
            let target = self.speaks_of(place);
            let alone = grade == Grade::Said && self.attended(found, place);
            return match target {
                Target::Service(mention) if alone && !self.timed(mention) => (Target::Only, grade),
                target => (target, grade),
            };
        }
        match place.before {
            Some((mention, gap)) if self.within(found, mention, gap) => {
                let bare = found.tokens.start > 0 && self.words.says(found.tokens.start - 1, "x");
                let grade = if gap.colons > 0 && bare {
                    Grade::Hint
                } else {
                    Grade::Weak
                };
                (Target::Service(mention), grade)
            }
            _ => match (self.closes(at, place), self.owner(place)) {
                (Some(grade), Some(mention)) => (Target::Service(mention), grade),
                _ if self.treats(found, place, clause) => (Target::Only, Grade::Hint),
                _ => nothing,
            },
        }
    }

    /// True when the line that names the service has an amount of time of its own.
    fn timed_line(&self, mention: usize) -> bool {
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

    /// A line with nothing on it but amounts: the foot of a column.
    fn line_of_amounts(&self, found: &Found) -> bool {
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

    /// The service that a sentence without its name speaks of: one with a looser word in the sentence
    /// before one named further up.
    fn speaks_of(&self, place: &Place) -> Target {
        let named_here = place.before.is_some_and(|(_, gap)| gap.stops == 0);
        let mut looser = self.mentions.iter().enumerate().filter(|(i, m)| {
            m.named == Named::Also && self.counts[*i] && place.clause.contains(&m.tokens.start)
        });
        if let (false, Some((first, mention))) = (named_here, looser.next())
            && looser.all(|(_, m)| m.codes == mention.codes)
        {
            return Target::Service(first);
        }
        self.owner(place).map_or(Target::Only, Target::Service)
    }

    /// Near enough in its sentence, and set off from it (`…, ten minutes, …`, `… for ten minutes`).
    fn within(&self, found: &Found, mention: usize, gap: Gap) -> bool {
        let modality = self.mentions[mention].codes.iter().any(|code| {
            self.rules
                .codes
                .get(code)
                .is_some_and(|c| c.family == "modality_attended")
        });
        if modality {
            return gap.content <= MODALITY_REACH && gap.stops <= 1;
        }
        let start = found.tokens.start;
        let set_off = start.checked_sub(1).is_some_and(|i| {
            [",", "("].contains(&self.words.mark(i))
                || ["for", "x", "over"].iter().any(|w| self.words.says(i, w))
        });
        // Sets and repetitions between the two make it a list of drills, where a duration is a dose.
        let from = self.mentions[mention].tokens.end;
        let drills = (from..start).any(|i| {
            self.words.kind(i) == Some(TokenKind::Number)
                && !self.found.iter().any(|f| f.tokens.contains(&i))
        });
        if gap.stops > 0 {
            return false;
        }
        if drills {
            return gap.content <= REACH && gap.colons == 0 && set_off;
        }
        gap.content <= 3 && gap.colons == 0 || gap.content <= 2 * REACH && set_off
    }

    /// `TE per log x 15'`: a minute sign some words behind the service; feet have numbers before them.
    fn marked(&self, found: &Found, place: &Place) -> (Target, Grade) {
        let minutes = matches!(
            found.amount,
            Amount::Minutes {
                minutes: 5..=90,
                ..
            }
        );
        let led = found.tokens.start > 0 && self.words.says(found.tokens.start - 1, "x");
        match place.before {
            Some((mention, gap))
                if minutes
                    && led
                    && gap.colons == 0
                    && !self.follows_posture(found, place)
                    && self.within(found, mention, gap) =>
            {
                (Target::Service(mention), Grade::Weak)
            }
            _ => (Target::Nothing, Grade::Weak),
        }
    }

    /// A sentence of the treatment that names no service: its minutes are good where one service is
    /// billed and nothing else is said.
    fn treats(&self, found: &Found, place: &Place, clause: &Clause) -> bool {
        let long = matches!(found.amount, Amount::Minutes { minutes: 8.., .. });
        let named = self.mentions.iter().any(|m| {
            let (at, here) = (m.tokens.start, found.tokens.start);
            place.clause.contains(&at)
                && m.named != Named::Also
                && self.same_line(at.min(here), at.max(here))
        });
        long && clause.section == Section::Treatment && !named
    }

    /// The amount that closes the text of a service: the last one of its block, at the end of a clause
    /// and long enough to be more than one drill.
    fn closes(&self, at: usize, place: &Place) -> Option<Grade> {
        let found = &self.found[at];
        let (start, end) = (found.tokens.start, found.tokens.end);
        let block = self.doc.blocks.get(place.block)?;
        let last = self.doc.token_at(block.span.end).min(place.clause.end);
        let later = self.found[at + 1..]
            .iter()
            .any(|f| f.tokens.start < last && f.is_time());
        let ends = end >= place.clause.end
            || [")", "]", ".", ",", ";"].contains(&self.words.mark(end))
            || self.words.breaks(end);
        let Amount::Minutes { minutes: 8.., .. } = found.amount else {
            return None;
        };
        if later || !ends {
            return None;
        }
        let own = start == place.clause.start
            || [",", "(", "[", ";", "-"].contains(&self.words.mark(start - 1));
        let led = ["for", "x", "over"]
            .iter()
            .any(|w| start > 0 && self.words.says(start - 1, w));
        if own {
            Some(Grade::Weak)
        } else {
            led.then_some(Grade::Hint)
        }
    }

    /// True when contact is stated right behind the amount: it is then time of a timed service.
    fn attended(&self, found: &Found, place: &Place) -> bool {
        let after = found.tokens.end + usize::from(self.words.sign(found.tokens.end, ','));
        (after..place.clause.end.min(after + 6))
            .take_while(|i| ![";", ":", ","].contains(&self.words.mark(*i)))
            .any(|i| self.words.begins(i, TimeWord::Contact) && !self.words.says(i, "group"))
    }

    /// How firmly the sentence says that this long was spent with the patient or on the service.
    fn states(&self, found: &Found, place: &Place) -> Option<Grade> {
        let (start, end) = (found.tokens.start, found.tokens.end);
        let says = |at: usize, list: &[&str]| list.iter().any(|w| self.words.says(at, w));
        let free = |i: usize| {
            let classes = [
                TimeWord::Link,
                TimeWord::Lasted,
                TimeWord::Contact,
                TimeWord::Of,
            ];
            self.words.any(i, &classes) || self.words.kind(i) == Some(TokenKind::Sign)
        };
        let before = || (place.clause.start..start).rev();
        let mut led = before()
            .take(5)
            .take_while(|i| free(*i) && !self.words.sign(*i, ','));
        let spent = led
            .clone()
            .any(|i| says(i, &["spent", "worked", "devoted"]))
            || (end..place.clause.end.min(end + 2)).any(|i| self.words.says(i, "spent"));
        let whole = before()
            .take(2)
            .any(|i| says(i, &["whole", "entire", "full", "those", "further"]));
        let with = self.attended(found, place);
        let clock = self.words.says(end, "on") && self.words.says(end + 2, "clock");
        let timed = before()
            .find(|i| self.words.kind(*i) != Some(TokenKind::Sign))
            .is_some_and(|i| self.words.says(i, "time"));
        let short = matches!(found.amount, Amount::Minutes { minutes: ..8, .. });
        if spent || whole || with || clock || timed {
            return Some(if short && !spent {
                Grade::Hint
            } else {
                Grade::Said
            });
        }
        if led.any(|i| self.words.is(i, TimeWord::Lasted)) {
            return Some(Grade::Weak);
        }
        let from = place.clause.start.max(start.saturating_sub(14));
        let presence = (from..start).any(|i| self.words.begins(i, TimeWord::Contact));
        let hands = before().any(|i| says(i, &["i", "we"]));
        let set = start
            .checked_sub(1)
            .is_some_and(|i| self.words.says(i, "for") || self.words.sign(i, ','));
        let over = start > 0 && self.words.says(start - 1, "over");
        ((presence || hands) && set || over).then_some(Grade::Hint)
    }

    /// Words before the amount, in its comma phrase, that make it something else.
    fn spoiled_before(&self, found: &Found, place: &Place) -> bool {
        let phrase = (place.clause.start..found.tokens.start)
            .rev()
            .take(6)
            .take_while(|i| ![",", ":", ";", "("].contains(&self.words.mark(*i)));
        let clock = matches!(found.amount, Amount::Clock { .. });
        phrase
            .into_iter()
            .any(|i| self.words.begins(i, TimeWord::NotTime))
            || !clock && self.follows_posture(found, place)
    }

    /// `stands 15 min`, `held for 30 min`, `after 10 minutes`; but not the drill `sit to stand x 15 min`,
    /// and not a purpose (`to decrease pain x 15 min`).
    fn follows_posture(&self, found: &Found, place: &Place) -> bool {
        let start = found.tokens.start;
        let steps = |i: &usize| {
            [
                "for",
                "x",
                "about",
                "approximately",
                "took",
                "lasted",
                "past",
                "up",
                "to",
                "at",
                "of",
            ]
            .iter()
            .any(|w| self.words.says(*i, w))
        };
        let Some(last) = (place.clause.start..start).rev().find(|i| !steps(i)) else {
            return false;
        };
        let near = start - last <= 3 && self.words.is(last, TimeWord::NotTimeNear);
        let from = place.clause.start.max(last.saturating_sub(6));
        let drill = last > 0
            && (self.words.says(last - 1, "to")
                || ["-", "/", ">"].contains(&self.words.mark(last - 1)));
        let purpose = (from..last).any(|i| {
            self.words.says(i, "to")
                && [
                    "decrease", "reduce", "relieve", "improve", "increase", "address", "manage",
                    "control", "lessen", "ease", "restore",
                ]
                .iter()
                .any(|w| self.words.says(i + 1, w))
        });
        near && !drill && !purpose
    }

    /// Words right after the amount that make it something else (`20 min late`, `10 min daily`).
    pub(super) fn spoiled_after(&self, end: usize) -> bool {
        let order = ["after", "before", "prior"]
            .iter()
            .any(|w| self.words.says(end, w));
        let named = order
            && self
                .mentions
                .iter()
                .any(|m| m.named != Named::Also && (end..end + 4).contains(&m.tokens.start));
        if end > 0 && self.words.sign(end - 1, '.') || named {
            return false;
        }
        (end..end + 2).any(|i| {
            self.words.begins(i, TimeWord::NotTimeAfter)
                && !self.words.breaks(i)
                && (i == end || self.words.kind(end) != Some(TokenKind::Sign))
        }) || self
            .words
            .any(end, &[TimeWord::NotTime, TimeWord::NotTimeNear])
            && !self.words.breaks(end)
            && !self.words.is(end, TimeWord::Link)
    }

    /// A machine or a drill in the same comma phrase: its own minutes are a dose.
    fn dosed(&self, found: &Found, place: &Place) -> bool {
        let before = (place.clause.start..found.tokens.start)
            .rev()
            .take_while(|i| ![",", ";", "("].contains(&self.words.mark(*i)));
        let after = (found.tokens.end..place.clause.end.min(found.tokens.end + 4))
            .take_while(|i| ![",", ";"].contains(&self.words.mark(*i)));
        before
            .chain(after)
            .any(|i| self.words.is(i, TimeWord::Dose))
    }

    /// True when the amount stands behind an empty box or in a question answered with no.
    pub(super) fn off(&self, found: &Found) -> bool {
        let token = found.tokens.start;
        let byte = self.words.tokens[token].span.start;
        let line = self.doc.lines.partition_point(|l| l.span.end < byte);
        let Some(line) = self.doc.lines.get(line) else {
            return false;
        };
        let empty = line.start == LineStart::Unchecked;
        let from = self.doc.token_at(line.span.start);
        let ticked = (from..token)
            .rev()
            .find_map(|i| boxed(self.words, self.doc, i, 0));
        let direct = boxed(self.words, self.doc, token, 0) == Some(false);
        empty && ticked != Some(true) || direct || answered_no(self.words, self.doc, token)
    }

    /// `not 35`, `instead of 20 min`.
    pub(super) fn struck(&self, found: &Found) -> bool {
        let before = found.tokens.start;
        before > 0
            && (self.words.says(before - 1, "not")
                || before > 1 && self.words.says(before - 2, "instead"))
    }

    /// True when the clause puts an earlier amount right.
    pub(super) fn corrects(&self, found: &Found, clause: &Clause) -> bool {
        let start = found.tokens.start;
        let end = found.tokens.end + usize::from(self.words.sign(found.tokens.end, ','));
        let contrast =
            self.words.says(end, "not") && self.words.kind(end + 1) == Some(TokenKind::Number);
        clause.section == Section::Addendum
            || contrast
            || (clause.tokens.start.max(start.saturating_sub(5))..start)
                .any(|i| self.words.begins(i, TimeWord::Correction))
    }

    /// Number of plain totals of time in the visit.
    fn n_totals(&self) -> usize {
        let total = |f: &&Found| {
            let near = f.tokens.start.saturating_sub(4)..f.tokens.start;
            f.is_time()
                && near.clone().any(|i| self.words.is(i, TimeWord::Total))
                && !near.into_iter().any(|i| self.words.is(i, TimeWord::Timed))
        };
        self.found.iter().filter(total).count()
    }

    /// Number of comings and goings in the visit: one is the visit's, several are of services.
    fn n_arrivals(&self) -> usize {
        let arrival = |f: &&Found| matches!(f.amount, Amount::Clock { arrival: true, .. });
        self.found.iter().filter(arrival).count()
    }

    /// A short line of the header, or among the first of the visit, where its own hours stand.
    fn headed(&self, found: &Found, header: bool) -> bool {
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

    /// What a count of units counts.
    pub(super) fn units(&self, at: usize, place: &Place, named: bool) -> (Target, Grade) {
        let found = &self.found[at];
        let end = found.tokens.end;
        if self.off(found) {
            return (Target::Nothing, Grade::Weak);
        }
        if let Some(ahead) = self.paired_ahead(at, place).filter(|_| named) {
            return (Target::Service(ahead), Grade::Firm);
        }
        if let Some((mention, _)) = place
            .after
            .filter(|(i, _)| self.mentions[*i].tokens.start == end)
        {
            let leads = ["x", "of"].iter().any(|w| self.words.says(end - 1, w))
                || self.words.sign(end - 1, '×');
            if !named && leads {
                return (Target::Service(mention), Grade::Firm);
            }
        }
        if let Some((mention, gap)) = place.after {
            let of = self.words.says(end, "of")
                || self.words.says(end, "for")
                || self.words.says(end, "on");
            if named && of && gap.content <= 1 && gap.stops == 0 {
                return (Target::Service(mention), Grade::Firm);
            }
        }
        if let Some((mention, gap)) = place.before {
            let near = found.tokens.start - self.mentions[mention].tokens.end
                <= if named { 24 } else { 8 };
            if gap.content == 0 && near && (gap.stops == 0 || named) {
                return (Target::Service(mention), Grade::Firm);
            }
        }
        if !named {
            return (Target::Nothing, Grade::Weak);
        }
        if let Some((mention, gap)) = place.after {
            let fronted = (place.clause.start..found.tokens.start)
                .all(|i| self.words.kind(i) == Some(TokenKind::Sign));
            if fronted && gap.content <= 1 && gap.stops == 0 && place.before.is_none() {
                return (Target::Service(mention), Grade::Firm);
            }
        }
        match self.owner(place) {
            Some(mention) => (Target::Service(mention), Grade::Said),
            None => (Target::Only, Grade::Said),
        }
    }
}
