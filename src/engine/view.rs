//! What the text shows for one charge: for each role the best clause of its own text, of the visit, and
//! of the other charges.

use std::collections::BTreeMap;

use super::own::{Owner, bit};
use super::scorer::{N_ROLES, Scored};
use crate::parse::{Doc, TokenKind};
use crate::rules::{ClassId, RuleSet};
use crate::text::WordId;

/// The best clause for a role.
#[derive(Clone, Copy, Debug)]
pub struct Best {
    /// Index of the clause.
    pub clause: usize,
    /// Its score.
    pub score: f32,
}

/// What the text shows for one charge, role by role.
#[derive(Clone, Debug)]
pub struct View {
    /// Best clause of the charge's own text.
    pub own: [Option<Best>; N_ROLES],
    /// Second best clause of the charge's own text.
    pub second: [Option<Best>; N_ROLES],
    /// Best clause said of the visit as a whole.
    pub wide: [Option<Best>; N_ROLES],
    /// Best clause said of the visit that shares a rare word with the charge's own text.
    pub linked: [Option<Best>; N_ROLES],
    /// Best clause of another charge's own text.
    pub other: [Option<Best>; N_ROLES],
    /// Timed charges of the visit.
    pub n_timed: usize,
    /// Words of the charge's own text, names of services and amounts left out.
    pub n_words: usize,
    /// Family of the charge's code.
    pub family: String,
    /// Word classes that the charge's own text holds, of those in [`SHOWN`].
    pub shown: Vec<bool>,
}

impl View {
    /// A view of nothing.
    pub(super) fn empty(n_timed: usize, family: &str) -> Self {
        Self {
            own: [None; N_ROLES],
            second: [None; N_ROLES],
            wide: [None; N_ROLES],
            linked: [None; N_ROLES],
            other: [None; N_ROLES],
            n_timed,
            n_words: 0,
            family: family.to_owned(),
            shown: vec![false; SHOWN.len() + 2],
        }
    }

    /// Notes the word classes of a clause of the charge's own text.
    fn show(&mut self, doc: &Doc, clause: usize, classes: &[Option<ClassId>]) {
        let tokens = doc.clauses[clause].tokens.clone();
        for cue in doc.cues_in(tokens.clone()) {
            if let Some(nth) = classes.iter().position(|class| *class == Some(cue.class)) {
                self.shown[nth] = true;
            }
        }
        for token in &doc.tokens[tokens] {
            self.shown[SHOWN.len()] |= token.kind == TokenKind::Mixed;
            self.shown[SHOWN.len() + 1] |= token.kind == TokenKind::Number;
        }
    }

    /// Keeps a clause where it is the best of its kind so far.
    fn weigh(&mut self, role: usize, best: Best, own: bool, wide: bool, linked: bool) {
        if own {
            if beats(best, self.own[role]) {
                self.second[role] = self.own[role];
                self.own[role] = Some(best);
            } else if beats(best, self.second[role]) {
                self.second[role] = Some(best);
            }
        } else if wide {
            if beats(best, self.wide[role]) {
                self.wide[role] = Some(best);
            }
            if linked && beats(best, self.linked[role]) {
                self.linked[role] = Some(best);
            }
        } else if beats(best, self.other[role]) {
            self.other[role] = Some(best);
        }
    }
}

/// Word classes that tell what was done under an untimed code.
pub const SHOWN: [&str; 9] = [
    "adjust",
    "body_part",
    "side",
    "modality",
    "manual_work",
    "load",
    "clock_unit",
    "group",
    "provider",
];

/// The page a view is taken of.
#[derive(Clone, Copy)]
pub struct Page<'p> {
    /// Text of the file.
    pub text: &'p str,
    /// Structure of the visit.
    pub doc: &'p Doc,
    /// Whose words each clause is.
    pub owners: &'p [Owner],
    /// What each clause says.
    pub scores: &'p [Scored],
    /// Rules in force.
    pub rules: &'p RuleSet,
}

/// Gathers what the text shows for charge `at`, whose code is of `family`.
pub fn view(page: Page<'_>, at: usize, n_timed: usize, family: &str) -> View {
    let mut view = View::empty(n_timed, family);
    let classes: Vec<Option<ClassId>> = SHOWN
        .iter()
        .map(|name| page.rules.lexicon.class(name))
        .collect();
    let told = told_words(page.doc, page.owners, at);
    for (clause, owner) in page.owners.iter().enumerate() {
        let here = &page.doc.clauses[clause];
        if (here.heading && here.tokens.len() <= here.n_label) || here.unticked {
            continue;
        }
        if owner.holds(at) {
            view.n_words += page.doc.tokens[here.tokens.clone()]
                .iter()
                .filter(|t| t.kind == TokenKind::Word && t.span.of(page.text).len() > 2)
                .count();
        }
        if owner.holds(at) || owner.after & bit(at) != 0 {
            view.show(page.doc, clause, &classes);
        }
        let linked = owner.is_wide() && shares(page.doc, clause, &told);
        for role in 0..N_ROLES {
            let best = Best {
                clause,
                score: page.scores[clause].scores[role],
            };
            view.weigh(role, best, owner.holds(at), owner.is_wide(), linked);
        }
    }
    view
}

fn beats(new: Best, old: Option<Best>) -> bool {
    old.is_none_or(|old| new.score > old.score)
}

/// Words of the charge's own text that stand nowhere in the text of another charge.
fn told_words(doc: &Doc, owners: &[Owner], at: usize) -> Vec<WordId> {
    let mut words: BTreeMap<WordId, u8> = BTreeMap::new();
    for (clause, owner) in doc.clauses.iter().zip(owners) {
        let mark = if owner.charges == bit(at) {
            1
        } else if owner.is_wide() {
            continue;
        } else {
            2
        };
        for token in &doc.tokens[clause.tokens.clone()] {
            if token.kind == TokenKind::Word && token.span.len() > 3 {
                *words.entry(token.word).or_default() |= mark;
            }
        }
    }
    words
        .into_iter()
        .filter(|(_, mark)| *mark == 1)
        .map(|(word, _)| word)
        .collect()
}

fn shares(doc: &Doc, clause: usize, told: &[WordId]) -> bool {
    doc.tokens[doc.clauses[clause].tokens.clone()]
        .iter()
        .any(|t| {
            t.kind == TokenKind::Word && t.span.len() > 3 && told.binary_search(&t.word).is_ok()
        })
}
