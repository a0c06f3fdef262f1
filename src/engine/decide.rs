//! From the scores of clauses to the status of each element of a charge.
//!
//! For each role the best clause of the charge's own text and the best clause said of the visit as a
//! whole are taken; a small table of weights (`src/engine/weights/elements.tsv`) turns them into one
//! status. The clauses taken are the evidence.

use std::collections::BTreeMap;

use super::own::{Owner, bit};
use super::scorer::{N_ROLES, Role, Scored};
use crate::parse::{Doc, TokenKind};
use crate::rules::{ClassId, RuleSet};
use crate::text::WordId;

/// Score of a role that no clause plays at all.
const NOTHING: f32 = -5.0;

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
    fn empty(n_timed: usize, family: &str) -> Self {
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

/// Gathers what the text shows for charge `at`.
pub fn view(
    text: &str,
    doc: &Doc,
    owners: &[Owner],
    scores: &[Scored],
    at: usize,
    n_timed: usize,
    family: &str,
    rules: &RuleSet,
) -> View {
    let mut view = View::empty(n_timed, family);
    let classes: Vec<Option<ClassId>> =
        SHOWN.iter().map(|name| rules.lexicon.class(name)).collect();
    let told = told_words(doc, owners, at);
    for (clause, owner) in owners.iter().enumerate() {
        let here = &doc.clauses[clause];
        if (here.heading && here.tokens.len() <= here.n_label) || here.unticked {
            continue;
        }
        if owner.holds(at) {
            view.n_words += doc.tokens[here.tokens.clone()]
                .iter()
                .filter(|t| t.kind == TokenKind::Word && t.span.of(text).len() > 2)
                .count();
        }
        if owner.holds(at) || owner.after & bit(at) != 0 {
            for cue in doc.cues_in(here.tokens.clone()) {
                if let Some(nth) = classes.iter().position(|class| *class == Some(cue.class)) {
                    view.shown[nth] = true;
                }
            }
            for token in &doc.tokens[here.tokens.clone()] {
                view.shown[SHOWN.len()] |= token.kind == TokenKind::Mixed;
                view.shown[SHOWN.len() + 1] |= token.kind == TokenKind::Number;
            }
        }
        let linked = owner.is_wide() && shares(doc, clause, &told);
        for role in 0..N_ROLES {
            let best = Best {
                clause,
                score: scores[clause].scores[role],
            };
            if owner.holds(at) {
                if beats(best, view.own[role]) {
                    view.second[role] = view.own[role];
                    view.own[role] = Some(best);
                } else if beats(best, view.second[role]) {
                    view.second[role] = Some(best);
                }
            } else if owner.is_wide() {
                if beats(best, view.wide[role]) {
                    view.wide[role] = Some(best);
                }
                if linked && beats(best, view.linked[role]) {
                    view.linked[role] = Some(best);
                }
            } else if beats(best, view.other[role]) {
                view.other[role] = Some(best);
            }
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

/// Number of questions.
pub const N_QUESTIONS: usize = 7;

/// What is decided of a charge, with the statuses in the order of the weights file.
pub const QUESTIONS: [(&str, &[&str]); N_QUESTIONS] = [
    (
        "contact",
        &["missing", "present", "implied", "contradicted"],
    ),
    ("activity", &["missing", "generic", "specific"]),
    ("goal", &["missing", "generic", "specific"]),
    ("condition", &["missing", "present"]),
    ("response", &["missing", "generic", "specific"]),
    ("intent", &["unclear", "functional", "exercise_only"]),
    ("coding", &["unsupported", "partial", "supported"]),
];

/// Place of the intent among the questions.
pub const INTENT: usize = 5;
/// Place of the question about untimed codes.
pub const CODING: usize = 6;

/// Roles that a question looks at.
pub fn roles_of(question: usize) -> &'static [Role] {
    match question {
        0 => &[Role::Contact, Role::Hands, Role::Alone, Role::Activity],
        1 => &[
            Role::Activity,
            Role::BareActivity,
            Role::Task,
            Role::Exercise,
            Role::Stock,
        ],
        2 => &[Role::Goal, Role::BareGoal, Role::Activity],
        3 => &[Role::Link, Role::Response, Role::Activity],
        4 => &[
            Role::Response,
            Role::BareResponse,
            Role::Activity,
            Role::BareActivity,
        ],
        _ => &[
            Role::Task,
            Role::Exercise,
            Role::Activity,
            Role::BareActivity,
        ],
    }
}

/// Families that the question about untimed codes tells apart; every other one is the last.
const FAMILIES: [&str; 5] = ["cmt", "modality_supervised", "evaluation", "group", "other"];

/// The numbers that a question looks at, in the order of [`names`].
pub fn numbers(view: &View, question: usize) -> Vec<f32> {
    let mut out = Vec::with_capacity(64);
    each(view, question, &mut |_, number| out.push(number));
    out
}

/// Names of the numbers that a question looks at, as the weights file has them.
pub fn names(question: usize) -> Vec<String> {
    let mut out = Vec::new();
    each(&View::empty(0, ""), question, &mut |name, _| {
        out.push(name())
    });
    out
}

fn each(view: &View, question: usize, put: &mut dyn FnMut(&dyn Fn() -> String, f32)) {
    let single = view.n_timed <= 1;
    put(&|| "always".to_owned(), 1.0);
    put(&|| "single".to_owned(), truth(single));
    put(&|| "told:0".to_owned(), truth(view.n_words == 0));
    put(
        &|| "told:few".to_owned(),
        truth((1..=4).contains(&view.n_words)),
    );
    put(
        &|| "told:some".to_owned(),
        truth((5..=12).contains(&view.n_words)),
    );
    if question == CODING {
        each_shown(view, put);
    }
    if question == 0 {
        let said = contact(view, &ContactBounds::default());
        let lenient = contact(view, &LENIENT);
        for (at, word) in QUESTIONS[0].1.iter().enumerate() {
            put(&|| format!("rule says {word}"), truth(said == at));
            put(
                &|| format!("lenient rule says {word}"),
                truth(lenient == at),
            );
        }
    }
    for role in roles_of(question) {
        let letter = Role::WORDS[*role as usize].0;
        let at = *role as usize;
        let own = level(view.own[at]);
        let wide = level(view.wide[at]);
        let linked = level(view.linked[at]);
        put(&|| format!("own:{letter}"), own);
        put(&|| format!("own+:{letter}"), own.max(0.0));
        put(&|| format!("second:{letter}"), level(view.second[at]));
        put(&|| format!("wide:{letter}"), wide);
        put(&|| format!("wide+:{letter}"), wide.max(0.0));
        put(&|| format!("linked:{letter}"), linked);
        put(&|| format!("other:{letter}"), level(view.other[at]));
        put(
            &|| format!("single wide:{letter}"),
            if single { wide } else { 0.0 },
        );
        put(&|| format!("any:{letter}"), own.max(linked));
        put(&|| format!("own sure:{letter}"), truth(own > 0.0));
        put(&|| format!("own likely:{letter}"), truth(own > -0.3));
        put(&|| format!("wide sure:{letter}"), truth(wide > 0.0));
        put(&|| format!("any sure:{letter}"), truth(own.max(wide) > 0.0));
    }
}

/// Word classes of the charge's own text, by family of the code.
fn each_shown(view: &View, put: &mut dyn FnMut(&dyn Fn() -> String, f32)) {
    let family = FAMILIES
        .iter()
        .position(|name| *name == view.family)
        .unwrap_or(FAMILIES.len() - 1);
    let shown_name = |nth: usize| {
        SHOWN.get(nth).copied().unwrap_or(if nth == SHOWN.len() {
            "vertebra"
        } else {
            "number"
        })
    };
    for (nth, name) in FAMILIES.iter().enumerate() {
        put(&|| format!("is {name}"), truth(nth == family));
        for (at, shown) in view.shown.iter().enumerate() {
            put(
                &|| format!("{name} shows {}", shown_name(at)),
                truth(nth == family && *shown),
            );
        }
    }
    for (at, shown) in view.shown.iter().enumerate() {
        put(&|| format!("shows {}", shown_name(at)), truth(*shown));
    }
}

fn truth(yes: bool) -> f32 {
    f32::from(u8::from(yes))
}

fn level(best: Option<Best>) -> f32 {
    best.map_or(NOTHING, |b| b.score).clamp(-5.0, 5.0) / 5.0
}

/// Weights of the questions.
#[derive(Clone, Debug)]
pub struct Decider {
    /// For each question, for each of its numbers, a weight for each status.
    rows: [Vec<Vec<f32>>; N_QUESTIONS],
}

impl Default for Decider {
    fn default() -> Self {
        Self {
            rows: std::array::from_fn(|question| vec![Vec::new(); names(question).len()]),
        }
    }
}

impl Decider {
    /// Reads a weights file: `question TAB number TAB` one weight for each status, in thousandths.
    pub fn read(text: &str) -> Self {
        let mut decider = Self::default();
        let places: Vec<BTreeMap<String, usize>> = (0..N_QUESTIONS)
            .map(|question| names(question).into_iter().zip(0..).collect())
            .collect();
        for line in text.lines().filter(|l| !l.starts_with('#')) {
            let mut cells = line.split('\t');
            let (Some(word), Some(name)) = (cells.next(), cells.next()) else {
                continue;
            };
            let Some(question) = QUESTIONS.iter().position(|(w, _)| *w == word) else {
                continue;
            };
            if let Some(at) = places[question].get(name) {
                decider.rows[question][*at] = cells
                    .map(|cell| cell.parse::<f32>().unwrap_or(0.0) / 1000.0)
                    .collect();
            }
        }
        decider
    }

    /// Sets the weights of one question, one row for each number.
    pub fn set(&mut self, question: usize, rows: Vec<Vec<f32>>) {
        self.rows[question] = rows;
    }

    /// The likeliest status, as an index into the statuses of the question, and its lead over the next.
    pub fn decide(&self, numbers: &[f32], question: usize) -> (usize, f32) {
        let mut sums = [0.0_f32; 4];
        let n = QUESTIONS[question].1.len();
        for (number, row) in numbers.iter().zip(&self.rows[question]) {
            if *number != 0.0 {
                for (sum, weight) in sums.iter_mut().zip(row) {
                    *sum += weight * number;
                }
            }
        }
        let best = (0..n)
            .max_by(|a, b| sums[*a].total_cmp(&sums[*b]))
            .unwrap_or(0);
        let next = (0..n)
            .filter(|at| *at != best)
            .map(|at| sums[at])
            .fold(f32::MIN, f32::max);
        (best, sums[best] - next)
    }
}

/// Scores from which the roles about contact count.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ContactBounds {
    /// Contact stated in the charge's own text.
    pub claimed: f32,
    /// Contact stated of the visit.
    pub claimed_wide: f32,
    /// Hands or cueing described.
    pub hands: f32,
    /// The opposite in the charge's own text.
    pub alone: f32,
    /// The opposite said of the visit.
    pub alone_wide: f32,
}

/// Bounds that take a weaker hint for a statement.
const LENIENT: ContactBounds = ContactBounds {
    claimed: -1.5,
    claimed_wide: -1.5,
    hands: -1.0,
    alone: -1.5,
    alone_wide: -1.0,
};

/// Status of contact, as an index into the statuses of the first question. What the charge's own text
/// says goes before what is said of the visit, and the opposite before the claim: an attestation
/// never overrules the body of the note.
pub fn contact(view: &View, bounds: &ContactBounds) -> usize {
    let score = |bests: &[Option<Best>; N_ROLES], role: Role| {
        bests[role as usize].map_or(f32::MIN, |b| b.score)
    };
    let own = |role: Role| score(&view.own, role);
    let wide = |role: Role| score(&view.wide, role);
    let hands = own(Role::Hands) > bounds.hands;
    if own(Role::Alone) > bounds.alone && own(Role::Alone) + 1.0 > own(Role::Contact).min(6.0) {
        3
    } else if own(Role::Contact) > bounds.claimed {
        usize::from(hands && own(Role::Hands) > own(Role::Contact)) + 1
    } else if wide(Role::Alone) > bounds.alone_wide && !hands {
        3
    } else if wide(Role::Contact) > bounds.claimed_wide {
        1
    } else if hands || (view.n_timed <= 1 && wide(Role::Hands) > bounds.hands) {
        2
    } else {
        0
    }
}
