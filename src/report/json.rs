//! One JSON document: what the report rests on, all visits, all unreadable files, the counts.

use std::io::{self, Write};

use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};

use super::row::{SCHEMA, UnreadRow, VisitRow};
use super::{Page, Report, Sources, Summary};

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    tool: ToolRow,
    rules: RulesRow<'a>,
    profile: &'a str,
    summary: SummaryRow<'a>,
    visits: Visits<'a>,
    errors: Vec<UnreadRow<'a>>,
}

/// The rows of the visits, made one at a time: a report can be larger than the memory for it.
struct Visits<'a>(&'a Report);

impl Serialize for Visits<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut rows = serializer.serialize_seq(None)?;
        for checked in self.0.visits() {
            rows.serialize_element(&VisitRow::from(&*checked))?;
        }
        rows.end()
    }
}

#[derive(Serialize)]
struct ToolRow {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct RulesRow<'a> {
    version: &'a str,
    sha256: &'a str,
}

#[derive(Serialize)]
struct SummaryRow<'a> {
    files: usize,
    visits: usize,
    clean: usize,
    review: usize,
    flagged: usize,
    unread: usize,
    skipped: usize,
    charges: usize,
    findings: usize,
    rules: Vec<RuleRow<'a>>,
}

#[derive(Serialize)]
struct RuleRow<'a> {
    rule: &'a str,
    severity: &'static str,
    visits: usize,
    findings: usize,
}

/// Writes the document, indented.
///
/// # Errors
/// When `out` cannot be written to.
pub(super) fn write(
    report: &Report,
    _page: &Page,
    _sources: &mut Sources<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let document = Document {
        schema: SCHEMA,
        tool: ToolRow {
            name: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
        },
        rules: RulesRow {
            version: &report.basis.rules_version,
            sha256: &report.basis.rules_hash,
        },
        profile: &report.basis.profile,
        summary: SummaryRow::from(&report.summary),
        visits: Visits(report),
        errors: report.unread().map(UnreadRow::from).collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &document)?;
    out.write_all(b"\n")
}

impl<'a> From<&'a Summary> for SummaryRow<'a> {
    fn from(summary: &'a Summary) -> Self {
        let rules = summary.rules.iter().map(|count| RuleRow {
            rule: &count.rule,
            severity: count.severity.word(),
            visits: count.n_visits,
            findings: count.n_findings,
        });
        Self {
            files: summary.n_files,
            visits: summary.n_visits,
            clean: summary.n_clean,
            review: summary.n_review,
            flagged: summary.n_flagged,
            unread: summary.n_unread,
            skipped: summary.n_skipped,
            charges: summary.n_charges,
            findings: summary.n_findings,
            rules: rules.collect(),
        }
    }
}
