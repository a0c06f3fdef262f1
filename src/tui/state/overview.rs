//! Figures over the whole audit, each with the filter line that lists its visits.

/// One figure that can be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Figure {
    /// What is counted.
    pub label: String,
    /// How many.
    pub n: usize,
    /// Of how many, for the bar.
    pub of: usize,
    /// Filter line that lists its visits.
    pub filter: String,
}

/// A provider's row of the heat map: share of timed charges whose element is enough, by element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HeatRow {
    /// Provider.
    pub provider: String,
    /// Visits.
    pub n_visits: usize,
    /// Timed charges.
    pub n_charges: usize,
    /// Charges that lack the element, in the order of the checklist.
    pub lacking: [usize; 6],
}

/// A row of the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// Heading of a part.
    Head(&'static str),
    /// A figure.
    Figure(Figure),
    /// Heads of the heat map's columns.
    HeatHead,
    /// A provider.
    Heat(HeatRow),
    /// Space.
    Gap,
}

/// The figures.
#[derive(Clone, Debug, Default)]
pub(crate) struct Overview {
    /// Rows, made when the screen is opened and when the scan ends.
    pub lines: Vec<Line>,
    /// Place of the cursor.
    pub cursor: usize,
    /// First row on the screen.
    pub top: usize,
}
