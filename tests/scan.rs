//! Whole scans of folders made on the spot: every entry gives a row, the same rows with any number
//! of workers, and nothing that lies in a folder stops a scan.

#![allow(clippy::print_stderr, reason = "a skipped test says so")]

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};

use chartpull::rules::{Profile, RuleSet};
use chartpull::scan::{FileError, FileScan, ScanEvent, ScanOptions, read_note, scan, scan_sorted};
use tempfile::TempDir;

fn options(root: &Path, jobs: usize) -> ScanOptions {
    static RULES: LazyLock<Arc<RuleSet>> = LazyLock::new(|| Arc::new(RuleSet::builtin()));
    ScanOptions {
        jobs,
        ..ScanOptions::new(root, Arc::clone(&RULES), Profile::default())
    }
}

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, bytes) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("inside the folder")).expect("made");
        fs::write(path, bytes).expect("written");
    }
    folder
}

/// The rows of a scan in walk order; the scan must have been complete.
fn rows(options: &ScanOptions) -> Vec<FileScan> {
    let mut rows: Vec<FileScan> = Vec::new();
    let mut complete = false;
    let mut counted = None;
    for event in scan_sorted(options.clone(), Arc::default()) {
        match event {
            ScanEvent::File(file) => rows.push(*file),
            ScanEvent::Counted { n_files, .. } => counted = Some(n_files),
            ScanEvent::Done {
                complete: is_complete,
            } => complete = is_complete,
            ScanEvent::Clones(_) => {}
        }
    }
    assert!(complete);
    assert_eq!(counted, Some(rows.len()));
    assert!(
        rows.iter()
            .enumerate()
            .all(|(place, row)| row.order == place)
    );
    rows
}

fn are_equal(these: &[FileScan], those: &[FileScan]) -> bool {
    let all = |rows: &[FileScan]| -> Vec<_> {
        let plain = |row: &FileScan| {
            (
                row.order,
                row.path.clone(),
                row.n_bytes,
                row.outcome.clone(),
            )
        };
        rows.iter().map(plain).collect()
    };
    all(these) == all(those)
}

/// `path: kind` for each row, `path: read` for a note.
fn summary(options: &ScanOptions) -> Vec<String> {
    let say = |row: FileScan| match row.outcome {
        Ok(_) => format!("{}: read", row.path),
        Err(error) => format!("{}: {}", row.path, error.kind),
    };
    rows(options).into_iter().map(say).collect()
}

const NOTE: &[u8] = b"Patient: Lee, Ann\nDate: 2025-03-04\nS: pain 5/10\nO: gait steady\n";

#[test]
fn every_entry_is_a_row_in_the_order_of_its_path() {
    let folder = folder(&[
        ("b.txt", NOTE),
        ("a/z.md", NOTE),
        ("a.txt", NOTE),
        ("a-b.txt", NOTE),
        ("claims.csv", b"claim,code\n"),
        (".DS_Store", b"\0\0\0\x01Bud1"),
        (".chartpull/decisions/me.jsonl", b"{}"),
        (".git/config", b"[core]"),
        (".hidden.txt", NOTE),
        ("~$note.docx", b"x"),
        ("note.txt~", NOTE),
        ("empty.txt", b""),
        ("scan.pdf", b"%PDF-1.4"),
        ("__MACOSX/._b.txt", b"x"),
    ]);
    let expected = [
        ".DS_Store: system-file",
        ".git: hidden",
        ".hidden.txt: hidden",
        "__MACOSX: system-file",
        "a-b.txt: read",
        "a.txt: read",
        "a/z.md: read",
        "b.txt: read",
        "claims.csv: not-a-note",
        "empty.txt: empty",
        "note.txt~: system-file",
        "scan.pdf: unsupported-format",
        "~$note.docx: system-file",
    ];
    assert_eq!(summary(&options(folder.path(), 2)), expected);
}

#[test]
fn a_single_file_is_a_root_and_a_missing_one_is_told() {
    let folder = folder(&[(".note.txt", NOTE)]);
    let file = options(&folder.path().join(".note.txt"), 1);
    assert_eq!(
        summary(&file),
        [".note.txt: read"],
        "a file that was named is read"
    );
    assert_eq!(
        read_note(&file, ".note.txt").expect("read").text.as_bytes(),
        NOTE
    );
    assert_eq!(
        summary(&options(&folder.path().join("gone"), 1)),
        ["gone: vanished"]
    );
    let empty = tempfile::tempdir().expect("a temporary folder");
    assert!(rows(&options(empty.path(), 1)).is_empty());
}

