//! What was only watched, a connection of a capture for instance, as a transcript.

use super::event::Event;
use super::session::{Done, Part, Path, Transcript};
use super::words::L;
use crate::sim::{PerSide, Record};
use crate::tcp::State;
use crate::text::clean_line;
use crate::timeline::ladder::{Beginning, Host};
use crate::timeline::{Certainty, Timeline};

/// A timeline up to its present step.
pub(super) fn transcript(timeline: &dyn Timeline, title: &str) -> Transcript {
    let mut lines = timeline.tcpdump_lines().into_iter();
    let mut inputs: Vec<Done> = Vec::new();
    for step in 1..=timeline.step() {
        let (records, happened) = happened(timeline, step);
        match inputs.last_mut() {
            // What only arrives belongs to what left before it.
            Some(last) if !records.iter().any(|record| !record.departures.is_empty()) => {
                last.records.extend(records);
                last.happened.extend(happened);
            }
            _ => inputs.push(Done { input: lines.next().unwrap_or_default(), happened, records }),
        }
    }
    let nothing = Beginning { states: PerSide::both(Certainty::Unknown), hosts: PerSide::both(Host::default()) };
    let state = |side| timeline.endpoint(side).state.state().map_or(L.windows.doubt, State::name);
    let part =
        Part { steps: [1, timeline.step()], inputs, mark: None, states: PerSide::from_fn(state), problems: Vec::new() };
    let begins = timeline.beginning().unwrap_or(nothing);
    Transcript {
        title: clean_line(title).into_owned(),
        names: timeline.names().map(str::to_owned),
        profile: L.capture.profile,
        paths: vec![Path { name: None, after: None, begins, parts: vec![part] }],
        without_effect: Vec::new(),
        ok: true,
    }
}

/// A step: what happened with its segment, and what is known after it.
fn happened(timeline: &dyn Timeline, step: usize) -> (Vec<Record>, Vec<Event>) {
    let mut records: Vec<Record> = Vec::new();
    timeline.each_record(step..step + 1, &mut |_, record| records.push(record.clone()));
    let message = timeline.account_of(step, L).map(|account| account.headline);
    let happened = records.first().map(|record| Event { what: message.unwrap_or_default(), ..Event::of(record) });
    (records, happened.into_iter().collect())
}
