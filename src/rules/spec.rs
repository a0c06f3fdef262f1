//! What `rules.yaml` says, key by key. Unknown keys are refused at every level.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::record::HeaderSpec;
use crate::finding::{Category, Severity};

/// A whole rules file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileSpec {
    /// Version of the file's shape; 1.
    pub schema: u32,
    /// Version of the knowledge in it, for reports.
    #[serde(default)]
    pub version: String,
    /// Procedure codes.
    #[serde(default)]
    pub codes: Vec<CodeSpec>,
    /// Section name to the headings that open it.
    #[serde(default)]
    pub headings: BTreeMap<String, Vec<String>>,
    /// Word class to its phrases (pattern language of the lexicon).
    #[serde(default)]
    pub words: BTreeMap<String, Vec<String>>,
    /// Word class of the time grammar to its phrases (`minute`, `link`, `not_time` …).
    #[serde(default)]
    pub time: BTreeMap<String, Vec<String>>,
    /// What the labels of a note's header and signatures say.
    #[serde(default)]
    pub header: HeaderSpec,
    /// Rules.
    #[serde(default)]
    pub rules: Vec<RuleSpec>,
    /// Payer profiles by name.
    #[serde(default)]
    pub profiles: BTreeMap<String, ProfileSpec>,
}

/// One procedure code.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeSpec {
    /// CPT or HCPCS code.
    pub code: String,
    /// Short paraphrase of the service.
    pub name: String,
    /// True when billed in 15-minute units.
    #[serde(default)]
    pub timed: bool,
    /// True when its minutes enter the CMS total of timed minutes; as `timed` when left out.
    #[serde(default)]
    pub pool: Option<bool>,
    /// Minutes of one unit where it is not 15.
    #[serde(default)]
    pub unit_minutes: Option<u32>,
    /// Contact the code asks for (`one_on_one`, `constant_attendance`, `supervised`, `group`, `none`, `unknown`).
    #[serde(default)]
    pub contact: String,
    /// Family (`procedure`, `modality_attended`, `modality_supervised`, `cmt`, `evaluation` …).
    #[serde(default)]
    pub family: String,
    /// True when the kind of work (functional or exercise) is judged.
    #[serde(default)]
    pub intent: bool,
    /// How notes name the service (pattern language of the lexicon).
    #[serde(default)]
    pub says: Vec<String>,
    /// Where the facts come from.
    #[serde(default)]
    pub source: String,
    /// What an auditor should know of it.
    #[serde(default)]
    pub note: String,
}

/// One rule.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleSpec {
    /// `category.condition`; names the bad thing.
    pub id: String,
    /// Engine file that runs it.
    #[serde(default)]
    pub kind: Option<String>,
    /// Group.
    #[serde(default)]
    pub category: Option<Category>,
    /// How bad.
    #[serde(default)]
    pub severity: Option<Severity>,
    /// Points of risk.
    #[serde(default)]
    pub points: Option<u32>,
    /// What is wrong; `{code}` and other slots are filled in.
    #[serde(default)]
    pub message: Option<String>,
    /// Question to the clinician.
    #[serde(default)]
    pub suggestion: Option<String>,
    /// Authority.
    #[serde(default)]
    pub source: Option<String>,
    /// Free parameters of the kind.
    #[serde(default)]
    pub when: BTreeMap<String, String>,
    /// Notes that must raise the rule.
    #[serde(default)]
    pub must_flag: Vec<String>,
    /// Notes that must not.
    #[serde(default)]
    pub must_pass: Vec<String>,
    /// False switches the rule off.
    #[serde(default)]
    pub enabled: Option<bool>,
}

/// One payer profile.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfileSpec {
    /// `cms` or `midpoint`.
    #[serde(default)]
    pub units: Option<String>,
    /// True when each timed code needs minutes of its own.
    #[serde(default)]
    pub minutes_per_code: Option<bool>,
    /// One sentence for the reader.
    #[serde(default)]
    pub note: Option<String>,
}
