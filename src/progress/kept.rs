//! What the screens are told of the place where progress is kept.

use super::answers::Run;
use super::model::Progress;

/// What is known after a look at that place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// All of it, whoever wrote it.
    pub progress: Progress,
    /// What this run is called.
    pub run: Run,
    /// A sentence to show, if something is wrong that was not said before.
    pub message: Option<String>,
}
