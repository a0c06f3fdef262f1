//! Effects carried out, each kind on a thread of its own, each answered with a message.
//!
//! The journal's thread is the only one that writes. A step is answered `Saved` after the store
//! has synced it. Note text is read here only to tie decisions to their words and to show it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use super::config::Config;
use super::effect::{Effect, FilterJob};
use super::msg::{Msg, Opening};
use super::post::WorkPost;
use super::state::audit::Row;
use super::state::journal::Step;
use super::state::visit::Note;
use super::update::run_filter;
use crate::decision::Decision;
use crate::scan::{ScanEvent, ScanOptions, read_note};
use crate::store::{Entry, Store, StoreError, anchor, keep_draft, load_draft};

/// The threads' ends.
pub(crate) struct Runner {
    /// Taken away when the browser ends.
    journal: Option<Sender<Effect>>,
    keeper: Option<thread::JoinHandle<()>>,
    notes: Sender<String>,
    filters: Sender<FilterJob>,
    cancel: Arc<AtomicBool>,
    post: WorkPost,
    root: std::path::PathBuf,
}

impl Runner {
    /// Starts the threads: the journal, the reader, the filter, and one that hands on the scan.
    pub(crate) fn start(
        config: &Config,
        post: &WorkPost,
        events: Receiver<ScanEvent>,
        cancel: Arc<AtomicBool>,
    ) -> Self {
        let (journal, journal_jobs) = channel();
        let (notes, note_jobs) = channel();
        let (filters, filter_jobs) = channel();
        let keeper = spawn("journal", post, {
            let (config, post) = (config.clone(), post.clone());
            move || keep_journal(&config, &journal_jobs, &post)
        });
        spawn("notes", post, {
            let (options, post) = (config.scan.clone(), post.clone());
            move || read_notes(&options, &note_jobs, &post)
        });
        spawn("filter", post, {
            let post = post.clone();
            move || run_filters(&filter_jobs, &post)
        });
        spawn("events", post, {
            let post = post.clone();
            move || forward_scan(&events, &post)
        });
        Self {
            journal: Some(journal),
            keeper,
            notes,
            filters,
            cancel,
            post: post.clone(),
            root: config.scan.root.clone(),
        }
    }

    /// Hands an effect to its thread. `Copy` and `Quit` are the loop's own.
    pub(crate) fn run(&self, effect: Effect) {
        let ticket = match &effect {
            Effect::Save { ticket, .. } | Effect::Turn { ticket, .. } => Some(*ticket),
            _ => None,
        };
        let sent = match effect {
            Effect::Save { .. } | Effect::Turn { .. } | Effect::KeepDraft(_) => self
                .journal
                .as_ref()
                .is_some_and(|journal| journal.send(effect).is_ok()),
            Effect::ReadNote(path) => self.notes.send(path).is_ok(),
            Effect::Filter(job) => self.filters.send(*job).is_ok(),
            Effect::OpenFile(path) => {
                self.open_file(&path);
                true
            }
            Effect::Copy(_) | Effect::Quit => true,
        };
        if let Some(ticket) = ticket.filter(|_| !sent) {
            self.answer_later(Msg::SaveFailed(
                ticket,
                "the journal's thread has stopped; start the program again".into(),
            ));
        }
    }

    /// Opens a note file in the user's viewer.
    fn open_file(&self, path: &str) {
        let full = if self.root.is_dir() {
            self.root.join(path)
        } else {
            self.root.clone()
        };
        let viewer = if cfg!(target_os = "macos") {
            "open"
        } else if cfg!(windows) {
            "explorer"
        } else {
            "xdg-open"
        };
        let null = std::process::Stdio::null;
        let started = std::process::Command::new(viewer)
            .arg(full)
            .stdin(null())
            .stdout(null())
            .stderr(null())
            .spawn();
        self.answer_later(match started {
            Ok(_) => Msg::Said(format!("opened with {viewer}")),
            Err(error) => Msg::Failed(format!("cannot start {viewer}: {error}")),
        });
    }

    /// Posts from the loop's own thread without waiting for the loop.
    fn answer_later(&self, msg: Msg) {
        let post = self.post.clone();
        thread::spawn(move || post.send(msg));
    }
}

impl Drop for Runner {
    fn drop(&mut self) {
        self.cancel.store(true, Ordering::Relaxed);
        // What was decided last may still be on its way: leave only when it is on disk.
        self.journal = None;
        if let Some(keeper) = self.keeper.take() {
            // The thread catches its own panics.
            let _ = keeper.join();
        }
    }
}

