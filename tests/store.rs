//! The journal under other processes: a second copy, a kill in mid-work, a full disk.
//!
//! The other process is this test program itself, started anew with [`CHILD`] set, so that only the
//! test `child` does anything in it.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use chartpull::decision::{Action, Anchor, Decision, Target, VisitKey};
use chartpull::store::{Ledger, Opened, Store, StoreOptions, verify};

/// Names the audited folder to the child.
const CHILD: &str = "CHARTPULL_TEST_STORE_CHILD";
const TIME: &str = "2025-03-04T10:00:00Z";

fn open(root: &Path) -> (Store, Opened) {
    let options = StoreOptions {
        root: root.to_owned(),
        reviewer: "k.osei".to_owned(),
        rules_hash: "r1".to_owned(),
        ..StoreOptions::default()
    };
    Store::open(&options).expect("the journal opens")
}

fn comment(nth: usize) -> Decision {
    let key = VisitKey {
        path: "x.txt".to_owned(),
        visit: 1,
    };
    Decision {
        anchor: Anchor {
            key,
            date: None,
            text_hash: "t".to_owned(),
            passage: String::new(),
        },
        target: Target::Visit,
        action: Action::Comment {
            text: format!("comment {nth} {}", "and so on ".repeat(nth % 40)),
        },
        group: None,
    }
}

/// Adds comments without end and says after each that it is saved; stops with words when the
/// journal refuses, and then waits to be told to go.
#[test]
fn child() {
    let Some(root) = std::env::var_os(CHILD) else {
        return;
    };
    let (mut store, opened) = open(Path::new(&root));
    let mut out = std::io::stdout();
    let mut say = |words: String| {
        out.write_all(words.as_bytes())
            .and_then(|()| out.flush())
            .expect("the parent listens");
    };
    say(format!("\nopen {}\n", opened.read_only.unwrap_or_default()));
    for nth in 1..100_000 {
        match store.append(TIME, comment(nth)) {
            Ok(entry) => say(format!("saved {}\n", entry.seq)),
            Err(error) => {
                say(format!("refused {error}\n"));
                break;
            }
        }
    }
    let _ = std::io::stdin().read(&mut [0]);
}

/// The command that runs [`child`] on `root`, through `shell` when given (its `$@` is the program).
fn command(root: &Path, shell: Option<&str>) -> Command {
    let program = std::env::current_exe().expect("this program has a path");
    let mut command = match shell {
        None => Command::new(program),
        Some(script) => {
            let mut command = Command::new("sh");
            command.args(["-c", script, "sh"]).arg(program);
            command
        }
    };
    command
        .args(["--exact", "child", "--nocapture", "--test-threads=1"])
        .env(CHILD, root)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    command
}

fn start(mut command: Command) -> (Child, BufReader<ChildStdout>) {
    let mut child = command.spawn().expect("starts");
    let out = child.stdout.take().expect("is piped");
    (child, BufReader::new(out))
}

/// The rest of the next line of the child that begins with `word`; `None` when it ends before.
fn next(out: &mut BufReader<ChildStdout>, word: &str) -> Option<String> {
    let mut line = String::new();
    while out.read_line(&mut line).expect("can be read") > 0 {
        if let Some(rest) = line.strip_prefix(word) {
            return Some(rest.trim().to_owned());
        }
        line.clear();
    }
    None
}

#[test]
fn a_kill_right_after_a_decision_loses_nothing() {
    for n_saved in [1, 2, 7, 40] {
        let root = tempfile::tempdir().expect("a temporary folder");
        let (mut child, mut out) = start(command(root.path(), None));
        let mut last = 0;
        for _ in 0..n_saved {
            let saved = next(&mut out, "saved ").expect("it saves");
            last = saved.parse().expect("a number");
        }
        // SIGKILL on Unix: nothing of the child runs after it.
        child.kill().expect("can be killed");
        child.wait().expect("ends");
        while let Some(saved) = next(&mut out, "saved ") {
            last = saved.parse().expect("a number");
        }

        let (mut store, opened) = open(root.path());
        assert_eq!(opened.read_only, None, "the lock went with the process");
        assert!(store.entries().len() as u64 >= last);
        let n_before = store.entries().len();
        store.append(TIME, comment(0)).expect("goes on");
        let report = verify(store.path()).expect("can be read");
        assert!(report.is_sound());
        assert_eq!(report.n_lines, n_before as u64 + 1);
        let ledger = Ledger::replay(store.entries());
        let (_, visit) = ledger.visits().next().expect("one visit");
        assert_eq!(visit.comments.len(), n_before + 1);
    }
}

#[test]
fn a_second_process_looks_and_does_not_decide() {
    let root = tempfile::tempdir().expect("a temporary folder");
    let (mut store, _) = open(root.path());
    store.append(TIME, comment(1)).expect("is added");
    let (mut child, mut out) = start(command(root.path(), None));
    let told = next(&mut out, "open ").expect("it opens");
    let me = format!("another chartpull (process {})", std::process::id());
    assert!(told.starts_with(&me), "{told}");
    let refused = next(&mut out, "refused ").expect("it refuses");
    assert!(
        refused.starts_with("decisions cannot be saved: another chartpull"),
        "{refused}"
    );
    store.append(TIME, comment(2)).expect("the first goes on");
    child.kill().expect("can be killed");
    child.wait().expect("ends");
    assert!(verify(store.path()).expect("can be read").is_sound());
}

/// A limit on the size of files makes a write fail in the middle, as a full disk does.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_whole_lines_only() {
    let root = tempfile::tempdir().expect("a temporary folder");
    let limited = "trap '' XFSZ; ulimit -f 8; exec \"$@\"";
    let (mut child, mut out) = start(command(root.path(), Some(limited)));
    let refused = next(&mut out, "refused ").expect("the limit is reached");
    assert!(
        refused.starts_with("cannot add a decision to the journal `"),
        "{refused}"
    );
    let path = root.path().join(".chartpull/decisions/k.osei.jsonl");
    let report = verify(&path).expect("can be read");
    assert!(
        report.is_sound() && report.n_lines > 1,
        "cut back while the child still runs"
    );
    child.kill().expect("can be killed");
    child.wait().expect("ends");

    let len = fs::metadata(&path).expect("is there").len();
    let (mut store, opened) = open(root.path());
    assert_eq!(
        (opened.repaired, store.entries().len() as u64),
        (None, report.n_lines)
    );
    store
        .append(TIME, comment(0))
        .expect("goes on where there is room");
    assert!(fs::metadata(&path).expect("is there").len() > len);
}
