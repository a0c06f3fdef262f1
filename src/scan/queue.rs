//! A bounded queue from the one walker to the many workers, first in, first out.
//!
//! Unlike a channel it takes no memory before it is used, so its bound can be high: the walk runs
//! ahead and the number of files is known early, which the progress bar lives on.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// See the module's text.
pub(super) struct Queue<T> {
    state: Mutex<State<T>>,
    changed: Condvar,
    limit: usize,
}

struct State<T> {
    items: VecDeque<T>,
    closed: bool,
}

impl<T> Queue<T> {
    /// An empty queue of at most `limit` items.
    pub(super) fn new(limit: usize) -> Self {
        let state = Mutex::new(State {
            items: VecDeque::new(),
            closed: false,
        });
        Self {
            state,
            changed: Condvar::new(),
            limit,
        }
    }

    /// Adds an item, waiting for room. False when the queue was closed: nobody wants it.
    pub(super) fn push(&self, item: T) -> bool {
        let mut state = self.lock();
        while state.items.len() >= self.limit && !state.closed {
            state = self
                .changed
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
        if state.closed {
            return false;
        }
        state.items.push_back(item);
        drop(state);
        self.changed.notify_one();
        true
    }

    /// Takes the oldest item, waiting for one. `None` when the queue is closed and empty.
    pub(super) fn pop(&self) -> Option<T> {
        let mut state = self.lock();
        loop {
            if let Some(item) = state.items.pop_front() {
                let was_full = state.items.len() + 1 == self.limit;
                drop(state);
                if was_full {
                    self.changed.notify_all();
                }
                return Some(item);
            }
            if state.closed {
                return None;
            }
            state = self
                .changed
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// No more items will come; what is in the queue is still given out.
    pub(super) fn close(&self) {
        self.lock().closed = true;
        self.changed.notify_all();
    }

    /// No more items will come or go out.
    pub(super) fn abandon(&self) {
        let mut state = self.lock();
        state.closed = true;
        state.items.clear();
        drop(state);
        self.changed.notify_all();
    }

    /// A panic inside this file's few lines cannot leave the state half-changed.
    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::Queue;

    #[test]
    fn items_leave_in_the_order_they_came_and_a_closed_queue_ends() {
        let queue = Queue::new(2);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                assert!((0..100).all(|n| queue.push(n)));
                queue.close();
            });
            let taken: Vec<i32> = std::iter::from_fn(|| queue.pop()).collect();
            assert_eq!(taken, (0..100).collect::<Vec<_>>());
        });
        assert!(!queue.push(1), "closed");
    }

    #[test]
    fn abandoning_frees_a_waiting_walker() {
        let queue = Queue::new(1);
        std::thread::scope(|scope| {
            let walker = scope.spawn(|| queue.push(1) && queue.push(2));
            queue.abandon();
            assert!(!walker.join().expect("no panic"));
        });
        assert_eq!(queue.pop(), None);
    }
}
