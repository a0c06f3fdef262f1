//! What a count of units counts.

use super::bind::Binder;
use super::place::Place;
use super::{Grade, Target};
use crate::parse::TokenKind;

impl Binder<'_> {
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
