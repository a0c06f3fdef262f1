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

/// The key table between the marks of the README is the one of the action table.
#[test]
fn the_readme_shows_the_key_table() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = std::fs::read_to_string(root.join("README.md")).expect("a README");
    let table = chartpull::tui::action::markdown();
    let wanted = format!("<!-- keys -->\n{table}<!-- /keys -->");
    assert!(
        readme.contains(&wanted),
        "put this between the marks:\n{table}"
    );
}
