//! One report: every visit and every unreadable file, sorted, with the counts over them.
//!
//! Built once after the scan and handed to a writer. Surprising rule: order is by path, then by
//! visit, whatever order the files came in, so that any number of threads gives the same bytes.

use std::collections::BTreeMap;

use crate::finding::{Checked, Severity, VisitVerdict};

/// A file that gave no visit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unread {
    /// Path relative to the audited folder.
    pub path: String,
    /// Stable short name of the reason.
    pub kind: String,
    /// One sentence: what is wrong and what to do.
    pub message: String,
    /// True when it was left out on purpose and no note is lost by it (a file of the operating
    /// system, a table of claims).
    pub skipped: bool,
}

/// One line of the report.
#[derive(Clone, Debug)]
pub enum Entry {
    /// A visit with what was found.
    Visit(Box<Checked>),
    /// A file that could not be read.
    Unread(Unread),
}

impl Entry {
    /// Path and number of the visit (0 for a file without one): what entries are sorted by.
    pub fn key(&self) -> (&str, u32) {
        match self {
            Self::Visit(checked) => (&checked.visit.path, checked.visit.visit),
            Self::Unread(unread) => (&unread.path, 0),
        }
    }
}

/// What a report rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Basis {
    /// Version of the rules.
    pub rules_version: String,
    /// SHA-256 of the rules files.
    pub rules_hash: String,
    /// Name of the payer profile.
    pub profile: String,
}

/// Every visit and every unreadable file of an audited folder.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Rules and profile.
    pub basis: Basis,
    /// Visits and unreadable files. Invariant: sorted by [`Entry::key`].
    pub entries: Vec<Entry>,
    /// Counts over the entries.
    pub summary: Summary,
}

/// Counts over a report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files looked at.
    pub n_files: usize,
    /// Visits found.
    pub n_visits: usize,
    /// Visits without a finding that matters.
    pub n_clean: usize,
    /// Visits to review.
    pub n_review: usize,
    /// Flagged visits.
    pub n_flagged: usize,
    /// Charges of all visits.
    pub n_charges: usize,
    /// Findings of all visits.
    pub n_findings: usize,
    /// Files that could not be read.
    pub n_unread: usize,
    /// Files left out on purpose.
    pub n_skipped: usize,
    /// Rules by number of visits they were broken in, most first, then by id.
    pub rules: Vec<RuleCount>,
}

/// How often a rule was broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleCount {
    /// Rule id.
    pub rule: String,
    /// Severity of its findings.
    pub severity: Severity,
    /// Visits with at least one finding of it.
    pub n_visits: usize,
    /// Findings of it.
    pub n_findings: usize,
}

impl Report {
    /// Sorts the entries and counts over them. `n_files` is the number of files looked at.
    pub fn build(basis: Basis, mut entries: Vec<Entry>, n_files: usize) -> Self {
        entries.sort_by(|a, b| a.key().cmp(&b.key()));
        let summary = Summary::of(&entries, n_files);
        Self {
            basis,
            entries,
            summary,
        }
    }

    /// True when there was no note file at all.
    pub fn is_empty(&self) -> bool {
        self.entries
            .iter()
            .all(|entry| matches!(entry, Entry::Unread(unread) if unread.skipped))
    }

    /// The visits, in order.
    pub fn visits(&self) -> impl Iterator<Item = &Checked> {
        self.entries.iter().filter_map(|entry| match entry {
            Entry::Visit(checked) => Some(&**checked),
            Entry::Unread(_) => None,
        })
    }

    /// The files that gave no visit, in order.
    pub fn unread(&self) -> impl Iterator<Item = &Unread> {
        self.entries.iter().filter_map(|entry| match entry {
            Entry::Visit(_) => None,
            Entry::Unread(unread) => Some(unread),
        })
    }
}

impl Summary {
    fn of(entries: &[Entry], n_files: usize) -> Self {
        let mut summary = Self {
            n_files,
            ..Self::default()
        };
        let mut rules: BTreeMap<&str, RuleCount> = BTreeMap::new();
        for entry in entries {
            match entry {
                Entry::Visit(checked) => summary.add(checked, &mut rules),
                Entry::Unread(unread) if unread.skipped => summary.n_skipped += 1,
                Entry::Unread(_) => summary.n_unread += 1,
            }
        }
        summary.rules = rules.into_values().collect();
        summary.rules.sort_by(|a, b| {
            (b.n_visits, b.n_findings, &a.rule).cmp(&(a.n_visits, a.n_findings, &b.rule))
        });
        summary
    }

    fn add<'a>(&mut self, checked: &'a Checked, rules: &mut BTreeMap<&'a str, RuleCount>) {
        self.n_visits += 1;
        self.n_charges += checked.visit.charges.len();
        self.n_findings += checked.findings.len();
        match checked.verdict {
            VisitVerdict::Clean => self.n_clean += 1,
            VisitVerdict::Review => self.n_review += 1,
            VisitVerdict::Flagged => self.n_flagged += 1,
        }
        for (idx, finding) in checked.findings.iter().enumerate() {
            let count = rules.entry(&finding.rule).or_insert_with(|| RuleCount {
                rule: finding.rule.clone(),
                severity: finding.severity,
                n_visits: 0,
                n_findings: 0,
            });
            count.n_findings += 1;
            count.severity = count.severity.max(finding.severity);
            let first = !checked.findings[..idx]
                .iter()
                .any(|earlier| earlier.rule == finding.rule);
            count.n_visits += usize::from(first);
        }
    }
}
