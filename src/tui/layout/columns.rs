//! The columns of the worklist at a given width.

use crate::tui::state::worklist::Column;

/// One drawn column of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ListColumn {
    /// Which.
    pub column: Column,
    /// First screen column.
    pub x: u16,
    /// Width.
    pub width: u16,
}

/// Columns of a list of that width. What is over goes to patient, provider, codes and finding.
pub(crate) fn columns(width: u16) -> Vec<ListColumn> {
    let fixed = table(width);
    let gaps = u16::try_from(fixed.len()).unwrap_or(0);
    let used: u16 = fixed.iter().map(|(_, width, _)| width).sum::<u16>() + gaps + 1;
    let spare = width.saturating_sub(used);
    let shares: u16 = fixed.iter().map(|(.., share)| share).sum();
    let mut x = 1;
    let mut columns: Vec<ListColumn> = fixed
        .iter()
        .map(|(column, least, share)| {
            let extra = u32::from(spare) * u32::from(*share) / u32::from(shares.max(1));
            let width = least + u16::try_from(extra).unwrap_or(0);
            let column = ListColumn {
                column: *column,
                x,
                width,
            };
            x += width + 1;
            column
        })
        .collect();
    if let Some(last) = columns.last_mut() {
        last.width = width.saturating_sub(last.x + 1);
    }
    columns
}

/// Columns with their least width and their share of what is over.
fn table(width: u16) -> &'static [(Column, u16, u16)] {
    use Column::{Codes, Date, Finding, Mark, Mine, Patient, Provider, Score, Verdict};
    match width {
        0..56 => &[
            (Mark, 2, 0),
            (Score, 3, 0),
            (Verdict, 7, 0),
            (Patient, 11, 4),
            (Date, 10, 0),
        ],
        56..76 => &[
            (Mark, 2, 0),
            (Score, 3, 0),
            (Verdict, 7, 0),
            (Patient, 11, 3),
            (Date, 10, 0),
            (Codes, 11, 2),
        ],
        76..100 => &[
            (Mark, 2, 0),
            (Score, 7, 0),
            (Verdict, 7, 0),
            (Mine, 3, 0),
            (Patient, 12, 3),
            (Date, 10, 0),
            (Provider, 8, 2),
            (Codes, 8, 2),
            (Finding, 8, 5),
        ],
        _ => &[
            (Mark, 3, 0),
            (Score, 10, 0),
            (Verdict, 7, 0),
            (Mine, 5, 0),
            (Patient, 14, 3),
            (Date, 10, 0),
            (Provider, 12, 3),
            (Codes, 14, 4),
            (Finding, 16, 6),
        ],
    }
}
