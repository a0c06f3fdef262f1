//! The built program, run on folders: what it prints, where, and how it ends.
//!
//! A case is a folder of `tests/cli`: `args` (one argument a line), `input/` (the working folder;
//! an empty one when missing), `stdout`, `stderr` (nothing expected when missing), `status` (0 when
//! missing). `[..]` in an expected line stands for any words. Cases that need more than files are
//! written out below.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn chartpull(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chartpull"));
    command.current_dir(folder).stdin(Stdio::null());
    for name in ["NO_COLOR", "COLUMNS", "TERM"] {
        command.env_remove(name);
    }
    // The state of whoever runs the tests must not be seen by them.
    command.env("XDG_STATE_HOME", "/nowhere");
    command
}

fn run(folder: &Path, args: &[&str]) -> Output {
    let output = chartpull(folder).args(args).output();
    output.expect("the program is built")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("output is UTF-8")
}

/// True when `line` is `pattern` with any words for each `[..]`.
fn fits(pattern: &str, line: &str) -> bool {
    let mut parts = pattern.split("[..]");
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = line.strip_prefix(first) else {
        return false;
    };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else {
        return rest.is_empty();
    };
    for part in middle {
        let Some(at) = rest.find(part) else {
            return false;
        };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

fn differences(what: &str, expected: &str, actual: &str) -> Option<String> {
    let fit = expected.lines().count() == actual.lines().count()
        && expected
            .lines()
            .zip(actual.lines())
            .all(|(e, a)| fits(e, a));
    (!fit).then(|| format!("{what}, expected:\n{expected}\nactual:\n{actual}\n"))
}

/// What is wrong with the case in `folder`; empty when all is well.
fn check(folder: &Path) -> String {
    let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap_or_default();
    let args = read("args");
    let args: Vec<&str> = args.lines().collect();
    let empty = tempfile::tempdir().expect("a temporary folder");
    let input = folder.join("input");
    let output = run(if input.is_dir() { &input } else { empty.path() }, &args);
    let status = read("status").trim().parse().unwrap_or(0);
    let mut wrong: Vec<String> = [
        differences("stdout", &read("stdout"), text(&output.stdout)),
        differences("stderr", &read("stderr"), text(&output.stderr)),
    ]
    .into_iter()
    .flatten()
    .collect();
    if output.status.code() != Some(status) {
        wrong.push(format!(
            "status, expected {status}, actual {}\n",
            output.status
        ));
    }
    wrong.concat()
}

fn cases() -> Vec<PathBuf> {
    let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli");
    let entries = fs::read_dir(all).expect("the cases are beside this file");
    let mut cases: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    cases.retain(|case| case.join("args").is_file());
    cases.sort();
    cases
}

#[test]
fn every_case_prints_and_ends_as_written() {
    let cases = cases();
    assert!(!cases.is_empty());
    let wrong: Vec<String> = cases
        .iter()
        .map(|case| (case, check(case)))
        .filter(|(_, wrong)| !wrong.is_empty())
        .map(|(case, wrong)| format!("== {}\n{wrong}", case.display()))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_pattern_language_of_the_cases_is_what_it_says() {
    assert!(fits("a [..] c", "a b c") && fits("[..]", "") && fits("a", "a"));
    assert!(fits("[..]:1:[..]: x", "f:1:2: x"));
    assert!(!fits("a", "ab") && !fits("a [..] c", "a b d") && !fits("[..]b[..]c", "ac"));
}

/// A folder of `n` small notes.
fn folder_of(n: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for number in 0..n {
        let note = "Patient: Rowe, Ann\nDOS 03/04/2025\nP: 97530 x 2, ther act.\n";
        let path = folder.path().join(format!("note-{number:05}.txt"));
        fs::write(path, note).expect("the temporary folder can be written to");
    }
    folder
}

#[test]
fn a_reader_that_goes_away_ends_it_quietly() {
    for format in ["jsonl", "json", "text"] {
        let folder = folder_of(400);
        let mut child = chartpull(folder.path())
            .args([
                "scan",
                "--format",
                format,
                "--fail-on",
                "never",
                "--verbose",
            ])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program is built");
        drop(child.stdout.take());
        let mut stderr = String::new();
        let pipe = child.stderr.as_mut().expect("standard error is piped");
        pipe.read_to_string(&mut stderr).expect("it is UTF-8");
        let status = child.wait().expect("it ends");
        assert_eq!((status.code(), stderr.as_str()), (Some(0), ""), "{format}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_and_is_no_success() {
    let folder = folder_of(400);
    let full = fs::File::create("/dev/full").expect("Linux has it");
    let output = chartpull(folder.path())
        .args(["scan", "--format", "jsonl"])
        .stdout(full)
        .output()
        .expect("the program is built");
    let expected = "chartpull: cannot write to standard output: No space left on device";
    assert!(text(&output.stderr).starts_with(expected));
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_pipe_gets_no_colour_and_no_progress() {
    let folder = folder_of(3);
    let output = run(folder.path(), &["scan", "--verbose"]);
    assert!(!text(&output.stdout).contains('\x1b'));
    assert_eq!(text(&output.stderr), "");
}

#[test]
fn any_number_of_workers_gives_the_same_bytes() {
    let folder = folder_of(60);
    for format in ["jsonl", "json", "text"] {
        let scan = |jobs| run(folder.path(), &["scan", "--format", format, "--jobs", jobs]).stdout;
        let one = scan("1");
        assert!(!one.is_empty());
        assert!(one == scan("8") && one == scan("1"), "{format}");
    }
}

#[test]
fn the_file_to_start_from_can_be_used_at_once() {
    let folder = folder_of(1);
    let starter = run(folder.path(), &["rules", "init"]).stdout;
    assert!(!starter.is_empty());
    fs::write(folder.path().join("mine.yaml"), starter).expect("it can be written to");
    let check = run(folder.path(), &["rules", "check", "mine.yaml"]);
    assert_eq!((check.status.code(), text(&check.stderr)), (Some(0), ""));
}

#[test]
fn rules_can_be_listed_explained_and_described() {
    let folder = folder_of(0);
    let list = run(folder.path(), &["rules", "list"]).stdout;
    let ids: Vec<&str> = text(&list)
        .lines()
        .filter_map(|line| line.split(' ').next())
        .collect();
    assert!(ids.contains(&"contact.missing"));
    for id in ids {
        let page = run(folder.path(), &["rules", "explain", id]);
        assert!(text(&page.stdout).contains(&format!("[{id}]: ")));
        assert!(text(&page.stdout).contains("  rests on  "), "{id}");
    }
    let schema = run(folder.path(), &["rules", "schema"]).stdout;
    let schema: serde_json::Value = serde_json::from_slice(&schema).expect("it is JSON");
    assert_eq!(schema["type"], "object");
}

#[cfg(unix)]
#[test]
#[expect(clippy::print_stdout, reason = "a skipped test must say so")]
fn what_may_not_be_read_is_told() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    let folder = folder_of(1);
    let mode = |path: &Path, mode| {
        let set = fs::set_permissions(path, fs::Permissions::from_mode(mode));
        set.expect("the folder is ours");
    };
    mode(folder.path(), 0o755);
    let locked = folder.path().join("locked");
    fs::create_dir(&locked).expect("the temporary folder can be written to");
    mode(&locked, 0o000);
    // A privileged user may read everything, so the program runs as nobody then.
    let privileged = fs::read_dir(&locked).is_ok();
    let run = |args: &[&str]| {
        let mut command = chartpull(folder.path());
        if privileged {
            command.uid(65_534).gid(65_534);
        }
        command.args(args).output()
    };
    let whole = run(&["scan", "--format", "jsonl", "--fail-on", "never"]);
    let alone = run(&["scan", "locked"]);
    mode(&locked, 0o700);
    let (Ok(whole), Ok(alone)) = (whole, alone) else {
        println!("skipped: no other user can run the program");
        return;
    };
    let row = r#"{"schema":1,"path":"locked","error":{"kind":"permission""#;
    assert_eq!(whole.status.code(), Some(3));
    assert!(text(&whole.stdout).contains(row));
    assert_eq!(alone.status.code(), Some(2));
    assert!(text(&alone.stderr).starts_with("chartpull: cannot open locked: Permission denied"));
}
