//! The terminal entered and left. Nothing else switches raw mode, the second screen or the mouse.
//!
//! Left by a guard when the browser ends, and by a panic hook before anything is printed. The
//! hook prints the place only: the message of a panic can quote a note.

use std::io::{self, Stdout, Write as _, stdout};
use std::panic;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::clipboard::CopyToClipboard;
use ratatui::crossterm::event::{
    self, DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use ratatui::crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::crossterm::{cursor, execute};

use super::probe::{Found, Probe, QUESTION};
use super::session::Keys;
use crate::scan::panic_is_caught;

/// How often the threads look whether the browser has ended.
const LOOK: Duration = Duration::from_millis(100);

/// The terminal in the browser's hands; leaves it when dropped.
pub struct Guard {
    stop: Arc<AtomicBool>,
    /// Set by a signal.
    told_to_end: Arc<AtomicBool>,
}

impl Guard {
    /// Enters: raw mode, second screen, mouse, pasted text.
    ///
    /// # Errors
    /// When the terminal refuses.
    pub fn enter() -> io::Result<(Self, Terminal<CrosstermBackend<Stdout>>)> {
        enable_raw_mode()?;
        let guard = Self {
            stop: Arc::new(AtomicBool::new(false)),
            told_to_end: Arc::new(AtomicBool::new(false)),
        };
        listen_to_signals(&guard.told_to_end)?;
        execute!(
            stdout(),
            EnterAlternateScreen,
            EnableMouseCapture,
            EnableBracketedPaste,
            cursor::Hide
        )?;
        install_hook();
        Ok((guard, Terminal::new(CrosstermBackend::new(stdout()))?))
    }

    /// Reads events on a thread of its own until the guard is dropped.
    pub(crate) fn read_events(&self, keys: Keys) {
        self.watch_signals(keys.clone());
        let stop = Arc::clone(&self.stop);
        let read = move || {
            let mut probe = Probe::default();
            while !stop.load(Ordering::Relaxed) {
                let alive = match event::poll(LOOK) {
                    Ok(false) => true,
                    Ok(true) => event::read().is_ok_and(|event| hand_on(&mut probe, &keys, event)),
                    Err(_) => false,
                };
                if !alive {
                    // The terminal is gone, or the browser is.
                    keys.end();
                    return;
                }
            }
        };
        let _ = thread::Builder::new().name("keys".to_owned()).spawn(read);
    }

    /// Ends the browser when a signal says so. A thread of its own: reading from a terminal that
    /// has gone may never come back.
    fn watch_signals(&self, keys: Keys) {
        let (stop, told_to_end) = (Arc::clone(&self.stop), Arc::clone(&self.told_to_end));
        let watch = move || {
            while !stop.load(Ordering::Relaxed) {
                if told_to_end.load(Ordering::Relaxed) {
                    keys.end();
                    return;
                }
                thread::sleep(LOOK);
            }
        };
        let _ = thread::Builder::new()
            .name("signals".to_owned())
            .spawn(watch);
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        leave();
    }
}

fn hand_on(probe: &mut Probe, keys: &Keys, event: event::Event) -> bool {
    match probe.take(event) {
        Found::Held => true,
        Found::Background(background) => keys.background(background),
        Found::Events(events) => events.into_iter().all(|event| keys.send(event)),
    }
}

/// Ends the browser in order when the program is told to end or its terminal hangs up.
#[cfg(unix)]
fn listen_to_signals(told_to_end: &Arc<AtomicBool>) -> io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGTERM};
    for signal in [SIGTERM, SIGHUP] {
        signal_hook::flag::register(signal, Arc::clone(told_to_end))?;
    }
    Ok(())
}

#[cfg(not(unix))]
fn listen_to_signals(_: &Arc<AtomicBool>) -> io::Result<()> {
    Ok(())
}

/// Asks the terminal for its background; the answer comes through the events.
pub(crate) fn ask_background() -> io::Result<()> {
    let mut out = stdout();
    out.write_all(QUESTION.as_bytes())?;
    out.flush()
}

/// Puts words into the clipboard of the terminal, which works over ssh too.
pub(crate) fn copy(text: &str) -> String {
    match execute!(stdout(), CopyToClipboard::to_clipboard_from(text)) {
        Ok(()) => "copied through the terminal (OSC 52)".to_owned(),
        Err(error) => format!("cannot copy: {error}"),
    }
}

/// Leaves; errors do not matter any more.
fn leave() {
    let _ = execute!(
        stdout(),
        DisableBracketedPaste,
        DisableMouseCapture,
        LeaveAlternateScreen,
        cursor::Show
    );
    let _ = disable_raw_mode();
}

/// Leaves the terminal before a panic of the loop's thread says anything. Panics of other threads
/// are caught where they happen and become rows or notices.
fn install_hook() {
    let main = thread::current().id();
    panic::set_hook(Box::new(move |panic| {
        if panic_is_caught() || thread::current().id() != main {
            return;
        }
        leave();
        let place = panic
            .location()
            .map(ToString::to_string)
            .unwrap_or_default();
        let _ = writeln!(
            io::stderr(),
            "chartpull: internal error at {place}; every decision made so far is on disk"
        );
    }));
}
