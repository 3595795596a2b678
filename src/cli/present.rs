//! `present`: a lesson for a room, and the socket that the speaker's notes follow.

use std::io::{self, Write};
use std::process::ExitCode;

use super::exit::{MISUSE, complain, finished};
use super::screens::warn;
use super::start::Start;
use crate::headless;
use crate::say;
use crate::terminal::{ShellOptions, shell};
use crate::tui::model::Model;
use crate::tui::stage::{Autoplay, Show};

/// Presents lessons, one after the other.
pub fn run(start: &Start, ids: &[String], autoplay: Autoplay, step: Option<usize>) -> ExitCode {
    let mut lessons = Vec::new();
    for what in ids {
        match headless::find_lesson(what, &start.lesson_folders(), start.language) {
            Ok(lesson) => lessons.push(lesson),
            Err(error) => return complain(MISUSE, error.describe(start.language)),
        }
    }
    let (step, steps) = (step.unwrap_or(1), lessons.first().map_or(0, |lesson| lesson.steps.len()));
    if !(1..=steps).contains(&step) {
        let what = ids.first().map_or("", String::as_str);
        return complain(MISUSE, say!(start.language, start.language.command_line.no_such_step, what, steps, step));
    }
    warn(start);
    let mut model = Model::at_home(start.settings()).presenting(lessons, Show::new(autoplay), step - 1);
    let mut options = start.shell_options();
    open_notes(&mut model, &mut options);
    let ended = shell::run(&mut model, &options);
    #[cfg(unix)]
    options.prompting.close();
    if let Some(command) = model.show_again() {
        let words = &start.language.command_line;
        // A terminal that has gone away reads nothing any more.
        let _ = writeln!(io::stdout(), "{}", say!(start.language, words.goes_on, command = &command));
    }
    finished(ended, start.language)
}

/// Lets `tcptutor notes` follow from the first step on. A presentation without notes is still one.
#[cfg(unix)]
fn open_notes(model: &mut Model, options: &mut ShellOptions) {
    use crate::terminal::Prompting;
    use crate::tui::app::{App, Msg};

    match Prompting::open(options.language) {
        Ok(prompting) => {
            options.prompting = prompting;
            if let Some(scene) = model.scene() {
                options.prompting.show(scene);
            }
        }
        Err(error) => {
            let language = options.language;
            let message = say!(language, language.command_line.cannot_be_followed, why = &error.to_string());
            drop(model.update(Msg::Notice(message)));
        }
    }
}

/// Notes need a Unix socket.
#[cfg(not(unix))]
fn open_notes(_: &mut Model, _: &mut ShellOptions) {}
