//! Which clause belongs to which charge.
//!
//! A service that is named at the front of a clause owns the text that follows, until another
//! service is named, another section opens, or the layout starts afresh. What belongs to no single
//! service is said of the visit as a whole. Ownership is kept, so that `explain` can show it.

use std::collections::BTreeMap;

use crate::parse::{Clause, Doc, LineStart, Section, TokenKind};
use crate::rules::{ClassId, RuleSet};
use crate::visit::Charge;

/// Set of charges, one bit for each, by index. Charges past the 30th share the last bit.
pub type ChargeSet = u32;

/// A service that the visit does not bill.
pub const OTHER_SERVICE: ChargeSet = 1 << 31;

/// Whose words a clause is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Owner {
    /// The charges it belongs to; empty when it is said of the visit as a whole.
    pub charges: ChargeSet,
    /// The charges that the clause itself names.
    pub named: ChargeSet,
    /// Clauses since the owner was named, at most 7.
    pub distance: u8,
    /// Untimed service after which the clause stands, though it may be said of the visit.
    pub after: ChargeSet,
}

impl Owner {
    /// True when the clause is said of the visit as a whole.
    pub fn is_wide(self) -> bool {
        self.charges == 0
    }

    /// True when the clause belongs to charge `at`.
    pub fn holds(self, at: usize) -> bool {
        self.charges & bit(at) != 0
    }
}

/// The bit of charge `at`.
pub fn bit(at: usize) -> ChargeSet {
    1 << at.min(30)
}

/// The owner of each clause of `doc`, in order.
pub fn owners(text: &str, doc: &Doc, charges: &[Charge], rules: &RuleSet) -> Vec<Owner> {
    let services = Services::new(charges, rules);
    let mut walk = Walk {
        current: 0,
        indent: 0,
        start: LineStart::Text,
        bare: false,
        distance: 0,
        line: 0,
    };
    let mut out = Vec::with_capacity(doc.clauses.len());
    for clause in &doc.clauses {
        let mentions = services.mentions(text, doc, clause);
        let owner = walk.step(doc, clause, &mentions, services.untimed);
        out.push(services.widened(doc, clause, &mentions, owner));
    }
    out
}

/// Services by the ways notes name them.
struct Services {
    by_code: BTreeMap<String, ChargeSet>,
    by_class: BTreeMap<ClassId, ChargeSet>,
    all_class: Option<ClassId>,
    all: ChargeSet,
    untimed: ChargeSet,
}

/// Services named in one clause.
#[derive(Default)]
struct Mentions {
    all: ChargeSet,
    front: ChargeSet,
}

impl Services {
    fn new(charges: &[Charge], rules: &RuleSet) -> Self {
        let mut by_code: BTreeMap<String, ChargeSet> = BTreeMap::new();
        for (at, charge) in charges.iter().enumerate() {
            *by_code.entry(charge.code.clone()).or_default() |= bit(at);
        }
        let mut by_class = BTreeMap::new();
        for code in rules.codes.iter() {
            if let Some(class) = rules.lexicon.class(&format!("code:{}", code.code)) {
                by_class.insert(
                    class,
                    by_code.get(&code.code).copied().unwrap_or(OTHER_SERVICE),
                );
            }
        }
        Self {
            by_code,
            by_class,
            all_class: rules.lexicon.class("all_services"),
            all: (0..charges.len()).fold(0, |set, at| set | bit(at)),
            untimed: (0..charges.len())
                .filter(|at| !charges[*at].timed)
                .fold(OTHER_SERVICE, |set, at| set | bit(at)),
        }
    }

    /// `All of it one-on-one with me` under the last service speaks for every service.
    fn widened(&self, doc: &Doc, clause: &Clause, mentions: &Mentions, owner: Owner) -> Owner {
        let speaks = |class: ClassId| {
            doc.cues_in(clause.tokens.clone())
                .any(|cue| cue.class == class)
        };
        if mentions.all == 0 && !owner.is_wide() && self.all_class.is_some_and(speaks) {
            return Owner {
                charges: self.all,
                named: 0,
                distance: owner.distance,
                ..Owner::default()
            };
        }
        owner
    }

    fn mentions(&self, text: &str, doc: &Doc, clause: &Clause) -> Mentions {
        let mut out = Mentions::default();
        let front = clause.tokens.start + clause.n_label.max(front_signs(text, doc, clause)) + 4;
        for at in clause.tokens.clone() {
            let token = &doc.tokens[at];
            if token.kind == TokenKind::Code {
                let set = self.by_code.get(token.span.of(text)).copied();
                out.add(set.unwrap_or(0), at < front);
            }
        }
        let mut named: BTreeMap<usize, ChargeSet> = BTreeMap::new();
        for cue in doc.cues_in(clause.tokens.clone()) {
            if let Some(set) = self.by_class.get(&cue.class) {
                *named.entry(cue.first).or_default() |= set;
            }
        }
        for (at, set) in named {
            let billed = set & !OTHER_SERVICE;
            out.add(if billed == 0 { set } else { billed }, at < front);
        }
        out
    }
}

