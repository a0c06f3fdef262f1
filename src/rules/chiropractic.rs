//! Word classes of the chiropractic checks, and what each class of the lexicon means to them.
//!
//! The words are data (`chiropractic` in `rules.yaml`), the names of the classes are fixed here.
//! Vertebrae are not words: `C5` and `L4-5` are read by their form.

use super::lexicon::{ClassId, Lexicon};

/// Part of the body that manipulation codes count, and what lies outside the spine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each word is the field's own")]
pub enum Region {
    Cervical,
    Thoracic,
    Lumbar,
    Sacral,
    Pelvic,
    Extraspinal,
}

impl Region {
    /// The five regions of the spine, from the top.
    pub const SPINE: [Self; 5] = [
        Self::Cervical,
        Self::Thoracic,
        Self::Lumbar,
        Self::Sacral,
        Self::Pelvic,
    ];

    /// The lower-case word used in every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Cervical => "cervical",
            Self::Thoracic => "thoracic",
            Self::Lumbar => "lumbar",
            Self::Sacral => "sacral",
            Self::Pelvic => "pelvic",
            Self::Extraspinal => "extraspinal",
        }
    }
}

/// What a phrase says to the chiropractic checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sign {
    /// Names a region.
    Region(Region),
    /// Names a muscle or other soft tissue of a region.
    Tissue(Region),
    /// Names what a provider works with as well as what is worked on (`thumb`, `knee`).
    Tool,
    /// Lumbar spine, or where it meets the sacrum.
    Lumbosacral,
    /// A rib: thoracic at its head, extraspinal elsewhere.
    Rib,
    /// Names the whole spine and so no region.
    FullSpine,
    /// The vertebra before it stands for a nerve or a disc.
    NotSegment,
    /// An adjustment, or a technique of one.
    Adjust,
    /// It was left alone.
    NotAdjusted,
    /// Pain or tenderness found at a place.
    Tender,
    /// Asymmetry or misalignment.
    Asymmetry,
    /// Range of motion.
    Motion,
    /// Tone, texture, temperature of tissue.
    Tone,
    /// An image of the spine.
    Imaging,
    /// Nothing was found there.
    Normal,
    /// Denies what stands beside it.
    Denied,
    /// Care that keeps a stable patient as he is.
    Maintenance,
    /// The same words about something else.
    MaintenanceNot,
    /// Care of a new or worse condition.
    Active,
}

impl Sign {
    /// Every class with its key in `rules.yaml`.
    pub const ALL: [(&'static str, Self); 28] = [
        ("cervical", Self::Region(Region::Cervical)),
        ("thoracic", Self::Region(Region::Thoracic)),
        ("lumbar", Self::Region(Region::Lumbar)),
        ("sacral", Self::Region(Region::Sacral)),
        ("pelvic", Self::Region(Region::Pelvic)),
        ("extraspinal", Self::Region(Region::Extraspinal)),
        ("cervical_tissue", Self::Tissue(Region::Cervical)),
        ("thoracic_tissue", Self::Tissue(Region::Thoracic)),
        ("lumbar_tissue", Self::Tissue(Region::Lumbar)),
        ("pelvic_tissue", Self::Tissue(Region::Pelvic)),
        ("extraspinal_tissue", Self::Tissue(Region::Extraspinal)),
        ("tool", Self::Tool),
        ("lumbosacral", Self::Lumbosacral),
        ("rib", Self::Rib),
        ("full_spine", Self::FullSpine),
        ("not_segment", Self::NotSegment),
        ("adjust", Self::Adjust),
        ("not_adjusted", Self::NotAdjusted),
        ("tender", Self::Tender),
        ("asymmetry", Self::Asymmetry),
        ("motion", Self::Motion),
        ("tone", Self::Tone),
        ("imaging", Self::Imaging),
        ("normal", Self::Normal),
        ("denied", Self::Denied),
        ("maintenance", Self::Maintenance),
        ("maintenance_not", Self::MaintenanceNot),
        ("active", Self::Active),
    ];
}

/// The classes of a lexicon, by their number.
#[derive(Clone, Debug, Default)]
pub struct Signs {
    classes: Vec<Option<Sign>>,
}

impl Signs {
    /// Looks the classes of `lexicon` over once.
    pub(super) fn new(lexicon: &Lexicon) -> Self {
        let classes = (0..lexicon.n_classes()).map(|n| {
            let id = ClassId::try_from(n).ok()?;
            let key = lexicon.name(id).strip_prefix("chiropractic:")?;
            Sign::ALL
                .iter()
                .find(|(word, _)| *word == key)
                .map(|(_, sign)| *sign)
        });
        Self {
            classes: classes.collect(),
        }
    }

    /// What the class says; `None` when it is not one of ours.
    pub fn get(&self, id: ClassId) -> Option<Sign> {
        self.classes.get(usize::from(id)).copied().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::Sign;
    use crate::rules::RuleSet;

    #[test]
    fn the_built_in_rules_have_words_for_every_sign() {
        let rules = RuleSet::builtin();
        for (key, sign) in Sign::ALL {
            let class = rules.lexicon.class(&format!("chiropractic:{key}"));
            assert_eq!(
                class.and_then(|id| rules.signs.get(id)),
                Some(sign),
                "{key}"
            );
        }
    }
}
