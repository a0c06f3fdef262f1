//! Whether a provider signed the visit, and as whom.
//!
//! A signature is a phrase that says so, a signature label with a name or a date, or a provider's
//! name alone on its line at the end. An empty line, a draft, a patient's signature, a signature
//! under another paper (a plan of care, a consent) is none.

mod bare;
mod words;

use super::header::{Frame, provider_in};
use crate::rules::{HeaderLabels, Label, LabelFound};
use crate::text::Span;
use words::{blank, denied, digits, is_nobody, is_status, is_status_word, letters};

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signature {
    /// True when a provider's signature stands in the visit.
    pub is_signed: bool,
    /// The words of the signature line.
    pub span: Option<Span>,
    /// Who signed.
    pub name: Option<String>,
}

/// The signature of the visit.
pub fn signature(frame: &Frame, visit: Span, labels: &HeaderLabels) -> Signature {
    let marks = frame.labels_in(visit);
    let marked = |l: &&LabelFound| matches!(l.label, Label::Signed | Label::Signature);
    for label in marks.iter().rev().filter(marked) {
        let mark = Mark::new(frame, visit, label, labels);
        if mark.holds() {
            let (span, name) = (Some(mark.line), mark.signer());
            return Signature {
                is_signed: true,
                span,
                name,
            };
        }
    }
    let unsigned = |l: &LabelFound| l.label == Label::Unsigned && is_status(frame, l);
    if marks.iter().any(unsigned) {
        return Signature::default();
    }
    match bare::name_at_end(frame, visit, labels) {
        Some((line, name)) => Signature {
            is_signed: true,
            span: Some(line),
            name,
        },
        None => Signature::default(),
    }
}

/// A signature phrase or label with the words of its line.
struct Mark<'f> {
    frame: &'f Frame<'f>,
    labels: &'f HeaderLabels,
    label: LabelFound,
    line: Span,
    before: &'f str,
    after: &'f str,
    /// On one of the last lines of the visit.
    is_last: bool,
}

impl<'f> Mark<'f> {
    fn new(
        frame: &'f Frame<'f>,
        visit: Span,
        label: &LabelFound,
        labels: &'f HeaderLabels,
    ) -> Self {
        let line = frame.lines[frame.line_of(label.span.start)];
        let from = line.start.max(visit.start);
        Self {
            frame,
            labels,
            label: *label,
            line,
            before: frame.words(Span::new(from, label.span.start.max(from))),
            after: frame.words(Span::new(label.span.end, line.end.max(label.span.end))),
            is_last: is_last(frame, visit, line),
        }
    }

    /// True when it is a provider's signature: nothing denies it, nobody else signed nothing else,
    /// and somebody is named or the day is given.
    fn holds(&self) -> bool {
        let on_line = self.nearby();
        let elsewhere = |l: &LabelFound| matches!(l.label, Label::Unsigned | Label::OtherSigner);
        let empty = blank(self.after) && !self.names(self.before);
        if on_line.iter().any(elsewhere) || self.is_other_paper(on_line) || empty {
            return false;
        }
        if denied(self.before) || is_nobody(self.after) {
            return false;
        }
        match self.label.label {
            Label::Signed => self.is_whole(),
            _ => self.is_labelled(),
        }
    }

