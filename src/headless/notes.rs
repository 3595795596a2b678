//! `notes --plain`: the speaker's notes as lines, for screen readers and pipes; `notes ID`: those of a whole lesson, to prepare it.

use std::fmt::Write as _;
use std::io::Write;
#[cfg(unix)]
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use super::source::find_lesson;
use super::verdict::Verdict;
use crate::headless::error::{CommandError, refuse};
use crate::language::Language;
use crate::lesson::Player;
#[cfg(unix)]
use crate::notes::Heard;
use crate::notes::{Cue, KeyNames, Offered};
#[cfg(unix)]
use crate::notes_socket::follow;
use crate::say;
use crate::text;

/// Lines are wrapped to this width.
const WIDTH: u16 = 80;

/// Follows presenters and prints their notes, until nobody reads any more; one process only to its end.
///
/// # Errors
/// When nothing can be written.
#[cfg(unix)]
pub fn plain_notes(process: Option<u32>, out: &mut impl Write, language: &Language) -> Result<Verdict, CommandError> {
    let mut result = Ok(());
    let mut last = None;
    follow(process, |heard| {
        let message = if process.is_some() && heard == Heard::Gone {
            language.notes.gone.to_owned()
        } else {
            describe(&heard, &mut last, language)
        };
        result = out.write_all(message.as_bytes()).and_then(|()| out.flush());
        if result.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    result?;
    Ok(Verdict::Fine)
}

/// Prints a lesson's notes, page by page, each with its text and its answer; a task with the keys that somebody names.
///
/// # Errors
/// What does not exist, and when nothing can be written.
pub fn notes_of(
    id: &str,
    folders: &[PathBuf],
    keys: impl Fn(&Player) -> KeyNames,
    out: &mut impl Write,
    language: &Language,
) -> Result<Verdict, CommandError> {
    let mut player = Player::new(Arc::new(find_lesson(id, folders, language)?));
    for step in 0..player.steps() {
        if player.go_to(step) != step {
            return refuse(say!(language, language.notes.stuck, step = player.step() + 1));
        }
        out.write_all(printed(&Cue::page(&player, &keys(&player)), language).as_bytes())?;
    }
    Ok(Verdict::Fine)
}

/// What there is to print; nothing where only what is moving has moved on.
#[cfg(unix)]
fn describe(heard: &Heard, last: &mut Option<Cue>, language: &Language) -> String {
    let cue = match heard {
        Heard::Nobody => return language.notes.waiting.to_owned(),
        Heard::Gone => return language.notes.gone_waiting.to_owned(),
        Heard::Cue(cue) => Cue { elapsed: 0, ..(**cue).clone() },
    };
    if last.replace(cue.clone()) == Some(cue.clone()) { String::new() } else { printed(&cue, language) }
}

fn printed(cue: &Cue, language: &Language) -> String {
    let message = &language.notes;
    let (title, step, steps) = (&cue.title, cue.step, cue.steps);
    let mut text = if cue.at_title {
        say!(language, message.title_page, title)
    } else if step > steps {
        say!(language, message.end, title)
    } else {
        say!(language, message.page, title, step, steps)
    };
    let next = cue.next.as_ref();
    let choices = cue.choices.iter().zip(1..).map(|(choice, n)| printed_choice(choice, n, language));
    let choices = choices.collect::<Vec<_>>().join("\n\n");
    let sections = [
        (None, Some(cue.text.as_str())),
        (Some(message.notes), cue.notes.as_deref()),
        (Some(if cue.revealed { message.answer_seen } else { message.answer }), cue.answer.as_deref()),
        (Some(message.keys), cue.keys.as_deref()),
        (Some(message.why), cue.explanation.as_deref()),
        (None, Some(choices.as_str()).filter(|choices| !choices.is_empty())),
        (Some(message.next), next.map(|next| next.text.as_str())),
        (Some(message.its_answer), next.and_then(|next| next.answer.as_deref())),
    ];
    if cue.blank {
        text.push_str(message.blank);
    }
    if cue.sandbox {
        text.push_str(message.sandbox);
    }
    if cue.in_the_past {
        text.push_str(message.past);
    }
    for (heading, words) in sections {
        let Some(words) = words else { continue };
        let words = heading.map_or_else(|| words.to_owned(), |heading| say!(language, heading, words));
        for line in text::wrap(&words, WIDTH) {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{}", line.text());
        }
    }
    text
}

/// An answer that is offered, with its number, its votes if the room has voted, and its reason.
fn printed_choice(choice: &Offered, n: usize, language: &Language) -> String {
    let (message, label) = (&language.notes, &choice.label);
    let mut line = say!(language, if choice.right { message.choice_right } else { message.choice }, n, label);
    if choice.votes > 0 {
        line = say!(language, message.choice_votes, choice = &line, n = choice.votes);
    }
    choice.why.as_ref().map_or_else(|| line.clone(), |why| say!(language, message.choice_why, choice = &line, why))
}

#[cfg(all(test, unix))]
mod tests {
    use super::describe;
    use crate::language::ENGLISH;
    use crate::notes::{Cue, Heard};

    #[test]
    fn a_cue_is_told_once_however_time_goes_on() {
        let cue = Cue { title: "T".into(), step: 1, steps: 2, ..Cue::default() };
        let mut last = None;
        let first = describe(&Heard::Cue(Box::new(cue.clone())), &mut last, &ENGLISH);
        assert!(first.contains("-- T, 1 of 2 --"), "{first:?}");
        assert_eq!(describe(&Heard::Cue(Box::new(Cue { elapsed: 9, ..cue })), &mut last, &ENGLISH), "");
    }
}
