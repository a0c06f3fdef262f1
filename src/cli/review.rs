//! `chartpull [DIR]`: the browser.

use std::io::{self, IsTerminal};
use std::path::Path;
use std::sync::Arc;

use anyhow::bail;

use super::args::Common;
use super::exit::Exit;
use super::{log, setup};
use crate::scan::ScanOptions;
use crate::tui::theme::{Background, Colours};
use crate::tui::{self, Config};

/// Opens the browser on the folder, or the plain review, and says how it ended.
pub(super) fn run(dir: Option<&Path>, plain: bool, common: &Common) -> anyhow::Result<Exit> {
    let root = setup::folder(dir)?;
    let rules = setup::rules(common)?;
    let profile = setup::profile(&rules, &common.profile)?;
    let mut scan = ScanOptions::new(&root, Arc::new(rules), profile);
    scan.jobs = common.jobs.unwrap_or(0);
    let config = config(scan, common);
    if plain {
        tui::plain::run(&config, io::stdin().lock(), io::stdout().lock())?;
        return Ok(Exit::Done);
    }
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        bail!(
            "the browser needs a terminal: use `chartpull scan {0}` in a pipe or a script, or \
             `chartpull review --plain {0}`",
            root.display()
        );
    }
    tui::run(config)?;
    Ok(Exit::Done)
}

/// What the browser must be told of the environment and the clock.
fn config(scan: ScanOptions, common: &Common) -> Config {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place where the browser gets its clock"
    )]
    let now = || jiff::Timestamp::now().to_string();
    let get = |name: &str| std::env::var(name).ok();
    let state = common.state.as_deref();
    let reviewer = common.reviewer.as_deref();
    Config {
        store: log::store_options(&scan.root, state, reviewer, &scan.rules.hash),
        scan,
        colours: if common.no_color {
            Colours::None
        } else {
            Colours::from_env(get)
        },
        background: Background::from_env(get),
        ascii: !speaks_utf8(get),
        masked: false,
        now,
    }
}

/// True when the locale says UTF-8, or says nothing.
fn speaks_utf8(get: impl Fn(&str) -> Option<String>) -> bool {
    let set = |name: &str| get(name).filter(|value| !value.is_empty());
    let locale = set("LC_ALL")
        .or_else(|| set("LC_CTYPE"))
        .or_else(|| set("LANG"));
    locale.is_none_or(|name| {
        let name = name.to_lowercase();
        name.contains("utf-8") || name.contains("utf8")
    })
}
