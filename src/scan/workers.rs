//! The threads of a scan: one walks, the others read, extract, parse and check.
//!
//! Invariant: workers take files in walk order, so the lowest file not yet delivered is always with
//! a worker that may go on; waiting for the window can therefore never lock up.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::{self, Scope, ScopedJoinHandle};
use std::time::Duration;

use super::clones::{clone_marks, fingerprint};
use super::event::{FileError, FileScan, ScanEvent};
use super::queue::Queue;
use super::read::{read_bytes, to_note, too_large};
use super::walk::{Found, walk};
use super::{ScanOptions, quiet};
use crate::engine::check_visit;
use crate::engine::clone::Fingerprint;
use crate::parse::parse;

/// Entries the walk may be ahead of the workers: about 40 MB when full.
const QUEUE_LIMIT: usize = 1 << 18;

/// Events the workers may be ahead of the consumer.
const EVENT_LIMIT: usize = 256;

/// A read buffer larger than this is given back after the file.
const KEPT_BUFFER: usize = 1 << 20;

/// Scans in the background; files come as they are ready, in any order.
///
/// Setting `cancel`, or dropping the receiver, ends the scan soon; `Done` then says incomplete.
pub fn scan(options: ScanOptions, cancel: Arc<AtomicBool>) -> Receiver<ScanEvent> {
    start(options, cancel, Arc::new(Window::new(usize::MAX)))
}

/// Starts the threads. `window` holds workers back from files far ahead of the consumer.
pub(super) fn start(
    options: ScanOptions,
    cancel: Arc<AtomicBool>,
    window: Arc<Window>,
) -> Receiver<ScanEvent> {
    quiet::install();
    let (events, receiver) = sync_channel(EVENT_LIMIT);
    let spare = events.clone();
    let run = move || {
        Run {
            options,
            cancel,
            window,
            gone: AtomicBool::new(false),
            events,
        }
        .run()
    };
    if thread::Builder::new()
        .name("scan".to_owned())
        .spawn(run)
        .is_err()
    {
        // No thread to be had: say so at once instead of leaving the consumer waiting.
        _ = spare.try_send(ScanEvent::Done { complete: false });
    }
    receiver
}

/// How far workers may run ahead of the file the consumer waits for.
pub(super) struct Window {
    next: Mutex<usize>,
    moved: Condvar,
    width: usize,
}

impl Window {
    /// A window of `width` files.
    pub(super) fn new(width: usize) -> Self {
        Self {
            next: Mutex::new(0),
            moved: Condvar::new(),
            width,
        }
    }

    /// The consumer now waits for file `next`.
    pub(super) fn advance(&self, next: usize) {
        *self.next.lock().unwrap_or_else(PoisonError::into_inner) = next;
        self.moved.notify_all();
    }

    /// Waits until file `order` lies in the window or the scan is stopped.
    fn wait_for(&self, order: usize, stopped: impl Fn() -> bool) {
        if self.width == usize::MAX {
            return;
        }
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        while order >= next.saturating_add(self.width) && !stopped() {
            // The cancel flag wakes nobody, so look at it now and then.
            let patience = Duration::from_millis(20);
            next = self
                .moved
                .wait_timeout(next, patience)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
    }
}

/// One scan with all its threads share.
struct Run {
    options: ScanOptions,
    cancel: Arc<AtomicBool>,
    window: Arc<Window>,
    /// Nobody listens any more.
    gone: AtomicBool,
    events: SyncSender<ScanEvent>,
}

impl Run {
    fn run(&self) {
        let queue = Queue::new(QUEUE_LIMIT);
        let prints = thread::scope(|scope| {
            let workers = self.spawn_workers(scope, &queue);
            if workers.is_empty() {
                self.gone.store(true, Ordering::Relaxed);
            }
            self.walk_into(&queue);
            let joined = workers.into_iter().filter_map(|worker| worker.join().ok());
            joined.flatten().collect::<Vec<_>>()
        });
        if !self.stopped() {
            let cancelled = || self.stopped();
            self.send(ScanEvent::Clones(clone_marks(prints, cancelled)));
        }
        self.send(ScanEvent::Done {
            complete: !self.stopped(),
        });
    }

