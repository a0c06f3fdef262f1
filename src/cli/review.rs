//! `chartpull [DIR]`: the browser.

use std::io::IsTerminal;
use std::path::Path;
use std::sync::Arc;

use anyhow::bail;

use super::args::Common;
use super::exit::Exit;
use super::{log, setup};
use crate::scan::ScanOptions;
use crate::tui::theme::{Background, Colours};
use crate::tui::{self, Config};

/// Opens the browser on the folder and says how it ended.
pub(super) fn run(dir: Option<&Path>, common: &Common) -> anyhow::Result<Exit> {
    let root = setup::folder(dir)?;
    let rules = setup::rules(common)?;
    let profile = setup::profile(&rules, &common.profile)?;
    if !std::io::stdin().is_terminal() || !std::io::stdout().is_terminal() {
        bail!(
            "the browser needs a terminal: use `chartpull scan {}` in a pipe or a script",
            root.display()
        );
    }
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place where the browser gets its clock"
    )]
    let now = || jiff::Timestamp::now().to_string();
    let get = |name: &str| std::env::var(name).ok();
    let mut scan = ScanOptions::new(&root, Arc::new(rules), profile);
    scan.jobs = common.jobs.unwrap_or(0);
    let store = log::store_options(
        &root,
        common.state.as_deref(),
        common.reviewer.as_deref(),
        &scan.rules.hash,
    );
    tui::run(Config {
        scan,
        store,
        colours: if common.no_color {
            Colours::None
        } else {
            Colours::from_env(get)
        },
        background: Background::from_env(get),
        ascii: !speaks_utf8(get),
        masked: false,
        now,
    })?;
    Ok(Exit::Done)
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
