//! What is told of a decision: plain data, in words that need no knowledge of the engine.

use super::words::Counted;
use crate::text::Span;

/// Score from which words that do not play a role came near to it.
pub(super) const NEAR: f32 = -2.0;
/// How sure the reading of a clause is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sureness {
    /// It says something else.
    Hardly,
    /// It comes near and is not enough.
    Nearly,
    /// More likely than not.
    Likely,
    /// No doubt.
    Plainly,
}

impl Sureness {
    pub(super) fn of(score: f32) -> Self {
        match score {
            s if s >= 2.5 => Self::Plainly,
            s if s > 0.0 => Self::Likely,
            s if s > NEAR => Self::Nearly,
            _ => Self::Hardly,
        }
    }

    /// The adverb before what is said.
    pub fn word(self) -> &'static str {
        match self {
            Self::Hardly => "hardly",
            Self::Nearly => "nearly",
            Self::Likely => "probably",
            Self::Plainly => "plainly",
        }
    }
}

/// A clause with what it was taken to say and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Telling {
    /// The words.
    pub span: Span,
    /// What they say, as a verb phrase.
    pub says: &'static str,
    /// How sure that is.
    pub sureness: Sureness,
    /// Codes whose text it is; empty when it is said of the visit.
    pub whose: Vec<String>,
    /// What counted.
    pub counted: Counted,
}

/// Why a question about a charge was answered as it was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Why {
    /// What was asked (`contact`, `intent` …).
    pub about: &'static str,
    /// The answer.
    pub answer: String,
    /// The answer that came close.
    pub close: Option<&'static str>,
    /// The words it rests on.
    pub rests_on: Vec<Telling>,
    /// Words that say otherwise and were outweighed, or came near and were not enough.
    pub near: Vec<Telling>,
    /// Further sentences.
    pub remarks: Vec<String>,
}

/// One clause with whose it is and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClauseWhy {
    /// The words.
    pub span: Span,
    /// Codes it belongs to; empty when it is said of the visit.
    pub whose: Vec<String>,
    /// True when it stands with a service that is not billed.
    pub unbilled: bool,
    /// What it says, as short words.
    pub says: Vec<&'static str>,
}
