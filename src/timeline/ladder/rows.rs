//! The rows and arrows of a ladder, collected from records.

use super::arrow::{Arrow, At, Departed, Fate, Kind, Octets};
use super::host::{Beginning, Host};
use super::note::{self, About, Note};
use super::row::{Line, Row, Says};
use crate::narrate::Label;
use crate::sim::{Departure, Happening, LinkChange, Loss, Origin, PacketId, PerSide, Record, Side};
use crate::tcp::{Instant, Segment, State};
use smallvec::SmallVec;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::time::Duration;

/// At least so many lines are kept.
const KEPT: u64 = 400;
/// So many more come together before the oldest are forgotten.
const SLACK: u64 = 100;
/// So many segments of one side can be under way on lanes of their own.
const LANES: u8 = 5;
/// A pause this long is worth a line.
pub(super) const PAUSE: Duration = Duration::from_secs(1);

/// The rows and arrows of a session, or of the latest part of it.
#[derive(Clone, Debug, Default)]
pub struct Ladder {
    /// The states that it begins with.
    pub begins: PerSide<State>,
    /// In order.
    pub rows: Vec<Row>,
    /// The segments, in the order of departure.
    pub arrows: Vec<Arrow>,
    /// Where each of them is.
    places: HashMap<PacketId, usize>,
    /// How many rows have been forgotten.
    forgotten: usize,
    at: Instant,
    states: PerSide<State>,
    hosts: PerSide<Host>,
    cut: PerSide<bool>,
    /// Whether nothing is ever forgotten.
    pub(super) keeps_all: bool,
    /// Whether a segment that arrives without having left had left before.
    adopts: bool,
    /// Segments that are not drawn, wherever they arrive.
    pub(super) hidden: BTreeSet<PacketId>,
    /// How far each packet had come when it was caught with a step, for those who hold it: the screen's moment may have been later
    /// than the world's, and no record knows it.
    caught: HashMap<(PacketId, usize), f64>,
}

impl Ladder {
    /// An empty ladder, for records from the middle of a session. What is long past is forgotten.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A ladder whose first row shows the states that it begins with. What is long past is forgotten.
    #[must_use]
    pub fn starting(beginning: Beginning) -> Self {
        let mut ladder = Self::beginning(beginning);
        ladder.begin(0, Side::A);
        ladder.say(Says::Start(beginning.states));
        ladder
    }

    /// A ladder that keeps every row, and on which segments may arrive that had left before it begins.
    #[must_use]
    pub fn whole(beginning: Beginning) -> Self {
        Self { keeps_all: true, adopts: true, ..Self::beginning(beginning) }
    }

    /// A ladder of rows and arrows that were made without records, of a capture for instance. The rows' lines are numbered here;
    /// where an arrow leaves and ends has to name them.
    #[must_use]
    pub fn of_rows(begins: PerSide<State>, mut rows: Vec<Row>, arrows: Vec<Arrow>) -> Self {
        let mut first = 0;
        for row in &mut rows {
            row.first = first;
            first = row.end();
        }
        let last = rows.last();
        let closed = rows.iter().rev().find_map(|row| row.lines.last()).map_or(PerSide::both(true), |line| line.closed);
        Self {
            begins,
            places: places(&arrows),
            at: last.map_or(Instant::ZERO, |row| row.at),
            states: last.map_or(begins, |row| row.states),
            hosts: closed.map(|closed| Host { open: u32::from(!closed), ..Host::default() }),
            keeps_all: true,
            rows,
            arrows,
            ..Self::default()
        }
    }

    fn beginning(Beginning { states, hosts }: Beginning) -> Self {
        Self { begins: states, states, hosts, ..Self::default() }
    }

    /// Where this ladder, rebuilt, takes the place of another one: what is held stays where that one showed it.
    pub fn succeed(&mut self, other: Self) {
        self.caught = other.caught;
    }

    /// Adds what happened with a step.
    pub fn push(&mut self, step: usize, record: &Record) -> &mut Row {
        self.push_seen(step, record, record.at)
    }

