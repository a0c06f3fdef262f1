//! The counts over a report: visits by verdict, files, rules by how often they were broken.
//!
//! Counted while rows come in, because later some of them are put away.

use std::collections::BTreeMap;

use super::model::{Entry, Unread};
use crate::finding::{Checked, Severity, VisitVerdict};

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

impl Summary {
    /// True when there was no note file at all.
    pub fn is_empty(&self) -> bool {
        self.n_visits == 0 && self.n_unread == 0
    }

    /// The verdicts that at least one visit has.
    pub fn verdicts(&self) -> impl Iterator<Item = VisitVerdict> {
        let all = [
            (VisitVerdict::Clean, self.n_clean),
            (VisitVerdict::Review, self.n_review),
            (VisitVerdict::Flagged, self.n_flagged),
        ];
        all.into_iter()
            .filter(|(_, n)| *n > 0)
            .map(|(verdict, _)| verdict)
    }
}

/// Counts a report while its rows come in.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    summary: Summary,
    rules: BTreeMap<String, RuleCount>,
}

impl Tally {
    /// Counts a row.
    pub(super) fn add(&mut self, entry: &Entry) {
        match entry {
            Entry::Visit(checked) => self.visit(checked, 1),
            Entry::Unread(Unread { skipped: true, .. }) => self.summary.n_skipped += 1,
            Entry::Unread(_) => self.summary.n_unread += 1,
        }
    }

    /// Takes a visit out again that is about to change.
    pub(super) fn remove(&mut self, checked: &Checked) {
        self.visit(checked, -1);
    }

    /// The counts, over so many files.
    pub(super) fn summary(self, n_files: usize) -> Summary {
        let broken = self
            .rules
            .into_values()
            .filter(|count| count.n_findings > 0);
        let mut rules: Vec<RuleCount> = broken.collect();
        rules.sort_by(|a, b| {
            (b.n_visits, b.n_findings, &a.rule).cmp(&(a.n_visits, a.n_findings, &b.rule))
        });
        Summary {
            n_files,
            rules,
            ..self.summary
        }
    }

    /// Counts a visit `by` times: once more or once less.
    fn visit(&mut self, checked: &Checked, by: isize) {
        let count = |n: &mut usize, times: usize| {
            *n = n.saturating_add_signed(by.saturating_mul(times.cast_signed()));
        };
        let summary = &mut self.summary;
        count(&mut summary.n_visits, 1);
        count(&mut summary.n_charges, checked.visit.charges.len());
        count(&mut summary.n_findings, checked.findings.len());
        count(
            match checked.verdict {
                VisitVerdict::Clean => &mut summary.n_clean,
                VisitVerdict::Review => &mut summary.n_review,
                VisitVerdict::Flagged => &mut summary.n_flagged,
            },
            1,
        );
        for (idx, finding) in checked.findings.iter().enumerate() {
            if !self.rules.contains_key(&finding.rule) {
                let rule = finding.rule.clone();
                let new = RuleCount {
                    rule: rule.clone(),
                    severity: finding.severity,
                    n_visits: 0,
                    n_findings: 0,
                };
                self.rules.insert(rule, new);
            }
            let Some(rule) = self.rules.get_mut(&finding.rule) else {
                continue;
            };
            count(&mut rule.n_findings, 1);
            let earlier = &checked.findings[..idx];
            if !earlier.iter().any(|earlier| earlier.rule == finding.rule) {
                count(&mut rule.n_visits, 1);
            }
        }
    }
}
