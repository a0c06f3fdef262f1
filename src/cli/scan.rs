//! `chartpull scan`: check a folder of notes and print what was found.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};

use anyhow::{Context, anyhow};

use super::args::{Common, Scan};
use super::collect::collect;
use super::exit::Exit;
use super::progress::Progress;
use super::setup;
use crate::report::{self, Basis, Page, Report};
use crate::rules::{Profile, RuleSet};
use crate::scan::{FileError, FileScan, ScanEvent, ScanOptions};

/// Files larger than this are reported, not read.
const MAX_FILE_BYTES: u64 = 64 << 20;

/// Scans, prints, and says how it ended.
pub(super) fn run(args: &Scan, common: &Common) -> anyhow::Result<Exit> {
    let root = setup::folder(args.dir.as_deref())?;
    let rules = Arc::new(setup::rules(common)?);
    let profile = setup::profile(&rules, &common.profile)?;
    let basis = Basis {
        rules_version: rules.version.clone(),
        rules_hash: rules.hash.clone(),
        profile: profile.name.clone(),
    };
    let options = ScanOptions {
        root,
        jobs: common.jobs.unwrap_or(0),
        rules,
        profile,
        max_file_bytes: MAX_FILE_BYTES,
    };
    let collected = collect(&events(options), basis, &Progress::new(common.quiet));
    print(&collected.report, args, common)?;
    Ok(exit(&collected.report, collected.complete, args))
}

fn print(report: &Report, args: &Scan, common: &Common) -> anyhow::Result<()> {
    let format =
        report::format(&args.format).ok_or_else(|| anyhow!("unknown format `{}`", args.format))?;
    let page = Page {
        width: 80,
        colour: false,
        verbose: common.verbose,
        quiet: common.quiet,
    };
    let mut out = BufWriter::new(std::io::stdout().lock());
    (format.write)(report, &page, &mut |_| None, &mut out)
        .and_then(|()| out.flush())
        .context("cannot write to standard output")
}

fn exit(report: &Report, complete: bool, args: &Scan) -> Exit {
    if !complete {
        Exit::Interrupted
    } else if report.summary.n_unread > 0 {
        Exit::Unread
    } else if report.visits().any(|v| args.fail_on.fails(v.verdict)) {
        Exit::Found
    } else {
        Exit::Done
    }
}

fn events(options: ScanOptions) -> Receiver<ScanEvent> {
    let (send, receive) = sync_channel(64);
    std::thread::spawn(move || {
        let mut files = Vec::new();
        list(&options.root, &mut files);
        files.sort();
        for (order, file) in files.iter().enumerate() {
            let _ = send.send(ScanEvent::File(Box::new(look(
                &options.root,
                file,
                order,
                &options.rules,
                &options.profile,
            ))));
        }
        let _ = send.send(ScanEvent::Done { complete: true });
    });
    receive
}

fn list(dir: &Path, files: &mut Vec<PathBuf>) {
    if dir.is_file() {
        files.push(dir.to_owned());
    }
    for entry in std::fs::read_dir(dir).into_iter().flatten().flatten() {
        list(&entry.path(), files);
    }
}

fn look(root: &Path, file: &Path, order: usize, rules: &RuleSet, profile: &Profile) -> FileScan {
    let path = file
        .strip_prefix(root)
        .unwrap_or(file)
        .to_string_lossy()
        .replace('\\', "/");
    let outcome = std::fs::read(file)
        .map_err(|error| FileError {
            kind: "io",
            message: error.to_string(),
        })
        .and_then(|bytes| {
            let extracted = crate::extract::extract(&path, &bytes).map_err(|error| FileError {
                kind: "binary",
                message: error.to_string(),
            })?;
            let note = crate::visit::NoteFile {
                path: path.clone(),
                format: extracted.format,
                sha256: crate::text::sha256_hex(&bytes),
                text: extracted.text,
                ..Default::default()
            };
            let readings = crate::parse::parse(&note, rules);
            Ok(readings
                .iter()
                .map(|r| crate::engine::check_visit(&note, r, rules, profile))
                .collect())
        });
    FileScan {
        order,
        path,
        n_bytes: 0,
        outcome,
    }
}
