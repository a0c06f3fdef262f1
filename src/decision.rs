//! What the auditor decided, and the anchor that ties a decision to the words it rests on.
//!
//! Plain data, written to the journal by `store` and made by `tui` and `cli`. A decision never
//! points at byte offsets: it names the visit by path and number, the passage by hash, so that a
//! re-scan can say carried, stale or gone.

use serde::{Deserialize, Serialize};

use crate::text::CivilDate;
use crate::visit::ChargeVerdict;

/// Which visit a decision is about, with what the text was when it was made.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct VisitKey {
    /// Path of the note file, relative to the audited folder.
    pub path: String,
    /// Number of the visit within the file, from 1.
    pub visit: u32,
}

/// The passage a decision rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// The visit.
    pub key: VisitKey,
    /// Date of service when the decision was made, to find a visit whose file was renamed.
    pub date: Option<CivilDate>,
    /// Hash of the visit's text (white space folded).
    pub text_hash: String,
    /// Hash of the passage with its neighbouring words; empty for a decision on the whole visit.
    pub passage: String,
}

/// What a decision is about within the visit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "on")]
pub enum Target {
    /// The whole visit.
    Visit,
    /// A charge: its code and its number among the charges of that code, from 1.
    Charge {
        /// CPT or HCPCS code.
        code: String,
        /// 1 for the first charge of that code in the visit.
        nth: u32,
    },
    /// A finding: its rule, the code it is about, and the hash of the words it points at.
    Finding {
        /// Rule id.
        rule: String,
        /// Code of the charge, when it is about one.
        code: Option<String>,
        /// Hash of the quoted words (white space folded); tells two findings of one rule apart.
        quote: String,
    },
    /// Words of the note, selected by the auditor.
    Passage {
        /// The words as selected.
        quote: String,
    },
}

/// What was decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "do")]
pub enum Action {
    /// The auditor's verdict on a charge.
    Verdict {
        /// The verdict; `None` takes an earlier one back.
        verdict: Option<ChargeVerdict>,
    },
    /// The finding stands.
    Accept,
    /// The finding does not stand.
    Dismiss {
        /// Why, in the auditor's words.
        reason: String,
    },
    /// A remark.
    Comment {
        /// The remark, may have several lines.
        text: String,
    },
    /// The visit is done (or open again).
    Reviewed {
        /// True when done.
        done: bool,
    },
    /// Look again later (or no longer).
    Flag {
        /// True when a second look is wanted.
        on: bool,
    },
    /// Takes the decision with that number back.
    Undo {
        /// Journal number of the decision taken back.
        of: u64,
    },
    /// Makes a decision taken back count again.
    Redo {
        /// Journal number of the decision made again.
        of: u64,
    },
}

/// One decision: what, about what, resting on which words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Visit and passage.
    pub anchor: Anchor,
    /// Part of the visit.
    pub target: Target,
    /// What was decided.
    pub action: Action,
    /// Ties decisions made in one step (accept all, many visits) so that undo takes all back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<u64>,
}

/// How an earlier decision stands after the folder was scanned again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// The words it rests on are unchanged.
    Carried,
    /// The words changed; the decision is shown but must be looked at again.
    Stale,
    /// The visit or the finding is no longer there.
    Gone,
}
