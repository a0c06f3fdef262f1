//! Words of template left-overs: section `residue` of a rules file, ready to match.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::record::Phrases;
use crate::text::Span;

/// Lists of the section `residue`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeftoverList {
    /// A left-over wherever it stands.
    Anywhere,
    /// A left-over in just these letters.
    Exact,
    /// A left-over when it is all that a field holds.
    Value,
    /// Choices of which none was made.
    Options,
    /// Choices of a side: a left-over before a part of the body.
    Sides,
    /// Parts of the body that a side belongs to.
    Sided,
    /// First words in brackets that ask for something to be filled in.
    Prompt,
    /// Words of which the name of a gap in brackets is made.
    Slot,
    /// Words after a short blank that show that a number is missing.
    Measured,
    /// Words before a scale that lacks its number.
    Scored,
    /// Words in brackets that are a choice made.
    Chosen,
    /// What stands before a blank that stays open until somebody signs.
    ToSign,
    /// What stands before other blanks of a line to sign on.
    BesideSign,
}

/// Section `residue`: each list with its words.
pub type LeftoverSpec = BTreeMap<LeftoverList, Vec<String>>;

/// Words of left-overs, ready to match.
#[derive(Clone, Debug)]
pub struct LeftoverWords {
    phrases: Phrases<(LeftoverList, bool)>,
    exact: BTreeSet<String>,
    lists: BTreeMap<LeftoverList, BTreeSet<String>>,
}

impl LeftoverWords {
    /// Compiles the section.
    pub fn new(spec: &LeftoverSpec) -> Self {
        let literal = |list: &LeftoverList| {
            matches!(
                list,
                LeftoverList::Anywhere
                    | LeftoverList::Exact
                    | LeftoverList::Value
                    | LeftoverList::Options
                    | LeftoverList::Sides
            )
        };
        let phrases = spec
            .iter()
            .filter(|(list, _)| literal(list))
            .flat_map(|(list, words)| {
                let exact = matches!(list, LeftoverList::Exact | LeftoverList::Value);
                words
                    .iter()
                    .map(move |word| ((*list, exact), word.as_str()))
            });
        let exact = spec
            .iter()
            .filter(|(list, _)| matches!(list, LeftoverList::Exact | LeftoverList::Value))
            .flat_map(|(_, words)| words.iter().cloned());
        let lists = spec
            .iter()
            .map(|(list, words)| (*list, words.iter().map(|w| w.to_lowercase()).collect()));
        Self {
            phrases: Phrases::new(phrases),
            exact: exact.collect(),
            lists: lists.collect(),
        }
    }

    /// Literal left-overs of the text in reading order, each with its list.
    pub fn find<'s>(&'s self, text: &'s str) -> impl Iterator<Item = (LeftoverList, Span)> + 's {
        self.phrases
            .find(text)
            .filter(move |((_, exact), span)| !*exact || self.exact.contains(span.of(text)))
            .map(|((list, _), span)| (list, span))
    }

    /// True when the list has the word; `word` is in lower case.
    pub fn has(&self, list: LeftoverList, word: &str) -> bool {
        self.lists
            .get(&list)
            .is_some_and(|words| words.contains(word))
    }
}
