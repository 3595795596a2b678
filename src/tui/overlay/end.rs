//! The end of a lesson: what its learner can do now, how the predictions came out, and where to see it at home.

use super::entry::Entry;
use crate::lab::EXERCISES;
use crate::lesson::{Observe, Page, Player, Task, catalogue};
use crate::say;
use crate::tui::bindings::{Command, Scope};
use crate::tui::settings::Settings;
use crate::tui::theme::Role;

/// The column in which an objective's words begin.
const OBJECTIVE: u16 = 2;
/// The column in which a command begins.
const COMMAND: u16 = 9;

/// Title and entries, with the lesson that comes next or without; none before the end.
pub fn content(player: &Player, with_next: bool, settings: &Settings) -> Option<(String, Vec<Entry>)> {
    let language = settings.language;
    let words = &language.windows;
    let Page::End { objectives, observe } = player.page() else { return None };
    let mut entries = Vec::new();
    let (right, asked) = player.score();
    if asked > 0 {
        let score = say!(language, words.end_score, right, asked);
        let mark = if right == asked { settings.glyphs.check } else { settings.glyphs.dot };
        entries.push(Entry::pair(mark, Role::Right, OBJECTIVE, score));
    }
    entries.extend(missed(player).map(|(question, answer)| {
        let words = say!(language, words.end_missed, question = &question, answer = &answer);
        Entry::pair(settings.glyphs.lost, Role::Wrong, OBJECTIVE, words)
    }));
    if let Some(next) = catalogue::next_after(&player.lesson().id).filter(|_| with_next) {
        entries.push(Entry::words(say!(language, words.end_next, lesson = &next.header().title)));
    }
    entries.push(Entry::gap());
    entries.push(Entry::heading(words.end_objectives));
    for objective in objectives {
        entries.push(Entry::pair(settings.glyphs.dot, Role::Dim, OBJECTIVE, objective.as_str()));
    }
    for observe in observe {
        entries.push(Entry::gap());
        entries.push(Entry::heading(words.end_observe));
        for (system, command) in observe.commands() {
            entries.push(Entry::pair(system, Role::Dim, COMMAND, format!("`{command}`")));
        }
        entries.push(Entry::words(observe.describe(language)));
    }
    let key = settings.keys.key_name(Command::ThisMachine, &[Scope::Lesson]);
    let state = observe.iter().find_map(Observe::state);
    if !key.is_empty() && !observe.is_empty() {
        let said = match state {
            Some(state) => say!(language, words.end_live_in, key = &key, state),
            None => say!(language, words.end_live, key = &key),
        };
        entries.extend([Entry::gap(), Entry::words(said)]);
    }
    let key = settings.keys.key_name(Command::OpenLab, &[Scope::Lesson]);
    let has_exercise = EXERCISES.iter().any(|(id, _)| *id == player.lesson().id);
    if !key.is_empty() && has_exercise {
        entries.push(Entry::words(say!(language, words.end_lab, key = &key)));
    }
    Some((player.lesson().title.as_str().to_owned(), entries))
}

/// The lesson's questions whose first answer was wrong, each with the right one.
fn missed(player: &Player) -> impl Iterator<Item = (String, String)> {
    let steps = &player.lesson().steps;
    let wrong = player.recorded().guesses.iter().filter(|guess| !guess.again && !guess.is_right());
    wrong.filter_map(move |guess| {
        let step = steps.get(guess.step)?;
        let Task::Ask(question) = &step.task else { return None };
        Some((step.text.value.replace('\n', " "), question.predict.label(&guess.answer, player.language())))
    })
}
