//! Another TCP: from now on, or for the whole run, to see what would have differed.

use super::Reaction;
use super::list::{Content, Item};
use crate::sim::{Input, ProfileName};
use crate::tui::stage::Game;

/// The list.
pub fn content(game: &Game) -> Content {
    let present = game.world().profile().name();
    let others: Vec<ProfileName> = ProfileName::ALL.into_iter().filter(|name| name.word() != present).collect();
    let from_now_on = others.iter().map(|name| Item {
        words: format!("from now on {}", name.word()),
        about: format!("Both hosts run {} from this moment; what happened before stays as it was.", name.word()),
        reaction: Reaction::Do(Input::Profile(*name)),
    });
    let whole_run = others.iter().map(|name| Item {
        words: format!("what {} would have done", name.word()),
        about: format!(
            "The same deeds are done again under {}, on a branch of their own, and the two runs are shown side by side.",
            name.word()
        ),
        reaction: Reaction::Rerun(*name),
    });
    Content {
        title: format!("the TCP that both hosts run: {present}"),
        head: None,
        items: from_now_on.chain(whole_run).collect(),
        empty: "There is no other profile.",
    }
}
