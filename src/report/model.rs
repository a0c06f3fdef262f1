//! One report: every visit and every unreadable file, sorted, with the counts over them.
//!
//! Built once after the scan and handed to a writer. Surprising rule: order is by path, then by
//! visit, whatever order the files came in, so that any number of threads gives the same bytes.

use std::borrow::Cow;

use super::shelf::Shelf;
use super::summary::Summary;
use crate::finding::Checked;

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
    /// Counts over the entries.
    pub summary: Summary,
    shelf: Shelf,
}

impl Report {
    /// The report of what is on `shelf`. `n_files` is the number of files looked at.
    pub fn new(basis: Basis, mut shelf: Shelf, n_files: usize) -> Self {
        let summary = shelf.close(n_files);
        Self {
            basis,
            summary,
            shelf,
        }
    }

    /// Visits and unreadable files, sorted by [`Entry::key`]. Some are made anew from what was put
    /// away, so go over them once.
    pub fn entries(&self) -> impl Iterator<Item = Cow<'_, Entry>> {
        self.shelf.entries()
    }

    /// The visits, in order.
    pub fn visits(&self) -> impl Iterator<Item = Cow<'_, Checked>> {
        self.entries().filter_map(|entry| match entry {
            Cow::Borrowed(Entry::Visit(checked)) => Some(Cow::Borrowed(&**checked)),
            Cow::Owned(Entry::Visit(checked)) => Some(Cow::Owned(*checked)),
            _ => None,
        })
    }

    /// The files that gave no visit, in order.
    pub fn unread(&self) -> impl Iterator<Item = &Unread> {
        self.shelf.unread()
    }
}
