//! Payer profiles: what depends on who pays.

/// How minutes become units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UnitMethod {
    /// CMS 8-minute rule over the visit's timed codes (Pub. 100-04 ch. 5 §20.2).
    #[default]
    Cms,
    /// CPT midpoint, each code by itself.
    Midpoint,
}

/// What a payer asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Name as given to `--profile`.
    pub name: String,
    /// Unit arithmetic that the verdict uses.
    pub units: UnitMethod,
    /// True when a timed code without minutes of its own is at fault even if a total is stated.
    pub minutes_per_code: bool,
    /// True when the record must state the total of timed minutes and the total treatment time.
    pub totals: bool,
    /// One sentence for the reader.
    pub note: String,
    /// Authority it rests on.
    pub source: String,
}

impl Default for Profile {
    fn default() -> Self {
        Self {
            name: "standard".to_owned(),
            units: UnitMethod::Cms,
            minutes_per_code: true,
            totals: false,
            note: String::new(),
            source: String::new(),
        }
    }
}
