//! Which of the places a journal can lie in is the one to use, and who holds it.
//!
//! A journal that lies at the other place (the folder could be written then, and cannot now, or
//! the other way round) is brought along when it only goes on where ours stops. Nothing is ever
//! merged here: two journals that went different ways are told of, not mixed.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::error::StoreError;
use super::file::{self, Locked};
use super::journal;
use super::open::{Opened, StoreOptions};
use super::place;

/// The place to use.
pub(super) struct Found {
    /// The lock, when it is ours.
    pub(super) lock: Option<File>,
    /// The journal at the other place, which may or may not exist.
    pub(super) other: Option<PathBuf>,
}

/// Decides where the journal lies, makes its folder and takes its lock. Fills `path`, `moved`,
/// `unlocked` and, when nothing can be written anywhere or another copy is open, `read_only`.
pub(super) fn find(
    options: &StoreOptions,
    name: &str,
    opened: &mut Opened,
) -> Result<Found, StoreError> {
    let file_name = format!("{name}.jsonl");
    if let Some(state) = &options.state {
        let dir = place::named(state);
        opened.path = dir.join(&file_name);
        let locked =
            take(&dir, name).map_err(StoreError::io("use the folder named with --state,", &dir))?;
        return Ok(Found {
            lock: settle(locked, opened),
            other: None,
        });
    }
    let root = place::folder(&options.root);
    fs::metadata(&root).map_err(StoreError::io("open the folder", &root))?;
    let inside = place::inside(&options.root).join(&file_name);
    let apart = options
        .user_state
        .as_ref()
        .map(|dir| place::apart(dir, &options.root).join(&file_name));
    opened.path.clone_from(&inside);
    match take(folder_of(&inside), name) {
        Ok(locked) => Ok(Found {
            lock: settle(locked, opened),
            other: apart,
        }),
        Err(refused) => Ok(find_apart(inside, apart, &refused, name, opened)),
    }
}

/// The place outside the audited folder, which refused with `refused`.
fn find_apart(
    inside: PathBuf,
    apart: Option<PathBuf>,
    refused: &io::Error,
    name: &str,
    opened: &mut Opened,
) -> Found {
    let here = inside.display();
    let Some(apart) = apart else {
        opened.read_only = Some(format!(
            "`{here}` cannot be written ({refused}) and no other place is known; name a folder with --state"
        ));
        return Found {
            lock: None,
            other: None,
        };
    };
    let there = apart.display();
    match take(folder_of(&apart), name) {
        Ok(locked) => {
            opened.moved = Some(format!(
                "`{here}` cannot be written ({refused}); decisions are kept in `{there}`"
            ));
            opened.path = apart;
            Found {
                lock: settle(locked, opened),
                other: Some(inside),
            }
        }
        Err(error) => {
            opened.read_only = Some(format!(
                "neither `{here}` ({refused}) nor `{there}` ({error}) can be written; name a folder with --state"
            ));
            Found {
                lock: None,
                other: None,
            }
        }
    }
}

/// Makes the folder, asks for the lock in it, and sees that a journal there can be added to.
pub(super) fn take(dir: &Path, name: &str) -> io::Result<Locked> {
    file::make_folder(dir)?;
    let locked = file::lock(&dir.join(format!("{name}.lock")))?;
    let journal = dir.join(format!("{name}.jsonl"));
    if !matches!(locked, Locked::Taken(_)) && journal.exists() {
        fs::OpenOptions::new().append(true).open(journal)?;
    }
    Ok(locked)
}

/// The lock's file, and in words what it means when the lock is not ours.
fn settle(locked: Locked, opened: &mut Opened) -> Option<File> {
    match locked {
        Locked::Ours(file) => Some(file),
        Locked::Unknown(file) => {
            opened.unlocked = Some(format!(
                "the file system of `{}` knows no locks; do not open this audit twice at once",
                opened.path.display()
            ));
            Some(file)
        }
        Locked::Taken(who) => {
            let who = who.map_or_else(String::new, |who| format!(" ({who})"));
            opened.read_only = Some(format!(
                "another chartpull{who} has this reviewer's journal open; this one can look but not decide"
            ));
            None
        }
    }
}

/// Adds to `own` what `other` has more, when `other` begins with all of `own`. True when it did.
pub(super) fn bring(other: &Path, own: &Path, opened: &mut Opened) -> Result<bool, StoreError> {
    let there = match file::read_if_there(other) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return Ok(false),
        Err(error) => {
            opened.elsewhere = Some(format!(
                "`{}` cannot be read ({error}), so what it holds is not counted",
                other.display()
            ));
            return Ok(false);
        }
    };
    let here = file::read_if_there(own)
        .map_err(StoreError::io("read the journal", own))?
        .unwrap_or_default();
    let reading = journal::read(&there);
    let there = &there[..reading.n_ended];
    if here.starts_with(there) {
        return Ok(false);
    }
    let more = there
        .strip_prefix(here.as_slice())
        .filter(|_| reading.faults.is_empty());
    let Some(more) = more else {
        opened.elsewhere = Some(format!(
            "`{}` holds other decisions of this reviewer on this audit; they are not counted here",
            other.display()
        ));
        return Ok(false);
    };
    let mut file =
        file::open_private(own, false).map_err(StoreError::io("make the journal", own))?;
    file.write_all(more)
        .and_then(|()| file.sync_all())
        .and_then(|()| file::sync_parent(own))
        .map_err(StoreError::io("add the decisions kept elsewhere to", own))?;
    let n_more = more.iter().filter(|b| **b == b'\n').count();
    opened.elsewhere = Some(format!(
        "{n_more} decisions that lay in `{}` were brought along",
        other.display()
    ));
    Ok(true)
}

fn folder_of(journal: &Path) -> &Path {
    journal.parent().unwrap_or(journal)
}
