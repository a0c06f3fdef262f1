//! What standard output is: a terminal with columns and colour, or a pipe with neither.

use std::io::IsTerminal;

/// Columns of a page that goes to no terminal.
const PLAIN_WIDTH: usize = 80;

/// Lines longer than this are hard to read, however wide the terminal.
const MAX_WIDTH: usize = 120;

/// Columns to print in.
pub(super) fn width() -> usize {
    columns().map_or(PLAIN_WIDTH, |columns| columns.min(MAX_WIDTH))
}

/// Columns of the terminal; `None` in a pipe, where nothing needs cutting.
pub(super) fn columns() -> Option<usize> {
    if !std::io::stdout().is_terminal() {
        return None;
    }
    let (columns, _) = crossterm::terminal::size().ok()?;
    (columns > 0).then_some(usize::from(columns))
}

/// True when colour is wanted and can be shown (https://no-color.org).
pub(super) fn colour(no_color: bool) -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|value| value == "dumb");
    !no_color && !set("NO_COLOR") && !dumb && std::io::stdout().is_terminal()
}