#[test]
fn files_over_the_limit_are_told_and_not_read() {
    let folder = folder(&[("big.txt", &[b'x'; 101]), ("fits.txt", &[b'x'; 100])]);
    let small = ScanOptions {
        max_file_bytes: 100,
        ..options(folder.path(), 1)
    };
    assert_eq!(summary(&small), ["big.txt: too-large", "fits.txt: read"]);
    assert_eq!(
        read_note(&small, "big.txt")
            .map_err(|error| error.kind)
            .err(),
        Some("too-large")
    );
    // A sparse file of 1 TiB: reading it whole would never end.
    let huge = fs::File::create(folder.path().join("huge.txt")).expect("made");
    if huge.set_len(1 << 40).is_ok() {
        assert!(summary(&options(folder.path(), 1)).contains(&"huge.txt: too-large".to_owned()));
    }
}

#[test]
fn rows_are_equal_for_any_number_of_workers() {
    let names: Vec<String> = (0..700)
        .map(|n| format!("p{}/visit {n}.txt", n % 7))
        .collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), NOTE)).collect();
    let folder = folder(&files);
    let one = rows(&options(folder.path(), 1));
    for jobs in [2, 8, 0] {
        assert!(
            are_equal(&one, &rows(&options(folder.path(), jobs))),
            "{jobs} workers"
        );
    }
}

#[test]
fn a_cancelled_scan_ends_and_says_so() {
    let names: Vec<String> = (0..2000).map(|n| format!("{n}.txt")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), NOTE)).collect();
    let folder = folder(&files);
    let cancel = Arc::new(AtomicBool::new(false));
    let events = scan(options(folder.path(), 8), Arc::clone(&cancel));
    assert!(matches!(
        events.recv(),
        Ok(ScanEvent::File(_) | ScanEvent::Counted { .. })
    ));
    cancel.store(true, Ordering::Relaxed);
    let rest: Vec<ScanEvent> = events.iter().collect();
    assert!(matches!(
        rest.last(),
        Some(ScanEvent::Done { complete: false })
    ));
    assert!(rest.len() < 2000);
    // A consumer that leaves must not leave threads waiting: the folder can be deleted at once.
    let events = scan_sorted(options(folder.path(), 8), Arc::default());
    drop(events);
}

#[test]
fn files_that_vanish_or_change_midway_still_give_one_row_each() {
    let names: Vec<String> = (0..1500).map(|n| format!("{n:04}.txt")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), NOTE)).collect();
    let folder = folder(&files);
    let mut rows = 0;
    for event in scan(options(folder.path(), 2), Arc::default()) {
        let ScanEvent::File(row) = event else {
            continue;
        };
        if rows == 0 {
            // The events are bounded, so most files are still to be read.
            for name in &names[1000..] {
                fs::remove_file(folder.path().join(name)).expect("removed");
            }
            fs::write(folder.path().join("0999.txt"), b"").expect("emptied");
        }
        rows += 1;
        let may_vanish = row.path.as_str() >= "0999.txt";
        let kind = kind(row.outcome.map(|_| ()));
        assert!(
            kind == "read" || (may_vanish && ["vanished", "empty"].contains(&kind)),
            "{kind}"
        );
    }
    assert_eq!(rows, names.len());
}

/// Input that is public and hostile, or ordinary but of formats without a reader. Kept beside the
/// project, not in it.
fn corpus(name: &str) -> Option<std::path::PathBuf> {
    let beside = ["../shared/corpus", "../../shared/corpus"];
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let found = beside
        .iter()
        .map(|path| root.join(path).join(name))
        .find(|path| path.is_dir());
    if found.is_none() {
        eprintln!("skipped: no corpus `{name}` beside the project");
    }
    found
}

fn n_files_below(folder: &Path) -> usize {
    let entries = fs::read_dir(folder)
        .expect("listed")
        .map(|entry| entry.expect("an entry").path());
    entries
        .map(|path| {
            if path.is_dir() {
                n_files_below(&path)
            } else {
                1
            }
        })
        .sum()
}

