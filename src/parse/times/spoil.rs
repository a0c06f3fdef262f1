//! Words that make a duration something else: a posture, a rest, a dose, an empty box, a correction.

use super::bind::Binder;
use super::place::Place;
use crate::parse::charges::{Named, answered_no, boxed};
use crate::parse::quantity::{Amount, Found};
use crate::parse::{Clause, LineStart, Section, TokenKind};
use crate::rules::TimeWord;

impl Binder<'_> {
    /// Words before the amount, in its comma phrase, that make it something else.
    pub(super) fn spoiled_before(&self, found: &Found, place: &Place) -> bool {
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
    pub(super) fn follows_posture(&self, found: &Found, place: &Place) -> bool {
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
    pub(super) fn dosed(&self, found: &Found, place: &Place) -> bool {
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
}
