//! A rule in words: when it is raised, why it matters, what to ask, how to switch it off.
//!
//! Plain paragraphs with a short title each; how they are drawn is for the reader's side.

use super::kind::RuleKind;
use super::set::{Rule, RuleSet};

/// One titled part of a rule's page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Short title in lower case (`when`, `why`, `ask` …).
    pub title: &'static str,
    /// The text; lines of an example or of a file to write are kept.
    pub text: String,
}

impl RuleSet {
    /// The page of a rule; `None` when there is no such rule or it is switched off.
    pub fn explain(&self, id: &str) -> Option<Vec<Part>> {
        let rule = self.rules.get(id)?;
        let mut parts = vec![
            Part {
                title: "raised",
                text: raised(rule),
            },
            Part {
                title: "says",
                text: rule.message.clone(),
            },
            Part {
                title: "ask",
                text: rule.suggestion.clone(),
            },
            Part {
                title: "weighs",
                text: weighs(rule),
            },
        ];
        if !rule.source.is_empty() {
            parts.push(Part {
                title: "rests on",
                text: rule.source.clone(),
            });
        }
        for (title, examples) in [
            ("flagged", &rule.must_flag),
            ("not flagged", &rule.must_pass),
        ] {
            if let Some(example) = examples.first() {
                parts.push(Part {
                    title,
                    text: example.trim_end().to_owned(),
                });
            }
        }
        parts.push(Part {
            title: "switch off",
            text: format!("rules:\n- id: {id}\n  enabled: false"),
        });
        Some(parts)
    }
}

fn weighs(rule: &Rule) -> String {
    let effect = match rule.points {
        0 => "it adds nothing to the score",
        1..=4 => "a matter of wording, or worth knowing",
        5..=14 => "it weakens a charge or the record",
        15..=29 => "it defeats a part of the record",
        _ => "it defeats a charge or the record",
    };
    let (severity, points) = (rule.severity.word(), rule.points);
    format!("{severity}, {points} points of 100: {effect}")
}

/// When the rule is raised, one sentence.
fn raised(rule: &Rule) -> String {
    match rule.kind {
        RuleKind::Element => {
            let element = rule.param("element");
            let state = match rule.param("status") {
                "missing" => format!("the record shows nothing of its {element}"),
                "generic" => format!("the record says its {element} in general words only"),
                "total_only" => "the record gives only a total over several timed codes".to_owned(),
                "conflict" => "the record gives two amounts of time that disagree".to_owned(),
                "contradicted" => format!("the record says the opposite of its {element}"),
                other => format!("its {element} is {other}"),
            };
            format!("for each timed charge of which {state}")
        }
        RuleKind::Intent => match rule.param("intent") {
            "exercise_only" => "for a charge of functional work that is described as exercise only",
            _ => "for a charge of functional work of which too little is said to tell it from exercise",
        }
        .to_owned(),
        RuleKind::Units => match rule.param("method") {
            "midpoint" => {
                "for each timed charge whose units stand under the CMS rule and not under the midpoint of each code"
            }
            _ => "for each timed charge with more units than its minutes support under the payer's method",
        }
        .to_owned(),
        RuleKind::Phrase => format!(
            "for each stock phrase of the class `{}` whose clause says nothing specific",
            rule.param("group")
        ),
        RuleKind::Residue => "for each left-over of a template in a clinical statement".to_owned(),
        RuleKind::Contradiction => format!(
            "for two statements of one visit about {} that cannot both be true",
            about(rule.param("about"))
        ),
        RuleKind::Clone => {
            "for a visit that repeats an earlier one of the same patient nearly word for word"
                .to_owned()
        }
        RuleKind::Signature => "for a visit without a provider's signature".to_owned(),
        RuleKind::Date => "for a visit without a date of service".to_owned(),
        RuleKind::Coding => match rule.param("status") {
            "partial" => "for each untimed charge that the record describes in part",
            _ => "for each untimed charge that the record does not describe",
        }
        .to_owned(),
        RuleKind::Pair => format!(
            "for {} billed with {} on one day without a stated reason",
            rule.param("column2"),
            rule.param("column1")
        ),
    }
}

/// What the two statements of a contradiction are about, in words.
fn about(word: &str) -> &str {
    match word {
        "side" => "the side",
        "pain" => "pain at one moment",
        "pronoun" => "the patient's sex",
        "date" => "the day of the visit",
        "time" => "the time of one service",
        "supervision" => "who was with the patient",
        "no_treatment" => "whether anything was done",
        "weight_bearing" => "weight on the leg",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::RuleSet;

    #[test]
    fn a_page_tells_when_why_and_how_to_switch_off() {
        let rules = RuleSet::builtin();
        let page = rules.explain("contact.missing").expect("the rule is there");
        let part = |title: &str| {
            let part = page.iter().find(|part| part.title == title);
            part.map_or("", |part| part.text.as_str())
        };
        assert_eq!(
            part("raised"),
            "for each timed charge of which the record shows nothing of its contact"
        );
        assert!(part("ask").ends_with('?'));
        assert!(part("rests on").contains("20.2"));
        assert!(rules.explain("contact.mising").is_none());

        // What the page says switches the rule off.
        let off = RuleSet::load(&[("mine.yaml", part("switch off"))]).expect("no mistake");
        assert!(off.explain("contact.missing").is_none());
        assert_eq!(off.off, ["contact.missing"]);
    }

    #[test]
    fn every_rule_has_a_page() {
        let rules = RuleSet::builtin();
        for id in rules.rules.keys() {
            let page = rules.explain(id).expect("the rule is there");
            assert!(page.iter().all(|part| !part.text.is_empty()), "{id}");
            assert!(page.len() >= 7, "{id}");
        }
    }
}
