//! Reading a text, and writing it so that it is there whole or not at all.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// No progress is larger than this; what is, is some other file.
const LARGEST: u64 = 64 * 1024 * 1024;

/// What is in a file; `None` if there is no such file.
pub fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut bytes = Vec::new();
    file.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        return Err(io::Error::other(format!("it has more than {LARGEST} bytes: that is no progress")));
    }
    Ok(Some(bytes))
}

/// Puts a text in the place of a file: under another name in the same folder first, and renamed when all of it is on the disk.
/// The caller holds the lock, so that nobody else uses that name.
pub fn replace(path: &Path, text: &str) -> io::Result<()> {
    // Where the file is a link somebody wants it elsewhere.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let unfinished = path.with_extension("unfinished");
    let mut file = File::create(&unfinished)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    drop(file);
    fs::rename(&unfinished, &path)?;
    sync_folder(&path);
    Ok(())
}

/// Writes a text into a file that is not there yet.
pub fn create(path: &Path, text: &str) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
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

/// The first of `STEM-1`, `STEM-2` and so on that does not exist.
pub fn free_name(folder: &Path, stem: &str) -> PathBuf {
    let named = |number: u32| folder.join(format!("{stem}-{number}"));
    (1..u32::MAX).map(named).find(|path| !path.exists()).unwrap_or_else(|| named(u32::MAX))
}
