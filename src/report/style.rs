//! Colour for terminals: a handful of roles and their escape codes.
//!
//! Nothing rests on colour alone; without it the same words are there.

use std::fmt;

use crate::finding::{Severity, VisitVerdict};
use crate::visit::ChargeVerdict;

/// What a piece of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Error,
    Warning,
    Info,
    Good,
    Strong,
    Frame,
    Faint,
}

impl Role {
    /// Parameters of the Select Graphic Rendition sequence (ECMA-48).
    fn code(self) -> &'static str {
        match self {
            Self::Error => "1;31",
            Self::Warning => "1;33",
            Self::Info => "1;36",
            Self::Good => "32",
            Self::Strong => "1",
            Self::Frame => "1;34",
            Self::Faint => "2",
        }
    }
}

impl From<Severity> for Role {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Info => Self::Info,
            Severity::Warning => Self::Warning,
            Severity::Error => Self::Error,
        }
    }
}

impl From<VisitVerdict> for Role {
    fn from(verdict: VisitVerdict) -> Self {
        match verdict {
            VisitVerdict::Clean => Self::Good,
            VisitVerdict::Review => Self::Warning,
            VisitVerdict::Flagged => Self::Error,
        }
    }
}

impl From<ChargeVerdict> for Role {
    fn from(verdict: ChargeVerdict) -> Self {
        match verdict {
            ChargeVerdict::Supported => Self::Good,
            ChargeVerdict::Partial => Self::Warning,
            ChargeVerdict::Unsupported => Self::Error,
        }
    }
}

/// Colour or none.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Style {
    /// True for a terminal that shows colour.
    pub(crate) colour: bool,
}

impl Style {
    /// `text` in the colour of its role, ready to print.
    pub(crate) fn paint<T: fmt::Display>(self, role: impl Into<Role>, text: T) -> Painted<T> {
        let role = self.colour.then(|| role.into());
        Painted { role, text }
    }
}

/// Text with its colour.
pub(crate) struct Painted<T> {
    role: Option<Role>,
    text: T,
}

impl<T: fmt::Display> fmt::Display for Painted<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.role {
            Some(role) => write!(out, "\x1b[{}m{}\x1b[0m", role.code(), self.text),
            None => self.text.fmt(out),
        }
    }
}
