//! What a rule says is wrong with a visit, and what follows from it: score and verdict.
//!
//! Plain data. A finding is not an error: it points at words of the note (or at the place where
//! something is missing) and carries the rule that was broken.

use serde::{Deserialize, Serialize};

use crate::text::Span;
use crate::visit::Visit;

/// Group a finding belongs to; the words are part of the output format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "each word is the field's own")]
pub enum Category {
    GenericPhrasing,
    Time,
    Contact,
    Activity,
    Goal,
    Condition,
    Response,
    Intent,
    Units,
    Coding,
    Clone,
    Contradiction,
    Residue,
    Signature,
    Date,
    Diagnosis,
    Intake,
}

impl Category {
    /// Every category, in the order of the output format.
    pub const ALL: [Self; 17] = [
        Self::GenericPhrasing,
        Self::Time,
        Self::Contact,
        Self::Activity,
        Self::Goal,
        Self::Condition,
        Self::Response,
        Self::Intent,
        Self::Units,
        Self::Coding,
        Self::Clone,
        Self::Contradiction,
        Self::Residue,
        Self::Signature,
        Self::Date,
        Self::Diagnosis,
        Self::Intake,
    ];

    /// The word used in every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::GenericPhrasing => "generic-phrasing",
            Self::Time => "time",
            Self::Contact => "contact",
            Self::Activity => "activity",
            Self::Goal => "goal",
            Self::Condition => "condition",
            Self::Response => "response",
            Self::Intent => "intent",
            Self::Units => "units",
            Self::Coding => "coding",
            Self::Clone => "clone",
            Self::Contradiction => "contradiction",
            Self::Residue => "residue",
            Self::Signature => "signature",
            Self::Date => "date",
            Self::Diagnosis => "diagnosis",
            Self::Intake => "intake",
        }
    }
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; carries few or no points.
    Info,
    /// Weakens the record.
    Warning,
    /// Defeats the charge or the record.
    Error,
}

impl Severity {
    /// The lower-case word used in every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Words of the note with the place a reader finds them at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// Bytes of the file's extracted text.
    pub span: Span,
    /// Line of the start, from 1.
    pub line: usize,
    /// Column of the start in characters, from 1.
    pub column: usize,
    /// The words themselves.
    pub text: String,
}

/// One thing a rule says is wrong.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// Id of the rule, `category.condition`.
    pub rule: String,
    /// Group.
    pub category: Category,
    /// How bad.
    pub severity: Severity,
    /// Index into [`Visit::charges`] of the charge it is about; `None` for the whole visit.
    pub charge: Option<usize>,
    /// Points of risk it adds to the visit's score.
    pub points: u32,
    /// One sentence: what is wrong.
    pub message: String,
    /// A question to the clinician that would fix it.
    pub suggestion: String,
    /// The authority the rule rests on.
    pub source: String,
    /// The words it points at, or where something is missing. May be empty.
    pub citations: Vec<Citation>,
    /// Further lines of explanation (unit worksheet, what came near).
    pub details: Vec<String>,
}

/// Verdict on a visit.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum VisitVerdict {
    /// Nothing found that matters.
    #[default]
    Clean,
    /// A charge is partial, or the visit is not signed.
    Review,
    /// A charge is unsupported, or the visit is a copy, contradicts itself or holds template residue.
    Flagged,
}

impl VisitVerdict {
    /// The lower-case word used in every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Clean => "clean",
            Self::Review => "review",
            Self::Flagged => "flagged",
        }
    }
}

/// The earlier visit that a visit repeats.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CloneOf {
    /// Path of the earlier visit's file.
    pub path: String,
    /// Its number within that file.
    pub visit: u32,
    /// Its date of service.
    #[serde(default)]
    pub date: Option<crate::text::CivilDate>,
    /// Share of this visit's words that stand in the earlier one, in thousandths (970 = 97.0 %).
    pub similarity_permille: u32,
    /// Runs of this visit's text that stand word for word in the earlier one.
    pub shared: Vec<Span>,
}

/// A visit with everything the analyzer says of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Checked {
    /// The record; its charges hold elements, units and verdicts.
    pub visit: Visit,
    /// Findings in order of place, then rule.
    pub findings: Vec<Finding>,
    /// Points of risk, 0 to 100.
    pub score: u32,
    /// The tool's verdict.
    pub verdict: VisitVerdict,
    /// The earlier visit this one repeats.
    pub clone_of: Option<CloneOf>,
    /// Format of the note file.
    pub format: String,
    /// SHA-256 of the note file's bytes.
    pub sha256: String,
    /// Hash of the visit's own text (white space folded), for carrying decisions over.
    pub text_hash: String,
    /// What could not be read cleanly in the file.
    pub problems: Vec<crate::visit::Problem>,
}