    /// The same where the screen had got to this moment, which may lie behind the record's: a lesson rests while segments are in
    /// flight, and shows them on their way.
    pub fn push_seen(&mut self, step: usize, record: &Record, seen: Instant) -> &mut Row {
        if self.end() - self.first_line() > KEPT + SLACK && !self.keeps_all {
            self.forget();
        }
        let seen = seen.max(record.at);
        let pause = self.pause_before(record);
        self.at = self.at.max(record.at);
        self.begin(step, record.side);
        if let Some(pause) = pause {
            self.say(Says::Passed(pause));
        }
        self.happen(step, record, seen);
        let host = record.side;
        let counted = self.hosts[host].counting(record);
        let about = counted.about(record);
        self.tell(record, about);
        self.hosts[host] = counted;
        for state in record.entered() {
            if self.hosts[host].enters(record.connection(), state) {
                self.states[host] = state;
            }
            self.say(Says::Note(about, Note::State(state)));
        }
        for departure in &record.departures {
            self.depart((record.side, about, seen), departure);
        }
        self.finish()
    }

    /// Begins a row.
    fn begin(&mut self, step: usize, side: Side) {
        let row = Row {
            step,
            at: self.at,
            side,
            headline: String::new(),
            lines: SmallVec::new(),
            first: self.end(),
            states: self.states,
        };
        self.rows.push(row);
    }

    /// Adds a line to the row that was begun last.
    fn say(&mut self, says: Says) {
        let closed = self.closed();
        if let Some(row) = self.rows.last_mut() {
            row.lines.push(Line { says, closed });
        }
    }

    /// A row of one line that belongs to the step of the last one.
    pub(super) fn add(&mut self, says: Says) -> &mut Row {
        let (step, side) = self.rows.last().map_or((0, Side::A), |row| (row.step, row.side));
        self.begin(step, side);
        self.say(says);
        self.finish()
    }

    fn finish(&mut self) -> &mut Row {
        let last = self.rows.len() - 1;
        let row = &mut self.rows[last];
        row.states = self.states;
        row
    }

    /// What a host says about a record besides states and segments.
    fn tell(&mut self, record: &Record, about: About) {
        for (about, note) in note::cause(record, about) {
            self.say(Says::Note(about, note));
        }
        for signal in record.outcome.signals.iter().filter(|signal| note::is_worth_saying(**signal)) {
            self.say(Says::Note(about, Note::Signal(*signal, record.outcome.errno, record.before)));
        }
    }

    /// How long nothing happened before a record that comes next, if that is worth a line.
    pub(super) fn pause_before(&self, record: &Record) -> Option<Duration> {
        let begins = self.rows.last().is_none_or(|row| matches!(row.says().next(), Some(Says::Start(_))));
        Some(record.at.since(self.last_at())).filter(|pause| *pause >= PAUSE && !begins)
    }

    /// What becomes of packets and of the link.
    fn happen(&mut self, step: usize, record: &Record, seen: Instant) {
        if let Some(says) = self.becomes_of_packet(step, record, seen) {
            self.say(says);
        }
        match &record.happening {
            Happening::Link(change) => {
                self.cut_or_mend(*change);
                self.say(Says::Link(*change));
            }
            Happening::Rebooted => {
                self.hosts[record.side].reboots();
                self.states[record.side] = State::Closed;
            }
            Happening::Profile(name) => self.say(Says::Profile(*name)),
            Happening::QuietTime(on) => self.say(Says::QuietTime(*on)),
            _ => {}
        }
    }

    /// What becomes of a packet with this record, and what that puts on a line.
    pub(super) fn becomes_of_packet(&mut self, step: usize, record: &Record, seen: Instant) -> Option<Says> {
        match &record.happening {
            Happening::Arrival { packet, segment } => {
                if self.adopts && self.arrow(*packet).is_none() && !self.hidden.contains(packet) {
                    self.add_arrow(*packet, segment, (None, Departed::First, About::default(), Fate::Held(0.0)));
                }
                let here = Fate::Arrived(self.here());
                self.becomes(*packet, here).then_some(Says::Arrives(*packet))
            }
            Happening::Lost(packet, loss) => {
                let here = Fate::Lost(self.here(), *loss);
                self.becomes(*packet, here).then_some(Says::Lost(*packet))
            }
            Happening::Held(packet) => {
                self.hold(step, *packet, (record.at, seen));
                None
            }
            Happening::Released(packet, arrives) => {
                self.release(*packet, seen, *arrives);
                None
            }
            _ => None,
        }
    }

