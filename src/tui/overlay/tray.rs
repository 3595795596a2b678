//! The tray: segments of the past, of this connection and of earlier ones, that the network can bring back.

use super::Reaction;
use super::list::{Content, Item};
use crate::narrate;
use crate::sim::{Input, Packet};
use crate::tui::stage::Game;

/// The list, the latest first.
pub fn content(game: &Game) -> Content {
    let world = game.world();
    let item = |packet: &Packet| {
        let age = narrate::duration(world.now().since(packet.sent));
        Item {
            words: format!("{:<6}{:<34} left {age} ago", packet.id.to_string(), narrate::label(&packet.segment)),
            about: "The network sends this very segment once more, as if it had been delayed all the time. To whom it \
                    arrives it may be an old duplicate."
                .to_owned(),
            reaction: Reaction::Do(Input::Replay(packet.id)),
        }
    };
    let mut items: Vec<Item> = world.tray().map(item).collect();
    items.reverse();
    Content {
        title: "segments of the past".to_owned(),
        head: None,
        items,
        empty: "The tray is empty: a segment comes into it when it has arrived or was lost.",
    }
}
