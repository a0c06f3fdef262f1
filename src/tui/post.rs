//! How messages reach the loop: input on one channel, everything else on another, and a bell.
//!
//! Two channels, because a key must never wait behind ten thousand files. The bell lets the loop
//! sleep on both. The work channel is bounded, so a fast scan waits for the screen.

use std::sync::mpsc::{
    Receiver, RecvTimeoutError, Sender, SyncSender, TryRecvError, channel, sync_channel,
};
use std::time::Duration;

use super::msg::Msg;

/// Messages of the scan and of effects that may wait for the loop.
const WORK_LIMIT: usize = 1024;

/// The loop's end.
pub(crate) struct Inbox {
    input: Receiver<Msg>,
    work: Receiver<Msg>,
    bell: Receiver<()>,
}

/// A sender's end for input.
#[derive(Clone)]
pub(crate) struct InputPost {
    messages: Sender<Msg>,
    bell: SyncSender<()>,
}

/// A sender's end for everything else.
#[derive(Clone)]
pub(crate) struct WorkPost {
    messages: SyncSender<Msg>,
    bell: SyncSender<()>,
}

/// A new set of ends.
pub(crate) fn open() -> (Inbox, InputPost, WorkPost) {
    let (input_post, input) = channel();
    let (work_post, work) = sync_channel(WORK_LIMIT);
    let (ring, bell) = sync_channel(1);
    let inbox = Inbox { input, work, bell };
    (
        inbox,
        InputPost {
            messages: input_post,
            bell: ring.clone(),
        },
        WorkPost {
            messages: work_post,
            bell: ring,
        },
    )
}

impl Inbox {
    /// Sleeps until something waits, or for `limit`.
    pub(crate) fn wait(&self, limit: Duration) {
        match self.bell.recv_timeout(limit) {
            Ok(()) | Err(RecvTimeoutError::Timeout) => {}
            // Every sender is gone: nothing can come, so do not spin.
            Err(RecvTimeoutError::Disconnected) => {
                std::thread::sleep(limit.min(Duration::from_millis(50)))
            }
        }
    }

    /// The next message: input first.
    pub(crate) fn next(&self) -> Option<Msg> {
        match self.input.try_recv() {
            Ok(msg) => Some(msg),
            Err(TryRecvError::Empty | TryRecvError::Disconnected) => self.work.try_recv().ok(),
        }
    }
}

impl InputPost {
    /// Sends; false when the loop is gone.
    pub(crate) fn send(&self, msg: Msg) -> bool {
        let sent = self.messages.send(msg).is_ok();
        // A full bell has been rung already.
        let _ = self.bell.try_send(());
        sent
    }
}

impl WorkPost {
    /// Sends, waiting while the loop is behind; false when the loop is gone.
    pub(crate) fn send(&self, msg: Msg) -> bool {
        let sent = self.messages.send(msg).is_ok();
        let _ = self.bell.try_send(());
        sent
    }
}
