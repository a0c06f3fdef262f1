//! Runs of words that two texts share, for the compare screen.
//!
//! Words are compared without case; a run counts from six words on, so that common phrases of two
//! honest notes do not light up. Greedy from left to right, longest first at each place.

use std::collections::HashMap;

use crate::text::Span;

/// Words a run needs.
const LEAST: usize = 6;

/// Shared runs of part `x` of `a` and part `y` of `b`, as spans of each text in reading order.
pub(crate) fn shared(a: &str, x: Span, b: &str, y: Span) -> (Vec<Span>, Vec<Span>) {
    let (left, right) = (words(a, x), words(b, y));
    let key = |text: &str, word: &Span| word.of(text).to_lowercase();
    let left_keys: Vec<_> = left.iter().map(|word| key(a, word)).collect();
    let right_keys: Vec<_> = right.iter().map(|word| key(b, word)).collect();
    let mut places: HashMap<&[String], Vec<usize>> = HashMap::new();
    for (at, window) in left_keys.windows(LEAST).enumerate() {
        places.entry(window).or_default().push(at);
    }
    let (mut in_left, mut in_right) = (Vec::new(), Vec::new());
    let mut at = 0;
    while at + LEAST <= right.len() {
        let starts = places
            .get(&right_keys[at..at + LEAST])
            .map_or(&[][..], Vec::as_slice);
        let length = |from: usize| {
            left_keys[from..]
                .iter()
                .zip(&right_keys[at..])
                .take_while(|(l, r)| l == r)
                .count()
        };
        // Of runs that are equally long, the first one in the earlier text.
        let best = starts
            .iter()
            .map(|from| (length(*from), std::cmp::Reverse(*from)))
            .max();
        match best {
            Some((n_words, std::cmp::Reverse(from))) => {
                in_left.push(left[from].join(left[from + n_words - 1]));
                in_right.push(right[at].join(right[at + n_words - 1]));
                at += n_words;
            }
            None => at += 1,
        }
    }
    in_left.sort_unstable();
    (in_left, in_right)
}

/// The words of part `part` between the runs.
pub(crate) fn gaps(text: &str, part: Span, runs: &[Span]) -> Vec<Span> {
    let mut gaps = Vec::new();
    let mut from = part.start;
    for run in runs.iter().chain([&Span::new(part.end, part.end)]) {
        // Runs of the earlier text may overlap when the later one repeats a passage twice.
        if run.start > from {
            gaps.push(Span::new(from, run.start).trimmed(text));
        }
        from = from.max(run.end);
    }
    gaps.retain(|gap| !gap.is_empty());
    gaps
}

fn words(text: &str, part: Span) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = None;
    for (at, c) in part.of(text).char_indices() {
        if c.is_whitespace() {
            spans.extend(
                start
                    .take()
                    .map(|from| Span::new(from, at).shifted(part.start)),
            );
        } else {
            start.get_or_insert(at);
        }
    }
    spans.extend(start.map(|from| Span::new(from + part.start, part.end)));
    spans
}

#[cfg(test)]
mod tests {
    use super::{gaps, shared};
    use crate::text::Span;

    #[test]
    fn long_runs_are_found_across_lines_and_short_ones_are_not() {
        let a = "Pain 5. Crate lift floor to waist\n10 lb then 15 lb. Done.";
        let b = "Pain 3. Crate lift floor to waist 10 lb then 15 lb. Tired.";
        let whole = |text: &str| Span::new(0, text.len());
        let (left, right) = shared(a, whole(a), b, whole(b));
        assert_eq!(left.len(), 1);
        assert_eq!(
            left[0].of(a),
            "Crate lift floor to waist\n10 lb then 15 lb."
        );
        assert_eq!(
            right[0].of(b),
            "Crate lift floor to waist 10 lb then 15 lb."
        );
        let left = gaps(a, whole(a), &left);
        assert_eq!(
            left.iter().map(|gap| gap.of(a)).collect::<Vec<_>>(),
            ["Pain 5.", "Done."]
        );
        assert!(
            shared(
                "one two three",
                whole("one two three"),
                "one two three",
                whole("one two three")
            )
            .0
            .is_empty()
        );
    }
}
