//! Placeholders in brackets: `[select]`, `{muscle group}`, `{{segments}}`, `<<REF_PROVIDER>>`.
//!
//! Brackets also hold asides, boxes, labels and choices made. What stands inside decides.

use super::{Page, Shape};
use crate::rules::LeftoverList;
use crate::text::Span;

/// Longest content of a placeholder, in bytes.
const MAX_CONTENT: usize = 60;

impl Page<'_> {
    /// A bracket of any kind at `at`.
    pub(super) fn bracket(&self, at: usize) -> Shape {
        let rest = &self.text[at..self.visit.end];
        let (open, close) = match rest.as_bytes() {
            [b'{', b'{', ..] => ("{{", "}}"),
            [b'[', b'[', ..] => ("[[", "]]"),
            [b'<', b'<', ..] => ("<<", ">>"),
            [b'{', ..] => ("{", "}"),
            [b'[', ..] => ("[", "]"),
            [b'(', ..] => ("(", ")"),
            [b'<', ..] => ("<", ">"),
            _ if rest.starts_with('«') => ("«", "»"),
            _ => {
                return Shape {
                    leftover: None,
                    next: at + 1,
                };
            }
        };
        let inner = &rest[open.len()..];
        let Some(n) = inner.find(close).filter(|n| *n <= MAX_CONTENT) else {
            return Shape {
                leftover: None,
                next: at + open.len(),
            };
        };
        let content = &inner[..n];
        let span = Span::new(at, at + open.len() + n + close.len());
        let plain =
            !content.contains(['\n', '"', '\\', '<', '[', '{']) && !content.trim().is_empty();
        let is_leftover = plain
            && !self.is_label(span)
            && match open {
                "{{" | "[[" | "«" | "<<" => self.is_merge_field(content),
                "{" => self.is_gap(content) || self.is_loose_gap(content),
                "(" => self.asks_plainly(content),
                "<" => self.asks_plainly(content) || self.is_gap(content) && !is_tag(content),
                _ => self.is_gap(content),
            };
        Shape {
            leftover: is_leftover.then_some(span),
            next: if plain { span.end } else { at + open.len() },
        }
    }

    /// Words of the content, in lower case, numbers left out.
    fn content_words(content: &str) -> Vec<String> {
        content
            .split(|c: char| !(c.is_alphabetic() || c == '\''))
            .filter(|w| !w.is_empty())
            .map(str::to_lowercase)
            .collect()
    }

    /// True when the first words ask for something to be filled in: `select one`, `insert time`.
    fn asks(&self, content: &str) -> bool {
        let words = Self::content_words(content);
        let first = words
            .first()
            .is_some_and(|w| self.words.has(LeftoverList::Prompt, w));
        // `selected: moderate`, `select one: [x] left` was answered.
        first && !content.contains(['☑', '✓'])
    }

    /// True when a prompt is all that stands there: `(select one)`, `<insert time>`; other words in
    /// these brackets are asides.
    fn asks_plainly(&self, content: &str) -> bool {
        let words = Self::content_words(content);
        let rest = |w: &String| {
            self.words.has(LeftoverList::Slot, w)
                || matches!(
                    w.as_str(),
                    "one" | "option" | "all" | "that" | "apply" | "below"
                )
        };
        words.len() >= 2 && words.len() <= 5 && self.asks(content) && words[1..].iter().all(rest)
    }

    /// True for a gap in brackets: a prompt, the name of what is missing, or choices not made.
    fn is_gap(&self, content: &str) -> bool {
        if self.asks(content) {
            return true;
        }
        let words = Self::content_words(content);
        if words.is_empty() || content.bytes().any(|b| b.is_ascii_digit()) {
            return false;
        }
        let screaming = content.contains('_')
            && content
                .bytes()
                .all(|b| b.is_ascii_uppercase() || b == b'_' || b == b' ');
        let telling = words.iter().any(|w| w.chars().count() > 2);
        let named = telling && words.iter().all(|w| self.words.has(LeftoverList::Slot, w));
        screaming || named && !self.is_chosen(&words) || is_choice(content, &words)
    }

    /// Braces are hardly used but by templates: a few plain words in them are a gap.
    fn is_loose_gap(&self, content: &str) -> bool {
        let words = Self::content_words(content);
        let letters = content
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, ' ' | '_' | '-' | '/' | '#'));
        let small = content.chars().any(char::is_lowercase) || content.contains('_');
        (1..=4).contains(&words.len())
            && letters
            && small
            && !self.is_chosen(&words)
            && content.trim() == content
    }

    fn is_chosen(&self, words: &[String]) -> bool {
        words
            .iter()
            .all(|w| self.words.has(LeftoverList::Chosen, w))
    }

    /// `{{segments}}`, `<<REF_PROVIDER>>`; `<<cc: Dr Roe>>` says something.
    fn is_merge_field(&self, content: &str) -> bool {
        let words = Self::content_words(content);
        (1..=5).contains(&words.len())
            && !content.contains([':', '.', ','])
            && !content.bytes().any(|b| b.is_ascii_digit())
    }

    /// True for a label of a line: `[S]         Neck stiff`, `[patient]   Pell`.
    fn is_label(&self, span: Span) -> bool {
        let line = self.line(span.start);
        let first = self.text[line.start..span.start].trim().is_empty();
        let after = &self.text[span.end..line.end];
        first
            && (after.starts_with("  ") || after.starts_with(':') || after.starts_with('\t'))
            && !after.trim().is_empty()
    }
}

/// True for words with slashes between them: `improved / same / worse`, `static/dynamic`, `R/L`.
fn is_choice(content: &str, words: &[String]) -> bool {
    let parts: Vec<&str> = content.split('/').map(str::trim).collect();
    let whole = |part: &&str| {
        let letters = part.chars().filter(|c| c.is_alphabetic()).count();
        letters >= 3
            || matches!(
                *part,
                "no" | "No" | "he" | "R" | "L" | "B" | "r" | "l" | "b" | "LT" | "RT"
            )
    };
    let small = |part: &&str| part.len() <= 20 && part.split(' ').count() <= 3;
    let capitals = content.chars().all(|c| !c.is_lowercase())
        && words.iter().all(|w| w.len() <= 4 && w.len() > 1);
    parts.len() >= 2
        && parts.iter().all(|p| whole(p) && small(p))
        && !capitals
        && content != "and/or"
}

/// True for names of markup tags that are also names of gaps.
fn is_tag(content: &str) -> bool {
    let word = content.trim_matches(['/', ' ']).to_ascii_lowercase();
    matches!(
        word.as_str(),
        "body"
            | "time"
            | "code"
            | "data"
            | "area"
            | "text"
            | "value"
            | "name"
            | "date"
            | "procedure"
            | "location"
    )
}
