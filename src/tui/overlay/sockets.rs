//! The sockets of a host, as `ss -tan` prints them: which one is to stand on the diagram.

use super::Reaction;
use super::list::{Content, Item};
use crate::language::{Language, Windows};
use crate::narrate;
use crate::say;
use crate::sim::{Owner, Side, SocketRow};
use crate::tui::stage::Game;

/// The list.
pub fn content(game: &Game, side: Side, language: &Language) -> Content {
    let texts = &language.windows;
    let world = game.world();
    let mut lines = narrate::socket_table(world, side).into_iter();
    let head = lines.next();
    let item = |(row, words): (SocketRow, String)| Item {
        words,
        about: about(row.owner, texts).to_owned(),
        reaction: Reaction::Follow(side, row.socket),
    };
    Content {
        title: say!(language, texts.sockets, who = &game.named()[side]),
        head,
        items: world.sockets(side).into_iter().zip(lines).map(item).collect(),
        empty: texts.no_sockets,
    }
}

/// Whose a socket is, and what choosing it does.
const fn about(owner: Owner, texts: &Windows) -> &'static str {
    match owner {
        Owner::Listener => texts.socket_listener,
        Owner::Program => texts.socket_program,
        Owner::Unconnected => texts.socket_unconnected,
        Owner::SynQueue => texts.socket_syn_queue,
        Owner::AcceptQueue => texts.socket_accept_queue,
        Owner::Orphan => texts.socket_orphan,
    }
}
