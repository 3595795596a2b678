//! The sockets of a host, as `ss -tan` prints them: which one is to stand on the diagram.

use super::item::{Content, Item};
use super::reaction::Reaction;
use crate::language::{Language, Windows};
use crate::narrate;
use crate::say;
use crate::sim::{Owner, Side, SocketRow};
use crate::timeline::{self, Endpoint, Timeline};

/// The list.
pub fn content(timeline: &dyn Timeline, side: Side, language: &Language) -> Content {
    let texts = &language.windows;
    let title = say!(language, texts.sockets, who = &timeline::named(timeline)[side]);
    let Some(world) = timeline.world() else { return as_seen(&timeline.endpoint(side), title, language) };
    let mut lines = narrate::socket_table(world, side).into_iter();
    let head = lines.next();
    let item = |(row, words): (SocketRow, String)| Item {
        words,
        about: about(row.owner, texts).to_owned(),
        reaction: Reaction::Follow(side, row.socket),
    };
    Content {
        title,
        head,
        items: world.sockets(side).into_iter().zip(lines).map(item).collect(),
        empty: texts.no_sockets,
    }
}

/// What is known of a host of which only segments were seen: the one end of the connection.
fn as_seen(end: &Endpoint, title: String, language: &Language) -> Content {
    let texts = &language.windows;
    let state = end.state.forms(language).into_iter().next().unwrap_or_default();
    let item = |address: &String| Item {
        words: format!("{state}  {address}"),
        about: texts.socket_seen.to_owned(),
        reaction: Reaction::Close,
    };
    let items = end.address.iter().map(item).collect();
    Content { title, head: None, items, empty: texts.no_sockets_seen }
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
