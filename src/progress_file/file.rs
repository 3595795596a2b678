//! The file as the program uses it: actions go in, progress comes out, and what is wrong is said once.

use std::fs;
use std::hash::{BuildHasher, RandomState};
use std::io;
use std::path::{Path, PathBuf};
use std::process;
use std::time::{Duration, Instant, SystemTime};

use super::aside;
use super::lock::Lock;
use super::trouble::Trouble;
use crate::files;
use crate::language::Language;
use crate::progress::{self, Actions, Kept, Progress, Run, Stamp, Unreadable};

/// The file's name in its folder.
const NAME: &str = "progress.json";
/// The name of the file that the lock stands on.
const LOCK: &str = "progress.lock";
/// No progress is larger than this, in octets; what is, is some other file.
pub const LARGEST: u64 = 64 * 1024 * 1024;

/// How long another copy may hold the lock. It needs milliseconds; one that was stopped meanwhile must not stop us too.
const PATIENCE: Duration = Duration::from_secs(2);
/// Who cannot wait for it tries again so much later.
const RETRY: Duration = Duration::from_millis(200);

/// The file.
#[derive(Debug)]
pub struct ProgressFile {
    /// Where it is, if anywhere.
    path: Option<PathBuf>,
    /// What is wrong is said in this language.
    language: &'static Language,
    run: Run,
    /// All that is known.
    progress: Progress,
    /// What is not in the file yet.
    unsaved: Progress,
    /// Whether something came since it was tried last.
    pending: bool,
    /// Why nothing is kept, as long as nobody has been told.
    to_tell: Option<Trouble>,
    /// Whether it was said that nothing can be kept.
    complained: bool,
    /// Since when somebody else has the lock, and when it is tried again.
    locked: Option<Instant>,
    retry: Option<Instant>,
}

impl ProgressFile {
    /// The file in this folder, which need not exist.
    #[must_use]
    pub fn in_folder(folder: &Path, language: &'static Language) -> Self {
        Self::at(Some(folder.join(NAME)), None, language)
    }

    /// No file: what is done is known until the program ends, and this is why.
    #[must_use]
    pub fn nowhere(why: Trouble, language: &'static Language) -> Self {
        Self::at(None, Some(why), language)
    }

    /// No file, and nothing to say about that.
    #[must_use]
    pub fn in_memory(language: &'static Language) -> Self {
        Self::at(None, None, language)
    }

    fn at(path: Option<PathBuf>, to_tell: Option<Trouble>, language: &'static Language) -> Self {
        let run = a_new_run();
        let (progress, unsaved) = (Progress::default(), Progress::default());
        Self {
            path,
            language,
            run,
            progress,
            unsaved,
            pending: false,
            to_tell,
            complained: false,
            locked: None,
            retry: None,
        }
    }

    /// Where it is, if anywhere.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// What is known so far.
    #[must_use]
    pub const fn progress(&self) -> &Progress {
        &self.progress
    }

    /// What this run is called.
    #[must_use]
    pub const fn run(&self) -> &Run {
        &self.run
    }

