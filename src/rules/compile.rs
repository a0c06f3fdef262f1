//! Merged rules files to a [`RuleSet`] that cannot be half-valid.
//!
//! Whatever is missing, unknown or contradictory is noted with its place, all of it; only a set
//! without a single mistake is given out.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde::de::IntoDeserializer;

use super::chiropractic::Signs;
use super::contradiction::Claims;
use super::error::RuleError;
use super::field::{Problems, Said};
use super::leftover::LeftoverWords;
use super::lexicon::Lexicon;
use super::merge::merge;
use super::node;
use super::pattern;
use super::profile::{Profile, UnitMethod};
use super::read::read_file;
use super::record::HeaderLabels;
use super::rule::compile_rule;
use super::set::{Code, CodeTable, RuleSet};
use super::spec::{CodeSpec, FileSpec, ListSpec, ProfileSpec};
use super::time::TimeClasses;
use crate::text::sha256_hex;

/// Name of the built-in file in messages.
const BUILTIN_NAME: &str = "rules.yaml (built in)";

/// Most mistakes that are told at once; finding the place of each costs a reading of its file.
const MAX_ERRORS: usize = 100;

impl RuleSet {
    /// The built-in rules.
    ///
    /// # Panics
    /// Never in a released program: a test compiles the built-in file.
    pub fn builtin() -> Self {
        Self::from_yaml(BUILTIN_NAME, super::BUILTIN).expect("a test compiles the built-in rules")
    }

    /// The built-in rules with the user's files over them, in order: each file is its name (for
    /// messages) and its text.
    ///
    /// # Errors
    /// All mistakes in all files at once, in order of file and place.
    pub fn load<S: AsRef<str>>(files: &[(S, S)]) -> Result<Self, Vec<RuleError>> {
        let mut all = vec![(BUILTIN_NAME, super::BUILTIN)];
        all.extend(
            files
                .iter()
                .map(|(name, text)| (name.as_ref(), text.as_ref())),
        );
        compile_files(&all)
    }

    /// Compiles the text of one rules file that stands alone.
    ///
    /// # Errors
    /// All mistakes in the file at once.
    pub fn from_yaml(file: &str, yaml: &str) -> Result<Self, Vec<RuleError>> {
        compile_files(&[(file, yaml)])
    }
}

fn compile_files(files: &[(&str, &str)]) -> Result<RuleSet, Vec<RuleError>> {
    let mut merged = FileSpec::default();
    let mut problems = Problems::default();
    let mut unreadable = Vec::new();
    for (file, (name, text)) in files.iter().enumerate() {
        match node::read(text) {
            Ok(root) => {
                let spec = read_file(&root, file, &mut problems);
                merge(&mut merged, spec, &mut problems);
            }
            Err(faults) => unreadable.extend(faults.into_iter().map(|fault| RuleError {
                file: (*name).to_owned(),
                line: fault.line,
                column: fault.column,
                message: fault.message,
            })),
        }
    }
    let text: Vec<&str> = files.iter().map(|(_, text)| *text).collect();
    let set = compile(&merged, sha256_hex(text.concat().as_bytes()), &mut problems);
    let mut errors = unreadable;
    errors.extend(placed(files, problems));
    errors.sort_by_key(|error| files.iter().position(|(name, _)| *name == error.file));
    if errors.is_empty() {
        Ok(set)
    } else {
        Err(errors)
    }
}

/// Gives every mistake its line and column, in reading order.
fn placed(files: &[(&str, &str)], problems: Problems) -> Vec<RuleError> {
    let mut list = problems.list;
    list.sort_by_key(|(at, _)| (at.file, at.node));
    list.into_iter()
        .take(MAX_ERRORS)
        .map(|(at, message)| {
            let (name, text) = files.get(at.file).copied().unwrap_or_default();
            let (line, column) = node::place(text, at.node);
            RuleError {
                file: name.to_owned(),
                line,
                column,
                message,
            }
        })
        .collect()
}

fn compile(spec: &FileSpec, hash: String, problems: &mut Problems) -> RuleSet {
    let known: BTreeSet<String> = classes(spec).map(|(name, _)| name).collect();
    check_phrases(spec, &known, problems);
    let codes = spec.codes.iter().filter_map(|c| compile_code(c, problems));
    let codes = CodeTable::new(codes.collect());
    let mut rules = BTreeMap::new();
    let payers: BTreeSet<&str> = spec.profiles.iter().map(|p| p.name.as_str()).collect();
    let mut off = Vec::new();
    for rule in &spec.rules {
        if rule.enabled == Some(false) {
            off.push(rule.id.clone());
        } else if let Some(rule) = compile_rule(rule, (&codes, &known, &payers), problems) {
            rules.insert(rule.id.clone(), rule);
        }
    }
    off.sort();
    let lexicon = Lexicon::new(classes(spec).map(|(name, list)| {
        let texts = list
            .iter()
            .map(|said| pattern::spread(&said.text))
            .collect();
        (name, texts)
    }));
    RuleSet {
        version: spec.version.clone().unwrap_or_default(),
        hash,
        rules,
        off,
        codes,
        time: TimeClasses::new(&lexicon),
        claims: Claims::new(&lexicon),
        signs: Signs::new(&lexicon),
        lexicon,
        header: HeaderLabels::new(&by_list("header", &spec.header, problems)),
        residue: LeftoverWords::new(&by_list("residue", &spec.residue, problems)),
        profiles: spec
            .profiles
            .iter()
            .map(|p| (p.name.clone(), compile_profile(p)))
            .collect(),
    }
}

