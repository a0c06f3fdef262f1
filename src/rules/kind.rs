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
    /// Regions manipulated against the level of the manipulation code.
    CmtLevel,
    /// Findings that show a subluxation (P.A.R.T.).
    Part,
    /// A modifier that a service needs, or cannot have.
    Modifier,
    /// Words of maintenance beside a charge for active care.
    Maintenance,
    /// A group beside one-on-one services without minutes of their own.
    Group,
    /// One stretch of the clock that serves two services.
    Booking,
    /// Totals of minutes that the payer asks for.
    Totals,
    /// Services that the payer does not cover from this profession.
    Cover,
}

impl RuleKind {
    /// Every kind.
    pub const ALL: [Self; 19] = [
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
        Self::CmtLevel,
        Self::Part,
        Self::Modifier,
        Self::Maintenance,
        Self::Group,
        Self::Booking,
        Self::Totals,
        Self::Cover,
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
            Self::CmtLevel => "cmt_level",
            Self::Part => "part",
            Self::Modifier => "modifier",
            Self::Maintenance => "maintenance",
            Self::Group => "group",
            Self::Booking => "booking",
            Self::Totals => "totals",
            Self::Cover => "cover",
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
                value: ParamValue::OneOf(&["profile", "midpoint", "total", "once_a_day"]),
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
                    value: ParamValue::Codes,
                },
                Param {
                    name: "column2",
                    value: ParamValue::Codes,
                },
                Param {
                    name: "clears",
                    value: ParamValue::OneOf(&["region", "time", "modifier", "nothing"]),
                },
                Param {
                    name: "confidence",
                    value: ParamValue::OneOf(&["high", "medium"]),
                },
            ],
            Self::CmtLevel => &[Param {
                name: "level",
                value: ParamValue::OneOf(&["too_high", "too_low", "not_extraspinal"]),
            }],
            Self::Modifier => &[
                Param {
                    name: "service",
                    value: ParamValue::Codes,
                },
                Param {
                    name: "modifier",
                    value: ParamValue::Modifier,
                },
                Param {
                    name: "state",
                    value: ParamValue::OneOf(&["missing", "present"]),
                },
                Param {
                    name: "beside",
                    value: ParamValue::OneOf(&["anything", "manipulation", "chiropractor"]),
                },
            ],
            Self::Cover => &[Param {
                name: "covered",
                value: ParamValue::Codes,
            }],
            Self::Residue
            | Self::Clone
            | Self::Signature
            | Self::Date
            | Self::Part
            | Self::Maintenance
            | Self::Group
            | Self::Booking
            | Self::Totals => &[],
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
    /// Codes of the table and ranges of them: `98940-98942, 97140`.
    Codes,
    /// A modifier of two signs.
    Modifier,
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