#[test]
fn hostile_and_foreign_files_each_give_a_row() {
    for name in ["hostile", "formats"] {
        let Some(folder) = corpus(name) else { continue };
        let one = rows(&options(&folder, 1));
        assert_eq!(one.len(), n_files_below(&folder));
        for row in &one {
            let ending = row.path.rsplit('.').next().unwrap_or_default();
            let kind = kind(row.outcome.as_ref().map(|_| ()).map_err(Clone::clone));
            assert_ne!(kind, "panic", "{}", row.path);
            if ["txt", "md"].contains(&ending) {
                continue;
            }
            assert_ne!(kind, "read", "{}: no reader for it yet", row.path);
        }
        assert!(
            are_equal(&one, &rows(&options(&folder, 8))),
            "1 and 8 workers"
        );
    }
}

#[test]
fn hostile_text_is_read_and_disarmed() {
    let Some(folder) = corpus("hostile") else {
        return;
    };
    let read = |path: &str| read_note(&options(&folder, 1), path);
    for path in [
        "blns.txt",
        "made/ansi-escapes.txt",
        "made/bidi-zero-width.txt",
        "made/cr-only.txt",
        "made/invalid-utf8.txt",
        "made/name with spaces & 'quotes' (1).txt",
        "made/nul-bytes.txt",
        "made/one-line-120k.txt",
        "made/utf16be-nobom.txt",
        "made/utf16le-bom.txt",
        "made/utf8-bom-crlf.txt",
        "made/windows-1252.txt",
    ] {
        let note = read(path).expect(path);
        assert!(
            !note.text.chars().any(chartpull::extract::is_harmful),
            "{path}"
        );
    }
    let lines = |path: &str| read(path).expect(path).text.lines().count();
    assert_eq!(
        lines("made/cr-only.txt"),
        3,
        "two line ends of the old kind"
    );
    assert!(
        read("made/utf16be-nobom.txt")
            .expect("read")
            .text
            .contains("patient")
    );
    let typographic = read("made/windows-1252.txt").expect("read").text;
    assert!(typographic.starts_with("Patient’s ROM improved – 15° gain… “tolerated well”."));
    assert_eq!(
        kind(read("made/pdf-named.txt").map(|_| ())),
        "unsupported-format"
    );
    for path in ["made/empty.txt", "made/whitespace-only.txt"] {
        assert_eq!(kind(read(path).map(|_| ())), "empty");
    }
}

#[test]
fn hashes_sizes_and_text_are_those_of_the_bytes_read() {
    let folder = folder(&[("n.txt", "\u{feff}ROM 95°\u{1b}[2J\r\n".as_bytes())]);
    let note = read_note(&options(folder.path(), 1), "n.txt").expect("read");
    assert_eq!(note.text, "   ROM 95°?[2J\r\n");
    assert_eq!(note.n_bytes, note.text.len() as u64);
    // sha256sum of those bytes.
    let expected =
        chartpull::text::sha256_hex(&fs::read(folder.path().join("n.txt")).expect("read"));
    assert_eq!(note.sha256, expected);
}

#[test]
fn a_note_is_read_only_from_inside_the_root() {
    let outside = folder(&[("secret.txt", NOTE)]);
    let folder = folder(&[("in/n.txt", NOTE), ("m.txt", NOTE)]);
    let inside = options(&folder.path().join("in"), 1);
    let secret = outside.path().join("secret.txt");
    for path in [
        "../m.txt",
        "..",
        "",
        "/etc/hostname",
        "n.txt/../../m.txt",
        secret.to_str().expect("UTF-8"),
    ] {
        let error = read_note(&inside, path).map(|_| ()).expect_err(path);
        assert_eq!(error.kind, "outside", "{path}");
    }
    assert!(read_note(&inside, "n.txt").is_ok());
    assert_eq!(kind(read_note(&inside, "gone.txt").map(|_| ())), "vanished");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(outside.path(), folder.path().join("in/out")).expect("linked");
        assert_eq!(
            kind(read_note(&inside, "out/secret.txt").map(|_| ())),
            "outside"
        );
    }
}

fn kind(outcome: Result<(), FileError>) -> &'static str {
    outcome.err().map_or("read", |error| error.kind)
}

#[cfg(unix)]
mod unix {
    //! What only a Unix file system can hold.

    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    use std::os::unix::net::UnixListener;

    use super::{NOTE, fs, kind, options, read_note, rows, summary};

