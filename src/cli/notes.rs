//! `notes`: the speaker's notes in a second terminal.

use std::process::ExitCode;

use super::start::Start;

/// Follows a presenter.
#[cfg(unix)]
pub fn run(start: &Start, process: Option<u32>, plain: bool) -> ExitCode {
    use super::{FAILED, complain, finished, warn};
    use crate::tui::{following, shell, speaker::Speaker};

    if plain {
        return super::headless(|out| crate::headless::plain_notes(process, out));
    }
    warn(start);
    if let Err(error) = following::start(process) {
        return complain(FAILED, format!("nobody can be followed: {error}"));
    }
    finished(shell::run(&mut Speaker::new(start.settings()), start.shell_options()))
}

/// Says that this is no Unix system.
#[cfg(not(unix))]
pub fn run(_: &Start, _: Option<u32>, _: bool) -> ExitCode {
    super::complain(
        super::MISUSE,
        "`tcptutor notes` needs a Unix system: its two terminals talk through a Unix socket.",
    )
}
