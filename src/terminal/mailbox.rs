//! What other threads have to say to the event loop, and the one way to wake it.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use crate::tui::app::Msg;

/// A queue that any thread may post to and the event loop empties. Clones are the same queue.
#[derive(Clone, Debug, Default)]
pub struct Mailbox(Arc<Mutex<VecDeque<Msg>>>);

impl Mailbox {
    /// Adds a message and wakes the event loop.
    pub fn post(&self, msg: Msg) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push_back(msg);
        wake();
    }

    /// The oldest message that was not taken yet.
    pub fn take(&self) -> Option<Msg> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).pop_front()
    }
}

#[cfg(unix)]
fn wake() {
    // The event loop sleeps in a read of the terminal. Beside a key, a change of size is the one thing that ends it.
    let _ = signal_hook::low_level::raise(signal_hook::consts::SIGWINCH);
}

/// Without signals nothing but the terminal itself has anything to say.
#[cfg(not(unix))]
const fn wake() {}
