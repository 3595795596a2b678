//! What can be asked of a check.

use std::path::PathBuf;

/// What is to be checked, and how it is told.
#[derive(Clone, Copy, Debug, Default)]
pub struct CheckOptions<'a> {
    /// Files, folders, and ids of lessons; the built-in lessons if there are none.
    pub what: &'a [PathBuf],
    /// Where else lessons are.
    pub folders: &'a [PathBuf],
    /// As JSON.
    pub json: bool,
    /// With what there is to know about each exercise.
    pub verbose: bool,
}