/// Starts a thread whose panic becomes a notice instead of words over the screen.
fn spawn(
    name: &'static str,
    post: &WorkPost,
    run: impl FnOnce() + Send + 'static,
) -> Option<thread::JoinHandle<()>> {
    let post = post.clone();
    let body = move || {
        if catch_unwind(AssertUnwindSafe(run)).is_err() {
            post.send(Msg::Failed(format!(
                "internal error: the thread `{name}` has stopped; start the program again"
            )));
        }
    };
    // Without a thread the effect is never answered; the screen says `saving` or `reading` then.
    thread::Builder::new()
        .name(name.to_owned())
        .spawn(body)
        .ok()
}

fn forward_scan(events: &Receiver<ScanEvent>, post: &WorkPost) {
    for event in events {
        if !post.send(Msg::Scan(event)) {
            return;
        }
    }
}

fn run_filters(jobs: &Receiver<FilterJob>, post: &WorkPost) {
    while let Ok(first) = jobs.recv() {
        // Only the newest job counts: a newer one replaces those that wait.
        let job = jobs.try_iter().last().unwrap_or(first);
        if !post.send(Msg::Filtered(run_filter(&job))) {
            return;
        }
    }
}

fn read_notes(options: &ScanOptions, jobs: &Receiver<String>, post: &WorkPost) {
    for path in jobs {
        let result = match read_note(options, &path) {
            Ok(file) => Ok(Arc::new(Note {
                path: path.clone(),
                sha256: file.sha256,
                text: file.text,
            })),
            Err(error) => Err(error.message),
        };
        if !post.send(Msg::Note(path, result)) {
            return;
        }
    }
}

fn keep_journal(config: &Config, jobs: &Receiver<Effect>, post: &WorkPost) {
    let mut store = match Store::open(&config.store) {
        Ok((store, opened)) => {
            let opening = Opening {
                entries: store.entries().to_vec(),
                read_only: opened.read_only.clone(),
                notes: opened.notes().map(str::to_owned).collect(),
                draft: load_draft(store.path()),
            };
            post.send(Msg::Journal(Box::new(opening)));
            store
        }
        Err(error) => {
            let why = error.to_string();
            let opening = Opening {
                read_only: Some(why.clone()),
                notes: vec![why],
                ..Opening::default()
            };
            post.send(Msg::Journal(Box::new(opening)));
            return;
        }
    };
    for job in jobs {
        let answer = match job {
            Effect::Save { ticket, jobs } => {
                let decisions = jobs
                    .iter()
                    .flat_map(|(row, steps)| anchored(&config.scan, row, steps))
                    .collect();
                answer(ticket, append(&mut store, config, decisions))
            }
            Effect::Turn { ticket, decisions } => {
                answer(ticket, append(&mut store, config, decisions))
            }
            Effect::KeepDraft(draft) if store.read_only().is_none() => {
                match keep_draft(store.path(), draft.as_ref()) {
                    Ok(()) => continue,
                    Err(error) => Msg::Failed(format!("the draft cannot be kept on disk: {error}")),
                }
            }
            _ => continue,
        };
        // Nobody may be left to hear it; what is still queued is written all the same.
        post.send(answer);
    }
}

fn append(
    store: &mut Store,
    config: &Config,
    decisions: Vec<Decision>,
) -> Result<Vec<Entry>, StoreError> {
    store
        .append_all(&(config.now)(), decisions)
        .map(<[Entry]>::to_vec)
}

fn answer(ticket: u64, result: Result<Vec<Entry>, StoreError>) -> Msg {
    match result {
        Ok(entries) => Msg::Saved(ticket, entries),
        Err(error) => Msg::SaveFailed(ticket, error.to_string()),
    }
}

/// Decisions on a visit, tied to the words they rest on.
fn anchored(options: &ScanOptions, row: &Row, steps: &[Step]) -> Vec<Decision> {
    let Some(checked) = row.checked() else {
        return Vec::new();
    };
    // A file that cannot be read any more leaves the anchor with the visit's own hash.
    let text = read_note(options, &row.key.path)
        .map(|file| file.text)
        .unwrap_or_default();
    let decide = |(target, action): &Step| Decision {
        anchor: anchor(checked, &text, target),
        target: target.clone(),
        action: action.clone(),
        group: None,
    };
    steps.iter().map(decide).collect()
}
