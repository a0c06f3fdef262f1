//! The rows of the audit: every visit and every unreadable file, in the order they arrived.
//!
//! A row's number (its place in `rows`) never changes while the program runs, so the list, the
//! filter job and the screens can all speak of rows by number. What the auditor decided is not
//! here; see `journal`.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::decision::VisitKey;
use crate::engine::mark_clone;
use crate::finding::{Category, Checked, Finding};
use crate::rules::RuleSet;
use crate::scan::{CloneMark, FileError, FileScan, ScanEvent};

/// Number of a row, its place in [`Audit::rows`].
pub(crate) type RowId = u32;

/// One line of the worklist.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// Place of the file in the sorted walk.
    pub order: usize,
    /// Path and number of the visit (number 0 for a file that could not be read).
    pub key: VisitKey,
    /// The visit, or why there is none.
    pub outcome: Result<Checked, FileError>,
    /// Codes with units, as the list shows them.
    pub codes: String,
    /// Index of the finding with the most points.
    pub top: Option<usize>,
    /// Lower-case words for the filter, one for each field that fuzzy words look at.
    pub hay: Hay,
}

/// Lower-case text of the fields that the filter searches.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hay {
    pub patient: String,
    pub provider: String,
    pub codes: String,
    pub path: String,
    pub rule: String,
}

impl Row {
    fn visit(order: usize, checked: Checked) -> Self {
        let visit = &checked.visit;
        let codes = visit
            .charges
            .iter()
            .map(|charge| charge_words(&charge.code, charge.units))
            .collect::<Vec<_>>()
            .join(" ");
        let top = top_finding(&checked.findings);
        let lower = |text: Option<&str>| text.unwrap_or_default().to_lowercase();
        let hay = Hay {
            patient: lower(visit.patient.as_deref()),
            provider: lower(visit.provider.as_deref()),
            codes: codes.to_lowercase(),
            path: visit.path.to_lowercase(),
            rule: lower(top.map(|at| checked.findings[at].rule.as_str())),
        };
        let key = VisitKey {
            path: visit.path.clone(),
            visit: visit.visit,
        };
        Self {
            order,
            key,
            outcome: Ok(checked),
            codes,
            top,
            hay,
        }
    }

    fn unreadable(order: usize, path: String, error: FileError) -> Self {
        let hay = Hay {
            path: path.to_lowercase(),
            rule: error.kind.to_owned(),
            ..Hay::default()
        };
        Self {
            order,
            key: VisitKey { path, visit: 0 },
            outcome: Err(error),
            codes: String::new(),
            top: None,
            hay,
        }
    }

    /// The visit, when there is one.
    pub(crate) fn checked(&self) -> Option<&Checked> {
        self.outcome.as_ref().ok()
    }

    /// True for a file that should have been read and could not be.
    pub(crate) fn is_unreadable(&self) -> bool {
        self.outcome.as_ref().is_err_and(|error| !error.is_skip())
    }

    /// The finding the list shows.
    pub(crate) fn top_finding(&self) -> Option<&Finding> {
        self.checked()?.findings.get(self.top?)
    }
}

/// `97530 ×2`; one unit is not written.
fn charge_words(code: &str, units: u32) -> String {
    if units == 1 {
        code.to_owned()
    } else {
        format!("{code}×{units}")
    }
}

/// The finding with the most points; the first of them when several have as many.
fn top_finding(findings: &[Finding]) -> Option<usize> {
    let most = findings.iter().map(|finding| finding.points).max()?;
    findings.iter().position(|finding| finding.points == most)
}

/// How far the scan is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Progress {
    /// The folder is being walked and read.
    #[default]
    Running,
    /// Every file was looked at.
    Complete,
    /// The scan was stopped.
    Stopped,
}

