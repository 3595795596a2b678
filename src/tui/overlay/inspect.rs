//! A segment's fields, and why its numbers are what they are.

use super::entry::Entry;
use crate::language::Language;
use crate::sim::PacketId;
use crate::text;
use crate::timeline::Timeline;
use crate::tui::theme::Role;

/// The column in which a field's value begins, and the one for its meaning.
const VALUE: usize = 18;
const MEANING: u16 = 30;

/// Title and entries.
pub fn content(timeline: &dyn Timeline, packet: PacketId, language: &'static Language) -> (String, Vec<Entry>) {
    let words = &language.windows;
    let Some(inspection) = timeline.inspect(packet, language) else {
        return (packet.to_string(), vec![Entry::words(words.inspect_gone)]);
    };
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
