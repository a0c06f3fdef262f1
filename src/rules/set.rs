//! What the parser and the engine know: compiled rules, codes, words and profiles.

use std::collections::BTreeMap;

use super::chiropractic::Signs;
use super::contradiction::Claims;
use super::kind::RuleKind;
use super::leftover::LeftoverWords;
use super::lexicon::Lexicon;
use super::profile::Profile;
use super::record::HeaderLabels;
use super::time::TimeClasses;
use crate::finding::{Category, Severity};

/// Everything the parser and the engine know.
///
/// Invariant: compiled without a mistake; every parameter a rule's kind needs is there.
#[derive(Clone, Debug)]
pub struct RuleSet {
    /// Version of the knowledge, for reports.
    pub version: String,
    /// SHA-256 of the files it was compiled from.
    pub hash: String,
    /// Rules by id, switched-off ones left out.
    pub rules: BTreeMap<String, Rule>,
    /// Ids of the rules that a file switched off.
    pub off: Vec<String>,
    /// Procedure codes.
    pub codes: CodeTable,
    /// Word classes and service names, ready to match.
    pub lexicon: Lexicon,
    /// What the classes of the lexicon are to the time grammar.
    pub time: TimeClasses,
    /// Labels of headers and signatures.
    pub header: HeaderLabels,
    /// What the classes of the contradiction checks say.
    pub claims: Claims,
    /// What the classes of the chiropractic checks say.
    pub signs: Signs,
    /// Words of template left-overs.
    pub residue: LeftoverWords,
    /// Payer profiles by name.
    pub profiles: BTreeMap<String, Profile>,
}

/// One compiled rule.
#[derive(Clone, Debug)]
pub struct Rule {
    /// `category.condition`; names the bad thing.
    pub id: String,
    /// Engine file that runs it.
    pub kind: RuleKind,
    /// Group.
    pub category: Category,
    /// How bad.
    pub severity: Severity,
    /// Points of risk, 0 to 100.
    pub points: u32,
    /// What is wrong, with `{slots}` to be filled.
    pub message: String,
    /// Question to the clinician, with `{slots}` to be filled.
    pub suggestion: String,
    /// Authority; empty when a user's rule names none.
    pub source: String,
    /// Parameters of the kind.
    pub when: BTreeMap<String, String>,
    /// Payer profiles it holds under; empty: all.
    pub profiles: Vec<String>,
    /// Notes that must raise the rule.
    pub must_flag: Vec<String>,
    /// Notes that must not.
    pub must_pass: Vec<String>,
}

impl Rule {
    /// True when the rule holds under the payer profile of that name.
    pub fn holds_under(&self, profile: &str) -> bool {
        self.profiles.is_empty() || self.profiles.iter().any(|name| name == profile)
    }

    /// True when the list of codes under `name` (`98940-98942, 97140`) has `code`.
    pub fn lists(&self, name: &str, code: &str) -> bool {
        codes_of(self.param(name)).any(|(first, last)| first <= code && code <= last)
    }

    /// A parameter of the kind; empty when the kind has no such parameter.
    pub fn param(&self, name: &str) -> &str {
        self.when.get(name).map_or("", String::as_str)
    }
}

/// The codes and ranges of a list, as first and last.
pub(super) fn codes_of(list: &str) -> impl Iterator<Item = (&str, &str)> {
    list.split([',', ' '])
        .filter(|piece| !piece.is_empty())
        .map(|piece| piece.split_once('-').unwrap_or((piece, piece)))
}

/// One procedure code.
#[derive(Clone, Debug)]
pub struct Code {
    /// CPT or HCPCS code.
    pub code: String,
    /// Short paraphrase of the service.
    pub name: String,
    /// True when billed in 15-minute units and judged element by element.
    pub timed: bool,
    /// True when its minutes enter the CMS total of timed minutes.
    pub pool: bool,
    /// Minutes of one unit.
    pub unit_minutes: u32,
    /// Contact the code asks for (`one_on_one`, `constant_attendance`, `supervised` …).
    pub contact: String,
    /// Family (`procedure`, `modality_attended`, `cmt` …).
    pub family: String,
    /// True when the kind of work (functional or exercise) is judged.
    pub intent: bool,
    /// How notes name the service.
    pub says: Vec<String>,
    /// Where the facts come from.
    pub source: String,
    /// What an auditor should know of it.
    pub note: String,
}

/// All procedure codes.
#[derive(Clone, Debug, Default)]
pub struct CodeTable {
    codes: BTreeMap<String, Code>,
}

impl CodeTable {
    pub(super) fn new(codes: Vec<Code>) -> Self {
        Self {
            codes: codes.into_iter().map(|c| (c.code.clone(), c)).collect(),
        }
    }

    /// The code, when the table has it.
    pub fn get(&self, code: &str) -> Option<&Code> {
        self.codes.get(code)
    }

    /// All codes in order.
    pub fn iter(&self) -> impl Iterator<Item = &Code> {
        self.codes.values()
    }
}
