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
        if !rule.profiles.is_empty() {
            parts.push(Part {
                title: "profiles",
                text: format!("holds under {} only", rule.profiles.join(", ")),
            });
        }
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
            "total" => {
                "for a visit whose timed charges have more units together than the stated total of minutes supports, where the share of each cannot be told"
            }
            "once_a_day" => "for each untimed charge with more than one unit on one day",
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
            "for {} billed with {} on one day{}",
            rule.param("column2"),
            rule.param("column1"),
            match rule.param("clears") {
                "region" => ", unless the record names another region for it",
                "time" => ", unless each has minutes of its own or the modifier is there",
                "modifier" => " without modifier 59 or XE, XS, XP, XU",
                _ => "",
            }
        ),
        _ => raised_for_codes(rule),
    }
}

/// The sentence of a rule about codes, modifiers and totals.
fn raised_for_codes(rule: &Rule) -> String {
    match rule.kind {
        RuleKind::CmtLevel => match rule.param("level") {
            "too_high" => "for spinal manipulation of fewer regions than its code stands for",
            "too_low" => "for spinal manipulation of more regions than its code stands for",
            _ => "for extraspinal manipulation of which only the spine is described",
        }
        .to_owned(),
        RuleKind::Part => {
            "for spinal manipulation without two of pain, asymmetry, motion and tissue tone, one of them asymmetry or motion"
                .to_owned()
        }
        RuleKind::Modifier => format!(
            "for a charge of {} {} modifier {}{}",
            rule.param("service"),
            match rule.param("state") {
                "missing" => "without",
                _ => "with",
            },
            rule.param("modifier"),
            match rule.param("beside") {
                "manipulation" => " on a day of spinal manipulation",
                "chiropractor" => " by a chiropractor, in a record that shows modifiers",
                _ => "",
            }
        ),
        RuleKind::Maintenance => {
            "for words of maintenance care beside spinal manipulation billed as active treatment"
                .to_owned()
        }
        RuleKind::Group => {
            "for a group beside a one-on-one service that has no minutes of its own".to_owned()
        }
        RuleKind::Booking => {
            "for two timed services of one visit whose clock times overlap".to_owned()
        }
        RuleKind::Totals => {
            "for a visit with timed charges that does not state the totals of minutes the payer asks for"
                .to_owned()
        }
        RuleKind::Cover => format!(
            "for a charge of a chiropractor other than {}",
            rule.param("covered")
        ),
        _ => String::new(),
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
