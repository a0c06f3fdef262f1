//! Fuzzy words: what counts as found, and which letters light up.
//!
//! A word is found where it stands in one piece, else where its letters stand close together in
//! order. Plain subsequences would find every word everywhere.

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
        text.contains(word) || (word.len() > 2 && self.close(word, text).is_some())
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
        let hits = if word.len() > 2 {
            self.close(word, text).unwrap_or_default()
        } else {
            Vec::new()
        };
        text.char_indices()
            .enumerate()
            .filter(|(nth, _)| hits.contains(nth))
            .map(|(_, (byte, _))| byte)
            .collect()
    }

    /// The characters of a fuzzy match, when they stand close together: within half as many again
    /// as the word has.
    fn close(&self, word: &str, text: &str) -> Option<Vec<usize>> {
        let (_, hits) = self.matcher.fuzzy_indices(text, word)?;
        let n_letters = word.chars().count();
        let reach = hits.last()? - hits.first()? + 1;
        (reach <= n_letters + n_letters / 2).then_some(hits)
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
