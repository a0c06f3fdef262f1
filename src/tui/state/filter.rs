//! The filter line: what is typed, what it means, and which rows passed.

use std::sync::Arc;

use crate::tui::filter::{Mistake, Query, Suggestion};

/// The filter of the worklist.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filter {
    /// The line is being typed.
    pub open: bool,
    /// What is typed.
    pub line: String,
    /// The cursor, in bytes of the line.
    pub at: usize,
    /// The line before it was opened, for cancelling.
    pub before: String,
    /// What the line asks for, mistakes left out.
    pub query: Arc<Query>,
    /// What is wrong with the line.
    pub mistake: Option<Mistake>,
    /// Ways to go on.
    pub suggestions: Vec<Suggestion>,
    /// Place of the cursor among them; `None` until one is chosen.
    pub chosen: Option<usize>,
    /// Number of the last filter job; answers of older ones are dropped.
    pub generation: u64,
    /// The last job was answered.
    pub settled: bool,
}
