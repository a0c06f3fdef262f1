//! One file to a `NoteFile`: the only place where notes are opened.
//!
//! Reads at most the limit and one byte, so a file that grows is seen to be too large and never
//! taken in whole. Size and hash are those of the bytes that were read: a file that changes
//! meanwhile still gives one consistent row.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::Path;

use super::event::FileError;
use super::{ScanOptions, name, walk};
use crate::extract::extract;
use crate::text::sha256_hex;
use crate::visit::NoteFile;

/// Reads the note file that a scan of `options.root` showed as `path`, for display.
///
/// # Errors
/// When the path leaves the root, goes through a link, or the file cannot be read any more.
pub fn read_note(options: &ScanOptions, path: &str) -> Result<NoteFile, FileError> {
    let outside = || FileError::new("outside", "the path does not lie inside the scanned folder");
    let below = name::find(path).ok_or_else(outside)?;
    let mut full = options.root.clone();
    if full.is_dir() {
        for part in below.components() {
            full.push(part);
            if fs::symlink_metadata(&full).is_ok_and(|entry| entry.is_symlink()) {
                return Err(outside());
            }
        }
    } else if full.file_name() != Some(below.as_os_str()) {
        return Err(outside());
    }
    // Opening a pipe would wait for its other end.
    if !fs::metadata(&full)
        .map_err(|error| walk::from_io(Some(&error)))?
        .is_file()
    {
        return Err(walk::not_regular());
    }
    let mut bytes = Vec::new();
    read_bytes(&full, options.max_file_bytes, &mut bytes)?;
    to_note(path, &bytes)
}

/// Fills `bytes` with the file's content.
pub(super) fn read_bytes(path: &Path, limit: u64, bytes: &mut Vec<u8>) -> Result<(), FileError> {
    let says = |error| walk::from_io(Some(&error));
    let file = File::open(path).map_err(says)?;
    let metadata = file.metadata().map_err(says)?;
    if !metadata.is_file() {
        return Err(walk::not_regular());
    }
    if metadata.len() > limit {
        return Err(too_large(metadata.len(), limit));
    }
    bytes.clear();
    file.take(limit.saturating_add(1))
        .read_to_end(bytes)
        .map_err(says)?;
    let n_bytes = bytes.len() as u64;
    if n_bytes > limit {
        Err(too_large(n_bytes, limit))
    } else {
        Ok(())
    }
}

/// The error of a file over the limit.
pub(super) fn too_large(n_bytes: u64, limit: u64) -> FileError {
    let message =
        format!("{n_bytes} bytes, more than the limit of {limit}: split it, or raise the limit");
    FileError::new("too-large", message)
}

/// Decodes the bytes of the file shown as `path`.
pub(super) fn to_note(path: &str, bytes: &[u8]) -> Result<NoteFile, FileError> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let extracted =
        extract(name, bytes).map_err(|error| FileError::new(error.kind(), error.to_string()))?;
    Ok(NoteFile {
        path: path.to_owned(),
        format: extracted.format,
        sha256: sha256_hex(bytes),
        n_bytes: bytes.len() as u64,
        encoding: extracted.encoding,
        text: extracted.text,
        problems: extracted.problems,
    })
}
