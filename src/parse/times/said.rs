//! What the sentence around an amount says of it: a total, a dose, a statement of presence, a limit.

use super::bind::Binder;
use super::near::Gap;
use super::place::Place;
use super::{Grade, Target};
use crate::parse::charges::Named;
use crate::parse::quantity::{Amount, Form, Found};
use crate::parse::{Clause, Section, TokenKind};
use crate::rules::TimeWord;

/// Most words between a service and a duration of its sentence.
const REACH: u16 = 6;
/// The same for a modality, whose sentence is settings and place.
const MODALITY_REACH: u16 = 18;

const NOTHING: (Target, Grade) = (Target::Nothing, Grade::Weak);

impl Binder<'_> {
    /// An amount in running text: bound by what its sentence says.
    pub(super) fn by_sentence(
        &self,
        at: usize,
        place: &Place,
        clause: &Clause,
        spoiled: bool,
    ) -> (Target, Grade) {
        let found = &self.found[at];
        match found.amount {
            Amount::Clock { .. } if spoiled || self.spoiled_before(found, place) => NOTHING,
            Amount::Clock { arrival, .. } => {
                let heads = arrival && self.n_arrivals() < 2
                    || self.headed(found, clause.section == Section::Header);
                let target = match self.owner(place) {
                    Some(mention) if !heads || place.before.is_some() => Target::Service(mention),
                    _ if heads => Target::Visit,
                    _ => Target::Only,
                };
                (target, Grade::Said)
            }
            Amount::Minutes {
                form: Form::Mark, ..
            } => self.marked(found, place),
            Amount::Minutes {
                form: Form::Written,
                ..
            } => self.by_words(at, place, clause, spoiled),
            _ => NOTHING,
        }
    }

    /// Minutes written out in running text.
    fn by_words(
        &self,
        at: usize,
        place: &Place,
        clause: &Clause,
        spoiled: bool,
    ) -> (Target, Grade) {
        let found = &self.found[at];
        if self.corrects(found, clause) {
            return (self.speaks_of(place), Grade::Said);
        }
        if self.line_of_amounts(found) {
            // Under a line of the service that has no time yet it is the time of that service.
            return match self.owner(place) {
                Some(mention) if !self.timed_line(mention) => {
                    (Target::Service(mention), Grade::Said)
                }
                _ => (Target::Sum, Grade::Weak),
            };
        }
        let named = place.before.is_some()
            || self
                .mentions
                .iter()
                .any(|m| place.clause.contains(&m.tokens.start));
        if spoiled
            || elsewhere(clause.section) && !named
            || self.spoiled_before(found, place)
            || self.dosed(found, place)
        {
            return NOTHING;
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
                let hint = gap.colons > 0 && bare;
                let grade = if hint { Grade::Hint } else { Grade::Weak };
                (Target::Service(mention), grade)
            }
            _ => match (self.closes(at, place), self.owner(place)) {
                (Some(grade), Some(mention)) => (Target::Service(mention), grade),
                _ if self.treats(found, place, clause) => (Target::Only, Grade::Hint),
                _ => NOTHING,
            },
        }
    }

    /// The service that a sentence without its name speaks of: one with a looser word in the sentence
    /// before one named further up.
    pub(super) fn speaks_of(&self, place: &Place) -> Target {
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
    pub(super) fn within(&self, found: &Found, mention: usize, gap: Gap) -> bool {
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
    pub(super) fn marked(&self, found: &Found, place: &Place) -> (Target, Grade) {
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
    pub(super) fn treats(&self, found: &Found, place: &Place, clause: &Clause) -> bool {
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
    pub(super) fn closes(&self, at: usize, place: &Place) -> Option<Grade> {
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
    pub(super) fn attended(&self, found: &Found, place: &Place) -> bool {
        let after = found.tokens.end + usize::from(self.words.sign(found.tokens.end, ','));
        (after..place.clause.end.min(after + 6))
            .take_while(|i| ![";", ":", ","].contains(&self.words.mark(*i)))
            .any(|i| self.words.begins(i, TimeWord::Contact) && !self.words.says(i, "group"))
    }

    /// How firmly the sentence says that this long was spent with the patient or on the service.
    pub(super) fn states(&self, found: &Found, place: &Place) -> Option<Grade> {
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
}

/// True for the sections where a duration without a service is no time of treatment.
fn elsewhere(section: Section) -> bool {
    matches!(
        section,
        Section::Goal | Section::Plan | Section::Subjective | Section::Header | Section::Objective
    )
}
