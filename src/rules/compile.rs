//! A rules file to a `RuleSet` that cannot be half-valid.

use std::collections::BTreeMap;

use super::error::RuleError;
use super::lexicon::Lexicon;
use super::profile::{Profile, UnitMethod};
use super::spec::{CodeSpec, FileSpec, RuleSpec};
use crate::finding::{Category, Severity};
use crate::text::sha256_hex;

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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleKind(pub String);

/// One procedure code.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the words are those of CodeSpec")]
pub struct Code {
    pub code: String,
    pub name: String,
    pub timed: bool,
    pub contact: String,
    pub family: String,
    pub intent: bool,
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
            contact: spec.contact.clone(),
            family: spec.family.clone(),
            intent: spec.intent,
        }
    }
}

impl RuleSet {
    /// The built-in rules.
    ///
    /// # Panics
    /// Never in a released program: a test compiles the built-in file.
    pub fn builtin() -> Self {
        Self::from_yaml("rules.yaml (built in)", super::BUILTIN).expect("a test compiles the built-in rules")
    }

    /// Compiles the text of one rules file.
    ///
    /// # Errors
    /// All mistakes in the file at once.
    pub fn from_yaml(file: &str, yaml: &str) -> Result<Self, Vec<RuleError>> {
        let spec: FileSpec = serde_yaml::from_str(yaml).map_err(|error| {
            let (line, column) = error.location().map_or((0, 0), |at| (at.line(), at.column()));
            vec![RuleError { file: file.to_owned(), line, column, message: error.to_string() }]
        })?;
        Ok(Self::compile(&spec, sha256_hex(yaml.as_bytes())))
    }

    fn compile(spec: &FileSpec, hash: String) -> Self {
        let says = spec.codes.iter().map(|code| (format!("code:{}", code.code), code.says.clone()));
        let headings = spec.headings.iter().map(|(name, list)| (format!("heading:{name}"), list.clone()));
        let words = spec.words.iter().map(|(name, list)| (name.clone(), list.clone()));
        let lexicon = Lexicon::new(says.chain(headings).chain(words));
        Self {
            version: spec.version.clone(),
            hash,
            rules: spec.rules.iter().filter(|r| r.enabled != Some(false)).map(|r| (r.id.clone(), Rule::from(r))).collect(),
            codes: CodeTable { codes: spec.codes.iter().map(|c| (c.code.clone(), Code::from(c))).collect() },
            lexicon,
            profiles: spec
                .profiles
                .iter()
                .map(|(name, p)| {
                    let units = if p.units.as_deref() == Some("midpoint") { UnitMethod::Midpoint } else { UnitMethod::Cms };
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

impl From<&RuleSpec> for Rule {
    fn from(spec: &RuleSpec) -> Self {
        Self {
            id: spec.id.clone(),
            kind: RuleKind(spec.kind.clone().unwrap_or_default()),
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
