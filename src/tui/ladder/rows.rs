//! The rows of the ladder, collected from records. A window: what is long past is forgotten.

use super::arrow::{self, Arrow, Departed, Fate};
use super::label::{self, Label};
use super::row::{self, About, HostThen, Line, Note, Row, Then};
use crate::sim::{Departure, Happening, LinkChange, Loss, Origin, PacketId, PerSide, Record, Side, World};
use crate::tcp::{Instant, State};
use smallvec::smallvec;
use std::collections::{HashMap, VecDeque};
use std::time::Duration;

/// At least so many rows are kept.
pub const KEPT: usize = 400;
/// So many more come together before the oldest are forgotten.
const SLACK: usize = 100;
/// So many segments of one side can be in flight on tracks of their own.
const LANES: u8 = 5;
/// A pause this long is worth a row.
pub(super) const PAUSE: Duration = Duration::from_secs(1);

/// The rows and arrows of the latest part of a session.
#[derive(Clone, Debug, Default)]
pub struct Ladder {
    start: Option<(PerSide<State>, PerSide<HostThen>)>,
    pub(super) rows: VecDeque<Row>,
    /// How many rows have been forgotten.
    pub(super) forgotten: u64,
    /// The last step of which rows have been forgotten.
    forgotten_step: usize,
    /// In the order of departure.
    pub(super) arrows: VecDeque<Arrow>,
    pub(super) then: Then,
    /// Whether nothing is ever forgotten.
    pub(super) keeps_all: bool,
    /// How far each packet had come when it was caught with a step, for those who hold it: the screen's moment may have been later
    /// than the world's, and no record knows it.
    caught: HashMap<(PacketId, usize), f64>,
}

impl Ladder {
    /// An empty ladder, for records from the middle of a session.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A ladder whose first row shows the states in which the world began.
    #[must_use]
    pub fn starting(world: &World) -> Self {
        let hosts = PerSide::from_fn(|side| HostThen::of(world.host(side)));
        let mut ladder = Self { start: Some((world.states(), hosts)), ..Self::default() };
        ladder.clear();
        ladder
    }

    /// Back to the beginning.
    pub fn clear(&mut self) {
        let caught = std::mem::take(&mut self.caught);
        *self = Self { start: self.start, keeps_all: self.keeps_all, caught, ..Self::default() };
        if let Some((states, hosts)) = self.start {
            self.then.hosts = hosts;
            self.add(0, Line::Start(states));
        }
    }

    /// Where this ladder, made anew, takes the place of another one: what is held stays where that one showed it.
    pub fn succeed(&mut self, other: Self) {
        self.caught = other.caught;
    }

    /// Adds what happened with a step.
    pub fn push(&mut self, step: usize, record: &Record) {
        self.push_seen(step, record, record.at);
    }

    /// The same where the screen had got to this moment, which may lie behind the record's: a lesson rests while segments are in
    /// flight, and shows them on their way.
    pub fn push_seen(&mut self, step: usize, record: &Record, seen: Instant) {
        let seen = seen.max(record.at);
        self.pass_time(step, record);
        self.happen(step, record, seen);
        let host = record.side;
        let counted = self.then.hosts[host].counting(record);
        let about = counted.about(record);
        for (about, note) in row::cause(record, about) {
            self.add(step, Line::Note(record.side, about, note));
        }
        for signal in record.outcome.signals.iter().filter(|signal| row::worth_saying(**signal)) {
            self.add(step, Line::Note(record.side, about, Note::Signal(*signal, record.outcome.errno, record.before)));
        }
        self.then.hosts[host] = counted;
        for state in record.entered() {
            self.then.hosts[host].enters(record.connection(), state);
            self.add(step, Line::Note(record.side, about, Note::State(state)));
        }
        for departure in &record.departures {
            self.depart(step, (record, about, seen), departure);
        }
        if self.rows.len() > KEPT + SLACK && !self.keeps_all {
            self.forget();
        }
    }

    fn pass_time(&mut self, step: usize, record: &Record) {
        let pause = self.pause_before(record);
        self.then.at = self.then.at.max(record.at);
        if let Some(pause) = pause {
            self.add(step, Line::Passed(pause));
        }
    }

    /// How long nothing happened before a record that comes next, if that is worth a row.
    pub(super) fn pause_before(&self, record: &Record) -> Option<Duration> {
        let begins = self.rows.back().is_none_or(|row| matches!(row.line, Line::Start(_)));
        Some(record.at.since(self.last_at())).filter(|pause| *pause >= PAUSE && !begins)
    }