    #[test]
    fn links_are_told_and_never_followed() {
        let folder = super::folder(&[("a/n.txt", NOTE)]);
        let root = folder.path();
        symlink(root, root.join("a/up")).expect("linked");
        symlink(root.join("a/n.txt"), root.join("l.txt")).expect("linked");
        symlink(root.join("nowhere"), root.join("m.txt")).expect("linked");
        symlink(root.join("self"), root.join("self")).expect("linked");
        let expected = [
            "a/n.txt: read",
            "a/up: loop",
            "l.txt: link",
            "m.txt: link",
            "self: link",
        ];
        assert_eq!(summary(&options(root, 2)), expected);
        // The root itself may be a link: the user named it.
        let beside = tempfile::tempdir().expect("a temporary folder");
        symlink(root.join("a"), beside.path().join("here")).expect("linked");
        let expected = ["n.txt: read", "up: loop"];
        assert_eq!(summary(&options(&beside.path().join("here"), 1)), expected);
    }

    #[test]
    fn names_that_would_harm_a_terminal_are_escaped_and_still_open() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let long = "x".repeat(251) + ".txt";
        for name in [
            b"a\nb.txt".as_slice(),
            b"caf\xe9.txt",
            b"\x1b[2J.txt",
            "\u{202e}txt.exe.txt".as_bytes(),
            long.as_bytes(),
        ] {
            fs::write(folder.path().join(OsStr::from_bytes(name)), NOTE).expect("written");
        }
        let scanned = options(folder.path(), 2);
        let rows = rows(&scanned);
        let shown: Vec<&str> = rows.iter().map(|row| row.path.as_str()).collect();
        let expected = [
            "\\u{1b}[2J.txt",
            "a\\u{a}b.txt",
            "caf\\xe9.txt",
            &long,
            "\\u{202e}txt.exe.txt",
        ];
        assert_eq!(shown, expected);
        for row in &rows {
            assert!(row.outcome.is_ok());
            assert_eq!(
                read_note(&scanned, &row.path)
                    .expect("found again")
                    .text
                    .as_bytes(),
                NOTE
            );
        }
    }

    #[test]
    fn pipes_sockets_and_devices_are_told_and_never_opened() {
        let folder = super::folder(&[("n.txt", NOTE)]);
        let _socket = UnixListener::bind(folder.path().join("s.txt")).expect("bound");
        let made = std::process::Command::new("mkfifo")
            .arg(folder.path().join("p.txt"))
            .status();
        let rows = summary(&options(folder.path(), 1));
        assert!(rows.contains(&"s.txt: not-a-file".to_owned()));
        assert_eq!(
            kind(read_note(&options(folder.path(), 1), "s.txt").map(|_| ())),
            "not-a-file"
        );
        if made.is_ok_and(|status| status.success()) {
            assert!(rows.contains(&"p.txt: not-a-file".to_owned()));
            assert_eq!(
                kind(read_note(&options(folder.path(), 1), "p.txt").map(|_| ())),
                "not-a-file"
            );
        }
    }

    #[test]
    fn unreadable_files_and_folders_are_rows() {
        let folder = super::folder(&[("closed/n.txt", NOTE), ("n.txt", NOTE), ("o.txt", NOTE)]);
        let root = folder.path();
        let close = |path: &str, mode| {
            fs::set_permissions(root.join(path), fs::Permissions::from_mode(mode))
        };
        close("closed", 0o000).expect("closed");
        close("n.txt", 0o000).expect("closed");
        // The superuser may read everything; then there is nothing to see here.
        let may_read_all = fs::read_dir(root.join("closed")).is_ok();
        let rows = summary(&options(root, 1));
        close("closed", 0o755).expect("opened");
        if may_read_all {
            return eprintln!("skipped: this user may read every file");
        }
        assert_eq!(
            rows,
            ["closed: permission", "n.txt: permission", "o.txt: read"]
        );
    }

    #[test]
    fn a_path_too_deep_for_the_system_does_not_end_the_scan() {
        let folder = super::folder(&[("z.txt", NOTE)]);
        let deep = "d".repeat(200);
        // Made from within, since no single call takes a path of this length.
        let script = format!(
            "for n in $(seq 30); do mkdir {deep} && cd -P {deep} || exit 1; done; echo x > n.txt"
        );
        let made = std::process::Command::new("sh")
            .arg("-c")
            .arg(script)
            .current_dir(folder.path())
            .status();
        assert!(made.is_ok());
        let rows = rows(&options(folder.path(), 2));
        assert_eq!(rows.last().map(|row| row.path.as_str()), Some("z.txt"));
        assert!(rows.len() >= 2, "the deep folder is told of");
        std::process::Command::new("rm")
            .arg("-rf")
            .arg(folder.path().join(&deep))
            .status()
            .expect("removed");
    }
}
