//! A file that may change while its lesson is on the screen. Looking costs one question to the system a second, and only where
//! somebody wants it.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use crate::files;
use crate::language::ENGLISH;
use crate::lesson::LARGEST;

/// How often it is looked at.
const EVERY: Duration = Duration::from_secs(1);

/// When a file was changed last, and its size: what is like this is the same.
type Looks = Option<(SystemTime, u64)>;

/// A file that is looked at.
pub struct Watched {
    path: PathBuf,
    seen: Looks,
    looked: Instant,
}

impl Watched {
    /// A file whose present text is known.
    #[must_use]
    pub fn new(path: PathBuf, now: Instant) -> Self {
        Self { seen: looks(&path), path, looked: now }
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How long until the next look.
    #[must_use]
    pub fn wait(&self, now: Instant) -> Duration {
        EVERY.saturating_sub(now.saturating_duration_since(self.looked))
    }

    /// The text, if it is time to look and the file has changed. A file that is gone comes back: editors write so.
    pub fn look(&mut self, now: Instant) -> Option<String> {
        if !self.wait(now).is_zero() {
            return None;
        }
        self.looked = now;
        let looks = looks(&self.path);
        if looks.is_none() || looks == self.seen {
            return None;
        }
        let text = read(&self.path)?;
        self.seen = looks;
        Some(text)
    }
}

fn looks(path: &Path) -> Looks {
    let about = fs::metadata(path).ok()?;
    Some((about.modified().ok()?, about.len()))
}

/// The text, if it is one that a lesson may have.
fn read(path: &Path) -> Option<String> {
    let bytes = files::read(path, LARGEST as u64, &ENGLISH).ok()??;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_file_is_read_once_and_not_before_its_time() {
        let file = std::env::temp_dir().join(format!("tcptutor-watched-{}.toml", std::process::id()));
        fs::write(&file, "one").expect("a file");
        let start = Instant::now();
        let mut watched = Watched::new(file.clone(), start);
        assert_eq!(watched.look(start + EVERY), None, "nothing has changed");
        fs::write(&file, "another").expect("a file");
        assert_eq!(watched.look(start + EVERY * 3 / 2), None, "it is not time to look");
        assert_eq!(watched.wait(start + EVERY * 3 / 2), EVERY / 2);
        assert_eq!(watched.look(start + EVERY * 2).as_deref(), Some("another"));
        assert_eq!(watched.look(start + EVERY * 3), None, "that is known");
        fs::remove_file(&file).expect("removed");
        assert_eq!(watched.look(start + EVERY * 4), None, "it is gone");
        fs::write(&file, "and back").expect("a file");
        assert_eq!(watched.look(start + EVERY * 5).as_deref(), Some("and back"));
        fs::remove_file(&file).expect("removed");
    }
}
