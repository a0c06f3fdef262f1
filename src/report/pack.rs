//! Rows put away small, so that a folder of a hundred thousand visits fits in memory.
//!
//! A row must be held until the last file is in, because only then is it known whether it repeats
//! another. Its text is JSON, in which the same keys, questions and sources stand again and again:
//! they are kept once, and two bytes stand for each. Surprising rule: the list of such phrases is
//! learned from the first rows; a row that is unlike them only packs less well.

use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, MatchKind};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A phrase shorter than this is not worth its two bytes.
const MIN_PHRASE: usize = 4;

/// A phrase must stand so often in the rows that are learned from.
const MIN_TIMES: usize = 2;

/// JSON holds no byte below this one, so a smaller one announces a phrase.
const FIRST_PLAIN: u8 = 0x20;

/// Phrases that two bytes can tell apart: 1 to 31, then 0 to 255.
const MAX_PHRASES: usize = 31 * 256;

/// Puts rows away and gets them back.
#[derive(Clone, Debug, Default)]
pub(super) struct Packer {
    phrases: Vec<String>,
    finder: Option<AhoCorasick>,
    json: Vec<u8>,
    packed: Vec<u8>,
}

impl Packer {
    /// A packer that knows what `rows` have in common.
    pub(super) fn new<R: Serialize>(rows: impl Iterator<Item = R>) -> Self {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for json in rows.filter_map(|row| serde_json::to_string(&row).ok()) {
            for piece in pieces(&json) {
                *seen.entry(piece.to_owned()).or_default() += 1;
            }
        }
        let common = |(piece, n): &(String, usize)| piece.len() >= MIN_PHRASE && *n >= MIN_TIMES;
        let phrases = seen.into_iter().filter(common).map(|(piece, _)| piece);
        let phrases: Vec<String> = phrases.take(MAX_PHRASES).collect();
        let finder = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(&phrases)
            .ok();
        Self {
            phrases,
            finder,
            ..Self::default()
        }
    }

    /// The row, small; `None` when it cannot be put away.
    pub(super) fn pack(&mut self, row: &impl Serialize) -> Option<Box<[u8]>> {
        // Both buffers stay: thousands of short-lived ones would leave holes between the rows.
        let Self { json, packed, .. } = self;
        json.clear();
        packed.clear();
        serde_json::to_writer(&mut *json, row).ok()?;
        let mut done = 0;
        for found in self.finder.as_ref()?.find_iter(&*json) {
            packed.extend_from_slice(&json[done..found.start()]);
            let [high, low] = u16::try_from(found.pattern().as_usize())
                .ok()?
                .to_be_bytes();
            packed.extend([high + 1, low]);
            done = found.end();
        }
        packed.extend_from_slice(&json[done..]);
        Some(packed.as_slice().into())
    }

    /// The row that was put away as `packed`.
    pub(super) fn unpack<T: DeserializeOwned>(&self, packed: &[u8]) -> Option<T> {
        let mut json = Vec::with_capacity(packed.len() * 6);
        let mut bytes = packed.iter();
        while let Some(&byte) = bytes.next() {
            if byte >= FIRST_PLAIN {
                json.push(byte);
            } else {
                let idx = u16::from_be_bytes([byte.checked_sub(1)?, *bytes.next()?]);
                json.extend_from_slice(self.phrases.get(usize::from(idx))?.as_bytes());
            }
        }
        serde_json::from_slice(&json).ok()
    }
}

/// The values of `json`, and what stands between them: brackets, commas and keys.
fn pieces(json: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(c) = json[at..].chars().next() {
        let rest = &json[at..];
        let len = match c {
            '"' => string_len(rest),
            '{' | '}' | '[' | ']' | ',' | ':' => 1,
            _ => rest.find([',', '}', ']']).unwrap_or(rest.len()),
        };
        let is_key = c == '"' && rest[len..].starts_with(':');
        let is_mark = "{}[],:".contains(c);
        if !is_key && !is_mark {
            pieces.extend([&json[start..at], &rest[..len]]);
            start = at + len;
        }
        at += len;
    }
    pieces.push(&json[start..]);
    pieces
}

/// Length of the string that `json` starts with, quotes included.
fn string_len(json: &str) -> usize {
    let mut escaped = false;
    for (at, c) in json.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    json.len()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Packer, pieces};

    #[test]
    fn values_are_told_from_what_stands_between_them() {
        let json = r#"{"a":1,"b":{"c":"x, \"y\":","d":[true,null]}}"#;
        assert_eq!(
            pieces(json),
            [
                r#"{"a":"#,
                "1",
                r#","b":{"c":"#,
                r#""x, \"y\":""#,
                r#","d":["#,
                "true",
                ",",
                "null",
                "]}}"
            ]
        );
    }

    #[test]
    fn a_row_comes_back_as_it_was_and_is_smaller() {
        let source = "CMS Pub. 100-04 ch. 5 s. 20.2 says \"8 minutes\"\n§ 2";
        let row = |n: u32| json!({"rule": "time.missing", "source": source, "points": n});
        let mut packer = Packer::new([row(1), row(2)].iter());
        for row in [
            row(7),
            json!({"other": ["ü", 1.5, null], "points": ""}),
            json!(null),
        ] {
            let packed = packer.pack(&row).expect("it can be put away");
            assert_eq!(packer.unpack::<Value>(&packed), Some(row));
        }
        let packed = packer.pack(&row(7)).expect("it can be put away");
        assert!(packed.len() < 20, "{} bytes", packed.len());
    }
}
