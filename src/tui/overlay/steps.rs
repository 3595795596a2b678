//! The steps of a lesson: where to jump to.

use super::Reaction;
use super::list::{Content, Item};
use crate::lesson::{Step, Task};
use crate::text;
use crate::tui::stage::Game;

/// The list.
pub fn content(game: &Game) -> Content {
    let steps = game.player().map(|player| player.lesson().steps.as_slice()).unwrap_or_default();
    Content {
        title: "jump to a step".to_owned(),
        head: None,
        items: steps.iter().enumerate().map(|(at, step)| item(at, step)).collect(),
        empty: "There is no lesson here.",
    }
}

fn item(at: usize, step: &Step) -> Item {
    let (mark, about) = match step.task {
        Task::Say => (" ", "Something to watch. What comes before it is done by a shortest way, and answered rightly."),
        Task::Act(_) => ("!", "Something to do. What comes before it is done by a shortest way, and answered rightly."),
        Task::Ask(_) => ("?", "A question. What comes before it is done by a shortest way, and answered rightly."),
    };
    let plain: String = text::parse(&step.text.value).into_iter().map(|span| span.text).collect();
    let words = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    Item { words: format!("{:>2} {mark} {words}", at + 1), about: about.to_owned(), reaction: Reaction::Jump(at) }
}
