//! Text of a note file to visits: split, header, layout, clauses, charges, times.
//!
//! Pure: no IO and no clock. Everything keeps spans into the file's text. Knows what `rules.yaml`
//! calls things, but decides nothing about right or wrong.

pub mod charges;
mod clause;
pub mod date;
pub mod header;
mod layout;
pub mod quantity;
pub mod signature;
pub mod split;
pub mod times;
mod token;

pub use clause::{Clause, Doc, Section};
pub use header::ServiceDay;
pub use layout::{Block, Line, LineStart, bullet, checkbox, label_len};
pub use token::{CLOCK, CODE, MIXED, NUMBER, Token, TokenKind, sign_id, tokens};

use crate::rules::RuleSet;
use crate::visit::{NoteFile, Visit};

/// A visit with the structure of its text.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// Header fields, charges and times; elements and verdicts still empty.
    pub visit: Visit,
    /// Tokens, lines, blocks and clauses.
    pub doc: Doc,
    /// Dates that can be the day of the visit, with what makes them so.
    pub days: Vec<ServiceDay>,
    /// Services named and amounts of time, each with what it measures.
    pub ledger: charges::Ledger,
}

/// All visits of a note file, in the order of the text.
pub fn parse(file: &NoteFile, rules: &RuleSet) -> Vec<Reading> {
    let frame = header::Frame::new(&file.text, &file.path, &rules.header);
    let read = |(number, part): (u32, &split::Part)| {
        let mut visit = Visit {
            path: file.path.clone(),
            visit: number,
            span: part.span,
            ..Visit::default()
        };
        header::fill(&mut visit, &frame, part, &rules.header);
        let doc = Doc::read(&file.text, part.span, rules);
        let ledger;
        (visit.charges, ledger) = charges::charges(&file.text, &doc, rules);
        let days = header::service_days(&frame, part.span);
        Reading {
            visit,
            doc,
            days,
            ledger,
        }
    };
    (1..).zip(&split::split(&frame)).map(read).collect()
}
