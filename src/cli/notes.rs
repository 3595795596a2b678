//! `notes`: the speaker's notes in a second terminal.

use std::process::ExitCode;

use super::start::Start;

/// Follows a presenter; a process that is named is followed to its end, and has to be one.
#[cfg(unix)]
pub fn run(start: &Start, process: Option<u32>, plain: bool) -> ExitCode {
    use super::exit::{FAILED, answer, complain, finished};
    use super::screens::warn;
    use crate::notes_socket::presents;
    use crate::terminal::{Mailbox, ShellOptions, following, shell};
    use crate::tui::speaker::Speaker;

    if let Some(process) = process.filter(|process| !presents(*process)) {
        return complain(
            FAILED,
            format!("process {process} does not present; without `--pid` whoever presents is followed"),
        );
    }
    if plain {
        return answer(|out| crate::headless::plain_notes(process, out, start.language));
    }
    warn(start);
    let mailbox = Mailbox::default();
    if let Err(error) = following::start(process, mailbox.clone()) {
        return complain(FAILED, format!("no presenter can be followed: {error}"));
    }
    let options = ShellOptions { mailbox, ..start.shell_options() };
    finished(shell::run(&mut Speaker::new(start.settings(), process), &options))
}

/// Says that this is no Unix system.
#[cfg(not(unix))]
pub fn run(_: &Start, _: Option<u32>, _: bool) -> ExitCode {
    super::exit::complain(
        super::exit::MISUSE,
        "`tcptutor notes` needs a Unix system: its two terminals talk through a Unix socket.",
    )
}
