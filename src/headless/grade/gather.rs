//! The files of a class: folders in folders, as learning platforms export them, and every file accounted for.
//!
//! Whoever names `/` meant another folder, and a hand-in may hold any folders: the walk has limits, and says which of them it met.

use std::fs::{self, DirEntry};
use std::io;
use std::path::{Path, PathBuf};

use crate::headless::error::{CommandError, refuse};
use crate::headless::source::{is_hidden, is_toml, shown};
use crate::language::Language;
use crate::say;

/// As many files and folders are looked at in one class.
const MOST: usize = 20_000;
/// As many folders lie in one another.
pub const DEEPEST: usize = 32;

/// A file that may be a hand-in.
#[derive(Debug)]
pub struct Found {
    /// Where it is.
    pub path: PathBuf,
    /// Whether somebody means it to be a session: it was named, or is called as one. Of any other file that is none it is only said
    /// that it is none.
    pub meant: bool,
    /// Why nobody looked into it, if it is such a folder.
    pub closed: Option<Closed>,
}

/// Why a folder is not looked into.
#[derive(Clone, Copy, Debug)]
pub enum Closed {
    /// It lies too deep.
    Deep,
    /// It is another disk, or what only looks like one: `/proc`, a share of another machine.
    OtherDisk,
}

/// Why a folder's files are not known.
enum Failed {
    TooMany(PathBuf),
    Unreadable(io::Error),
}

impl From<io::Error> for Failed {
    fn from(error: io::Error) -> Self {
        Self::Unreadable(error)
    }
}

/// The files that were named, and all in the folders that were named, in the order of their names.
///
/// # Errors
/// A folder that was named and cannot be read, and more than anybody grades at once.
pub fn gather(paths: &[PathBuf], language: &Language) -> Result<Vec<Found>, CommandError> {
    let mut walk = Walk::default();
    for path in paths {
        if !path.is_dir() {
            walk.found.push(Found { path: path.clone(), meant: true, closed: None });
            continue;
        }
        walk.disk = fs::metadata(path).ok().and_then(|about| disk(&about));
        match walk.folder(path, 1) {
            Ok(()) => {}
            Err(Failed::Unreadable(error)) => return Err(CommandError::Unreadable(shown(path), error)),
            Err(Failed::TooMany(place)) => {
                let (words, most, place) = (&language.grading, MOST, &shown(&place));
                return refuse(say!(language, words.too_many, most, name = &shown(path), place));
            }
        }
    }
    Ok(walk.found)
}

/// A walk through folders.
#[derive(Default)]
struct Walk {
    found: Vec<Found>,
    /// How many files and folders were seen.
    seen: usize,
    /// The disk that the walk stays on, where there is such a thing.
    disk: Option<u64>,
}

impl Walk {
    /// Goes through a folder, which is the so manyth in another.
    fn folder(&mut self, path: &Path, depth: usize) -> Result<(), Failed> {
        let mut inside: Vec<(PathBuf, bool, Option<Closed>)> = Vec::new();
        for entry in fs::read_dir(path)? {
            let entry = entry?;
            self.seen += 1;
            if self.seen > MOST {
                return Err(Failed::TooMany(path.to_owned()));
            }
            // A link to a folder is not followed: it may lead back.
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            if !is_hidden(&entry.path()) {
                let closed = if is_folder { self.closed(&entry, depth) } else { None };
                inside.push((entry.path(), is_folder, closed));
            }
        }
        inside.sort_by(|(one, ..), (other, ..)| one.cmp(other));
        for (path, is_folder, closed) in inside {
            if closed.is_some() || !is_folder {
                let meant = closed.is_some() || is_toml(&path);
                self.found.push(Found { path, meant, closed });
                continue;
            }
            let before = self.found.len();
            // A folder that cannot be read is told of as a file that cannot, and so is one that is called as a session and holds nothing.
            let is_unreadable = match self.folder(&path, depth + 1) {
                Ok(()) => false,
                Err(Failed::Unreadable(_)) => true,
                Err(too_many) => return Err(too_many),
            };
            if is_unreadable || (is_toml(&path) && self.found.len() == before) {
                self.found.push(Found { path, meant: true, closed: None });
            }
        }
        Ok(())
    }

    /// Why a folder in one of this depth is not looked into.
    fn closed(&self, entry: &DirEntry, depth: usize) -> Option<Closed> {
        if depth >= DEEPEST {
            return Some(Closed::Deep);
        }
        let its = entry.metadata().ok().and_then(|about| disk(&about));
        (its.is_some() && its != self.disk).then_some(Closed::OtherDisk)
    }
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "other systems do not say it")]
fn disk(about: &fs::Metadata) -> Option<u64> {
    Some(std::os::unix::fs::MetadataExt::dev(about))
}

#[cfg(not(unix))]
fn disk(_: &fs::Metadata) -> Option<u64> {
    None
}
