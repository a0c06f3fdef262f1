//! What a record says was done: note file, visit, charge, element.
//!
//! Plain data with public fields, filled by `parse` and completed by `engine`. Holds no rule and
//! does no IO. `Debug` prints ids and lengths only, so that no patient's text reaches a log.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::text::{CivilDate, Span};

/// One file of the audited folder after its bytes were turned into text.
#[derive(Clone, Default)]
pub struct NoteFile {
    /// Path relative to the audited folder, forward slashes, control characters made visible.
    pub path: String,
    /// Short name of the format the text came from (`text`, `markdown`, `docx` …).
    pub format: &'static str,
    /// SHA-256 of the file's bytes, 64 hexadecimal digits.
    pub sha256: String,
    /// Size of the file in bytes.
    pub n_bytes: u64,
    /// Name of the encoding the text was decoded from.
    pub encoding: String,
    /// Extracted text, UTF-8, harmless to print: no control or bidi characters.
    pub text: String,
    /// What could not be read cleanly; the text is usable all the same.
    pub problems: Vec<Problem>,
}

impl fmt::Debug for NoteFile {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "NoteFile({}, {} bytes)",
            &self.sha256.get(..8).unwrap_or("?"),
            self.n_bytes
        )
    }
}

/// Something that went less than well while a file was read. Never an error by itself.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Problem {
    /// Stable short name, for counting (`encoding-guessed`, `characters-replaced` …).
    pub kind: String,
    /// One sentence for the reader; holds no text of the note.
    pub message: String,
}

/// One dated encounter, as found in a note file.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Visit {
    /// Path of the note file, relative to the audited folder.
    pub path: String,
    /// Number of the visit within its file, from 1.
    pub visit: u32,
    /// The visit within the file's extracted text.
    pub span: Span,
    /// Patient as the record names them.
    pub patient: Option<String>,
    /// Medical record number or the clinic's own patient number.
    pub mrn: Option<String>,
    /// Date of service.
    pub date: Option<CivilDate>,
    /// Treating provider with credential.
    pub provider: Option<String>,
    /// Payer as written in the header.
    pub payer: Option<String>,
    /// A provider's signature, attestation or electronic signature is there.
    pub signed: bool,
    /// Stated total of timed-code minutes, else their sum when all are known.
    pub total_timed_minutes: Option<u32>,
    /// Stated whole-visit minutes that include untimed work.
    pub total_treatment_minutes: Option<u32>,
    /// Billed procedures in the order of the record.
    pub charges: Vec<Charge>,
}

impl fmt::Debug for Visit {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "Visit({}, {} bytes, {} charges)",
            self.visit,
            self.span.len(),
            self.charges.len()
        )
    }
}

/// Where a charge was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ChargeSource {
    /// The note itself.
    #[default]
    Note,
    /// A claim line only.
    Claim,
    /// Both agree that it was billed.
    Both,
}

impl ChargeSource {
    /// The lower-case word used in every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Claim => "claim",
            Self::Both => "both",
        }
    }
}

/// One billed procedure code of a visit.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Charge {
    /// CPT or HCPCS code.
    pub code: String,
    /// Units billed; 1 when the record gives no count.
    pub units: u32,
    /// Two-character modifiers, in the order written.
    pub modifiers: Vec<String>,
    /// Note, claim or both.
    pub source: ChargeSource,
    /// True for codes billed by time.
    pub timed: bool,
    /// Where the record names the charge.
    pub span: Span,
    /// Minutes that belong to this charge; `None` when unknown or in conflict.
    pub minutes: Option<u32>,
    /// Units that the minutes support under the CMS 8-minute rule, over the visit's timed codes.
    pub units_cms: Option<u32>,
    /// Units that the minutes support by the per-code midpoint method.
    pub units_midpoint: Option<u32>,
    /// What the record shows; `None` for untimed codes.
    pub elements: Option<Elements>,
    /// Kind of work described; only for codes whose rule asks for it (97530).
    pub intent: Option<Intent>,
    /// The tool's verdict.
    pub verdict: ChargeVerdict,
    /// One line for each reason of the verdict.
    pub reasons: Vec<String>,
}

