//! A state's card: what it is, who has to act, how to see it, what to beware of.

use super::reading::Entry;
use crate::narrate;
use crate::sim::Side;
use crate::tcp::State;
use crate::tui::stage::Game;

/// Title and entries. Without a state it is the side's present one, and who waits for whom comes first.
pub fn content(game: &Game, side: Side, state: Option<State>) -> (String, Vec<Entry>) {
    let world = game.world();
    let names = game.names();
    let mut entries = Vec::new();
    if state.is_none() {
        entries.extend([Entry::words(narrate::waiting(world, side, names)), Entry::gap()]);
    }
    let state = state.unwrap_or(world.host(side).state());
    entries.extend(narrate::card(state).paragraphs().into_iter().map(Entry::words));
    (state.name().to_owned(), entries)
}
