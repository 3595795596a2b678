//! The segments of a capture, kept so that each of its connections can be looked at.

use super::mark::Sighting;

/// As many segments are kept; of a longer capture the beginning can be looked at.
const KEPT: usize = 300_000;

/// The segments of a capture that is being read.
#[derive(Debug, Default)]
pub struct Segments {
    kept: Vec<Sighting>,
}

impl Segments {
    /// Keeps a segment.
    pub fn keep(&mut self, sighting: &Sighting) {
        if self.kept.len() < KEPT {
            self.kept.push(*sighting);
        }
    }

    /// Those that were kept, in the order of the file.
    pub(super) fn kept(&self) -> &[Sighting] {
        &self.kept
    }
}
