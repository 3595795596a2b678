//! What can be wrong with the file, each as a sentence for whoever's progress it is.

use std::io;
use std::path::{Path, PathBuf};

use crate::language::Language;
use crate::progress::FORMAT;
use crate::say;
use crate::text::clean_line;

/// Why progress is not kept, or that something is not as it should be.
#[derive(Debug)]
pub enum Trouble {
    /// The user wants it so.
    Private,
    /// There is no place for it.
    Homeless,
    /// A newer version of the program keeps it, in this format.
    Newer(PathBuf, u64),
    /// The file is broken, and why.
    Broken(PathBuf, String),
    /// The file was broken, and is not lost: where it is kept, and why.
    SetAside(PathBuf, PathBuf, String),
    /// The disk refuses.
    Disk(PathBuf, io::Error),
}

impl Trouble {
    /// Whole sentences about it.
    #[must_use]
    pub fn describe(&self, language: &Language) -> String {
        let words = &language.files;
        match self {
            Self::Private => words.private.to_owned(),
            Self::Homeless => words.homeless.to_owned(),
            Self::Newer(file, format) => {
                let (file, format, known) = (&shown(file), &format.to_string(), &FORMAT.to_string());
                say!(language, words.newer, file, format, known)
            }
            Self::Broken(file, why) => say!(language, words.broken, file = &shown(file), why),
            Self::SetAside(file, aside, why) => {
                say!(language, words.set_aside, file = &shown(file), aside = &shown(aside), why)
            }
            Self::Disk(file, error) => say!(language, words.disk, file = &shown(file), why = &error.to_string()),
        }
    }

    /// Whether another copy of the program has the file at the moment.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        matches!(self, Self::Disk(_, error) if error.kind() == io::ErrorKind::WouldBlock)
    }
}

fn shown(path: &Path) -> String {
    clean_line(&path.to_string_lossy()).into_owned()
}
