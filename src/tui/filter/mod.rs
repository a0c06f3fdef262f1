//! The filter language: what a line means, which rows it lets through, and which words light up.
//!
//! Pure. A line is read once into a [`Query`]; a query with a mistake in it is refused with the
//! place of the mistake and what was expected; the rest of the line filters all the same.

mod accept;
mod complete;
mod parse;
mod words;

pub(crate) use accept::accepts;
pub(crate) use complete::{Suggestion, suggest};
pub(crate) use parse::parse;
pub(crate) use words::{Words, lit};

use crate::finding::VisitVerdict;
use crate::text::{CivilDate, Span};
use crate::visit::ChargeVerdict;

/// What a filter line asks for: every term must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Query {
    /// The terms in the order written.
    pub terms: Vec<Term>,
}

impl Query {
    /// True when every row passes.
    pub(crate) fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The fuzzy words that must be there, for lighting them up.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.terms
            .iter()
            .filter(|term| !term.not)
            .filter_map(|term| match &term.test {
                Test::Word(word) => Some(word.as_str()),
                _ => None,
            })
    }

    /// What is asked of a text field, for lighting it up in that field's column.
    pub(crate) fn of_field(&self, field: Field) -> impl Iterator<Item = &str> {
        self.terms
            .iter()
            .filter(|term| !term.not)
            .flat_map(move |term| match &term.test {
                Test::Text(asked, values) if *asked == field => values.as_slice(),
                _ => &[],
            })
            .map(String::as_str)
    }
}

/// One condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Term {
    /// True when the condition must not hold (`-code:97140`).
    pub not: bool,
    /// The condition.
    pub test: Test,
}

/// What is asked of a row. Several values of one field are alternatives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Test {
    /// A fuzzy word anywhere.
    Word(String),
    /// Lower-case pieces of a text field.
    Text(Field, Vec<String>),
    /// Review status.
    Status(Vec<Status>),
    /// The tool's verdict on the visit.
    Verdict(Vec<VisitVerdict>),
    /// The auditor's verdict on some charge.
    Mine(Vec<ChargeVerdict>),
    /// Score, both ends included.
    Score(u32, u32),
    /// Date of service, both ends included.
    Date(CivilDate, CivilDate),
    /// Repeats an earlier visit, or not.
    Clone(bool),
    /// Signed, or not.
    Signed(bool),
    /// Is an unreadable file, or not.
    Unreadable(bool),
}

/// Names that can stand before a colon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    Patient,
    Provider,
    Code,
    Rule,
    Category,
    Path,
    Payer,
    Status,
    Verdict,
    Mine,
    Score,
    Date,
    Clone,
    Signed,
    Unreadable,
}

impl Field {
    /// Every field with its name and what it takes, for completion, help and error messages.
    pub(crate) const ALL: [(Self, &'static str, &'static str); 15] = [
        (
            Self::Patient,
            "patient",
            "part of the patient's name or number",
        ),
        (Self::Provider, "provider", "part of the provider's name"),
        (Self::Code, "code", "a billed code, or its beginning"),
        (Self::Rule, "rule", "part of a rule's id"),
        (Self::Category, "category", "a category of finding"),
        (
            Self::Status,
            "status",
            "todo, done, flagged, commented or stale",
        ),
        (
            Self::Verdict,
            "verdict",
            "the tool's word: clean, review or flagged",
        ),
        (
            Self::Mine,
            "mine",
            "your word: supported, partial or unsupported",
        ),
        (Self::Score, "score", "score>50, score<=20 or score:40..60"),
        (
            Self::Date,
            "date",
            "2025-03, 2025-03-04 or 2025-03..2025-04",
        ),
        (Self::Clone, "clone", "yes or no"),
        (Self::Signed, "signed", "yes or no"),
        (Self::Unreadable, "unreadable", "yes or no"),
        (Self::Path, "path", "part of the file's path"),
        (Self::Payer, "payer", "part of the payer's name"),
    ];

    /// The field of that name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(_, word, _)| *word == name)
            .map(|(field, ..)| *field)
    }

    /// Its name and what it takes.
    pub(crate) fn words(self) -> (&'static str, &'static str) {
        let row = Self::ALL.iter().find(|(field, ..)| *field == self);
        row.map_or(("", ""), |(_, name, takes)| (name, takes))
    }
}

/// Review status of a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    Todo,
    Done,
    Flagged,
    Commented,
    Stale,
}

impl Status {
    /// Every status with its word.
    pub(crate) const ALL: [(Self, &'static str); 5] = [
        (Self::Todo, "todo"),
        (Self::Done, "done"),
        (Self::Flagged, "flagged"),
        (Self::Commented, "commented"),
        (Self::Stale, "stale"),
    ];
}

/// What is wrong with a filter line, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mistake {
    /// Bytes of the line.
    pub span: Span,
    /// One sentence.
    pub message: String,
}

#[cfg(test)]
mod tests;
