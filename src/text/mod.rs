//! Positions in text: spans, lines, and the hash of a passage.
//!
//! Every finding and every piece of evidence points at exact words through a [`Span`]. This room
//! knows no medicine and no files. Surprising rule: line and column are computed when something is
//! shown, never stored beside a span while the text is being read.

mod date;
mod fold;
mod hash;
mod lines;
mod span;

pub use date::CivilDate;
pub use fold::{Hashed, WordId, exact_id, hash as word_hash, mix, stem, word_id};
pub use hash::{hex, passage_hash, sha256_hex};
pub use lines::{LineIndex, Place};
pub use span::Span;
