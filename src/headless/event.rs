//! What happened, as transcripts show it.

use std::io::Write;

use serde::Serialize;

use crate::narrate;
use crate::sim::Record;

/// Something that happened.
#[derive(Debug, Serialize)]
pub struct Event {
    micros: u64,
    at: String,
    side: &'static str,
    what: String,
    before: &'static str,
    after: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sent: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rules: Vec<String>,
}

impl Event {
    /// A record, told with the names of the two endpoints.
    pub fn of(record: &Record, names: &[&str; 2]) -> Self {
        let mut what = String::new();
        narrate::headline(record, names, None, &mut what);
        Self {
            micros: record.at.as_micros(),
            at: record.at.to_string(),
            side: record.side.letter(),
            what,
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

    /// One line: when, and what.
    pub fn print(&self, out: &mut impl Write) -> anyhow::Result<()> {
        writeln!(out, "  {:>10}  {}", self.at, self.what)?;
        Ok(())
    }

    /// A line for each segment that left, with its numbers.
    pub fn print_sent(&self, out: &mut impl Write) -> anyhow::Result<()> {
        for sent in &self.sent {
            writeln!(out, "  {:>10}    {sent}", "")?;
        }
        Ok(())
    }
}
