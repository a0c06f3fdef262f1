//! `chartpull scan`: check a folder of notes and print what was found.

use std::io::{BufWriter, Write};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use anyhow::{Context, anyhow, bail};

use super::args::{Common, Scan};
use super::collect::collect;
use super::exit::Exit;
use super::progress::Progress;
use super::{setup, terminal};
use crate::report::{self, Basis, Page, Report};
use crate::scan::{ScanOptions, read_note};

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
    let mut options = ScanOptions::new(root, rules, profile);
    options.jobs = common.jobs.unwrap_or(0);
    let events = crate::scan::scan(options.clone(), Arc::new(AtomicBool::new(false)));
    let collected = collect(&events, basis, &options.rules, &Progress::new(common.quiet));
    print(&collected.report, &options, args, common)?;
    if collected.complete && collected.report.summary.is_empty() {
        // An audit of nothing must not pass for an audit without findings.
        bail!(
            "no note file in {}: nothing was checked",
            options.root.display()
        );
    }
    Ok(exit(&collected.report, collected.complete, args))
}

fn print(
    report: &Report,
    options: &ScanOptions,
    args: &Scan,
    common: &Common,
) -> anyhow::Result<()> {
    let format =
        report::format(&args.format).ok_or_else(|| anyhow!("unknown format `{}`", args.format))?;
    let page = Page {
        width: terminal::width(),
        colour: terminal::colour(common.no_color),
        verbose: common.verbose,
        quiet: common.quiet,
    };
    // Lines are quoted from the files once more, so that no text is held during the scan.
    let mut sources = |path: &str| read_note(options, path).ok().map(|note| note.text);
    let mut out = BufWriter::new(std::io::stdout().lock());
    (format.write)(report, &page, &mut sources, &mut out)
        .and_then(|()| out.flush())
        .context("cannot write to standard output")
}

fn exit(report: &Report, complete: bool, args: &Scan) -> Exit {
    if !complete {
        Exit::Interrupted
    } else if report.summary.n_unread > 0 {
        Exit::Unread
    } else if report
        .summary
        .verdicts()
        .any(|verdict| args.fail_on.fails(verdict))
    {
        Exit::Found
    } else {
        Exit::Done
    }
}
