//! "Why was this not flagged?": for one rule, what would have had to be there and what cleared it.

use super::reason::NEAR;
use super::{Explainer, Telling, Why, amounts};
use crate::engine::charge::worksheet;
use crate::engine::judge::supported_units;
use crate::engine::scorer::Role;
use crate::engine::view::Best;
use crate::finding::Finding;
use crate::rules::{ClassId, Rule, RuleKind};
use crate::visit::{Charge, ElementKind};

/// Stock statements that came nearest, told for a rule on phrases.
const MAX_NEAREST: usize = 3;

/// What one rule came to for one charge, or for the visit.
#[derive(Clone, Debug, Default)]
pub struct Cleared {
    /// Code of the charge; `None` for the visit.
    pub code: Option<String>,
    /// The findings that it raised; empty when it was cleared.
    pub raised: Vec<Finding>,
    /// Why it was raised or not, one sentence each.
    pub because: Vec<String>,
    /// The question that the rule hangs on.
    pub why: Option<Why>,
    /// Statements that came near.
    pub near: Vec<Telling>,
}

/// What rule `id` came to; `None` when there is no such rule in force.
pub fn cleared(explainer: &Explainer<'_>, id: &str) -> Option<Vec<Cleared>> {
    let rule = explainer.rules.rules.get(id)?;
    let charges = explainer.checked.visit.charges.iter().enumerate();
    Some(match rule.kind {
        RuleKind::Element | RuleKind::Intent | RuleKind::Units => charges
            .filter(|(_, charge)| charge.timed)
            .map(|(at, charge)| explainer.of_charge(rule, at, charge))
            .collect(),
        RuleKind::Coding => charges
            .filter(|(_, charge)| !charge.timed)
            .map(|(at, charge)| explainer.of_charge(rule, at, charge))
            .collect(),
        _ => vec![explainer.of_visit(rule)],
    })
}

