//! What can be wrong with the file, each as a sentence for whoever's progress it is.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::progress::Unreadable;
use crate::text::clean_line;

/// Why progress is not kept, or that something is not as it should be.
#[derive(Debug, Error)]
pub enum Trouble {
    /// The user wants it so.
    #[error("Nothing of this is kept: you asked for that with `--private`.")]
    Private,
    /// There is no place for it.
    #[error("Your progress is not kept: this user has no home. `TCPTUTOR_DATA_DIR` can name a folder.")]
    Homeless,
    /// A newer version of the program keeps it.
    #[error("Your progress is not kept: `{}` stays as it is, because {}.", shown(.0), .1)]
    Newer(PathBuf, Unreadable),
    /// The file is broken.
    #[error("`{}` is broken, because {}. The next lesson keeps it aside and begins a new one.", shown(.0), .1)]
    Broken(PathBuf, Unreadable),
    /// The file was broken, and is not lost.
    #[error("`{}` was broken, because {}. It is kept as `{}`, and a new one begins.", shown(.0), .2, shown(.1))]
    SetAside(PathBuf, PathBuf, Unreadable),
    /// The disk refuses.
    #[error("Your progress is not kept: `{}` cannot be used: {}.", shown(.0), .1)]
    Disk(PathBuf, io::Error),
}

fn shown(path: &Path) -> String {
    clean_line(&path.to_string_lossy()).into_owned()
}
