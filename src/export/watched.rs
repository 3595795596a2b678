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
    let lines = timeline.tcpdump_lines();
    let inputs = (1..=timeline.step()).map(|step| {
        let line = lines.get(step - 1).cloned().unwrap_or_default();
        done(timeline, step, line)
    });
    let inputs = inputs.collect();
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

/// A segment: what came by, and what is known after it.
fn done(timeline: &dyn Timeline, step: usize, line: String) -> Done {
    let mut records: Vec<Record> = Vec::new();
    timeline.each_record(step..step + 1, &mut |_, record| records.push(record.clone()));
    let packet = records.iter().flat_map(|record| &record.departures).map(|departure| departure.packet).next();
    let message = packet.and_then(|packet| timeline.account(Some(packet), L)).map(|account| account.headline);
    let happened = records.first().map(|record| Event { what: message.unwrap_or_default(), ..Event::of(record) });
    Done { input: line, happened: happened.into_iter().collect(), records }
}
