//! How the two ends are introduced, and what the user is told without asking.

use crate::language::{Language, Slot};
use crate::sim::{Call, PerSide};
use crate::tcp::{Errno, Signal, State};

/// The two ends as they are introduced, each with its letter and what it is called: `A (client)`.
#[must_use]
pub fn ends(names: PerSide<&str>) -> PerSide<String> {
    PerSide::from_fn(|side| match names[side] {
        name if name.is_empty() || name == side.letter() => side.letter().to_owned(),
        name => format!("{side} ({name})"),
    })
}

/// A sentence that introduces the two ends, which go by their letters after it.
#[must_use]
pub fn introduction(language: &Language, names: PerSide<&str>) -> String {
    let PerSide { a, b } = ends(names);
    language.filled(language.narration.introduced, &[("a", Slot::Text(&a)), ("b", Slot::Text(&b))])
}

/// What the user is told without asking, in the application's lane: `connect() ECONNREFUSED` where sockets give it an errno, the
/// RFC's words otherwise. `before` is the state that it ended.
#[must_use]
pub fn signal_label(signal: Signal, errno: Option<Errno>, before: State) -> String {
    match errno {
        None => signal.text().to_owned(),
        Some(errno) if connect_waits(before) => format!("{}() {errno}", Call::Connect.word()),
        Some(errno) => errno.to_string(),
    }
}

/// Whether it is `connect()` that hears of an end in this state: a passive OPEN is not told.
pub(super) const fn connect_waits(before: State) -> bool {
    matches!(before, State::SynSent | State::SynReceived)
}
