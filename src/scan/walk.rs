//! The folder, in order: every entry becomes a row, whether it can be read or not.
//!
//! Links are not followed. Nothing is skipped in silence except our own state folder. The order is
//! that of the whole path as bytes, which is the order of the output.

use std::cmp::Ordering;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::event::FileError;
use super::name;

/// Folder in which the auditor's decisions are kept; never scanned.
const STATE_FOLDER: &str = ".chartpull";

/// An entry of the folder, to be read or to be reported.
pub(super) struct Found {
    /// Place in the walk, from 0.
    pub(super) order: usize,
    /// The entry on disk.
    pub(super) path: PathBuf,
    /// Path relative to the root as shown, see `name`.
    pub(super) shown: String,
    /// Size at the time of the walk.
    pub(super) n_bytes: u64,
    /// Why it will not be read.
    pub(super) trouble: Option<FileError>,
}

/// All entries below `root` (or the one file it is) in the order of the output.
pub(super) fn walk(root: &Path) -> impl Iterator<Item = Found> {
    let root = root.to_owned();
    let mut entries = WalkDir::new(&root).sort_by(by_path).into_iter();
    let mut order = 0;
    std::iter::from_fn(move || {
        loop {
            let found = match entries.next()? {
                Ok(entry) => {
                    if skips_folder(&entry) {
                        entries.skip_current_dir();
                    }
                    look_at(&root, entry, order)
                }
                Err(error) => Some(broken(&root, &error, order)),
            };
            if found.is_some() {
                order += 1;
                return found;
            }
        }
    })
}

/// Compares siblings as the bytes of the whole paths below them compare: a folder's name counts
/// with the slash that follows it.
fn by_path(a: &DirEntry, b: &DirEntry) -> Ordering {
    fn key(entry: &DirEntry) -> impl Iterator<Item = u8> + '_ {
        let slash = entry.file_type().is_dir().then_some(b'/');
        entry
            .file_name()
            .as_encoded_bytes()
            .iter()
            .copied()
            .chain(slash)
    }
    key(a).cmp(key(b))
}

fn skips_folder(entry: &DirEntry) -> bool {
    entry.file_type().is_dir() && entry.depth() > 0 && odd_folder(entry).is_some()
}

/// Why a folder is not entered; the inner `None` is our own, of which nothing is said.
fn odd_folder(entry: &DirEntry) -> Option<Option<FileError>> {
    let name = entry.file_name().to_string_lossy();
    if name == STATE_FOLDER {
        return Some(None);
    }
    let system = [
        "__MACOSX",
        "$RECYCLE.BIN",
        "System Volume Information",
        "@eaDir",
        "lost+found",
    ];
    if system.contains(&name.as_ref()) {
        return Some(Some(FileError::new(
            "system-file",
            "a folder of the operating system, not entered",
        )));
    }
    name.starts_with('.').then(|| {
        let message = "a hidden folder, not entered: rename it if it holds notes";
        Some(FileError::new("hidden", message))
    })
}

/// `None` for folders that are entered (their files speak for them).
fn look_at(root: &Path, entry: DirEntry, order: usize) -> Option<Found> {
    let shown = show_below(root, entry.path());
    let mut n_bytes = 0;
    // The root may be a link to a folder: the user named it, so it is entered.
    if entry.depth() == 0 && entry.path().is_dir() {
        return None;
    }
    let trouble = if entry.file_type().is_dir() {
        Some(odd_folder(&entry)??)
    } else if entry.file_type().is_symlink() && entry.depth() > 0 {
        Some(link(entry.path()))
    } else {
        match entry.metadata() {
            Ok(metadata) => {
                n_bytes = metadata.len();
                odd_file(&entry).or_else(|| (!is_regular(&entry)).then(not_regular))
            }
            Err(error) => Some(from_io(error.io_error())),
        }
    };
    Some(Found {
        order,
        path: entry.into_path(),
        shown,
        n_bytes,
        trouble,
    })
}

/// The root itself may be a link to a file; the read will tell what it leads to.
fn is_regular(entry: &DirEntry) -> bool {
    entry.file_type().is_file() || entry.depth() == 0
}

/// For pipes, sockets and devices: reading them could wait for ever.
pub(super) fn not_regular() -> FileError {
    FileError::new(
        "not-a-file",
        "a pipe, socket or device, not a file: not read",
    )
}

/// Files that hold no note by their name alone. A root named by the user is always read.
fn odd_file(entry: &DirEntry) -> Option<FileError> {
    let name = entry.file_name().to_string_lossy();
    let lower = name.to_lowercase();
    let system = [
        "thumbs.db",
        "ehthumbs.db",
        "desktop.ini",
        ".ds_store",
        ".localized",
        ".directory",
    ];
    let says = |kind, message| Some(FileError::new(kind, message));
    if entry.depth() == 0 {
        None
    } else if system.contains(&lower.as_str())
        || lower.starts_with("._")
        || lower.starts_with(".nfs")
    {
        says("system-file", "a file of the operating system, not a note")
    } else if lower.starts_with("~$") || lower.starts_with(".~lock.") {
        says(
            "system-file",
            "a lock file of an office program that has a file open, not a note",
        )
    } else if [".bak", ".tmp", ".swp", "~"]
        .iter()
        .any(|end| lower.ends_with(end))
    {
        says(
            "system-file",
            "a backup or temporary copy made by a program, not read as a note",
        )
    } else if lower.starts_with('.') {
        says(
            "hidden",
            "a hidden file, not read: rename it if it is a note",
        )
    } else {
        None
    }
}

fn link(path: &Path) -> FileError {
    let target = std::fs::canonicalize(path);
    let own = path
        .parent()
        .and_then(|folder| std::fs::canonicalize(folder).ok());
    match (target, own) {
        (Ok(target), Some(own)) if own.starts_with(&target) => {
            FileError::new("loop", "a link to a folder that holds it: not followed")
        }
        (Err(_), _) => FileError::new("link", "a link that leads nowhere: not followed"),
        _ => FileError::new(
            "link",
            "a link: not followed; scan the place it leads to by itself",
        ),
    }
}

fn broken(root: &Path, error: &walkdir::Error, order: usize) -> Found {
    let path = error.path().unwrap_or(root);
    let trouble = match error.loop_ancestor() {
        Some(_) => FileError::new("loop", "a link to a folder that holds it: not followed"),
        None => from_io(error.io_error()),
    };
    let shown = show_below(root, path);
    Found {
        order,
        path: path.to_owned(),
        shown,
        n_bytes: 0,
        trouble: Some(trouble),
    }
}

/// The row's error for an error of the operating system.
pub(super) fn from_io(error: Option<&io::Error>) -> FileError {
    match error.map(io::Error::kind) {
        Some(io::ErrorKind::NotFound) => FileError::new(
            "vanished",
            "it was there when the folder was listed and is gone now",
        ),
        Some(io::ErrorKind::PermissionDenied) => FileError::new(
            "permission",
            "no permission to read it: ask its owner, or scan a copy",
        ),
        // The system's own words hold no text of the note and no name.
        _ => {
            let why = error.map_or_else(String::new, |error| format!(": {error}"));
            FileError::new("read", format!("the system could not read it{why}"))
        }
    }
}

fn show_below(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    let shown = name::show(below);
    if !shown.is_empty() {
        return shown;
    }
    // The root is itself a file, or could not be opened.
    path.file_name()
        .map_or_else(|| ".".to_owned(), |name| name::show(Path::new(name)))
}
