//! Why something happened: every rule that was cited, in order, with its place and its arithmetic.

use super::reading::Entry;
use crate::narrate;
use crate::sim::PacketId;
use crate::tui::stage::{Game, record_to_explain};
use crate::tui::theme::Role;

/// The column in which a rule's words begin.
const WORDS: u16 = 4;

/// Title and entries: about this packet's arrival, or else about the last thing that happened.
pub fn content(game: &Game, packet: Option<PacketId>) -> (String, Vec<Entry>) {
    let history = game.history();
    let title = "why".to_owned();
    let Some((step, record)) = record_to_explain(history, packet) else {
        return (title, vec![Entry::words("Nothing has happened yet.")]);
    };
    let (before, after) = (history.world_at(step - 1), history.world_at(step));
    let named = game.named_in(&record);
    let names = [named[0].as_str(), named[1].as_str()];
    let mut headline = String::new();
    narrate::headline(&record, &names, narrate::times_sent(&after, &record), &mut headline);
    let mut entries = vec![Entry::words(format!("**{headline}**"))];
    let reasons = narrate::why(&record, narrate::tcb_of(&before, &record));
    if reasons.is_empty() {
        entries.push(Entry::words("No rule of TCP had a say in it."));
    }
    for (number, reason) in (1..).zip(reasons) {
        entries.push(Entry::gap());
        entries.push(Entry::pair(format!("{number:>2}"), Role::Key, WORDS, reason.marked()));
        if let Some(arithmetic) = reason.arithmetic {
            entries.push(Entry::pair("", Role::Text, WORDS, format!("`{arithmetic}`")));
        }
    }
    (title, entries)
}
