//! How the program ends: one enum for every exit status.
//!
//! Scripts and build servers rest on these numbers; they are told in `--help` and never change.
//! Surprising rule: an incomplete answer (3) wins over a bad one (1), because a folder that was
//! read in part must not pass for a folder that was judged.

use std::process::ExitCode;

/// Exit status of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Nothing at or above `--fail-on`; also after help, and when the reader of a pipe went away.
    Done,
    /// A visit at or above `--fail-on`, or a check (`rules check`, `log verify`) that failed.
    Found,
    /// The command line, the rules or the folder cannot be used.
    Usage,
    /// Some files could not be read; everything else was judged.
    Unread,
    /// Stopped by the user before the end.
    Interrupted,
}

impl Exit {
    /// Every status, in the order of the numbers.
    pub const ALL: [Self; 5] = [
        Self::Done,
        Self::Found,
        Self::Usage,
        Self::Unread,
        Self::Interrupted,
    ];

    /// The number the shell sees.
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Found => 1,
            Self::Usage => 2,
            Self::Unread => 3,
            Self::Interrupted => 130,
        }
    }

    /// What it means, for the help text.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Done => "nothing at or above --fail-on",
            Self::Found => "a visit at or above --fail-on, or a check that failed",
            Self::Usage => "the command line, the rules or the folder cannot be used",
            Self::Unread => "some files could not be read (wins over 1)",
            Self::Interrupted => "interrupted",
        }
    }

    /// The part of `--help` that tells the numbers.
    pub fn help() -> String {
        let mut text = String::from("Exit status:\n");
        for exit in Self::ALL {
            text.push_str(&format!("  {:>3}  {}\n", exit.code(), exit.meaning()));
        }
        text
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

#[cfg(test)]
mod tests {
    use super::Exit;

    #[test]
    fn the_numbers_are_those_that_scripts_rest_on() {
        assert_eq!(Exit::ALL.map(Exit::code), [0, 1, 2, 3, 130]);
    }

    #[test]
    fn the_help_tells_every_number() {
        let help = Exit::help();
        for exit in Exit::ALL {
            assert!(help.contains(&format!("{:>3}  {}", exit.code(), exit.meaning())));
        }
    }
}
