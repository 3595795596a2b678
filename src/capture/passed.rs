//! From the segments of a connection to moments: what happened with each at both ends, and what is known of them after it.

#![warn(clippy::arithmetic_side_effects)]

use super::connection::Connection;
use super::hindsight::{Becomes, Came, Hindsight};
use super::infer::{Known, Sure};
use super::mark::{Mark, Sighting};
use super::place::Place;
use crate::sim::{Call, ConnectionId, Departure, EventKind, Origin, PacketId, PerSide, Record, Side, Socket};
use crate::tcp::{Cause, EdgeId, Flags, Instant, Outcome, Payload, Segment, SeqNumber, State, Timer};
use crate::timeline::Variables;
use crate::wire::{self, flag};
use smallvec::SmallVec;
use std::collections::BTreeMap;

/// A segment that came by, and what is known of both ends after it.
#[derive(Clone, Debug)]
pub(super) struct Passed {
    /// The segment, as the stage calls it.
    pub packet: PacketId,
    /// What it says, with numbers that are counted from those of the SYNs.
    pub segment: Segment,
    /// Who has sent it.
    pub sender: Side,
    /// When it came by, counted from the first.
    pub at: Instant,
    /// What happened at its sender and at the other end: it left and arrived, and others may have arrived after it.
    pub records: SmallVec<[Record; 2]>,
    /// What is known of both ends now.
    pub known: PerSide<Known>,
    /// Their numbers.
    pub numbers: PerSide<Option<Variables>>,
    /// Whether its FIN left after the other end's had come.
    pub is_second: bool,
}

/// All that is known of a connection, moment by moment: before the first segment, and after each.
pub(super) struct Moments {
    /// Before the first segment.
    pub before: PerSide<Known>,
    /// After each.
    pub passed: Vec<Passed>,
}

impl Moments {
    /// Nothing was seen, and nothing is known.
    pub fn none() -> Self {
        let nothing = Known { state: None, possible: Vec::new(), sure: Sure::Unknown, may_also: Vec::new() };
        Self { before: PerSide::both(nothing), passed: Vec::new() }
    }
}

/// The moments of a connection, which these segments make. Its end `a` is A; `bases` are what the ends' numbers are counted from.
pub(super) fn passed(own: &[Sighting], a: wire::End, place: Place, bases: PerSide<u32>) -> Moments {
    let mut came = Vec::with_capacity(own.len());
    let mut watched: Option<Connection> = None;
    for sighting in own {
        let connection = watched.get_or_insert_with(|| begun(sighting, a));
        connection.take(sighting);
        came.push(Came::new(&sighting.segment, sighting.mark, connection, place));
    }
    let (Some(last), Some(first)) = (watched, own.first()) else { return Moments::none() };
    let hindsight = Hindsight::new(came, last.clone(), place);
    let before = PerSide::from_fn(|side| hindsight.at_first(side));
    let states = PerSide::from_fn(|side| before[side].state.unwrap_or(State::Closed));
    let mut building = Building {
        hindsight,
        last,
        bases,
        first: first.mark,
        states,
        sent: PerSide::new(0, 0),
        come: PerSide::both(Vec::new()),
        later: BTreeMap::new(),
        passed: Vec::with_capacity(own.len()),
    };
    let mut connection = begun(first, a);
    own.iter().enumerate().for_each(|(at, sighting)| building.add(at, sighting, &mut connection));
    Moments { before, passed: building.passed }
}

/// A connection that begins with this segment and whose end `a` is A.
fn begun(sighting: &Sighting, a: wire::End) -> Connection {
    let mut connection = Connection::new(sighting);
    if sighting.segment.from != a {
        connection.exchange();
    }
    connection
}

