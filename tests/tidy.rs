//! The shape of the source: who imports whom, how long files are, how they open.
//!
//! Reads the text of `src/`, so a breach fails here with its line before a person has to see it.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// Rooms and what each may use, upper rooms first. A room may always use itself. What is not
/// listed may not be used: a new room needs a row.
///
/// `extract` names `visit` because the problems it reports are part of a note file.
const ROOMS: [(&str, &[&str]); 15] = [
    (
        "cli",
        &[
            "tui", "report", "store", "stats", "sample", "scan", "engine", "parse", "extract",
            "rules", "decision", "finding", "visit", "text",
        ],
    ),
    (
        "tui",
        &[
            "report", "store", "stats", "sample", "scan", "engine", "parse", "extract", "rules",
            "decision", "finding", "visit", "text",
        ],
    ),
    (
        "report",
        &[
            "stats", "sample", "rules", "decision", "finding", "visit", "text",
        ],
    ),
    ("store", &["decision", "finding", "visit", "text"]),
    ("stats", &["decision", "finding", "visit", "text"]),
    ("sample", &["decision", "finding", "visit", "text"]),
    (
        "scan",
        &[
            "engine", "parse", "extract", "rules", "decision", "finding", "visit", "text",
        ],
    ),
    ("engine", &["parse", "rules", "finding", "visit", "text"]),
    ("parse", &["rules", "visit", "text"]),
    ("extract", &["visit", "text"]),
    ("rules", &["finding", "text"]),
    ("decision", &["finding", "visit", "text"]),
    ("finding", &["visit", "text"]),
    ("visit", &["text"]),
    ("text", &[]),
];

/// Lines of a file that are no tests.
const LINE_LIMIT: usize = 400;

/// Lines of a function.
const FUNCTION_LIMIT: usize = 60;

/// Files that are over a limit today, until they are split. To be emptied, never to grow.
// The tables of rule kinds are being taken apart; these go as their parts land.
const EXCUSED: [&str; 7] = [
    "engine/mod.rs",
    "rules/explain.rs",
    "rules/kind.rs",
    "rules/rule.rs",
    "engine/units/tests.rs",
    "parse/clause.rs",
    "report/text/mod.rs",
];

struct Source {
    path: PathBuf,
    text: String,
}

impl Source {
    /// `scan` for `src/scan/walk.rs`, `visit` for `src/visit.rs`.
    fn room(&self) -> &str {
        let first = self
            .path
            .iter()
            .next()
            .and_then(|part| part.to_str())
            .expect("paths are plain");
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// The lines that are no tests, with their numbers from 1. Inline tests end a file.
    fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let own_file = self.path.file_name().is_some_and(|name| name == "tests.rs");
        let before_tests = self.text.split("\n#[cfg(test)]\nmod tests {").next();
        let text = if own_file {
            ""
        } else {
            before_tests.unwrap_or_default()
        };
        text.lines().enumerate().map(|(at, line)| (at + 1, line))
    }

    /// Code lines only: comments may name what they like.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.lines()
            .filter(|(_, line)| !line.trim_start().starts_with("//"))
    }
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root.clone()];
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("src can be listed") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = fs::read_to_string(&path).expect("source is UTF-8");
                let path = path.strip_prefix(&root).expect("below src").to_owned();
                sources.push(Source { path, text });
            }
        }
    }
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    sources
}

fn is_excused(source: &Source) -> bool {
    EXCUSED.iter().any(|path| source.path == Path::new(path))
}

/// Fails with all `breaches`, one a line.
#[track_caller]
fn none(breaches: &str) {
    assert!(breaches.is_empty(), "\n{breaches}");
}

#[test]
fn upper_rooms_know_lower_rooms_never_the_reverse() {
    let mut breaches = String::new();
    for source in sources() {
        let room = source.room().to_owned();
        if ["lib", "main"].contains(&room.as_str()) {
            continue;
        }
        let Some((_, allowed)) = ROOMS.iter().find(|(name, _)| *name == room) else {
            _ = writeln!(
                breaches,
                "{}: room `{room}` has no row in tests/tidy.rs",
                source.path.display()
            );
            continue;
        };
        for (at, line) in source.code() {
            for used in line.split("crate::").skip(1) {
                let used = used
                    .split(|c: char| !c.is_alphanumeric() && c != '_')
                    .next()
                    .unwrap_or_default();
                if used != room && !allowed.contains(&used) {
                    _ = writeln!(
                        breaches,
                        "src/{}:{at}: `{room}` may not use `{used}`",
                        source.path.display()
                    );
                }
            }
        }
    }
    none(&breaches);
}

