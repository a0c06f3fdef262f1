//! The command line: arguments in, output and exit status out.
//!
//! The only room that knows standard output, standard error, the environment and the clock. One
//! file for each subcommand; errors become one sentence on standard error here.

mod args;
mod collect;
mod exit;
mod explain_visit;
pub mod log;
mod output;
mod progress;
mod review;
mod rules;
mod scan;
mod setup;
mod terminal;

use std::ffi::OsString;
use std::io::{self, Write};

use anyhow::bail;
use clap::{CommandFactory, Parser};

use args::{Cli, Command};
pub use exit::Exit;

/// Runs the program with `args` (the first is the program's name) and says how it ended.
pub fn main(args: impl IntoIterator<Item = OsString>) -> Exit {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version arrive here too, with status 0. Nobody is left to tell when
            // printing them fails.
            let _ = error.print();
            return if error.use_stderr() {
                Exit::Usage
            } else {
                Exit::Done
            };
        }
    };
    match run(&cli) {
        Ok(exit) => exit,
        Err(error) if is_broken_pipe(&error) => Exit::Done,
        Err(error) => {
            let _ = writeln!(io::stderr(), "chartpull: {error:#}");
            Exit::Usage
        }
    }
}

fn run(cli: &Cli) -> anyhow::Result<Exit> {
    if let (Some(dir), Some(_)) = (&cli.dir, &cli.command) {
        let dir = dir.display();
        bail!("`{dir}` stands before the subcommand: write the folder after it");
    }
    match &cli.command {
        None => review::run(cli.dir.as_deref(), false, &cli.common),
        Some(Command::Review(args)) => review::run(args.dir.as_deref(), args.plain, &cli.common),
        Some(Command::Scan(args)) => scan::run(args, &cli.common),
        Some(Command::Explain(args)) => explain_visit::run(args, &cli.common),
        Some(Command::Rules(command)) => rules::run(command, &cli.common),
        Some(Command::Log(command)) => log::run(command, &cli.common),
        Some(Command::Completions { shell }) => completions(*shell),
    }
}

/// Prints what a shell needs to complete our command line.
fn completions(shell: clap_complete::Shell) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "chartpull", &mut script);
    output::print(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Done)
}

/// True when the reader of our output went away (`chartpull scan | head`).
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}
