//! Word classes of the contradiction checks, and what each class of the lexicon means to them.
//!
//! The words are data (`contradictions` in `rules.yaml`), the names of the classes are fixed here.
//! A class whose name begins with `part_` names one part of the body.

use super::lexicon::{ClassId, Lexicon};

/// What a phrase says to the contradiction checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Claim {
    /// The left side.
    Left,
    /// The right side.
    Right,
    /// Both sides.
    Both,
    /// A part of the body, by the number of its class.
    Part(ClassId),
    /// Says which side is the one in question, whatever the diagnosis (`the operated one`).
    Definite,
    /// A diagnosis, an operation, an injury.
    Condition,
    /// Pain or another complaint.
    Complaint,
    /// Nothing is wrong there, or it serves for comparison.
    Normal,
    /// Only this one.
    Only,
    /// Long ago, or of another episode.
    History,
    /// Turning of a vertebra.
    Rotation,
    /// A vertebra that does not move.
    Fixed,
    /// A man.
    He,
    /// A woman.
    She,
    /// Title or word for a man, of the patient.
    Mister,
    /// Title or word for a woman, of the patient.
    Missus,
    /// Another man.
    Man,
    /// Another woman.
    Woman,
    /// Another person of either sex.
    Person,
    /// A pain score follows or goes before.
    Pain,
    /// At this visit, on arrival.
    Now,
    /// At another moment, or under a condition.
    NotNow,
    /// At another moment, unless this one is named beside it.
    Then,
    /// Nothing was done.
    NoTreatment,
    /// No hands were laid on.
    NoHands,
    /// Puts `nothing was done` off to another place or time.
    Elsewhere,
    /// Says on which day the visit was (`seen`, `presented on`).
    SeenOn,
    /// The day is that of another visit or event.
    OtherDay,
    /// No weight on the leg.
    WeightNone,
    /// Full weight on the leg.
    WeightFull,
    /// The one changes into the other.
    Change,
}

impl Claim {
    /// Every class but the parts of the body, with its key in `rules.yaml`.
    pub const ALL: [(&'static str, Self); 30] = [
        ("left", Self::Left),
        ("right", Self::Right),
        ("both", Self::Both),
        ("definite", Self::Definite),
        ("condition", Self::Condition),
        ("complaint", Self::Complaint),
        ("normal", Self::Normal),
        ("only", Self::Only),
        ("history", Self::History),
        ("rotation", Self::Rotation),
        ("fixed", Self::Fixed),
        ("he", Self::He),
        ("she", Self::She),
        ("mister", Self::Mister),
        ("missus", Self::Missus),
        ("man", Self::Man),
        ("woman", Self::Woman),
        ("person", Self::Person),
        ("pain", Self::Pain),
        ("now", Self::Now),
        ("not_now", Self::NotNow),
        ("then", Self::Then),
        ("no_treatment", Self::NoTreatment),
        ("no_hands", Self::NoHands),
        ("elsewhere", Self::Elsewhere),
        ("seen_on", Self::SeenOn),
        ("other_day", Self::OtherDay),
        ("weight_none", Self::WeightNone),
        ("weight_full", Self::WeightFull),
        ("change", Self::Change),
    ];
}

/// The classes of a lexicon, by their number.
#[derive(Clone, Debug, Default)]
pub struct Claims {
    classes: Vec<Option<Claim>>,
}

impl Claims {
    /// Looks the classes of `lexicon` over once.
    pub(super) fn new(lexicon: &Lexicon) -> Self {
        let classes = (0..lexicon.n_classes()).map(|n| {
            let id = ClassId::try_from(n).ok()?;
            let key = lexicon.name(id).strip_prefix("contradiction:")?;
            if key.starts_with("part_") {
                return Some(Claim::Part(id));
            }
            Claim::ALL
                .iter()
                .find(|(word, _)| *word == key)
                .map(|(_, claim)| *claim)
        });
        Self {
            classes: classes.collect(),
        }
    }

    /// What the class says; `None` when it is not one of ours.
    pub fn get(&self, id: ClassId) -> Option<Claim> {
        self.classes.get(usize::from(id)).copied().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::Claim;
    use crate::rules::RuleSet;

    #[test]
    fn the_built_in_rules_have_words_for_every_claim() {
        let rules = RuleSet::builtin();
        for (key, _) in Claim::ALL {
            assert!(
                rules
                    .lexicon
                    .class(&format!("contradiction:{key}"))
                    .is_some(),
                "{key}"
            );
        }
    }
}
