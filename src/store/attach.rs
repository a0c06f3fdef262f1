//! Which visit of the scanned folder an earlier decision belongs to.
//!
//! By path and number as a rule. When the visit there has other words than the decision rests on,
//! the visit is looked for by the hash of its text: elsewhere in the same file (visits were added
//! before it), or, when its place is gone, in another file (the file was renamed). A visit that has
//! decisions of its own at its own place is never taken for another: it may be a copy.

use std::collections::{BTreeMap, BTreeSet};

use crate::decision::{Anchor, VisitKey};
use crate::finding::Checked;
use crate::text::CivilDate;

/// Visits of a finished scan by place and by text.
#[derive(Default)]
pub(super) struct Attach {
    /// Hash of the text at each place.
    at: BTreeMap<VisitKey, String>,
    /// Places of each text, in order.
    of_text: BTreeMap<String, Vec<(VisitKey, Option<CivilDate>)>>,
    /// Places with decisions made on the very text that stands there.
    own: BTreeSet<VisitKey>,
}

impl Attach {
    /// Reads the places and texts of `scanned`; `anchors` are those of all decisions so far.
    pub(super) fn new<'a, 'b>(
        scanned: impl IntoIterator<Item = &'a Checked>,
        anchors: impl Iterator<Item = &'b Anchor>,
    ) -> Self {
        let mut attach = Self::default();
        for checked in scanned {
            let key = super::key(checked);
            let places = attach.of_text.entry(checked.text_hash.clone()).or_default();
            places.push((key.clone(), checked.visit.date));
            attach.at.insert(key, checked.text_hash.clone());
        }
        for places in attach.of_text.values_mut() {
            places.sort();
        }
        for anchor in anchors {
            if attach.at.get(&anchor.key) == Some(&anchor.text_hash) {
                attach.own.insert(anchor.key.clone());
            }
        }
        attach
    }

    /// The place where the visit of `anchor` stands now; its old place when it is nowhere.
    pub(super) fn home(&self, anchor: &Anchor) -> VisitKey {
        let there = self.at.get(&anchor.key);
        if there == Some(&anchor.text_hash) {
            return anchor.key.clone();
        }
        let places = self
            .of_text
            .get(&anchor.text_hash)
            .map_or(&[][..], Vec::as_slice);
        places
            .iter()
            .filter(|(key, date)| *date == anchor.date && !self.own.contains(key))
            .find(|(key, _)| there.is_none() || key.path == anchor.key.path)
            .map_or_else(|| anchor.key.clone(), |(key, _)| key.clone())
    }
}
