//! What is wrong with a rules file, and where.

use thiserror::Error;

/// One mistake in a rules file.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{file}{}: {message}", place(*line, *column))]
pub struct RuleError {
    /// Name of the file as the user gave it; `rules.yaml (built in)` for our own.
    pub file: String,
    /// Line, from 1; 0 when the place is unknown.
    pub line: usize,
    /// Column, from 1; 0 when the place is unknown.
    pub column: usize,
    /// What is wrong and what was expected.
    pub message: String,
}

/// ":12:3", or nothing when the whole file is meant.
fn place(line: usize, column: usize) -> String {
    if line == 0 {
        String::new()
    } else {
        format!(":{line}:{column}")
    }
}
