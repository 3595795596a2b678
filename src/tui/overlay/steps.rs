//! The steps of a lesson, or of all lessons of a lecture: where to jump to.

#![warn(clippy::arithmetic_side_effects)]

use super::context::OverlayContext;
use super::item::{Content, Item};
use super::reaction::{Place, Reaction};
use crate::language::Windows;
use crate::lesson::{Lesson, Step, Task};
use crate::text;
use std::sync::Arc;

/// The list.
pub fn content(context: &OverlayContext<'_>) -> Option<Content> {
    let words = &context.settings.language.windows;
    let items = match context.lecture {
        Some((lessons, _)) => {
            let of_lesson = |(at, lesson): (usize, &Arc<Lesson>)| {
                std::iter::once(title(at, lesson, words)).chain(steps(Some(at), lesson, words)).collect::<Vec<_>>()
            };
            lessons.iter().enumerate().flat_map(of_lesson).collect()
        }
        None => steps(None, context.player?.lesson(), words).collect(),
    };
    Some(Content { title: words.steps.to_owned(), head: None, items, empty: words.no_steps })
}

/// The row of the step that is on.
pub fn row_of_the_present_step(context: &OverlayContext<'_>) -> usize {
    let step = context.player.map_or(0, |player| player.step().min(player.steps().saturating_sub(1)));
    let Some((lessons, at)) = context.lecture else { return step };
    lessons
        .iter()
        .take(at)
        .map(|lesson| lesson.steps.len().saturating_add(1))
        .sum::<usize>()
        .saturating_add(1)
        .saturating_add(step)
}

fn title(at: usize, lesson: &Lesson, words: &Windows) -> Item {
    Item {
        words: lesson.title.as_str().to_owned(),
        about: words.step_title.to_owned(),
        reaction: Reaction::Jump(Place { lesson: Some(at), step: None }),
    }
}

fn steps<'a>(at: Option<usize>, lesson: &'a Lesson, words: &'a Windows) -> impl Iterator<Item = Item> + 'a {
    lesson.steps.iter().enumerate().map(move |(step, about)| item(Place { lesson: at, step: Some(step) }, about, words))
}

fn item(place: Place, step: &Step, words: &Windows) -> Item {
    let (mark, about) = match step.task {
        Task::Say => (" ", words.step_watch),
        Task::Act(_) => ("!", words.step_do),
        Task::Ask(_) => ("?", words.step_ask),
    };
    let plain: String = text::parse(&step.text.value).into_iter().map(|span| span.text).collect();
    let line = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let n = place.step.map_or(1, |step| step.saturating_add(1));
    Item { words: format!("{n:>2} {mark} {line}"), about: about.to_owned(), reaction: Reaction::Jump(place) }
}
