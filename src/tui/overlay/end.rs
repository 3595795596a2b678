//! The end of a lesson: what its learner can do now, how the predictions came out, and where to see it at home.

use super::entry::Entry;
use crate::lesson::{Page, Player};
use crate::say;
use crate::tui::settings::Settings;
use crate::tui::theme::Role;

/// The column in which an objective's words begin.
const OBJECTIVE: u16 = 2;
/// The column in which a command begins.
const COMMAND: u16 = 9;

/// Title and entries; none before the end.
pub fn content(player: &Player, settings: &Settings) -> Option<(String, Vec<Entry>)> {
    let language = settings.language;
    let words = &language.windows;
    let Page::End { objectives, observe } = player.page() else { return None };
    let mut entries = vec![Entry::heading(words.end_objectives)];
    for objective in objectives {
        entries.push(Entry::pair(settings.glyphs.dot, Role::Dim, OBJECTIVE, objective.as_str()));
    }
    let (right, asked) = player.score();
    if asked > 0 {
        entries.push(Entry::gap());
        let score = say!(language, words.end_score, right, asked);
        let mark = if right == asked { settings.glyphs.check } else { settings.glyphs.dot };
        entries.push(Entry::pair(mark, Role::Right, OBJECTIVE, score));
    }
    for observe in observe {
        entries.push(Entry::gap());
        entries.push(Entry::heading(words.end_observe));
        for (system, command) in observe.commands() {
            entries.push(Entry::pair(system, Role::Dim, COMMAND, format!("`{command}`")));
        }
        entries.push(Entry::words(observe.told(language)));
    }
    Some((player.lesson().title.as_str().to_owned(), entries))
}
