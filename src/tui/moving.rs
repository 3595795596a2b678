//! Moving in a list or in a text, by a row or by a page.

use super::bindings::Command;

/// Where a command moves to from `at`, in steps of one or of a page, no further than `last`.
#[must_use]
pub fn moved(command: Command, at: usize, page: usize, last: usize) -> usize {
    match command {
        Command::Previous => at.saturating_sub(1),
        Command::Next => at.saturating_add(1),
        Command::PageUp => at.saturating_sub(page),
        Command::PageDown => at.saturating_add(page),
        Command::First => 0,
        Command::Last => last,
        _ => at,
    }
    .min(last)
}