    /// Reads the file and changes nothing, not even what is broken.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn read(&mut self) -> Result<&Progress, Trouble> {
        match (&self.path, self.to_tell.take()) {
            (Some(path), _) => self.progress = look(path, self.language)?,
            (None, Some(why)) => return Err(why),
            (None, None) => {}
        }
        Ok(&self.progress)
    }

    /// Reads the file at the program's start; a broken one is moved aside.
    pub fn load(&mut self) -> Kept {
        let trouble = match self.read() {
            Ok(_) => None,
            Err(Trouble::Broken(..)) => self.update(|_| ()).err(),
            Err(trouble) => Some(trouble),
        };
        let message = trouble.and_then(|trouble| self.complain(&trouble));
        self.kept(message)
    }

    /// Takes in what was done. Nothing is written yet.
    pub fn keep(&mut self, actions: &Actions) {
        let at = self.progress.moment(now());
        let news = actions.stamped(&Stamp { at, run: self.run.clone() });
        self.progress.merge(&news);
        self.unsaved.merge(&news);
        self.pending = true;
    }

    /// Writes what came since the last time, with what other copies have written meanwhile; nothing if nothing came. What
    /// cannot be written is tried again the next time.
    pub fn save(&mut self) -> Option<Kept> {
        if !std::mem::take(&mut self.pending) {
            return None;
        }
        let trouble = self.update(|_| ()).err();
        let message = trouble.and_then(|trouble| self.complain(&trouble));
        Some(self.kept(message))
    }

    /// The same for whoever cannot wait: while somebody else has the lock nothing is written, and it is tried again later. After a
    /// while it is said, once.
    pub fn save_at_once(&mut self) -> Option<Kept> {
        if !self.pending || self.retry.is_some_and(|retry| retry > Instant::now()) {
            return None;
        }
        match self.update_within(Duration::ZERO, |_| ()) {
            Err(trouble) if trouble.is_locked() => {
                let since = *self.locked.get_or_insert_with(Instant::now);
                self.retry = Some(Instant::now() + RETRY);
                if since.elapsed() < PATIENCE {
                    return None;
                }
                let message = self.complain(&trouble)?;
                Some(self.kept(Some(message)))
            }
            result => {
                (self.pending, self.locked, self.retry) = (false, None, None);
                let message = result.err().and_then(|trouble| self.complain(&trouble));
                Some(self.kept(message))
            }
        }
    }

    /// How long until [`Self::save_at_once`] has to be called once more; `None` if there is nothing to write.
    #[must_use]
    pub fn retry_in(&self) -> Option<Duration> {
        let retry = self.retry.filter(|_| self.pending)?;
        Some(retry.saturating_duration_since(Instant::now()))
    }

    /// Tries a last time to write what is not in the file yet; a sentence if it stays unwritten.
    pub fn close(&mut self) -> Option<String> {
        self.pending = self.path.is_some() && !self.unsaved.is_empty();
        self.complained = false;
        self.save()?.message
    }

    /// Reads the file, adds what is not in it yet, changes it and writes it, in one go. A broken file is moved aside first, which is said although
    /// the change was made.
    ///
    /// # Errors
    /// Why nothing was written, or that a broken file is now elsewhere.
    pub fn update(&mut self, change: impl FnOnce(&mut Progress)) -> Result<(), Trouble> {
        self.update_within(PATIENCE, change)
    }

    /// The same, and the lock is waited for no longer than this.
    fn update_within(&mut self, patience: Duration, change: impl FnOnce(&mut Progress)) -> Result<(), Trouble> {
        let Some(path) = &self.path else { return Ok(()) };
        let failed = |error| Trouble::Disk(path.clone(), error);
        let _lock = lock(path, patience, self.language).map_err(failed)?;
        let (mut after, set_aside) = match look(path, self.language) {
            Ok(progress) => (progress, None),
            Err(Trouble::Broken(path, why)) => {
                let aside = aside::broken(&path).map_err(failed)?;
                // What was read before it broke is better than nothing.
                (self.progress.clone(), Some(Trouble::SetAside(path, aside, why)))
            }
            Err(trouble) => return Err(trouble),
        };
        let before = after.clone();
        after.merge(&self.unsaved);
        change(&mut after);
        if after != before || set_aside.is_some() {
            files::replace(path, &progress::write(&after), self.language).map_err(failed)?;
        }
        (self.progress, self.unsaved) = (after, Progress::default());
        set_aside.map_or(Ok(()), Err)
    }

    /// Takes a lesson out of the file, or everything; where the file as it was is kept now.
    ///
    /// # Errors
    /// Why nothing was changed.
    pub fn reset(&mut self, lesson: Option<&str>) -> Result<Option<PathBuf>, Trouble> {
        let Some(path) = &self.path else { return Ok(None) };
        let failed = |error| Trouble::Disk(path.clone(), error);
        let _lock = lock(path, PATIENCE, self.language).map_err(failed)?;
        let before = look(path, self.language)?;
        let mut after = Progress::default();
        if let Some(lesson) = lesson {
            after.clone_from(&before);
            after.lessons.remove(lesson);
        }
        let aside = aside::before_reset(path, &progress::write(&before)).map_err(failed)?;
        files::replace(path, &progress::write(&after), self.language).map_err(failed)?;
        self.progress = after;
        Ok(Some(aside))
    }

    fn kept(&self, message: Option<String>) -> Kept {
        Kept { progress: self.progress.clone(), run: self.run.clone(), message }
    }

    /// The sentence about a trouble. That nothing can be kept is said once.
    fn complain(&mut self, trouble: &Trouble) -> Option<String> {
        let is_news = matches!(trouble, Trouble::SetAside(..)) || !std::mem::replace(&mut self.complained, true);
        is_news.then(|| trouble.describe(self.language))
    }
}

fn lock(path: &Path, patience: Duration, language: &Language) -> io::Result<Lock> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    Lock::wait(&path.with_file_name(LOCK), patience, language)
}

/// What a file says; nothing if it is not there.
fn look(path: &Path, language: &Language) -> Result<Progress, Trouble> {
    let bytes = files::read(path, LARGEST, language).map_err(|error| Trouble::Disk(path.to_owned(), error))?;
    let Some(bytes) = bytes else { return Ok(Progress::default()) };
    let text = String::from_utf8(bytes).map_err(|_| Unreadable::Broken(language.files.not_utf8.to_owned()));
    text.and_then(|text| progress::read(&text)).map_err(|unreadable| match unreadable {
        Unreadable::Newer(format) => Trouble::Newer(path.to_owned(), format),
        Unreadable::Broken(why) => Trouble::Broken(path.to_owned(), why),
    })
}

/// A name that no other run has, whatever the clock says and however often the system gives the same number to a process.
fn a_new_run() -> Run {
    let chance = RandomState::new().hash_one(process::id());
    Run(format!("{}-{}-{chance:x}", now(), process::id()))
}

/// Milliseconds since 1970.
fn now() -> u64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::ProgressFile;
    use crate::language::ENGLISH;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_runs_have_the_same_name_even_at_the_same_moment() {
        let names: BTreeSet<_> = (0..100).map(|_| ProgressFile::in_memory(&ENGLISH).run().clone()).collect();
        assert_eq!(names.len(), 100);
    }
}
