//! The program on the terminal or in a dialogue, opened at something.

use std::io::{self, BufReader, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use super::exit::{FAILED, MISUSE, answer, complain, finished};
use super::start::Start;
use crate::capture::Place;
use crate::headless::{self, Lines, Output, Verdict};
use crate::lesson::{Lesson, catalogue};
use crate::say;
use crate::tcp::Profile;
use crate::terminal::{Keeper, ShellOptions, detect, shell};
use crate::text::clean_text;
use crate::tui::model::Model;

/// The home screen.
pub fn home(start: &Start) -> ExitCode {
    interactive(start, |model| model)
}

/// A lesson on the screen; with `watch` its file is read again whenever it changes.
pub fn lesson(start: &Start, what: &str, watch: bool) -> ExitCode {
    let folders = start.lesson_folders();
    let file = if watch { headless::lesson_file(what, &folders, start.language).map(Some) } else { Ok(None) };
    match file.and_then(|file| Ok((file, headless::find_lesson(what, &folders, start.language)?))) {
        Err(error) => complain(MISUSE, error.describe(start.language)),
        Ok((file, lesson)) => {
            let options = ShellOptions { watch: file, ..start.shell_options() };
            interactive_with(start, options, |model| model.playing(lesson))
        }
    }
}

/// A lesson as a dialogue.
pub fn plain_lesson(start: &Start, what: &str) -> ExitCode {
    match headless::find_lesson(what, &start.lesson_folders(), start.language) {
        Err(error) => complain(MISUSE, error.describe(start.language)),
        Ok(lesson) => {
            let mut file = start.progress_file();
            dialogue(start, |lines| headless::plain_lesson(lesson, start.student.as_deref(), &mut file, lines))
        }
    }
}

/// A lesson's exchange on this machine's kernel, beside the simulation.
pub fn lab(start: &Start, what: &str) -> ExitCode {
    match headless::lab_exercise(what, &start.lesson_folders(), start.language) {
        Err(error) => complain(MISUSE, error.describe(start.language)),
        Ok(exercise) => interactive(start, |model| model.in_the_lab(exercise)),
    }
}

/// Whether these captures have a screen: one, or two beside each other, and none that comes from where the keys come from.
pub fn shows_captures(files: &[PathBuf]) -> bool {
    matches!(files.len(), 1 | 2) && !files.iter().any(|file| file.as_os_str() == "-")
}

/// The connections of a capture, or of two that were made at two places; of a folder its captures.
pub fn capture(start: &Start, files: &[PathBuf], seen_at: Option<Place>) -> ExitCode {
    if let ([file], None) = (files, seen_at)
        && file.metadata().is_ok_and(|about| about.is_dir() || (about.is_file() && about.len() >= headless::LONG))
    {
        return interactive(start, |model| model.reading(file.clone()));
    }
    match headless::recorded(files, seen_at, start.language) {
        Err(error) => complain(FAILED, error.describe(start.language)),
        Ok((name, recorded)) => interactive(start, |model| model.watching(&name, recorded)),
    }
}

/// The questions that come back.
pub fn review(start: &Start, plain: bool) -> ExitCode {
    if plain {
        let mut file = start.progress_file();
        let own = own_lessons(start);
        return dialogue(start, |lines| headless::plain_review(own, &mut file, lines));
    }
    interactive(start, Model::reviewing)
}

/// A question that begins with "What if", by some of its words, or the list of those that may be meant.
pub fn what_if(start: &Start, words: &str) -> ExitCode {
    if !words.trim().is_empty() && catalogue::what_ifs_about(words).is_empty() {
        let language = start.language;
        return complain(MISUSE, say!(language, language.command_line.no_question, words = &*clean_text(words)));
    }
    interactive(start, |model| model.asking_what_if(words))
}

/// The sandbox, with another profile than the configuration's if one is named.
pub fn sandbox(mut start: Start, profile: Option<&str>, plain: bool) -> ExitCode {
    if let Some(profile) = profile.and_then(Profile::named) {
        start.config.profile = profile;
    }
    if plain {
        return dialogue(&start, |lines| headless::plain_sandbox(start.config.profile, lines));
    }
    interactive(&start, Model::in_the_sandbox)
}

/// The lessons of the user's own folders. What is none there is said.
pub fn own_lessons(start: &Start) -> Vec<Lesson> {
    let (lessons, complaints) = headless::lessons_in(&start.lesson_folders(), start.language);
    for complaint in complaints {
        let _ = writeln!(io::stderr(), "tcptutor: {}", clean_text(&complaint));
    }
    lessons
}

/// Talks with somebody on the standard streams, whatever they are.
fn dialogue(
    start: &Start,
    talk: impl FnOnce(Lines<'_, BufReader<io::Stdin>, Output>) -> io::Result<Verdict>,
) -> ExitCode {
    warn(start);
    let mut input = BufReader::new(io::stdin());
    let echoed = io::stdin().is_terminal();
    answer(start.language, |out| talk(Lines::new(&mut input, out, echoed, start.settings().language)))
}

/// Says what is wrong with the configuration. It keeps nobody from learning, and stands on the screen that comes back.
pub fn warn(start: &Start) {
    for finding in &start.findings {
        let _ = writeln!(io::stderr(), "tcptutor: {finding}");
    }
    if !start.findings.is_empty() {
        let _ = writeln!(io::stderr(), "tcptutor: {}", start.language.command_line.defaults_hold);
    }
}

/// Runs the program on the terminal, opened at something.
pub fn interactive(start: &Start, open: impl FnOnce(Model) -> Model) -> ExitCode {
    interactive_with(start, start.shell_options(), open)
}

fn interactive_with(start: &Start, options: ShellOptions, open: impl FnOnce(Model) -> Model) -> ExitCode {
    if detect::is_dumb(&start.environment) {
        return complain(MISUSE, start.language.command_line.dumb);
    }
    warn(start);
    let model = Model::at_home(start.settings()).with_own_lessons(own_lessons(start));
    let (keeper, kept) = Keeper::open(start.progress_file());
    let mut model = open(model.with_progress(kept));
    let ended = shell::run(&mut model, &ShellOptions { keeper: keeper.clone(), ..options });
    if let Some(message) = keeper.close() {
        let _ = writeln!(io::stderr(), "tcptutor: {message}");
    }
    finished(ended, start.language)
}
