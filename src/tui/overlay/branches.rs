//! The branches of a session: every future that was tried.

use super::Reaction;
use super::list::{Content, Item};
use crate::session::{Branch, History, Path};
use crate::text;
use crate::tui::stage::Game;

/// The list.
pub fn content(game: &Game) -> Content {
    let history = game.history();
    let item = |(number, branch): (usize, Branch)| {
        let [a, b] = history.world_of(Path::Branch(branch), branch.steps).states();
        Item {
            words: format!(
                "{:<20} after step {}, {} steps: A {a}, B {b}",
                called(history, Path::Branch(branch), number),
                branch.shared,
                branch.steps
            ),
            about: "Enter goes to its end, and what is now the present becomes a branch itself. `=` compares the two, `r` gives it a name."
                .to_owned(),
            reaction: Reaction::Switch(branch),
        }
    };
    let branches = history.branches();
    Content {
        title: format!("branches beside {}", called(history, Path::Present, 0)),
        head: None,
        items: (1..).zip(branches).map(item).collect(),
        empty: "There is one path only. Go back and do something else there: that begins a branch, and the old future is kept.",
    }
}

/// What a path is called.
pub fn called(history: &History, path: Path, number: usize) -> String {
    match (history.name(path), path) {
        (Some(name), _) => text::clean_line(name).into_owned(),
        (None, Path::Present) => "the present path".to_owned(),
        (None, Path::Branch(_)) => format!("branch {number}"),
    }
}