/// What is built up segment by segment.
struct Building {
    hindsight: Hindsight,
    /// The connection after the last segment.
    last: Connection,
    /// What the numbers of each end are counted from.
    bases: PerSide<u32>,
    /// The first packet.
    first: Mark,
    states: PerSide<State>,
    sent: PerSide<u32>,
    /// The numbers that have come to each end, each with the one after its last, as far as they are drawn.
    come: PerSide<Vec<(SeqNumber, SeqNumber)>>,
    /// What arrives after a later segment only, by that segment.
    later: BTreeMap<usize, Vec<(PacketId, Segment)>>,
    passed: Vec<Passed>,
}

impl Building {
    fn add(&mut self, at: usize, sighting: &Sighting, connection: &mut Connection) {
        connection.take(sighting);
        connection.know_better(&self.last);
        let connection = &*connection;
        let sender = connection.sender(&sighting.segment);
        let time = Instant::from_micros(u64::try_from(sighting.mark.since(self.first) / 1_000).unwrap_or_default());
        self.sent[sender] = self.sent[sender].saturating_add(1);
        let packet = PacketId { from: sender, number: self.sent[sender] };
        let segment = self.segment(&sighting.segment, sender);
        let known = PerSide::from_fn(|side| self.hindsight.known(connection, side, at, false));
        let leaving = self.hindsight.known(connection, sender, at, true);
        let becomes = self.hindsight.becomes(at);
        let late = self.later.remove(&at).unwrap_or_default();
        let mut records = SmallVec::new();

        let is_repeated = is_repeated(connection, sender, sighting.mark);
        let at_departure = if late.is_empty() { &known[sender] } else { &leaving };
        let mut sends = self.record(time, sender, cause(&segment, packet, time, is_repeated), at_departure);
        let origin = if is_repeated { Origin::Again } else { Origin::Sent };
        let arrives = (becomes != Becomes::Lost).then_some(time);
        sends.departures.push(Departure { packet, origin, segment: segment.clone(), arrives });
        records.push(sends);
        if let Becomes::ArrivesAfter(later) = becomes {
            self.later.entry(later).or_default().push((packet, segment.clone()));
        } else if becomes == Becomes::ArrivesAtOnce {
            let arrival = EventKind::Arrival { packet, segment: segment.clone() };
            records.push(self.record(time, sender.other(), arrival, &known[sender.other()]));
        }
        let mut late = late.into_iter().peekable();
        while let Some((packet, segment)) = late.next() {
            let message = if late.peek().is_none() { &known[sender] } else { &leaving };
            records.push(self.record(time, sender, EventKind::Arrival { packet, segment }, message));
        }
        let is_second = connection.halves[sender].fin.is_some_and(|fin| fin.is_second);
        let numbers = PerSide::from_fn(|side| self.numbers(connection, side));
        self.passed.push(Passed { packet, segment, sender, at: time, records, known, numbers, is_second });
    }

    /// What happened at one end, with the edge that it took, if its state has changed.
    fn record(&mut self, at: Instant, side: Side, kind: EventKind, known: &Known) -> Record {
        if let EventKind::Arrival { segment, .. } = &kind
            && segment.seg_len() > 0
        {
            self.come[side].push((segment.seq, segment.end()));
        }
        let before = self.states[side];
        let after = known.state.unwrap_or(before);
        let mut outcome = Outcome::default();
        outcome.transitions.extend(edge((before, after), &kind));
        self.states[side] = after;
        let socket = Some(Socket::Connection(ConnectionId::FIRST));
        let is_guess = known.sure > Sure::MustBe;
        Record { at, side, socket, kind, before, after, is_guess, outcome, departures: SmallVec::new() }
    }

    /// The segment with numbers that are counted from those of the SYNs.
    fn segment(&self, seen: &wire::Segment, sender: Side) -> Segment {
        let flags =
            [(flag::SYN, Flags::SYN), (flag::FIN, Flags::FIN), (flag::RST, Flags::RST), (flag::ACK, Flags::ACK)];
        let flags =
            flags.into_iter().filter(|(bit, _)| seen.has(*bit)).fold(Flags::NONE, |all, (_, flag)| all.with(flag));
        let relative = |number: u32, side: Side| SeqNumber(number.wrapping_sub(self.bases[side]));
        let ack = if flags.ack() { relative(seen.ack, sender.other()) } else { SeqNumber(0) };
        Segment {
            src_port: seen.from.port,
            dst_port: seen.to.port,
            seq: relative(seen.seq, sender),
            ack,
            flags,
            window: seen.window,
            mss: seen.options.iter().find_map(|option| match option {
                wire::TcpOption::Mss(mss) => Some(mss),
                _ => None,
            }),
            payload: Payload::new(),
            unseen: seen.data,
        }
    }

