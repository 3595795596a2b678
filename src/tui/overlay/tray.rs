//! The tray: segments of the past, of this connection and of earlier ones, that the network can bring back.

use super::item::{Content, Item};
use super::reaction::Reaction;
use crate::language::Language;
use crate::narrate;
use crate::say;
use crate::sim::{Input, Packet, World};
use crate::text;

/// The columns of a packet's name and of its label.
const NAME: usize = 6;
const LABEL: usize = 35;

/// The list, the latest first.
pub fn content(world: &World, language: &Language) -> Content {
    let words = &language.windows;
    let item = |packet: &Packet| {
        let label = text::padded(&narrate::Label::of(&packet.segment).to_string(), LABEL);
        let left = say!(language, words.tray_left, time = world.now().since(packet.sent));
        Item {
            words: text::padded(&packet.id.to_string(), NAME) + &label + &left,
            about: words.tray_about.to_owned(),
            reaction: Reaction::Do(Input::Replay(packet.id)),
        }
    };
    let mut items: Vec<Item> = world.tray().map(item).collect();
    items.reverse();
    Content { title: words.tray.to_owned(), head: None, items, empty: words.tray_empty }
}
