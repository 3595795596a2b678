//! Files that are there whole or not at all, and never in the place of one that nobody meant.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process;

/// As many files as may have names that differ only by a number.
const MOST: u32 = 1000;

/// What is in a file of at most `largest` octets; `None` if there is no such file.
///
/// # Errors
/// When the file cannot be read, and [`io::ErrorKind::FileTooLarge`].
pub fn read(path: &Path, largest: u64) -> io::Result<Option<Vec<u8>>> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut bytes = Vec::new();
    file.take(largest + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > largest { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(Some(bytes)) }
}

/// Puts a text in the place of a file, the whole of it or nothing: it is written beside the file first, and takes its place when
/// all of it is on the disk.
///
/// # Errors
/// When it cannot be written; what was there is there still.
pub fn replace(path: &Path, text: &str) -> io::Result<()> {
    // A device or a pipe is written to and not replaced.
    if fs::metadata(path).is_ok_and(|about| !about.is_file() && !about.is_dir()) {
        return fs::write(path, text);
    }
    // Where the file is a link somebody wants it elsewhere.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let mut name = OsString::from(".");
    name.push(path.file_name().ok_or(io::ErrorKind::IsADirectory)?);
    name.push(format!(".{}.part", process::id()));
    let part = path.with_file_name(name);
    let written = create(&part, text).and_then(|()| fs::rename(&part, &path));
    match written {
        Ok(()) => sync_folder(&path),
        Err(_) => drop(fs::remove_file(&part)),
    }
    written
}

/// Writes a text into a file that is not there yet.
///
/// # Errors
/// When it cannot be written, and [`io::ErrorKind::AlreadyExists`].
pub fn create(path: &Path, text: &str) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// Writes a text into the first of `STEM.ENDING`, `STEM-2.ENDING` and so on that is not there yet; which one that was.
///
/// # Errors
/// When it cannot be written, or all of these names are taken.
pub fn create_numbered(stem: &Path, ending: &str, text: &str) -> io::Result<PathBuf> {
    for number in 1..=MOST {
        let mut name = OsString::from(stem);
        if number > 1 {
            name.push(format!("-{number}"));
        }
        name.push(ending);
        match create(Path::new(&name), text) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            written => return written.map(|()| name.into()),
        }
    }
    Err(io::Error::other(format!("there are {MOST} files of this name already")))
}

/// Makes a rename survive a power cut. Where a folder cannot be synced the file is whole all the same, the old one or the new.
fn sync_folder(path: &Path) {
    #[cfg(unix)]
    if let Some(folder) = path.parent() {
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
    #[cfg(not(unix))]
    let _ = path;
}
