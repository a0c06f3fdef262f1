//! The browser driven by keys: frames at three sizes, flow of decisions, filter, mouse, looks.

mod browser;
mod fixture;
mod flow;
mod frames;
mod looks;

use std::path::Path;

/// A folder with the fixture's notes.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fixture::write(folder.path());
    folder
}

/// The journal of the tests' reviewer.
fn journal(folder: &Path) -> String {
    let path = folder.join(".chartpull/decisions/kim.jsonl");
    std::fs::read_to_string(path).unwrap_or_default()
}