/// The six elements a timed charge needs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Elements {
    /// Minutes of this code.
    pub time: Element,
    /// Direct one-on-one contact.
    pub contact: Element,
    /// What the patient did.
    pub activity: Element,
    /// What it is for.
    pub goal: Element,
    /// Link to the patient's condition.
    pub condition: Element,
    /// How the patient responded in this session.
    pub response: Element,
}

/// Which element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the words are those of Elements")]
pub enum ElementKind {
    Time,
    Contact,
    Activity,
    Goal,
    Condition,
    Response,
}

impl ElementKind {
    /// All six, in the order of the checklist.
    pub const ALL: [Self; 6] = [
        Self::Time,
        Self::Contact,
        Self::Activity,
        Self::Goal,
        Self::Condition,
        Self::Response,
    ];

    /// The lower-case word used in every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Time => "time",
            Self::Contact => "contact",
            Self::Activity => "activity",
            Self::Goal => "goal",
            Self::Condition => "condition",
            Self::Response => "response",
        }
    }
}

impl Elements {
    /// The element of that kind.
    pub fn get(&self, kind: ElementKind) -> &Element {
        match kind {
            ElementKind::Time => &self.time,
            ElementKind::Contact => &self.contact,
            ElementKind::Activity => &self.activity,
            ElementKind::Goal => &self.goal,
            ElementKind::Condition => &self.condition,
            ElementKind::Response => &self.response,
        }
    }

    /// The element of that kind, to be filled.
    pub fn get_mut(&mut self, kind: ElementKind) -> &mut Element {
        match kind {
            ElementKind::Time => &mut self.time,
            ElementKind::Contact => &mut self.contact,
            ElementKind::Activity => &mut self.activity,
            ElementKind::Goal => &mut self.goal,
            ElementKind::Condition => &mut self.condition,
            ElementKind::Response => &mut self.response,
        }
    }
}

/// State of one element with the words it rests on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Element {
    /// What the record shows.
    pub status: Status,
    /// Evidence for (or against) it, in reading order.
    pub spans: Vec<Span>,
    /// What counted for, against, and what was nearly enough; for `explain`.
    pub reasons: Vec<String>,
}

/// Status words of the labelling guide. Which words apply depends on the element.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Nothing in the record.
    #[default]
    Missing,
    /// Category words only (activity, goal, response).
    Generic,
    /// Only a total over several timed codes (time).
    TotalOnly,
    /// Two amounts that disagree (time).
    Conflict,
    /// The record says the opposite (contact).
    Contradicted,
    /// Not said, but the provider's hands or constant cueing are described (contact).
    Implied,
    /// There (time, contact, condition).
    Present,
    /// There and concrete (activity, goal, response).
    Specific,
}

impl Status {
    /// The lower-case word used in every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Generic => "generic",
            Self::TotalOnly => "total_only",
            Self::Conflict => "conflict",
            Self::Contradicted => "contradicted",
            Self::Implied => "implied",
            Self::Present => "present",
            Self::Specific => "specific",
        }
    }

    /// True when the element needs nothing more for a supported verdict.
    pub fn is_enough(self) -> bool {
        matches!(self, Self::Implied | Self::Present | Self::Specific)
    }
}

/// Kind of work that the text of a 97530 describes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Intent {
    /// Multi-joint, task-like work.
    Functional,
    /// Only strengthening, stretching, range of motion or endurance exercise.
    ExerciseOnly,
    /// Too little is said.
    #[default]
    Unclear,
}

impl Intent {
    /// The lower-case word used in every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Functional => "functional",
            Self::ExerciseOnly => "exercise_only",
            Self::Unclear => "unclear",
        }
    }
}

/// Verdict on a charge, the tool's or the auditor's.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum ChargeVerdict {
    /// The record carries the charge.
    Supported,
    /// Something is weak or missing.
    Partial,
    /// The record does not carry the charge.
    #[default]
    Unsupported,
}

impl ChargeVerdict {
    /// The lower-case word used in every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Supported => "supported",
            Self::Partial => "partial",
            Self::Unsupported => "unsupported",
        }
    }
}
