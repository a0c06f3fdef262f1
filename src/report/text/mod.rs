//! The report for a reader at a terminal, in the manner of a compiler's diagnostics.
//!
//! A visit has a header, its findings (what, where, why, what to ask), and its charges with what the
//! record shows for each. Visits without a finding are told only when asked for. Everything fits the
//! page's width except the note's own words when they cannot be broken.

mod charges;
mod finding;
mod header;
mod snippet;
mod summary;
#[cfg(test)]
mod tests;

use std::io::{self, Write};

use super::model::Report;
use super::style::{Role, Style};
use super::width;
use super::{Page, Sources};
use crate::finding::{Checked, VisitVerdict};
use finding::Told;
use snippet::Source;

/// Where and how the writers of this format print.
struct Printer<'a> {
    out: &'a mut dyn Write,
    style: Style,
    width: usize,
    verbose: bool,
}

/// Writes the report.
///
/// # Errors
/// When `out` cannot be written to.
pub(super) fn write(
    report: &Report,
    page: &Page,
    sources: &mut Sources<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let style = Style {
        colour: page.colour,
    };
    let mut printer = Printer {
        out,
        style,
        width: page.width.max(40),
        verbose: page.verbose,
    };
    // Visits are sorted by path, so one text at a time is enough.
    let mut open: Option<(String, Option<Source>)> = None;
    for checked in report.visits().filter(|checked| is_told(checked, page)) {
        let path = &checked.visit.path;
        if open.as_ref().is_none_or(|(of, _)| of != path) {
            let text = if checked.findings.is_empty() {
                None
            } else {
                sources(path)
            };
            open = Some((path.clone(), text.map(Source::new)));
        }
        let source = open.as_ref().and_then(|(_, source)| source.as_ref());
        printer.visit(&checked, source)?;
    }
    if page.quiet {
        Ok(())
    } else {
        printer.summary(report)
    }
}

fn is_told(checked: &Checked, page: &Page) -> bool {
    page.verbose || checked.verdict != VisitVerdict::Clean || !checked.findings.is_empty()
}

impl Printer<'_> {
    fn visit(&mut self, checked: &Checked, source: Option<&Source>) -> io::Result<()> {
        self.header(checked)?;
        let mut told = Told::default();
        for finding in &checked.findings {
            self.finding(finding, checked, source, &mut told)?;
        }
        self.charges(checked)?;
        writeln!(self.out)
    }

    /// `lead`, then `text` wrapped to the page and indented beneath its own start; beneath the lead
    /// when that takes half the page.
    fn hanging(&mut self, lead: &str, text: &str) -> io::Result<()> {
        let wide = width::width(lead);
        let below = wide * 2 > self.width;
        let indent = if below { 4 } else { wide };
        let columns = self.width.saturating_sub(indent);
        write!(self.out, "{}", self.style.paint(Role::Frame, lead))?;
        for (idx, line) in width::wrap(&width::flat(text), columns).iter().enumerate() {
            match idx {
                0 if below => write!(self.out, "\n{:indent$}", "")?,
                0 => {}
                _ => write!(self.out, "{:indent$}", "")?,
            }
            writeln!(self.out, "{line}")?;
        }
        Ok(())
    }
}
