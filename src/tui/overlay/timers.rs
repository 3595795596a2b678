//! The running timers of a side: which one is to fire now.

use super::Reaction;
use super::list::{Content, Item};
use crate::narrate;
use crate::sim::{Input, Side};
use crate::tui::stage::Game;

/// The list.
pub fn content(game: &Game, side: Side) -> Content {
    let named = game.named();
    let next = narrate::next(game.world(), side, &[&named[0], &named[1]]);
    let item = |armed: narrate::Armed| Item {
        words: armed.words,
        about: armed.does,
        reaction: Reaction::Do(Input::Fire(side, Some(armed.timer))),
    };
    Content {
        title: format!("timers of {}", named[side.index()]),
        head: None,
        items: next.timers.into_iter().map(item).collect(),
        empty: "No timer is running here: nothing will happen by itself.",
    }
}
