//! Where a reviewer's journal lies: in the audited folder, where the reviewer said, or, when the
//! audited folder cannot be written, in the user's own state folder.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::text::sha256_hex;

/// Folder of state inside the audited folder; the scan passes over it.
const FOLDER: &str = ".chartpull";

/// A reviewer's journal found in an audit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Journal {
    /// The reviewer's name in the harmless form that file names have.
    pub reviewer: String,
    /// The file.
    pub path: PathBuf,
}

impl Journal {
    /// True when the file is that of the reviewer with this name.
    pub fn is_of(&self, reviewer: &str) -> bool {
        self.reviewer == safe_name(reviewer)
    }
}

/// The audited folder: `root` itself, or the folder that holds it when it is a file.
pub(super) fn folder(root: &Path) -> PathBuf {
    if root.is_file() {
        match root.parent() {
            Some(parent) if parent != Path::new("") => parent.to_owned(),
            _ => PathBuf::from("."),
        }
    } else {
        root.to_owned()
    }
}

/// Folder of journals inside the audited folder `root`.
pub(super) fn inside(root: &Path) -> PathBuf {
    folder(root).join(FOLDER).join("decisions")
}

/// Folder of journals below a folder that the reviewer named.
pub(super) fn named(state: &Path) -> PathBuf {
    state.join("decisions")
}

/// Folder of journals for the audited folder `root` in the user's own state folder: a name made
/// from the canonical path, so that two audits never mix.
pub(super) fn apart(user_state: &Path, root: &Path) -> PathBuf {
    let folder = folder(root);
    let canonical = fs::canonicalize(&folder).unwrap_or(folder);
    let hash = sha256_hex(canonical.as_os_str().as_encoded_bytes());
    user_state.join(&hash[..16]).join("decisions")
}

/// File name of a reviewer's journal, without extension. A name that needed changes ends in a
/// piece of its hash, so that two reviewers never share a file.
pub(super) fn safe_name(reviewer: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let fits = !reviewer.is_empty()
        && reviewer.len() <= 64
        && reviewer.chars().all(plain)
        && reviewer.starts_with(|c: char| c.is_ascii_alphanumeric())
        && !reviewer.ends_with('.');
    if fits {
        return reviewer.to_owned();
    }
    let made: String = reviewer
        .chars()
        .take(48)
        .map(|c| if plain(c) { c } else { '-' })
        .collect();
    let made = made.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let hash = &sha256_hex(reviewer.as_bytes())[..8];
    if made.is_empty() {
        format!("reviewer-{hash}")
    } else {
        format!("{made}-{hash}")
    }
}

/// The journals of an audit, sorted by reviewer: those in the audited folder (or in `state` when
/// given) and those that went to the user's own state folder. A `root` that is itself a journal
/// stands for that journal alone. Creates nothing.
pub fn journals(
    root: &Path,
    state: Option<&Path>,
    user_state: Option<&Path>,
) -> io::Result<Vec<Journal>> {
    let is_journal = |path: &Path| path.extension() == Some(OsStr::new("jsonl")) && path.is_file();
    let journal = |path: PathBuf| {
        let reviewer = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        Journal { reviewer, path }
    };
    if is_journal(root) {
        return Ok(vec![journal(root.to_owned())]);
    }
    let folders = match state {
        Some(state) => vec![named(state)],
        None => [Some(inside(root)), user_state.map(|dir| apart(dir, root))]
            .into_iter()
            .flatten()
            .collect(),
    };
    let mut found = Vec::new();
    for folder in folders {
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
                ) =>
            {
                continue;
            }
            Err(error) => return Err(error),
        };
        for entry in entries {
            let path = entry?.path();
            if is_journal(&path) {
                found.push(journal(path));
            }
        }
    }
    found.sort();
    Ok(found)
}
