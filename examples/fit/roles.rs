//! The clause scorer: which role each clause plays.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt::Write as _;

use chartpull::engine::feature::{FeatureId, Sink, features, parse_name, segments};
use chartpull::engine::own::Owner;
use chartpull::engine::scorer::{N_ROLES, Role, Scored, Scorer, Scores};
use chartpull::parse::{Doc, TokenKind};
use chartpull::rules::RuleSet;
use chartpull::text::{WordId, stem, word_hash};

use crate::data::{Corpus, Note, OTHERS};
use crate::linear::{Example, fit as fit_linear};

/// Scores of every clause of every note, by weights that never saw the note's set.
pub(crate) type ByClause = Vec<Vec<Scored>>;

/// A word is known when at least so many clauses hold it.
const MIN_CLAUSES: usize = 3;
/// A feature counts when at least so many clauses hold it.
const MIN_FEATURE: usize = 2;
/// Weight of a clause of another specialty.
const OTHERS_WEIGHT: f32 = 0.3;
/// Word classes of clauses of other specialties that may well be stock; they are not learned from.
const MAY_BE_STOCK: [&str; 7] = [
    "tolerate",
    "consent",
    "continue_word",
    "plan_word",
    "necessity",
    "prognosis",
    "progress_word",
];
const RIDGE: f32 = 2.0;
const PASSES: usize = 14;

pub(crate) struct Fitted {
    pub scorer: Scorer,
    names: Vec<(String, Scores)>,
    known: Vec<String>,
}

struct Names<'a> {
    known: &'a HashSet<WordId>,
    index: &'a mut HashMap<FeatureId, u32>,
    names: &'a mut Vec<String>,
    found: Vec<u32>,
}

impl Sink for Names<'_> {
    fn knows(&self, word: WordId) -> bool {
        self.known.contains(&word)
    }

    fn put(&mut self, id: FeatureId, name: &dyn Fn() -> String) {
        let next = self.names.len() as u32;
        let at = *self.index.entry(id).or_insert(next);
        if at == next {
            self.names.push(name());
        }
        self.found.push(at);
    }
}

pub(crate) fn fit(corpus: &Corpus, keep: &dyn Fn(&Note) -> bool) -> Fitted {
    let known = vocabulary(corpus, keep);
    let ids: HashSet<WordId> = known.iter().map(|w| word_hash(w.as_bytes())).collect();
    let mut index = HashMap::new();
    let mut names = Vec::new();
    let mut examples = Vec::new();
    let mut add = |text: &str,
                   doc: &Doc,
                   owners: &[Owner],
                   roles: &[[bool; N_ROLES]],
                   weight: f32,
                   rules: &RuleSet| {
        for (at, truth) in roles.iter().enumerate() {
            if doc.clauses[at].heading || (weight < 1.0 && may_be_stock(doc, at, rules)) {
                continue;
            }
            let mut stretches = Vec::new();
            for range in segments(doc, at, rules) {
                let mut sink = Names {
                    known: &ids,
                    index: &mut index,
                    names: &mut names,
                    found: Vec::new(),
                };
                features(text, doc, at, range, owners[at], rules, &mut sink);
                let mut found = sink.found;
                found.sort_unstable();
                found.dedup();
                stretches.push(found);
            }
            examples.push(Example {
                stretches,
                truth: truth.to_vec(),
                weight,
            });
        }
    };
    for note in corpus.notes.iter().filter(|n| keep(n)) {
        add(
            &note.text,
            &note.doc,
            &note.owners,
            &note.roles,
            if note.set == OTHERS {
                OTHERS_WEIGHT
            } else {
                1.0
            },
            &corpus.rules,
        );
    }
    for written in &corpus.written {
        let at = written
            .roles
            .iter()
            .rposition(|r| r.iter().any(|x| *x))
            .unwrap_or(written.roles.len() - 1);
        let _ = at;
        add(
            &written.text,
            &written.doc,
            &written.owners,
            &written.roles,
            1.0,
            &corpus.rules,
        );
    }
    let mut counts = vec![0_usize; names.len()];
    examples
        .iter()
        .flat_map(|e| &e.stretches[0])
        .for_each(|f| counts[*f as usize] += 1);
    for example in &mut examples {
        example.stretches.iter_mut().for_each(|s| {
            s.retain(|f| {
                counts[*f as usize] >= MIN_FEATURE || names[*f as usize].starts_with("is:")
            })
        });
    }
    let weights = fit_linear(&examples, names.len(), N_ROLES, RIDGE, PASSES);
    let mut rows: BTreeMap<String, Scores> = BTreeMap::new();
    for (at, name) in names.iter().enumerate() {
        let mut row = [0.0; N_ROLES];
        for (slot, weight) in row.iter_mut().zip(&weights[at]) {
            *slot = (weight * 1000.0).round() / 1000.0;
        }
        if row.iter().any(|w| w.abs() >= 0.02) {
            rows.insert(name.clone(), row);
        }
    }
    let mut scorer = Scorer::default();
    known
        .iter()
        .for_each(|w| scorer.learn(word_hash(w.as_bytes())));
    for (name, row) in &rows {
        scorer.insert(parse_name(name), *row);
    }
    Fitted {
        scorer,
        names: rows.into_iter().collect(),
        known,
    }
}

