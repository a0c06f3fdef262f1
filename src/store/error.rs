//! Why a journal could not be opened or added to.

use std::io;
use std::path::{Path, PathBuf};

/// Why a journal could not be opened or added to. After any of these the journal holds exactly
/// what it held before.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The system refused something.
    #[error("cannot {doing} `{}`: {source}", path.display())]
    Io {
        /// Verb for the message.
        doing: &'static str,
        /// File or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Nothing can be added, for the reason that [`super::Opened::read_only`] gave.
    #[error("decisions cannot be saved: {0}")]
    ReadOnly(String),
    /// Another program wrote to the journal, so the chain would not hold.
    #[error("`{}` was changed by another program, nothing was added to it; close and open the audit again", .0.display())]
    Changed(PathBuf),
    /// A decision could not be written as JSON.
    #[error("a decision cannot be written as a line of the journal: {0}")]
    Line(#[from] serde_json::Error),
}

impl StoreError {
    /// For `map_err`: what was being done to which path.
    pub(super) fn io(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io {
            doing,
            path,
            source,
        }
    }
}
