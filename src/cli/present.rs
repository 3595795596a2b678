//! `present`: a lesson for a room, and the socket that the speaker's notes follow.

use std::process::ExitCode;
use std::time::Duration;

use super::start::Start;
use super::{MISUSE, complain, finished, warn};
use crate::headless;
use crate::lesson::parse_duration;
use crate::terminal::{ShellOptions, shell};
use crate::tui::model::Model;
use crate::tui::stage::{Autoplay, Show};

/// Shorter pauses nobody can read in, and longer ones are no autoplay.
const PAUSES: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(3600));

/// Presents a lesson.
pub fn run(start: &Start, what: &str, autoplay: Autoplay, step: Option<usize>) -> ExitCode {
    let lesson = match headless::find_lesson(what, &start.lesson_folders()) {
        Ok(lesson) => lesson,
        Err(error) => return complain(MISUSE, format!("{error:#}")),
    };
    let (step, steps) = (step.unwrap_or(1), lesson.steps.len());
    if !(1..=steps).contains(&step) {
        return complain(MISUSE, format!("`{what}` has the steps 1 to {steps}, and `--step {step}` is none of them"));
    }
    warn(start);
    let mut model = Model::at_home(start.settings()).presenting(lesson, Show::new(autoplay), step - 1);
    let mut options = start.shell_options();
    open_notes(&mut model, &mut options);
    let ended = shell::run(&mut model, &options);
    #[cfg(unix)]
    options.prompting.close();
    finished(ended)
}

/// Lets `tcptutor notes` follow from the first step on. A presentation without notes is still one.
#[cfg(unix)]
fn open_notes(model: &mut Model, options: &mut ShellOptions) {
    use crate::terminal::Prompting;
    use crate::tui::app::{App, Msg};

    match Prompting::open() {
        Ok(prompting) => {
            options.prompting = prompting;
            if let Some(scene) = model.scene() {
                options.prompting.show(scene);
            }
        }
        Err(error) => drop(model.update(Msg::Told(format!("`tcptutor notes` cannot follow: {error}.")))),
    }
}

/// Notes need a Unix socket.
#[cfg(not(unix))]
fn open_notes(_: &mut Model, _: &mut ShellOptions) {}

/// Reads the time between two steps.
///
/// # Errors
/// What is wrong with it, as a sentence.
pub fn pause(written: &str) -> Result<Duration, String> {
    let pause = match written.parse() {
        Ok(seconds) => Duration::from_secs(seconds),
        Err(_) => parse_duration(written).map_err(|wrong| wrong.message)?,
    };
    if (PAUSES.0..=PAUSES.1).contains(&pause) { Ok(pause) } else { Err("it has to be between 1s and 1h".to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::pause;
    use std::time::Duration;

    #[test]
    fn a_pause_is_seconds_or_a_time_with_its_unit() {
        for (written, seconds) in [("8s", 8), ("8", 8), ("1m", 60)] {
            assert_eq!(pause(written), Ok(Duration::from_secs(seconds)), "{written}");
        }
        for wrong in ["0s", "2h", "soon", ""] {
            assert!(pause(wrong).is_err(), "{wrong}");
        }
    }
}
