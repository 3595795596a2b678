//! The ladder, collected from records.

use std::collections::BTreeSet;
use std::time::Duration;

use super::super::words::L;
use super::label::{Kind, label};
use super::note::notes;
use super::{Arrow, End, Ladder, Moment};
use crate::narrate;
use crate::sim::{ConnectionId, Departure, Happening, LinkChange, Loss, Origin, PacketId, Record, Side};
use crate::tcp::{Instant, Segment, State};

/// A pause this long is worth saying.
const PAUSE: Duration = Duration::from_secs(1);

impl Ladder {
    /// The ladder of these records, which begin in these states. The names stand at its head; below it the ends go by their letters.
    #[must_use]
    pub fn of<'a>(names: [&str; 2], begins: [State; 2], records: impl Iterator<Item = &'a Record> + Clone) -> Self {
        let mut collector = Collector {
            ladder: Self { names: narrate::ends(names), begins, moments: Vec::new(), arrows: Vec::new() },
            several: Side::BOTH.map(|side| has_several(side, records.clone())),
            latest: [0; 2],
            cut: [false; 2],
        };
        for record in records {
            collector.take(record);
        }
        collector.ladder
    }
}

fn has_several<'a>(side: Side, records: impl Iterator<Item = &'a Record>) -> bool {
    let ids = records.filter(|record| record.side == side && record.connection > 0).map(|record| record.connection);
    ids.collect::<BTreeSet<ConnectionId>>().len() > 1
}

struct Collector {
    ladder: Ladder,
    several: [bool; 2],
    /// Each side's latest connection: the life line shows its state.
    latest: [ConnectionId; 2],
    cut: [bool; 2],
}

impl Collector {
    fn take(&mut self, record: &Record) {
        let number = self.ladder.moments.len();
        let mut what = String::new();
        narrate::headline(record, &Side::BOTH.map(Side::letter), None, &mut what);
        let ends = self.becomes(number, record);
        let departs = record.departures.iter().map(|departure| self.depart(number, record, departure)).collect();
        let pause = self.ladder.moments.last().map(|before| record.at.since(before.at));
        let states = self.states_after(record);
        self.ladder.moments.push(Moment {
            at: record.at,
            pause: pause.filter(|pause| *pause >= PAUSE),
            side: record.side,
            notes: notes(record, &what, self.several[record.side.index()]),
            what,
            ends,
            departs,
            states,
        });
    }

    fn states_after(&mut self, record: &Record) -> [State; 2] {
        let mut states = self.ladder.states_before(self.ladder.moments.len());
        let side = record.side.index();
        match (&record.happening, record.entered().last()) {
            (Happening::Rebooted, _) => states[side] = State::Closed,
            (_, Some(state)) if record.connection >= self.latest[side] => {
                self.latest[side] = record.connection;
                states[side] = state;
            }
            _ => {}
        }
        states
    }

    /// What becomes of a segment with this record; its place, if that is its end.
    fn becomes(&mut self, number: usize, record: &Record) -> Option<usize> {
        match &record.happening {
            Happening::Arrival { packet, segment } => {
                let at = self.find(*packet).unwrap_or_else(|| self.add(*packet, None, (segment, Origin::Sent)));
                self.ladder.arrows[at].end = End::Arrives(number);
                Some(at)
            }
            Happening::Lost(packet, loss) => {
                let at = self.find(*packet)?;
                self.ladder.arrows[at].end = End::Lost(number, *loss);
                Some(at)
            }
            Happening::Held(packet) => {
                let at = self.find(*packet)?;
                self.ladder.arrows[at].stops.push((number, None));
                None
            }
            Happening::Released(packet, _) => {
                let at = self.find(*packet)?;
                self.ladder.arrows[at].stops.last_mut()?.1 = Some(number);
                None
            }
            Happening::Link(change) => {
                self.change_link(*change);
                None
            }
            _ => None,
        }
    }

    const fn change_link(&mut self, change: LinkChange) {
        match change {
            LinkChange::Cut(None) => self.cut = [true; 2],
            LinkChange::Cut(Some(from)) => self.cut[from.index()] = true,
            LinkChange::Mend => self.cut = [false; 2],
            LinkChange::Latency(..)
            | LinkChange::Loss(_)
            | LinkChange::Reorder(_)
            | LinkChange::Double(_)
            | LinkChange::Seed(_) => {}
        }
    }

    fn depart(&mut self, number: usize, record: &Record, departure: &Departure) -> usize {
        let at = self.add(departure.packet, Some(number), (&departure.segment, departure.origin));
        if departure.arrives.is_none_or(|arrives| arrives == Instant::NEVER) {
            let loss = if self.cut[record.side.index()] { Loss::Cut } else { Loss::Chance };
            self.ladder.arrows[at].end = End::Lost(number, loss);
        }
        at
    }

    fn add(&mut self, packet: PacketId, leaves: Option<usize>, (segment, origin): (&Segment, Origin)) -> usize {
        let mark = match origin {
            Origin::Sent => None,
            Origin::Again => Some(L.sent_again.to_owned()),
            Origin::Forged => Some(L.forged.to_owned()),
            Origin::DuplicateOf(id) => Some(format!("{}{id}", L.copy)),
            Origin::ReplayOf(id) => Some(format!("{}{id}", L.replay)),
        };
        self.ladder.arrows.push(Arrow {
            packet,
            label: label(segment),
            flags: narrate::flag_names(segment.flags),
            kind: Kind::of(segment),
            mark,
            by_network: matches!(origin, Origin::DuplicateOf(_) | Origin::ReplayOf(_)),
            leaves,
            stops: Vec::new(),
            end: End::OnItsWay,
        });
        self.ladder.arrows.len() - 1
    }

    fn find(&self, packet: PacketId) -> Option<usize> {
        self.ladder.arrows.iter().rposition(|arrow| arrow.packet == packet)
    }
}