    /// What becomes of packets and of the link.
    fn happen(&mut self, step: usize, record: &Record, seen: Instant) {
        let end = self.end();
        match &record.happening {
            Happening::Arrival { packet, .. } => {
                if self.becomes(step, *packet, Fate::Landed(end)) {
                    self.add(step, Line::Arrives(*packet));
                }
            }
            Happening::Lost(packet, loss) => {
                if self.becomes(step, *packet, Fate::Lost(end, *loss)) {
                    self.add(step, Line::Lost(*packet));
                }
            }
            Happening::Held(packet) => self.hold(step, *packet, (record.at, seen)),
            Happening::Released(packet, arrives) => self.release(step, seen, (*packet, *arrives)),
            Happening::Link(change) => self.change_link(step, *change),
            Happening::Rebooted => self.then.hosts[record.side].reboots(),
            Happening::Profile(name) => self.add(step, Line::Profile(*name)),
            Happening::QuietTime(on) => self.add(step, Line::QuietTime(*on)),
            Happening::Call(_)
            | Happening::AppCall(_)
            | Happening::Timeout(_)
            | Happening::Forged(_)
            | Happening::Duplicated(..)
            | Happening::Replayed(..)
            | Happening::App(_)
            | Happening::QuietTimeOver
            | Happening::Socket
            | Happening::Accept
            | Happening::AppAccept
            | Happening::Attended(_)
            | Happening::Limited(..)
            | Happening::Option(..)
            | Happening::Killed
            | Happening::KernelCloses => {}
        }
    }

    /// A held packet stays where it was caught.
    fn hold(&mut self, step: usize, packet: PacketId, (at, seen): (Instant, Instant)) {
        let mut progress = self.arrow(packet).map_or(0.0, |arrow| arrow.progress(seen));
        if seen > at {
            self.caught.insert((packet, step), progress);
        } else if let Some(known) = self.caught.get(&(packet, step)) {
            progress = progress.max(*known);
        }
        self.becomes(step, packet, Fate::Held(progress));
    }

    /// A released packet goes on from where it was held.
    fn release(&mut self, step: usize, since: Instant, (packet, arrives): (PacketId, Instant)) {
        let Some(arrow) = self.arrow(packet) else { return };
        let flying = Fate::Flying { since, arrives, from: arrow.progress(since) };
        self.becomes(step, packet, flying);
    }

    fn change_link(&mut self, step: usize, change: LinkChange) {
        match change {
            LinkChange::Cut(None) => self.then.cut = PerSide::both(true),
            LinkChange::Cut(Some(from)) => self.then.cut[from] = true,
            LinkChange::Mend => self.then.cut = PerSide::both(false),
            LinkChange::Latency(..)
            | LinkChange::Loss(_)
            | LinkChange::Reorder(_)
            | LinkChange::Double(_)
            | LinkChange::Seed(_) => {}
        }
        self.add(step, Line::Link(change));
    }

    fn depart(&mut self, step: usize, (record, about, seen): (&Record, About, Instant), departure: &Departure) {
        let from = record.side;
        // What the network sends belongs where its original belongs.
        let departed = Departed::new(departure.origin, None);
        let copied = if departed.by_network() { departed.original().and_then(|id| self.arrow(id)) } else { None };
        let about = copied.map_or(about, |arrow| arrow.about);
        let octets = arrow::octets(&departure.segment);
        let original = (departure.origin == Origin::Again).then(|| self.original(from, octets)).flatten();
        let row = self.end();
        let fate = match departure.arrives {
            Some(arrives) => Fate::Flying { since: seen, arrives, from: 0.0 },
            None if self.then.cut[from] => Fate::Lost(row + 1, Loss::Cut),
            None => Fate::Lost(row + 1, Loss::Chance),
        };
        self.arrows.push_back(Arrow {
            id: departure.packet,
            about,
            departed: Departed::new(departure.origin, original),
            label: Label::new(&departure.segment),
            role: label::role(&departure.segment),
            lane: self.free_lane(from),
            row,
            step,
            octets,
            fates: smallvec![(step, fate)],
        });
        self.add(step, Line::Departs(departure.packet));
        if departure.arrives.is_none() {
            self.add(step, Line::Lost(departure.packet));
        }
    }

