//! Word classes and phrases, matched over tokens in one pass.
//!
//! A phrase is a row of words. `therap*` takes any ending, `(of|for)` is one of several, `direct?`
//! may be left out, `{side}` is any one word of a class, `=TA` must stand in just these letters,
//! `#` is a number, other signs stand for themselves. Inflection needs no star: words are compared
//! by folded stem. All phrases of all classes live in one trie over word ids, so the cost does not
//! grow with their number, and a line break or a double space never hides a phrase.

use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasherDefault;

use crate::text::{Hashed, WordId, exact_id, mix, word_hash, word_id};

/// Number of a word class.
pub type ClassId = u16;

/// A phrase found in a row of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cue {
    /// Class of the phrase.
    pub class: ClassId,
    /// Index of its first token.
    pub first: usize,
    /// One past its last token.
    pub end: usize,
}

/// One word as the lexicon sees it.
#[derive(Clone, Copy, Debug)]
pub struct Heard<'a> {
    /// Id of the folded stem, or of the token's kind.
    pub word: WordId,
    /// The letters as written.
    pub letters: &'a str,
}

/// Compiled word classes.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    classes: Vec<String>,
    by_name: BTreeMap<String, ClassId>,
    edges: HashMap<(u32, WordId), u32, BuildHasherDefault<Hashed>>,
    ends: HashMap<u32, Vec<ClassId>, BuildHasherDefault<Hashed>>,
    /// Starts of words that carry a star, by length in bytes.
    prefixes: BTreeMap<usize, HashMap<String, WordId>>,
    /// Words that must stand in just these letters.
    exact: HashMap<String, WordId>,
    /// Single words of classes used as `{slot}`.
    slots: HashMap<WordId, Vec<WordId>, BuildHasherDefault<Hashed>>,
    n_nodes: u32,
}

/// Longest list of plain phrases that one phrase with `(a|b)` and `?` may stand for.
const MAX_EXPANSION: usize = 512;

impl Lexicon {
    /// Compiles classes, each with its phrases.
    pub fn new(classes: impl Iterator<Item = (String, Vec<String>)>) -> Self {
        let mut lexicon = Self {
            n_nodes: 1,
            ..Self::default()
        };
        let all: Vec<(String, Vec<String>)> = classes.collect();
        for (name, _) in &all {
            let id = ClassId::try_from(lexicon.classes.len()).unwrap_or(ClassId::MAX);
            lexicon.classes.push(name.clone());
            lexicon.by_name.insert(name.clone(), id);
        }
        for (class, (_, phrases)) in all.iter().enumerate() {
            for phrase in phrases {
                lexicon.add(ClassId::try_from(class).unwrap_or(ClassId::MAX), phrase);
            }
        }
        lexicon
    }

    /// Id of a class.
    pub fn class(&self, name: &str) -> Option<ClassId> {
        self.by_name.get(name).copied()
    }

    /// Name of a class.
    pub fn name(&self, class: ClassId) -> &str {
        self.classes
            .get(usize::from(class))
            .map_or("", String::as_str)
    }

    /// Number of classes; ids run from 0.
    pub fn n_classes(&self) -> usize {
        self.classes.len()
    }

    fn add(&mut self, class: ClassId, phrase: &str) {
        for words in expand(phrase) {
            let mut node = 0;
            for word in &words {
                let id = self.pattern_id(class, word, words.len() == 1);
                let next = self.n_nodes;
                node = *self.edges.entry((node, id)).or_insert(next);
                if node == next {
                    self.n_nodes += 1;
                }
            }
            if node != 0 {
                let ends = self.ends.entry(node).or_default();
                if !ends.contains(&class) {
                    ends.push(class);
                }
            }
        }
    }

