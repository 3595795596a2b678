//! The running timers of a side: which one is to fire now.

use super::Reaction;
use super::list::{Content, Item};
use crate::language::Language;
use crate::narrate;
use crate::say;
use crate::sim::{Input, Side};
use crate::tcp::Timer;
use crate::tui::stage::Game;

/// The list.
pub fn content(game: &Game, side: Side, language: &Language) -> Content {
    let words = &language.windows;
    let named = game.named();
    let next = narrate::next(game.world(), side, named.as_deref());
    let world = game.world();
    let tries = world.host(side).tcb().map(|tcb| (tcb.rtt().retransmissions, tcb.rtt().rto(world.profile())));
    let about = |armed: &narrate::Armed| match (armed.timer, tries) {
        (Timer::Retransmission, Some((n, rto))) => {
            say!(language, words.timer_tries, does = &armed.does, n, rto)
        }
        _ => armed.does.clone(),
    };
    let item = |armed: narrate::Armed| Item {
        about: about(&armed),
        words: armed.words,
        reaction: Reaction::Do(Input::Fire(side, Some(armed.timer))),
    };
    Content {
        title: say!(language, words.timers, who = &named[side]),
        head: None,
        items: next.timers.into_iter().map(item).collect(),
        empty: words.no_timers,
    }
}