    /// The first that carried these octets and was no copy.
    fn original(&self, from: Side, octets: (u16, u16, u32, u32)) -> Option<PacketId> {
        let first =
            |arrow: &&Arrow| arrow.id.from == from && arrow.departed == Departed::First && arrow.repeats(octets);
        // The latest: a later connection may use the same ports and numbers once more.
        self.arrows.iter().rev().find(first).map(|arrow| arrow.id)
    }

    /// A later segment takes a track nearer to its sender, so that it meets none that arrive before it.
    fn free_lane(&self, from: Side) -> u8 {
        let taken = || self.in_flight_arrows().filter(|arrow| arrow.id.from == from).map(|arrow| arrow.lane);
        let next = taken().max().map_or(0, |lane| lane + 1);
        let free = (0..LANES).find(|lane| taken().all(|other| other != *lane));
        if next < LANES { next } else { free.unwrap_or(LANES - 1) }
    }

    fn becomes(&mut self, step: usize, packet: PacketId, fate: Fate) -> bool {
        let arrow = self.arrows.iter_mut().rev().find(|arrow| arrow.id == packet);
        if let Some(arrow) = arrow {
            arrow.fates.push((step, fate));
            return true;
        }
        false
    }

    pub(super) fn add(&mut self, step: usize, line: Line) {
        self.rows.push_back(Row { step, line, then: self.then });
    }

    fn forget(&mut self) {
        let surplus = self.rows.len() - KEPT;
        if let Some(row) = self.rows.get(surplus - 1) {
            self.forgotten_step = row.step;
        }
        self.rows.drain(..surplus);
        self.forgotten += surplus as u64;
        let forgotten = self.forgotten;
        self.arrows.retain(|arrow| arrow.end().is_none_or(|row| row >= forgotten));
    }

    /// Takes back all steps after this one. `false`: the window does not reach back so far, and the ladder has to be built
    /// again from records.
    #[must_use]
    pub fn truncate_to_step(&mut self, step: usize) -> bool {
        if step < self.forgotten_step || (self.start.is_none() && self.rows.front().is_none_or(|row| row.step > step)) {
            return false;
        }
        while self.rows.back().is_some_and(|row| row.step > step) {
            self.rows.pop_back();
        }
        self.arrows.retain(|arrow| arrow.step <= step);
        for arrow in &mut self.arrows {
            while arrow.fates.len() > 1 && arrow.fates.last().is_some_and(|(at, _)| *at > step) {
                arrow.fates.pop();
            }
        }
        let Some(last) = self.rows.back() else { return false };
        self.then = last.then;
        true
    }

    /// The segments in the order of departure, for a selection.
    pub fn segments(&self) -> impl DoubleEndedIterator<Item = PacketId> {
        self.arrows.iter().map(|arrow| arrow.id)
    }

    /// The segments that are on their way or held, in the order of departure.
    pub fn in_flight(&self) -> impl DoubleEndedIterator<Item = PacketId> {
        self.in_flight_arrows().map(|arrow| arrow.id)
    }

    /// When the latest of those that fly was first seen on its way.
    #[must_use]
    pub fn latest_departure(&self) -> Option<Instant> {
        let since = |arrow: &Arrow| match arrow.fate() {
            Fate::Flying { since, .. } => Some(since),
            _ => None,
        };
        self.in_flight_arrows().filter_map(since).max()
    }

    pub(super) fn in_flight_arrows(&self) -> impl DoubleEndedIterator<Item = &Arrow> {
        self.arrows.iter().filter(|arrow| arrow.is_in_flight())
    }

    pub(super) fn arrow(&self, id: PacketId) -> Option<&Arrow> {
        self.arrows.iter().rev().find(|arrow| arrow.id == id)
    }

    /// How a segment came to leave, if the ladder remembers it.
    #[must_use]
    pub fn departed(&self, id: PacketId) -> Option<Departed> {
        self.arrow(id).map(|arrow| arrow.departed)
    }

    /// What stands on each row, with its step: a transcript of the window.
    pub fn lines(&self) -> impl ExactSizeIterator<Item = (usize, Line)> {
        self.rows.iter().map(|row| (row.step, row.line))
    }

    /// When the last row was made.
    pub(super) fn last_at(&self) -> Instant {
        self.rows.back().map_or(Instant::ZERO, |row| row.then.at)
    }

    /// The number of the row after the last, counted from the beginning.
    pub(super) fn end(&self) -> u64 {
        self.forgotten + self.rows.len() as u64
    }
}
