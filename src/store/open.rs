//! The open journal: found, locked, repaired, read; and the one way to add to it.
//!
//! Invariant: when [`Store::append`] returns `Ok`, the line is on the disk; when it returns an
//! error, the journal holds what it held before. A journal that cannot be trusted or is in use is
//! opened read-only with the reason in words, never refused: what was decided can still be seen.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::entry::{Entry, NO_LINE};
use super::error::StoreError;
use super::file::{self, Locked};
use super::journal::{self, Tail};
use super::place;
use crate::decision::Decision;

/// Which journal to open.
#[derive(Clone, Debug, Default)]
pub struct StoreOptions {
    /// The audited folder; a single note file stands for the folder it is in.
    pub root: PathBuf,
    /// Folder for the journals when the reviewer named one (`--state`); it is used or refused,
    /// never replaced by another.
    pub state: Option<PathBuf>,
    /// The user's own state folder for this program, used when `root` cannot be written
    /// (`cli::log::user_state` finds it).
    pub user_state: Option<PathBuf>,
    /// Name of the reviewer; made harmless for the file name.
    pub reviewer: String,
    /// Hash of the rules in force, kept with each decision.
    pub rules_hash: String,
}

/// What the reviewer should know about how the journal was opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opened {
    /// The journal (made with the first decision).
    pub path: PathBuf,
    /// Why the journal is not in the audited folder, and where it is.
    pub moved: Option<String>,
    /// What was repaired, and where the torn piece was kept.
    pub repaired: Option<String>,
    /// Why nothing can be added.
    pub read_only: Option<String>,
    /// The file system knows no locks, so two copies at once would not see each other.
    pub unlocked: Option<String>,
}

impl Opened {
    /// Everything worth telling, in the order of weight.
    pub fn notes(&self) -> impl Iterator<Item = &str> {
        [&self.read_only, &self.repaired, &self.moved, &self.unlocked]
            .into_iter()
            .filter_map(|note| note.as_deref())
    }
}

/// A reviewer's journal, open.
pub struct Store {
    path: PathBuf,
    reviewer: String,
    rules: String,
    entries: Vec<Entry>,
    /// Bytes of the journal that are ours to follow.
    len: u64,
    /// The journal, open for adding; `None` until the first decision.
    file: Option<File>,
    /// Held as long as the store lives.
    _lock: Option<File>,
    read_only: Option<String>,
}

impl Store {
    /// Opens the reviewer's journal: finds its place, takes the lock, repairs a torn last line,
    /// reads and checks every line. An error only when a folder that was named with
    /// [`StoreOptions::state`] cannot be used, or an existing journal cannot be read.
    pub fn open(options: &StoreOptions) -> Result<(Self, Opened), StoreError> {
        let mut opened = Opened::default();
        let name = place::safe_name(&options.reviewer);
        let lock = find(options, &name, &mut opened)?;
        let mut store = Self {
            path: opened.path.clone(),
            reviewer: options.reviewer.clone(),
            rules: options.rules_hash.clone(),
            entries: Vec::new(),
            len: 0,
            file: None,
            _lock: lock,
            read_only: None,
        };
        store.load(&mut opened)?;
        store.read_only.clone_from(&opened.read_only);
        Ok((store, opened))
    }

