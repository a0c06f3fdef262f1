//! The events of a scan with its files in walk order, for outputs that are written as they come.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::Receiver;

use super::ScanOptions;
use super::event::{FileScan, ScanEvent};
use super::workers::{Window, start};

/// Files held back at most, while an earlier one is still being read.
const WINDOW: usize = 512;

/// Scans in the background; the iterator gives the files in walk order, whatever the number of
/// workers, then the clones, then `Done`. `Counted` comes as soon as it is known.
pub fn scan_sorted(options: ScanOptions, cancel: Arc<AtomicBool>) -> Sorted {
    let window = Arc::new(Window::new(WINDOW));
    let events = start(options, cancel, Arc::clone(&window));
    Sorted {
        events,
        window,
        held: BTreeMap::new(),
        next: 0,
    }
}

/// See [`scan_sorted`].
pub struct Sorted {
    events: Receiver<ScanEvent>,
    window: Arc<Window>,
    held: BTreeMap<usize, Box<FileScan>>,
    next: usize,
}

impl Iterator for Sorted {
    type Item = ScanEvent;

    fn next(&mut self) -> Option<ScanEvent> {
        loop {
            if let Some(file) = self.held.remove(&self.next) {
                self.next += 1;
                self.window.advance(self.next);
                return Some(ScanEvent::File(file));
            }
            match self.events.recv().ok()? {
                ScanEvent::File(file) => _ = self.held.insert(file.order, file),
                // A cancelled scan leaves gaps; what lies behind them is not shown as if complete.
                other => return Some(other),
            }
        }
    }
}

/// A consumer that leaves early must not leave workers waiting for the window to move.
impl Drop for Sorted {
    fn drop(&mut self) {
        self.window.advance(usize::MAX);
    }
}
