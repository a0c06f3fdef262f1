//! `rules.yaml` to a compiled `RuleSet`: all clinical knowledge, as data.
//!
//! Two shapes of everything: what YAML says (`spec`, unknown keys refused) and what is compiled
//! (`RuleSet`, cannot be half-valid). Words, codes, numbers and sources live in YAML, never here.

mod compile;
mod error;
mod lexicon;
mod profile;
mod record;
pub mod spec;

pub use compile::{Code, CodeTable, Rule, RuleKind, RuleSet};
pub use error::RuleError;
pub use lexicon::{ClassId, Cue, Heard, Lexicon};
pub use profile::{Profile, UnitMethod};
pub use record::{HeaderLabels, HeaderSpec, Label, LabelFound, Phrases};

/// The built-in `rules.yaml`, compiled into the program.
pub const BUILTIN: &str = include_str!("../../rules.yaml");
