//! `tcptutor progress`: its commands.

use std::io::{self, BufReader, IsTerminal};
use std::process::ExitCode;

use super::args::ProgressCommand;
use super::exit::answer;
use super::screens::own_lessons;
use super::start::Start;
use crate::headless;

/// Does it.
pub fn run(start: &Start, what: ProgressCommand) -> ExitCode {
    let mut file = start.progress_file();
    let language = start.language;
    match what {
        ProgressCommand::Show { json } => {
            answer(language, |out| headless::progress::show(own_lessons(start), &mut file, json, out, language))
        }
        ProgressCommand::Export { file: to } => {
            answer(language, |out| headless::progress::export(&mut file, to.as_deref(), out, language))
        }
        ProgressCommand::Import { file: from } => {
            answer(language, |out| headless::progress::import(&mut file, &from, out, language))
        }
        ProgressCommand::Reset { lesson, yes } => answer(language, |out| {
            let mut input = io::stdin().is_terminal().then(|| BufReader::new(io::stdin()));
            headless::progress::reset(&mut file, lesson.as_deref(), yes, input.as_mut(), out, language)
        }),
    }
}
