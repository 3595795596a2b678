//! Following a presenter: a thread hears, and wakes the event loop, which sleeps in a read of the terminal.

use std::collections::VecDeque;
use std::io;
use std::ops::ControlFlow;
use std::sync::{Mutex, PoisonError};
use std::thread;

use signal_hook::consts::SIGWINCH;
use signal_hook::low_level::raise;

use crate::notes::{self, Heard};

/// What was heard and not taken in yet, the oldest first.
static HEARD: Mutex<VecDeque<Heard>> = Mutex::new(VecDeque::new());

/// Starts to follow the newest presenter, or that one process.
///
/// # Errors
/// When the system has no thread left.
pub fn start(process: Option<u32>) -> io::Result<()> {
    let hear = |heard| {
        HEARD.lock().unwrap_or_else(PoisonError::into_inner).push_back(heard);
        // A change of size is the one thing beside a key that ends the read.
        let _ = raise(SIGWINCH);
        ControlFlow::Continue(())
    };
    thread::Builder::new().name("notes".into()).spawn(move || notes::follow(process, hear)).map(drop)
}

/// The next thing that was heard.
pub fn take() -> Option<Heard> {
    HEARD.lock().unwrap_or_else(PoisonError::into_inner).pop_front()
}
