//! From the scores of clauses to the status of each element of a charge.
//!
//! For each role the best clause of the charge's own text and the best clause said of the visit as a
//! whole are taken; a small table of weights (`src/engine/weights/elements.tsv`) turns them into one
//! status. The clauses taken are the evidence.

use std::collections::BTreeMap;

use super::contact::{ContactBounds, LENIENT, contact};
use super::scorer::Role;
use super::view::{Best, SHOWN, View};

/// Score of a role that no clause plays at all.
const NOTHING: f32 = -5.0;

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

/// Score below which no clause counts as evidence for a status, however likely the status is.
const EVIDENCE: f32 = -2.0;

/// Answers one question about a charge. A status that needs evidence and has none is `missing`: what
/// the record does not show is never assumed.
pub fn answer(view: &View, decider: &Decider, question: usize) -> usize {
    let (said, _) = decider.decide(&numbers(view, question), question);
    let Some(role) = evidence_of(question, said) else {
        return said;
    };
    let at = role as usize;
    let shown = [view.own[at], view.wide[at], view.other[at]]
        .into_iter()
        .flatten()
        .any(|best| best.score > EVIDENCE);
    if shown { said } else { 0 }
}

/// The role that must be played for the status; `None` where the status needs no evidence.
fn evidence_of(question: usize, status: usize) -> Option<Role> {
    Some(match (question, status) {
        (0, 1) => Role::Contact,
        (0, 2) => Role::Hands,
        (0, 3) => Role::Alone,
        (2, 1) => Role::BareGoal,
        (2, 2) => Role::Goal,
        (3, 1) => Role::Link,
        (4, 1) => Role::BareResponse,
        (4, 2) => Role::Response,
        _ => return None,
    })
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
        let ranked = self.ranked(numbers, question);
        let lead = ranked.get(1).map_or(f32::MAX, |next| ranked[0].1 - next.1);
        (ranked[0].0, lead)
    }

    /// All statuses of the question, likeliest first, each with its sum.
    pub fn ranked(&self, numbers: &[f32], question: usize) -> Vec<(usize, f32)> {
        let mut sums = [0.0_f32; 4];
        for (number, row) in numbers.iter().zip(&self.rows[question]) {
            if *number != 0.0 {
                for (sum, weight) in sums.iter_mut().zip(row) {
                    *sum += weight * number;
                }
            }
        }
        let n = QUESTIONS[question].1.len();
        let mut ranked: Vec<(usize, f32)> = sums.into_iter().enumerate().take(n).collect();
        // Of equals the later one, as the weights were fitted.
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| b.0.cmp(&a.0)));
        ranked
    }
}
