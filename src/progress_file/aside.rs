//! What must not be lost is kept beside the file.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::files::create;

/// Moves a broken file out of the way, as `progress.broken-1` and so on. The caller holds the lock.
pub fn broken(path: &Path) -> io::Result<PathBuf> {
    let aside = free_name(folder_of(path), "progress.broken");
    fs::rename(path, &aside)?;
    Ok(aside)
}

/// Writes a text beside the file, as `progress.before-reset-1` and so on. The caller holds the lock.
pub fn before_reset(path: &Path, text: &str) -> io::Result<PathBuf> {
    let aside = free_name(folder_of(path), "progress.before-reset");
    create(&aside, text)?;
    Ok(aside)
}

/// The first of `STEM-1`, `STEM-2` and so on that does not exist.
fn free_name(folder: &Path, stem: &str) -> PathBuf {
    let named = |number: u32| folder.join(format!("{stem}-{number}"));
    (1..u32::MAX).map(named).find(|path| !path.exists()).unwrap_or_else(|| named(u32::MAX))
}

fn folder_of(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new("."))
}
