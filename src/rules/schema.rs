//! A JSON Schema of rules files, so that editors complete and check them while one types.
//!
//! Built from the same lists of keys and words the reader uses; a test holds the two together.
//! Draft 7, because that is what the common YAML language servers read.

use serde_json::{Map, Value, json};

use super::kind::{ParamValue, RuleKind};
use super::record::Label;
use super::spec::{
    CODE_KEYS, CONTACTS, FAMILIES, FILE_KEYS, LIST_KEYS, MAX_POINTS, PROFILE_KEYS, RULE_KEYS,
    SEVERITIES, SLOTS, UNIT_METHODS,
};
use crate::finding::Category;

/// The schema of a rules file.
pub fn schema() -> Value {
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "chartpull rules file",
        "description": "Adds to the built-in rules or changes them by id; every section may be left out",
        "type": "object",
        "additionalProperties": false,
        "properties": object(&FILE_KEYS, file_key),
        "definitions": {
            "code": group(&CODE_KEYS, code_key, &["code"]),
            "rule": rule(),
            "profile": group(&PROFILE_KEYS, profile_key, &[]),
            "phrases": phrases(),
            "lists": {"type": ["object", "null"], "additionalProperties": {"$ref": "#/definitions/phrases"}},
            "texts": texts("Texts"),
        },
    })
}

/// A group of keys, each with its own schema; other keys are refused.
fn group(keys: &[&str], key: fn(&str) -> Value, required: &[&str]) -> Value {
    json!({
        "type": "object",
        "additionalProperties": false,
        "properties": object(keys, key),
        "required": required,
    })
}

fn object(keys: &[&str], key: fn(&str) -> Value) -> Map<String, Value> {
    keys.iter()
        .map(|name| ((*name).to_owned(), key(name)))
        .collect()
}

fn file_key(key: &str) -> Value {
    let list = |of: &str| json!({"type": ["array", "null"], "items": {"$ref": format!("#/definitions/{of}")}});
    let mut value = match key {
        "schema" => json!({"const": 1}),
        "version" => json!({"type": ["string", "integer"]}),
        "codes" => list("code"),
        "rules" => list("rule"),
        "profiles" => {
            json!({"type": ["object", "null"], "additionalProperties": {"$ref": "#/definitions/profile"}})
        }
        "header" => {
            let names: Map<String, Value> = Label::WORDS
                .iter()
                .map(|word| ((*word).to_owned(), json!({"$ref": "#/definitions/phrases"})))
                .collect();
            json!({"type": ["object", "null"], "additionalProperties": false, "properties": names})
        }
        _ => json!({"$ref": "#/definitions/lists"}),
    };
    let about = match key {
        "schema" => "Version of the file's shape",
        "version" => "Your own name for this state of the file; stands in reports",
        "codes" => "Procedure codes: new ones, or changes by code",
        "headings" => "Section name to the headings that open it",
        "words" => "Word class to its phrases",
        "time" => "Word class of the time grammar to its phrases",
        "header" => "What the labels of headers and signatures say, as plain text",
        "chiropractic" => "Word class of the chiropractic checks to its phrases",
        "rules" => "Rules: new ones, or changes by id",
        _ => "Payer profiles by name",
    };
    describe(&mut value, about);
    value
}

fn code_key(key: &str) -> Value {
    let (mut value, about) = match key {
        "code" => (
            json!({"type": ["string", "integer"]}),
            "CPT or HCPCS code, five signs",
        ),
        "name" => (text(), "Short paraphrase of the service"),
        "timed" => (
            flag(),
            "Billed in 15-minute units, judged element by element",
        ),
        "pool" => (
            flag(),
            "Its minutes enter the CMS total of timed minutes; as `timed` when left out",
        ),
        "unit_minutes" => (number(24 * 60), "Minutes of one unit where it is not 15"),
        "contact" => (one_of(&CONTACTS), "Contact the code asks for"),
        "family" => (one_of(&FAMILIES), "Family of codes it belongs to"),
        "intent" => (flag(), "The work must be functional rather than exercise"),
        "says" => (
            texts("Phrases"),
            "How notes name the service; takes the place of what was there",
        ),
        "source" => (text(), "Where the facts come from"),
        _ => (text(), "What an auditor should know of it"),
    };
    describe(&mut value, about);
    value
}

