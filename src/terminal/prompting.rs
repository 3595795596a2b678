//! The speaker's notes while a lesson is presented: the one socket of this process, which also the signal thread and a crash
//! have to remove.

use std::io;
use std::sync::{Arc, Mutex, TryLockError};
use std::thread;
use std::time::Duration;

use crate::language::Language;
use crate::notes::Scene;
use crate::notes_socket::Prompter;

/// How often, and how long each time, the lock is waited for. It is never held for long.
const TRIES: usize = 20;
const PAUSE: Duration = Duration::from_millis(5);

/// Lets `tcptutor notes` follow; the default lets nobody. Clones are the same socket.
#[derive(Clone, Debug, Default)]
pub struct Prompting(Arc<Mutex<Option<Prompter>>>);

impl Prompting {
    /// From now on `tcptutor notes` can follow.
    ///
    /// # Errors
    /// Why it cannot.
    pub fn open(language: &Language) -> io::Result<Self> {
        Ok(Self(Arc::new(Mutex::new(Some(Prompter::open(language)?)))))
    }

    /// Tells those who follow of a scene.
    pub fn show(&self, scene: Scene) {
        self.with(|open| {
            if let Some(prompter) = open {
                prompter.show(scene);
            }
        });
    }

    /// The end of the presentation, whichever way it ends.
    pub fn close(&self) {
        self.with(|open| drop(open.take()));
    }

    /// A thread that was interrupted may hold the lock forever: the end of the process must not hang on it.
    fn with(&self, use_it: impl FnOnce(&mut Option<Prompter>)) {
        for _ in 0..TRIES {
            match self.0.try_lock() {
                Ok(mut open) => return use_it(&mut open),
                Err(TryLockError::Poisoned(open)) => return use_it(&mut open.into_inner()),
                Err(TryLockError::WouldBlock) => thread::sleep(PAUSE),
            }
        }
    }
}
