//! Left-overs of a template: blanks nobody filled, placeholders, choices nobody made, merge tokens
//! and export errors.
//!
//! The shapes are here, the words in `rules.yaml`. A filled blank (`__25__`), a ruling line, a line
//! to sign on, a table of choices with one ticked is no left-over. One in a referral line of the
//! header is marked, because it says nothing of the visit.

mod blank;
mod bracket;
mod literal;

use super::raise::Raise;
use crate::finding::{Finding, Severity};
use crate::rules::{HeaderLabels, Label, LeftoverWords};
use crate::text::Span;

/// A left-over of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leftover {
    /// Its bytes.
    pub span: Span,
    /// True when it stands where a referral or the letterhead is filled in, not the visit.
    pub in_header: bool,
}

/// All left-overs of `text[visit]` in reading order; none overlaps another.
pub fn leftovers(
    text: &str,
    visit: Span,
    words: &LeftoverWords,
    labels: &HeaderLabels,
) -> Vec<Leftover> {
    let page = Page { text, visit, words };
    let mut spans = page.literals();
    page.shapes(&mut spans);
    spans.sort();
    let mut out: Vec<Leftover> = Vec::new();
    for span in spans {
        match out.last_mut() {
            Some(last) if last.span.overlaps(span) => last.span = last.span.join(span),
            _ => out.push(Leftover {
                span,
                in_header: false,
            }),
        }
    }
    for leftover in &mut out {
        leftover.in_header = page.is_in_header(leftover.span, labels);
    }
    out
}

/// Findings for all left-overs of the visit. One in the header of the note is told without weight.
pub fn findings(raise: &Raise, visit: Span) -> Vec<Finding> {
    let rules = raise.rules;
    let all = leftovers(raise.text, visit, &rules.residue, &rules.header);
    all.iter()
        .filter_map(|leftover| {
            let mut finding = raise.finding("residue.placeholder", &[leftover.span], &[])?;
            if leftover.in_header {
                finding.severity = Severity::Info;
                finding.points = 0;
                finding.details.push("it stands in the referral line of the header, not in what is said of the visit".to_owned());
            }
            Some(finding)
        })
        .collect()
}

/// The text of a visit while left-overs are looked for.
struct Page<'t> {
    text: &'t str,
    visit: Span,
    words: &'t LeftoverWords,
}

impl<'t> Page<'t> {
    /// Left-overs known by their shape, found by the sign they begin with.
    fn shapes(&self, out: &mut Vec<Span>) {
        let bytes = self.text.as_bytes();
        let mut at = self.visit.start;
        while at < self.visit.end {
            if !STARTS[usize::from(bytes[at])] {
                at += 1;
                continue;
            }
            let found = match bytes[at] {
                b'_' | b'*' | b'X' | b'x' | b'?' | b'#' => self.run(at),
                b'[' | b'{' | b'(' | b'<' | 0xC2 => self.bracket(at),
                b'@' | b'%' | b'$' => self.token(at),
                b'/' => self.empty_scale(at),
                _ => {
                    at += 1;
                    continue;
                }
            };
            if let Some(span) = found.leftover {
                out.push(span);
            }
            at = found.next.max(at + 1);
        }
    }

    /// The line that holds a byte, without its ending.
    fn line(&self, at: usize) -> Span {
        let before = self.text[self.visit.start..at]
            .rfind('\n')
            .map_or(self.visit.start, |i| self.visit.start + i + 1);
        let after = self.text[at..self.visit.end]
            .find('\n')
            .map_or(self.visit.end, |i| at + i);
        Span::new(before, after)
    }

    /// True in a line that names who referred, where nothing is said of the visit.
    fn is_in_header(&self, span: Span, labels: &HeaderLabels) -> bool {
        let line = self.line(span.start);
        // Only the words of the same column.
        let before = &self.text[line.start..span.start];
        let column = before
            .rfind("  ")
            .map_or(0, |at| at + 2)
            .max(before.rfind('|').map_or(0, |at| at + 1));
        let column = if before[column..].trim().is_empty() {
            0
        } else {
            column
        };
        let inside = labels.find(span.of(self.text));
        let named = labels.find(&before[column..]);
        let refers = |l: &crate::rules::LabelFound| l.label == Label::Referrer;
        named.iter().any(refers) || inside.first().is_some_and(refers) && before.trim().is_empty()
    }
}

/// Signs that a shape can begin with.
const STARTS: [bool; 256] = {
    let mut table = [false; 256];
    let signs = b"_*Xx?#[{(<@%$/";
    let mut at = 0;
    while at < signs.len() {
        table[signs[at] as usize] = true;
        at += 1;
    }
    table[0xC2] = true;
    table
};

/// What was found at a sign, and where to look on.
struct Shape {
    leftover: Option<Span>,
    next: usize,
}

#[cfg(test)]
mod tests;