impl Explainer<'_> {
    fn of_charge(&self, rule: &Rule, at: usize, charge: &Charge) -> Cleared {
        let (because, why) = match rule.kind {
            RuleKind::Element => self.of_element(rule, at),
            RuleKind::Intent => self.of_intent(rule, at, charge),
            RuleKind::Units => (self.of_units(rule, charge), None),
            _ => {
                let why = self.coding(at);
                (
                    vec![asked("its description", rule.param("status"), &why.answer)],
                    Some(why),
                )
            }
        };
        Cleared {
            code: Some(charge.code.clone()),
            raised: self.raised(rule, Some(at)),
            because,
            why,
            near: Vec::new(),
        }
    }

    fn of_element(&self, rule: &Rule, at: usize) -> (Vec<String>, Option<Why>) {
        let wanted = rule.param("status").replace('_', " ");
        let Some(kind) = ElementKind::ALL
            .into_iter()
            .find(|kind| kind.word() == rule.param("element"))
        else {
            return (Vec::new(), None);
        };
        let why = self.element(at, kind);
        (vec![asked(kind.word(), &wanted, &why.answer)], Some(why))
    }

    fn of_intent(&self, rule: &Rule, at: usize, charge: &Charge) -> (Vec<String>, Option<Why>) {
        let wanted = rule.param("intent").replace('_', " ");
        match charge.intent {
            Some(intent) => {
                let why = self.intent(at, intent.word());
                (
                    vec![asked("the kind of work", &wanted, &why.answer)],
                    Some(why),
                )
            }
            None => {
                let never = format!("the kind of work is not asked of {}", charge.code);
                (vec![never], None)
            }
        }
    }

    fn of_units(&self, rule: &Rule, charge: &Charge) -> Vec<String> {
        let midpoint = rule.param("method") == "midpoint";
        let (supported, method) = if midpoint {
            (
                charge.units_midpoint,
                "the midpoint of each code".to_owned(),
            )
        } else {
            let method = format!("the method of profile {}", self.profile.name);
            (supported_units(charge, self.profile), method)
        };
        let billed = charge.units;
        let mut out = vec![match supported {
            Some(units) => format!("{billed} billed, {units} supported by {method}"),
            None => "the minutes are not known, so no units can be checked".to_owned(),
        }];
        out.extend(worksheet(&self.checked.visit));
        out
    }

    fn of_visit(&self, rule: &Rule) -> Cleared {
        let visit = &self.checked.visit;
        let raised = self.raised(rule, None);
        let n = raised.len();
        let mut near = Vec::new();
        let mut because = Vec::new();
        match rule.kind {
            RuleKind::Phrase => {
                because.push(match n {
                    0 => "no statement of this kind is stock".to_owned(),
                    1 => "one statement of this kind is stock".to_owned(),
                    n => format!("{n} statements of this kind are stock"),
                });
                near = self.nearest_stock(rule.param("group"));
            }
            RuleKind::Residue if n == 0 => because.push(
                "it holds no blank, no bracket with a prompt, no choice left open, no code of a form"
                    .to_owned(),
            ),
            RuleKind::Signature if visit.signed => {
                because
                    .push("a provider's signature or attestation stands in the visit".to_owned());
            }
            RuleKind::Date => because.extend(visit.date.map(|date| format!("its date is {date}"))),
            RuleKind::Clone => because.push(
                "copies are looked for among the visits that are scanned together; here that is \
                 this file only: `chartpull scan DIR` compares the folder"
                    .to_owned(),
            ),
            RuleKind::Pair => {
                for code in [rule.param("column1"), rule.param("column2")] {
                    let billed = visit.charges.iter().any(|charge| charge.code == code);
                    let word = if billed { "billed" } else { "not billed" };
                    because.push(format!("{code} is {word}"));
                }
            }
            RuleKind::Contradiction if rule.param("about") == "time" => {
                because.extend(amounts(visit, self.reading).iter().map(|amount| {
                    let words = self.words(amount.span);
                    format!("\"{words}\" = {}", amount.measures)
                }));
            }
            RuleKind::Contradiction if n == 0 => because.push(
                "no two statements about it disagree, or what stands around them explains both"
                    .to_owned(),
            ),
            _ => {}
        }
        Cleared {
            raised,
            because,
            near,
            ..Cleared::default()
        }
    }

    fn raised(&self, rule: &Rule, charge: Option<usize>) -> Vec<Finding> {
        let findings = self.checked.findings.iter();
        findings
            .filter(|f| f.rule == rule.id && (charge.is_none() || f.charge == charge))
            .cloned()
            .collect()
    }

    /// Statements that a reader might take for stock and the engine did not: those that came near, and
    /// those that hold words of the group.
    fn nearest_stock(&self, group: &str) -> Vec<Telling> {
        let flagged = |telling: &Telling| {
            let findings = self.checked.findings.iter();
            findings
                .filter(|f| f.rule.starts_with("generic-phrasing."))
                .flat_map(|f| &f.citations)
                .any(|citation| citation.span.overlaps(telling.span))
        };
        let doc = &self.reading.doc;
        let classes: Vec<ClassId> = lists(group)
            .iter()
            .filter_map(|name| self.rules.lexicon.class(name))
            .collect();
        let hinted = |clause: usize| {
            doc.cues_in(doc.clauses[clause].tokens.clone())
                .any(|cue| classes.contains(&cue.class))
        };
        let mut found: Vec<Best> = (0..self.heard.scored.len())
            .filter(|clause| !doc.clauses[*clause].heading && !doc.clauses[*clause].unticked)
            .map(|clause| Best {
                clause,
                score: self.heard.scored[clause].scores[Role::Stock as usize],
            })
            .filter(|best| best.score > NEAR || hinted(best.clause))
            .collect();
        found.sort_by(|a, b| b.score.total_cmp(&a.score));
        found
            .into_iter()
            .map(|best| self.telling(best, Role::Stock))
            .filter(|telling| !flagged(telling))
            .take(MAX_NEAREST)
            .collect()
    }
}

/// Word lists whose words make a statement look like a stock one of the group.
fn lists(group: &str) -> &'static [&'static str] {
    match group {
        "response" => &["tolerate"],
        "progress" => &["progress_word"],
        "plan" => &["continue_word", "plan_word", "consent"],
        "necessity" => &["necessity_word", "prognosis"],
        "exam" => &["exam_word"],
        "subjective" => &["told"],
        _ => &[],
    }
}

/// `contact would have to be missing; it is present`
fn asked(about: &str, wanted: &str, answer: &str) -> String {
    if wanted == answer {
        format!("{about} is {answer}")
    } else {
        format!("{about} would have to be {wanted}; it is {answer}")
    }
}
