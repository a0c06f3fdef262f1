//! The list of visits: which rows it shows, in which order, and where the cursor is.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::audit::{Audit, Row, RowId};
use super::journal::Mark;

/// A column of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Column {
    /// Reviewed mark.
    Mark,
    /// Points of risk.
    Score,
    /// The tool's verdict.
    Verdict,
    /// The auditor's verdicts.
    Mine,
    /// Patient.
    Patient,
    /// Date of service.
    Date,
    /// Provider.
    Provider,
    /// Billed codes.
    Codes,
    /// The finding with the most points.
    Finding,
    /// Place in the folder; not drawn, but it can be sorted by.
    Path,
}

impl Column {
    /// All, in the order they are drawn.
    pub(crate) const ALL: [Self; 10] = [
        Self::Mark,
        Self::Score,
        Self::Verdict,
        Self::Mine,
        Self::Patient,
        Self::Date,
        Self::Provider,
        Self::Codes,
        Self::Finding,
        Self::Path,
    ];

    /// Its heading.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Mark => "",
            Self::Score => "Score",
            Self::Verdict => "Tool",
            Self::Mine => "You",
            Self::Patient => "Patient",
            Self::Date => "Date",
            Self::Provider => "Provider",
            Self::Codes => "Codes",
            Self::Finding => "Top finding",
            Self::Path => "Folder order",
        }
    }

    /// Its name in the sort menu.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Mark => "reviewed",
            Self::Verdict => "the tool's verdict",
            Self::Mine => "your verdicts",
            Self::Finding => "top finding",
            other => other.title(),
        }
    }

    /// Most first is what people want of these when they first sort by them.
    pub(crate) fn falls(self) -> bool {
        matches!(self, Self::Score | Self::Verdict)
    }
}

/// Order of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sort {
    /// By what.
    pub column: Column,
    /// Most first.
    pub falling: bool,
}

impl Default for Sort {
    /// The worst visits on top.
    fn default() -> Self {
        Self {
            column: Column::Score,
            falling: true,
        }
    }
}

impl Sort {
    /// Order of two rows; rows that are equal stay in folder order.
    pub(crate) fn compare(self, a: (&Row, &Mark), b: (&Row, &Mark)) -> Ordering {
        let by = by_column(self.column, a, b);
        let by = if self.falling { by.reverse() } else { by };
        by.then_with(|| place(a.0).cmp(&place(b.0)))
    }
}

fn place(row: &Row) -> (usize, u32) {
    (row.order, row.key.visit)
}

fn by_column(column: Column, a: (&Row, &Mark), b: (&Row, &Mark)) -> Ordering {
    // A file that could not be read sorts before every visit: it must not be overlooked.
    let of = |row: &Row| {
        row.checked()
            .map(|checked| (checked.score, checked.verdict, checked.visit.date))
    };
    match column {
        Column::Path => place(a.0).cmp(&place(b.0)),
        Column::Mark => (a.1.done, a.1.flagged).cmp(&(b.1.done, b.1.flagged)),
        Column::Score => of(a.0).map(|v| v.0).cmp(&of(b.0).map(|v| v.0)),
        Column::Verdict => of(a.0)
            .map(|v| (v.1, v.0))
            .cmp(&of(b.0).map(|v| (v.1, v.0))),
        Column::Date => of(a.0).map(|v| v.2).cmp(&of(b.0).map(|v| v.2)),
        Column::Mine => a.1.verdicts.cmp(&b.1.verdicts),
        Column::Patient => {
            a.0.hay
                .patient
                .cmp(&b.0.hay.patient)
                .then_with(|| of(a.0).map(|v| v.2).cmp(&of(b.0).map(|v| v.2)))
        }
        Column::Provider => a.0.hay.provider.cmp(&b.0.hay.provider),
        Column::Codes => a.0.hay.codes.cmp(&b.0.hay.codes),
        Column::Finding => a.0.hay.rule.cmp(&b.0.hay.rule),
    }
}

/// The list.
#[derive(Clone, Debug, Default)]
pub(crate) struct Worklist {
    /// Rows shown, in order.
    pub shown: Vec<RowId>,
    /// Place of the cursor in `shown`.
    pub cursor: usize,
    /// First row on the screen.
    pub top: usize,
    /// The cursor was moved by hand; until then it stays on the first row while the list fills.
    pub touched: bool,
    /// Order.
    pub sort: Sort,
    /// Rows picked for acting on many.
    pub picked: BTreeSet<RowId>,
    /// What every row shows of its decisions, by row number.
    pub marks: Vec<Mark>,
    /// Visits reviewed, counted once and kept up.
    pub n_done: usize,
}

impl Worklist {
    /// Number of the row under the cursor.
    pub(crate) fn current(&self) -> Option<RowId> {
        self.shown.get(self.cursor).copied()
    }

    /// Puts a row where it belongs; the cursor stays on its row.
    pub(crate) fn insert(&mut self, audit: &Audit, id: RowId) {
        let at = self
            .shown
            .partition_point(|other| self.compare(audit, *other, id) == Ordering::Less);
        self.shown.insert(at, id);
        if self.touched && at <= self.cursor && self.shown.len() > 1 {
            self.cursor += 1;
            self.top += 1;
        }
    }

    /// Shows other rows, already in order; the cursor stays on its row when that is still there.
    pub(crate) fn replace(&mut self, shown: Vec<RowId>) {
        let current = self.current();
        let offset = self.cursor.saturating_sub(self.top);
        self.shown = shown;
        let kept = current
            .filter(|_| self.touched)
            .and_then(|id| self.shown.iter().position(|other| *other == id));
        self.cursor = kept.unwrap_or_else(|| {
            if self.touched {
                self.cursor.min(self.shown.len().saturating_sub(1))
            } else {
                0
            }
        });
        self.top = self.cursor.saturating_sub(offset);
    }

    /// Order of two rows by number.
    pub(crate) fn compare(&self, audit: &Audit, a: RowId, b: RowId) -> Ordering {
        let of = |id: RowId| Some((audit.row(id)?, self.marks.get(id as usize)?));
        match (of(a), of(b)) {
            (Some(a), Some(b)) => self.sort.compare(a, b),
            _ => a.cmp(&b),
        }
    }
}
