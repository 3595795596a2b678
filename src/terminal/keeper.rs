//! The learner's progress while the screens are up: one file, which the main thread writes, and the signal thread where the
//! program is ended from outside.

use std::sync::{Arc, Mutex, PoisonError, TryLockError};
use std::thread;
use std::time::Duration;

use crate::progress::{Actions, Kept};
use crate::progress_file::ProgressFile;

/// How often, and how long each time, the end waits for a write under way: less than the terminal is given for its last words.
const TRIES: usize = 30;
const PAUSE: Duration = Duration::from_millis(20);

/// Keeps progress in a file; the default keeps nothing. Clones are the same keeper.
#[derive(Clone, Debug, Default)]
pub struct Keeper(Arc<Mutex<Option<ProgressFile>>>);

impl Keeper {
    /// From now on progress goes to this file; what is in it.
    #[must_use]
    pub fn open(mut file: ProgressFile) -> (Self, Kept) {
        let kept = file.load();
        (Self(Arc::new(Mutex::new(Some(file)))), kept)
    }

    /// Takes in what was done, to be written soon.
    pub fn keep(&self, actions: &Actions) {
        self.with(|open| open.as_mut().map(|file| file.keep(actions)));
    }

    /// Writes what came since the last time, unless somebody else has the lock; nothing if nothing came.
    pub fn save(&self) -> Option<Kept> {
        self.with(|open| open.as_mut().and_then(ProgressFile::save_at_once))
    }

    /// How long until that has to be tried again.
    pub fn retry_in(&self) -> Option<Duration> {
        self.with(|open| open.as_ref().and_then(ProgressFile::retry_in))
    }

    /// The end of the screens; a sentence if something could not be written.
    pub fn close(&self) -> Option<String> {
        self.with(|open| open.take().and_then(|mut file| file.close()))
    }

    /// Writes what is not written yet, or waits until it is; but not forever.
    pub fn save_before_the_end(&self) {
        for _ in 0..TRIES {
            match self.0.try_lock() {
                Ok(mut open) => return drop(open.as_mut().and_then(ProgressFile::save)),
                Err(TryLockError::Poisoned(_)) => return,
                Err(TryLockError::WouldBlock) => thread::sleep(PAUSE),
            }
        }
    }

    fn with<T>(&self, use_it: impl FnOnce(&mut Option<ProgressFile>) -> T) -> T {
        use_it(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