impl Mentions {
    fn add(&mut self, set: ChargeSet, front: bool) {
        self.all |= set;
        if front {
            self.front |= set;
        }
    }
}

/// Signs (bullets, boxes, brackets) before the first word.
fn front_signs(text: &str, doc: &Doc, clause: &Clause) -> usize {
    doc.tokens[clause.tokens.clone()]
        .iter()
        .take_while(|t| t.kind == TokenKind::Sign || t.span.of(text).eq_ignore_ascii_case("x"))
        .count()
}

/// The service that owns the text at the moment.
struct Walk {
    current: ChargeSet,
    indent: usize,
    start: LineStart,
    /// The block that named the service held hardly more than its name.
    bare: bool,
    distance: u8,
    /// Line on which the service was named.
    line: usize,
}

impl Walk {
    fn step(
        &mut self,
        doc: &Doc,
        clause: &Clause,
        mentions: &Mentions,
        untimed: ChargeSet,
    ) -> Owner {
        if clause.first {
            self.enter(doc, clause);
        }
        self.distance = (self.distance + 1).min(7);
        let billed = mentions.all & !OTHER_SERVICE;
        let listed = matches!(
            clause.section,
            Section::Charges | Section::Signature | Section::Header
        );
        let taken = self.current & !untimed == 0 && billed & !untimed != 0;
        let names = mentions.front != 0 || taken || (mentions.all != 0 && self.current == 0);
        if names && !listed {
            return self.take(
                doc,
                clause,
                mentions,
                if taken { billed & !untimed } else { 0 },
            );
        }
        if billed != 0 || listed {
            return Owner {
                charges: billed,
                named: billed,
                ..Owner::default()
            };
        }
        // What follows an adjustment or a hot pack on another line is no longer about it.
        if self.current & !untimed == 0 && clause.line != self.line {
            return Owner {
                after: self.current,
                ..Owner::default()
            };
        }
        Owner {
            charges: self.current,
            distance: self.distance,
            ..Owner::default()
        }
    }

    /// A clause that names a service: the text is that service's from here on. `taken` are the timed
    /// services that take it over from an untimed one.
    fn take(&mut self, doc: &Doc, clause: &Clause, mentions: &Mentions, taken: ChargeSet) -> Owner {
        let block = &doc.blocks[clause.block];
        let billed = mentions.all & !OTHER_SERVICE;
        // A modality named on the way to a billed service does not stand for it.
        let front = if taken == 0 {
            mentions.front & !OTHER_SERVICE
        } else {
            taken
        };
        let set = match (front, billed) {
            (0, 0) => mentions.all,
            (0, billed) => billed,
            (front, _) => front,
        };
        let only_other = set & !OTHER_SERVICE == 0;
        // A modality named in passing does not take the text away from the service that owns it.
        let inside = self.current != 0 && (!clause.first || block.indent > self.indent);
        if !(only_other && inside) {
            self.line = clause.line;
            self.current = if only_other {
                OTHER_SERVICE
            } else {
                set & !OTHER_SERVICE
            };
            self.indent = block.indent;
            self.start = block.start;
            self.bare = clause.tokens.len() < 14 && block_tokens(doc, clause) < 22;
            self.distance = 0;
        }
        let named = if self.distance == 0 {
            self.current
        } else {
            billed
        };
        Owner {
            charges: self.current,
            named,
            distance: self.distance,
            ..Owner::default()
        }
    }

    /// A new block: does the text still belong to the service?
    fn enter(&mut self, doc: &Doc, clause: &Clause) {
        if self.current == 0 {
            return;
        }
        let block = &doc.blocks[clause.block];
        let deeper = block.indent > self.indent;
        let section = clause
            .label
            .is_some_and(|label| label != Section::Other && label != Section::Treatment);
        let leaves = if self.current == OTHER_SERVICE && !deeper {
            true
        } else if section {
            !deeper
        } else if block.apart {
            !deeper && !self.bare
        } else {
            let listed = matches!(
                block.start,
                LineStart::Bullet
                    | LineStart::Checked
                    | LineStart::Unchecked
                    | LineStart::Code
                    | LineStart::Row
            );
            listed && self.start == block.start && block.indent <= self.indent
        };
        if leaves {
            self.current = 0;
            self.bare = false;
        } else if block_tokens(doc, clause) > 8 {
            self.bare = self.bare && !block.apart && deeper;
        }
    }
}

fn block_tokens(doc: &Doc, clause: &Clause) -> usize {
    let span = doc.blocks[clause.block].span;
    doc.token_at(span.end) - doc.token_at(span.start)
}