fn profile_key(key: &str) -> Value {
    let (mut value, about) = match key {
        "units" => (one_of(&UNIT_METHODS), "How minutes become units"),
        "minutes_per_code" => (
            flag(),
            "A timed code without minutes of its own is at fault even if a total is stated",
        ),
        "totals" => (
            flag(),
            "Total timed minutes and total treatment time must be stated",
        ),
        "note" => (text(), "One sentence for the reader"),
        _ => (text(), "The authority it rests on"),
    };
    describe(&mut value, about);
    value
}

fn rule_key(key: &str) -> Value {
    let words = Category::ALL.map(Category::word);
    let kinds = RuleKind::ALL.map(RuleKind::word);
    let slots = format!("; slots: {{{}}}", SLOTS.join("} {"));
    let (mut value, about) = match key {
        "id" => (
            json!({"type": "string", "pattern": format!("^({})\\.[a-z0-9_.-]+$", words.join("|"))}),
            "category.condition; names the bad thing".to_owned(),
        ),
        "kind" => (one_of(&kinds), "What the rule looks at".to_owned()),
        "category" => (
            one_of(&words),
            "The part of the id before the dot".to_owned(),
        ),
        "severity" => (one_of(&SEVERITIES), "How bad it is".to_owned()),
        "points" => (
            number(MAX_POINTS),
            "Points of risk it adds to a visit's score".to_owned(),
        ),
        "message" => (text(), format!("What is wrong, one sentence{slots}")),
        "suggestion" => (text(), format!("A question to the clinician{slots}")),
        "source" => (text(), "The authority it rests on".to_owned()),
        "when" => (
            json!({"type": "object"}),
            "Parameters of the kind".to_owned(),
        ),
        "profiles" => (
            texts("Profiles"),
            "Payer profiles it holds under; all when left out".to_owned(),
        ),
        "must_flag" => (texts("Notes"), "Notes that must raise the rule".to_owned()),
        "must_pass" => (texts("Notes"), "Notes that must not raise it".to_owned()),
        _ => (flag(), "false switches the rule off".to_owned()),
    };
    describe(&mut value, &about);
    value
}

/// A rule; what stands under `when` depends on its kind.
fn rule() -> Value {
    let mut rule = group(&RULE_KEYS, rule_key, &["id"]);
    let kinds: Vec<Value> = RuleKind::ALL
        .iter()
        .map(|kind| {
            let params: Map<String, Value> = kind
                .params()
                .iter()
                .map(|param| {
                    let value = match param.value {
                        ParamValue::OneOf(words) => one_of(words),
                        ParamValue::Group => text(),
                        ParamValue::Codes | ParamValue::Modifier => {
                            json!({"type": ["string", "integer"]})
                        }
                    };
                    (param.name.to_owned(), value)
                })
                .collect();
            let names: Vec<&str> = kind.params().iter().map(|param| param.name).collect();
            json!({
                "if": {"properties": {"kind": {"const": kind.word()}}, "required": ["kind"]},
                "then": {"properties": {"when": {
                    "properties": params, "required": names, "additionalProperties": false,
                }}},
            })
        })
        .collect();
    if let Some(rule) = rule.as_object_mut() {
        rule.insert("allOf".to_owned(), Value::Array(kinds));
    }
    rule
}

/// A list of phrases: plain (added), or what is added, replaced and removed.
fn phrases() -> Value {
    let change = object(&LIST_KEYS, |key| {
        let mut list = texts("Phrases");
        let about = match key {
            "add" => "Phrases that come to those there are",
            "replace" => "Phrases that take the place of those there are",
            _ => "Phrases that go",
        };
        describe(&mut list, about);
        list
    });
    json!({"anyOf": [
        texts("Phrases that come to those there are"),
        {"type": "object", "additionalProperties": false, "properties": change},
    ]})
}

fn describe(value: &mut Value, about: &str) {
    if let Some(value) = value.as_object_mut() {
        value.insert("description".to_owned(), Value::String(about.to_owned()));
    }
}

fn text() -> Value {
    json!({"type": "string"})
}

fn texts(about: &str) -> Value {
    json!({"type": "array", "items": {"type": ["string", "integer"]}, "description": about})
}

fn flag() -> Value {
    json!({"type": "boolean"})
}

fn number(most: u32) -> Value {
    json!({"type": "integer", "minimum": 0, "maximum": most})
}

fn one_of(words: &[&str]) -> Value {
    json!({"enum": words})
}

#[cfg(test)]
mod tests;
