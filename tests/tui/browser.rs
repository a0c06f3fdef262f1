//! Drives the real loop: keys in by name, the screen out as text, always after all is settled.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::sync_channel;
use std::time::{Duration, Instant};

use chartpull::rules::{Profile, RuleSet};
use chartpull::scan::{ScanEvent, ScanOptions};
use chartpull::store::StoreOptions;
use chartpull::tui::theme::{Background, Colours};
use chartpull::tui::{Config, Keys, Outcome, Session, key};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{Event, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use crate::fixture;

/// The browser on the fixture's audit.
pub(crate) struct Browser {
    session: Session<TestBackend>,
    keys: Keys,
    /// How it ended, once it has.
    pub(crate) outcome: Option<Outcome>,
}

/// What the tests change of the configuration.
pub(crate) fn config(folder: &Path) -> Config {
    let rules = Arc::new(RuleSet::builtin());
    let hash = rules.hash.clone();
    Config {
        scan: ScanOptions::new(folder, rules, Profile::default()),
        store: StoreOptions {
            root: folder.to_owned(),
            reviewer: "kim".into(),
            rules_hash: hash,
            ..StoreOptions::default()
        },
        colours: Colours::Many,
        background: Background::Dark,
        ascii: false,
        masked: false,
        now: || "2025-06-02T10:42:00Z".to_owned(),
    }
}

impl Browser {
    /// Opens the audit that lies in `folder` on a screen of that size.
    pub(crate) fn open(folder: &Path, size: (u16, u16)) -> Self {
        Self::with(&config(folder), size)
    }

    /// Opens it with the rows in the order of the folder, the cursor on the first.
    pub(crate) fn in_folder_order(folder: &Path, size: (u16, u16)) -> Self {
        let mut browser = Self::open(folder, size);
        browser.press("s \"folder\" enter g");
        browser
    }

    /// Opens it as if the scan had found other words in the first note.
    pub(crate) fn on_changed_notes(folder: &Path, size: (u16, u16)) -> Self {
        Self::over(&config(folder), size, fixture::changed_events())
    }

    /// Opens it with a configuration of one's own.
    pub(crate) fn with(config: &Config, size: (u16, u16)) -> Self {
        Self::over(config, size, fixture::events())
    }

    fn over(config: &Config, (width, height): (u16, u16), scanned: Vec<ScanEvent>) -> Self {
        let (post, events) = sync_channel(64);
        for event in scanned {
            post.send(event).expect("the channel is wide enough");
        }
        drop(post);
        let terminal = Terminal::new(TestBackend::new(width, height)).expect("a screen in memory");
        let cancel = Arc::new(AtomicBool::new(false));
        let copy = |text: &str| format!("copied {} lines", text.lines().count());
        let session = Session::over(config, terminal, copy, events, cancel).expect("a session");
        let keys = session.keys();
        let mut browser = Self {
            session,
            keys,
            outcome: None,
        };
        browser.settle();
        browser
    }

    /// Presses keys by name, one after the other; `"words"` in quotes are typed.
    pub(crate) fn press(&mut self, keys: &str) -> &mut Self {
        for (nth, piece) in keys.split('"').enumerate() {
            let names: Vec<String> = if nth % 2 == 1 {
                let name = |c: char| {
                    if c == ' ' {
                        "space".to_owned()
                    } else {
                        c.to_string()
                    }
                };
                piece.chars().map(name).collect()
            } else {
                piece.split_whitespace().map(str::to_owned).collect()
            };
            for name in names {
                let event = key::parse(&name).unwrap_or_else(|| panic!("`{name}` is no key"));
                self.send(Event::Key(event));
            }
        }
        self
    }

    /// Clicks at a column and a row, both from 0.
    pub(crate) fn click(&mut self, column: u16, row: u16) -> &mut Self {
        let kind = MouseEventKind::Down(MouseButton::Left);
        self.send(Event::Mouse(MouseEvent {
            kind,
            column,
            row,
            modifiers: KeyModifiers::NONE,
        }));
        self
    }

    /// Gives the screen another size.
    pub(crate) fn resize(&mut self, width: u16, height: u16) -> &mut Self {
        self.session.backend_mut().resize(width, height);
        self.send(Event::Resize(width, height));
        self
    }

    /// Puts in an event and waits until nothing is on its way.
    pub(crate) fn send(&mut self, event: Event) {
        if self.outcome.is_none() {
            self.keys.send(event);
            self.settle();
        }
    }

    fn settle(&mut self) {
        let start = Instant::now();
        let mut n_idle = 0;
        while n_idle < 3 {
            assert!(
                start.elapsed() < Duration::from_secs(20),
                "the browser does not come to rest"
            );
            self.outcome = self
                .session
                .turn(Duration::from_millis(4))
                .expect("the screen can be drawn");
            if self.outcome.is_some() {
                return;
            }
            n_idle = if self.session.is_idle() {
                n_idle + 1
            } else {
                0
            };
        }
        // The screen in memory, unlike a terminal, keeps the right half of a wide character that was
        // overwritten, so each frame is looked at on a clean screen.
        self.session.redraw().expect("the screen can be drawn");
    }

    /// The cells of the screen.
    pub(crate) fn cells(&self) -> &Buffer {
        self.session.backend().buffer()
    }

    /// The screen as text, without spaces at the ends of lines.
    pub(crate) fn screen(&self) -> String {
        let buffer = self.cells();
        let mut text = String::new();
        for y in 0..buffer.area.height {
            let mut line = String::new();
            let mut x = 0;
            while x < buffer.area.width {
                let symbol = buffer[(x, y)].symbol();
                line.push_str(symbol);
                x += u16::try_from(unicode_width::UnicodeWidthStr::width(symbol))
                    .unwrap_or(1)
                    .max(1);
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }

    /// The first line of the screen that holds the words.
    pub(crate) fn line(&self, words: &str) -> String {
        let screen = self.screen();
        let line = screen.lines().find(|line| line.contains(words));
        line.unwrap_or_else(|| panic!("`{words}` is not on the screen:\n{screen}"))
            .to_owned()
    }

    /// True when the words are on the screen.
    pub(crate) fn shows(&self, words: &str) -> bool {
        self.screen().contains(words)
    }
}
