//! What made a clause count for a role, or against it, in words an auditor can check.
//!
//! The scorer's features overlap (a word, the pair it stands in, the word list it is of), so their
//! weights are spread over the words of the text and told as the words themselves. What is no word
//! (section, length, numbers, whose text it is) is told by itself.

use std::ops::Range;

use crate::engine::elements::scorer;
use crate::engine::feature::token_name;
use crate::engine::own::Owner;
use crate::engine::scorer::Role;
use crate::engine::view::Page;
use crate::parse::{Doc, TokenKind};
use crate::text::Span;

/// Weight from which a thing is worth telling.
const TOLD: f32 = 0.25;
/// Weight of a word from which it is joined to a heavy neighbour.
const JOINED: f32 = 0.1;
/// Things told on each side.
const MAX_TOLD: usize = 3;
/// Most words and signs of one quoted stretch.
const MAX_WORDS: usize = 10;

/// What counted for and what counted against, heaviest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// For.
    pub pro: Vec<String>,
    /// Against.
    pub con: Vec<String>,
}

/// Why the tokens `range` of clause `at` play `role`, or do not.
pub(super) fn counted(page: Page<'_>, at: usize, range: Range<usize>, role: Role) -> Counted {
    let (text, doc, owner) = (page.text, page.doc, page.owners[at]);
    let place = (at, range.clone());
    let features = scorer().why(text, doc, place, owner, page.rules, role);
    let mut weights = vec![Weight::default(); range.len()];
    let mut items: Vec<(String, f32)> = Vec::new();
    for (name, weight) in &features {
        let tokens = tokens_of(page, &range, name);
        if tokens.is_empty() {
            if let Some(words) = plain(name, owner) {
                add(&mut items, words, *weight);
            }
            continue;
        }
        let share = weight / tokens.len() as f32;
        for token in tokens {
            let slot = &mut weights[token - range.start];
            slot.all += share;
            if name.starts_with("c:") || name.contains('>') {
                slot.by_list += share;
            }
        }
    }
    items.extend(stretches(page, &range, &weights));
    items.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then_with(|| a.0.cmp(&b.0)));
    Counted {
        pro: heaviest(items.iter().filter(|(_, weight)| *weight >= TOLD)),
        con: heaviest(items.iter().filter(|(_, weight)| *weight <= -TOLD)),
    }
}

/// The first few, without words that an earlier one quotes already.
fn heaviest<'i>(items: impl Iterator<Item = &'i (String, f32)>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for (words, _) in items {
        let core = words.split('"').nth(1).unwrap_or(words);
        if out.len() < MAX_TOLD && !out.iter().any(|told| told.contains(core)) {
            out.push(words.clone());
        }
    }
    out
}

/// What a token weighs.
#[derive(Clone, Copy, Default)]
struct Weight {
    all: f32,
    /// The part of it that comes from the word lists of `rules.yaml`.
    by_list: f32,
}

fn add(items: &mut Vec<(String, f32)>, words: String, weight: f32) {
    match items.iter_mut().find(|(known, _)| *known == words) {
        Some((_, sum)) => *sum += weight,
        None => items.push((words, weight)),
    }
}

/// The tokens that a feature is about; empty when it is about no token.
fn tokens_of(page: Page<'_>, range: &Range<usize>, name: &str) -> Vec<usize> {
    let (text, doc) = (page.text, page.doc);
    let of_name = |wanted: &str| -> Vec<usize> {
        let named = |at: &usize| token_name(text, doc, *at) == wanted;
        range.clone().filter(named).collect()
    };
    match name.split_once(':') {
        Some(("w" | "l", word)) => of_name(word),
        Some(("b" | "k", pair)) => {
            let (first, second) = pair.split_once(' ').unwrap_or((pair, ""));
            nearest(&of_name(first), &of_name(second))
        }
        Some(("c", class)) => of_class(page, range, class),
        None if name.contains('>') => {
            let (first, second) = name.split_once('>').unwrap_or((name, ""));
            let mut both = of_class(page, range, first);
            both.extend(of_class(page, range, second));
            both.sort_unstable();
            both.dedup();
            both
        }
        _ => Vec::new(),
    }
}

/// The closest two places, one of `first` and a later one of `second`.
fn nearest(first: &[usize], second: &[usize]) -> Vec<usize> {
    let pairs = first
        .iter()
        .flat_map(|a| second.iter().filter(move |b| *b > a).map(move |b| (*a, *b)));
    pairs
        .min_by_key(|(a, b)| b - a)
        .map_or_else(Vec::new, |(a, b)| vec![a, b])
}

fn of_class(page: Page<'_>, range: &Range<usize>, class: &str) -> Vec<usize> {
    let Some(class) = page.rules.lexicon.class(class) else {
        return Vec::new();
    };
    page.doc
        .cues_in(range.clone())
        .filter(|cue| cue.class == class)
        .flat_map(|cue| cue.first..cue.end)
        .collect()
}

/// Neighbouring words that pull the same way, quoted as they stand.
fn stretches(page: Page<'_>, range: &Range<usize>, weights: &[Weight]) -> Vec<(String, f32)> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < weights.len() {
        let sign = weights[at].all.signum();
        let pulls = |w: &Weight| w.all * sign >= JOINED;
        if !pulls(&weights[at]) {
            at += 1;
            continue;
        }
        let parts = |nth: usize| {
            let letters = page.doc.tokens[range.start + nth].span.of(page.text);
            [",", ";", ":", "(", ")", "."].contains(&letters)
        };
        let n = (at..weights.len())
            .take(MAX_WORDS)
            .take_while(|nth| *nth == at || pulls(&weights[*nth]) && !parts(*nth))
            .count();
        let all: f32 = weights[at..at + n].iter().map(|w| w.all).sum();
        let by_list: f32 = weights[at..at + n].iter().map(|w| w.by_list).sum();
        let tokens = trimmed(page.doc, range.start + at..range.start + at + n);
        at += n;
        if tokens.is_empty() {
            continue;
        }
        let lists = if by_list * sign > all * sign / 2.0 {
            lists_of(page, &tokens)
        } else {
            Vec::new()
        };
        add(&mut out, quoted(page.text, page.doc, tokens, &lists), all);
    }
    out
}

