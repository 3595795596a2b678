//! The ladder, collected from records.

use std::collections::BTreeSet;
use std::time::Duration;

use super::super::words::{L, W};
use super::label::{Kind, label};
use super::note::notes;
use super::{About, Arrow, End, Ladder, Moment, Note, Told};
use crate::narrate;
use crate::sim::{ConnectionId, Departure, Happening, LinkChange, Loss, Origin, PacketId, PerSide, Record, Side};
use crate::tcp::{Instant, Segment, State};

/// A pause this long is worth saying.
const PAUSE: Duration = Duration::from_secs(1);

impl Ladder {
    /// The ladder of what is told, which begins in these states. The names stand at its head; below it the ends go by their letters.
    #[must_use]
    pub fn of(names: PerSide<&str>, begins: PerSide<State>, told: &[Told<'_>]) -> Self {
        let mut collector = Collector {
            ladder: Self { names: narrate::ends(names), begins, moments: Vec::new(), arrows: Vec::new() },
            several: PerSide::from_fn(|side| has_several(side, told.iter().flat_map(Told::records).copied())),
            latest: PerSide::both(None),
            cut: PerSide::both(false),
            hidden: BTreeSet::new(),
        };
        for told in told {
            match told {
                Told::Record(record) => collector.take(record),
                Told::More(times, folded) => collector.more(*times, folded),
            }
        }
        collector.ladder
    }
}

fn has_several<'a>(side: Side, records: impl Iterator<Item = &'a Record>) -> bool {
    let ids = records.filter(|record| record.side == side).filter_map(Record::connection);
    ids.collect::<BTreeSet<ConnectionId>>().len() > 1
}

struct Collector {
    ladder: Ladder,
    several: PerSide<bool>,
    /// Each side's latest connection: the life line shows its state.
    latest: PerSide<Option<ConnectionId>>,
    cut: PerSide<bool>,
    /// The segments that left while things were folded.
    hidden: BTreeSet<PacketId>,
}

impl Collector {
    fn take(&mut self, record: &Record) {
        let number = self.ladder.moments.len();
        let mut what = String::new();
        narrate::headline(record, Side::LETTERS, None, &mut what);
        let ends = self.becomes(number, record);
        let departs = record.departures.iter().map(|departure| self.depart(number, record, departure)).collect();
        let pause = self.ladder.moments.last().map(|before| record.at.since(before.at));
        let states = self.states_after(record);
        self.ladder.moments.push(Moment {
            at: record.at,
            pause: pause.filter(|pause| *pause >= PAUSE),
            side: record.side,
            notes: notes(record, &what, self.several[record.side]),
            what,
            ends,
            departs,
            states,
        });
    }

    /// So many more times this, at other connections: their segments are not drawn, wherever they arrive.
    fn more(&mut self, times: usize, folded: &[&Record]) {
        let Some(last) = folded.last() else { return };
        let departures = folded.iter().flat_map(|record| &record.departures);
        self.hidden.extend(departures.map(|departure| departure.packet));
        let number = self.ladder.moments.len();
        for record in folded {
            self.becomes(number, record);
        }
        let what = format!("{}{times}{}", W.more.0, W.more.1);
        let notes = vec![Note { about: About::Both, text: what.clone() }];
        let states = self.ladder.states_before(number);
        let (at, side) = (last.at, last.side);
        self.ladder.moments.push(Moment {
            at,
            pause: None,
            side,
            what,
            notes,
            ends: None,
            departs: Vec::new(),
            states,
        });
    }

    fn states_after(&mut self, record: &Record) -> PerSide<State> {
        let mut states = self.ladder.states_before(self.ladder.moments.len());
        let side = record.side;
        match (&record.happening, record.entered().last()) {
            (Happening::Rebooted, _) => states[side] = State::Closed,
            (_, Some(state)) if record.connection() >= self.latest[side] => {
                self.latest[side] = record.connection();
                states[side] = state;
            }
            _ => {}
        }
        states
    }

    /// What becomes of a segment with this record; its place, if that is its end.
    fn becomes(&mut self, number: usize, record: &Record) -> Option<usize> {
        match &record.happening {
            Happening::Arrival { packet, .. } if self.hidden.contains(packet) => None,
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

    fn change_link(&mut self, change: LinkChange) {
        match change {
            LinkChange::Cut(None) => self.cut = PerSide::both(true),
            LinkChange::Cut(Some(from)) => self.cut[from] = true,
            LinkChange::Mend => self.cut = PerSide::both(false),
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
            let loss = if self.cut[record.side] { Loss::Cut } else { Loss::Chance };
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
