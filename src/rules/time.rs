//! Word classes of the time grammar, and what each class of the lexicon means to it.
//!
//! The words themselves are data (`time` in `rules.yaml`); the names of the classes are fixed here,
//! because the grammar gives each of them a place.

use super::lexicon::{ClassId, Lexicon};

/// What a word is to the time grammar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum TimeWord {
    /// Unit of time: minutes.
    Minute,
    /// Unit of time: hours.
    Hour,
    /// Unit of time: seconds.
    Second,
    /// Longer unit of time: days, weeks.
    Day,
    /// Word after `min` that makes it `minimal`.
    Assist,
    /// Noun after `15-minute` that makes it a definition.
    Increment,
    /// Word before a duration that makes it a limit, not a measure.
    Bound,
    /// The amount holds for each of several.
    Each,
    /// Unit of service.
    Unit,
    /// Begins a span of clock times.
    Start,
    /// Ends a span of clock times.
    Stop,
    /// Joins two clock times to a span.
    Until,
    /// Comings and goings: the span is the whole visit.
    Arrival,
    /// May stand between a service and its minutes without changing what they measure.
    Link,
    /// Puts the duration before it in the service after it (`20 minutes of …`).
    Of,
    /// The provider's presence.
    Contact,
    /// A sum over several services.
    Total,
    /// Timed codes.
    Timed,
    /// The whole visit.
    Visit,
    /// Says how long something went on.
    Lasted,
    /// Names the amount that follows as minutes (`Minutes: 25`).
    MinuteLabel,
    /// Charges follow.
    Billing,
    /// Not at this visit, still to come.
    Planned,
    /// Not at this visit, over.
    Past,
    /// Not done or not billed.
    NotDone,
    /// A list of codes that is no charge.
    Legend,
    /// Before a code: it was not done, or something was done in its place.
    NotAhead,
    /// A number after it is no procedure code.
    NotCode,
    /// In the phrase before a duration: it measures something else.
    NotTime,
    /// Directly before or behind a duration: it measures something else.
    NotTimeNear,
    /// After a duration: it measures something else.
    NotTimeAfter,
    /// Machine or drill whose own minutes are a dose.
    Dose,
    /// What is said before is put right here.
    Correction,
    /// Two services share an amount.
    Both,
    /// Several services have equal parts of an amount.
    Share,
    /// Word for yes in a form.
    Yes,
    /// Word for no in a form.
    No,
    /// Column of units.
    UnitColumn,
    /// Column of start times.
    StartColumn,
    /// Column of stop times.
    StopColumn,
    /// Column of minutes or of clock spans.
    TimeColumn,
    /// Column of codes.
    CodeColumn,
}

impl TimeWord {
    /// Every class with its key in `rules.yaml`.
    pub const ALL: [(&'static str, Self); 42] = [
        ("minute", Self::Minute),
        ("hour", Self::Hour),
        ("second", Self::Second),
        ("day", Self::Day),
        ("assist", Self::Assist),
        ("increment", Self::Increment),
        ("bound", Self::Bound),
        ("each", Self::Each),
        ("unit", Self::Unit),
        ("start", Self::Start),
        ("stop", Self::Stop),
        ("until", Self::Until),
        ("arrival", Self::Arrival),
        ("link", Self::Link),
        ("of", Self::Of),
        ("contact", Self::Contact),
        ("total", Self::Total),
        ("timed", Self::Timed),
        ("visit", Self::Visit),
        ("lasted", Self::Lasted),
        ("minute_label", Self::MinuteLabel),
        ("billing", Self::Billing),
        ("planned", Self::Planned),
        ("past", Self::Past),
        ("not_done", Self::NotDone),
        ("legend", Self::Legend),
        ("not_ahead", Self::NotAhead),
        ("not_code", Self::NotCode),
        ("not_time", Self::NotTime),
        ("not_time_near", Self::NotTimeNear),
        ("not_time_after", Self::NotTimeAfter),
        ("dose", Self::Dose),
        ("correction", Self::Correction),
        ("both", Self::Both),
        ("share", Self::Share),
        ("yes", Self::Yes),
        ("no", Self::No),
        ("unit_column", Self::UnitColumn),
        ("start_column", Self::StartColumn),
        ("stop_column", Self::StopColumn),
        ("time_column", Self::TimeColumn),
        ("code_column", Self::CodeColumn),
    ];

    /// A bit of its own, for sets of classes.
    pub fn bit(self) -> u64 {
        1 << (self as u8)
    }
}

/// What a class of the lexicon is to the time grammar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TimeClass {
    /// Nothing.
    Other,
    /// Word of the grammar.
    Word(TimeWord),
    /// Name of the service with this code, good enough to stand for it.
    Name(String),
    /// Word for the service with this code that counts only when the code is billed.
    Also(String),
}

/// The classes of a lexicon, by their number.
#[derive(Clone, Debug, Default)]
pub struct TimeClasses {
    classes: Vec<TimeClass>,
}

impl TimeClasses {
    /// Looks the classes of `lexicon` over once.
    pub(super) fn new(lexicon: &Lexicon) -> Self {
        let classes = (0..lexicon.n_classes()).map(|id| {
            let name = lexicon.name(ClassId::try_from(id).unwrap_or(ClassId::MAX));
            if let Some(code) = name.strip_prefix("code:") {
                return TimeClass::Name(code.to_owned());
            }
            let Some(key) = name.strip_prefix("time:") else {
                return TimeClass::Other;
            };
            if let Some(code) = key.strip_prefix("also.") {
                return TimeClass::Also(code.to_owned());
            }
            TimeWord::ALL
                .iter()
                .find(|(word, _)| *word == key)
                .map_or(TimeClass::Other, |(_, word)| TimeClass::Word(*word))
        });
        Self {
            classes: classes.collect(),
        }
    }

    /// What the class `id` is.
    pub fn get(&self, id: ClassId) -> &TimeClass {
        self.classes
            .get(usize::from(id))
            .unwrap_or(&TimeClass::Other)
    }
}

#[cfg(test)]
mod tests {
    use super::{TimeClass, TimeWord};
    use crate::rules::RuleSet;

    #[test]
    fn the_built_in_classes_are_exactly_those_of_the_grammar() {
        let rules = RuleSet::builtin();
        for (key, _) in TimeWord::ALL {
            let class = rules.lexicon.class(&format!("time:{key}"));
            assert!(class.is_some(), "`{key}` has no words");
        }
        for id in 0..rules.lexicon.n_classes() {
            let id = u16::try_from(id).expect("a lexicon has few classes");
            let name = rules.lexicon.name(id);
            if let TimeClass::Also(code) = rules.time.get(id) {
                assert!(rules.codes.get(code).is_some(), "`{name}` is of no code");
            }
            let known = !name.starts_with("time:") || *rules.time.get(id) != TimeClass::Other;
            assert!(known, "`{name}` is no class of the time grammar");
        }
    }
}
