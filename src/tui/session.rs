//! The loop: input first, then what waits, then at most one drawing per frame.
//!
//! Generic over the backend and fed with events through [`Keys`], so tests drive the very loop
//! that runs in a terminal.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use ratatui::Terminal;
use ratatui::backend::Backend;
use ratatui::crossterm::event::Event;

use super::config::{Config, Outcome};
use super::effect::Effect;
use super::msg::Msg;
use super::post::{self, Inbox, InputPost};
use super::runner::Runner;
use super::state::audit::Progress;
use super::state::visit::NoteText;
use super::state::{Screen, State};
use super::theme::{ASCII, Background};
use super::update::update;
use super::view::view;
use crate::scan::{ScanEvent, scan};

/// Least time between two drawings: sixty frames a second.
const FRAME: Duration = Duration::from_millis(16);

/// Most messages taken before the screen is looked at again.
const BATCH: usize = 256;

/// A browser on some screen.
pub struct Session<B: Backend> {
    terminal: Terminal<B>,
    state: State,
    inbox: Inbox,
    input: InputPost,
    runner: Runner,
    drawn: Option<Instant>,
    changed: bool,
    /// More may wait than the last turn took.
    behind: bool,
    copy: fn(&str) -> String,
}

/// Where events of the terminal are put in.
#[derive(Clone)]
pub struct Keys {
    post: InputPost,
}

impl Keys {
    /// Puts in an event; false when the browser is gone.
    pub fn send(&self, event: Event) -> bool {
        match to_msg(event) {
            Some(msg) => self.post.send(msg),
            None => true,
        }
    }

    /// Tells the terminal's background.
    pub(crate) fn background(&self, background: Background) -> bool {
        self.post.send(Msg::Background(background))
    }

    /// Ends the browser.
    pub(crate) fn end(&self) -> bool {
        self.post.send(Msg::End)
    }
}

fn to_msg(event: Event) -> Option<Msg> {
    match event {
        Event::Key(key) => Some(Msg::Key(key)),
        Event::Mouse(mouse) => Some(Msg::Mouse(mouse)),
        Event::Paste(text) => Some(Msg::Paste(text)),
        Event::Resize(width, height) => Some(Msg::Resize((width, height).into())),
        Event::FocusGained => Some(Msg::Tick),
        Event::FocusLost => None,
    }
}

impl<B: Backend> Session<B> {
    /// Starts the scan and opens the journal in the background. `copy` puts words into the
    /// clipboard and says how.
    pub fn new(
        config: &Config,
        terminal: Terminal<B>,
        copy: fn(&str) -> String,
    ) -> Result<Self, B::Error> {
        let cancel = Arc::new(AtomicBool::new(false));
        let events = scan(config.scan.clone(), Arc::clone(&cancel));
        Self::over(config, terminal, copy, events, cancel)
    }

    /// A browser over a scan that runs already; `cancel` is set when the browser ends.
    pub fn over(
        config: &Config,
        terminal: Terminal<B>,
        copy: fn(&str) -> String,
        events: Receiver<ScanEvent>,
        cancel: Arc<AtomicBool>,
    ) -> Result<Self, B::Error> {
        let (inbox, input, work) = post::open();
        let size = terminal.size()?;
        let root = &config.scan.root;
        let name = root
            .canonicalize()
            .ok()
            .and_then(|full| Some(full.file_name()?.to_string_lossy().into_owned()));
        let folder = name.unwrap_or_else(|| root.display().to_string());
        let mut state = State::new(
            folder,
            config.scan.rules.clone(),
            config.colours,
            config.background,
            size,
        );
        state.masked = config.masked;
        if config.ascii {
            state.paint.signs = &ASCII;
        }
        let runner = Runner::start(config, &work, events, cancel);
        Ok(Self {
            terminal,
            state,
            inbox,
            input,
            runner,
            drawn: None,
            changed: true,
            behind: false,
            copy,
        })
    }

    /// Where events are put in.
    pub fn keys(&self) -> Keys {
        Keys {
            post: self.input.clone(),
        }
    }

    /// Runs until the reviewer leaves.
    pub fn run(&mut self) -> Result<Outcome, B::Error> {
        loop {
            if let Some(outcome) = self.turn(Duration::from_secs(3600))? {
                return Ok(outcome);
            }
        }
    }

    /// One turn: draws when it is time, waits for at most `limit`, takes in what came.
    pub fn turn(&mut self, limit: Duration) -> Result<Option<Outcome>, B::Error> {
        let due = self.drawn.map_or(Duration::ZERO, |drawn| {
            FRAME.saturating_sub(drawn.elapsed())
        });
        if self.changed && due.is_zero() {
            self.draw()?;
        }
        if !std::mem::take(&mut self.behind) {
            self.inbox
                .wait(if self.changed { due.min(limit) } else { limit });
        }
        for nth in 0..BATCH {
            let Some(msg) = self.inbox.next() else { break };
            self.behind = nth + 1 == BATCH;
            if matches!(msg, Msg::End) {
                return Ok(Some(Outcome::Ended));
            }
            self.changed = true;
            for effect in update(&mut self.state, msg) {
                match effect {
                    Effect::Quit => return Ok(Some(Outcome::Left)),
                    Effect::Copy(text) => {
                        let says = (self.copy)(&text);
                        update(&mut self.state, Msg::Said(says));
                    }
                    effect => self.runner.run(effect),
                }
            }
            if self.drawn.is_some_and(|drawn| drawn.elapsed() >= FRAME) {
                // More may wait, but the screen comes first.
                self.behind = true;
                break;
            }
        }
        Ok(None)
    }

    /// Takes in what comes within `patience`, before anything is drawn.
    pub(crate) fn listen(&mut self, patience: Duration) -> Result<(), B::Error> {
        self.drawn = Some(Instant::now());
        let start = Instant::now();
        while self.state.background == Background::Ask && start.elapsed() < patience {
            self.inbox.wait(patience.saturating_sub(start.elapsed()));
            while let Some(msg) = self.inbox.next() {
                for effect in update(&mut self.state, msg) {
                    self.runner.run(effect);
                }
            }
        }
        self.drawn = None;
        Ok(())
    }

    /// Draws every cell anew, whatever was on the screen.
    ///
    /// # Errors
    /// When the screen cannot be drawn.
    pub fn redraw(&mut self) -> Result<(), B::Error> {
        self.state.repaint = true;
        self.draw()
    }

    /// Draws now.
    pub fn draw(&mut self) -> Result<(), B::Error> {
        if std::mem::take(&mut self.state.repaint) {
            self.terminal.clear()?;
        }
        let state = &self.state;
        self.terminal.draw(|frame| view(state, frame))?;
        self.drawn = Some(Instant::now());
        self.changed = false;
        Ok(())
    }

    /// True when nothing is on its way: scan done, filter answered, decisions on disk, texts read.
    pub fn is_idle(&self) -> bool {
        let state = &self.state;
        let reading = state.screen == Screen::Visit && matches!(state.visit.note, NoteText::Coming);
        let halves = state
            .compare
            .halves
            .iter()
            .any(|half| matches!(half.note, NoteText::Coming));
        state.audit.progress != Progress::Running
            && state.filter.settled
            && state.journal.is_open
            && state.journal.saving.is_empty()
            && !reading
            && !(state.screen == Screen::Compare && halves)
    }

    /// The screen's backend, to give it another size.
    pub fn backend_mut(&mut self) -> &mut B {
        self.terminal.backend_mut()
    }

    /// The screen's backend.
    pub fn backend(&self) -> &B {
        self.terminal.backend()
    }
}
