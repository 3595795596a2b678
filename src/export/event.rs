//! What happened, as transcripts show it.

use serde::Serialize;

use super::moment::moment;
use super::words::L;
use crate::narrate::Headline;
use crate::sim::{Record, Side};
use crate::tcp::Instant;

/// Something that happened.
#[derive(Debug, Serialize)]
pub(super) struct Event {
    pub micros: u64,
    pub at: String,
    pub side: &'static str,
    pub what: String,
    pub before: &'static str,
    pub after: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sent: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<String>,
}

impl Event {
    /// When, as people say it.
    pub fn moment(&self) -> String {
        moment(Instant::from_micros(self.micros))
    }

    /// A record. The two ends go by their letters, as in the texts of lessons.
    pub fn of(record: &Record) -> Self {
        Self {
            micros: record.at.as_micros(),
            at: record.at.to_string(),
            side: record.side.letter(),
            what: Headline::of(L, record, Side::LETTERS).to_string(),
            before: record.before.name(),
            after: record.after.name(),
            sent: record
                .departures
                .iter()
                .map(|departure| format!("{} {}", departure.packet, departure.segment))
                .collect(),
            rules: record.outcome.rules.iter().map(|rule| rule.rule().to_string()).collect(),
        }
    }
}