/// Without the signs at both ends, which tell a reader nothing.
fn trimmed(doc: &Doc, tokens: Range<usize>) -> Range<usize> {
    let says = |at: &usize| doc.tokens[*at].kind != TokenKind::Sign;
    match (tokens.clone().find(says), tokens.clone().rev().find(says)) {
        (Some(first), Some(last)) => first..last + 1,
        _ => tokens.start..tokens.start,
    }
}

/// `"25 lb" (word list: load)`
fn quoted(text: &str, doc: &Doc, tokens: Range<usize>, lists: &[String]) -> String {
    let span = doc.span_of(tokens.clone());
    let words: Vec<&str> = span.of(text).split_whitespace().collect();
    let what = match doc.tokens[tokens.start].kind {
        TokenKind::Number if tokens.len() == 1 => "the number ",
        _ if words.len() == 1 => "the word ",
        _ => "the words ",
    };
    let lists = match lists {
        [] => String::new(),
        lists => format!(" (word list: {})", lists.join(", ")),
    };
    format!("{what}\"{}\"{lists}", words.join(" "))
}

/// Word lists that hold a phrase of these tokens.
fn lists_of(page: Page<'_>, tokens: &Range<usize>) -> Vec<String> {
    let mut lists: Vec<String> = page
        .doc
        .cues_in(tokens.clone())
        .map(|cue| page.rules.lexicon.name(cue.class))
        .filter(|name| !name.contains(':'))
        .map(|name| name.replace('_', " "))
        .collect();
    lists.sort();
    lists.dedup();
    lists.truncate(2);
    lists
}

/// A feature that is about no word of the clause.
fn plain(name: &str, owner: Owner) -> Option<String> {
    let (kind, value) = name.split_once(':')?;
    let words = match (kind, value) {
        ("s", "body") => "stands under no heading".to_owned(),
        ("s", section) => format!("stands under {}", heading(section)),
        ("t", section) => format!("begins with a label for {}", heading(section)),
        ("prev", "text") => "follows unlabelled words of the same paragraph".to_owned(),
        ("prev", section) => format!("follows words labelled {}", heading(section)),
        ("own", "visit") => "is said of the visit, not of one service".to_owned(),
        ("own", "other") => "stands with a service that is not billed".to_owned(),
        ("own", "named") => "names the service itself".to_owned(),
        ("own", _) => "follows the name of the service".to_owned(),
        ("after", _) if owner.distance == 0 => return None,
        ("after", _) => format!(
            "stands {} after the service's name",
            clauses(owner.distance)
        ),
        ("len", bucket) => format!("is {} long", length(bucket)),
        ("numbers", bucket) => format!("holds {}", numbers(bucket)),
        ("rare", bucket) => format!("holds {}", unusual(bucket)),
        ("is", "front") => "opens its sentence".to_owned(),
        ("is", "part") => "is a part of a longer sentence".to_owned(),
        ("is", "heading") => "is a heading".to_owned(),
        ("box", _) => "stands beside an unticked box".to_owned(),
        _ => return None,
    };
    Some(words)
}

fn clauses(n: u8) -> String {
    match n {
        1 => "one clause".to_owned(),
        n => format!("{n} clauses"),
    }
}

/// A section in words; the words of `Section::word` that need no change stay as they are.
fn heading(section: &str) -> String {
    let word = match section {
        "charges" => "the charges",
        "reason" => "the reason for the service",
        "contact" => "who was there",
        "header" => "the head of the note",
        "signature" => "the signature",
        "body" => "no known heading",
        other => other,
    };
    word.to_owned()
}

/// Words and signs, by the steps that `feature` counts in.
fn length(bucket: &str) -> &'static str {
    match bucket {
        "a" => "no word",
        "b" => "at most 3 words and signs",
        "c" => "4 to 6 words and signs",
        "d" => "7 to 10 words and signs",
        "e" => "11 to 16 words and signs",
        "f" => "17 to 26 words and signs",
        "g" => "27 to 40 words and signs",
        _ => "more than 40 words and signs",
    }
}

fn numbers(bucket: &str) -> &'static str {
    match bucket {
        "a" => "no number",
        "b" => "one number",
        "c" => "two numbers",
        "d" => "three or four numbers",
        _ => "many numbers",
    }
}

fn unusual(bucket: &str) -> &'static str {
    match bucket {
        "a" => "only words that notes often use",
        "b" => "one word that notes rarely use",
        "c" => "two words that notes rarely use",
        "d" => "three or four words that notes rarely use",
        _ => "many words that notes rarely use",
    }
}

/// A span's words on one line.
pub(super) fn folded(text: &str, span: Span) -> String {
    span.of(text)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// A word class that tells what was done, in words.
pub(super) fn thing(class: &str) -> String {
    let word = match class {
        "adjust" => "an adjustment",
        "body_part" => "a part of the body",
        "side" => "a side",
        "modality" => "a modality",
        "manual_work" => "manual work",
        "load" => "a load",
        "clock_unit" => "a unit of time",
        "group" => "a group",
        "provider" => "a provider",
        other => return other.replace('_', " "),
    };
    word.to_owned()
}
