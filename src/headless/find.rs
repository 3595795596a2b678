//! Where a lesson's name leads: a built-in lesson, one in a folder of the user's, or a file.

use std::path::{Path, PathBuf};

use anyhow::{anyhow, bail};

use super::check::lesson_from_file;
use crate::lesson::{Lesson, catalogue};
use crate::text;

/// The lesson of this id, built in or in one of the folders, or the one in this file.
///
/// # Errors
/// A lesson that does not exist or does not compile.
pub fn find_lesson(what: &str, folders: &[PathBuf]) -> anyhow::Result<Lesson> {
    if let Some(entry) = catalogue::find(what) {
        return entry.compile().map_err(|findings| anyhow!("{} does not compile: {}", entry.file(), findings[0]));
    }
    let is_id = !what.contains(['/', '\\']);
    let in_folders = folders.iter().filter(|_| is_id).map(|folder| folder.join(format!("{what}.toml")));
    if let Some(file) = in_folders.into_iter().find(|file| file.is_file()) {
        return read(&file);
    }
    let path = Path::new(what);
    if path.is_dir() {
        bail!("`{}` is a directory; `tcptutor check` reads whole directories", text::clean_line(what));
    }
    if path.exists() {
        return read(path);
    }
    let meant = catalogue::meant(what).map(|meant| format!(" Did you mean `{meant}`?")).unwrap_or_default();
    let ids: Vec<&str> = catalogue::ENTRIES.iter().map(|entry| entry.id).collect();
    bail!("`{}` is neither a lesson nor a file.{meant} There are: {}.", text::clean_line(what), ids.join(", "))
}

fn read(file: &Path) -> anyhow::Result<Lesson> {
    lesson_from_file(file)?.map_err(|findings| anyhow!("this lesson does not compile\n\n{findings}"))
}