    fn pattern_id(&mut self, class: ClassId, word: &str, single: bool) -> WordId {
        if let Some(exact) = word.strip_prefix('=').filter(|w| !w.is_empty()) {
            let id = exact_id(exact);
            self.exact.insert(exact.to_owned(), id);
            if single {
                self.slots.entry(id).or_default().push(slot_id(class));
            }
            return id;
        }
        if let Some(prefix) = word.strip_suffix('*').filter(|w| !w.is_empty()) {
            let prefix = prefix.to_lowercase();
            let id = mix(word_hash(prefix.as_bytes()), 0x57A2);
            self.prefixes
                .entry(prefix.len())
                .or_default()
                .insert(prefix, id);
            if single {
                self.slots.entry(id).or_default().push(slot_id(class));
            }
            return id;
        }
        if let Some(slot) = word.strip_prefix('{').and_then(|w| w.strip_suffix('}')) {
            return self.class(slot).map_or(0, slot_id);
        }
        let id = plain_id(word);
        if single {
            let slots = self.slots.entry(id).or_default();
            if !slots.contains(&slot_id(class)) {
                slots.push(slot_id(class));
            }
        }
        id
    }

    /// All phrases in the row `n` words long, `heard(i)` giving each word, in order of their start;
    /// of one class at one start only the longest.
    pub fn cues<'a>(&self, n: usize, heard: impl Fn(usize) -> Heard<'a>) -> Vec<Cue> {
        let mut ids: Vec<WordId> = Vec::with_capacity(n + n / 2);
        let mut bounds: Vec<usize> = Vec::with_capacity(n + 1);
        bounds.push(0);
        for at in 0..n {
            self.ids_of(heard(at), &mut ids);
            bounds.push(ids.len());
        }
        let mut cues = Vec::new();
        let mut nodes: Vec<u32> = Vec::new();
        let mut next: Vec<u32> = Vec::new();
        for first in 0..n {
            nodes.clear();
            nodes.push(0);
            let here = cues.len();
            let mut at = first;
            while at < n && !nodes.is_empty() {
                next.clear();
                for node in &nodes {
                    for id in &ids[bounds[at]..bounds[at + 1]] {
                        next.extend(self.edges.get(&(*node, *id)));
                    }
                }
                std::mem::swap(&mut nodes, &mut next);
                at += 1;
                for node in &nodes {
                    for class in self.ends.get(node).into_iter().flatten() {
                        cues.retain_after(here, *class);
                        cues.push(Cue {
                            class: *class,
                            first,
                            end: at,
                        });
                    }
                }
            }
        }
        cues
    }

    /// Every id a word answers to: its stem, its exact letters, its starts, and the slots of these.
    fn ids_of(&self, heard: Heard<'_>, out: &mut Vec<WordId>) {
        let from = out.len();
        out.push(heard.word);
        if let Some(id) = self.exact.get(heard.letters) {
            out.push(*id);
        }
        if heard.letters.len() > 2 {
            self.prefix_ids(heard.letters, out);
        }
        for at in from..out.len() {
            if let Some(slots) = self.slots.get(&out[at]) {
                out.extend_from_slice(slots);
            }
        }
    }

    fn prefix_ids(&self, letters: &str, out: &mut Vec<WordId>) {
        let mut lower = [0_u8; 32];
        let bytes = letters.as_bytes();
        let n = bytes.len().min(lower.len());
        lower[..n].copy_from_slice(&bytes[..n]);
        lower[..n].make_ascii_lowercase();
        for (len, starts) in &self.prefixes {
            if *len > n {
                break;
            }
            if let Some(id) = std::str::from_utf8(&lower[..*len])
                .ok()
                .and_then(|start| starts.get(start))
            {
                out.push(*id);
            }
        }
    }
}

/// Drops the shorter cue of the same class that began at the same word.
trait Longest {
    fn retain_after(&mut self, from: usize, class: ClassId);
}

impl Longest for Vec<Cue> {
    fn retain_after(&mut self, from: usize, class: ClassId) {
        if let Some(at) = self[from..].iter().position(|cue| cue.class == class) {
            self.remove(from + at);
        }
    }
}

fn slot_id(class: ClassId) -> WordId {
    mix(0x510, WordId::from(class) + 1)
}

