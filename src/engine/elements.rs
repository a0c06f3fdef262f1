//! The elements of each timed charge, its intent, and what the record shows of untimed charges.
//!
//! Owner, scores and decisions come together here: the best clauses become evidence, the decision
//! becomes a status. Time is filled by `time.rs`.

use std::sync::LazyLock;

use super::decide::{CODING, Decider, INTENT, QUESTIONS, answer, numbers};
use super::own::{Owner, owners};
use super::scorer::{Role, Scored, Scorer};
use super::view::{Best, Page, View, view};
use crate::parse::Doc;
use crate::rules::RuleSet;
use crate::text::Span;
use crate::visit::{Charge, ChargeVerdict, Element, ElementKind, Elements, Intent, Status};

static SCORER: LazyLock<Scorer> =
    LazyLock::new(|| Scorer::read(include_str!("weights/clauses.tsv")));
static DECIDER: LazyLock<Decider> =
    LazyLock::new(|| Decider::read(include_str!("weights/elements.tsv")));

/// The scorer with the weights that come with the program.
pub fn scorer() -> &'static Scorer {
    &SCORER
}

/// The element decisions with the weights that come with the program.
pub fn decider() -> &'static Decider {
    &DECIDER
}

/// Everything that was read of a visit's clauses.
#[derive(Clone, Debug, Default)]
pub struct Heard {
    /// Whose words each clause is.
    pub owners: Vec<Owner>,
    /// What each clause says.
    pub scored: Vec<Scored>,
    /// What the text shows for each charge.
    pub views: Vec<View>,
}

/// Owners and scores of all clauses, and a view for each charge.
pub fn hear(text: &str, doc: &Doc, charges: &[Charge], rules: &RuleSet) -> Heard {
    let owners = owners(text, doc, charges, rules);
    let scored: Vec<Scored> = (0..doc.clauses.len())
        .map(|at| SCORER.score(text, doc, at, owners[at], rules))
        .collect();
    let n_timed = charges.iter().filter(|c| c.timed).count();
    let page = Page {
        text,
        doc,
        owners: &owners,
        scores: &scored,
        rules,
    };
    let views = (0..charges.len())
        .map(|at| view(page, at, n_timed, family(rules, &charges[at])))
        .collect();
    Heard {
        owners,
        scored,
        views,
    }
}

fn family<'r>(rules: &'r RuleSet, charge: &Charge) -> &'r str {
    rules
        .codes
        .get(&charge.code)
        .map_or("", |code| code.family.as_str())
}

/// Fills elements and intent of the timed charges and the verdict of the untimed ones.
pub fn fill(charges: &mut [Charge], heard: &Heard, doc: &Doc, rules: &RuleSet) {
    for (at, charge) in charges.iter_mut().enumerate() {
        let view = &heard.views[at];
        if !charge.timed {
            charge.verdict = coding(view);
            continue;
        }
        let elements = charge.elements.get_or_insert_with(Elements::default);
        for (question, kind) in [
            ElementKind::Contact,
            ElementKind::Activity,
            ElementKind::Goal,
            ElementKind::Condition,
            ElementKind::Response,
        ]
        .into_iter()
        .enumerate()
        {
            let status = status_of(QUESTIONS[question].1[answer(view, &DECIDER, question)]);
            let spans = evidence(view, heard, doc, kind, status);
            *elements.get_mut(kind) = Element {
                status,
                spans,
                reasons: Vec::new(),
            };
        }
        if rules
            .codes
            .get(&charge.code)
            .is_some_and(|code| code.intent)
        {
            charge.intent = Some(intent(view));
        }
    }
}

fn intent(view: &View) -> Intent {
    match QUESTIONS[INTENT].1[DECIDER.decide(&numbers(view, INTENT), INTENT).0] {
        "functional" => Intent::Functional,
        "exercise_only" => Intent::ExerciseOnly,
        _ => Intent::Unclear,
    }
}

fn coding(view: &View) -> ChargeVerdict {
    match QUESTIONS[CODING].1[DECIDER.decide(&numbers(view, CODING), CODING).0] {
        "supported" => ChargeVerdict::Supported,
        "partial" => ChargeVerdict::Partial,
        _ => ChargeVerdict::Unsupported,
    }
}

fn status_of(word: &str) -> Status {
    match word {
        "generic" => Status::Generic,
        "contradicted" => Status::Contradicted,
        "implied" => Status::Implied,
        "present" => Status::Present,
        "specific" => Status::Specific,
        _ => Status::Missing,
    }
}

/// The words a status rests on, in reading order.
fn evidence(view: &View, heard: &Heard, doc: &Doc, kind: ElementKind, status: Status) -> Vec<Span> {
    let Some(role) = role_of(kind, status) else {
        return Vec::new();
    };
    let at = role as usize;
    bests(view, role)
        .iter()
        .map(|best| doc.span_of(heard.scored[best.clause].ranges[at].clone()))
        .collect()
}

/// The clauses that play `role` for the charge, in reading order; the likeliest one when none does
/// for certain.
pub(super) fn bests(view: &View, role: Role) -> Vec<Best> {
    let at = role as usize;
    let mut found: Vec<Best> = [
        view.own[at],
        view.second[at],
        view.linked[at],
        view.wide[at],
    ]
    .into_iter()
    .flatten()
    .filter(|best| best.score > 0.0)
    .collect();
    if found.is_empty() {
        found.extend(
            view.own[at]
                .into_iter()
                .chain(view.wide[at])
                .max_by(|a, b| a.score.total_cmp(&b.score)),
        );
    }
    found.sort_by_key(|best| best.clause);
    found.dedup_by_key(|best| best.clause);
    found
}

/// The role that an element's status rests on.
pub(super) fn role_of(kind: ElementKind, status: Status) -> Option<Role> {
    Some(match (kind, status) {
        (ElementKind::Contact, Status::Present) => Role::Contact,
        (ElementKind::Contact, Status::Implied) => Role::Hands,
        (ElementKind::Contact, Status::Contradicted) => Role::Alone,
        (ElementKind::Activity, Status::Specific) => Role::Activity,
        (ElementKind::Activity, Status::Generic) => Role::BareActivity,
        (ElementKind::Goal, Status::Specific) => Role::Goal,
        (ElementKind::Goal, Status::Generic) => Role::BareGoal,
        (ElementKind::Condition, Status::Present) => Role::Link,
        (ElementKind::Response, Status::Specific) => Role::Response,
        (ElementKind::Response, Status::Generic) => Role::BareResponse,
        _ => return None,
    })
}
