//! The lock: whoever writes holds it from reading to renaming.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use crate::language::Language;

/// The lock while it is held. Dropping it, and the end of the process however it comes, let it go.
pub struct Lock(#[expect(dead_code, reason = "held, not read")] File);

impl Lock {
    /// Waits for the lock that this file stands for, so long at the most. The file stays where it is: removing it would let two copies hold two.
    pub fn wait(path: &Path, patience: Duration, language: &Language) -> io::Result<Self> {
        let file = options().open(path)?;
        let patience = Instant::now() + patience;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Self(file)),
                // A file system without locks is better written to without one than not at all.
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => return Ok(Self(file)),
                Err(TryLockError::Error(error)) => return Err(error),
                Err(TryLockError::WouldBlock) if Instant::now() >= patience => {
                    return Err(io::Error::new(io::ErrorKind::WouldBlock, language.files.locked));
                }
                Err(TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(2)),
            }
        }
    }
}

/// Opens, and makes, a file; a pipe that somebody put there is not waited for.
fn options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).write(true);
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags(OFlags::NONBLOCK.bits().cast_signed());
    }
    options
}
