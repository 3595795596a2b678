//! Why the last thing happened, in words: worked out once a step and not once a frame.

use super::Stage;
use crate::lesson;
use crate::narrate;
use crate::session::History;
use crate::sim::{Call, Happening, PacketId, Record, World};
use crate::tcp::Reply;

/// How far back the selected segment's arrival is looked for.
const STEPS: usize = 300;

/// An explanation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Explained {
    /// Who, what, and what came of it; empty if nothing has happened.
    pub headline: String,
    /// If it was refused, what would make it possible.
    pub remedy: Option<String>,
    /// The rules that led to it, in order, each with its place and its arithmetic.
    pub reasons: Vec<String>,
    /// Who waits for whom now.
    pub waiting: String,
}

impl Stage {
    /// Explains the selected segment's arrival, or else the latest record.
    pub(super) fn explain(&mut self) {
        let named = self.game.named();
        let names = [named[0].as_str(), named[1].as_str()];
        let waiting = narrate::next(self.game.world(), self.focus, &names).waiting;
        let mut explained = Explained { waiting, ..Explained::default() };
        if let Some((step, record)) = record_to_explain(self.history(), self.selected) {
            let before = self.history().world_at(step - 1);
            let after = self.history().world_at(step);
            let times = narrate::times_sent(&after, &record);
            let named = self.game.named_in(&record);
            let names = [named[0].as_str(), named[1].as_str()];
            narrate::headline(&record, &names, times, &mut explained.headline);
            explained.remedy = remedy(&after, &record);
            let mut reasons = narrate::why(&record, narrate::tcb_of(&before, &record));
            // What decided comes first; what was done in passing may be cut off where there is little room.
            reasons.sort_by_key(|reason| reason.rule.id.is_in_passing());
            if !self.numbers {
                reasons.retain(|reason| !reason.rule.id.is_in_passing());
            }
            for reason in reasons {
                let mut words = reason.marked();
                if let Some(arithmetic) = reason.arithmetic.filter(|_| self.numbers) {
                    words = format!("{words} {arithmetic}.");
                }
                explained.reasons.push(words);
            }
        }
        self.explained = explained;
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
fn remedy(world: &World, record: &Record) -> Option<String> {
    let Happening::Call(call) = record.happening else { return None };
    let refused = record.outcome.reply.is_some_and(Reply::is_error);
    let side = record.side;
    let gentle = |call| !matches!(call, Call::Abort | Call::Listen);
    let takes_it = |world: &World| world.would_accept(side, call);
    let way = refused.then(|| lesson::shortest_way_to(world, gentle, takes_it))??;
    (!way.is_empty()).then(|| format!("What would make it possible: {}.", lesson::way_in_words(&way, 3)))
}
