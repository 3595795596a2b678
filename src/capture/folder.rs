//! Files that are to be chosen and opened: what a screen orders, and what it hears.

use super::recorded::Recorded;
use std::path::PathBuf;
use std::sync::Arc;

/// A file that begins as a capture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where it is.
    pub path: PathBuf,
    /// What it is called, free of what would steer a terminal.
    pub name: String,
    /// How many bytes it has, packed as it is.
    pub bytes: u64,
}

/// The captures of a folder, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folder {
    /// The captures.
    pub found: Vec<Found>,
    /// Whether there is more than was looked at.
    pub is_cut: bool,
}

/// A capture that was read.
#[derive(Clone, Debug)]
pub struct Captured {
    /// The capture.
    pub recorded: Arc<Recorded>,
    /// What could not be read of it, as a sentence without a full stop.
    pub complaint: Option<String>,
}

/// Nobody compares what is in two captures: one is the same as itself.
impl PartialEq for Captured {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.recorded, &other.recorded) && self.complaint == other.complaint
    }
}

impl Eq for Captured {}

/// What is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CaptureOrder {
    /// The captures of the working folder.
    List,
    /// What is in this file, or the captures of this folder.
    Open(PathBuf),
    /// Nothing any more: what is being read is not wanted.
    Stop,
}

/// What came of an order. What went wrong is a sentence without a full stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CaptureNews {
    /// The captures of the working folder.
    Listed(Result<Folder, String>),
    /// What was ordered is a folder: its captures.
    Entered(PathBuf, Result<Folder, String>),
    /// How many bytes of the file that was ordered were read, and how many it has, if that is known.
    Reading(PathBuf, u64, Option<u64>),
    /// What is in the file that was ordered.
    Opened(PathBuf, Result<Captured, String>),
}
