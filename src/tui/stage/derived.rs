//! What can be derived from the game, derived when something changes and not once a frame.

use super::Game;
use super::keys::key_of;
use super::view::View;
use crate::language::Language;
use crate::lesson;
use crate::narrate;
use crate::say;
use crate::session::History;
use crate::sim::{Call, Happening, Input, PacketId, PerSide, Record, World};
use crate::tcp::{EdgeId, Reply, State};
use crate::tui::settings::Settings;

/// How far back the selected segment's arrival is looked for.
const STEPS: usize = 300;

/// What has changed since everything was derived last: the less, the less has to be derived again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Changed {
    /// Which segment is looked at, or whether numbers are shown.
    Selection,
    /// Which endpoint the keys speak for.
    Focus,
    /// The present step, or the page.
    Step,
}

/// What is derived.
#[derive(Default)]
pub(super) struct Derived {
    /// The edges that each side could take now, each with the input that takes it.
    edges: PerSide<Vec<(EdgeId, Input)>>,
    /// The same edges, each with the key that takes it, or `'\0'` if no key does.
    pub possible: PerSide<Vec<(EdgeId, char)>>,
    /// The states that each side's current connection has been in.
    pub visited: PerSide<Vec<State>>,
    /// The calls that the focused endpoint may make.
    pub calls: Vec<Call>,
    /// Why the last thing happened, or the selected segment's arrival.
    pub explained: Explained,
    /// Who waits for whom now.
    pub waiting: String,
}

impl Derived {
    /// Derives again what depends on what has changed.
    pub fn rebuild(&mut self, changed: Changed, game: &Game, view: &View, settings: &Settings) {
        let world = game.world();
        if changed == Changed::Step {
            let permitted = |(_, input): &(EdgeId, Input)| game.permits(input);
            self.edges = PerSide::from_fn(|side| world.possible_edges(side).into_iter().filter(permitted).collect());
            self.visited = game.visited();
        }
        if changed >= Changed::Focus {
            let with_key = |(edge, input): &(EdgeId, Input)| (*edge, key_of(&settings.keys, world, view.focus, *input));
            self.possible = self.edges.as_ref().map(|edges| edges.iter().map(with_key).collect());
            let calls = world.possible_calls(view.focus);
            self.calls = calls.filter(|call| game.permits(&Input::Call(view.focus, *call))).collect();
            let named = game.named();
            self.waiting = narrate::next(world, view.focus, named.as_deref()).waiting;
        }
        if changed != Changed::Focus {
            self.explained = Explained::of(game, view, settings.language);
        }
    }
}

/// An explanation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Explained {
    /// Who, what, and what came of it; empty if nothing has happened.
    pub headline: String,
    /// If it was refused, what would make it possible.
    pub remedy: Option<String>,
    /// The rules that led to it, in order, each with its place and its arithmetic.
    pub reasons: Vec<String>,
}

impl Explained {
    /// Explains the selected segment's arrival, or else the latest record.
    fn of(game: &Game, view: &View, language: &Language) -> Self {
        let mut explained = Self::default();
        let Some((step, record)) = record_to_explain(game.history(), view.selected) else { return explained };
        let before = game.history().world_at(step - 1);
        let after = game.history().world_at(step);
        let named = game.named_in(&record);
        narrate::headline(&record, named.as_deref(), narrate::times_sent(&after, &record), &mut explained.headline);
        explained.remedy = remedy(&after, &record, language);
        let mut reasons = narrate::why(&record, narrate::tcb_of(&before, &record));
        // What decided comes first; what was done in passing may be cut off where there is little room.
        reasons.sort_by_key(|reason| reason.rule.id.is_in_passing());
        if !view.numbers {
            reasons.retain(|reason| !reason.rule.id.is_in_passing());
        }
        for reason in reasons {
            let mut words = reason.marked();
            if let Some(arithmetic) = reason.arithmetic.filter(|_| view.numbers) {
                words = say!(language, language.stage.reason, rule = &words, arithmetic = &arithmetic);
            }
            explained.reasons.push(words);
        }
        explained
    }
}

/// The arrival of this packet, or else the last thing that happened, with its step.
pub fn record_to_explain(history: &History, packet: Option<PacketId>) -> Option<(usize, Record)> {
    let step = history.step();
    if let Some(id) = packet {
        let records = history.records(step.saturating_sub(STEPS) + 1..step + 1);
        let arrival = records
            .into_iter()
            .rev()
            .find(|(_, record)| matches!(record.happening, Happening::Arrival { packet, .. } if packet == id));
        if arrival.is_some() {
            return arrival;
        }
    }
    history.latest_record(STEPS)
}

/// What would make a call possible that was refused: a shortest way to a world that takes it, if there is one without force.
fn remedy(world: &World, record: &Record, language: &Language) -> Option<String> {
    let Happening::Call(call) = record.happening else { return None };
    let refused = record.outcome.reply.is_some_and(Reply::is_error);
    let side = record.side;
    let gentle = |call| !matches!(call, Call::Abort | Call::Listen);
    let takes_it = |world: &World| world.would_accept(side, call);
    let way = refused.then(|| lesson::shortest_way_to(world, gentle, takes_it))??;
    (!way.is_empty()).then(|| say!(language, language.stage.remedy, way = &lesson::way_in_words(&way, 3)))
}
