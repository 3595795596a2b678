//! What other threads have to say to the event loop, and the one way to wake it.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::tui::app::Msg;
use crate::tui::palette::Rgb;

/// So much input waits at the most: whoever has more waits.
const MOST: usize = 8192;
/// How long whoever has more waits at a time.
const PAUSE: Duration = Duration::from_millis(5);

/// What came from the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A key, the mouse or a paste.
    Msg(Msg),
    /// The answer to the question for the background, if it can be understood.
    Background(Option<Rgb>),
    /// Its size may have changed.
    Resized,
    /// Nothing more comes.
    Gone,
}

/// Queues that any thread may post to and the event loop empties. Clones are the same queues.
#[derive(Clone, Debug, Default)]
pub struct Mailbox(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    queues: Mutex<Queues>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Queues {
    news: VecDeque<Msg>,
    input: VecDeque<Input>,
}

impl Mailbox {
    /// Adds a message and wakes the event loop.
    pub fn post(&self, msg: Msg) {
        self.queues().news.push_back(msg);
        self.0.changed.notify_all();
    }

    /// The oldest message that was not taken yet.
    pub fn take(&self) -> Option<Msg> {
        self.queues().news.pop_front()
    }

    /// Adds what came from the terminal and wakes the event loop; waits where the loop does not keep up.
    pub fn put(&self, input: Input) {
        let mut queues = self.queues();
        while queues.input.len() >= MOST {
            (queues, _) = self.0.changed.wait_timeout(queues, PAUSE).unwrap_or_else(PoisonError::into_inner);
        }
        queues.input.push_back(input);
        self.0.changed.notify_all();
    }

    /// Says that the terminal's size may have changed. Nobody waits, and saying it twice is saying it once.
    pub fn resized(&self) {
        let mut queues = self.queues();
        if queues.input.back() != Some(&Input::Resized) {
            queues.input.push_back(Input::Resized);
        }
        self.0.changed.notify_all();
    }

    /// The oldest input that was not taken yet.
    pub fn next_input(&self) -> Option<Input> {
        self.queues().input.pop_front()
    }

    /// Sleeps until there is a message or input, for so long at the most.
    pub fn wait(&self, most: Option<Duration>) {
        let queues = self.queues();
        let nothing = |queues: &mut Queues| queues.news.is_empty() && queues.input.is_empty();
        match most {
            None => drop(self.0.changed.wait_while(queues, nothing)),
            Some(most) => drop(self.0.changed.wait_timeout_while(queues, most, nothing)),
        }
    }

    fn queues(&self) -> MutexGuard<'_, Queues> {
        self.0.queues.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
