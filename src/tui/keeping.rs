//! The learner's progress while the screens are up: one file, which the main thread writes, and the signal thread where the
//! program is ended from outside.

use std::sync::{Mutex, PoisonError, TryLockError};
use std::thread;
use std::time::Duration;

use crate::progress::Deeds;
use crate::progress_file::{Kept, ProgressFile};

/// The file; none where nothing is played that has progress.
static FILE: Mutex<Option<ProgressFile>> = Mutex::new(None);

/// So often, and so long each time, the end waits for a write under way: less than the terminal is given for its last words.
const TRIES: usize = 30;
const PAUSE: Duration = Duration::from_millis(20);

/// From now on progress goes to this file; what is in it.
pub fn open(mut file: ProgressFile) -> Kept {
    let kept = file.load();
    with(|open| *open = Some(file));
    kept
}

/// Takes in what was done, to be written soon.
pub fn keep(deeds: &Deeds) {
    with(|open| open.as_mut().map(|file| file.keep(deeds)));
}

/// Writes what came since the last time; nothing if nothing came.
pub fn save() -> Option<Kept> {
    with(|open| open.as_mut().and_then(ProgressFile::save))
}

/// The end of the screens; a sentence if something could not be written.
pub fn close() -> Option<String> {
    with(|open| open.take().and_then(|mut file| file.close()))
}

/// Writes what is not written yet, or waits until it is; but not for ever.
pub fn save_before_the_end() {
    for _ in 0..TRIES {
        match FILE.try_lock() {
            Ok(mut open) => return drop(open.as_mut().and_then(ProgressFile::save)),
            Err(TryLockError::Poisoned(_)) => return,
            Err(TryLockError::WouldBlock) => thread::sleep(PAUSE),
        }
    }
}

fn with<T>(use_it: impl FnOnce(&mut Option<ProgressFile>) -> T) -> T {
    use_it(&mut FILE.lock().unwrap_or_else(PoisonError::into_inner))
}
