//! A rules file to a `RuleSet` that cannot be half-valid.

use std::collections::BTreeMap;

use super::error::RuleError;
use super::lexicon::Lexicon;
use super::profile::{Profile, UnitMethod};
use super::record::HeaderLabels;
use super::spec::{CodeSpec, FileSpec, RuleSpec};
use crate::finding::{Category, Severity};
use crate::text::sha256_hex;

/// Name of the built-in file in messages.
const BUILTIN_NAME: &str = "rules.yaml (built in)";

/// Everything the parser and the engine know.
#[derive(Clone, Debug)]
pub struct RuleSet {
    /// Version of the knowledge, for reports.
    pub version: String,
    /// SHA-256 of the files it was compiled from.
    pub hash: String,
    /// Rules by id, switched-off ones left out.
    pub rules: BTreeMap<String, Rule>,
    /// Procedure codes.
    pub codes: CodeTable,
    /// Word classes and service names, ready to match.
    pub lexicon: Lexicon,
    /// Labels of headers and signatures.
    pub header: HeaderLabels,
    /// Payer profiles by name.
    pub profiles: BTreeMap<String, Profile>,
}

/// One compiled rule.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the words are those of RuleSpec")]
pub struct Rule {
    pub id: String,
    pub kind: RuleKind,
    pub category: Category,
    pub severity: Severity,
    pub points: u32,
    pub message: String,
    pub suggestion: String,
    pub source: String,
    pub when: BTreeMap<String, String>,
    pub must_flag: Vec<String>,
    pub must_pass: Vec<String>,
}

/// Engine file that runs a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RuleKind {
    /// Status of one element of a timed charge.
    Element,
    /// Kind of work described for a charge.
    Intent,
    /// Units billed against units the minutes support.
    Units,
    /// Stock phrases of a word class, unless the clause says something specific.
    Phrase,
    /// Left-overs of a template.
    Residue,
    /// Two statements that cannot both be true.
    Contradiction,
    /// A visit that repeats an earlier one.
    Clone,
    /// No signature.
    Signature,
    /// No date of service.
    Date,
    /// What the record says of an untimed charge.
    Coding,
    /// Two codes that are not payable together without a reason.
    Pair,
}

impl RuleKind {
    /// Every kind.
    pub const ALL: [Self; 11] = [
        Self::Element,
        Self::Intent,
        Self::Units,
        Self::Phrase,
        Self::Residue,
        Self::Contradiction,
        Self::Clone,
        Self::Signature,
        Self::Date,
        Self::Coding,
        Self::Pair,
    ];

    /// The word used in rules files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Element => "element",
            Self::Intent => "intent",
            Self::Units => "units",
            Self::Phrase => "phrase",
            Self::Residue => "residue",
            Self::Contradiction => "contradiction",
            Self::Clone => "clone",
            Self::Signature => "signature",
            Self::Date => "date",
            Self::Coding => "coding",
            Self::Pair => "pair",
        }
    }
}

/// One procedure code.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the words are those of CodeSpec")]
pub struct Code {
    pub code: String,
    pub name: String,
    pub timed: bool,
    pub pool: bool,
    pub unit_minutes: u32,
    pub contact: String,
    pub family: String,
    pub intent: bool,
    pub says: Vec<String>,
    pub source: String,
    pub note: String,
}

/// All procedure codes.
#[derive(Clone, Debug, Default)]
pub struct CodeTable {
    codes: BTreeMap<String, Code>,
}

impl CodeTable {
    /// The code, when the table has it.
    pub fn get(&self, code: &str) -> Option<&Code> {
        self.codes.get(code)
    }

    /// All codes in order.
    pub fn iter(&self) -> impl Iterator<Item = &Code> {
        self.codes.values()
    }
}

