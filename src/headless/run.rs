//! `tcptutor run`: a lesson or a recorded session without a terminal.

use std::io::Write;

use crate::headless::Verdict;

/// Plays a lesson, by its id or from a file, and prints what happens.
///
/// # Errors
/// When there is no such lesson, or the output cannot be written.
pub fn run(_lesson: &str, _json: bool, _out: &mut impl Write) -> anyhow::Result<Verdict> {
    anyhow::bail!("`run` is not built yet")
}
