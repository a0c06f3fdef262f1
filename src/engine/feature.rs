//! A clause to its features: what the scorer may look at, each with a name a reader understands.
//!
//! Features are hashed when the text is read and named only when the scorer is fitted or explained.
//! Kinds: words and pairs of words, word classes of `rules.yaml`, numbers with their unit, section
//! and label, ownership, length, and how much of the wording is out of the ordinary.

use super::own::{OTHER_SERVICE, Owner};
use crate::parse::{CLOCK, CODE, Clause, Doc, MIXED, NUMBER, Section, TokenKind, sign_id};
use crate::rules::{ClassId, RuleSet};
use crate::text::{WordId, mix, stem, word_hash};

/// Hash of a feature.
pub type FeatureId = u64;

const WORD: u64 = 0xA1;
const PAIR: u64 = 0xA2;
const SKIP: u64 = 0xA3;
const LABEL: u64 = 0xA4;
const NAMED: u64 = 0xA5;

/// Where features go: `id` always, `name` asked for only when somebody reads it.
pub trait Sink {
    /// True when the word belongs to the scorer's vocabulary.
    fn knows(&self, word: WordId) -> bool;
    /// Takes one feature.
    fn put(&mut self, id: FeatureId, name: &dyn Fn() -> String);
}

/// Id of a feature that has a fixed name.
pub fn named(name: &str) -> FeatureId {
    mix(word_hash(name.as_bytes()), NAMED)
}

/// Id of the feature written as `name` in a weights file.
pub fn parse_name(name: &str) -> FeatureId {
    let word = |w: &str| match w {
        "#" => NUMBER,
        "#:##" => CLOCK,
        "#####" => CODE,
        "L#" => MIXED,
        w if w.chars().count() == 1 && !w.starts_with(char::is_alphabetic) => {
            sign_id(w.chars().next().unwrap_or(' '))
        }
        w => word_hash(w.as_bytes()),
    };
    let two = |rest: &str, kind: u64| {
        let (first, second) = rest.split_once(' ').unwrap_or((rest, ""));
        mix(mix(word(first), word(second)), kind)
    };
    match name.split_once(':') {
        Some(("w", rest)) => mix(word(rest), WORD),
        Some(("l", rest)) => mix(word(rest), LABEL),
        Some(("b", rest)) => two(rest, PAIR),
        Some(("k", rest)) => two(rest, SKIP),
        Some(_) => fixed_id(name),
        None if name.contains('>') => fixed_id(name),
        None => named(name),
    }
}

/// Features of one clause.
pub fn features(
    text: &str,
    doc: &Doc,
    at: usize,
    owner: Owner,
    rules: &RuleSet,
    sink: &mut impl Sink,
) {
    let clause = &doc.clauses[at];
    let seen = Seen::of(doc, clause, sink);
    words(text, doc, clause, sink);
    classes(doc, clause.tokens.clone(), rules, sink);
    fixed(sink, "s:", clause.section.word());
    if let Some(label) = clause.label {
        fixed(sink, "t:", label.word());
    }
    if let Some(before) = at
        .checked_sub(1)
        .map(|b| &doc.clauses[b])
        .filter(|b| b.block == clause.block)
    {
        fixed(sink, "prev:", before.label.map_or("text", Section::word));
    }
    fixed(sink, "own:", owner_word(owner));
    if !owner.is_wide() {
        fixed(sink, "after:", &owner.distance.min(5).to_string());
    }
    fixed(sink, "len:", bucket(clause.tokens.len(), &[0, 3, 6, 10, 16, 26, 40]));
    fixed(sink, "numbers:", bucket(seen.n_numbers, &[0, 1, 2, 4, 7]));
    fixed(sink, "rare:", bucket(seen.n_rare, &[0, 1, 2, 4, 7]));
    if clause.unticked {
        fixed(sink, "box:", "unticked");
    }
    if clause.heading {
        fixed(sink, "is:", "heading");
    }
    sink.put(named("bias"), &|| "bias".to_owned());
}

