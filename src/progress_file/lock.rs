//! The lock: whoever writes holds it from reading to renaming.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use crate::language::Language;

/// How long another copy may hold it. It needs milliseconds; one that was stopped meanwhile must not stop us too.
const PATIENCE: Duration = Duration::from_secs(2);

/// The lock while it is held. Dropping it, and the end of the process however it comes, let it go.
pub struct Lock(#[expect(dead_code, reason = "held, not read")] File);

impl Lock {
    /// Waits for the lock that this file stands for. The file stays where it is: removing it would let two copies hold two.
    pub fn wait(path: &Path, language: &Language) -> io::Result<Self> {
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(path)?;
        let patience = Instant::now() + PATIENCE;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Self(file)),
                // A file system without locks is better written to without one than not at all.
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => return Ok(Self(file)),
                Err(TryLockError::Error(error)) => return Err(error),
                Err(TryLockError::WouldBlock) if Instant::now() >= patience => {
                    return Err(io::Error::other(language.files.locked));
                }
                Err(TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(2)),
            }
        }
    }
}
