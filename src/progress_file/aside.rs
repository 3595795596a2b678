//! What must not be lost is kept beside the file.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::disk::{create, free_name};

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

fn folder_of(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new("."))
}
