//! One rule as it was written to a [`Rule`]: what must be there, what its kind takes, its slots.

use std::collections::{BTreeMap, BTreeSet};

use super::field::{At, Problems, Said, unknown};
use super::kind::{GROUPS, ParamValue, RuleKind};
use super::set::{CodeTable, Rule, codes_of};
use super::spec::{RuleSpec, SLOTS};
use crate::finding::{Category, Severity};

/// The rule, when nothing is missing and everything means something.
///
/// `classes` holds the names of the word classes, `profiles` those of the payer profiles.
pub(super) fn compile_rule(
    spec: &RuleSpec,
    (codes, classes, profiles): (&CodeTable, &BTreeSet<String>, &BTreeSet<&str>),
    problems: &mut Problems,
) -> Option<Rule> {
    check_profiles(spec, profiles, problems);
    let category = category(spec, problems);
    for key in ["kind", "severity", "points", "message", "suggestion"] {
        if !spec.given.contains(&key) {
            let message = format!("rule `{}`: the key `{key}` is missing", spec.id);
            problems.note(spec.at, message);
        }
    }
    let kind = RuleKind::of(spec.kind.as_deref()?)?;
    let when = params(spec, kind, (codes, classes), problems);
    for text in [&spec.message, &spec.suggestion].into_iter().flatten() {
        check_slots(spec, text, problems);
    }
    Some(Rule {
        id: spec.id.clone(),
        kind,
        category: category?,
        severity: severity(spec.severity.as_deref()?),
        points: spec.points?,
        message: spec.message.as_ref()?.text.clone(),
        suggestion: spec.suggestion.as_ref()?.text.clone(),
        source: spec.source.clone().unwrap_or_default(),
        when,
        profiles: texts(spec.profiles.as_deref()),
        must_flag: texts(spec.must_flag.as_deref()),
        must_pass: texts(spec.must_pass.as_deref()),
    })
}

fn texts(list: Option<&[Said]>) -> Vec<String> {
    list.unwrap_or_default()
        .iter()
        .map(|said| said.text.clone())
        .collect()
}

/// A rule may be kept to payer profiles, each of which there must be.
fn check_profiles(spec: &RuleSpec, profiles: &BTreeSet<&str>, problems: &mut Problems) {
    let subject = format!("rule `{}`", spec.id);
    let known: Vec<&str> = profiles.iter().copied().collect();
    for name in spec.profiles.iter().flatten() {
        if !profiles.contains(name.text.as_str()) {
            problems.note(name.at, unknown(&subject, "profile", &name.text, &known));
        }
    }
}

fn severity(word: &str) -> Severity {
    [Severity::Info, Severity::Warning, Severity::Error]
        .into_iter()
        .find(|severity| severity.word() == word)
        .unwrap_or(Severity::Warning)
}

/// The category is the part of the id before the dot; a `category` key may repeat it.
fn category(spec: &RuleSpec, problems: &mut Problems) -> Option<Category> {
    let Some((prefix, condition)) = spec.id.split_once('.') else {
        let message = format!(
            "rule `{}`: an id is a category and a condition, such as contact.missing",
            spec.id
        );
        problems.note(spec.at, message);
        return None;
    };
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_-.".contains(c);
    if condition.is_empty() || !condition.chars().all(plain) {
        let message = format!(
            "rule `{}`: the condition after the dot is written in a-z, 0-9, _ and -",
            spec.id
        );
        problems.note(spec.at, message);
    }
    let words = Category::ALL.map(Category::word);
    let known = Category::ALL.into_iter().find(|c| c.word() == prefix);
    if known.is_none() {
        let subject = format!("rule `{}`", spec.id);
        problems.note(spec.at, unknown(&subject, "category", prefix, &words));
    }
    if let Some(said) = &spec.category
        && said.text != prefix
    {
        let message = format!(
            "rule `{}`: `category` is `{}`, but the id begins with `{prefix}`",
            spec.id, said.text
        );
        problems.note(said.at, message);
    }
    known
}

/// The parameters of the kind, each checked.
fn params(
    spec: &RuleSpec,
    kind: RuleKind,
    (codes, classes): (&CodeTable, &BTreeSet<String>),
    problems: &mut Problems,
) -> BTreeMap<String, String> {
    let subject = format!("rule `{}`, kind `{}`", spec.id, kind.word());
    let (at, given) = match &spec.when {
        Some((at, given)) => (*at, given.as_slice()),
        None => (spec.at, &[][..]),
    };
    let expected: Vec<&str> = kind.params().iter().map(|param| param.name).collect();
    for (name, _) in given {
        if expected.is_empty() {
            let message = format!(
                "{subject} takes nothing under `when`; found `{}`",
                name.text
            );
            problems.note(name.at, message);
        } else if !expected.contains(&name.text.as_str()) {
            let message = unknown(&subject, "key under `when`", &name.text, &expected);
            problems.note(name.at, message);
        }
    }
    let mut params = BTreeMap::new();
    for param in kind.params() {
        let Some((_, value)) = given.iter().find(|(name, _)| name.text == param.name) else {
            missing_param(&subject, param.name, at, problems);
            continue;
        };
        let fault = match param.value {
            ParamValue::OneOf(words) if !words.contains(&value.text.as_str()) => Some(unknown(
                &subject,
                &format!("`{}`", param.name),
                &value.text,
                words,
            )),
            ParamValue::Group
                if !GROUPS.contains(&value.text.as_str()) && !classes.contains(&value.text) =>
            {
                let own = GROUPS.join(", ");
                Some(format!(
                    "{subject}: `{}` is `{}`; expected one of {own} or a list under `words`",
                    param.name, value.text
                ))
            }
            ParamValue::Codes => codes_of(&value.text)
                .flat_map(|(first, last)| [first, last])
                .find(|code| codes.get(code).is_none())
                .map(|code| {
                    format!(
                        "{subject}: `{}` names `{code}`, which is not in the table of codes",
                        param.name
                    )
                }),
            ParamValue::Modifier if !is_modifier(&value.text) => Some(format!(
                "{subject}: `{}` is `{}`; expected two capitals or digits such as AT or 25",
                param.name, value.text
            )),
            _ => None,
        };
        if let Some(fault) = fault {
            problems.note(value.at, fault);
        }
        params.insert(param.name.to_owned(), value.text.clone());
    }
    params
}

fn is_modifier(word: &str) -> bool {
    word.len() == 2
        && word
            .chars()
            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
}

fn missing_param(subject: &str, name: &str, at: At, problems: &mut Problems) {
    problems.note(at, format!("{subject}: `when` needs the key `{name}`"));
}

/// Every `{slot}` of a message must be one that the engine fills.
fn check_slots(spec: &RuleSpec, said: &Said, problems: &mut Problems) {
    let mut rest = said.text.as_str();
    while let Some((_, after)) = rest.split_once('{') {
        let (slot, tail) = after.split_once('}').unwrap_or((after, ""));
        if !SLOTS.contains(&slot) {
            let subject = format!("rule `{}`", spec.id);
            problems.note(said.at, unknown(&subject, "slot", slot, &SLOTS));
        }
        rest = tail;
    }
}