/// Word classes in the clause, and which class follows which.
fn classes(doc: &Doc, body: std::ops::Range<usize>, rules: &RuleSet, sink: &mut impl Sink) {
    let mut before: Option<ClassId> = None;
    for cue in doc.cues_in(body) {
        let class = rules.lexicon.name(cue.class);
        if class.contains(':') {
            continue;
        }
        fixed(sink, "c:", class);
        if let Some(last) = before {
            fixed(sink, rules.lexicon.name(last), class);
        }
        before = Some(cue.class);
    }
}

fn words(text: &str, doc: &Doc, clause: &Clause, sink: &mut impl Sink) {
    let mut before: Option<(WordId, usize)> = None;
    let mut before2: Option<(WordId, usize)> = None;
    for at in clause.tokens.clone() {
        let token = &doc.tokens[at];
        let in_label = at < clause.tokens.start + clause.n_label;
        let letters = || token_name(text, doc, at);
        if token.kind == TokenKind::Word && !sink.knows(token.word) {
            before2 = None;
            before = None;
            continue;
        }
        if in_label {
            sink.put(mix(token.word, LABEL), &|| format!("l:{}", letters()));
        }
        sink.put(mix(token.word, WORD), &|| format!("w:{}", letters()));
        if let Some((word, place)) = before {
            sink.put(mix(mix(word, token.word), PAIR), &|| {
                format!("b:{} {}", token_name(text, doc, place), letters())
            });
        }
        if let Some((word, place)) = before2 {
            sink.put(mix(mix(word, token.word), SKIP), &|| {
                format!("k:{} {}", token_name(text, doc, place), letters())
            });
        }
        before2 = before;
        before = Some((token.word, at));
    }
}

fn token_name(text: &str, doc: &Doc, at: usize) -> String {
    let token = &doc.tokens[at];
    match token.kind {
        TokenKind::Number => "#".to_owned(),
        TokenKind::Clock => "#:##".to_owned(),
        TokenKind::Code => "#####".to_owned(),
        TokenKind::Mixed => "L#".to_owned(),
        TokenKind::Word => stem(token.span.of(text)),
        TokenKind::Sign => char::from_u32(u32::try_from(token.word - 0x100).unwrap_or(0))
            .unwrap_or(' ')
            .to_string(),
    }
}

fn fixed(sink: &mut impl Sink, kind: &str, value: &str) {
    let id = mix(
        mix(word_hash(kind.as_bytes()), word_hash(value.as_bytes())),
        NAMED ^ 1,
    );
    sink.put(id, &|| if kind.ends_with(':') { format!("{kind}{value}") } else { format!("{kind}>{value}") });
}

/// Id of a feature of a fixed kind, written `kind:value`.
pub fn fixed_id(name: &str) -> FeatureId {
    let (kind, value) = match (name.split_once('>'), name.find(':')) {
        (Some(pair), _) => pair,
        (None, Some(at)) => name.split_at(at + 1),
        (None, None) => (name, ""),
    };
    mix(mix(word_hash(kind.as_bytes()), word_hash(value.as_bytes())), NAMED ^ 1)
}

fn owner_word(owner: Owner) -> &'static str {
    match owner.charges {
        0 => "visit",
        OTHER_SERVICE => "other",
        _ if owner.named != 0 => "named",
        _ => "charge",
    }
}

fn bucket(n: usize, edges: &[usize]) -> &'static str {
    const NAMES: [&str; 8] = ["a", "b", "c", "d", "e", "f", "g", "h"];
    NAMES[edges.iter().filter(|edge| n > **edge).count().min(7)]
}

#[derive(Default)]
struct Seen {
    n_numbers: usize,
    n_rare: usize,
}

impl Seen {
    fn of(doc: &Doc, clause: &Clause, sink: &impl Sink) -> Self {
        let mut seen = Self::default();
        for token in &doc.tokens[clause.tokens.clone()] {
            match token.kind {
                TokenKind::Number | TokenKind::Clock => seen.n_numbers += 1,
                TokenKind::Word if !sink.knows(token.word) => seen.n_rare += 1,
                _ => {}
            }
        }
        seen
    }
}
