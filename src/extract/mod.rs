//! Bytes of a file to harmless UTF-8 text, one file per format.
//!
//! Knows formats and encodings, no medicine. A format is one row of the table in `format` and one
//! file beside it. What a file is, is told by its content first: a PDF called `note.txt` is a PDF.

mod encoding;
mod format;
mod guess;
mod sanitize;
mod text;

#[cfg(test)]
mod tests;

use thiserror::Error;

use crate::visit::Problem;
use format::{Format, Named, Read};

pub use sanitize::is_harmful;

/// What was made of a file's bytes.
#[derive(Clone, Default)]
pub struct Extracted {
    /// UTF-8 text without control or bidi characters.
    pub text: String,
    /// Short name of the format.
    pub format: &'static str,
    /// Encoding the bytes were decoded from.
    pub encoding: String,
    /// What went less than well.
    pub problems: Vec<Problem>,
}

/// Why nothing could be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ExtractError {
    /// No byte, or only white space.
    #[error("the file is empty")]
    Empty,
    /// The bytes are not text.
    #[error("{0}, which holds no text that can be read")]
    Binary(&'static str),
    /// A format that holds notes but has no reader.
    #[error("{0}, which cannot be read yet: save it as plain text and scan again")]
    Unsupported(&'static str),
    /// A format that holds no notes.
    #[error("{0}, not a visit note")]
    NotANote(&'static str),
    /// The name promises a format that the content is not.
    #[error("it is named like {0} but its content is something else: renamed or damaged")]
    Damaged(&'static str),
    /// The name's ending is unknown.
    #[error("names that end in .{0} are not read: call it .txt if it is a note")]
    UnknownName(String),
}

impl ExtractError {
    /// Stable short name, for the output and for counting.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Binary(_) => "binary",
            Self::Unsupported(_) | Self::UnknownName(_) => "unsupported-format",
            Self::NotANote(_) => "not-a-note",
            Self::Damaged(_) => "damaged",
        }
    }
}

/// Turns the bytes of a file called `name` into text.
///
/// # Errors
/// When the bytes are in no format that can be read.
pub fn extract(name: &str, bytes: &[u8]) -> Result<Extracted, ExtractError> {
    if bytes.is_empty() {
        return Err(ExtractError::Empty);
    }
    if let Some(format) = format::by_bytes(bytes) {
        return Err(refuse(format));
    }
    let format = match format::by_name(name) {
        Named::Plain => Format::text(),
        Named::Known(format) if format.has_magic() => {
            return Err(ExtractError::Damaged(format.says));
        }
        Named::Known(format) => format,
        Named::Unknown(ending) => return Err(ExtractError::UnknownName(ending)),
    };
    if format.read != Read::Text {
        return Err(refuse(format));
    }
    let decoded = encoding::decode(bytes);
    match format::by_opening(&decoded.text) {
        Some(format) => Err(refuse(format)),
        None => text::read(decoded, format.name),
    }
}

/// Why a recognised format is not read.
fn refuse(format: &Format) -> ExtractError {
    match format.read {
        Read::Later => ExtractError::Unsupported(format.says),
        Read::NotANote => ExtractError::NotANote(format.says),
        Read::Binary | Read::Text => ExtractError::Binary(format.says),
    }
}
