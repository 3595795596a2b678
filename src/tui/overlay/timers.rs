//! The running timers of a side: which one is to fire now.

use super::item::{Content, Item};
use super::reaction::Reaction;
use crate::language::Language;
use crate::narrate;
use crate::say;
use crate::sim::{Input, Side};
use crate::tcp::Timer;
use crate::timeline::{self, Running, Timeline};

/// The list.
pub fn content(timeline: &dyn Timeline, side: Side, language: &Language) -> Content {
    let words = &language.windows;
    let named = timeline::named(timeline);
    let title = say!(language, words.timers, who = &named[side]);
    let Some(world) = timeline.world() else { return as_seen(timeline, side, title, language) };
    let next = narrate::next(language, world, side, named.as_deref());
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
    Content { title, head: None, items: next.timers.into_iter().map(item).collect(), empty: words.no_timers }
}

/// The timers that must be running, where only segments were seen.
fn as_seen(timeline: &dyn Timeline, side: Side, title: String, language: &Language) -> Content {
    let words = &language.windows;
    let item = |running: Running| Item {
        words: say!(language, words.timer_left, timer = running.timer.name(), time = running.at.since(timeline.now())),
        about: words.timer_seen.to_owned(),
        reaction: Reaction::Close,
    };
    let items = timeline.endpoint(side).timers.into_iter().map(item).collect();
    Content { title, head: None, items, empty: words.no_timers_seen }
}
