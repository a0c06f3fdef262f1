//! What can be typed after `chartpull`: one struct for each subcommand.
//!
//! Knows names, defaults and help texts, and nothing of what the commands do. A new output format
//! needs no change here: `--format` takes its names from the table in `report`.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use super::exit::Exit;
use crate::finding::VisitVerdict;
use crate::report;

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "chartpull",
    version,
    about = "Audits visit notes of chiropractic and rehabilitation clinics, offline, in a terminal",
    long_about = "Reads a folder of visit notes, says for each billed charge what the record shows and what \
                  is missing, and lets an auditor decide. Nothing leaves the machine and no note is changed.",
    override_usage = "chartpull [OPTIONS] [DIR]\n       chartpull <COMMAND> [OPTIONS]",
    after_help = Exit::help(),
    disable_help_subcommand = true,
    max_term_width = 100
)]
pub(super) struct Cli {
    /// Folder of visit notes to open in the browser [default: the working folder].
    pub(super) dir: Option<PathBuf>,
    /// What to do; without one, the browser opens.
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    /// Options of every subcommand.
    #[command(flatten)]
    pub(super) common: Common,
}

/// Options of every subcommand.
#[derive(Clone, Debug, Args)]
pub(super) struct Common {
    /// Rules file that adds to or changes the built-in rules; may be given more than once.
    #[arg(long, value_name = "FILE", global = true)]
    pub(super) rules: Vec<PathBuf>,
    /// Payer profile (standard, medicare, commercial, or one from a rules file).
    #[arg(
        long,
        value_name = "NAME",
        default_value = "standard",
        global = true,
        hide_default_value = true
    )]
    pub(super) profile: String,
    /// Folder for decisions [default: .chartpull in the audited folder].
    #[arg(long, value_name = "DIR", global = true)]
    pub(super) state: Option<PathBuf>,
    /// Reviewer whose decisions are meant [default: the login name; log: all].
    #[arg(long, value_name = "NAME", global = true)]
    pub(super) reviewer: Option<String>,
    /// Worker threads [default: one for each core].
    #[arg(long, value_name = "N", global = true, value_parser = jobs)]
    pub(super) jobs: Option<usize>,
    /// Print without colour (NO_COLOR does the same).
    #[arg(long, global = true)]
    pub(super) no_color: bool,
    /// Say less: no progress, no summary.
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// Say more: clean visits and notes on how files were read.
    #[arg(short, long, global = true)]
    pub(super) verbose: bool,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Check notes and print what is missing.
    Scan(Scan),
    /// Open the browser (the same as no subcommand).
    Review(Review),
    /// Tell why a visit is judged as it is, or why a rule left it alone.
    Explain(Explain),
    /// List, explain, check and test rules.
    #[command(subcommand)]
    Rules(Rules),
    /// Show and verify the journal of decisions.
    #[command(subcommand)]
    Log(Log),
    /// Print the completion script of a shell.
    Completions {
        /// Shell to complete in.
        shell: Shell,
    },
}

/// Check notes and print what is missing.
#[derive(Debug, Args)]
#[command(after_help = Exit::help())]
pub(super) struct Scan {
    /// Folder of visit notes, or one file [default: the working folder].
    pub(super) dir: Option<PathBuf>,
    /// How to print.
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = formats())]
    pub(super) format: String,
    /// Verdict from which on the exit status is 1.
    #[arg(long, value_name = "VERDICT", default_value = "flagged")]
    pub(super) fail_on: FailOn,
}

/// Tell why a visit is judged as it is.
#[derive(Debug, Args)]
pub(super) struct Explain {
    /// Note file; `notes/a.txt#2` is its second visit, without a number all are told.
    pub(super) path: PathBuf,
    /// Tell of this code only.
    #[arg(long, value_name = "CODE")]
    pub(super) charge: Option<String>,
    /// Tell why this rule was raised or not: what would have had to be there, what cleared it.
    #[arg(long, value_name = "ID")]
    pub(super) rule: Option<String>,
}

/// Open the browser.
#[derive(Debug, Args)]
pub(super) struct Review {
    /// Folder of visit notes [default: the working folder].
    pub(super) dir: Option<PathBuf>,
    /// Review by numbered lines and answers, for screen readers and dumb terminals.
    #[arg(long)]
    pub(super) plain: bool,
}

/// List, explain, check and test rules.
#[derive(Debug, Subcommand)]
pub(super) enum Rules {
    /// List all rules.
    List,
    /// Tell what a rule looks for, why, and what would satisfy it.
    Explain {
        /// Id of the rule, such as contact.missing.
        id: String,
    },
    /// Check a rules file and print every mistake in it.
    Check {
        /// Rules file.
        file: PathBuf,
    },
    /// Run the examples of the rules (the built-in ones without a file).
    Test {
        /// Rules file.
        file: Option<PathBuf>,
    },
    /// Count on how many visits of a folder each rule fires; name those that never do.
    Coverage {
        /// Folder of visit notes [default: the working folder].
        dir: Option<PathBuf>,
        /// How to print.
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        format: CoverageFormat,
    },
    /// Print the JSON Schema of rules files, for editors.
    Schema,
    /// Print a commented rules file to start from.
    Init,
}

/// Show and verify the journal of decisions.
#[derive(Debug, Subcommand)]
pub(super) enum Log {
    /// Tell the decisions in words.
    Show {
        /// Audited folder [default: the working folder].
        dir: Option<PathBuf>,
    },
    /// Prove that the journal is unbroken.
    Verify {
        /// Audited folder [default: the working folder].
        dir: Option<PathBuf>,
    },
}

/// How counts over rules are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum CoverageFormat {
    /// A table for a reader.
    Text,
    /// One JSON document.
    Json,
}

/// Verdict from which on the exit status is 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    /// Any visit at all.
    Clean,
    /// A visit to review or flagged.
    Review,
    /// A flagged visit.
    Flagged,
    /// No visit.
    Never,
}

impl FailOn {
    /// True when a visit of that verdict makes the scan fail.
    pub(super) fn fails(self, verdict: VisitVerdict) -> bool {
        match self {
            Self::Clean => true,
            Self::Review => verdict >= VisitVerdict::Review,
            Self::Flagged => verdict >= VisitVerdict::Flagged,
            Self::Never => false,
        }
    }
}

fn formats() -> PossibleValuesParser {
    let row = |format: &report::Format| PossibleValue::new(format.name).help(format.help);
    PossibleValuesParser::new(report::FORMATS.iter().map(row))
}

fn jobs(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(n) if (1..=1024).contains(&n) => Ok(n),
        _ => Err("give a whole number of threads from 1 to 1024, or leave --jobs out".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::{Cli, FailOn, jobs};
    use crate::finding::VisitVerdict::{Clean, Flagged, Review};

    #[test]
    fn the_command_line_holds_together() {
        Cli::command().debug_assert();
    }

    #[test]
    fn fail_on_names_the_lowest_verdict_that_fails() {
        let fails = |on: FailOn| [Clean, Review, Flagged].map(|verdict| on.fails(verdict));
        assert_eq!(fails(FailOn::Clean), [true, true, true]);
        assert_eq!(fails(FailOn::Review), [false, true, true]);
        assert_eq!(fails(FailOn::Flagged), [false, false, true]);
        assert_eq!(fails(FailOn::Never), [false, false, false]);
    }

    #[test]
    fn no_threads_is_no_number_of_threads() {
        assert_eq!(jobs("8"), Ok(8));
        assert!(jobs("0").is_err() && jobs("-1").is_err() && jobs("two").is_err());
    }
}
