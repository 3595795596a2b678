//! A segment's fields, and why its numbers are what they are.

use super::reading::Entry;
use crate::language::Language;
use crate::narrate::{self, Numbers};
use crate::sim::{Departure, Happening, PacketId, Record};
use crate::tcp::Segment;
use crate::text;
use crate::tui::stage::Game;
use crate::tui::theme::Role;

/// How far back a segment's departure is looked for.
const STEPS: usize = 300;
/// The column in which a field's value begins, and the one for its meaning.
const VALUE: usize = 18;
const MEANING: u16 = 30;

/// Title and entries.
pub fn content(game: &Game, packet: PacketId, language: &'static Language) -> (String, Vec<Entry>) {
    let words = &language.windows;
    let history = game.history();
    let step = history.step();
    let records = history.records(step.saturating_sub(STEPS) + 1..step + 1);
    let found = records.iter().rev().find_map(|(step, record)| Some((*step, record, departure(record, packet)?)));
    let Some((step, record, departure)) = found else {
        return (packet.to_string(), vec![Entry::words(words.inspect_gone)]);
    };
    let numbers = Numbers::of_record(record, &history.world_at(step - 1), &history.world_at(step));
    let inspection =
        narrate::inspect((packet, departure.origin), &departure.segment, numbers.as_ref(), answered(record));
    let mut entries = vec![Entry::words(inspection.origin), Entry::gap()];
    for field in inspection.fields {
        let head = text::padded(field.name, VALUE) + &field.value;
        entries.push(Entry::pair(head, Role::Code, MEANING, field.meaning));
    }
    entries.push(Entry::gap());
    entries.push(Entry::pair(words.inspect_seq, Role::Strong, 14, inspection.seq));
    entries.push(Entry::pair(words.inspect_ack, Role::Strong, 14, inspection.ack));
    (inspection.title, entries)
}

fn departure(record: &Record, packet: PacketId) -> Option<&Departure> {
    record.departures.iter().find(|departure| departure.packet == packet)
}

/// The segment whose arrival made this record.
const fn answered(record: &Record) -> Option<&Segment> {
    match &record.happening {
        Happening::Arrival { segment, .. } => Some(segment),
        _ => None,
    }
}
