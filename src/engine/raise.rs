//! From a rule and the words it points at to a finding.

use crate::finding::{Citation, Finding};
use crate::rules::RuleSet;
use crate::text::{LineIndex, Span};

/// Longest quote inside a message, in characters; the citation holds all of it.
const MAX_QUOTE: usize = 80;

/// Makes findings for one visit of one file.
pub struct Raise<'t> {
    /// The file's extracted text.
    pub text: &'t str,
    /// Its lines.
    pub lines: &'t LineIndex,
    /// The rules in force.
    pub rules: &'t RuleSet,
}

impl Raise<'_> {
    /// A finding of rule `id` on `spans`; `None` when the rule is switched off. `{quote}` and
    /// `{other}` of the message are the first and second span, other slots are filled from `slots`.
    pub fn finding(&self, id: &str, spans: &[Span], slots: &[(&str, &str)]) -> Option<Finding> {
        let rule = self.rules.rules.get(id)?;
        let quoted: Vec<String> = spans.iter().map(|span| self.quote(*span)).collect();
        let mut all: Vec<(&str, &str)> = slots.to_vec();
        all.extend(
            ["quote", "other"]
                .into_iter()
                .zip(quoted.iter().map(String::as_str)),
        );
        Some(Finding {
            rule: rule.id.clone(),
            category: rule.category,
            severity: rule.severity,
            charge: None,
            points: rule.points,
            message: fill(&rule.message, &all),
            suggestion: fill(&rule.suggestion, &all),
            source: rule.source.clone(),
            citations: spans.iter().map(|span| self.citation(*span)).collect(),
            details: Vec::new(),
        })
    }

    /// The words of a span with the place a reader finds them at.
    pub fn citation(&self, span: Span) -> Citation {
        let place = self.lines.place(self.text, span.start);
        Citation {
            span,
            line: place.line,
            column: place.column,
            text: span.of(self.text).to_owned(),
        }
    }

    /// The words in double quotes, white space folded, cut when long.
    fn quote(&self, span: Span) -> String {
        let words: Vec<&str> = span.of(self.text).split_whitespace().collect();
        let words = words.join(" ");
        match words.char_indices().nth(MAX_QUOTE) {
            Some((cut, _)) => format!("\"{}…\"", &words[..cut]),
            None => format!("\"{words}\""),
        }
    }
}

/// Fills `{slot}` with its value; an unknown slot stays as it is.
fn fill(template: &str, slots: &[(&str, &str)]) -> String {
    slots
        .iter()
        .fold(template.to_owned(), |text, (name, value)| {
            text.replace(&format!("{{{name}}}"), value)
        })
}

#[cfg(test)]
mod tests {
    use super::Raise;
    use crate::rules::RuleSet;
    use crate::text::{LineIndex, Span};

    #[test]
    fn a_finding_quotes_its_words_and_says_where_they_stand() {
        let rules = RuleSet::builtin();
        let text = "S: sore\nPain ___/10";
        let lines = LineIndex::new(text);
        let raise = Raise {
            text,
            lines: &lines,
            rules: &rules,
        };
        let finding = raise
            .finding("residue.placeholder", &[Span::new(13, 19)], &[])
            .expect("the rule is built in");
        assert_eq!(finding.message, "A left-over of a template: \"___/10\"");
        assert_eq!(
            (finding.citations[0].line, finding.citations[0].column),
            (2, 6)
        );
        assert!(raise.finding("no.such", &[], &[]).is_none());
    }
}
