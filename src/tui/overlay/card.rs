//! A state's card: what it is, who has to act, how to see it, what to beware of.

use super::entry::Entry;
use crate::language::Language;
use crate::narrate;
use crate::sim::Side;
use crate::tcp::State;
use crate::timeline::Timeline;

/// Title and entries. Without a state it is the side's present one, and who waits for whom comes first; where the present one is
/// not certain, that is said, and every state that it may be has its card.
pub fn content(timeline: &dyn Timeline, side: Side, state: Option<State>, language: &Language) -> (String, Vec<Entry>) {
    let known = timeline.endpoint(side).state;
    let names = timeline.names();
    let mut entries = Vec::new();
    if state.is_none() {
        let waiting = timeline.waiting(side, names, language);
        let doubt = known.describe(names[side], language);
        for words in [Some(waiting), doubt].into_iter().flatten().filter(|words| !words.is_empty()) {
            entries.extend([Entry::words(words), Entry::gap()]);
        }
    }
    if let Some(state) = state.or(known.state()) {
        entries.extend(of_state(state, language));
        return (state.name().to_owned(), entries);
    }
    for state in known.states().iter() {
        entries.push(Entry::heading(state.name()));
        entries.extend(of_state(state, language));
        entries.push(Entry::gap());
    }
    (known.forms(language).into_iter().next().unwrap_or_default(), entries)
}

fn of_state(state: State, language: &Language) -> impl Iterator<Item = Entry> {
    narrate::card(language, state).paragraphs(language).into_iter().map(Entry::words)
}
