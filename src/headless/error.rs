//! Why a command did not do what it was asked for.

use std::io;

use thiserror::Error;

use crate::progress_file::Trouble;

/// Why a command did not do what it was asked for, as a sentence for whoever asked.
#[derive(Debug, Error)]
pub enum CommandError {
    /// Nothing can be read from standard input or written to standard output any more.
    #[error(transparent)]
    Stream(#[from] io::Error),
    /// A file cannot be read.
    #[error("`{0}` cannot be read: {1}")]
    Unreadable(String, io::Error),
    /// A file cannot be written.
    #[error("`{0}` cannot be written: {1}")]
    Unwritable(String, io::Error),
    /// The learner's progress cannot be used.
    #[error(transparent)]
    Progress(#[from] Trouble),
    /// It makes no sense, or not here: the sentence says why.
    #[error("{0}")]
    Refused(String),
}

impl CommandError {
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