/// Every word class with its phrases, by the name the lexicon knows it by.
fn classes(spec: &FileSpec) -> impl Iterator<Item = (String, &[Said])> {
    let says = spec
        .codes
        .iter()
        .map(|c| (format!("code:{}", c.code), c.says.as_deref().unwrap_or(&[])));
    says.chain(named("heading:", &spec.headings))
        .chain(named("", &spec.words))
        .chain(named("time:", &spec.time))
        .chain(named("contradiction:", &spec.contradictions))
        .chain(named("chiropractic:", &spec.chiropractic))
}

fn named<'s>(
    prefix: &'static str,
    lists: &'s [ListSpec],
) -> impl Iterator<Item = (String, &'s [Said])> {
    lists
        .iter()
        .map(move |list| (format!("{prefix}{}", list.name), list.add.as_slice()))
}

fn check_phrases(spec: &FileSpec, known: &BTreeSet<String>, problems: &mut Problems) {
    for (class, phrases) in classes(spec) {
        for phrase in phrases {
            if let Err(fault) = pattern::check(&phrase.text, |name| known.contains(name)) {
                let message = format!("`{class}`, phrase `{}`: {fault}", phrase.text);
                problems.note(phrase.at, message);
            }
        }
    }
}

/// The lists of a section whose names are those of an enum. Their phrases are plain text.
fn by_list<'d, K: Deserialize<'d> + Ord>(
    section: &str,
    lists: &'d [ListSpec],
    problems: &mut Problems,
) -> BTreeMap<K, Vec<String>> {
    let mut out: BTreeMap<K, Vec<String>> = BTreeMap::new();
    for list in lists {
        let word =
            IntoDeserializer::<serde::de::value::Error>::into_deserializer(list.name.as_str());
        match K::deserialize(word) {
            Ok(name) => {
                let texts = list.add.iter().map(|said| said.text.clone());
                out.entry(name).or_default().extend(texts);
            }
            Err(fault) => problems.note(list.at, format!("`{section}`: {fault}")),
        }
    }
    out
}

fn compile_code(spec: &CodeSpec, problems: &mut Problems) -> Option<Code> {
    let Some(name) = spec.name.clone() else {
        problems.note(
            spec.at,
            format!("code `{}`: the key `name` is missing", spec.code),
        );
        return None;
    };
    let timed = spec.timed.unwrap_or(false);
    let says = spec.says.iter().flatten();
    Some(Code {
        code: spec.code.clone(),
        name,
        timed,
        pool: spec.pool.unwrap_or(timed),
        unit_minutes: spec.unit_minutes.unwrap_or(15),
        contact: spec.contact.clone().unwrap_or_else(|| "unknown".to_owned()),
        family: spec.family.clone().unwrap_or_else(|| "other".to_owned()),
        intent: spec.intent.unwrap_or(false),
        says: says.map(|said| said.text.clone()).collect(),
        source: spec.source.clone().unwrap_or_default(),
        note: spec.note.clone().unwrap_or_default(),
    })
}

fn compile_profile(spec: &ProfileSpec) -> Profile {
    let midpoint = spec.units.as_deref() == Some("midpoint");
    Profile {
        name: spec.name.clone(),
        units: if midpoint {
            UnitMethod::Midpoint
        } else {
            UnitMethod::Cms
        },
        minutes_per_code: spec.minutes_per_code.unwrap_or(true),
        totals: spec.totals.unwrap_or(false),
        note: spec.note.clone().unwrap_or_default(),
        source: spec.source.clone().unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::RuleSet;

    #[test]
    fn the_built_in_rules_compile() {
        let rules = RuleSet::from_yaml("rules.yaml", super::super::BUILTIN);
        let rules =
            rules.map_err(|errors| errors.iter().map(ToString::to_string).collect::<Vec<_>>());
        let rules = rules.expect("no mistakes");
        let activities = rules.codes.get("97530").expect("the table has it");
        assert!(activities.timed && activities.pool && activities.intent);
        assert!(!rules.codes.get("98941").expect("the table has it").timed);
        assert_eq!(rules.profiles.len(), 3);
    }
}
