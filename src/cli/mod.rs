//! The command line: what can be asked for, and which exit code answers.

mod doctor;
mod formats;
mod notes;
mod present;
mod progress;
mod start;

use std::fmt::Display;
use std::io::{self, BufReader, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::builder::PossibleValuesParser;
use clap::{CommandFactory, Parser, Subcommand};
use clap_complete::Shell;

use crate::export::Format;
use crate::headless::{self, CheckOptions, Form, GradeFormat, Lines, Output, Verdict};
use crate::language::ENGLISH;
use crate::lesson::{Lesson, format};
use crate::terminal::shell::{self, ExitReason};
use crate::terminal::{Keeper, ShellOptions};
use crate::text::clean_text;
use crate::tui::model::Model;
use crate::tui::stage::Autoplay;
use crate::tui::stage::clock::SPEEDS;
use crate::tui::theme::ThemeName;
use crate::{config, tcp};
use start::Start;

/// Findings, or something that failed.
const FAILED: u8 = 1;
/// Not understood, not found, or not possible here.
const MISUSE: u8 = 2;
/// The terminal has gone: 128 and SIGHUP, as if the signal had come.
const TERMINAL_GONE: u8 = 128 + 1;
/// The reader of our output has gone: 128 and SIGPIPE, as for any other program in a pipe.
const PIPE_CLOSED: u8 = 128 + 13;

/// Learn TCP's state machine by driving it, in a terminal.
///
/// Without a command the home screen opens: lessons by chapter, and the sandbox. `?` shows the keys wherever you are.
#[derive(Debug, Parser)]
#[command(name = "tcptutor", version, max_term_width = 100)]
#[command(
    after_help = "Colours, keys and more: `tcptutor config` prints a configuration to start from, `tcptutor doctor` \
                        says where it belongs."
)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Option<Command>,
}

