//! The schema says what the reader takes: same keys, same words, and the built-in file fits it.

use serde_json::Value;

use super::schema;
use crate::rules::spec::{CODE_KEYS, FILE_KEYS, PROFILE_KEYS, RULE_KEYS};
use crate::rules::{BUILTIN, RuleKind, RuleSet};

/// Every way in which `value` breaks `schema`; knows just the words our schema uses.
fn breaks(value: &Value, schema: &Value, root: &Value, at: &str, out: &mut Vec<String>) {
    if let Some(target) = schema.get("$ref").and_then(Value::as_str) {
        let target = target.trim_start_matches('#');
        return breaks(
            value,
            root.pointer(target).expect("it is defined"),
            root,
            at,
            out,
        );
    }
    if let Some(wanted) = schema.get("const")
        && value != wanted
    {
        out.push(format!("{at}: not {wanted}"));
    }
    if let Some(words) = schema.get("enum").and_then(Value::as_array)
        && !words.contains(value)
    {
        out.push(format!("{at}: {value} is none of the words"));
    }
    if !of_type(value, schema.get("type")) {
        out.push(format!("{at}: wrong type"));
    }
    if let (Some(number), Some(most)) = (value.as_u64(), schema.get("maximum"))
        && Some(number) > most.as_u64()
    {
        out.push(format!("{at}: more than {most}"));
    }
    if let Some(choices) = schema.get("anyOf").and_then(Value::as_array) {
        let fits = |choice: &Value| {
            let mut inner = Vec::new();
            breaks(value, choice, root, at, &mut inner);
            inner.is_empty()
        };
        if !choices.iter().any(fits) {
            out.push(format!("{at}: fits no choice"));
        }
    }
    for rule in schema
        .get("allOf")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        let mut unmet = Vec::new();
        breaks(value, &rule["if"], root, at, &mut unmet);
        if unmet.is_empty() {
            breaks(value, &rule["then"], root, at, out);
        }
    }
    for (idx, item) in value.as_array().into_iter().flatten().enumerate() {
        if let Some(items) = schema.get("items") {
            breaks(item, items, root, &format!("{at}[{idx}]"), out);
        }
    }
    keys_break(value, schema, root, at, out);
}

fn keys_break(value: &Value, schema: &Value, root: &Value, at: &str, out: &mut Vec<String>) {
    let Some(object) = value.as_object() else {
        return;
    };
    for name in schema
        .get("required")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        if !object.contains_key(name.as_str().expect("a name")) {
            out.push(format!("{at}: {name} is missing"));
        }
    }
    let own = schema.get("properties").and_then(Value::as_object);
    for (key, inner) in object {
        let at = format!("{at}.{key}");
        match (
            own.and_then(|own| own.get(key)),
            schema.get("additionalProperties"),
        ) {
            (Some(schema), _) => breaks(inner, schema, root, &at, out),
            (None, Some(Value::Bool(false))) => out.push(format!("{at}: unknown key")),
            (None, Some(schema)) => breaks(inner, schema, root, &at, out),
            (None, None) => {}
        }
    }
}

fn of_type(value: &Value, wanted: Option<&Value>) -> bool {
    let is = |name: &Value| match name.as_str() {
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("integer") => value.is_i64() || value.is_u64(),
        Some("boolean") => value.is_boolean(),
        Some("null") => value.is_null(),
        _ => false,
    };
    match wanted {
        None => true,
        Some(Value::Array(names)) => names.iter().any(is),
        Some(name) => is(name),
    }
}

/// What the schema says against a YAML text.
fn against(yaml: &str) -> Vec<String> {
    let value: Value = serde_yaml::from_str(yaml).expect("the text is YAML");
    let mut out = Vec::new();
    breaks(&value, &schema(), &schema(), "file", &mut out);
    out
}

#[test]
fn keys_are_those_of_the_reader() {
    let schema = schema();
    let keys = |pointer: &str| -> Vec<String> {
        let object = schema.pointer(pointer).and_then(Value::as_object);
        object.expect("it is there").keys().cloned().collect()
    };
    assert_eq!(keys("/properties"), FILE_KEYS);
    assert_eq!(keys("/definitions/code/properties"), CODE_KEYS);
    assert_eq!(keys("/definitions/rule/properties"), RULE_KEYS);
    assert_eq!(keys("/definitions/profile/properties"), PROFILE_KEYS);
    let kinds = schema
        .pointer("/definitions/rule/allOf")
        .and_then(Value::as_array);
    assert_eq!(kinds.map(Vec::len), Some(RuleKind::ALL.len()));
}

#[test]
fn the_built_in_file_fits() {
    assert_eq!(against(BUILTIN), [""; 0]);
}

#[test]
fn schema_and_loader_refuse_the_same_files() {
    for yaml in [
        "rulez: []",
        "schema: 2",
        "rules: [{id: contact.missing, points: 101}]",
        "rules: [{id: contact.missing, severity: bad}]",
        "rules: [{id: contact.missing, kind: element, when: {element: arm, status: missing}}]",
        "rules: [{points: 1}]",
        "codes: [{name: no code}]",
        "codes: [{code: 97530, contact: alone}]",
        "words: {w: {ad: [x]}}",
        "words: {w: text}",
        "header: {patiens: [x]}",
        "profiles: {p: {units: ama}}",
    ] {
        assert!(!against(yaml).is_empty(), "the schema takes {yaml}");
        assert!(
            RuleSet::load(&[("mine", yaml)]).is_err(),
            "the loader takes {yaml}"
        );
    }
    for yaml in [
        "{}",
        "schema: 1\nversion: mine",
        "rules: [{id: contact.missing, enabled: false}]",
        "codes: [{code: 97530, note: house note}]",
        "words: {w: [x, y], v: {add: [x], replace: [y]}}",
        "header: {patient: [who]}",
        "profiles: {p: {units: midpoint, minutes_per_code: true}}",
    ] {
        assert_eq!(against(yaml), [""; 0], "{yaml}");
        assert!(RuleSet::load(&[("mine", yaml)]).is_ok(), "{yaml}");
    }
}