/// Everything the scan has found so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Audit {
    /// Rows in order of arrival.
    pub rows: Vec<Arc<Row>>,
    /// Number of each visit's row.
    pub by_key: BTreeMap<VisitKey, RowId>,
    /// Files in the folder, once they are counted.
    pub n_files: Option<usize>,
    /// Files looked at so far.
    pub n_read: usize,
    /// Files that could not be read.
    pub n_unreadable: usize,
    /// Files that are no notes and were left out on purpose.
    pub n_left_out: usize,
    /// Whether more will come.
    pub progress: Progress,
}

impl Audit {
    /// Takes in one event; the numbers of the rows that are new.
    pub(crate) fn take(&mut self, event: ScanEvent, rules: &RuleSet) -> std::ops::Range<RowId> {
        let first = self.n_rows();
        match event {
            ScanEvent::Counted { n_files, .. } => self.n_files = Some(n_files),
            ScanEvent::File(file) => self.take_file(*file),
            ScanEvent::Clones(marks) => {
                for mark in marks {
                    self.mark(mark, rules);
                }
            }
            ScanEvent::Done { complete } => {
                self.progress = if complete {
                    Progress::Complete
                } else {
                    Progress::Stopped
                };
            }
        }
        first..self.n_rows()
    }

    /// Number of rows.
    pub(crate) fn n_rows(&self) -> RowId {
        RowId::try_from(self.rows.len()).expect("a folder holds fewer than four billion visits")
    }

    /// Number of visits (rows that are not files without one).
    pub(crate) fn n_visits(&self) -> usize {
        self.rows.len() - self.n_unreadable - self.n_left_out
    }

    /// The row of that number.
    pub(crate) fn row(&self, id: RowId) -> Option<&Row> {
        self.rows.get(id as usize).map(Arc::as_ref)
    }

    /// The visit of that number.
    pub(crate) fn checked(&self, id: RowId) -> Option<&Checked> {
        self.row(id)?.checked()
    }

    /// The patient's visit before this one, by date, then by place in the folder.
    pub(crate) fn previous(&self, id: RowId) -> Option<RowId> {
        let row = self.row(id)?;
        let visit = &row.checked()?.visit;
        let patient = visit.patient.as_deref()?;
        let place = (visit.date, row.order, row.key.visit);
        let earlier = self.rows.iter().enumerate().filter_map(|(at, other)| {
            let seen = &other.checked()?.visit;
            let there = (seen.date, other.order, other.key.visit);
            (seen.patient.as_deref() == Some(patient) && there < place).then_some((there, at))
        });
        earlier.max().and_then(|(_, at)| RowId::try_from(at).ok())
    }

    fn take_file(&mut self, file: FileScan) {
        self.n_read += 1;
        match file.outcome {
            Ok(visits) => visits
                .into_iter()
                .for_each(|checked| self.push(Row::visit(file.order, checked))),
            Err(error) => {
                if error.is_skip() {
                    self.n_left_out += 1;
                } else {
                    self.n_unreadable += 1;
                }
                self.push(Row::unreadable(file.order, file.path, error));
            }
        }
    }

    fn push(&mut self, row: Row) {
        self.by_key.insert(row.key.clone(), self.n_rows());
        self.rows.push(Arc::new(row));
    }

    fn mark(&mut self, mark: CloneMark, rules: &RuleSet) {
        let key = VisitKey {
            path: mark.path,
            visit: mark.visit,
        };
        let Some(id) = self.by_key.get(&key) else {
            return;
        };
        let row = Arc::make_mut(&mut self.rows[*id as usize]);
        if let Ok(checked) = &mut row.outcome {
            mark_clone(checked, mark.clone_of, rules);
            row.top = top_finding(&checked.findings);
            row.hay.rule = row
                .top
                .map(|at| checked.findings[at].rule.to_lowercase())
                .unwrap_or_default();
        }
    }
}

/// True when some finding of the visit is of that category.
pub(crate) fn has_category(checked: &Checked, category: Category) -> bool {
    checked
        .findings
        .iter()
        .any(|finding| finding.category == category)
}
