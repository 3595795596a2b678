//! The command line: what can be asked for, and which exit code answers.

mod args;
mod doctor;
mod exit;
mod formats;
mod handout;
mod live;
mod notes;
mod pause;
mod present;
mod progress;
mod screens;
mod seen_at;
mod start;
mod steps;

use std::io::{self, IsTerminal as _, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use crate::config;
use crate::export::{Cut, Format};
use crate::headless::{self, CheckOptions, GradeOptions, Output, ReplayOptions, Verdict};
use crate::language::ENGLISH;
use crate::lesson::{Player, format};
use crate::say;
use crate::tui::stage::{Autoplay, keys_of_tasks};
use args::{Cli, Command};
use exit::{MISUSE, answer, complain, misunderstood};
use start::Start;

/// Runs the command line of this process.
#[must_use]
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return misunderstood(&error),
    };
    if let Some(folder) = cli.global.lessons.iter().find(|folder| !folder.is_dir()) {
        return complain(MISUSE, say!(ENGLISH, ENGLISH.command_line.no_folder, folder = &*folder.to_string_lossy()));
    }
    let start = || Start::gather(&cli.global);
    match cli.command {
        None => screens::home(&start()),
        Some(Command::Lesson { id, plain: true, .. }) => screens::plain_lesson(&start(), &id),
        Some(Command::Lesson { id, watch, .. }) => screens::lesson(&start(), &id, watch),
        Some(Command::Present { ids, auto, repeat, step }) => {
            present::run(&start(), &ids, Autoplay::new(auto, repeat), step)
        }
        Some(Command::Notes { id: Some(id), .. }) => {
            let start = start();
            let keymap = start.settings().keys;
            let keys = |player: &Player| keys_of_tasks(&keymap, player);
            answer(&ENGLISH, |out| headless::notes_of(&id, &start.lesson_folders(), keys, out, &ENGLISH))
        }
        Some(Command::Notes { id: None, plain, pid }) => notes::run(&start(), pid, plain),
        Some(Command::Review { plain }) => screens::review(&start(), plain),
        Some(Command::WhatIf { words }) => screens::what_if(&start(), &words.join(" ")),
        Some(Command::Progress { what }) => progress::run(&start(), what.unwrap_or_default()),
        Some(Command::Sandbox { session: Some(session), .. }) => match headless::session(&session, &ENGLISH) {
            Ok(recording) => screens::interactive(&start(), |model| model.replaying(&recording)),
            Err(error) => complain(MISUSE, error.describe(&ENGLISH)),
        },
        Some(Command::Sandbox { session: None, profile, plain }) => {
            screens::sandbox(start(), profile.as_deref(), plain)
        }
        Some(Command::Run { what, format, json, at, questions, answers, notes, steps, output }) => {
            let format = if json { Format::Json } else { format };
            let part = handout::part(questions, answers);
            let cut = Cut { part, steps, notes, paper: handout::paper(cli.global.theme.as_deref()) };
            handout::run(&what, &start().lesson_folders(), (format, at), cut, output.as_deref())
        }
        Some(Command::Replay { files, connection, format, seen_at, .. })
            if connection.is_some() || format.is_some() =>
        {
            let format = format.unwrap_or_default();
            answer(&ENGLISH, |out| headless::replay_one(&files, seen_at, (connection, format), out, &ENGLISH))
        }
        Some(Command::Replay { files, json: false, summary: false, seen_at, .. })
            if screens::shows_captures(&files) && io::stdout().is_terminal() =>
        {
            screens::capture(&start(), &files, seen_at)
        }
        Some(Command::Replay { files, json, seen_at, .. }) => {
            answer(&ENGLISH, |out| headless::replay(ReplayOptions { files: &files, json, seen_at }, out, &ENGLISH))
        }
        Some(Command::Grade { sessions, lesson, format, summary, jobs }) => {
            let folders = start().lesson_folders();
            let what =
                GradeOptions { what: &sessions, lesson: lesson.as_deref(), folders: &folders, format, summary, jobs };
            answer(&ENGLISH, |out| headless::grade(&what, out, &ENGLISH))
        }
        Some(Command::Convert { session, to }) => {
            answer(&ENGLISH, |out| headless::convert(&session, to, out, &ENGLISH))
        }
        Some(Command::Live { filter, once: false, json: false, watch: None, fail_if }) if fail_if.is_empty() => {
            live::screen(&start(), &filter.join(" "))
        }
        Some(Command::Live { filter, once: _, json, watch, fail_if }) => {
            live::page(&filter.join(" "), json, watch, &fail_if)
        }
        Some(Command::Lab { what, plain: false }) if io::stdin().is_terminal() && io::stdout().is_terminal() => {
            screens::lab(&start(), &what)
        }
        Some(Command::Lab { what, .. }) => {
            let folders = start().lesson_folders();
            answer(&ENGLISH, |out| headless::lab(&headless::lab_exercise(&what, &folders, &ENGLISH)?, out, &ENGLISH))
        }
        Some(Command::LabProgram) => answer(&ENGLISH, |out| headless::lab_program(io::stdin().lock(), out)),
        Some(Command::Check { paths, verbose, json }) => {
            let folders = start().lesson_folders();
            let options = CheckOptions { what: &paths, folders: &folders, json, verbose };
            answer(&ENGLISH, |out| headless::check(options, out, &ENGLISH))
        }
        Some(Command::New { id, from }) => new_lesson(&id, from.as_deref(), &start().lesson_folders()),
        Some(Command::Schema) => answer(&ENGLISH, |out| print(format::schema(&ENGLISH).as_bytes(), out)),
        Some(Command::Profiles) => answer(&ENGLISH, |out| headless::profiles(out, &ENGLISH)),
        Some(Command::Config) => answer(&ENGLISH, |out| print(config::template(&ENGLISH).as_bytes(), out)),
        Some(Command::Doctor { json }) => {
            let start = start();
            answer(&ENGLISH, |out| headless::doctor(&doctor::examine(&start), &start.findings, &start.text, json, out))
        }
        Some(Command::Completions { shell }) => answer(&ENGLISH, |out| {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "tcptutor", &mut script);
            print(&script, out)
        }),
        Some(Command::Man) => answer(&ENGLISH, |out| print(&manual()?, out)),
    }
}

/// A lesson to start from. Whoever makes one of a session at a terminal is asked what only its author knows.
fn new_lesson(id: &str, from: Option<&str>, folders: &[PathBuf]) -> ExitCode {
    let mut input = io::stdin().lock();
    let asks = io::stdin().is_terminal() && io::stdout().is_terminal();
    answer(&ENGLISH, |out| headless::new_lesson(id, from, folders, asks.then_some(&mut input), out, &ENGLISH))
}

fn print(text: &[u8], out: &mut Output) -> io::Result<Verdict> {
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