#[test]
fn the_table_itself_points_only_downwards() {
    for (place, (room, allowed)) in ROOMS.iter().enumerate() {
        for used in *allowed {
            let other = ROOMS.iter().position(|(name, _)| name == used);
            assert!(
                other.is_some_and(|other| other > place),
                "`{room}` uses `{used}`"
            );
        }
    }
}

#[test]
fn files_are_short_and_open_with_what_they_own() {
    let mut breaches = String::new();
    for source in sources().into_iter().filter(|source| !is_excused(source)) {
        let n_lines = source.lines().count();
        if n_lines > LINE_LIMIT {
            _ = writeln!(
                breaches,
                "src/{}: {n_lines} lines, at most {LINE_LIMIT}",
                source.path.display()
            );
        }
        if !source.text.starts_with("//! ") {
            _ = writeln!(
                breaches,
                "src/{}: opens without `//!`",
                source.path.display()
            );
        }
    }
    none(&breaches);
}

#[test]
fn functions_are_short() {
    let mut breaches = String::new();
    for source in sources().into_iter().filter(|source| !is_excused(source)) {
        // Formatted code ends a function with a brace under its first column.
        let mut open: Option<(usize, String)> = None;
        for (at, line) in source.code() {
            let indent = &line[..line.len() - line.trim_start().len()];
            if let Some((start, end)) = &open {
                if line == end {
                    let n_lines = at - start + 1;
                    if n_lines > FUNCTION_LIMIT {
                        _ = writeln!(
                            breaches,
                            "src/{}:{start}: {n_lines} lines",
                            source.path.display()
                        );
                    }
                    open = None;
                }
            } else if is_function(line) && !line.ends_with(['}', ';']) {
                open = Some((at, format!("{indent}}}")));
            }
        }
    }
    none(&breaches);
}

fn is_function(line: &str) -> bool {
    let line = line.trim_start();
    let line = line.strip_prefix("pub").map_or(line, |rest| {
        rest.trim_start_matches("(super)")
            .trim_start_matches("(crate)")
            .trim_start()
    });
    ["fn ", "const fn ", "async fn "]
        .iter()
        .any(|start| line.starts_with(start))
}

/// What only one room may touch.
#[test]
fn crates_stay_in_the_rooms_that_own_them() {
    let owners: [(&str, &[&str]); 9] = [
        ("ratatui", &["tui"]),
        ("crossterm", &["tui", "cli"]),
        ("fuzzy_matcher", &["tui"]),
        ("clap", &["cli"]),
        ("indicatif", &["cli"]),
        ("walkdir", &["scan"]),
        ("serde_yaml", &["rules"]),
        ("chardetng", &["extract"]),
        ("encoding_rs", &["extract"]),
    ];
    let mut breaches = String::new();
    for source in sources() {
        for (at, line) in source.code() {
            for (name, rooms) in owners {
                if line.contains(&format!("{name}::")) && !rooms.contains(&source.room()) {
                    _ = writeln!(
                        breaches,
                        "src/{}:{at}: `{name}` belongs to {rooms:?}",
                        source.path.display()
                    );
                }
            }
        }
    }
    none(&breaches);
}

/// Notes are read in `scan` and nowhere else; the other rooms open files of their own.
#[test]
fn files_are_opened_only_where_they_belong() {
    let rooms = ["scan", "store", "cli"];
    let calls = [
        "fs::read",
        "File::open",
        "File::create",
        "fs::write",
        "OpenOptions::new",
        "read_dir(",
    ];
    let mut breaches = String::new();
    for source in sources()
        .iter()
        .filter(|source| !rooms.contains(&source.room()))
    {
        for (at, line) in source.code() {
            if let Some(call) = calls.iter().find(|call| line.contains(**call)) {
                _ = writeln!(
                    breaches,
                    "src/{}:{at}: `{call}` outside {rooms:?}",
                    source.path.display()
                );
            }
        }
    }
    none(&breaches);
}

/// Notes are never written to: the room that reads them cannot write.
#[test]
fn scan_writes_nothing() {
    let calls = [
        "fs::write",
        "File::create",
        "OpenOptions",
        "fs::remove",
        "fs::rename",
        "set_len",
        "create_dir",
    ];
    let mut breaches = String::new();
    for source in sources().iter().filter(|source| source.room() == "scan") {
        for (at, line) in source.code() {
            if let Some(call) = calls.iter().find(|call| line.contains(**call)) {
                _ = writeln!(breaches, "src/{}:{at}: `{call}`", source.path.display());
            }
        }
    }
    none(&breaches);
}
