//! One finding: what is wrong, the words it points at, why, and what to ask.

use std::io;

use super::Printer;
use super::snippet::{Quote, Source, quote_alone};
use crate::finding::{Checked, Citation, Finding};
use crate::report::style::Role;
use crate::report::width;

/// Quoted lines of one finding; the others are counted.
const MAX_QUOTES: usize = 4;

/// What was said in this visit already and need not be said again.
#[derive(Default)]
pub(super) struct Told {
    texts: Vec<String>,
}

impl Told {
    /// True the first time `text` comes by; never for an empty one.
    fn is_new(&mut self, text: &str) -> bool {
        let new = !text.trim().is_empty() && !self.texts.iter().any(|told| told == text);
        if new {
            self.texts.push(text.to_owned());
        }
        new
    }
}

impl Printer<'_> {
    pub(super) fn finding(
        &mut self,
        finding: &Finding,
        checked: &Checked,
        source: Option<&Source>,
        told: &mut Told,
    ) -> io::Result<()> {
        self.title(finding)?;
        let mut citations: Vec<&Citation> = finding.citations.iter().collect();
        citations.sort_by_key(|citation| citation.span);
        let gutter = citations
            .iter()
            .map(|c| digits(c.line))
            .max()
            .unwrap_or(1)
            .max(2);
        self.arrow(finding, checked, citations.first().copied(), gutter)?;
        if !citations.is_empty() {
            let columns = self.width.saturating_sub(gutter + 3).max(20);
            let quotes = match source {
                Some(source) => source.quote(&citations, columns),
                None => citations.iter().map(|c| quote_alone(c, columns)).collect(),
            };
            self.quotes(&quotes, gutter)?;
        }
        for detail in &finding.details {
            self.hanging(&format!("{:gutter$} = note: ", ""), detail)?;
        }
        if told.is_new(&finding.source) {
            self.hanging(&format!("{:gutter$} = why: ", ""), &finding.source)?;
        }
        if told.is_new(&finding.suggestion) {
            self.hanging(&format!("{:gutter$} = ask: ", ""), &finding.suggestion)?;
        }
        writeln!(self.out)
    }

    /// `error[contact.missing]: No direct one-on-one contact is recorded for 97530`
    fn title(&mut self, finding: &Finding) -> io::Result<()> {
        let head = format!("{}[{}]", finding.severity.word(), finding.rule);
        let taken = width::width(&head) + 2;
        let first = self.width.saturating_sub(taken).max(20);
        let message = width::flat(&finding.message);
        // The first line is shorter by the head; the others are indented by two.
        let lines = width::wrap(&message, first);
        let rest = lines
            .iter()
            .skip(1)
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(" ");
        write!(self.out, "{}", self.style.paint(finding.severity, &head))?;
        let line = lines.first().map_or("", String::as_str);
        writeln!(
            self.out,
            "{}",
            self.style.paint(Role::Strong, format!(": {line}"))
        )?;
        if !rest.is_empty() {
            for line in width::wrap(&rest, self.width - 2) {
                writeln!(self.out, "  {}", self.style.paint(Role::Strong, line))?;
            }
        }
        Ok(())
    }

    /// `  --> notes/Alvarez.txt:21:3  20 points`
    fn arrow(
        &mut self,
        finding: &Finding,
        checked: &Checked,
        citation: Option<&Citation>,
        gutter: usize,
    ) -> io::Result<()> {
        let path = &checked.visit.path;
        let place = match citation {
            Some(at) => format!("{path}:{}:{}", at.line, at.column),
            None => format!("{path}, visit {}", checked.visit.visit),
        };
        let points = match finding.points {
            0 => String::new(),
            1 => "  1 point".to_owned(),
            n => format!("  {n} points"),
        };
        writeln!(
            self.out,
            "{:gutter$}{} {place}{}",
            "",
            self.style.paint(Role::Frame, "-->"),
            self.style.paint(Role::Faint, points),
        )
    }

    fn quotes(&mut self, quotes: &[Quote], gutter: usize) -> io::Result<()> {
        let bar = format!("{:gutter$} |", "");
        writeln!(self.out, "{}", self.style.paint(Role::Frame, &bar))?;
        let mut previous: Option<usize> = None;
        for quote in quotes.iter().take(MAX_QUOTES) {
            if previous.is_some_and(|line| quote.line > line + 1) {
                writeln!(self.out, "{}", self.style.paint(Role::Frame, "..."))?;
            }
            previous = Some(quote.line);
            let number = format!("{:>gutter$} |", quote.line);
            writeln!(
                self.out,
                "{} {}",
                self.style.paint(Role::Frame, number),
                quote.text
            )?;
            let more = match quote.n_more {
                0 => String::new(),
                1 => " and the next line".to_owned(),
                n => format!(" and the next {n} lines"),
            };
            let marks = self
                .style
                .paint(Role::Warning, format!("{}{more}", quote.marks));
            writeln!(self.out, "{} {marks}", self.style.paint(Role::Frame, &bar))?;
        }
        let n_rest = quotes.len().saturating_sub(MAX_QUOTES);
        if n_rest > 0 {
            let rest = format!("{:gutter$} = and on {n_rest} more lines", "");
            writeln!(self.out, "{}", self.style.paint(Role::Frame, rest))?;
        }
        Ok(())
    }
}

fn digits(n: usize) -> usize {
    n.to_string().len()
}
