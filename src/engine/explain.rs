//! Why a visit is judged as it is: for each element the words it rests on, what counted for and
//! against them, what came near and was not enough, and whose words each clause was taken for.
//!
//! Reads again what `check_visit` decided and keeps the reasons. Decides nothing: a status told here
//! is the status of the charge.

mod amounts;
mod cleared;
mod reason;
mod words;

pub use amounts::{Amount, amounts};
pub use cleared::{Cleared, cleared};
pub use reason::{ClauseWhy, Sureness, Telling, Why};
pub use words::Counted;

use super::decide::{CODING, INTENT, QUESTIONS, numbers};
use super::elements::{Heard, bests, decider, hear, role_of};
use super::own::{OTHER_SERVICE, Owner, bit};
use super::scorer::Role;
use super::view::{Best, Page, SHOWN, View};
use crate::finding::{Category, Checked, Severity};
use crate::parse::Reading;
use crate::rules::{Profile, RuleSet};
use crate::text::Span;
use crate::visit::{ChargeVerdict, ElementKind};
use reason::NEAR;
use words::{counted, folded, thing};

/// Words that came near, told for one element.
const MAX_NEAR: usize = 3;
/// Lead under which a decision is told to be close.
const CLOSE: f32 = 1.0;

/// A visit, read again for its reasons.
pub struct Explainer<'e> {
    text: &'e str,
    reading: &'e Reading,
    checked: &'e Checked,
    rules: &'e RuleSet,
    profile: &'e Profile,
    heard: Heard,
}

/// Roles in a word or two, in the order of [`Role`].
const SHORT: [&str; super::scorer::N_ROLES] = [
    "what was done",
    "category only",
    "goal",
    "general goal",
    "reason",
    "response",
    "stock response",
    "contact",
    "hands or cues",
    "not one-on-one",
    "task",
    "exercise",
    "stock phrase",
];

impl<'e> Explainer<'e> {
    /// Reads the visit again.
    pub fn new(
        text: &'e str,
        reading: &'e Reading,
        checked: &'e Checked,
        rules: &'e RuleSet,
        profile: &'e Profile,
    ) -> Self {
        let heard = hear(text, &reading.doc, &reading.visit.charges, rules);
        Self {
            text,
            reading,
            checked,
            rules,
            profile,
            heard,
        }
    }

