//! The unfinished comment on disk, beside the journal: written anew at each change, never synced.
//!
//! It must outlive the program, not the machine, so a write is enough and typing stays quick. The
//! new file replaces the old one whole, so a crash in mid-write leaves the last words.

use std::fmt;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::decision::{Target, VisitKey};

/// A comment that was being typed when the program ended.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The visit.
    pub key: VisitKey,
    /// The part of it.
    pub target: Target,
    /// True for the reason of a dismissal.
    pub reason: bool,
    /// The words so far.
    pub text: String,
}

impl fmt::Debug for Draft {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Draft({} bytes)", self.text.len())
    }
}

/// Reads the draft that lies beside the journal.
pub fn load_draft(journal: &Path) -> Option<Draft> {
    let text = fs::read_to_string(place(journal)).ok()?;
    serde_json::from_str(&text).ok()
}

/// Writes the draft, or removes it.
pub fn keep_draft(journal: &Path, draft: Option<&Draft>) -> io::Result<()> {
    let place = place(journal);
    let Some(draft) = draft else {
        return match fs::remove_file(&place) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        };
    };
    let fresh = place.with_extension("draft.new");
    let mut file = private(&fresh)?;
    file.write_all(serde_json::to_string(draft)?.as_bytes())?;
    drop(file);
    fs::rename(fresh, place)
}

fn place(journal: &Path) -> PathBuf {
    journal.with_extension("draft.json")
}

/// Opens a file that only its owner can read.
fn private(path: &Path) -> io::Result<fs::File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(test)]
mod tests {
    use super::{Draft, keep_draft, load_draft};
    use crate::decision::{Target, VisitKey};

    #[test]
    fn a_draft_comes_back_and_goes() {
        let folder = tempfile::tempdir().expect("a folder");
        let journal = folder.path().join("kim.jsonl");
        let key = VisitKey {
            path: "a.txt".into(),
            visit: 1,
        };
        let draft = Draft {
            key,
            target: Target::Visit,
            reason: false,
            text: "who was\nwith her".into(),
        };
        keep_draft(&journal, Some(&draft)).expect("written");
        assert_eq!(load_draft(&journal), Some(draft));
        keep_draft(&journal, None).expect("removed");
        keep_draft(&journal, None).expect("removing nothing is fine");
        assert_eq!(load_draft(&journal), None);
    }
}
