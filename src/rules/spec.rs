//! What a rules file says, key by key, before anything is decided about it.
//!
//! Every value is optional here, because a user's file may give only what it changes. `read` fills
//! these shapes, `merge` lays one file over another, `compile` asks for what is missing. The lists
//! of keys are the only ones: reading, messages and the JSON Schema all use them.

use super::field::{At, Said};

/// Keys of a whole file.
pub(super) const FILE_KEYS: [&str; 12] = [
    "schema",
    "version",
    "codes",
    "headings",
    "words",
    "time",
    "header",
    "residue",
    "contradictions",
    "chiropractic",
    "rules",
    "profiles",
];

/// Keys of a code.
pub(super) const CODE_KEYS: [&str; 11] = [
    "code",
    "name",
    "timed",
    "pool",
    "unit_minutes",
    "contact",
    "family",
    "intent",
    "says",
    "source",
    "note",
];

/// What a code may ask for as contact.
pub(super) const CONTACTS: [&str; 6] = [
    "one_on_one",
    "constant_attendance",
    "supervised",
    "group",
    "none",
    "unknown",
];

/// Families of codes.
pub(super) const FAMILIES: [&str; 13] = [
    "modality_supervised",
    "modality_attended",
    "procedure",
    "group",
    "work",
    "test",
    "orthotic",
    "evaluation",
    "cmt",
    "caregiver",
    "rtm",
    "em",
    "other",
];

/// Keys of a rule.
pub(super) const RULE_KEYS: [&str; 13] = [
    "id",
    "kind",
    "category",
    "severity",
    "points",
    "message",
    "suggestion",
    "source",
    "when",
    "profiles",
    "must_flag",
    "must_pass",
    "enabled",
];

/// Severities, weakest first.
pub(super) const SEVERITIES: [&str; 3] = ["info", "warning", "error"];

/// Keys of a list of phrases that changes one.
pub(super) const LIST_KEYS: [&str; 3] = ["add", "replace", "remove"];

/// Keys of a payer profile.
pub(super) const PROFILE_KEYS: [&str; 5] =
    ["units", "minutes_per_code", "totals", "note", "source"];

/// Ways to make units of minutes.
pub(super) const UNIT_METHODS: [&str; 2] = ["cms", "midpoint"];

/// What `{slots}` a rule's message and suggestion may hold; the engine fills them.
pub(super) const SLOTS: [&str; 16] = [
    "code",
    "name",
    "minutes",
    "billed",
    "supported",
    "profile",
    "quote",
    "other",
    "date",
    "path",
    "similarity",
    "other_code",
    "confidence",
    "regions",
    "wanted",
    "reason",
];

/// Most points one rule may carry; a visit's score is capped at the same number.
pub(super) const MAX_POINTS: u32 = 100;

/// A whole rules file.
#[derive(Clone, Debug, Default)]
pub(super) struct FileSpec {
    pub(super) version: Option<String>,
    pub(super) codes: Vec<CodeSpec>,
    pub(super) headings: Vec<ListSpec>,
    pub(super) words: Vec<ListSpec>,
    pub(super) time: Vec<ListSpec>,
    pub(super) header: Vec<ListSpec>,
    pub(super) residue: Vec<ListSpec>,
    pub(super) contradictions: Vec<ListSpec>,
    pub(super) chiropractic: Vec<ListSpec>,
    pub(super) rules: Vec<RuleSpec>,
    pub(super) profiles: Vec<ProfileSpec>,
}

/// One procedure code.
#[derive(Clone, Debug, Default)]
pub(super) struct CodeSpec {
    pub(super) at: At,
    pub(super) code: String,
    pub(super) name: Option<String>,
    pub(super) timed: Option<bool>,
    pub(super) pool: Option<bool>,
    pub(super) unit_minutes: Option<u32>,
    pub(super) contact: Option<String>,
    pub(super) family: Option<String>,
    pub(super) intent: Option<bool>,
    pub(super) says: Option<Vec<Said>>,
    pub(super) source: Option<String>,
    pub(super) note: Option<String>,
}

/// One named list of phrases, or what a file changes in it.
#[derive(Clone, Debug, Default)]
pub(super) struct ListSpec {
    pub(super) at: At,
    pub(super) name: String,
    /// Takes the place of all phrases so far.
    pub(super) replace: Option<Vec<Said>>,
    pub(super) add: Vec<Said>,
    pub(super) remove: Vec<Said>,
}

/// One rule, or what a file changes in it.
#[derive(Clone, Debug, Default)]
pub(super) struct RuleSpec {
    pub(super) at: At,
    /// Keys that were given, even if what they held was wrong and is left out below.
    pub(super) given: Vec<&'static str>,
    pub(super) id: String,
    pub(super) kind: Option<String>,
    pub(super) category: Option<Said>,
    pub(super) severity: Option<String>,
    pub(super) points: Option<u32>,
    pub(super) message: Option<Said>,
    pub(super) suggestion: Option<Said>,
    pub(super) source: Option<String>,
    /// Place and parameters of `when`: name with its place, value with its place.
    pub(super) when: Option<(At, Vec<(Said, Said)>)>,
    /// Payer profiles it holds under; empty: all.
    pub(super) profiles: Option<Vec<Said>>,
    pub(super) must_flag: Option<Vec<Said>>,
    pub(super) must_pass: Option<Vec<Said>>,
    pub(super) enabled: Option<bool>,
}

/// One payer profile, or what a file changes in it.
#[derive(Clone, Debug, Default)]
pub(super) struct ProfileSpec {
    pub(super) name: String,
    pub(super) units: Option<String>,
    pub(super) minutes_per_code: Option<bool>,
    pub(super) totals: Option<bool>,
    pub(super) note: Option<String>,
    pub(super) source: Option<String>,
}