    /// RCV.NXT: what an end has acknowledged, and what has come to it that it acknowledged later, or was captured there.
    fn receive_next(&mut self, connection: &Connection, side: Side) -> u32 {
        let base = self.bases[side.other()];
        let relative = |number: SeqNumber| SeqNumber(number.0.wrapping_sub(base));
        let acked = connection.halves[side].acked.map(relative);
        let most = self.last.halves[side].acked.map(relative);
        let mut next = acked.or(self.come[side].first().map(|(from, _)| *from)).unwrap_or_default();
        while let Some((_, end)) = self.come[side].iter().find(|(from, end)| from.at_or_before(next) && end.after(next))
        {
            if !self.hindsight.is_at(side) && most.is_none_or(|most| end.after(most)) {
                break;
            }
            next = *end;
        }
        self.come[side].retain(|(_, end)| end.after(next));
        next.0
    }

    fn numbers(&mut self, connection: &Connection, side: Side) -> Option<Variables> {
        let rcv_nxt = self.receive_next(connection, side);
        let (half, peer) = (&connection.halves[side], &connection.halves[side.other()]);
        let relative =
            |number: Option<SeqNumber>, side: Side| number.map_or(0, |number| number.0.wrapping_sub(self.bases[side]));
        half.is_real().then(|| Variables {
            snd_una: relative(peer.acked, side),
            snd_nxt: relative(half.data.next, side),
            snd_wnd: peer.window.unwrap_or_default(),
            rcv_nxt,
            rcv_wnd: half.window.unwrap_or_default(),
            unread: 0,
        })
    }
}

/// The edge between two states that such a thing takes; none between a state and itself, and none where nothing that was seen took it.
fn edge((before, after): (State, State), kind: &EventKind) -> Option<EdgeId> {
    let fits = |cause: Cause| match (after, kind) {
        (State::Closed, EventKind::Arrival { segment, .. }) if segment.flags.rst() => {
            matches!(cause, Cause::Rst | Cause::RstAfterPassiveOpen)
        }
        (State::Closed, EventKind::Arrival { .. }) => cause == Cause::AckOfFin,
        (State::Closed, _) => cause == Cause::Abort,
        _ => true,
    };
    let mut edges = EdgeId::all().filter(|edge| (edge.edge().from, edge.edge().to) == (before, after));
    edges.find(|edge| before != after && fits(edge.edge().cause))
}

/// Whether the segment that was just taken repeats something.
fn is_repeated(connection: &Connection, sender: Side, mark: Mark) -> bool {
    let half = &connection.halves[sender];
    half.repeated_at == Some(mark)
        || half.fin.is_some_and(|fin| fin.times > 1 && fin.last == mark)
        || half.syn.is_some_and(|syn| syn.opening.saturating_add(syn.answering) > 1 && syn.last == mark)
}

/// What made an end send a segment, as far as the segment shows it.
fn cause(segment: &Segment, packet: PacketId, at: Instant, is_repeated: bool) -> EventKind {
    let flags = segment.flags;
    match () {
        () if is_repeated => EventKind::Timeout(Timer::Retransmission),
        () if flags.rst() => EventKind::Released(packet, at),
        () if flags.syn() && !flags.ack() => EventKind::Call(Call::Connect),
        () if flags.fin() => EventKind::Call(Call::Close),
        () if segment.data_len() > 0 => EventKind::Call(Call::Write(segment.data_len())),
        // An acknowledgment is nobody's doing: it goes.
        () => EventKind::Released(packet, at),
    }
}
