//! A clause to its features: what the scorer may look at, each with a name a reader understands.
//!
//! Features are hashed when the text is read and named only when the scorer is fitted or explained.
//! Kinds: words and pairs of words, word classes of `rules.yaml`, numbers with their unit, section
//! and label, ownership, length, and how much of the wording is out of the ordinary.

use std::ops::Range;

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

/// The stretches of clause `at` that are scored by themselves: the whole, its parts between commas,
/// colons, brackets and dashes, and the words around each hint at who was with the patient. What one
/// stretch says is not drowned by the rest.
pub fn segments(doc: &Doc, at: usize, rules: &RuleSet) -> Vec<Range<usize>> {
    let whole = doc.clauses[at].tokens.clone();
    let mut out = vec![whole.clone()];
    let mut from = whole.start;
    for token in whole.clone() {
        if parts(doc, token) {
            if token > from + 1 {
                out.push(from..token);
            }
            from = token + 1;
        }
    }
    if from > whole.start && whole.end > from + 1 {
        out.push(from..whole.end);
    }
    out.truncate(MAX_SEGMENTS);
    if whole.len() > 2 * AROUND {
        around_hints(doc, &whole, rules, &mut out);
    }
    out
}

/// Most parts of one clause that are looked at, and most hints.
const MAX_SEGMENTS: usize = 16;
const MAX_HINTS: usize = 8;
/// Words on either side of a hint that are read with it.
const AROUND: usize = 5;
/// Word classes that hint at who was with the patient.
const HINTS: [&str; 9] = [
    "one_on_one",
    "direct_contact",
    "nobody_else",
    "aide",
    "other_patient",
    "group",
    "elsewhere",
    "alone",
    "hold",
];

fn around_hints(doc: &Doc, whole: &Range<usize>, rules: &RuleSet, out: &mut Vec<Range<usize>>) {
    let mut last = whole.start;
    let mut n_hints = 0;
    for cue in doc.cues_in(whole.clone()) {
        if cue.first < last
            || n_hints == MAX_HINTS
            || !HINTS.contains(&rules.lexicon.name(cue.class))
        {
            continue;
        }
        out.push(
            whole.start.max(cue.first.saturating_sub(AROUND))..whole.end.min(cue.end + AROUND),
        );
        last = cue.end;
        n_hints += 1;
    }
}

fn parts(doc: &Doc, at: usize) -> bool {
    let token = &doc.tokens[at];
    let sign = |c: char| token.word == sign_id(c);
    let dash =
        || sign('-') && token.spaced && doc.tokens.get(at + 1).is_some_and(|next| next.spaced);
    token.kind == TokenKind::Sign
        && (sign(',') || sign(':') || sign(';') || sign('(') || sign(')') || dash())
}

/// Features of the tokens `range` of clause `at`.
pub fn features(
    text: &str,
    doc: &Doc,
    at: usize,
    range: Range<usize>,
    owner: Owner,
    rules: &RuleSet,
    sink: &mut impl Sink,
) {
    let clause = &doc.clauses[at];
    let part = range.len() < clause.tokens.len();
    let seen = Seen::of(doc, range.clone(), sink);
    words(text, doc, clause, range.clone(), sink);
    classes(doc, range.clone(), rules, sink);
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
    fixed(
        sink,
        "len:",
        bucket(range.len(), &[0, 3, 6, 10, 16, 26, 40]),
    );
    fixed(sink, "numbers:", bucket(seen.n_numbers, &[0, 1, 2, 4, 7]));
    fixed(sink, "rare:", bucket(seen.n_rare, &[0, 1, 2, 4, 7]));
    if part {
        fixed(
            sink,
            "is:",
            if range.start == clause.tokens.start {
                "front"
            } else {
                "part"
            },
        );
    }
    if clause.unticked {
        fixed(sink, "box:", "unticked");
    }
    if clause.heading {
        fixed(sink, "is:", "heading");
    }
    sink.put(named("bias"), &|| "bias".to_owned());
}

/// Word classes in the clause, and which class follows which.
fn classes(doc: &Doc, body: Range<usize>, rules: &RuleSet, sink: &mut impl Sink) {
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

fn words(text: &str, doc: &Doc, clause: &Clause, range: Range<usize>, sink: &mut impl Sink) {
    let mut before: Option<(WordId, usize)> = None;
    let mut before2: Option<(WordId, usize)> = None;
    for at in range {
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

/// A token as the names of features have it: the stem of a word, a sign for everything else.
pub(super) fn token_name(text: &str, doc: &Doc, at: usize) -> String {
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
    sink.put(id, &|| {
        if kind.ends_with(':') {
            format!("{kind}{value}")
        } else {
            format!("{kind}>{value}")
        }
    });
}

/// Id of a feature of a fixed kind, written `kind:value`.
pub fn fixed_id(name: &str) -> FeatureId {
    let (kind, value) = match (name.split_once('>'), name.find(':')) {
        (Some(pair), _) => pair,
        (None, Some(at)) => name.split_at(at + 1),
        (None, None) => (name, ""),
    };
    mix(
        mix(word_hash(kind.as_bytes()), word_hash(value.as_bytes())),
        NAMED ^ 1,
    )
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
    fn of(doc: &Doc, range: Range<usize>, sink: &impl Sink) -> Self {
        let mut seen = Self::default();
        for token in &doc.tokens[range] {
            match token.kind {
                TokenKind::Number | TokenKind::Clock => seen.n_numbers += 1,
                TokenKind::Word if !sink.knows(token.word) => seen.n_rare += 1,
                _ => {}
            }
        }
        seen
    }
}
