//! Fuzzy words: what counts as found, and which letters light up.
//!
//! A word is found where it stands in one piece, else where its letters stand close together in
//! order (the fuzzy matcher's score decides). Plain subsequences would find every word everywhere.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

/// The matcher with its settings; one for each thread that filters.
pub(crate) struct Words {
    matcher: SkimMatcherV2,
}

impl Default for Words {
    fn default() -> Self {
        Self {
            matcher: SkimMatcherV2::default().ignore_case(),
        }
    }
}

impl Words {
    /// True when `word` (lower case) is found in `text` (lower case).
    pub(crate) fn found(&self, word: &str, text: &str) -> bool {
        text.contains(word) || (word.len() > 2 && self.score(word, text).is_some())
    }

    /// Rank of `word` in `text` for the palette: higher is better.
    pub(crate) fn rank(&self, word: &str, text: &str) -> Option<i64> {
        self.matcher.fuzzy_match(text, word)
    }

    /// Byte offsets of the characters of `text` that `word` lights up; empty when it is not found.
    pub(crate) fn places(&self, word: &str, text: &str) -> Vec<usize> {
        let lower = text.to_lowercase();
        if lower.len() == text.len()
            && let Some(at) = lower.find(word)
        {
            return text[at..]
                .char_indices()
                .map(|(step, _)| at + step)
                .take_while(|byte| *byte < at + word.len())
                .collect();
        }
        if word.len() <= 2 || self.score(word, text).is_none() {
            return Vec::new();
        }
        let hits = self
            .matcher
            .fuzzy_indices(text, word)
            .map(|(_, hits)| hits)
            .unwrap_or_default();
        text.char_indices()
            .enumerate()
            .filter(|(nth, _)| hits.contains(nth))
            .map(|(_, (byte, _))| byte)
            .collect()
    }

    fn score(&self, word: &str, text: &str) -> Option<i64> {
        // A letter found is worth 16, a gap costs 3 and more: about one gap for every four letters.
        let least = 16 * i64::try_from(word.chars().count()).unwrap_or(i64::MAX / 16) - 2;
        self.matcher
            .fuzzy_match(text, word)
            .filter(|score| *score >= least)
    }
}

/// All bytes of `text` that any of `words` lights up, in order.
pub(crate) fn lit<'w>(
    matcher: &Words,
    words: impl Iterator<Item = &'w str>,
    text: &str,
) -> Vec<usize> {
    let mut bytes: Vec<usize> = words.flat_map(|word| matcher.places(word, text)).collect();
    bytes.sort_unstable();
    bytes.dedup();
    bytes
}
