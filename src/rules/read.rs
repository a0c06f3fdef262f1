//! Nodes of one file to a [`FileSpec`]. Notes every mistake of form; asks nothing about meaning.

use super::field::{At, Fields, Problems, Said, texts_of};
use super::kind::RuleKind;
use super::node::{Node, Value};
use super::spec::{
    CODE_KEYS, CONTACTS, CodeSpec, FAMILIES, FILE_KEYS, FileSpec, LIST_KEYS, ListSpec, MAX_POINTS,
    PROFILE_KEYS, ProfileSpec, RULE_KEYS, RuleSpec, SEVERITIES, UNIT_METHODS,
};

/// Reads the tree of file number `file`.
pub(super) fn read_file(root: &Node, file: usize, problems: &mut Problems) -> FileSpec {
    let mut spec = FileSpec::default();
    if matches!(root.value, Value::Null) {
        return spec;
    }
    let Some(fields) = Fields::open(root, file, "rules file", &FILE_KEYS, problems) else {
        return spec;
    };
    read_schema(&fields, problems);
    spec.version = fields.text("version", problems);
    for item in items(&fields, "codes", file, problems) {
        spec.codes.extend(read_code(item, file, problems));
    }
    for item in items(&fields, "rules", file, problems) {
        spec.rules.extend(read_rule(item, file, problems));
    }
    spec.headings = read_lists(&fields, "headings", file, problems);
    spec.words = read_lists(&fields, "words", file, problems);
    spec.time = read_lists(&fields, "time", file, problems);
    spec.header = read_lists(&fields, "header", file, problems);
    spec.residue = read_lists(&fields, "residue", file, problems);
    spec.contradictions = read_lists(&fields, "contradictions", file, problems);
    spec.chiropractic = read_lists(&fields, "chiropractic", file, problems);
    spec.profiles = read_profiles(&fields, file, problems);
    no_repeats(
        spec.codes.iter().map(|c| (c.at, c.code.as_str())),
        "code",
        problems,
    );
    no_repeats(
        spec.rules.iter().map(|r| (r.at, r.id.as_str())),
        "rule",
        problems,
    );
    spec
}

fn read_schema(fields: &Fields<'_>, problems: &mut Problems) {
    if let Some(schema) = fields.number("schema", u32::MAX, problems)
        && schema != 1
        && let Some(node) = fields.get("schema")
    {
        let at = fields.place(node);
        problems.note(
            at,
            format!("`schema` is {schema}; this program reads schema 1"),
        );
    }
}

fn items<'n>(fields: &Fields<'n>, key: &str, file: usize, problems: &mut Problems) -> &'n [Node] {
    match fields.get(key).map(|node| (node, &node.value)) {
        None | Some((_, Value::Null)) => &[],
        Some((_, Value::List(items))) => items,
        Some((node, _)) => {
            let found = node.describe();
            let at = At {
                file,
                node: node.id,
            };
            problems.note(
                at,
                format!("`{key}` expects a list, each item with a dash; found {found}"),
            );
            &[]
        }
    }
}

