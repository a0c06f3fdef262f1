//! Rule kinds and the parameters each takes under `when`.

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

    /// The kind of that word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// What it takes under `when`; every parameter is needed.
    pub fn params(self) -> &'static [Param] {
        match self {
            Self::Element => &[
                Param {
                    name: "element",
                    value: ParamValue::OneOf(&ELEMENTS),
                },
                Param {
                    name: "status",
                    value: ParamValue::OneOf(&[
                        "missing",
                        "generic",
                        "total_only",
                        "conflict",
                        "contradicted",
                        "implied",
                    ]),
                },
            ],
            Self::Intent => &[Param {
                name: "intent",
                value: ParamValue::OneOf(&["exercise_only", "unclear"]),
            }],
            Self::Units => &[Param {
                name: "method",
                value: ParamValue::OneOf(&["profile", "midpoint"]),
            }],
            Self::Phrase => &[Param {
                name: "group",
                value: ParamValue::Group,
            }],
            Self::Contradiction => &[Param {
                name: "about",
                value: ParamValue::OneOf(&ABOUT),
            }],
            Self::Coding => &[Param {
                name: "status",
                value: ParamValue::OneOf(&["unsupported", "partial"]),
            }],
            Self::Pair => &[
                Param {
                    name: "column1",
                    value: ParamValue::Code,
                },
                Param {
                    name: "column2",
                    value: ParamValue::Code,
                },
            ],
            Self::Residue | Self::Clone | Self::Signature | Self::Date => &[],
        }
    }
}

/// One parameter of a kind.
#[derive(Clone, Copy, Debug)]
pub struct Param {
    /// Key under `when`.
    pub name: &'static str,
    /// What may stand there.
    pub value: ParamValue,
}

/// What a parameter may hold.
#[derive(Clone, Copy, Debug)]
pub enum ParamValue {
    /// One of a few words.
    OneOf(&'static [&'static str]),
    /// One of the engine's own groups of stock statements, or a class of `words`.
    Group,
    /// A code of the table.
    Code,
}

/// Groups of stock statements that the engine tells apart by itself.
pub(super) const GROUPS: [&str; 8] = [
    "activity",
    "response",
    "progress",
    "plan",
    "exam",
    "subjective",
    "necessity",
    "time",
];

/// What two statements of a contradiction can be about.
const ABOUT: [&str; 8] = [
    "side",
    "pain",
    "pronoun",
    "date",
    "time",
    "supervision",
    "no_treatment",
    "weight_bearing",
];

/// The words of `ElementKind`, in its order; a test compares them.
const ELEMENTS: [&str; 6] = [
    "time",
    "contact",
    "activity",
    "goal",
    "condition",
    "response",
];

#[cfg(test)]
mod tests {
    use super::{ELEMENTS, RuleKind};
    use crate::visit::ElementKind;

    #[test]
    fn words_name_kinds_and_elements_are_those_of_visits() {
        for kind in RuleKind::ALL {
            assert_eq!(RuleKind::of(kind.word()), Some(kind));
        }
        assert_eq!(ELEMENTS, ElementKind::ALL.map(ElementKind::word));
    }
}
