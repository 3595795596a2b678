//! What would make a call possible that was refused.

use super::page::way_in_words;
use super::search::shortest_way_to;
use crate::language::Language;
use crate::say;
use crate::sim::{Call, EventKind, Input, Record, World};
use crate::tcp::Reply;

/// A way of more steps is no help.
const SHORT: usize = 3;

/// A short way to a world that takes the call, as a sentence; nothing if the record is not a refused call, or if only force would
/// help. `after` is the world after the record.
#[must_use]
pub fn remedy(after: &World, record: &Record, language: &Language) -> Option<String> {
    let EventKind::Call(call) = record.kind else { return None };
    let refused = record.outcome.reply.is_some_and(Reply::is_error);
    let side = record.side;
    // Who asks to open does not want to hear how to end what is open, nor that the other end could begin.
    if matches!(call, Call::Connect | Call::ConnectFrom(_) | Call::Listen) {
        return None;
    }
    let gentle = |call| matches!(call, Call::Connect | Call::Write(_) | Call::Read(_));
    let takes_it = |world: &World| world.would_accept(side, call);
    let way = refused.then(|| shortest_way_to(after, gentle, takes_it))??;
    let by_itself = way.iter().all(|input| !matches!(input, Input::Call(by, _) if *by != side));
    (!way.is_empty() && way.len() <= SHORT && by_itself)
        .then(|| say!(language, language.stage.remedy, way = &way_in_words(&way, 3, language)))
}
