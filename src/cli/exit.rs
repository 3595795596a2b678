//! Which exit code answers, and what is said with it.

use std::env;
use std::ffi::OsString;
use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;

use crate::headless::{CommandError, Output, Verdict};
use crate::language::Language;
use crate::say;
use crate::terminal::shell::ExitReason;
use crate::text::{clean_line, clean_text};

/// Findings, or something that failed.
pub const FAILED: u8 = 1;
/// Not understood, not found, or not possible here.
pub const MISUSE: u8 = 2;
/// The terminal has gone: 128 and SIGHUP, as if the signal had come.
const TERMINAL_GONE: u8 = 128 + 1;
/// The reader of our output has gone: 128 and SIGPIPE, as for any other program in a pipe.
const PIPE_CLOSED: u8 = 128 + 13;

/// What is said and answered when the screens are down again.
pub fn finished(ended: io::Result<ExitReason>, language: &Language) -> ExitCode {
    let words = &language.command_line;
    match ended {
        Ok(ExitReason::Quit) => ExitCode::SUCCESS,
        Ok(ExitReason::TerminalGone) => ExitCode::from(TERMINAL_GONE),
        Ok(ExitReason::NotATerminal(stream)) => complain(MISUSE, say!(language, words.no_terminal, stream)),
        Err(error) => complain(FAILED, say!(language, words.unusable, why = &error.to_string())),
    }
}

/// Runs a command that needs no terminal; what it found becomes the exit code, and what went wrong is said in this language.
pub fn answer<E: Into<CommandError>>(
    language: &Language,
    command: impl FnOnce(&mut Output) -> Result<Verdict, E>,
) -> ExitCode {
    let mut out = Output::stdout();
    let result = command(&mut out).map_err(Into::into).and_then(|verdict| {
        out.flush()?;
        Ok(verdict)
    });
    match result {
        Ok(Verdict::Fine) => ExitCode::SUCCESS,
        Ok(Verdict::Failed) => ExitCode::from(FAILED),
        Err(error) if error.is_closed_pipe() => ExitCode::from(PIPE_CLOSED),
        Err(error) => complain(MISUSE, error.describe(language)),
    }
}

/// Prints what was asked for, or what was not understood on the command line; an argument that a terminal would obey is made visible.
pub fn misunderstood(error: &clap::Error) -> ExitCode {
    let is_harmful = |argument: OsString| clean_line(&argument.to_string_lossy()) != argument.to_string_lossy();
    if !error.use_stderr() || !env::args_os().any(is_harmful) {
        error.exit();
    }
    let _ = write!(io::stderr(), "{}", clean_text(&error.render().to_string()));
    ExitCode::from(MISUSE)
}

/// Says on standard error what is wrong. Where that has gone too there is nobody left to tell.
pub fn complain(code: u8, problem: impl Display) -> ExitCode {
    let _ = writeln!(io::stderr(), "tcptutor: {}", clean_text(&problem.to_string()));
    ExitCode::from(code)
}
