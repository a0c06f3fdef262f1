//! Pairs of statements that cannot both be true in one visit.
//!
//! Precision first: each check asks for two plain statements about the same thing at the same
//! moment, and lets go at any word that explains the difference. Improvement over the visit, work
//! on both sides, a relative in the story and last week's score are no contradiction.

mod day;
mod pain;
mod pronoun;
mod scene;
mod side;
mod treatment;
mod weight;

use crate::parse::Reading;
use crate::rules::RuleSet;
use crate::text::Span;
use crate::visit::Visit;

use scene::Scene;

/// Two spans that contradict each other, the earlier first.
pub type Pair = [Span; 2];

/// What a contradiction can be about here, by the word the rules use.
pub const ABOUT: [&str; 6] = [
    "side",
    "pain",
    "pronoun",
    "date",
    "no_treatment",
    "weight_bearing",
];

/// Contradictions of one visit, each with what it is about.
pub fn pairs(
    text: &str,
    reading: &Reading,
    visit: &Visit,
    rules: &RuleSet,
) -> Vec<(&'static str, Pair)> {
    let scene = Scene::new(text, &reading.doc, rules);
    let mut out: Vec<(&'static str, Pair)> = Vec::new();
    for about in ABOUT {
        let mut found = match about {
            "side" => side::pairs(&scene),
            "pain" => pain::pairs(&scene),
            "pronoun" => pronoun::pairs(&scene),
            "date" => day::pairs(&scene, &reading.days),
            "no_treatment" => treatment::pairs(&scene, visit, rules),
            _ => weight::pairs(&scene),
        };
        for pair in &mut found {
            pair.sort_unstable();
        }
        found.sort_unstable();
        found.dedup();
        out.extend(found.into_iter().map(|pair| (about, pair)));
    }
    out
}

#[cfg(test)]
mod tests;
