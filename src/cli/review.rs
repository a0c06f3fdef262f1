//! `chartpull [DIR]`: the browser.

use std::io::IsTerminal;
use std::path::Path;

use anyhow::bail;

use super::args::Common;
use super::exit::Exit;
use super::setup;

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
    _ = profile;
    bail!("the browser is not part of this build");
}