    fn spawn_workers<'scope, 'env>(
        &'scope self,
        scope: &'scope Scope<'scope, 'env>,
        queue: &'scope Queue<Found>,
    ) -> Vec<ScopedJoinHandle<'scope, Vec<Fingerprint>>> {
        let cores = || thread::available_parallelism().map_or(1, usize::from);
        let n_workers = if self.options.jobs == 0 {
            cores()
        } else {
            self.options.jobs
        };
        let spawn = |n| {
            let builder = thread::Builder::new().name(format!("scan-{n}"));
            builder.spawn_scoped(scope, || self.work(queue)).ok()
        };
        (0..n_workers).filter_map(spawn).collect()
    }

    fn walk_into(&self, queue: &Queue<Found>) {
        let (mut n_files, mut n_bytes) = (0, 0);
        for found in walk(&self.options.root) {
            n_files += 1;
            n_bytes += found.n_bytes;
            if self.stopped() || !queue.push(found) {
                queue.abandon();
                return;
            }
        }
        queue.close();
        self.send(ScanEvent::Counted { n_files, n_bytes });
    }

    fn work(&self, queue: &Queue<Found>) -> Vec<Fingerprint> {
        let mut bytes = Vec::new();
        let mut prints = Vec::new();
        while let Some(found) = queue.pop() {
            self.window.wait_for(found.order, || self.stopped());
            if self.stopped() {
                queue.abandon();
                break;
            }
            self.send(ScanEvent::File(Box::new(self.look_at(
                found,
                &mut bytes,
                &mut prints,
            ))));
            if bytes.capacity() > KEPT_BUFFER {
                bytes = Vec::new();
            }
        }
        prints
    }

    /// One file to its row, whatever happens on the way.
    fn look_at(
        &self,
        found: Found,
        bytes: &mut Vec<u8>,
        prints: &mut Vec<Fingerprint>,
    ) -> FileScan {
        let limit = self.options.max_file_bytes;
        let n_kept = prints.len();
        let mut n_bytes = found.n_bytes;
        let outcome = match found.trouble {
            Some(trouble) => Err(trouble),
            None if n_bytes > limit => Err(too_large(n_bytes, limit)),
            None => {
                let step = quiet::catch(|| {
                    read_bytes(&found.path, limit, bytes)?;
                    n_bytes = bytes.len() as u64;
                    self.check(&found.shown, bytes, prints)
                });
                step.unwrap_or_else(|| {
                    prints.truncate(n_kept);
                    let message = "chartpull failed on this file; please report it (the other files are fine)";
                    Err(FileError::new("panic", message))
                })
            }
        };
        FileScan {
            order: found.order,
            path: found.shown,
            n_bytes,
            outcome,
        }
    }

    fn check(
        &self,
        path: &str,
        bytes: &[u8],
        prints: &mut Vec<Fingerprint>,
    ) -> Result<Vec<crate::finding::Checked>, FileError> {
        let note = to_note(path, bytes)?;
        let readings = parse(&note, &self.options.rules);
        let check = |reading| {
            let checked = check_visit(&note, reading, &self.options.rules, &self.options.profile);
            prints.extend(fingerprint(&note, reading));
            checked
        };
        Ok(readings.iter().map(check).collect())
    }

    fn send(&self, event: ScanEvent) {
        if self.events.send(event).is_err() {
            self.gone.store(true, Ordering::Relaxed);
        }
    }

    fn stopped(&self) -> bool {
        self.gone.load(Ordering::Relaxed) || self.cancel.load(Ordering::Relaxed)
    }
}