impl From<&CodeSpec> for Code {
    fn from(spec: &CodeSpec) -> Self {
        Self {
            code: spec.code.clone(),
            name: spec.name.clone(),
            timed: spec.timed,
            pool: spec.pool.unwrap_or(spec.timed),
            unit_minutes: spec.unit_minutes.unwrap_or(15),
            contact: spec.contact.clone(),
            family: spec.family.clone(),
            intent: spec.intent,
            says: spec.says.clone(),
            source: spec.source.clone(),
            note: spec.note.clone(),
        }
    }
}

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
    /// All mistakes in all files at once.
    pub fn load<S: AsRef<str>>(files: &[(S, S)]) -> Result<Self, Vec<RuleError>> {
        let mut all = vec![(BUILTIN_NAME, super::BUILTIN)];
        all.extend(
            files
                .iter()
                .map(|(name, text)| (name.as_ref(), text.as_ref())),
        );
        Self::compile_files(&all)
    }

    /// Compiles the text of one rules file that stands alone.
    ///
    /// # Errors
    /// All mistakes in the file at once.
    pub fn from_yaml(file: &str, yaml: &str) -> Result<Self, Vec<RuleError>> {
        Self::compile_files(&[(file, yaml)])
    }

    fn compile_files(files: &[(&str, &str)]) -> Result<Self, Vec<RuleError>> {
        let mut merged = FileSpec::default();
        let mut problems = Vec::new();
        for (name, yaml) in files {
            match serde_yaml::from_str::<FileSpec>(yaml) {
                Ok(spec) => merge(&mut merged, spec),
                Err(error) => {
                    let (line, column) = error
                        .location()
                        .map_or((0, 0), |at| (at.line(), at.column()));
                    problems.push(RuleError {
                        file: (*name).to_owned(),
                        line,
                        column,
                        message: error.to_string(),
                    });
                }
            }
        }
        let text: String = files.iter().map(|(_, yaml)| *yaml).collect();
        if problems.is_empty() {
            Ok(Self::compile(&merged, sha256_hex(text.as_bytes())))
        } else {
            Err(problems)
        }
    }

    fn compile(spec: &FileSpec, hash: String) -> Self {
        let says = spec
            .codes
            .iter()
            .map(|code| (format!("code:{}", code.code), code.says.clone()));
        let headings = spec
            .headings
            .iter()
            .map(|(name, list)| (format!("heading:{name}"), list.clone()));
        let words = spec
            .words
            .iter()
            .map(|(name, list)| (name.clone(), list.clone()));
        let time = spec
            .time
            .iter()
            .map(|(name, list)| (format!("time:{name}"), list.clone()));
        let lexicon = Lexicon::new(says.chain(headings).chain(words).chain(time));
        Self {
            version: spec.version.clone(),
            hash,
            rules: spec
                .rules
                .iter()
                .filter(|r| r.enabled != Some(false))
                .map(|r| (r.id.clone(), Rule::from(r)))
                .collect(),
            codes: CodeTable {
                codes: spec
                    .codes
                    .iter()
                    .map(|c| (c.code.clone(), Code::from(c)))
                    .collect(),
            },
            lexicon,
            header: HeaderLabels::new(&spec.header),
            profiles: spec
                .profiles
                .iter()
                .map(|(name, p)| {
                    let units = if p.units.as_deref() == Some("midpoint") {
                        UnitMethod::Midpoint
                    } else {
                        UnitMethod::Cms
                    };
                    let profile = Profile {
                        name: name.clone(),
                        units,
                        minutes_per_code: p.minutes_per_code.unwrap_or(true),
                        note: p.note.clone().unwrap_or_default(),
                    };
                    (name.clone(), profile)
                })
                .collect(),
        }
    }
}

/// Lays `over` on `base`: codes, rules and profiles by name, words and headings added.
fn merge(base: &mut FileSpec, over: FileSpec) {
    if !over.version.is_empty() {
        base.version = over.version;
    }
    base.codes
        .retain(|code| over.codes.iter().all(|c| c.code != code.code));
    base.codes.extend(over.codes);
    base.rules
        .retain(|rule| over.rules.iter().all(|r| r.id != rule.id));
    base.rules.extend(over.rules);
    for (name, list) in over.headings {
        base.headings.entry(name).or_default().extend(list);
    }
    for (name, list) in over.words {
        base.words.entry(name).or_default().extend(list);
    }
    for (name, list) in over.time {
        base.time.entry(name).or_default().extend(list);
    }
    for (label, list) in over.header {
        base.header.entry(label).or_default().extend(list);
    }
    base.profiles.extend(over.profiles);
}

impl From<&RuleSpec> for Rule {
    fn from(spec: &RuleSpec) -> Self {
        Self {
            id: spec.id.clone(),
            kind: RuleKind::ALL
                .into_iter()
                .find(|k| Some(k.word()) == spec.kind.as_deref())
                .unwrap_or(RuleKind::Phrase),
            category: spec.category.unwrap_or(Category::Coding),
            severity: spec.severity.unwrap_or(Severity::Warning),
            points: spec.points.unwrap_or(0),
            message: spec.message.clone().unwrap_or_default(),
            suggestion: spec.suggestion.clone().unwrap_or_default(),
            source: spec.source.clone().unwrap_or_default(),
            when: spec.when.clone(),
            must_flag: spec.must_flag.clone(),
            must_pass: spec.must_pass.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RuleSet;

    #[test]
    fn the_built_in_rules_compile() {
        let rules = RuleSet::builtin();
        let activities = rules.codes.get("97530").expect("the table has it");
        assert!(activities.timed && activities.pool && activities.intent);
        assert!(!rules.codes.get("98941").expect("the table has it").timed);
        assert_eq!(rules.profiles.len(), 3);
    }
}
