//! Text to standard output, with the one error that can happen there.

use std::io::Write;

use anyhow::Context;

/// Prints `text`.
pub(super) fn print(text: &str) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())
        .and_then(|()| out.flush())
        .context("cannot write to standard output")
}
