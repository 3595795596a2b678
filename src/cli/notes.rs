//! `notes`: the speaker's notes in a second terminal.

use std::process::ExitCode;

use super::start::Start;

/// Follows a presenter; a process that is named is followed to its end, and has to be one.
#[cfg(unix)]
pub fn run(start: &Start, process: Option<u32>, plain: bool) -> ExitCode {
    use super::exit::{FAILED, answer, complain, finished};
    use super::screens::warn;
    use crate::notes_socket::presents;
    use crate::say;
    use crate::terminal::{Mailbox, ShellOptions, following, shell};
    use crate::tui::speaker::Speaker;

    let language = start.language;
    if let Some(process) = process.filter(|process| !presents(*process)) {
        return complain(FAILED, say!(language, language.command_line.no_presenter, process));
    }
    if plain {
        return answer(start.language, |out| crate::headless::plain_notes(process, out, language));
    }
    warn(start);
    let mailbox = Mailbox::default();
    if let Err(error) = following::start(process, mailbox.clone()) {
        return complain(FAILED, say!(language, language.command_line.cannot_follow, why = &error.to_string()));
    }
    let options = ShellOptions { mailbox, ..start.shell_options() };
    finished(shell::run(&mut Speaker::new(start.settings(), process), &options), language)
}

/// Says that this is no Unix system.
#[cfg(not(unix))]
pub fn run(start: &Start, _: Option<u32>, _: bool) -> ExitCode {
    super::exit::complain(super::exit::MISUSE, start.language.command_line.needs_unix)
}
