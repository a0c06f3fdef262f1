//! The progress bar of a long scan: files, rate, time left.
//!
//! Drawn on standard error, and only when that is a terminal; in a pipe there is nothing to draw on
//! and nothing is printed.

use std::fmt;
use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressState, ProgressStyle};

/// How far a scan has come.
pub(super) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// A bar on the terminal, or none when standard error is no terminal or `quiet` is wanted.
    pub(super) fn new(quiet: bool) -> Self {
        if quiet || !std::io::stderr().is_terminal() {
            return Self {
                bar: ProgressBar::hidden(),
            };
        }
        let bar = ProgressBar::new_spinner();
        bar.set_style(style("{spinner} looking for note files, {pos} read so far"));
        bar.enable_steady_tick(Duration::from_millis(120));
        Self { bar }
    }

    /// So many files will come.
    pub(super) fn expect(&self, n_files: usize) {
        self.bar.set_length(n_files as u64);
        self.bar
            .set_style(style("[{bar:24}] {pos} of {len} files, {rate}, {eta} left"));
    }

    /// One file was looked at.
    pub(super) fn file(&self) {
        self.bar.inc(1);
    }

    /// Takes the bar away.
    pub(super) fn end(&self) {
        self.bar.finish_and_clear();
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template)
        .unwrap_or_else(|_| ProgressStyle::default_bar())
        .with_key("rate", |state: &ProgressState, out: &mut dyn fmt::Write| {
            // Nothing is shown when writing to the bar fails; there is nobody to tell.
            _ = write!(out, "{:.0} files/s", state.per_sec());
        })
        .progress_chars("=> ")
}
