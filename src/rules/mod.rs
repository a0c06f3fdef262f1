//! `rules.yaml` to a compiled `RuleSet`: all clinical knowledge, as data.
//!
//! node (the YAML crate, places) -> read (form) -> merge (user over built-in) -> compile (meaning).
//! Two shapes of everything: what a file says (`spec`, all optional) and what is compiled (`set`,
//! cannot be half-valid). Words, codes, numbers and sources live in YAML, never here.

mod chiropractic;
mod compile;
mod contradiction;
mod error;
mod explain;
mod field;
mod kind;
mod leftover;
mod lexicon;
mod merge;
mod node;
mod pattern;
mod profile;
mod read;
mod record;
mod rule;
mod schema;
mod set;
mod spec;
mod time;

pub use chiropractic::{Region, Sign, Signs};
pub use contradiction::{Claim, Claims};
pub use error::RuleError;
pub use explain::Part;
pub(crate) use field::nearest;
pub use kind::{Param, ParamValue, RuleKind};
pub use leftover::{LeftoverList, LeftoverSpec, LeftoverWords};
pub use lexicon::{ClassId, Cue, Heard, Lexicon};
pub use profile::{Profile, UnitMethod};
pub use record::{HeaderLabels, HeaderSpec, Label, LabelFound, Phrases};
pub use schema::schema;
pub use set::{Code, CodeTable, Rule, RuleSet};
pub use time::{TimeClass, TimeClasses, TimeWord};

/// The built-in `rules.yaml`, compiled into the program.
pub const BUILTIN: &str = include_str!("../../rules.yaml");
