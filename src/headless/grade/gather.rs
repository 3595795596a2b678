//! The files of a class: folders to any depth, as learning platforms export them, and every file accounted for.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::headless::error::CommandError;
use crate::headless::source::{is_hidden, is_toml, shown};

/// A file that may be a hand-in.
#[derive(Debug)]
pub struct Found {
    /// Where it is.
    pub path: PathBuf,
    /// Whether somebody means it to be a session: it was named, or is called as one. Of any other file that is none it is only said
    /// that it is none.
    pub meant: bool,
}

/// The files that were named, and all in the folders that were named, in the order of their names.
///
/// # Errors
/// A folder that was named and cannot be read.
pub fn gather(paths: &[PathBuf]) -> Result<Vec<Found>, CommandError> {
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() {
            folder(path, &mut found).map_err(|error| CommandError::Unreadable(shown(path), error))?;
        } else {
            found.push(Found { path: path.clone(), meant: true });
        }
    }
    Ok(found)
}

fn folder(path: &Path, found: &mut Vec<Found>) -> io::Result<()> {
    let mut inside: Vec<(PathBuf, bool)> = Vec::new();
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        // A link to a folder is not followed: it may lead back.
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if !is_hidden(&entry.path()) {
            inside.push((entry.path(), is_folder));
        }
    }
    inside.sort();
    for (path, is_folder) in inside {
        let before = found.len();
        // A folder that cannot be read is told of as a file that cannot, and so is one that is called as a session and holds nothing.
        let is_file = !is_folder || folder(&path, found).is_err() || (is_toml(&path) && found.len() == before);
        if is_file {
            let meant = is_toml(&path) || is_folder;
            found.push(Found { path, meant });
        }
    }
    Ok(())
}