    fn page(&self) -> Page<'_> {
        Page {
            text: self.text,
            doc: &self.reading.doc,
            owners: &self.heard.owners,
            scores: &self.heard.scored,
            rules: self.rules,
        }
    }

    /// Why each element of charge `at` has its status, the kind of work, and for an untimed charge
    /// what its text shows.
    pub fn charge(&self, at: usize) -> Vec<Why> {
        let charge = &self.checked.visit.charges[at];
        if !charge.timed {
            return vec![self.coding(at)];
        }
        let mut out: Vec<Why> = ElementKind::ALL
            .into_iter()
            .map(|kind| self.element(at, kind))
            .collect();
        if let Some(intent) = charge.intent {
            out.push(self.intent(at, intent.word()));
        }
        out
    }

    /// Why one element has its status.
    pub fn element(&self, at: usize, kind: ElementKind) -> Why {
        let charge = &self.checked.visit.charges[at];
        let Some(element) = charge.elements.as_ref().map(|e| e.get(kind)) else {
            return Why::default();
        };
        if kind == ElementKind::Time {
            return Why {
                about: kind.word(),
                answer: element.status.word().replace('_', " "),
                remarks: element.reasons.clone(),
                rests_on: element.spans.iter().map(|span| self.bare(*span)).collect(),
                ..Why::default()
            };
        }
        let mine = role_of(kind, element.status);
        let view = &self.heard.views[at];
        let rests_on: Vec<Telling> = mine
            .into_iter()
            .flat_map(|role| bests(view, role).into_iter().map(move |b| (b, role)))
            .map(|(best, role)| self.telling(best, role))
            .collect();
        let question = question_of(kind);
        Why {
            about: kind.word(),
            answer: element.status.word().to_owned(),
            close: self.close(view, question),
            near: self.near(view, roles_about(kind), mine, &rests_on),
            remarks: self.remarks(&rests_on, mine.is_some()),
            rests_on,
        }
    }

    fn intent(&self, at: usize, answer: &str) -> Why {
        let view = &self.heard.views[at];
        let mine = match answer {
            "functional" => Some(Role::Task),
            "exercise_only" => Some(Role::Exercise),
            _ => None,
        };
        let rests_on: Vec<Telling> = mine
            .into_iter()
            .flat_map(|role| bests(view, role).into_iter().map(move |b| (b, role)))
            .map(|(best, role)| self.telling(best, role))
            .collect();
        Why {
            about: "kind of work",
            answer: answer.replace('_', " "),
            close: self.close(view, INTENT),
            near: self.near(view, &[Role::Task, Role::Exercise], mine, &rests_on),
            remarks: Vec::new(),
            rests_on,
        }
    }

    /// What the text of an untimed charge shows.
    fn coding(&self, at: usize) -> Why {
        let view = &self.heard.views[at];
        let name = |nth: usize| match SHOWN.get(nth) {
            Some(class) => thing(class),
            None if nth == SHOWN.len() => "a vertebra".to_owned(),
            None => "a number".to_owned(),
        };
        let (mut there, mut absent) = (Vec::new(), Vec::new());
        for (nth, shown) in view.shown.iter().enumerate() {
            let side = if *shown { &mut there } else { &mut absent };
            side.push(name(nth));
        }
        let list = |words: &[String]| match words {
            [] => "nothing that describes it".to_owned(),
            words => words.join(", "),
        };
        let mut remarks = vec![format!("its text shows {}", list(&there))];
        if self.checked.visit.charges[at].verdict != ChargeVerdict::Supported {
            remarks.push(format!("it does not show {}", list(&absent)));
        }
        Why {
            about: "description",
            answer: self.checked.visit.charges[at].verdict.word().to_owned(),
            close: self.close(view, CODING),
            remarks,
            ..Why::default()
        }
    }

    /// The second answer, when the decision was close.
    fn close(&self, view: &View, question: usize) -> Option<&'static str> {
        let ranked = decider().ranked(&numbers(view, question), question);
        let [first, second, ..] = ranked[..] else {
            return None;
        };
        (first.1 - second.1 < CLOSE).then_some(QUESTIONS[question].1[second.0])
    }

    fn remarks(&self, rests_on: &[Telling], answered: bool) -> Vec<String> {
        let sure = rests_on.iter().any(|t| t.sureness >= Sureness::Likely);
        match (answered, sure) {
            (true, false) if !rests_on.is_empty() => {
                vec!["no clause says it for certain; it is the likeliest reading".to_owned()]
            }
            _ => Vec::new(),
        }
    }

    /// Clauses that play another role about the same element, or come near to one.
    fn near(
        &self,
        view: &View,
        roles: &[Role],
        mine: Option<Role>,
        told: &[Telling],
    ) -> Vec<Telling> {
        let mut found: Vec<(Best, Role)> = Vec::new();
        for role in roles.iter().copied().filter(|role| Some(*role) != mine) {
            let at = role as usize;
            let places = [view.own[at], view.linked[at], view.wide[at], view.other[at]];
            for best in places.into_iter().flatten().filter(|b| b.score > NEAR) {
                if !found.iter().any(|(b, _)| b.clause == best.clause) {
                    found.push((best, role));
                }
            }
        }
        found.sort_by(|a, b| b.0.score.total_cmp(&a.0.score));
        found
            .into_iter()
            .map(|(best, role)| self.telling(best, role))
            .filter(|near| {
                told.iter()
                    .all(|t| t.span != near.span || t.says != near.says)
            })
            .take(MAX_NEAR)
            .collect()
    }

    fn telling(&self, best: Best, role: Role) -> Telling {
        let range = self.heard.scored[best.clause].ranges[role as usize].clone();
        let counted = counted(self.page(), best.clause, range.clone(), role);
        Telling {
            span: self.reading.doc.span_of(range),
            says: Role::WORDS[role as usize].1,
            sureness: Sureness::of(best.score),
            whose: self.whose(self.heard.owners[best.clause]),
            counted: Counted {
                // What was overcome by far is not worth a reader's time.
                con: match Sureness::of(best.score) {
                    Sureness::Plainly => Vec::new(),
                    _ => counted.con,
                },
                ..counted
            },
        }
    }

    /// Words told without a reason of their own.
    fn bare(&self, span: Span) -> Telling {
        Telling {
            span,
            says: "",
            sureness: Sureness::Plainly,
            whose: Vec::new(),
            counted: Counted::default(),
        }
    }

    fn whose(&self, owner: Owner) -> Vec<String> {
        let charges = self.checked.visit.charges.iter().enumerate();
        charges
            .filter(|(at, _)| owner.charges & bit(*at) != 0)
            .map(|(_, charge)| charge.code.clone())
            .collect()
    }

    /// Every clause with whose it is and what it says.
    pub fn clauses(&self) -> Vec<ClauseWhy> {
        let doc = &self.reading.doc;
        let rows = doc
            .clauses
            .iter()
            .zip(&self.heard.owners)
            .zip(&self.heard.scored);
        rows.map(|((clause, owner), scored)| ClauseWhy {
            span: clause.span,
            whose: self.whose(*owner),
            unbilled: owner.charges == OTHER_SERVICE,
            says: (0..SHORT.len())
                .filter(|role| scored.scores[*role] > 0.0 && !clause.unticked)
                .map(|role| SHORT[role])
                .collect(),
        })
        .collect()
    }

    /// Why the visit has its verdict, one line for each reason.
    pub fn verdict(&self) -> Vec<String> {
        let mut out = Vec::new();
        let visit = &self.checked.visit;
        for charge in &visit.charges {
            match charge.verdict {
                ChargeVerdict::Supported => {}
                verdict => out.push(format!("{} is {}", charge.code, verdict.word())),
            }
        }
        for finding in &self.checked.findings {
            let flags = match finding.category {
                Category::Contradiction | Category::Clone => true,
                Category::Residue => finding.severity > Severity::Info,
                _ => false,
            };
            if flags {
                out.push(format!("{} ({})", finding.message, finding.rule));
            }
        }
        if !visit.signed {
            out.push("it is not signed".to_owned());
        }
        if out.is_empty() {
            out.push("every charge is supported and nothing contradicts the record".to_owned());
        }
        out
    }

    /// The words of a span on one line.
    pub fn words(&self, span: Span) -> String {
        folded(self.text, span)
    }
}

/// Place of an element among the questions.
fn question_of(kind: ElementKind) -> usize {
    QUESTIONS
        .iter()
        .position(|(word, _)| *word == kind.word())
        .unwrap_or(0)
}

/// Roles that speak of an element.
fn roles_about(kind: ElementKind) -> &'static [Role] {
    match kind {
        ElementKind::Time => &[],
        ElementKind::Contact => &[Role::Contact, Role::Hands, Role::Alone],
        ElementKind::Activity => &[Role::Activity, Role::BareActivity],
        ElementKind::Goal => &[Role::Goal, Role::BareGoal],
        ElementKind::Condition => &[Role::Link],
        ElementKind::Response => &[Role::Response, Role::BareResponse],
    }
}

#[cfg(test)]
mod tests;
