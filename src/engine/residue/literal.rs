//! Left-overs known by their letters: `click here to enter text`, `#REF!`, `null`, `he/she`.

use super::Page;
use crate::rules::LeftoverList;
use crate::text::Span;

impl Page<'_> {
    /// All literal left-overs.
    pub(super) fn literals(&self) -> Vec<Span> {
        let base = self.visit.start;
        let found = self.words.find(self.visit.of(self.text));
        found
            .map(|(list, span)| (list, span.shifted(base)))
            .filter(|(list, span)| match list {
                LeftoverList::Value => self.is_value(*span),
                LeftoverList::Sides => self.is_side_of(*span),
                LeftoverList::Options => !self.is_used(*span),
                LeftoverList::Exact | LeftoverList::Anywhere => !self.is_markup(*span),
                _ => false,
            })
            .map(|(_, span)| span)
            .collect()
    }

    /// True when the word is all that a field holds: a mark before it, the field's end after it.
    fn is_value(&self, span: Span) -> bool {
        let line = self.line(span.start);
        let before = self.text[line.start..span.start].trim_end();
        let after = self.text[span.end..line.end].trim_start();
        let wide = self.text[span.end..line.end].starts_with("  ");
        let marked =
            before.ends_with([':', '=', '|', ',', '\t', '>', '(', '"', '/']) || before.is_empty();
        let ends = after.is_empty()
            || wide
            || after.starts_with(['|', ',', ';', '<', ')', '"', '.', '/', '%']);
        marked && ends && !(before.is_empty() && after.is_empty() && line.len() > 12)
    }

    /// `R/L shoulder pain`: no side was chosen. `R/L: 22, 4` and `L/R x10 each` speak of both.
    fn is_side_of(&self, span: Span) -> bool {
        let line = self.line(span.start);
        let before = self.text[line.start..span.start].trim_end();
        let after = &self.text[span.end..line.end];
        // `in the (R/L) knee`
        let bracketed = before.ends_with('(') && after.starts_with(')');
        let rest = if bracketed { &after[1..] } else { after };
        let word = rest
            .strip_prefix(' ')
            .unwrap_or("")
            .split(|c: char| !c.is_alphabetic())
            .next()
            .unwrap_or("");
        let sided = self.words.has(LeftoverList::Sided, &word.to_lowercase());
        // Two figures right after it are the two sides.
        let near = rest
            .char_indices()
            .nth(48)
            .map_or(rest, |(cut, _)| &rest[..cut]);
        let figures = near
            .split(|c: char| !c.is_ascii_digit())
            .filter(|n| !n.is_empty())
            .count();
        let both = !bracketed && (before.ends_with(['(', ':']) || before.is_empty());
        sided && figures < 2 && !both
    }

    /// Options with a choice marked right after them (`mild/moderate/severe: moderate`).
    fn is_used(&self, span: Span) -> bool {
        let line = self.line(span.start);
        let after = self.text[span.end..line.end].trim_start();
        let words = span.of(self.text).to_lowercase();
        let answer = after.trim_start_matches([':', '=', '-', ' ', '>']);
        let first: String = answer.chars().take_while(|c| c.is_alphabetic()).collect();
        let marked = after.starts_with([':', '=', '-']);
        marked
            && !first.is_empty()
            && words
                .split(['/', ' '])
                .any(|option| option == first.to_lowercase())
            || after.starts_with(['\'', '’'])
    }

    /// `&nbsp;` between the fields of a Markdown heading is type-setting.
    fn is_markup(&self, span: Span) -> bool {
        let line = self.line(span.start);
        self.text.as_bytes()[span.start] == b'&' && line.of(self.text).contains("**")
    }
}
