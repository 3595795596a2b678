//! The sockets of a host, as `ss -tan` prints them: which one is to stand on the diagram.

use super::Reaction;
use super::list::{Content, Item};
use crate::narrate;
use crate::sim::{Owner, Side, SocketRow};
use crate::tui::stage::Game;

/// The list.
pub fn content(game: &Game, side: Side) -> Content {
    let world = game.world();
    let mut lines = narrate::socket_table(world, side).into_iter();
    let head = lines.next();
    let item = |(row, words): (SocketRow, String)| Item {
        words,
        about: format!("{} Both diagrams turn to it, and the keys.", about(row.owner)),
        reaction: Reaction::Follow(side, row.id),
    };
    Content {
        title: format!("sockets of {}", game.named()[side.index()]),
        head,
        items: world.sockets(side).into_iter().zip(lines).map(item).collect(),
        empty: "This host has no socket: nobody listens, and nobody is connected.",
    }
}

/// Whose a socket is.
const fn about(owner: Owner) -> &'static str {
    match owner {
        Owner::Listener => "The listening socket: it stays, whatever becomes of the connections it makes.",
        Owner::Program => "The program has it open: it takes a descriptor until the program closes it.",
        Owner::Unconnected => "The program has made it and not connected it yet.",
        Owner::SynQueue => "The kernel has it: its handshake is not complete.",
        Owner::AcceptQueue => "The kernel has it: it is established, and waits for the program's accept().",
        Owner::Orphan => "The kernel has it: its program has closed it, and no descriptor belongs to it any more.",
    }
}
