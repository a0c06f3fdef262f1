//! What the record itself is made of: labels of the header, signatures; phrases matched letter by
//! letter, because a label is a form of print and not a clause.
//!
//! Clinical wording belongs to the lexicon. Here a phrase is plain text: case does not count, and
//! it must not be part of a longer word.

use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use serde::Deserialize;

use crate::text::Span;

/// What a label or a phrase of the record's frame says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Label {
    /// The date after it is the date of service.
    Service,
    /// The date after it may be the date of service (`Date`, `Seen`).
    Dated,
    /// Another paper (a plan of care, a consent): its dates and signatures are not the visit's.
    Paper,
    /// The date after it is some other day (birth, injury, print, next visit).
    OtherDate,
    /// Opens an entry of one visit (`Visit`, `Encounter`, `Daily note`).
    Visit,
    /// The patient's name follows.
    Patient,
    /// The clinic's number for the patient follows.
    Mrn,
    /// The treating provider follows.
    Provider,
    /// A provider who did not treat follows.
    Referrer,
    /// Who pays follows.
    Payer,
    /// Another label of a header; ends the value before it.
    Field,
    /// A signature, whole in itself (`electronically signed`, `/s/`).
    Signed,
    /// A signature when a name or a date stands with it.
    Signature,
    /// Says that no signature is there yet.
    Unsigned,
    /// Somebody else's signature.
    OtherSigner,
    /// A professional credential after a name.
    Credential,
    /// Text added to a visit later.
    Addendum,
}

impl Label {
    /// The words of a rules file for them, in order; the schema's test holds them to the built-in file.
    pub(super) const WORDS: [&str; 17] = [
        "service",
        "dated",
        "paper",
        "other_date",
        "visit",
        "patient",
        "mrn",
        "provider",
        "referrer",
        "payer",
        "field",
        "signed",
        "signature",
        "unsigned",
        "other_signer",
        "credential",
        "addendum",
    ];
}

/// A phrase of the record's frame, found in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LabelFound {
    /// What it says.
    pub label: Label,
    /// Its bytes.
    pub span: Span,
}

/// Section `header` of a rules file: what a label says, and how it is written.
pub type HeaderSpec = BTreeMap<Label, Vec<String>>;

/// Phrases of several kinds in one automaton.
#[derive(Clone, Debug)]
pub struct Phrases<K> {
    automaton: Option<AhoCorasick>,
    kinds: Vec<K>,
}

impl<K: Copy> Phrases<K> {
    /// Compiles phrases, each with its kind. Of two phrases that start together the longer wins.
    pub fn new<'a>(phrases: impl IntoIterator<Item = (K, &'a str)>) -> Self {
        let (kinds, words): (Vec<K>, Vec<&str>) = phrases
            .into_iter()
            .filter(|(_, words)| !words.is_empty())
            .unzip();
        let automaton = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostLongest)
            .kind(Some(AhoCorasickKind::DFA))
            .build(&words)
            .ok();
        Self { automaton, kinds }
    }

    /// Every phrase of the text in reading order, none overlapping another.
    pub fn find<'s>(&'s self, text: &'s str) -> impl Iterator<Item = (K, Span)> + 's {
        let bytes = text.as_bytes();
        self.automaton
            .iter()
            .flat_map(move |automaton| automaton.find_iter(text))
            .filter(move |found| stands_alone(bytes, found.start(), found.end()))
            .map(|found| {
                let kind = self.kinds[found.pattern().as_usize()];
                (kind, Span::new(found.start(), found.end()))
            })
    }
}

/// `D.C.` is `DC`.
fn bare(word: &str) -> String {
    word.chars().filter(|c| *c != '.').collect()
}

/// True when the phrase is no part of a longer word.
fn stands_alone(bytes: &[u8], start: usize, end: usize) -> bool {
    let word = |b: u8| b.is_ascii_alphanumeric() || b >= 0x80;
    let joins = |left: Option<&u8>, right: Option<&u8>| {
        left.is_some_and(|b| word(*b)) && right.is_some_and(|b| word(*b))
    };
    let before = start.checked_sub(1).and_then(|at| bytes.get(at));
    !joins(before, bytes.get(start)) && !joins(bytes.get(end - 1), bytes.get(end))
}

/// Labels of the header and of signatures, ready to match.
#[derive(Clone, Debug)]
pub struct HeaderLabels {
    phrases: Phrases<Label>,
    /// Labels of other days: words of running text too, so they are looked for before dates only.
    days: Phrases<Label>,
    credentials: BTreeSet<String>,
}

impl HeaderLabels {
    /// Compiles the section `header`.
    pub fn new(spec: &HeaderSpec) -> Self {
        let phrases = spec
            .iter()
            .filter(|(label, _)| !matches!(label, Label::Credential | Label::OtherDate))
            .flat_map(|(label, list)| list.iter().map(|words| (*label, words.as_str())));
        let days = spec.get(&Label::OtherDate).into_iter().flatten();
        let credentials = spec.get(&Label::Credential).into_iter().flatten();
        Self {
            phrases: Phrases::new(phrases),
            days: Phrases::new(days.map(|words| (Label::OtherDate, words.as_str()))),
            credentials: credentials.map(|word| bare(word)).collect(),
        }
    }

    /// The last label of another day in the words before a date, counted from their start.
    pub fn other_day(&self, before: &str) -> Option<LabelFound> {
        let (label, span) = self.days.find(before).last()?;
        Some(LabelFound { label, span })
    }

    /// True for a professional credential; short ones count in capitals only (`PT`, never `pt`).
    pub fn is_credential(&self, word: &str) -> bool {
        let plain = bare(word);
        let capitals = plain.bytes().filter(u8::is_ascii_uppercase).count();
        (capitals >= 2 && self.credentials.contains(&plain))
            || (plain.len() > 5 && self.credentials.contains(&plain.to_lowercase()))
    }

    /// All labels of the text in reading order.
    pub fn find(&self, text: &str) -> Vec<LabelFound> {
        self.phrases
            .find(text)
            .map(|(label, span)| LabelFound { label, span })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{HeaderLabels, HeaderSpec, Label};

    fn found(text: &str) -> Vec<(Label, String)> {
        let mut spec = HeaderSpec::new();
        spec.insert(
            Label::Service,
            vec!["date".into(), "date of service".into()],
        );
        spec.insert(Label::Signed, vec!["/s/".into()]);
        HeaderLabels::new(&spec)
            .find(text)
            .iter()
            .map(|f| (f.label, f.span.of(text).to_owned()))
            .collect()
    }

    #[test]
    fn the_longer_label_wins_and_words_stay_whole() {
        let all = found("DATE OF SERVICE: updated dates; Date 1 /s/K");
        let words: Vec<&str> = all.iter().map(|(_, words)| words.as_str()).collect();
        assert_eq!(words, ["DATE OF SERVICE", "Date", "/s/"]);
    }
}