/// What every command understands.
#[derive(Debug, Default, clap::Args)]
#[command(next_help_heading = "Look and feel")]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Global {
    /// The colours
    #[arg(long, global = true, value_name = "NAME")]
    #[arg(value_parser = PossibleValuesParser::new(ThemeName::NAMES.map(|(name, _)| name)))]
    theme: Option<String>,
    /// How fast segments travel at the start
    #[arg(long, global = true, value_name = "SPEED")]
    #[arg(value_parser = PossibleValuesParser::new(SPEEDS.map(|(_, name)| name)))]
    speed: Option<String>,
    /// Let nothing move by itself
    #[arg(long, global = true)]
    no_anim: bool,
    /// Let segments travel, whatever the configuration says
    #[arg(long, global = true, hide_short_help = true, overrides_with = "no_anim")]
    anim: bool,
    /// Draw with ASCII characters only
    #[arg(long, global = true)]
    ascii: bool,
    /// Draw with box-drawing characters, whatever the locale says
    #[arg(long, global = true, hide_short_help = true, overrides_with = "ascii")]
    unicode: bool,
    /// Use no colours (also where the environment has `NO_COLOR`)
    #[arg(long, global = true)]
    no_color: bool,
    /// Leave the mouse to the terminal
    #[arg(long, global = true)]
    no_mouse: bool,
    /// Take the mouse, whatever the configuration says
    #[arg(long, global = true, hide_short_help = true, overrides_with = "no_mouse")]
    mouse: bool,
    /// Keep nothing of what is done, and show nothing of what was done before
    #[arg(long, global = true)]
    private: bool,
    /// Read this configuration instead of the usual one
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// A folder with further lessons, beside those of the configuration; may be given again
    #[arg(long, global = true, value_name = "DIR")]
    lessons: Vec<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Play one lesson
    Lesson {
        /// A lesson's id, as `tcptutor` lists it, or a file
        #[arg(value_name = "ID or FILE")]
        id: String,
        /// As a dialogue, line by line, for screen readers and pipes
        #[arg(long)]
        plain: bool,
        /// Read the file again whenever it changes, and go on at the step that is being written
        #[arg(long, conflicts_with = "plain")]
        watch: bool,
    },
    /// Present a lesson to a room
    ///
    /// In large, with the keys of a remote clicker. Nothing of it counts as your progress.
    Present {
        /// A lesson's id, as `tcptutor` lists it, or a file
        #[arg(value_name = "ID or FILE")]
        id: String,
        /// Go on by itself after each such time, as 8s or 1m
        #[arg(long, value_name = "TIME", value_parser = present::pause)]
        auto: Option<Duration>,
        /// Begin again at the end
        #[arg(long = "loop")]
        repeat: bool,
        /// Begin at this step, counted from 1
        #[arg(long, value_name = "N")]
        step: Option<usize>,
    },
    /// Follow a presentation in a second terminal: the speaker's notes, and what comes next
    ///
    /// Both terminals have to be on the same machine and of the same user. With a lesson nobody is followed: all its notes are
    /// printed, page by page, each with its text and its answer, to prepare for the presentation.
    Notes {
        /// Print the notes of this lesson instead: built in or of your own, or a file
        #[arg(value_name = "ID or FILE", conflicts_with = "pid")]
        id: Option<String>,
        /// As lines, for screen readers and pipes
        #[arg(long)]
        plain: bool,
        /// Follow that process and not the newest presenter, and end with it
        #[arg(long, value_name = "NUMBER")]
        pid: Option<u32>,
    },
    /// Answer the questions again that you missed
    Review {
        /// As a dialogue, line by line, for screen readers and pipes
        #[arg(long)]
        plain: bool,
    },
    /// Show, move or forget what you have done so far
    Progress {
        #[command(subcommand)]
        what: Option<progress::What>,
    },
    /// Drive two endpoints freely
    Sandbox {
        /// A recorded session to go on with: a file, or its short text
        #[arg(value_name = "FILE or TEXT")]
        session: Option<String>,
        /// Which TCP both hosts run
        #[arg(long, value_name = "NAME", conflicts_with = "session")]
        #[arg(value_parser = PossibleValuesParser::new(tcp::Profile::NAMES))]
        profile: Option<String>,
        /// As a dialogue, line by line, for screen readers and pipes
        #[arg(long, conflicts_with = "session")]
        plain: bool,
    },
    /// Play a lesson or a recorded session without a terminal
    ///
    /// Questions get the right answer, tasks a shortest way; the exit code is 1 if the lesson does not keep its promises.
    Run {
        /// A lesson's id, a file with a lesson or a session, or a session's short text
        #[arg(value_name = "ID, FILE or TEXT")]
        what: String,
        /// What it is written as
        #[arg(long, value_enum, default_value = "text")]
        format: Format,
        /// Short for --format json
        #[arg(long, conflicts_with = "format")]
        json: bool,
        /// Write into this file instead of standard output
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Find what is wrong with lessons and sessions
    Check {
        /// Lessons, sessions, directories with them, and ids of lessons; the built-in lessons if none
        #[arg(value_name = "FILE, DIR or ID")]
        paths: Vec<PathBuf>,
        /// Say of each task how many moves are enough, and how many ways are as short
        #[arg(long, short)]
        verbose: bool,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Write a lesson to start from, as ID.toml in the present folder
    New {
        /// The new lesson's id: small letters, digits and `-`
        id: String,
        /// A recorded session whose run the lesson shows: a file, or its short text
        #[arg(long, value_name = "FILE or TEXT")]
        from: Option<String>,
    },
    /// Print the JSON Schema of lessons, for editors that complete and check TOML
    Schema,
    /// Play handed-in sessions again and say who reached the goals
    ///
    /// A session that was saved in a lesson says which lesson it was and what was answered. Its inputs are played in that lesson:
    /// which goals were reached, in how many moves, and how many are enough. The exit code is 1 if a session cannot be read, or
    /// claims what does not replay.
    Grade {
        /// Sessions, and directories with them
        #[arg(value_name = "SESSION or DIR", required = true)]
        sessions: Vec<PathBuf>,
        /// The lesson that all of them were played in, whatever they say
        #[arg(long, value_name = "ID or FILE")]
        lesson: Option<String>,
        /// How the grades are printed
        #[arg(long, value_enum, default_value = "table")]
        format: GradeFormat,
    },
    /// Print a recorded session in another form
    Convert {
        /// A file, or a session's short text
        #[arg(value_name = "FILE or TEXT")]
        session: String,
        /// The form
        #[arg(long, value_enum, default_value = "session")]
        to: Form,
    },
    /// Say where Linux departs from RFC 9293
    Profiles,
    /// Print a configuration to start from
    ///
    /// Every setting and every action with its keys, commented out, as they are without a configuration.
    Config,
    /// Say what was found out about this terminal and the configuration
    ///
    /// The exit code is 1 if something is wrong in the configuration.
    Doctor {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Print a script that completes this command line in a shell
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page
    Man,
}

/// Runs the command line of this process.
#[must_use]
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    if let Some(folder) = cli.global.lessons.iter().find(|folder| !folder.is_dir()) {
        return complain(MISUSE, format!("`{}` is no folder: `--lessons` takes one", folder.display()));
    }
    let start = || Start::gather(&cli.global);
    match cli.command {
        None => home(&start()),
        Some(Command::Lesson { id, plain: true, .. }) => plain_lesson(&start(), &id),
        Some(Command::Lesson { id, watch, .. }) => lesson(&start(), &id, watch),
        Some(Command::Present { id, auto, repeat, step }) => {
            present::run(&start(), &id, Autoplay::new(auto, repeat), step)
        }
        Some(Command::Notes { id: Some(id), .. }) => {
            let folders = start().lesson_folders();
            headless(|out| headless::notes_of(&id, &folders, out))
        }
        Some(Command::Notes { id: None, plain, pid }) => notes::run(&start(), pid, plain),
        Some(Command::Review { plain }) => review(&start(), plain),
        Some(Command::Progress { what }) => progress::run(&start(), what.unwrap_or_default()),
        Some(Command::Sandbox { session: Some(session), .. }) => match headless::session(&session) {
            Ok(recording) => interactive(&start(), |model| model.replaying(&recording)),
            Err(error) => complain(MISUSE, format!("{error:#}")),
        },
        Some(Command::Sandbox { session: None, profile, plain }) => sandbox(start(), profile.as_deref(), plain),
        Some(Command::Run { what, format, json, output }) => {
            let format = if json { Format::Json } else { format };
            let folders = start().lesson_folders();
            headless(|out| headless::run(&what, &folders, format, output.as_deref(), out))
        }
        Some(Command::Grade { sessions, lesson, format }) => {
            let start = start();
            headless(|out| headless::grade(&sessions, lesson.as_deref(), &start.lesson_folders(), format, out))
        }
        Some(Command::Convert { session, to }) => headless(|out| headless::convert(&session, to, out)),
        Some(Command::Check { paths, verbose, json }) => {
            let folders = start().lesson_folders();
            let options = CheckOptions { what: &paths, folders: &folders, json, verbose };
            headless(|out| headless::check(options, out))
        }
        Some(Command::New { id, from }) => headless(|out| headless::new_lesson(&id, from.as_deref(), out)),
        Some(Command::Schema) => headless(|out| print(format::schema().as_bytes(), out)),
        Some(Command::Profiles) => headless(headless::profiles),
        Some(Command::Config) => headless(|out| print(config::template(&ENGLISH).as_bytes(), out)),
        Some(Command::Doctor { json }) => {
            let start = start();
            headless(|out| headless::doctor(&doctor::examine(&start), &start.findings, &start.text, json, out))
        }
        Some(Command::Completions { shell }) => headless(|out| {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "tcptutor", &mut script);
            print(&script, out)
        }),
        Some(Command::Man) => headless(|out| print(&manual()?, out)),
    }
}

