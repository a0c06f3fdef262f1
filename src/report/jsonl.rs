//! One JSON object a line: the form that scripts, stream jobs and the scoring read.

use std::io::{self, Write};

use super::model::Report;
use super::row::Row;
use super::{Page, Sources};

/// Writes one line for each entry.
///
/// # Errors
/// When `out` cannot be written to.
pub(super) fn write(
    report: &Report,
    _page: &Page,
    _sources: &mut Sources<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    for entry in report.entries() {
        serde_json::to_writer(&mut *out, &Row::from(&*entry))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
