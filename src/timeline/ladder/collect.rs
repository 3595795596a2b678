//! Records become rows and arrows: here, and nowhere else.

use super::arrow::{Arrow, At, Fate, Kind, Octets};
use super::note::{self, About, Note};
use super::row::{Line, LineContent, Row};
use super::rows::{LANES, Ladder, lanes, places};
use crate::narrate::Label;
use crate::sim::{Departure, EventKind, LinkChange, Loss, Origin, PacketId, PerSide, Record, Side};
use crate::tcp::{Instant, Segment, State};
use smallvec::SmallVec;
use std::time::Duration;

/// At least this many lines are kept.
const KEPT: u64 = 400;
/// This many more come together before the oldest are forgotten.
const SLACK: u64 = 100;
/// A segment that is repeated is looked for among so many of the latest, and then by its first octet.
const LATEST: usize = 256;
/// A pause this long is worth a line.
pub(super) const PAUSE: Duration = Duration::from_secs(1);

impl Ladder {
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
            self.say(LineContent::Passed(pause));
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
            let note = if record.is_guess { Note::Perhaps(state) } else { Note::State(state) };
            self.say(LineContent::Note(about, note));
        }
        for departure in &record.departures {
            self.depart((record.side, about, seen), departure);
        }
        self.finish()
    }

    /// What a host says about a record besides states and segments.
    fn tell(&mut self, record: &Record, about: About) {
        for (about, note) in note::cause(record, about) {
            self.say(LineContent::Note(about, note));
        }
        for signal in record.outcome.signals.iter().filter(|signal| note::is_worth_saying(**signal)) {
            self.say(LineContent::Note(about, Note::Signal(*signal, record.outcome.errno, record.before)));
        }
    }

    /// What becomes of packets and of the link.
    fn happen(&mut self, step: usize, record: &Record, seen: Instant) {
        if let Some(content) = self.becomes_of_packet(step, record, seen) {
            self.say(content);
        }
        match &record.kind {
            EventKind::Link(change) => {
                self.cut_or_mend(*change);
                self.say(LineContent::Link(*change));
            }
            EventKind::Rebooted => {
                self.hosts[record.side].reboots();
                self.states[record.side] = State::Closed;
            }
            EventKind::Profile(name) => self.say(LineContent::Profile(*name)),
            EventKind::QuietTime(on) => self.say(LineContent::QuietTime(*on)),
            EventKind::IsnClock(on) => self.say(LineContent::IsnClock(*on)),
            _ => {}
        }
    }

    /// What becomes of a packet with this record, and what that puts on a line.
    pub(super) fn becomes_of_packet(&mut self, step: usize, record: &Record, seen: Instant) -> Option<LineContent> {
        match &record.kind {
            EventKind::Arrival { packet, segment } => {
                if self.adopts && self.arrow(*packet).is_none() && !self.hidden.contains(packet) {
                    self.add_arrow(*packet, segment, (None, (Origin::Sent, None), About::default(), Fate::Held(0.0)));
                }
                let here = Fate::Arrived(self.here());
                self.becomes(*packet, here).then_some(LineContent::Arrives(*packet))
            }
            EventKind::Lost(packet, loss) => {
                let here = Fate::Lost(self.here(), *loss);
                self.becomes(*packet, here).then_some(LineContent::Lost(*packet))
            }
            EventKind::Held(packet) => {
                self.hold(step, *packet, (record.at, seen));
                None
            }
            EventKind::Released(packet, arrives) => {
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
        self.becomes(packet, Fate::Held(progress));
        if let Some(arrow) = self.arrow_mut(packet) {
            arrow.stops.push((row, None));
        }
    }

    /// A released packet goes on from where it was held.
    fn release(&mut self, packet: PacketId, since: Instant, arrives: Instant) {
        let row = self.row();
        let Some(from) = self.arrow(packet).map(|arrow| arrow.progress(since)) else { return };
        self.becomes(packet, Fate::Flying { since, arrives, from });
        let Some(arrow) = self.arrow_mut(packet) else { return };
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
            | LinkChange::Seed(_)
            | LinkChange::Idle(_)
            | LinkChange::IdleRst(_)
            | LinkChange::Icmp(..)
            | LinkChange::IcmpAfter(_) => {}
        }
    }

    fn depart(&mut self, (from, about, seen): (Side, About, Instant), departure: &Departure) {
        // What the network sends belongs where its original belongs.
        let original = match departure.origin {
            Origin::Sent | Origin::Forged | Origin::Middlebox(_) => None,
            Origin::Again => self.original(from, Octets::of(&departure.segment)),
            Origin::DuplicateOf(id) | Origin::ReplayOf(id) => Some(id),
        };
        let copied = original.filter(|_| departure.origin != Origin::Again).and_then(|id| self.arrow(id));
        let about = copied.map_or(about, |arrow| arrow.about);
        let here = self.here();
        let below = At { line: here.line + 1, ..here };
        let fate = match departure.arrives {
            Some(arrives) => Fate::Flying { since: seen, arrives, from: 0.0 },
            None if self.cut[from] => Fate::Lost(below, Loss::Cut),
            None => Fate::Lost(below, Loss::Chance),
        };
        let origin = (departure.origin, original);
        self.add_arrow(departure.packet, &departure.segment, (Some(here), origin, about, fate));
        self.say(LineContent::Departs(departure.packet));
        if departure.arrives.is_none() {
            self.say(LineContent::Lost(departure.packet));
        }
    }

    /// The first that carried these octets and was not a copy.
    fn original(&self, from: Side, octets: Octets) -> Option<PacketId> {
        let first =
            |arrow: &&Arrow| arrow.packet.from == from && arrow.origin == Origin::Sent && arrow.octets.hold(octets);
        // The latest: a later connection may use the same ports and numbers once more.
        let latest = self.arrows.iter().rev().take(LATEST).find(first).map(|arrow| arrow.packet);
        latest.or_else(|| self.sent.get(&(from, octets.ports, octets.seq)).copied())
    }

    /// Begins a row.
    pub(super) fn begin(&mut self, step: usize, side: Side) {
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
    pub(super) fn say(&mut self, content: LineContent) {
        let closed = self.closed();
        if let Some(row) = self.rows.last_mut() {
            row.lines.push(Line { content, closed });
        }
    }

    /// A row of one line that belongs to the step of the last one.
    pub(super) fn add(&mut self, content: LineContent) -> &mut Row {
        let (step, side) = self.rows.last().map_or((0, Side::A), |row| (row.step, row.side));
        self.begin(step, side);
        self.say(content);
        self.finish()
    }

    fn finish(&mut self) -> &mut Row {
        let last = self.rows.len() - 1;
        let row = &mut self.rows[last];
        row.states = self.states;
        row
    }

    /// How long nothing happened before a record that comes next, if that is worth a line.
    pub(super) fn pause_before(&self, record: &Record) -> Option<Duration> {
        let begins = self.rows.last().is_none_or(|row| matches!(row.content().next(), Some(LineContent::Start(_))));
        Some(record.at.since(self.last_at())).filter(|pause| *pause >= PAUSE && !begins)
    }

    fn add_arrow(
        &mut self,
        packet: PacketId,
        segment: &Segment,
        (leaves, (origin, original), about, fate): (Option<At>, (Origin, Option<PacketId>), About, Fate),
    ) {
        let arrow = Arrow {
            packet,
            about,
            origin,
            original,
            label: Label::of(segment),
            kind: Kind::of(segment),
            lane: self.free_lane(packet.from),
            octets: Octets::of(segment),
            leaves,
            stops: SmallVec::new(),
            fate,
        };
        if arrow.origin == Origin::Sent && arrow.octets.len > 0 {
            self.sent.insert((packet.from, arrow.octets.ports, arrow.octets.seq), packet);
        }
        if arrow.is_under_way() {
            self.lanes[packet.from][usize::from(arrow.lane) % LANES] += 1;
        }
        self.places.insert(packet, self.arrows.len());
        self.arrows.push(arrow);
    }

    /// A later segment takes a lane nearer to its sender, so that it meets none that arrive before it.
    fn free_lane(&self, from: Side) -> u8 {
        let taken = &self.lanes[from];
        let next = taken.iter().rposition(|count| *count > 0).map_or(0, |lane| lane + 1);
        let free = taken.iter().position(|count| *count == 0).unwrap_or(LANES - 1);
        u8::try_from(if next < LANES { next } else { free }).unwrap_or_default()
    }

    /// Whether the ladder knows the packet of which this has become.
    fn becomes(&mut self, packet: PacketId, fate: Fate) -> bool {
        let Some(arrow) = self.arrow_mut(packet) else { return false };
        let (was, lane) = (arrow.is_under_way(), usize::from(arrow.lane) % LANES);
        arrow.fate = fate;
        let is = arrow.is_under_way();
        let count = &mut self.lanes[packet.from][lane];
        *count = count.saturating_add(u32::from(is)).saturating_sub(u32::from(was));
        true
    }

    fn forget(&mut self) {
        let kept_from = self.end() - KEPT;
        let surplus = self.rows.partition_point(|row| row.end() <= kept_from);
        self.rows.drain(..surplus);
        self.forgotten += surplus;
        let first = self.first_line();
        self.arrows.retain(|arrow| arrow.end().is_none_or(|at| at.line >= first));
        self.places = places(&self.arrows);
        self.lanes = lanes(&self.arrows);
        self.sent.retain(|_, packet| self.places.contains_key(packet));
    }

    fn arrow_mut(&mut self, packet: PacketId) -> Option<&mut Arrow> {
        self.arrows.get_mut(*self.places.get(&packet)?)
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