/// Id of a plain word or sign of a phrase.
fn plain_id(word: &str) -> WordId {
    let mut chars = word.chars();
    match (chars.next(), chars.next()) {
        (Some('#'), None) => 1,
        (Some(sign), None) if !sign.is_alphanumeric() => 0x100 + u64::from(u32::from(sign)),
        _ => word_id(word),
    }
}

/// Splits a phrase as written into rows of plain words, one row for each choice.
fn expand(phrase: &str) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = vec![Vec::new()];
    for piece in phrase.split_whitespace() {
        let optional = piece.len() > 1 && piece.ends_with('?');
        let body = if optional {
            &piece[..piece.len() - 1]
        } else {
            piece
        };
        let choices: Vec<Vec<String>> =
            match body.strip_prefix('(').and_then(|b| b.strip_suffix(')')) {
                Some(inner) => inner
                    .split('|')
                    .map(|choice| split_words(&choice.replace('_', " ")))
                    .collect(),
                None => vec![split_words(body)],
            };
        let mut next = Vec::new();
        for row in &rows {
            if optional {
                next.push(row.clone());
            }
            for choice in &choices {
                let mut longer = row.clone();
                longer.extend(choice.iter().cloned());
                next.push(longer);
            }
        }
        rows = next;
        if rows.len() > MAX_EXPANSION {
            break;
        }
    }
    rows
}

/// Splits `one-on-one` into its words and signs, as the tokens of a note are split.
fn split_words(piece: &str) -> Vec<String> {
    let ratio = piece.len() == 3
        && piece.as_bytes()[1] == b':'
        && piece.bytes().filter(u8::is_ascii_digit).count() == 2;
    if ratio || piece.starts_with('=') || (piece.starts_with('{') && piece.ends_with('}')) {
        return vec![piece.to_owned()];
    }
    let mut out: Vec<String> = Vec::new();
    let mut word = String::new();
    for c in piece.chars() {
        if c.is_whitespace() {
            if !word.is_empty() {
                out.push(std::mem::take(&mut word));
            }
        } else if c.is_alphanumeric() || matches!(c, '\'' | '*') && !word.is_empty() {
            word.push(c);
        } else {
            if !word.is_empty() {
                out.push(std::mem::take(&mut word));
            }
            out.push(c.to_string());
        }
    }
    if !word.is_empty() {
        out.push(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Heard, Lexicon};
    use crate::text::word_id;

    fn found(phrases: &[(&str, &[&str])], text: &str) -> Vec<(String, String)> {
        let lexicon = Lexicon::new(phrases.iter().map(|(name, list)| {
            (
                (*name).to_owned(),
                list.iter().map(|p| (*p).to_owned()).collect(),
            )
        }));
        let words: Vec<&str> = text.split_whitespace().collect();
        let cues = lexicon.cues(words.len(), |at| Heard {
            word: word_id(words[at]),
            letters: words[at],
        });
        cues.iter()
            .map(|c| {
                (
                    lexicon.name(c.class).to_owned(),
                    words[c.first..c.end].join(" "),
                )
            })
            .collect()
    }

    #[test]
    fn inflection_stars_choices_and_options_match() {
        let rules: &[(&str, &[&str])] = &[(
            "activity",
            &[
                "therap* activity",
                "(functional|dynamic) activity performed?",
            ],
        )];
        assert_eq!(
            found(rules, "Therapeutic   Activities today"),
            [("activity".into(), "Therapeutic Activities".into())]
        );
        assert_eq!(
            found(rules, "dynamic activities performed well"),
            [("activity".into(), "dynamic activities performed".into())]
        );
    }

    #[test]
    fn exact_letters_and_slots() {
        let rules: &[(&str, &[&str])] = &[
            ("side", &["left", "right", "=L"]),
            ("knee", &["{side} knee"]),
            ("ta", &["=TA"]),
        ];
        let all = found(rules, "left knee ta TA L knee");
        assert!(all.contains(&("knee".into(), "left knee".into())));
        assert!(all.contains(&("knee".into(), "L knee".into())));
        assert_eq!(all.iter().filter(|(name, _)| name == "ta").count(), 1);
    }
}
