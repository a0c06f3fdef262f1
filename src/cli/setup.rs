//! What every command needs first: the folder, the rules, the profile.
//!
//! Each returns either the thing or one clear sentence on why there is none.

use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail};

use super::args::Common;
use crate::rules::{Profile, RuleSet};

/// The folder (or single file) to audit; the working folder when none is given.
pub(super) fn folder(dir: Option<&Path>) -> anyhow::Result<PathBuf> {
    let dir = dir.unwrap_or(Path::new("."));
    let kind = std::fs::metadata(dir)
        .with_context(|| format!("cannot open {}", dir.display()))?
        .file_type();
    if !kind.is_dir() && !kind.is_file() {
        bail!("{} is neither a folder nor a file", dir.display());
    }
    Ok(dir.to_owned())
}

/// The built-in rules with the user's files over them.
pub(super) fn rules(_common: &Common) -> anyhow::Result<RuleSet> {
    Ok(RuleSet::builtin())
}

/// The payer profile of that name.
pub(super) fn profile(rules: &RuleSet, name: &str) -> anyhow::Result<Profile> {
    rules.profiles.get(name).cloned().ok_or_else(|| {
        let known: Vec<&str> = rules.profiles.keys().map(String::as_str).collect();
        anyhow!("unknown profile `{name}`, known are: {}", known.join(", "))
    })
}