    /// All decisions of the journal that verify, in order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The journal's file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Why nothing can be added, when nothing can.
    pub fn read_only(&self) -> Option<&str> {
        self.read_only.as_deref()
    }

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
        if let Some(reason) = &self.read_only {
            return Err(StoreError::ReadOnly(reason.clone()));
        }
        let n_before = self.entries.len();
        let (mut seq, mut prev) = match self.entries.last() {
            Some(last) => (last.seq, last.hash.clone()),
            None => (0, NO_LINE.to_owned()),
        };
        let group = (decisions.len() > 1).then_some(seq + 1);
        let mut lines = String::new();
        let mut added = Vec::with_capacity(decisions.len());
        for mut decision in decisions {
            decision.group = decision.group.or(group);
            seq += 1;
            let mut entry = Entry::new(seq, time, &self.reviewer, &self.rules, decision, &prev);
            lines.push_str(&entry.seal()?);
            prev.clone_from(&entry.hash);
            added.push(entry);
        }
        if !lines.is_empty() {
            self.write(lines.as_bytes())?;
        }
        self.entries.extend(added);
        Ok(&self.entries[n_before..])
    }

    /// Reads the journal, repairs its end when it is ours to repair.
    fn load(&mut self, opened: &mut Opened) -> Result<(), StoreError> {
        let bytes = match fs::read(&self.path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(StoreError::io("read the journal", &self.path)(error)),
        };
        let reading = journal::read(&bytes);
        if let Some(fault) = reading.faults.first() {
            let more = match reading.faults.len() {
                1 => String::new(),
                n => format!(" (and {} more)", n - 1),
            };
            opened.read_only.get_or_insert_with(|| {
                format!(
                    "{fault}{more} in `{}`; the other decisions are shown, but nothing is added to a broken journal: \
                     bring the file back from a copy, or move it away to begin a new one",
                    self.path.display()
                )
            });
        }
        self.entries = reading.entries;
        self.len = bytes.len() as u64;
        if opened.read_only.is_some() {
            return Ok(());
        }
        match file::open_private(&self.path, false) {
            Ok(file) => self.file = Some(file),
            Err(error) => {
                opened.read_only = Some(format!(
                    "the journal `{}` cannot be written: {error}",
                    self.path.display()
                ));
                return Ok(());
            }
        }
        self.repair(&bytes, reading.n_ended, reading.tail, opened)
    }

    /// Ends an unended last line; cuts a torn one off into a file of its own.
    fn repair(
        &mut self,
        bytes: &[u8],
        n_ended: usize,
        tail: Tail,
        opened: &mut Opened,
    ) -> Result<(), StoreError> {
        let Some(file) = self.file.as_mut() else {
            return Ok(());
        };
        match tail {
            Tail::None => {}
            Tail::Unended => {
                file::add(file, self.len, b"\n")
                    .map_err(StoreError::io("end the last line of", &self.path))?;
                self.len += 1;
                opened.repaired = Some(format!(
                    "the last line of `{}` lacked its line end; the decision is whole and counts",
                    self.path.display()
                ));
            }
            Tail::Torn => {
                let torn = &bytes[n_ended..];
                let kept = file::keep_torn(&self.path, torn)
                    .map_err(StoreError::io("keep the torn last line of", &self.path))?;
                file.set_len(n_ended as u64)
                    .and_then(|()| file.sync_all())
                    .map_err(StoreError::io("cut the torn last line off", &self.path))?;
                self.len = n_ended as u64;
                opened.repaired = Some(format!(
                    "the last line of `{}` stopped in the middle (the program or the machine stopped while it was \
                     written); its {} bytes are kept in `{}`",
                    self.path.display(),
                    torn.len(),
                    kept.display()
                ));
            }
        }
        Ok(())
    }

    /// Writes `lines` behind the last line and syncs; makes the journal when there is none yet.
    fn write(&mut self, lines: &[u8]) -> Result<(), StoreError> {
        let first = self.file.is_none();
        let mut file = match self.file.take() {
            Some(file) => file,
            None => file::open_private(&self.path, true)
                .map_err(StoreError::io("make the journal", &self.path))?,
        };
        let written = self.write_to(&mut file, first, lines);
        self.file = Some(file);
        written
    }

    fn write_to(&mut self, file: &mut File, first: bool, lines: &[u8]) -> Result<(), StoreError> {
        let len = file
            .metadata()
            .map_err(StoreError::io("look at the journal", &self.path))?
            .len();
        if len != self.len || !file::still_names(&self.path, file) {
            return Err(StoreError::Changed(self.path.clone()));
        }
        file::add(file, self.len, lines)
            .map_err(StoreError::io("add a decision to the journal", &self.path))?;
        if first {
            file::sync_parent(&self.path)
                .map_err(StoreError::io("sync the folder of", &self.path))?;
        }
        self.len += lines.len() as u64;
        Ok(())
    }
}

/// Decides where the journal lies, makes its folder and takes its lock. Fills `path`, `moved`,
/// `unlocked` and, when nothing can be written anywhere or another copy is open, `read_only`.
fn find(
    options: &StoreOptions,
    name: &str,
    opened: &mut Opened,
) -> Result<Option<File>, StoreError> {
    let file_name = format!("{name}.jsonl");
    if let Some(state) = &options.state {
        let dir = place::named(state);
        opened.path = dir.join(&file_name);
        let locked =
            take(&dir, name).map_err(StoreError::io("use the folder named with --state,", &dir))?;
        return Ok(settle(locked, opened));
    }
    let dir = place::inside(&options.root);
    opened.path = dir.join(&file_name);
    let refused = match take(&dir, name) {
        Ok(locked) => return Ok(settle(locked, opened)),
        Err(error) => error,
    };
    let Some(user_state) = &options.user_state else {
        opened.read_only = Some(format!(
            "`{}` cannot be written ({refused}) and no other place is known; name a folder with --state",
            dir.display()
        ));
        return Ok(None);
    };
    let apart = place::apart(user_state, &options.root);
    match take(&apart, name) {
        Ok(locked) => {
            opened.path = apart.join(&file_name);
            opened.moved = Some(format!(
                "`{}` cannot be written ({refused}); decisions are kept in `{}`",
                dir.display(),
                opened.path.display()
            ));
            Ok(settle(locked, opened))
        }
        Err(error) => {
            opened.read_only = Some(format!(
                "neither `{}` ({refused}) nor `{}` ({error}) can be written; name a folder with --state",
                dir.display(),
                apart.display()
            ));
            Ok(None)
        }
    }
}

/// Makes the folder and asks for the lock in it.
fn take(dir: &Path, name: &str) -> io::Result<Locked> {
    file::make_folder(dir)?;
    file::lock(&dir.join(format!("{name}.lock")))
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