    /// A held packet stays where it was caught.
    fn hold(&mut self, step: usize, packet: PacketId, (at, seen): (Instant, Instant)) {
        let row = self.row();
        let mut progress = self.arrow(packet).map_or(0.0, |arrow| arrow.progress(seen));
        if seen > at {
            self.caught.insert((packet, step), progress);
        } else if let Some(known) = self.caught.get(&(packet, step)) {
            progress = progress.max(*known);
        }
        if let Some(arrow) = self.arrow_mut(packet) {
            arrow.fate = Fate::Held(progress);
            arrow.stops.push((row, None));
        }
    }

    /// A released packet goes on from where it was held.
    fn release(&mut self, packet: PacketId, since: Instant, arrives: Instant) {
        let row = self.row();
        let Some(arrow) = self.arrow_mut(packet) else { return };
        arrow.fate = Fate::Flying { since, arrives, from: arrow.progress(since) };
        if let Some((_, released)) = arrow.stops.last_mut() {
            *released = Some(row);
        }
    }

    pub(super) fn cut_or_mend(&mut self, change: LinkChange) {
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

    fn depart(&mut self, (from, about, seen): (Side, About, Instant), departure: &Departure) {
        // What the network sends belongs where its original belongs.
        let departed = Departed::new(departure.origin, None);
        let copied = if departed.by_network() { departed.original().and_then(|id| self.arrow(id)) } else { None };
        let about = copied.map_or(about, |arrow| arrow.about);
        let octets = Octets::of(&departure.segment);
        let original = (departure.origin == Origin::Again).then(|| self.original(from, octets)).flatten();
        let here = self.here();
        let below = At { line: here.line + 1, ..here };
        let fate = match departure.arrives {
            Some(arrives) => Fate::Flying { since: seen, arrives, from: 0.0 },
            None if self.cut[from] => Fate::Lost(below, Loss::Cut),
            None => Fate::Lost(below, Loss::Chance),
        };
        let departed = Departed::new(departure.origin, original);
        self.add_arrow(departure.packet, &departure.segment, (Some(here), departed, about, fate));
        self.say(Says::Departs(departure.packet));
        if departure.arrives.is_none() {
            self.say(Says::Lost(departure.packet));
        }
    }

    fn add_arrow(
        &mut self,
        packet: PacketId,
        segment: &Segment,
        (leaves, departed, about, fate): (Option<At>, Departed, About, Fate),
    ) {
        let arrow = Arrow {
            packet,
            about,
            departed,
            label: Label::of(segment),
            kind: Kind::of(segment),
            lane: self.free_lane(packet.from),
            octets: Octets::of(segment),
            leaves,
            stops: SmallVec::new(),
            fate,
        };
        self.places.insert(packet, self.arrows.len());
        self.arrows.push(arrow);
    }

    /// The first that carried these octets and was no copy.
    fn original(&self, from: Side, octets: Octets) -> Option<PacketId> {
        let first = |arrow: &&Arrow| {
            arrow.packet.from == from && arrow.departed == Departed::First && arrow.octets.hold(octets)
        };
        // The latest: a later connection may use the same ports and numbers once more.
        self.arrows.iter().rev().find(first).map(|arrow| arrow.packet)
    }

    /// A later segment takes a lane nearer to its sender, so that it meets none that arrive before it.
    fn free_lane(&self, from: Side) -> u8 {
        let taken = || self.under_way().filter(|arrow| arrow.packet.from == from).map(|arrow| arrow.lane);
        let next = taken().max().map_or(0, |lane| lane + 1);
        let free = (0..LANES).find(|lane| taken().all(|other| other != *lane));
        if next < LANES { next } else { free.unwrap_or(LANES - 1) }
    }

    /// Whether the ladder knows the packet of which this has become.
    fn becomes(&mut self, packet: PacketId, fate: Fate) -> bool {
        self.arrow_mut(packet).map(|arrow| arrow.fate = fate).is_some()
    }

    fn forget(&mut self) {
        let kept_from = self.end() - KEPT;
        let surplus = self.rows.partition_point(|row| row.end() <= kept_from);
        self.rows.drain(..surplus);
        self.forgotten += surplus;
        let first = self.first_line();
        self.arrows.retain(|arrow| arrow.end().is_none_or(|at| at.line >= first));
        self.places = places(&self.arrows);
    }

    /// The segments in the order of departure, for a selection.
    pub fn segments(&self) -> impl DoubleEndedIterator<Item = PacketId> {
        self.arrows.iter().map(|arrow| arrow.packet)
    }

    /// The segments that fly or are held, in the order of departure.
    pub fn under_way(&self) -> impl DoubleEndedIterator<Item = &Arrow> {
        self.arrows.iter().filter(|arrow| arrow.is_under_way())
    }

    /// The segments that are on their way when these rows are over.
    pub fn under_way_after(&self, rows: &Range<usize>) -> impl Iterator<Item = &Arrow> {
        let (rows, end) = (rows.clone(), rows.end);
        self.arrows.iter().filter(move |arrow| arrow.is_seen(&rows) && arrow.ends_with().is_none_or(|at| at >= end))
    }

    /// When the latest of those that fly was first seen on its way.
    #[must_use]
    pub fn latest_departure(&self) -> Option<Instant> {
        let since = |arrow: &Arrow| match arrow.fate {
            Fate::Flying { since, .. } => Some(since),
            _ => None,
        };
        self.under_way().filter_map(since).max()
    }

    /// A segment, if the ladder remembers it.
    #[must_use]
    pub fn arrow(&self, packet: PacketId) -> Option<&Arrow> {
        self.arrows.get(*self.places.get(&packet)?)
    }

    fn arrow_mut(&mut self, packet: PacketId) -> Option<&mut Arrow> {
        self.arrows.get_mut(*self.places.get(&packet)?)
    }

    /// What stands on each line that is remembered, with its step.
    pub fn lines(&self) -> impl Iterator<Item = (usize, Says)> {
        self.rows.iter().flat_map(|row| row.says().map(|says| (row.step, says)))
    }

    /// A line by its number, with its row, if the ladder remembers it.
    #[must_use]
    pub fn line(&self, number: u64) -> Option<(&Row, Line)> {
        let row = self.rows.get(self.rows.partition_point(|row| row.end() <= number))?;
        let line = row.lines.get(usize::try_from(number.checked_sub(row.first)?).ok()?)?;
        Some((row, *line))
    }

    /// The number of the first line that is remembered.
    #[must_use]
    pub fn first_line(&self) -> u64 {
        self.rows.first().map_or(0, |row| row.first)
    }

    /// The number of the line that comes next.
    #[must_use]
    pub fn end(&self) -> u64 {
        self.rows.last().map_or(0, Row::end)
    }

    /// Whether each host has no connection now.
    #[must_use]
    pub fn closed(&self) -> PerSide<bool> {
        self.hosts.map(Host::is_closed)
    }

    /// Both sides' states before a row.
    #[must_use]
    pub fn states_before(&self, row: usize) -> PerSide<State> {
        row.checked_sub(1).map_or(self.begins, |before| self.rows[before].states)
    }

    /// When the last row was made.
    pub(super) fn last_at(&self) -> Instant {
        self.rows.last().map_or(Instant::ZERO, |row| row.at)
    }

    /// The number of the row that was begun last.
    fn row(&self) -> usize {
        (self.forgotten + self.rows.len()).saturating_sub(1)
    }

    /// Where the next line of that row comes.
    fn here(&self) -> At {
        At { row: self.row(), line: self.end() }
    }
}

fn places(arrows: &[Arrow]) -> HashMap<PacketId, usize> {
    arrows.iter().enumerate().map(|(place, arrow)| (arrow.packet, place)).collect()
}
