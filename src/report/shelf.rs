//! Where rows are held while a scan goes on: some thousand as they are, the others packed.
//!
//! Each row of a visit takes about 6 KB as it is and a sixth of that packed. Packing costs time, so
//! a folder of ordinary size never sees it.

use std::borrow::Cow;

use super::model::{Entry, Unread};
use super::pack::Packer;
use super::summary::{Summary, Tally};
use crate::finding::Checked;

/// Rows held as they are: about 50 MB.
const MAX_PLAIN: usize = 8_192;

/// Rows that the packer learns from.
const N_LESSONS: usize = 200;

/// Rows of a scan, in any order until it is closed.
#[derive(Clone, Debug)]
pub struct Shelf {
    rows: Vec<Kept>,
    max_plain: usize,
    tally: Tally,
    packer: Option<Packer>,
    sorted: bool,
}

/// A row on the shelf.
#[derive(Clone, Debug)]
enum Kept {
    Plain(Entry),
    /// A visit that was put away.
    Packed {
        path: Box<str>,
        visit: u32,
        bytes: Box<[u8]>,
    },
}

impl Kept {
    fn key(&self) -> (&str, u32) {
        match self {
            Self::Plain(entry) => entry.key(),
            Self::Packed { path, visit, .. } => (path, *visit),
        }
    }
}

impl Default for Shelf {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            max_plain: MAX_PLAIN,
            tally: Tally::default(),
            packer: None,
            sorted: true,
        }
    }
}

impl Shelf {
    /// Puts a row on the shelf.
    pub fn put(&mut self, entry: Entry) {
        self.tally.add(&entry);
        self.sorted = false;
        let kept = if self.rows.len() < self.max_plain {
            Kept::Plain(entry)
        } else {
            self.keep(entry)
        };
        self.rows.push(kept);
    }

    /// Changes a visit; nothing happens when there is none of that key.
    pub fn change(&mut self, path: &str, visit: u32, change: impl FnOnce(&mut Checked)) {
        self.sort();
        let Ok(idx) = self
            .rows
            .binary_search_by(|row| row.key().cmp(&(path, visit)))
        else {
            return;
        };
        let Entry::Visit(mut checked) = self.entry(&self.rows[idx]).into_owned() else {
            return;
        };
        self.tally.remove(&checked);
        change(&mut checked);
        let entry = Entry::Visit(checked);
        self.tally.add(&entry);
        self.rows[idx] = match self.rows[idx] {
            Kept::Plain(_) => Kept::Plain(entry),
            Kept::Packed { .. } => self.keep(entry),
        };
    }

    /// Puts the rows in order and gives the counts over them.
    pub(super) fn close(&mut self, n_files: usize) -> Summary {
        self.sort();
        std::mem::take(&mut self.tally).summary(n_files)
    }

    /// The rows of a closed shelf, in order.
    pub(super) fn entries(&self) -> impl Iterator<Item = Cow<'_, Entry>> {
        self.rows.iter().map(|row| self.entry(row))
    }

    /// The rows of files that gave no visit. They are never packed.
    pub(super) fn unread(&self) -> impl Iterator<Item = &Unread> {
        self.rows.iter().filter_map(|row| match row {
            Kept::Plain(Entry::Unread(unread)) => Some(unread),
            _ => None,
        })
    }

    fn sort(&mut self) {
        if !self.sorted {
            self.rows.sort_by(|a, b| a.key().cmp(&b.key()));
            self.sorted = true;
        }
    }

    /// A visit is packed; what cannot be packed stays as it is.
    fn keep(&mut self, entry: Entry) -> Kept {
        let Entry::Visit(checked) = &entry else {
            return Kept::Plain(entry);
        };
        match self.packer().pack(checked) {
            Some(bytes) => Kept::Packed {
                path: checked.visit.path.as_str().into(),
                visit: checked.visit.visit,
                bytes,
            },
            None => Kept::Plain(entry),
        }
    }

    fn entry<'a>(&'a self, row: &'a Kept) -> Cow<'a, Entry> {
        match row {
            Kept::Plain(entry) => Cow::Borrowed(entry),
            Kept::Packed { bytes, .. } => {
                let packer = self.packer.as_ref();
                let checked = packer.and_then(|packer| packer.unpack(bytes));
                Cow::Owned(Entry::Visit(
                    checked.expect("the same packer made these bytes of a row"),
                ))
            }
        }
    }

    fn packer(&mut self) -> &mut Packer {
        let lessons = self.rows.iter().filter_map(|row| match row {
            Kept::Plain(Entry::Visit(checked)) => Some(checked),
            _ => None,
        });
        let new = || Packer::new(lessons.take(N_LESSONS));
        self.packer.get_or_insert_with(new)
    }
}

#[cfg(test)]
mod tests {
    use super::{Entry, Shelf};
    use crate::finding::{Category, Checked, Citation, Finding, Severity, VisitVerdict};
    use crate::text::Span;
    use crate::visit::{Charge, Elements, Visit};

    fn visit(number: u32) -> Entry {
        let citation = Citation {
            span: Span::new(3, 9),
            line: 1,
            column: 4,
            text: "«9\u{301}\" \\".to_owned(),
        };
        let finding = Finding {
            rule: "time.missing".to_owned(),
            category: Category::Time,
            severity: Severity::Error,
            charge: Some(0),
            points: 35,
            message: format!("No minutes in {number}"),
            suggestion: "How many minutes?".to_owned(),
            source: "CMS".to_owned(),
            citations: vec![citation],
            details: vec!["a detail".to_owned()],
        };
        let charge = Charge {
            code: "97530".to_owned(),
            elements: Some(Elements::default()),
            ..Charge::default()
        };
        Entry::Visit(Box::new(Checked {
            visit: Visit {
                path: format!("{}.txt", 100 - number),
                visit: number,
                charges: vec![charge],
                ..Visit::default()
            },
            findings: vec![finding],
            verdict: VisitVerdict::Review,
            ..Checked::default()
        }))
    }

    fn shelf(max_plain: usize) -> Shelf {
        let mut shelf = Shelf {
            max_plain,
            ..Shelf::default()
        };
        (0..20).for_each(|number| shelf.put(visit(number)));
        for number in [3, 17] {
            shelf.change(&format!("{}.txt", 100 - number), number, |checked| {
                checked.verdict = VisitVerdict::Flagged;
                checked.findings.clear();
            });
        }
        shelf.change("absent.txt", 1, |_| unreachable!("there is no such visit"));
        shelf
    }

    #[test]
    fn packed_rows_are_the_rows_that_were_put_there() {
        let (mut plain, mut packed) = (shelf(100), shelf(5));
        let summary = plain.close(20);
        assert_eq!(summary, packed.close(20));
        assert_eq!((summary.n_review, summary.n_flagged), (18, 2));
        assert_eq!((summary.rules[0].n_visits, summary.n_findings), (18, 18));
        let rows = |shelf: &Shelf| -> Vec<Checked> {
            let checked = |entry: std::borrow::Cow<'_, Entry>| match entry.into_owned() {
                Entry::Visit(checked) => *checked,
                Entry::Unread(_) => unreachable!("every row is a visit"),
            };
            shelf.entries().map(checked).collect()
        };
        assert_eq!(rows(&plain), rows(&packed));
        assert_eq!(rows(&plain)[0].visit.path, "100.txt");
    }
}
