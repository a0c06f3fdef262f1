//! A visit, a note and the list in plain lines.

use std::io::Write;

use super::{Plain, PlainError};
use crate::finding::{Checked, Finding};
use crate::scan::read_note;
use crate::store::{Disposition, VisitDecisions, charge_target, finding_target};
use crate::text::LineIndex;
use crate::tui::cut::paragraph;
use crate::visit::{Charge, ElementKind};

/// Columns of a line.
const WIDTH: usize = 78;

impl<W: Write> Plain<'_, W> {
    /// Who, when, score; then charges and findings with their numbers, comments last.
    pub(super) fn tell(&mut self) -> Result<(), PlainError> {
        let none = VisitDecisions::default();
        let checked = self.visits[self.at].clone();
        let decisions = self.decisions(self.at).unwrap_or(&none).clone();
        let state = self.state_of(self.at);
        let (n_visits, number) = (self.visits.len(), self.at + 1);
        let mut lines = vec![
            String::new(),
            format!("Visit {number} of {n_visits}, {state}: {}", who(&checked)),
            format!("Score {}, {}.", checked.score, checked.verdict.word()),
        ];
        lines.extend(item_lines(&checked, &decisions));
        for line in lines {
            let indent = line.len() - line.trim_start().len();
            for (nth, part) in paragraph(&line, WIDTH - indent).iter().enumerate() {
                let indent = if nth == 0 { indent } else { indent + 3 };
                writeln!(self.out, "{}{part}", " ".repeat(indent))?;
            }
            if line.is_empty() {
                writeln!(self.out)?;
            }
        }
        Ok(())
    }

    fn state_of(&self, at: usize) -> &'static str {
        if self.is_done(at) { "reviewed" } else { "open" }
    }

    /// What the answer is about.
    pub(super) fn prompt(&mut self) -> Result<(), PlainError> {
        write!(self.out, "> ")?;
        Ok(self.out.flush()?)
    }

    /// The note's text with the numbers of its lines.
    pub(super) fn text(&mut self) -> Result<(), PlainError> {
        let visit = &self.visits[self.at].visit;
        match read_note(&self.config.scan, &visit.path) {
            Ok(note) => {
                let lines = LineIndex::new(&note.text);
                let last = lines.line_of(visit.span.end.saturating_sub(1).max(visit.span.start));
                for line in lines.line_of(visit.span.start)..=last {
                    let words = lines.line_span(&note.text, line).of(&note.text);
                    writeln!(self.out, "{:>4}  {words}", line + 1)?;
                }
            }
            Err(error) => writeln!(self.out, "The note cannot be read: {}", error.message)?,
        }
        Ok(())
    }

    /// One line for each visit.
    pub(super) fn list(&mut self) -> Result<(), PlainError> {
        for at in 0..self.visits.len() {
            let checked = &self.visits[at];
            let state = self.state_of(at);
            let line = format!(
                "{}. {}, score {}, {}, {state}",
                at + 1,
                who(checked),
                checked.score,
                checked.verdict.word()
            );
            writeln!(self.out, "{line}")?;
        }
        Ok(())
    }
}

/// Charges and findings with their numbers, then the comments.
fn item_lines(checked: &Checked, decisions: &VisitDecisions) -> Vec<String> {
    let mut lines = Vec::new();
    lines.push("Charges:".to_owned());
    for (idx, charge) in checked.visit.charges.iter().enumerate() {
        let ruled = decisions.verdicts.get(&charge_target(checked, idx));
        let mine = ruled.map_or("open", |ruling| ruling.verdict.word());
        lines.push(format!(
            "{}. {} Tool: {}. You: {mine}.",
            idx + 1,
            charge_words(charge),
            charge.verdict.word()
        ));
        lines.extend(checklist(charge));
    }
    if checked.visit.charges.is_empty() {
        lines.push("   none".to_owned());
    }
    lines.push("Findings:".to_owned());
    for (idx, finding) in checked.findings.iter().enumerate() {
        let number = checked.visit.charges.len() + idx + 1;
        let how = decisions
            .findings
            .get(&finding_target(checked, finding))
            .map(|disposed| &disposed.how);
        lines.extend(finding_lines(number, finding, how));
    }
    if checked.findings.is_empty() {
        lines.push("   none".to_owned());
    }
    lines.extend(
        decisions
            .comments
            .iter()
            .map(|remark| format!("Comment: {}", remark.text)),
    );
    lines
}

fn who(checked: &Checked) -> String {
    let visit = &checked.visit;
    let date = visit
        .date
        .map_or_else(|| "no date".to_owned(), |date| date.to_string());
    let name = visit.patient.as_deref().unwrap_or("no name");
    let provider = visit.provider.as_deref().unwrap_or("no provider");
    format!("{name}, {date}, {provider}")
}

fn charge_words(charge: &Charge) -> String {
    let units = if charge.units == 1 {
        "1 unit".to_owned()
    } else {
        format!("{} units", charge.units)
    };
    let minutes = charge
        .minutes
        .map(|minutes| format!(", {minutes} minutes"))
        .unwrap_or_default();
    format!("{}, {units}{minutes}.", charge.code)
}

fn checklist(charge: &Charge) -> Vec<String> {
    let Some(elements) = &charge.elements else {
        return Vec::new();
    };
    let word = |kind: ElementKind| {
        format!(
            "{} {}",
            kind.word(),
            elements.get(kind).status.word().replace('_', " ")
        )
    };
    let words: Vec<String> = ElementKind::ALL.into_iter().map(word).collect();
    let units = |units: Option<u32>| {
        units.map_or_else(|| "not known".to_owned(), |units| units.to_string())
    };
    vec![
        format!("   {}", words.join(", ")),
        format!(
            "   units the minutes carry: CMS {}, midpoint {}",
            units(charge.units_cms),
            units(charge.units_midpoint)
        ),
    ]
}

fn finding_lines(number: usize, finding: &Finding, how: Option<&Disposition>) -> Vec<String> {
    let mine = match how {
        Some(Disposition::Accepted) => "it stands".to_owned(),
        Some(Disposition::Dismissed { reason }) => format!("dismissed, {reason}"),
        None => "open".to_owned(),
    };
    let mut lines = vec![format!(
        "{number}. {}, {} points. {}. You: {mine}.",
        finding.rule, finding.points, finding.message
    )];
    lines.extend(finding.citations.iter().map(|citation| {
        let words: Vec<&str> = citation.text.split_whitespace().collect();
        format!("   line {}: \"{}\"", citation.line, words.join(" "))
    }));
    if !finding.suggestion.is_empty() {
        lines.push(format!("   Ask: {}", finding.suggestion));
    }
    lines
}