/// The name a list item goes by, read before the rest so that every message can carry it.
fn name_of(node: &Node, key: &str) -> Option<String> {
    let Value::Map(entries) = &node.value else {
        return None;
    };
    let value = entries.iter().find_map(|(k, v)| match &k.value {
        Value::Text(name) if name == key => Some(&v.value),
        _ => None,
    })?;
    match value {
        Value::Text(text) => Some(text.clone()),
        Value::Int(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Opens a list item that must have a name under `key`.
fn open_named<'n>(
    node: &'n Node,
    file: usize,
    what: &str,
    key: &str,
    keys: &[&str],
    problems: &mut Problems,
) -> Option<(String, Fields<'n>)> {
    let name = name_of(node, key);
    let subject = match &name {
        Some(name) => format!("{what} `{name}`"),
        None => what.to_owned(),
    };
    let fields = Fields::open(node, file, &subject, keys, problems)?;
    match name.filter(|name| !name.is_empty()) {
        Some(name) => Some((name, fields)),
        None => {
            problems.note(fields.at, format!("{what}: the key `{key}` is missing"));
            None
        }
    }
}

fn read_code(node: &Node, file: usize, problems: &mut Problems) -> Option<CodeSpec> {
    let (code, fields) = open_named(node, file, "code", "code", &CODE_KEYS, problems)?;
    if !is_code(&code) {
        problems.note(
            fields.at,
            format!("code `{code}`: expected five signs such as 97530, G0283 or 0552T"),
        );
        return None;
    }
    Some(CodeSpec {
        at: fields.at,
        code,
        name: fields.text("name", problems),
        timed: fields.flag("timed", problems),
        pool: fields.flag("pool", problems),
        unit_minutes: fields.number("unit_minutes", 24 * 60, problems),
        contact: fields.word("contact", &CONTACTS, problems),
        family: fields.word("family", &FAMILIES, problems),
        intent: fields.flag("intent", problems),
        says: fields.list("says", problems),
        source: fields.text("source", problems),
        note: fields.text("note", problems),
    })
}

/// True for the form of a CPT or HCPCS code: five capitals or digits, at least four of them digits.
pub(super) fn is_code(code: &str) -> bool {
    code.len() == 5
        && code
            .chars()
            .all(|c| c.is_ascii_digit() || c.is_ascii_uppercase())
        && code.chars().filter(char::is_ascii_digit).count() >= 4
}

fn read_rule(node: &Node, file: usize, problems: &mut Problems) -> Option<RuleSpec> {
    let (id, fields) = open_named(node, file, "rule", "id", &RULE_KEYS, problems)?;
    let kinds = RuleKind::ALL.map(RuleKind::word);
    let given = RULE_KEYS
        .into_iter()
        .filter(|key| fields.get(key).is_some());
    Some(RuleSpec {
        at: fields.at,
        given: given.collect(),
        kind: fields.word("kind", &kinds, problems),
        category: fields.said("category", problems),
        severity: fields.word("severity", &SEVERITIES, problems),
        points: fields.number("points", MAX_POINTS, problems),
        message: fields.said("message", problems),
        suggestion: fields.said("suggestion", problems),
        source: fields.text("source", problems),
        when: read_when(&fields, &id, file, problems),
        profiles: fields.list("profiles", problems),
        must_flag: fields.list("must_flag", problems),
        must_pass: fields.list("must_pass", problems),
        enabled: fields.flag("enabled", problems),
        id,
    })
}

fn read_when(
    fields: &Fields<'_>,
    id: &str,
    file: usize,
    problems: &mut Problems,
) -> Option<(At, Vec<(Said, Said)>)> {
    let node = fields.get("when")?;
    let subject = format!("rule `{id}`, `when`");
    let params = Fields::open(node, file, &subject, &[], problems)?;
    let mut read = Vec::new();
    for (name, key, _) in &params.entries {
        if let Some(value) = params.said(name, problems) {
            let name = Said {
                text: (*name).to_owned(),
                at: params.place(key),
            };
            read.push((name, value));
        }
    }
    Some((params.at, read))
}

/// Named lists of phrases: a plain list adds, a group of keys adds, replaces or removes.
fn read_lists(
    fields: &Fields<'_>,
    section: &str,
    file: usize,
    problems: &mut Problems,
) -> Vec<ListSpec> {
    let Some(node) = fields.get(section) else {
        return Vec::new();
    };
    if matches!(node.value, Value::Null) {
        return Vec::new();
    }
    let Some(lists) = Fields::open(node, file, &format!("`{section}`"), &[], problems) else {
        return Vec::new();
    };
    let mut specs = Vec::new();
    for (name, key, value) in &lists.entries {
        let at = lists.place(key);
        let subject = format!("`{section}`, list `{name}`");
        let mut spec = ListSpec {
            at,
            name: (*name).to_owned(),
            ..ListSpec::default()
        };
        if name.is_empty() || name.contains(|c: char| c.is_whitespace() || "{}|()?".contains(c)) {
            problems.note(
                at,
                format!("{subject}: a list's name has no spaces and none of {{ }} ( ) | ?"),
            );
            continue;
        }
        if let Value::Map(_) = value.value {
            let Some(change) = Fields::open(value, file, &subject, &LIST_KEYS, problems) else {
                continue;
            };
            spec.replace = change.list("replace", problems);
            spec.add = change.list("add", problems).unwrap_or_default();
            spec.remove = change.list("remove", problems).unwrap_or_default();
        } else {
            spec.add = texts_of(value, file, &subject, problems).unwrap_or_default();
        }
        specs.push(spec);
    }
    specs
}

fn read_profiles(fields: &Fields<'_>, file: usize, problems: &mut Problems) -> Vec<ProfileSpec> {
    let Some(node) = fields.get("profiles") else {
        return Vec::new();
    };
    if matches!(node.value, Value::Null) {
        return Vec::new();
    }
    let Some(profiles) = Fields::open(node, file, "`profiles`", &[], problems) else {
        return Vec::new();
    };
    let mut specs = Vec::new();
    for (name, _, value) in &profiles.entries {
        let subject = format!("profile `{name}`");
        if let Some(profile) = Fields::open(value, file, &subject, &PROFILE_KEYS, problems) {
            specs.push(ProfileSpec {
                name: (*name).to_owned(),
                units: profile.word("units", &UNIT_METHODS, problems),
                minutes_per_code: profile.flag("minutes_per_code", problems),
                totals: profile.flag("totals", problems),
                note: profile.text("note", problems),
                source: profile.text("source", problems),
            });
        }
    }
    specs
}

/// Notes every name that stands in one file a second time.
fn no_repeats<'s>(names: impl Iterator<Item = (At, &'s str)>, what: &str, problems: &mut Problems) {
    let mut seen: std::collections::BTreeSet<&str> = std::collections::BTreeSet::new();
    for (at, name) in names {
        if !seen.insert(name) {
            problems.note(
                at,
                format!("{what} `{name}` stands in this file a second time"),
            );
        }
    }
}
