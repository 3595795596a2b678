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

/// What has become of the file.
#[derive(Debug, PartialEq, Eq)]
pub enum News {
    /// It has another text.
    Text(String),
    /// It is there no more.
    Gone,
}

/// A file that is looked at.
pub struct Watched {
    path: PathBuf,
    seen: Looks,
    looked: Instant,
    /// How many looks in a row have not found it.
    missed: u32,
}

impl Watched {
    /// A file whose present text is known.
    #[must_use]
    pub fn new(path: PathBuf, now: Instant) -> Self {
        Self { seen: looks(&path), path, looked: now, missed: 0 }
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

    /// What is new, if it is time to look. A file that is gone for one look comes back: editors write so. One that is gone for two
    /// in a row is gone, which is told once.
    pub fn look(&mut self, now: Instant) -> Option<News> {
        if !self.wait(now).is_zero() {
            return None;
        }
        self.looked = now;
        let looks = looks(&self.path);
        if looks.is_none() {
            self.missed = self.missed.saturating_add(1);
            return (self.missed == 2).then_some(News::Gone);
        }
        let was_gone = std::mem::take(&mut self.missed) > 1;
        if looks == self.seen && !was_gone {
            return None;
        }
        let text = read(&self.path)?;
        self.seen = looks;
        Some(News::Text(text))
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
        assert_eq!(watched.look(start + EVERY * 2), Some(News::Text("another".to_owned())));
        assert_eq!(watched.look(start + EVERY * 3), None, "that is known");
        fs::remove_file(&file).expect("removed");
        assert_eq!(watched.look(start + EVERY * 4), None, "an editor may be about to write it");
        fs::write(&file, "and back").expect("a file");
        assert_eq!(watched.look(start + EVERY * 5), Some(News::Text("and back".to_owned())));
        fs::remove_file(&file).expect("removed");
    }

    #[test]
    fn a_file_that_stays_away_is_told_once_and_read_when_it_is_back() {
        let file = std::env::temp_dir().join(format!("tcptutor-gone-{}.toml", std::process::id()));
        fs::write(&file, "one").expect("a file");
        let start = Instant::now();
        let mut watched = Watched::new(file.clone(), start);
        fs::remove_file(&file).expect("removed");
        let news: Vec<Option<News>> = (1..=4).map(|n| watched.look(start + EVERY * n)).collect();
        assert_eq!(news, [None, Some(News::Gone), None, None]);
        fs::write(&file, "one").expect("a file");
        assert_eq!(watched.look(start + EVERY * 5), Some(News::Text("one".to_owned())));
        fs::remove_file(&file).expect("removed");
    }
}