fn print(text: &[u8], out: &mut Output) -> anyhow::Result<Verdict> {
    out.write_all(text)?;
    Ok(Verdict::Fine)
}

/// The manual page, with a section for each command.
fn manual() -> io::Result<Vec<u8>> {
    let mut command = Cli::command();
    command.build();
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
        let name = format!("tcptutor {}", sub.get_name()).to_uppercase();
        writeln!(page, ".SH \"{name}\"")?;
        let man = clap_mangen::Man::new(sub.clone());
        man.render_description_section(&mut page)?;
        man.render_options_section(&mut page)?;
    }
    Ok(page)
}

/// The home screen.
fn home(start: &Start) -> ExitCode {
    interactive(start, |model| model)
}

fn lesson(start: &Start, what: &str, watch: bool) -> ExitCode {
    let folders = start.lesson_folders();
    let file = if watch { headless::lesson_file(what, &folders).map(Some) } else { Ok(None) };
    match file.and_then(|file| Ok((file, headless::find_lesson(what, &folders)?))) {
        Err(error) => complain(MISUSE, format!("{error:#}")),
        Ok((file, lesson)) => {
            let options = ShellOptions { watch: file, ..start.shell_options() };
            interactive_with(start, options, |model| model.playing(lesson))
        }
    }
}

