//! The end of the report: how many visits of which verdict, what could not be read, which rules.

use std::io;

use super::Printer;
use crate::finding::VisitVerdict;
use crate::report::style::Role;
use crate::report::width::{cut, width};
use crate::report::{Report, RuleCount, Summary};

/// Rules listed.
const MAX_RULES: usize = 8;

impl Printer<'_> {
    pub(super) fn summary(&mut self, report: &Report) -> io::Result<()> {
        let summary = &report.summary;
        if summary.n_unread > 0 {
            self.unread(report)?;
        }
        if self.verbose && summary.n_skipped > 0 {
            self.skipped(report)?;
        }
        if !summary.rules.is_empty() {
            self.rules(&summary.rules)?;
        }
        self.verdicts(summary)
    }

    fn unread(&mut self, report: &Report) -> io::Result<()> {
        let title = format!(
            "{} could not be read",
            count(report.summary.n_unread, "file")
        );
        writeln!(self.out, "{}", self.style.paint(Role::Error, title))?;
        for unread in report.unread().filter(|unread| !unread.skipped) {
            self.hanging(&format!("  {}: ", unread.path), &unread.message)?;
        }
        writeln!(self.out)
    }

    fn skipped(&mut self, report: &Report) -> io::Result<()> {
        let title = format!("{} left out", count(report.summary.n_skipped, "file"));
        writeln!(self.out, "{}", self.style.paint(Role::Info, title))?;
        for unread in report.unread().filter(|unread| unread.skipped) {
            self.hanging(&format!("  {}: ", unread.path), &unread.message)?;
        }
        writeln!(self.out)
    }

    fn rules(&mut self, rules: &[RuleCount]) -> io::Result<()> {
        writeln!(
            self.out,
            "{}",
            self.style.paint(Role::Strong, "Most frequent findings")
        )?;
        let longest = rules
            .iter()
            .take(MAX_RULES)
            .map(|r| width(&r.rule))
            .max()
            .unwrap_or(0);
        for rule in rules.iter().take(MAX_RULES) {
            let name = format!("{:<longest$}", rule.rule);
            let visits = count(rule.n_visits, "visit");
            writeln!(
                self.out,
                "  {}  {visits:>12}  {}",
                self.style.paint(rule.severity, name),
                rule.severity.word(),
            )?;
        }
        let n_rest = rules.len().saturating_sub(MAX_RULES);
        if n_rest > 0 {
            writeln!(self.out, "  and {} more", count(n_rest, "rule"))?;
        }
        if let Some(rule) = rules.first() {
            let hint = format!("  more on a rule: chartpull rules explain {}", rule.rule);
            writeln!(
                self.out,
                "{}",
                self.style.paint(Role::Faint, cut(&hint, self.width))
            )?;
        }
        writeln!(self.out)
    }

    fn verdicts(&mut self, summary: &Summary) -> io::Result<()> {
        if summary.n_files == 0 {
            return Ok(());
        }
        let all = [
            (VisitVerdict::Clean, summary.n_clean),
            (VisitVerdict::Review, summary.n_review),
            (VisitVerdict::Flagged, summary.n_flagged),
        ];
        let (visits, files) = (
            count(summary.n_visits, "visit"),
            count(summary.n_files, "file"),
        );
        write!(self.out, "{visits} in {files}: ")?;
        for (idx, (verdict, n)) in all.into_iter().enumerate() {
            let comma = if idx == 0 { "" } else { ", " };
            let words = format!("{n} {}", verdict.word());
            write!(self.out, "{comma}{}", self.style.paint(verdict, words))?;
        }
        writeln!(self.out)
    }
}

/// `1 visit`, `2 visits`.
fn count(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}
