//! `chartpull log`: tell the decisions of an audit in words, and prove that no line was altered.
//!
//! Reads journals without locking or changing them, so it can be used while the browser is open.
//! Also knows who the reviewer is and where the user's own state lies, which `store` must be told.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use super::args::{Common, Log};
use super::exit::Exit;
use super::{output, setup};
use crate::decision::Action;
use crate::store::{self, Entry, Journal, Ledger, StoreOptions};

/// Which journals to look at.
pub struct LogOptions {
    /// The audited folder, a note file in it, or one journal.
    pub root: PathBuf,
    /// Folder that was named with `--state`.
    pub state: Option<PathBuf>,
    /// The user's own state folder for this program.
    pub user_state: Option<PathBuf>,
    /// Only this reviewer's.
    pub reviewer: Option<String>,
}

/// Runs the subcommand.
pub(super) fn run(command: &Log, common: &Common) -> anyhow::Result<Exit> {
    let (Log::Show { dir } | Log::Verify { dir }) = command;
    let options = LogOptions {
        root: setup::folder(dir.as_deref())?,
        state: common.state.clone(),
        user_state: user_state(),
        reviewer: common.reviewer.clone(),
    };
    let mut text = Vec::new();
    let exit = match command {
        Log::Show { .. } => show(&options, &mut text)?,
        Log::Verify { .. } => verify(&options, &mut text)?,
    };
    output::print(&String::from_utf8_lossy(&text))?;
    Ok(exit)
}

/// What opens the journal of the reviewer (by default the one who is logged in) for the audit of
/// `root`.
pub fn store_options(
    root: &Path,
    state: Option<&Path>,
    reviewer: Option<&str>,
    rules_hash: &str,
) -> StoreOptions {
    StoreOptions {
        root: root.to_owned(),
        state: state.map(Path::to_owned),
        user_state: user_state(),
        reviewer: reviewer.map_or_else(login_name, str::to_owned),
        rules_hash: rules_hash.to_owned(),
    }
}

/// Tells every decision in words, the reviewers one after the other. [`Exit::Found`] when a line
/// does not verify: then not everything could be told.
pub fn show(options: &LogOptions, out: &mut dyn Write) -> anyhow::Result<Exit> {
    let mut exit = Exit::Done;
    for (n_shown, journal) in journals(options, out)?.iter().enumerate() {
        if n_shown > 0 {
            writeln!(out)?;
        }
        let (entries, report) = store::read(&journal.path)?;
        let ledger = Ledger::replay(&entries);
        let lines = lines(report.n_lines);
        writeln!(
            out,
            "{}: {lines}, {}",
            journal.reviewer,
            journal.path.display()
        )?;
        for entry in &entries {
            writeln!(out, "{}", told(entry, &ledger))?;
        }
        for fault in &report.faults {
            writeln!(out, "{fault}")?;
            exit = Exit::Found;
        }
    }
    Ok(exit)
}

/// Says of each journal whether it is unbroken, and names every line that is not as it was
/// written. [`Exit::Found`] when there is one.
pub fn verify(options: &LogOptions, out: &mut dyn Write) -> anyhow::Result<Exit> {
    let mut exit = Exit::Done;
    for journal in journals(options, out)? {
        let report = store::verify(&journal.path)?;
        let place = format!(
            "{}: {}, {}",
            journal.reviewer,
            lines(report.n_lines),
            journal.path.display()
        );
        if report.is_sound() {
            writeln!(out, "{place}\nunbroken, last hash {}", report.head)?;
        } else {
            writeln!(out, "{place}\nbroken")?;
            for fault in &report.faults {
                writeln!(out, "{fault}")?;
            }
            exit = Exit::Found;
        }
    }
    Ok(exit)
}

/// One line of `log show`: number, time, words, and whether the decision still counts.
fn told(entry: &Entry, ledger: &Ledger) -> String {
    let counter = matches!(
        entry.decision.action,
        Action::Undo { .. } | Action::Redo { .. }
    );
    let back = if counter || ledger.counts(entry.seq) {
        ""
    } else {
        " (taken back)"
    };
    format!(
        "{:>5}  {}  {}{back}",
        entry.seq,
        store::harmless(&entry.time),
        store::words(entry)
    )
}

fn lines(n_lines: u64) -> String {
    format!("{n_lines} {}", if n_lines == 1 { "line" } else { "lines" })
}

/// The journals to look at; says so when there is none, which is an error only when one reviewer
/// was asked for.
fn journals(options: &LogOptions, out: &mut dyn Write) -> anyhow::Result<Vec<Journal>> {
    let LogOptions {
        root,
        state,
        user_state,
        reviewer,
    } = options;
    let mut found = store::journals(root, state.as_deref(), user_state.as_deref())
        .with_context(|| format!("cannot look for journals of {}", root.display()))?;
    if let Some(reviewer) = reviewer {
        found.retain(|journal| journal.is_of(reviewer));
        if found.is_empty() {
            bail!("no decisions of `{reviewer}` in {}", root.display());
        }
    } else if found.is_empty() {
        writeln!(out, "no decisions in {}", root.display())?;
    }
    Ok(found)
}

/// The user's own state folder for this program: `XDG_STATE_HOME`, else the usual places.
fn user_state() -> Option<PathBuf> {
    let folder = |name| {
        std::env::var_os(name)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    folder("XDG_STATE_HOME")
        .or_else(|| folder("HOME").map(|home| home.join(".local/state")))
        .or_else(|| folder("LOCALAPPDATA"))
        .map(|state| state.join("chartpull"))
}

/// The name the reviewer is logged in with.
fn login_name() -> String {
    let name = |name| {
        std::env::var(name)
            .ok()
            .filter(|value| !value.trim().is_empty())
    };
    name("USER")
        .or_else(|| name("LOGNAME"))
        .or_else(|| name("USERNAME"))
        .unwrap_or_else(|| "reviewer".to_owned())
}