fn plain_lesson(start: &Start, what: &str) -> ExitCode {
    match headless::find_lesson(what, &start.lesson_folders()) {
        Err(error) => complain(MISUSE, format!("{error:#}")),
        Ok(lesson) => {
            let mut file = start.progress_file();
            dialogue(start, |lines| headless::plain_lesson(lesson, &mut file, lines))
        }
    }
}

fn review(start: &Start, plain: bool) -> ExitCode {
    if plain {
        let mut file = start.progress_file();
        let own = own_lessons(start);
        return dialogue(start, |lines| headless::plain_review(own, &mut file, lines));
    }
    interactive(start, Model::reviewing)
}

fn sandbox(mut start: Start, profile: Option<&str>, plain: bool) -> ExitCode {
    if let Some(profile) = profile.and_then(tcp::Profile::named) {
        start.config.profile = profile;
    }
    if plain {
        return dialogue(&start, |lines| headless::plain_sandbox(start.config.profile, lines));
    }
    interactive(&start, Model::in_the_sandbox)
}

/// The lessons of the user's own folders. What is none there is said.
fn own_lessons(start: &Start) -> Vec<Lesson> {
    let (lessons, complaints) = headless::lessons_in(&start.lesson_folders());
    for complaint in complaints {
        let _ = writeln!(io::stderr(), "tcptutor: {}", clean_text(&complaint));
    }
    lessons
}

/// Talks with somebody on the standard streams, whatever they are.
fn dialogue(
    start: &Start,
    talk: impl FnOnce(Lines<'_, BufReader<io::Stdin>, Output>) -> anyhow::Result<Verdict>,
) -> ExitCode {
    warn(start);
    let mut input = BufReader::new(io::stdin());
    let echoed = io::stdin().is_terminal();
    headless(|out| talk(Lines::new(&mut input, out, echoed)))
}

/// Says what is wrong with the configuration. It keeps nobody from learning, and stands on the screen that comes back.
fn warn(start: &Start) {
    for finding in &start.findings {
        let _ = writeln!(io::stderr(), "tcptutor: {finding}");
    }
    if !start.findings.is_empty() {
        let _ =
            writeln!(io::stderr(), "tcptutor: the defaults stand in for what is wrong; `tcptutor doctor` shows it.");
    }
}

/// Runs the program on the terminal, opened at something.
fn interactive(start: &Start, open: impl FnOnce(Model) -> Model) -> ExitCode {
    interactive_with(start, start.shell_options(), open)
}

fn interactive_with(start: &Start, options: ShellOptions, open: impl FnOnce(Model) -> Model) -> ExitCode {
    warn(start);
    let model = Model::at_home(start.settings()).with_own_lessons(own_lessons(start));
    let (keeper, kept) = Keeper::open(start.progress_file());
    let mut model = open(model.with_progress(kept));
    let ended = shell::run(&mut model, &ShellOptions { keeper: keeper.clone(), ..options });
    if let Some(told) = keeper.close() {
        let _ = writeln!(io::stderr(), "tcptutor: {told}");
    }
    finished(ended)
}

/// What is said and answered when the screens are down again.
fn finished(ended: io::Result<ExitReason>) -> ExitCode {
    match ended {
        Ok(ExitReason::Quit) => ExitCode::SUCCESS,
        Ok(ExitReason::TerminalGone) => ExitCode::from(TERMINAL_GONE),
        Ok(ExitReason::NotATerminal(stream)) => complain(
            MISUSE,
            format!(
                "this needs a terminal, and its {stream} is none. `tcptutor sandbox --plain` and `tcptutor run` need none."
            ),
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
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn switches_work_after_the_command_too_and_the_last_one_wins() {
        let cli = Cli::parse_from(["tcptutor", "lesson", "handshake", "--ascii", "--no-anim"]);
        assert!(cli.global.ascii && cli.global.no_anim);
        let cli = Cli::parse_from(["tcptutor", "sandbox", "--no-anim", "--anim"]);
        assert!(cli.global.anim && !cli.global.no_anim);
    }

    #[test]
    fn the_manual_page_has_every_command_with_a_sentence() {
        let page = String::from_utf8(manual().expect("a page")).expect("text");
        for sub in Cli::command().get_subcommands() {
            assert!(page.contains(&format!("TCPTUTOR {}", sub.get_name().to_uppercase())), "{}", sub.get_name());
            assert!(sub.get_about().is_some(), "{}", sub.get_name());
        }
    }
}
