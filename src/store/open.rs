//! Opening a journal: find it, lock it, repair its end, read it.
//!
//! A journal that cannot be trusted or is in use is opened read-only with the reason in words,
//! never refused: what was decided can still be seen.

use std::fs::File;
use std::path::{Path, PathBuf};

use super::entry::Entry;
use super::error::StoreError;
use super::file;
use super::find::{self, Found};
use super::journal::{self, Tail};
use super::place;

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
    /// What was done about a journal of the same reviewer on this audit that lies elsewhere.
    pub elsewhere: Option<String>,
    /// The file system knows no locks, so two copies at once would not see each other.
    pub unlocked: Option<String>,
}

impl Opened {
    /// Everything worth telling, in the order of weight.
    pub fn notes(&self) -> impl Iterator<Item = &str> {
        [
            &self.read_only,
            &self.repaired,
            &self.moved,
            &self.elsewhere,
            &self.unlocked,
        ]
        .into_iter()
        .filter_map(|note| note.as_deref())
    }
}

/// A reviewer's journal, open.
pub struct Store {
    pub(super) path: PathBuf,
    pub(super) reviewer: String,
    pub(super) rules: String,
    pub(super) entries: Vec<Entry>,
    /// Bytes of the journal that the entries were read from or written to.
    pub(super) len: u64,
    /// The journal, open for adding; `None` until the first decision.
    pub(super) file: Option<File>,
    /// A write failed, so bytes behind `len` are ours to cut off.
    pub(super) torn: bool,
    /// Held as long as the store lives.
    pub(super) lock: Option<File>,
    read_only: Option<String>,
}

impl Store {
    /// Opens the reviewer's journal: finds its place, takes the lock, repairs a torn last line,
    /// reads and checks every line. An error only when the audited folder is not there, a folder
    /// named with [`StoreOptions::state`] cannot be used, or an existing journal cannot be read
    /// or repaired.
    pub fn open(options: &StoreOptions) -> Result<(Self, Opened), StoreError> {
        let mut opened = Opened::default();
        let name = place::safe_name(&options.reviewer);
        let Found { lock, other } = find::find(options, &name, &mut opened)?;
        let mut store = Self {
            path: opened.path.clone(),
            reviewer: options.reviewer.clone(),
            rules: options.rules_hash.clone(),
            entries: Vec::new(),
            len: 0,
            file: None,
            torn: false,
            lock,
            read_only: None,
        };
        store.load(&mut opened)?;
        if let Some(other) = other.filter(|_| opened.read_only.is_none())
            && find::bring(&other, &store.path, &mut opened)?
        {
            store.load(&mut opened)?;
        }
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

    /// Reads the journal, repairs its end when it is ours to repair.
    fn load(&mut self, opened: &mut Opened) -> Result<(), StoreError> {
        let bytes = match file::read_if_there(&self.path) {
            Ok(Some(bytes)) => bytes,
            Ok(None) => return Ok(()),
            Err(error) => {
                let Some(told) = &mut opened.read_only else {
                    return Err(StoreError::io("read the journal", &self.path)(error));
                };
                told.push_str(&format!("; nor can the decisions so far be read ({error})"));
                return Ok(());
            }
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
                file::cut(file, n_ended as u64)
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
}
