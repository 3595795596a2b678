//! The data of one connection, kept so that they can be written into another capture.

use std::collections::HashMap;
use std::ops::Range;

/// As many octets are kept; what comes after them counts as not captured.
const KEPT: usize = 64 << 20;

/// The data of one connection, as far as the capture has them.
#[derive(Clone, Debug, Default)]
pub struct Octets {
    /// Whose they are, by its place in the capture; `None`: nobody's.
    connection: Option<usize>,
    kept: Vec<u8>,
    /// Which of them are a packet's.
    of: HashMap<u64, Range<usize>>,
}

impl Octets {
    /// Those of a connection are to be kept, by its place in the capture.
    #[must_use]
    pub fn of(connection: usize) -> Self {
        Self { connection: Some(connection), ..Self::default() }
    }

    /// Keeps the data of a packet, if they are wanted and there is room for them.
    pub(super) fn keep(&mut self, connection: usize, packet: u64, data: &[u8]) {
        if self.connection != Some(connection) || data.is_empty() || self.kept.len() + data.len() > KEPT {
            return;
        }
        let from = self.kept.len();
        self.kept.extend_from_slice(data);
        self.of.insert(packet, from..self.kept.len());
    }

    /// The data of a packet, as far as they were kept.
    #[must_use]
    pub fn of_packet(&self, packet: u64) -> &[u8] {
        self.of.get(&packet).and_then(|range| self.kept.get(range.clone())).unwrap_or_default()
    }
}
