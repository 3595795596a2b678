//! The running timers of a side: which one is to fire now.

use super::Reaction;
use super::list::{Content, Item};
use crate::narrate;
use crate::sim::{Input, Side};
use crate::tcp::Timer;
use crate::tui::stage::Game;

/// The list.
pub fn content(game: &Game, side: Side) -> Content {
    let named = game.named();
    let next = narrate::next(game.world(), side, &[&named[0], &named[1]]);
    let world = game.world();
    let tries = world.host(side).tcb().map(|tcb| {
        let (again, rto) = (tcb.rtt().retransmissions, narrate::duration(tcb.rtt().rto(world.profile())));
        format!("Sent again {again} times so far. The timeout is {rto} now, and doubles with every try.")
    });
    let about = |armed: &narrate::Armed| match (armed.timer, &tries) {
        (Timer::Retransmission, Some(tries)) => format!("{}. {tries}", armed.does),
        _ => armed.does.clone(),
    };
    let item = |armed: narrate::Armed| Item {
        about: about(&armed),
        words: armed.words,
        reaction: Reaction::Do(Input::Fire(side, Some(armed.timer))),
    };
    Content {
        title: format!("timers of {}", named[side.index()]),
        head: None,
        items: next.timers.into_iter().map(item).collect(),
        empty: "No timer is running here: nothing will happen by itself.",
    }
}