fn may_be_stock(doc: &Doc, at: usize, rules: &RuleSet) -> bool {
    doc.cues_in(doc.clauses[at].tokens.clone())
        .any(|cue| MAY_BE_STOCK.contains(&rules.lexicon.name(cue.class)))
}

impl Fitted {
    pub(crate) fn text(&self) -> String {
        let mut out = String::from(
            "#\tWeights of the clause scorer, in thousandths; made by `cargo run --release --example fit -- --write`.\n#\tfeature",
        );
        for (letter, _) in Role::WORDS {
            let _ = write!(out, "\t{letter}");
        }
        let _ = write!(out, "\nknown\t{}\n", self.known.join(" "));
        for (name, row) in &self.names {
            out.push_str(name);
            for weight in row {
                let _ = write!(out, "\t{}", (weight * 1000.0).round() as i32);
            }
            out.push('\n');
        }
        out
    }
}

fn vocabulary(corpus: &Corpus, keep: &dyn Fn(&Note) -> bool) -> Vec<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut add = |text: &str, doc: &Doc| {
        for clause in &doc.clauses {
            let words: BTreeSet<String> = doc.tokens[clause.tokens.clone()]
                .iter()
                .filter(|t| t.kind == TokenKind::Word)
                .map(|t| stem(t.span.of(text)))
                .collect();
            for word in words {
                *counts.entry(word).or_default() += 1;
            }
        }
    };
    corpus
        .notes
        .iter()
        .filter(|n| keep(n) && n.set != OTHERS)
        .for_each(|n| add(&n.text, &n.doc));
    corpus.written.iter().for_each(|w| add(&w.text, &w.doc));
    counts
        .into_iter()
        .filter(|(_, n)| *n >= MIN_CLAUSES)
        .map(|(word, _)| word)
        .collect()
}

pub(crate) fn score_note(scorer: &Scorer, note: &Note, rules: &RuleSet) -> Vec<Scored> {
    (0..note.doc.clauses.len())
        .map(|at| scorer.score(&note.text, &note.doc, at, note.owners[at], rules))
        .collect()
}

/// Fits without each set in turn, scores it, prints how well each role is found.
pub(crate) fn leave_one_out(corpus: &Corpus, sets: &[&str]) -> ByClause {
    let mut out: ByClause = vec![Vec::new(); corpus.notes.len()];
    for set in sets {
        let fitted = fit(corpus, &|note| note.set != *set);
        for (at, note) in corpus
            .notes
            .iter()
            .enumerate()
            .filter(|(_, n)| n.set == *set)
        {
            out[at] = score_note(&fitted.scorer, note, &corpus.rules);
        }
    }
    print!("role F1, sets left out:");
    for (role, (letter, _)) in Role::WORDS.iter().enumerate() {
        let (mut hit, mut said, mut gold) = (0.0, 0.0, 0.0);
        for (note, scores) in corpus.notes.iter().zip(&out) {
            for (truth, score) in note.roles.iter().zip(scores) {
                let yes = score.scores[role] > 0.0;
                hit += f32::from(u8::from(yes && truth[role]));
                said += f32::from(u8::from(yes));
                gold += f32::from(u8::from(truth[role]));
            }
        }
        print!(
            "  {letter} {:.2}/{:.2}",
            hit / f32::max(said, 1.0),
            hit / f32::max(gold, 1.0)
        );
    }
    println!();
    stock_bounds(corpus, &out);
    out
}

/// How well stock phrases are found at several bounds of the score.
fn stock_bounds(corpus: &Corpus, scored: &ByClause) {
    let role = Role::Stock as usize;
    print!("stock, precision/recall by bound:");
    for step in -6..=2 {
        let bound = step as f32 * 0.5;
        let (mut hit, mut said, mut gold) = (0.0, 0.0, 0.0);
        for (note, scores) in corpus.notes.iter().zip(scored) {
            for (truth, score) in note.roles.iter().zip(scores) {
                let yes = score.scores[role] > bound;
                hit += f32::from(u8::from(yes && truth[role]));
                said += f32::from(u8::from(yes));
                gold += f32::from(u8::from(truth[role]));
            }
        }
        print!(
            "  {bound:.1} {:.2}/{:.2}",
            hit / f32::max(said, 1.0),
            hit / f32::max(gold, 1.0)
        );
    }
    println!();
}

/// Scores as if every role were known: the ceiling of the decisions that follow.
pub(crate) fn oracle(corpus: &Corpus) -> ByClause {
    let score = |truth: &[bool; N_ROLES]| {
        let mut scored = Scored::default();
        for (slot, yes) in scored.scores.iter_mut().zip(truth) {
            *slot = if *yes { 4.0 } else { -4.0 };
        }
        scored
    };
    corpus
        .notes
        .iter()
        .map(|note| note.roles.iter().map(score).collect())
        .collect()
}
