//! The scorer: what each clause says, as a sum of weights that a reader can look up.
//!
//! A clause has a score for each role (it tells an activity, a goal, a response …). The score is the
//! sum of the weights of its features; above zero it is more likely than not that the clause plays
//! the role. Weights are data (`src/engine/weights/clauses.tsv`), fitted by `cargo run --release
//! --example fit`, and `explain` shows the features that decided.

use std::collections::{HashMap, HashSet};
use std::hash::BuildHasherDefault;
use std::ops::Range;

use super::feature::{FeatureId, Sink, features, parse_name, segments};
use super::own::Owner;
use crate::parse::Doc;
use crate::rules::RuleSet;
use crate::text::{Hashed, WordId, word_hash};

/// What a clause can say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "named in Role::WORDS")]
pub enum Role {
    Activity,
    BareActivity,
    Goal,
    BareGoal,
    Link,
    Response,
    BareResponse,
    Contact,
    Hands,
    Alone,
    Task,
    Exercise,
    Stock,
}

/// Number of roles.
pub const N_ROLES: usize = 13;

/// A score for each role.
pub type Scores = [f32; N_ROLES];

impl Role {
    /// Letter in the files of labelled clauses, and what the role means.
    pub const WORDS: [(char, &'static str); N_ROLES] = [
        ('a', "tells what was done so that it can be repeated"),
        ('A', "names the category of the service only"),
        ('g', "names a real-life task or a measurable target"),
        ('G', "names a goal in general words"),
        ('c', "links the service to the condition"),
        ('r', "tells how the patient responded, observed or measured"),
        ('R', "says in general words that it was tolerated"),
        ('p', "says that contact was direct, one-on-one or constant"),
        ('i', "describes the provider's hands or continuous cueing"),
        ('x', "says the provider was not with this patient alone"),
        ('f', "describes task-like work"),
        ('e', "describes isolated exercise"),
        ('B', "is a stock phrase without content"),
    ];
}

/// Weights by feature.
#[derive(Clone, Debug, Default)]
pub struct Scorer {
    rows: HashMap<FeatureId, u32, BuildHasherDefault<Hashed>>,
    weights: Vec<Scores>,
    known: HashSet<WordId, BuildHasherDefault<Hashed>>,
}

impl Scorer {
    /// Reads a weights file: a line of known words after `known`, then one feature a line with its
    /// weights, in thousandths, separated by tabs. Lines that begin with `#` are remarks.
    pub fn read(text: &str) -> Self {
        let mut scorer = Self::default();
        for line in text.lines() {
            if let Some(words) = line.strip_prefix("known\t") {
                scorer
                    .known
                    .extend(words.split(' ').map(|word| word_hash(word.as_bytes())));
                continue;
            }
            if line.starts_with("#\t") || line.is_empty() {
                continue;
            }
            let mut cells = line.split('\t');
            let Some(name) = cells.next() else { continue };
            let mut row = [0.0; N_ROLES];
            for (slot, cell) in row.iter_mut().zip(cells) {
                *slot = cell.parse::<f32>().unwrap_or(0.0) / 1000.0;
            }
            scorer.insert(parse_name(name), row);
        }
        scorer
    }

    /// Sets the weights of one feature.
    pub fn insert(&mut self, feature: FeatureId, row: Scores) {
        let next = u32::try_from(self.weights.len()).unwrap_or(u32::MAX);
        let at = *self.rows.entry(feature).or_insert(next);
        if at == next {
            self.weights.push(row);
        } else {
            self.weights[at as usize] = row;
        }
    }

    /// Adds a word to the vocabulary.
    pub fn learn(&mut self, word: WordId) {
        self.known.insert(word);
    }

    /// Scores of clause `at`: for each role the best of its stretches.
    pub fn score(&self, text: &str, doc: &Doc, at: usize, owner: Owner, rules: &RuleSet) -> Scored {
        let mut scored = Scored::default();
        for range in segments(doc, at, rules) {
            let mut sum = Sum {
                scorer: self,
                scores: [0.0; N_ROLES],
            };
            features(text, doc, at, range.clone(), owner, rules, &mut sum);
            for role in 0..N_ROLES {
                if scored.ranges[role].is_empty() || sum.scores[role] > scored.scores[role] {
                    scored.scores[role] = sum.scores[role];
                    scored.ranges[role] = range.clone();
                }
            }
        }
        scored
    }

    /// The features that count most for (or against) `role` in the tokens `range` of clause `at`, heaviest first.
    pub fn why(
        &self,
        text: &str,
        doc: &Doc,
        place: (usize, Range<usize>),
        owner: Owner,
        rules: &RuleSet,
        role: Role,
    ) -> Vec<(String, f32)> {
        let mut list = List {
            scorer: self,
            role: role as usize,
            found: Vec::new(),
        };
        features(text, doc, place.0, place.1, owner, rules, &mut list);
        list.found
            .sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then_with(|| a.0.cmp(&b.0)));
        list.found
    }
}

/// Scores of one clause, each with the tokens it was reached on.
#[derive(Clone, Debug, Default)]
pub struct Scored {
    /// A score for each role.
    pub scores: Scores,
    /// The tokens that reached it.
    pub ranges: [Range<usize>; N_ROLES],
}

struct Sum<'a> {
    scorer: &'a Scorer,
    scores: Scores,
}

impl Sink for Sum<'_> {
    fn knows(&self, word: WordId) -> bool {
        self.scorer.known.contains(&word)
    }

    fn put(&mut self, id: FeatureId, _name: &dyn Fn() -> String) {
        if let Some(at) = self.scorer.rows.get(&id) {
            for (sum, weight) in self
                .scores
                .iter_mut()
                .zip(&self.scorer.weights[*at as usize])
            {
                *sum += weight;
            }
        }
    }
}

struct List<'a> {
    scorer: &'a Scorer,
    role: usize,
    found: Vec<(String, f32)>,
}

impl Sink for List<'_> {
    fn knows(&self, word: WordId) -> bool {
        self.scorer.known.contains(&word)
    }

    fn put(&mut self, id: FeatureId, name: &dyn Fn() -> String) {
        if let Some(at) = self.scorer.rows.get(&id) {
            let weight = self.scorer.weights[*at as usize][self.role];
            if weight.abs() > 0.01 {
                self.found.push((name(), weight));
            }
        }
    }
}
