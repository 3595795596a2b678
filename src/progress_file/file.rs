//! The file as the program uses it: actions go in, progress comes out, and what is wrong is said once.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process;
use std::time::SystemTime;

use super::aside;
use super::lock::Lock;
use super::trouble::Trouble;
use crate::files;
use crate::language::Language;
use crate::progress::{self, Actions, Kept, Progress, Run, Stamp, Unreadable};
use crate::say;

/// The file's name in its folder.
const NAME: &str = "progress.json";
/// The name of the file that the lock stands on.
const LOCK: &str = "progress.lock";
/// No progress is larger than this, in octets; what is, is some other file.
pub const LARGEST: u64 = 64 * 1024 * 1024;

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
        let run = Run(format!("{}-{}", now(), process::id()));
        let (progress, unsaved) = (Progress::default(), Progress::default());
        Self { path, language, run, progress, unsaved, pending: false, to_tell, complained: false }
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
        let told = trouble.and_then(|trouble| self.complain(&trouble));
        self.kept(told)
    }

    /// Takes in what was done. Nothing is written yet.
    pub fn keep(&mut self, actions: &Actions) {
        let news = actions.stamped(&Stamp { at: now(), run: self.run.clone() });
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
        let told = trouble.and_then(|trouble| self.complain(&trouble));
        Some(self.kept(told))
    }

    /// Tries a last time to write what is not in the file yet; a sentence if it stays unwritten.
    pub fn close(&mut self) -> Option<String> {
        self.pending = self.path.is_some() && !self.unsaved.is_empty();
        self.complained = false;
        self.save()?.told
    }

    /// Reads the file, adds what is not in it yet, changes it and writes it, in one go. A broken file is moved aside first, which is said although
    /// the change was made.
    ///
    /// # Errors
    /// Why nothing was written, or that a broken file is now elsewhere.
    pub fn update(&mut self, change: impl FnOnce(&mut Progress)) -> Result<(), Trouble> {
        let Some(path) = &self.path else { return Ok(()) };
        let failed = |error| Trouble::Disk(path.clone(), error);
        let _lock = lock(path, self.language).map_err(failed)?;
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
            files::replace(path, &progress::write(&after)).map_err(failed)?;
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
        let _lock = lock(path, self.language).map_err(failed)?;
        let before = look(path, self.language)?;
        let mut after = Progress::default();
        if let Some(lesson) = lesson {
            after.clone_from(&before);
            after.lessons.remove(lesson);
        }
        let aside = aside::before_reset(path, &progress::write(&before)).map_err(failed)?;
        files::replace(path, &progress::write(&after)).map_err(failed)?;
        self.progress = after;
        Ok(Some(aside))
    }

    fn kept(&self, told: Option<String>) -> Kept {
        Kept { progress: self.progress.clone(), run: self.run.clone(), told }
    }

    /// The sentence about a trouble. That nothing can be kept is said once.
    fn complain(&mut self, trouble: &Trouble) -> Option<String> {
        let is_news = matches!(trouble, Trouble::SetAside(..)) || !std::mem::replace(&mut self.complained, true);
        is_news.then(|| trouble.told(self.language))
    }
}

fn lock(path: &Path, language: &Language) -> io::Result<Lock> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    Lock::wait(&path.with_file_name(LOCK), language)
}

/// What a file says; nothing if it is not there.
fn look(path: &Path, language: &Language) -> Result<Progress, Trouble> {
    let bytes =
        files::read(path, LARGEST).map_err(|error| Trouble::Disk(path.to_owned(), too_large(error, language)))?;
    let Some(bytes) = bytes else { return Ok(Progress::default()) };
    let text = String::from_utf8(bytes).map_err(|_| Unreadable::Broken(language.files.not_utf8.to_owned()));
    text.and_then(|text| progress::read(&text)).map_err(|unreadable| match unreadable {
        Unreadable::Newer(format) => Trouble::Newer(path.to_owned(), format),
        Unreadable::Broken(why) => Trouble::Broken(path.to_owned(), why),
    })
}

/// Says of a file that is too large what is too large about it.
fn too_large(error: io::Error, language: &Language) -> io::Error {
    match error.kind() {
        io::ErrorKind::FileTooLarge => {
            io::Error::other(say!(language, language.files.too_large, n = &LARGEST.to_string()))
        }
        _ => error,
    }
}

/// Milliseconds since 1970.
fn now() -> u64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}
