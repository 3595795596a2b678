//! The command line: what can be asked for, and which exit code answers.

use std::fmt::Display;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::headless::{self, Form, Output, Verdict};
use crate::lesson::catalogue;
use crate::text::clean_text;
use crate::tui::glyphs::Glyphs;
use crate::tui::home::Choice;
use crate::tui::model::Model;
use crate::tui::settings::Settings;
use crate::tui::shell::{self, ExitReason, ShellOptions};
use crate::tui::theme::Theme;

/// Findings, or something that failed.
const FAILED: u8 = 1;
/// Not understood, not found, or not possible here.
const MISUSE: u8 = 2;
/// The terminal has gone: 128 and SIGHUP, as if the signal had come.
const TERMINAL_GONE: u8 = 128 + 1;
/// The reader of our output has gone: 128 and SIGPIPE, as for any other program in a pipe.
const PIPE_CLOSED: u8 = 128 + 13;

/// Learn TCP's state machine by driving it, in a terminal.
#[derive(Debug, Parser)]
#[command(name = "tcptutor", version, max_term_width = 100)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
struct Global {
    /// Let nothing move by itself
    #[arg(long, global = true)]
    no_anim: bool,
    /// Draw with ASCII characters only
    #[arg(long, global = true)]
    ascii: bool,
    /// Use no colours (also where the environment has `NO_COLOR`)
    #[arg(long, global = true)]
    no_color: bool,
    /// Leave the mouse to the terminal
    #[arg(long, global = true)]
    no_mouse: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Play one lesson
    Lesson {
        /// The lesson's id, as `tcptutor` lists it
        id: String,
    },
    /// Drive two endpoints freely
    Sandbox {
        /// A recorded session to go on with: a file, or its short text
        session: Option<String>,
    },
    /// Find what is wrong with lessons and sessions
    Check {
        /// Lessons, sessions, and directories with them; the built-in lessons if none
        paths: Vec<PathBuf>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Print a recorded session in another form
    Convert {
        /// A file, or a session's short text
        session: String,
        /// The form
        #[arg(long, value_enum, default_value = "session")]
        to: Form,
    },
    /// Say where Linux departs from RFC 9293
    Profiles,
    /// Play a lesson or a recorded session without a terminal
    Run {
        /// A lesson's id, a file with a lesson or a session, or a session's short text
        what: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

/// Runs the command line of this process.
#[must_use]
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    match cli.command {
        None => interactive(&cli.global, Model::at_home(cli.global.settings())),
        Some(Command::Lesson { id }) => match catalogue::find(&id) {
            Some(entry) => interactive(&cli.global, Model::opened(cli.global.settings(), Choice::Lesson(entry.id))),
            None => complain(MISUSE, no_lesson(&id)),
        },
        Some(Command::Sandbox { session: None }) => {
            interactive(&cli.global, Model::opened(cli.global.settings(), Choice::Sandbox))
        }
        Some(Command::Sandbox { session: Some(session) }) => match headless::session(&session) {
            Ok(recording) => interactive(&cli.global, Model::sandbox_from(cli.global.settings(), &recording)),
            Err(error) => complain(MISUSE, format!("{error:#}")),
        },
        Some(Command::Check { paths, json }) => headless(|out| headless::check(&paths, json, out)),
        Some(Command::Convert { session, to }) => headless(|out| headless::convert(&session, to, out)),
        Some(Command::Profiles) => headless(headless::profiles),
        Some(Command::Run { what, json }) => headless(|out| headless::run(&what, json, out)),
    }
}

impl Global {
    fn settings(&self) -> Settings {
        let no_color = self.no_color || is_set("NO_COLOR");
        Settings {
            theme: if no_color { Theme::monochrome() } else { Theme::dark() },
            glyphs: if self.ascii { &Glyphs::ASCII } else { &Glyphs::UNICODE },
            animate: !self.no_anim,
        }
    }

    fn shell_options(&self) -> ShellOptions {
        ShellOptions { mouse: !self.no_mouse, panic_on_key: is_set("TCPTUTOR_TEST_PANIC") }
    }
}

fn no_lesson(id: &str) -> String {
    let meant = catalogue::meant(id).map(|meant| format!(" Did you mean `{meant}`?")).unwrap_or_default();
    let ids: Vec<&str> = catalogue::ENTRIES.iter().map(|entry| entry.id).collect();
    format!("there is no lesson `{id}`.{meant} There are: {}.", ids.join(", "))
}

fn is_set(variable: &str) -> bool {
    std::env::var_os(variable).is_some_and(|value| !value.is_empty())
}

fn interactive(global: &Global, mut app: Model) -> ExitCode {
    match shell::run(&mut app, global.shell_options()) {
        Ok(ExitReason::Quit) => ExitCode::SUCCESS,
        Ok(ExitReason::TerminalGone) => ExitCode::from(TERMINAL_GONE),
        Ok(ExitReason::NotATerminal(stream)) => complain(
            MISUSE,
            format!("this needs a terminal, and its {stream} is none. `tcptutor run` and `tcptutor check` need none."),
        ),
        Err(error) => complain(FAILED, format!("the terminal cannot be used: {error}")),
    }
}

fn headless(command: impl FnOnce(&mut Output) -> anyhow::Result<Verdict>) -> ExitCode {
    let mut out = Output::stdout();
    let result = command(&mut out).and_then(|verdict| {
        out.flush()?;
        Ok(verdict)
    });
    match result {
        Ok(Verdict::Fine) => ExitCode::SUCCESS,
        Ok(Verdict::Failed) => ExitCode::from(FAILED),
        Err(error) if headless::is_closed_pipe(&error) => ExitCode::from(PIPE_CLOSED),
        Err(error) => complain(MISUSE, format!("{error:#}")),
    }
}

/// Says on standard error what is wrong. Where that has gone too there is nobody left to tell.
fn complain(code: u8, problem: impl Display) -> ExitCode {
    let _ = writeln!(io::stderr(), "tcptutor: {}", clean_text(&problem.to_string()));
    ExitCode::from(code)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn switches_work_after_the_command_too() {
        let cli = Cli::parse_from(["tcptutor", "lesson", "handshake", "--ascii", "--no-anim"]);
        let settings = cli.global.settings();
        assert_eq!(settings.glyphs, &Glyphs::ASCII);
        assert!(!settings.animate);
    }
}
