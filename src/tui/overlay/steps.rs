//! The steps of a lesson: where to jump to.

use super::item::{Content, Item};
use super::reaction::Reaction;
use crate::language::{Language, Windows};
use crate::lesson::{Player, Step, Task};
use crate::text;

/// The list.
pub fn content(player: &Player, language: &Language) -> Content {
    let words = &language.windows;
    let steps = &player.lesson().steps;
    Content {
        title: words.steps.to_owned(),
        head: None,
        items: steps.iter().enumerate().map(|(at, step)| item(at, step, words)).collect(),
        empty: words.no_steps,
    }
}

fn item(at: usize, step: &Step, words: &Windows) -> Item {
    let (mark, about) = match step.task {
        Task::Say => (" ", words.step_watch),
        Task::Act(_) => ("!", words.step_do),
        Task::Ask(_) => ("?", words.step_ask),
    };
    let plain: String = text::parse(&step.text.value).into_iter().map(|span| span.text).collect();
    let line = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    Item { words: format!("{:>2} {mark} {line}", at + 1), about: about.to_owned(), reaction: Reaction::Jump(at) }
}
