//! What every command needs first: the folder, the rules, the profile.
//!
//! Each returns either the thing or one clear sentence on why there is none.

use std::fmt;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail};

use super::args::Common;
use crate::rules::{Profile, RuleError, RuleSet, nearest};

/// The folder (or single file) to audit; the working folder when none is given.
pub(super) fn folder(dir: Option<&Path>) -> anyhow::Result<PathBuf> {
    let dir = dir.unwrap_or(Path::new("."));
    let cannot = || format!("cannot open {}", dir.display());
    let kind = std::fs::metadata(dir).with_context(cannot)?.file_type();
    if kind.is_dir() {
        // Listed here once, so that a folder without permission is an error and not an empty audit.
        std::fs::read_dir(dir).with_context(cannot)?;
    } else if kind.is_file() {
        std::fs::File::open(dir).with_context(cannot)?;
    } else {
        bail!("{} is neither a folder nor a file", dir.display());
    }
    Ok(dir.to_owned())
}

/// The built-in rules with the user's files over them.
pub(super) fn rules(common: &Common) -> anyhow::Result<RuleSet> {
    let files = read_all(&common.rules)?;
    RuleSet::load(&files).map_err(|errors| BadRules(errors).into())
}

/// Names and texts of rules files.
pub(super) fn read_all(paths: &[PathBuf]) -> anyhow::Result<Vec<(String, String)>> {
    paths.iter().map(|path| read_rules(path)).collect()
}

/// Name and text of a rules file.
pub(super) fn read_rules(path: &Path) -> anyhow::Result<(String, String)> {
    let name = path.display().to_string();
    let bytes = std::fs::read(path).with_context(|| format!("cannot read rules file {name}"))?;
    let text = String::from_utf8(bytes)
        .map_err(|_| anyhow!("rules file {name} is not UTF-8 text: save it as UTF-8"))?;
    Ok((name, text))
}

/// Every mistake in the rules files.
#[derive(Debug)]
pub(super) struct BadRules(pub(super) Vec<RuleError>);

impl fmt::Display for BadRules {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let n = self.0.len();
        write!(
            out,
            "the rules cannot be used, {n} mistake{}:",
            if n == 1 { "" } else { "s" }
        )?;
        for error in &self.0 {
            write!(out, "\n{error}")?;
        }
        Ok(())
    }
}

impl std::error::Error for BadRules {}

/// The payer profile of that name.
pub(super) fn profile(rules: &RuleSet, name: &str) -> anyhow::Result<Profile> {
    rules.profiles.get(name).cloned().ok_or_else(|| {
        let known: Vec<&str> = rules.profiles.keys().map(String::as_str).collect();
        let near =
            nearest(name, &known).map_or(String::new(), |near| format!("did you mean `{near}`? "));
        anyhow!(
            "unknown profile `{name}`: {near}known are {}",
            known.join(", ")
        )
    })
}
