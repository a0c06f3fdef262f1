//! The one way to add to a journal.
//!
//! Invariant: when [`Store::append`] returns `Ok`, the line is on the disk; when it returns an
//! error, the journal holds what it held before (or ends in a torn line, which the next call or
//! the next start cuts off).

use std::fs::{self, File};
use std::io;
use std::path::Path;

use super::entry::{Entry, Made, NO_LINE};
use super::error::StoreError;
use super::file::{self, Locked};
use super::find;
use super::open::Store;
use super::place;
use crate::decision::Decision;

impl Store {
    /// Adds one decision made at `time` (RFC 3339). On disk when this returns.
    pub fn append(&mut self, time: &str, decision: Decision) -> Result<&Entry, StoreError> {
        let added = self.append_all(time, vec![decision])?;
        Ok(added.first().expect("one decision gives one entry"))
    }

    /// Adds the decisions of one step, all on disk (with one sync) when this returns. Several
    /// without a group become one group, which undo takes back as a whole; the group's number is
    /// the number of its first line.
    pub fn append_all(
        &mut self,
        time: &str,
        decisions: Vec<Decision>,
    ) -> Result<&[Entry], StoreError> {
        if let Some(reason) = self.read_only() {
            return Err(StoreError::ReadOnly(reason.to_owned()));
        }
        let made = Made {
            time,
            reviewer: &self.reviewer,
            rules: &self.rules,
        };
        let (added, lines) = seal_all(self.entries.last(), &made, decisions)?;
        if !lines.is_empty() {
            self.write(lines.as_bytes())?;
        }
        let n_before = self.entries.len();
        self.entries.extend(added);
        Ok(&self.entries[n_before..])
    }

    fn write(&mut self, lines: &[u8]) -> Result<(), StoreError> {
        let mut file = match self.file.take() {
            Some(file) => file,
            None => self.make(&[])?,
        };
        let written = self.write_to(&mut file, lines);
        self.file = Some(file);
        written
    }

    fn write_to(&mut self, file: &mut File, lines: &[u8]) -> Result<(), StoreError> {
        if !file::still_names(&self.path, file) {
            if fs::symlink_metadata(&self.path).is_ok() {
                return Err(StoreError::Changed(self.path.clone()));
            }
            // Somebody deleted the journal (or the whole folder of state) under us. The open file
            // still has every line, so none is lost.
            let kept = file::read_from(file, self.len)
                .map_err(StoreError::io("read the deleted journal", &self.path))?;
            *file = self.make(&kept)?;
        }
        let len = file
            .metadata()
            .map_err(StoreError::io("look at the journal", &self.path))?
            .len();
        if self.torn && len > self.len {
            file::cut(file, self.len)
                .map_err(StoreError::io("cut a half-written line off", &self.path))?;
        } else if len != self.len {
            return Err(StoreError::Changed(self.path.clone()));
        }
        self.torn = true;
        file::add(file, self.len, lines)
            .map_err(StoreError::io("add a decision to the journal", &self.path))?;
        self.torn = false;
        self.len += lines.len() as u64;
        Ok(())
    }

    /// Makes the journal with `bytes` in it, its name on disk too; makes its folder and takes the
    /// lock again when the folder was deleted.
    fn make(&mut self, bytes: &[u8]) -> Result<File, StoreError> {
        let dir = self.path.parent().unwrap_or(Path::new("."));
        if !dir.is_dir() {
            let name = place::safe_name(&self.reviewer);
            match find::take(dir, &name).map_err(StoreError::io("make the folder", dir))? {
                Locked::Ours(lock) | Locked::Unknown(lock) => self.lock = Some(lock),
                Locked::Taken(_) => return Err(StoreError::Changed(self.path.clone())),
            }
        }
        let mut file = match file::open_private(&self.path, true) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                return Err(StoreError::Changed(self.path.clone()));
            }
            opened => opened.map_err(StoreError::io("make the journal", &self.path))?,
        };
        let made = file::add(&mut file, 0, bytes).and_then(|()| file::sync_parent(&self.path));
        if let Err(error) = made {
            // It must not stand in the way of the next try.
            let _ = fs::remove_file(&self.path);
            return Err(StoreError::io("make the journal", &self.path)(error));
        }
        Ok(file)
    }
}

/// The entries that follow `last`, in one group when they are several, and their lines.
pub(super) fn seal_all(
    last: Option<&Entry>,
    made: &Made<'_>,
    decisions: Vec<Decision>,
) -> Result<(Vec<Entry>, String), serde_json::Error> {
    let (mut seq, mut prev) = match last {
        Some(last) => (last.seq, last.hash.clone()),
        None => (0, NO_LINE.to_owned()),
    };
    let group = (decisions.len() > 1).then_some(seq + 1);
    let mut lines = String::new();
    let mut entries = Vec::with_capacity(decisions.len());
    for mut decision in decisions {
        decision.group = decision.group.or(group);
        seq += 1;
        let mut entry = Entry::new(seq, made, decision, prev);
        lines.push_str(&entry.seal()?);
        prev = entry.hash.clone();
        entries.push(entry);
    }
    Ok((entries, lines))
}