    /// Labels close enough to speak of this signature; a line can be a whole paragraph.
    fn nearby(&self) -> &'f [LabelFound] {
        let from = self
            .label
            .span
            .start
            .saturating_sub(60)
            .max(self.line.start);
        let to = (self.label.span.end + 40).min(self.line.end);
        self.frame.labels_in(Span::new(from, to.max(from)))
    }

    /// `POC signed by Dr. Abend`: another paper was signed, said in the same sentence.
    fn is_other_paper(&self, on_line: &[LabelFound]) -> bool {
        on_line
            .iter()
            .filter(|l| l.label == Label::Paper)
            .any(|paper| {
                let gap = if paper.span.start < self.label.span.start {
                    Span::new(paper.span.end, self.label.span.start)
                } else {
                    Span::new(self.label.span.end, paper.span.start)
                };
                let words = self.frame.words(gap);
                words.len() < 40 && !words.contains(". ") && !words.contains("  ")
            })
    }

    /// `Electronically signed …` holds when somebody or a day stands beside it or on the next line.
    fn is_whole(&self) -> bool {
        let beside = self.names(self.after) || self.names(self.before);
        let day = digits(self.after) >= 4 && !blank(self.after);
        // `esigned k. mbeki-larsson pt`: nothing else on the line.
        let alone =
            self.before.trim().is_empty() && self.after.len() < 60 && letters(self.after) > 3;
        let bare = letters(self.after) == 0 && !blank(self.after);
        beside || day || alone || bare && (self.names(self.near(1)) || self.credentialed_above())
    }

    /// `Signed` and `Signature` hold in a field or after a name: `She signed the form` is a sentence.
    fn is_labelled(&self) -> bool {
        if blank(self.after) {
            return false;
        }
        if provider_in(self.before, self.labels).is_some_and(|name| name.credentialed) {
            return true;
        }
        if self.credentialed_next() || self.is_last && self.ends_visit() {
            return true;
        }
        let colon = self.after.starts_with([':', '?']);
        let rest = self
            .after
            .trim_start_matches([':', ' ', '-', ',', '\t', '(']);
        let date_after = rest.starts_with(|c: char| c.is_ascii_digit());
        let date_before = self
            .before
            .trim_end()
            .ends_with(|c: char| c.is_ascii_digit());
        let last_word = letters(self.after) == 0 && self.line.len() < 80;
        if last_word && (date_before || date_after) && letters(self.before) > 1 {
            return true;
        }
        let apart = !self.after.starts_with(' ') || self.after.starts_with("  ");
        let begins =
            apart || date_after || rest.starts_with(char::is_uppercase) || self.names(self.after);
        let field = colon || begins && self.frame.is_field_start(self.label.span.start);
        let bare = letters(self.after) + digits(self.after) == 0;
        field
            && (self.names(self.after)
                || date_after
                || bare && self.names(self.before)
                || bare && colon && self.credentialed_below()
                || bare && !colon && self.credentialed_above())
    }

    /// `signed, R. Halvorsen, DC`: a name with its credential comes right after.
    fn credentialed_next(&self) -> bool {
        let name = provider_in(
            self.after.trim_start_matches([',', ':', ' ', '-']),
            self.labels,
        );
        name.filter(|name| name.credentialed)
            .is_some_and(|name| self.after.find(&name.words).is_some_and(|at| at <= 4))
    }

    /// `cont poc. signed k osei`: shorthand on one of the last lines, with a few words or none after
    /// it, and none of them what else is signed.
    fn ends_visit(&self) -> bool {
        let mut words = self
            .after
            .split(|c: char| !c.is_alphabetic())
            .filter(|w| !w.is_empty());
        let first = words.next().unwrap_or_default().to_ascii_lowercase();
        let object = matches!(
            first.as_str(),
            "the"
                | "a"
                | "an"
                | "in"
                | "up"
                | "for"
                | "his"
                | "her"
                | "their"
                | "and"
                | "off"
                | "at"
                | "of"
                | "to"
                | "is"
                | "was"
                | "with"
                | "out"
                | "over"
        );
        let n_words = 1 + words.count();
        !object
            && !is_status_word(&first)
            && n_words <= 6
            && self.after.len() <= 60
            && letters(self.before) + letters(self.after) >= 2
    }

    /// The line `n` lines further on.
    fn near(&self, n: usize) -> &'f str {
        let line = self.frame.line_of(self.line.start) + n;
        self.frame
            .lines
            .get(line)
            .map_or("", |l| self.frame.words(*l))
    }

    fn credentialed_below(&self) -> bool {
        let below = self.near(1).trim();
        let name = provider_in(below, self.labels).filter(|name| name.credentialed);
        name.is_some_and(|name| below.find(&name.words).is_some_and(|at| at <= 4))
    }

    fn credentialed_above(&self) -> bool {
        let at = self.frame.line_of(self.line.start);
        let above = at
            .checked_sub(1)
            .map_or("", |i| self.frame.words(self.frame.lines[i]).trim());
        let name = provider_in(above, self.labels).filter(|name| name.credentialed);
        name.is_some_and(|name| above.find(&name.words).is_some_and(|at| at <= 4))
    }

    /// True when a capitalized name, initials, a credential or a doctor's title stands in the words.
    fn names(&self, words: &str) -> bool {
        let apart = |c: char| {
            c.is_whitespace() || matches!(c, ',' | '|' | '"' | '[' | ']' | '(' | ')' | '_' | '*')
        };
        words.split(apart).any(|word| {
            let plain = word.trim_matches(|c: char| !c.is_alphanumeric());
            let capital = plain.chars().next().is_some_and(char::is_uppercase);
            self.labels.is_credential(word)
                || plain.eq_ignore_ascii_case("dr")
                || capital && letters(plain) >= 2 && !is_status_word(plain)
        })
    }

    fn signer(&self) -> Option<String> {
        let trimmed = self
            .after
            .trim_start_matches(|c: char| !c.is_alphanumeric());
        let by = trimmed
            .strip_prefix("by ")
            .or_else(|| trimmed.strip_prefix("by: "));
        let after = provider_in(by.unwrap_or(trimmed), self.labels);
        let before = provider_in(self.before, self.labels);
        let credentialed = [&after, &before]
            .into_iter()
            .flatten()
            .find(|name| name.credentialed)
            .cloned();
        credentialed.or(after).map(|name| name.words)
    }
}

/// Non-empty lines at the end of a visit where shorthand can be a signature.
const LAST_LINES: usize = 3;

/// True for one of the last lines of the visit.
fn is_last(frame: &Frame, visit: Span, line: Span) -> bool {
    let rest = frame.words(Span::new(line.end.min(visit.end), visit.end));
    rest.lines()
        .filter(|l| l.chars().any(char::is_alphanumeric))
        .take(LAST_LINES)
        .count()
        < LAST_LINES
}

#[cfg(test)]
mod tests;
