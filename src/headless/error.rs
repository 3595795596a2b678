//! Why a command did not do what it was asked for.

use std::io;

use crate::language::Language;
use crate::progress_file::Trouble;
use crate::say;

/// Why a command did not do what it was asked for.
#[derive(Debug)]
pub enum CommandError {
    /// Nothing can be read from standard input or written to standard output any more.
    Stream(io::Error),
    /// A file cannot be read.
    Unreadable(String, io::Error),
    /// A file cannot be written.
    Unwritable(String, io::Error),
    /// The learner's progress cannot be used.
    Progress(Trouble),
    /// It makes no sense, or not here: the sentence says why.
    Refused(String),
}

impl From<io::Error> for CommandError {
    fn from(error: io::Error) -> Self {
        Self::Stream(error)
    }
}

impl From<Trouble> for CommandError {
    fn from(trouble: Trouble) -> Self {
        Self::Progress(trouble)
    }
}

impl CommandError {
    /// Why, in a sentence for whoever asked.
    #[must_use]
    pub fn describe(&self, language: &Language) -> String {
        let words = &language.sources;
        match self {
            Self::Stream(error) => error.to_string(),
            Self::Unreadable(name, error) => say!(language, words.unreadable, name, why = &error.to_string()),
            Self::Unwritable(name, error) => say!(language, words.unwritable, name, why = &error.to_string()),
            Self::Progress(trouble) => trouble.describe(language),
            Self::Refused(why) => why.clone(),
        }
    }

    /// Whether the reader of the output has gone: not a fault, and nothing to complain about.
    #[must_use]
    pub fn is_closed_pipe(&self) -> bool {
        match self {
            Self::Stream(error) | Self::Unreadable(_, error) | Self::Unwritable(_, error) => {
                error.kind() == io::ErrorKind::BrokenPipe
            }
            Self::Progress(_) | Self::Refused(_) => false,
        }
    }
}

/// Refuses what was asked for, and says why.
///
/// # Errors
/// Always.
pub fn refuse<T>(why: impl Into<String>) -> Result<T, CommandError> {
    Err(CommandError::Refused(why.into()))
}
