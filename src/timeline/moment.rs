//! One thing that happened, with all that it takes to explain it.

use crate::language::Language;
use crate::narrate::{self, Headline, Inspection, Numbers};
use crate::session::History;
use crate::sim::{Departure, EventKind, PacketId, PerSide, Record, World};

/// How many steps back something is looked for that happened lately.
const LATELY: usize = 300;

/// One thing that happened in a world that can be driven, with the worlds before and after it.
#[derive(Clone, Debug)]
pub struct Moment {
    /// Its step, counted from 1.
    pub step: usize,
    /// What happened.
    pub record: Record,
    /// The world before the step.
    pub before: World,
    /// The world after the step.
    pub after: World,
}

impl Moment {
    /// The moment of a record of the present path.
    #[must_use]
    pub fn of(history: &History, (step, record): (usize, Record)) -> Self {
        Self { before: history.world_at(step.saturating_sub(1)), after: history.world_at(step), step, record }
    }

    /// The last thing that happened lately, if anything did.
    #[must_use]
    pub fn latest(history: &History) -> Option<Self> {
        Some(Self::of(history, history.latest_record(LATELY)?))
    }

    /// The arrival of this packet, if it arrived lately; otherwise, and without a packet, the last thing that happened.
    #[must_use]
    pub fn to_explain(history: &History, packet: Option<PacketId>) -> Option<Self> {
        let arrives = |id: PacketId| {
            let is_it = |record: &Record| matches!(record.kind, EventKind::Arrival { packet, .. } if packet == id);
            lately(history).rfind(|(_, record)| is_it(record))
        };
        packet.and_then(arrives).map(|found| Self::of(history, found)).or_else(|| Self::latest(history))
    }

    /// The latest moment at which a packet left that is wanted, and what is known of its departure.
    #[must_use]
    pub fn of_departure(history: &History, wanted: impl Fn(PacketId) -> bool) -> Option<(Self, Departure)> {
        let departure = |record: &Record| record.departures.iter().rfind(|departure| wanted(departure.packet)).cloned();
        let (found, departure) = lately(history).rev().find_map(|found| {
            let departure = departure(&found.1)?;
            Some((found, departure))
        })?;
        Some((Self::of(history, found), departure))
    }

    /// A segment that left with it, taken apart.
    #[must_use]
    pub fn inspect(&self, language: &Language, departure: &Departure) -> Inspection {
        let numbers = Numbers::of_record(&self.record, &self.before, &self.after);
        let (packet, origin) = (departure.packet, departure.origin);
        narrate::inspect(language, (packet, origin), &departure.segment, numbers.as_ref(), self.record.arrived())
    }
}

/// The headline of a record of the present path. The world after its step is looked at only where the headline tells more by it.
#[must_use]
pub fn headline(
    language: &Language,
    history: &History,
    (step, record): (usize, &Record),
    names: PerSide<&str>,
) -> String {
    let headline = Headline::of(language, record, names);
    match record.kind {
        EventKind::Timeout(_) => headline.counting(&history.world_at(step)).to_string(),
        _ => headline.to_string(),
    }
}

/// The records of the latest steps, each with its step.
fn lately(history: &History) -> impl DoubleEndedIterator<Item = (usize, Record)> {
    let step = history.step();
    history.records(step.saturating_sub(LATELY) + 1..step + 1).into_iter()
}
