//! The browser: a worklist of visits, the visit with its evidence, decisions by single keys.
//!
//! `msg` is what can happen, `update` the only writer of `state`, `view` only reads, `effect` is
//! what runs elsewhere and answers with a message; `action` is the one table of keys, and `layout`
//! the one answer to where things are. Knows no environment, no clock and no command line.
//! Surprising rule: a decision is drawn as made only when the journal's thread says it is on disk.

pub mod action;
mod config;
mod cut;
mod effect;
mod filter;
pub mod key;
mod layout;
mod mask;
mod msg;
pub mod plain;
mod post;
mod probe;
mod runner;
mod runs;
mod session;
mod state;
mod terminal;
pub mod theme;
mod update;
mod view;
mod wrap;

use std::time::Duration;

pub use config::{Config, Outcome, TuiError};
pub use session::{Keys, Session};
pub use terminal::Guard;

use theme::{Background, Colours};

/// How long the first drawing waits for the terminal to tell its background.
const PATIENCE: Duration = Duration::from_millis(30);

/// Opens the browser in the terminal of this program.
///
/// # Errors
/// When the terminal cannot be used. The journal and the notes have their say on the screen.
pub fn run(config: Config) -> Result<Outcome, TuiError> {
    let (guard, terminal) = terminal::Guard::enter()?;
    let mut session = Session::new(&config, terminal, terminal::copy)?;
    guard.read_events(session.keys());
    if config.background == Background::Ask && config.colours == Colours::Many {
        terminal::ask_background()?;
        session.listen(PATIENCE)?;
    }
    Ok(session.run()?)
}
