//! A connection of a capture as a timeline: segment by segment, with what is known of both ends after each.

use super::connection::Connection;
use super::infer::{Known, Sure};
use super::mark::{Mark, Sighting};
use super::place::Place;
use super::table::Connections;
use crate::language::Language;
use crate::say;
use crate::sim::{Call, ConnectionId, Departure, Happening, Origin, PacketId, PerSide, Record, Side, Socket};
use crate::tcp::{EdgeId, EdgeSet, Flags, Instant, Outcome, Segment, SeqNumber, State, Timer};
use crate::timeline::ladder::{Beginning, Host};
use crate::timeline::{Account, Certainty, Count, Endpoint, States, Timeline, Variables};
use crate::wire::{self, flag};
use std::ops::Range;

/// As many segments of a connection are shown.
const SHOWN: usize = 5_000;

/// A segment that came by, and what is known of both ends after it.
#[derive(Clone, Debug)]
struct Passed {
    packet: PacketId,
    segment: Segment,
    sender: Side,
    at: Instant,
    /// What happened at its sender, and at the other end.
    records: [Record; 2],
    known: PerSide<Known>,
    numbers: PerSide<Option<Variables>>,
    /// Whether its FIN left after the other end's had come.
    is_second: bool,
}

impl Passed {
    /// What shows the state of an end, and what may have happened since.
    fn told(&self, side: Side, language: &Language) -> String {
        let words = &language.capture;
        let known = &self.known[side];
        let text = match known.sure {
            Sure::Seen => words.proof_seen,
            Sure::MustBe => words.proof_must,
            Sure::Probably => words.proof_probably,
            Sure::Unknown => words.proof_unknown,
        };
        let mut told = say!(language, text, who = side.letter(), other = side.other().letter());
        for silent in &known.may_also {
            told.push_str("; ");
            told.push_str(silent.told(language));
        }
        told
    }

    /// What the segment proves, and what shows the states of both ends.
    fn proofs(&self, language: &Language) -> Vec<String> {
        let words = &language.capture;
        let (who, other) = (self.sender.letter(), self.sender.other().letter());
        let flags = self.segment.flags;
        let own = match (flags.rst(), flags.syn(), flags.ack(), flags.fin()) {
            (true, ..) => Some(words.proof_rst),
            (_, true, false, _) => Some(words.proof_syn),
            (_, true, true, _) => Some(words.proof_syn_ack),
            (.., true) if self.is_second => Some(words.proof_fin_second),
            (.., true) => Some(words.proof_fin_first),
            _ => None,
        };
        let ack = flags.ack().then(|| say!(language, words.proof_in_order, ack = self.segment.ack.0, who, other));
        let own = own.map(|text| say!(language, text, who, other));
        let ends = Side::BOTH.map(|side| self.told(side, language));
        own.into_iter().chain(ack).chain(ends).collect()
    }
}

/// A connection of a capture, to be looked at step by step: every segment is one.
#[derive(Clone, Debug)]
pub struct Shown {
    step: usize,
    names: PerSide<String>,
    addresses: PerSide<String>,
    /// Whether the capture has the beginning of the connection.
    from_start: bool,
    passed: Vec<Passed>,
}

impl Shown {
    /// The connection that begins with the packet `first`, out of all segments with its addresses and ports. Its end `a` is A.
    #[must_use]
    pub fn new<'a>(flow: impl IntoIterator<Item = &'a Sighting>, first: Mark, a: wire::End, place: Place) -> Self {
        let (own, connection) = own(flow, first);
        let ends = connection.as_ref().map(|connection| connection.halves.as_ref().map(|half| half.end));
        let b = ends.map_or(a, |ends| if ends.a == a { ends.b } else { ends.a });
        let halves = connection.as_ref().map(|connection| connection.halves.as_ref());
        let starts = halves.map(|halves| halves.map(|half| half.data.start.map(|start| (half.end, start.0))));
        let base = |end: wire::End| {
            let known = starts.into_iter().flat_map(|starts| [starts.a, starts.b]).flatten();
            known.into_iter().find(|(of, _)| *of == end).map_or(0, |(_, start)| start)
        };
        let mut building = Building { a, place, bases: PerSide::new(base(a), base(b)), ..Building::default() };
        let mut watched: Option<Connection> = None;
        for sighting in own.iter().take(SHOWN) {
            match &mut watched {
                Some(connection) => connection.take(sighting),
                none => none.insert(Connection::new(sighting)).take(sighting),
            }
            if let Some(connection) = &watched {
                building.add(sighting, connection, first);
            }
        }
        let name = |end: wire::End| end.address.to_string();
        Self {
            step: building.passed.len(),
            names: PerSide::new(name(a), name(b)),
            addresses: PerSide::new(a.to_string(), b.to_string()),
            from_start: own.first().is_some_and(|first| first.segment.has(flag::SYN) && !first.segment.has(flag::ACK)),
            passed: building.passed,
        }
    }

    fn now_at(&self) -> Option<&Passed> {
        self.passed.get(self.step.checked_sub(1)?)
    }

    fn certainty(&self, side: Side) -> Certainty {
        match (self.now_at(), self.from_start, side) {
            (Some(passed), ..) => certainty(&passed.known[side]),
            (None, true, Side::A) => Certainty::Certain(State::Closed),
            (None, true, Side::B) => Certainty::one_of([State::Closed, State::Listen]),
            (None, false, _) => Certainty::Unknown,
        }
    }

    fn walked(&self, side: Side) -> EdgeSet {
        let mut walked = EdgeSet::default();
        let records = self.passed[..self.step].iter().flat_map(|passed| &passed.records);
        let own = records.filter(|record| record.side == side);
        own.flat_map(|record| &record.outcome.transitions).for_each(|edge| walked.insert(*edge));
        walked
    }
}

/// The segments of one connection, and the connection itself, out of all segments with its addresses and ports.
fn own<'a>(flow: impl IntoIterator<Item = &'a Sighting>, first: Mark) -> (Vec<Sighting>, Option<Connection>) {
    let mut connections = Connections::default();
    let mut placed: Vec<(usize, Sighting)> = Vec::new();
    for sighting in flow {
        let before = connections.all().len();
        let index = connections.take(sighting);
        placed.push((index, *sighting));
        // A connection may begin with a SYN that came before: which of them began it shows only with the answer.
        if let Some(begun) = connections.all().get(before)
            && let Some(syn) = placed.iter_mut().find(|(_, seen)| seen.mark == begun.first)
        {
            syn.0 = before;
        }
    }
    let Some(wanted) = connections.all().iter().position(|connection| connection.first == first) else {
        return (Vec::new(), None);
    };
    let own = placed.into_iter().filter(|(index, _)| *index == wanted).map(|(_, sighting)| sighting).collect();
    (own, connections.into_all().into_iter().nth(wanted))
}

fn certainty(known: &Known) -> Certainty {
    Certainty::one_of(known.possible.iter().copied())
}

/// What is built up segment by segment.
struct Building {
    a: wire::End,
    place: Place,
    /// What the numbers of each end are counted from.
    bases: PerSide<u32>,
    states: PerSide<State>,
    sent: PerSide<u32>,
    passed: Vec<Passed>,
}

impl Default for Building {
    fn default() -> Self {
        let nowhere = wire::End { address: core::net::IpAddr::V4(core::net::Ipv4Addr::UNSPECIFIED), port: 0 };
        Self {
            a: nowhere,
            place: Place::Unknown,
            bases: PerSide::new(0, 0),
            states: PerSide::new(State::Closed, State::Listen),
            sent: PerSide::new(0, 0),
            passed: Vec::new(),
        }
    }
}

impl Building {
    fn add(&mut self, sighting: &Sighting, connection: &Connection, first: Mark) {
        let sender = if sighting.segment.from == self.a { Side::A } else { Side::B };
        // Within the connection the ends may have the other letters: who was seen first is A there.
        let is_exchanged = connection.halves.a.end != self.a;
        let within = |side: Side| if is_exchanged { side.other() } else { side };
        let place = if is_exchanged { self.place.exchanged() } else { self.place };
        let known = PerSide::from_fn(|side| Known::of(connection, within(side), place, sighting.mark.time));
        let micros = u64::try_from(sighting.mark.since(first) / 1_000).unwrap_or_default();
        let at = Instant::from_micros(micros);
        self.sent[sender] += 1;
        let packet = PacketId { from: sender, number: self.sent[sender] };
        let segment = self.segment(&sighting.segment, sender);
        let half = &connection.halves[within(sender)];
        let is_repeated = half.repeated_at == Some(sighting.mark)
            || half.fin.is_some_and(|fin| fin.times > 1 && fin.last == sighting.mark)
            || half.syn.is_some_and(|syn| syn.opening + syn.answering > 1 && syn.last == sighting.mark);
        let happening = cause(&segment, packet, at, is_repeated);
        let origin = if is_repeated { Origin::Again } else { Origin::Sent };
        let departure = Departure { packet, origin, segment: segment.clone(), arrives: Some(at) };
        let mut sends = self.record(at, sender, happening, &known[sender]);
        sends.departures.push(departure);
        let arrival = Happening::Arrival { packet, segment: segment.clone() };
        let arrives = self.record(at, sender.other(), arrival, &known[sender.other()]);
        let is_second = half.fin.is_some_and(|fin| fin.is_second);
        let numbers = PerSide::from_fn(|side| self.numbers(connection, within(side), side));
        self.passed.push(Passed { packet, segment, sender, at, records: [sends, arrives], known, numbers, is_second });
    }

    /// What happened at one end, with the edge that it took, if its state has changed.
    fn record(&mut self, at: Instant, side: Side, happening: Happening, known: &Known) -> Record {
        let before = self.states[side];
        let after = known.state.unwrap_or(before);
        let mut outcome = Outcome::default();
        let mut edges = EdgeId::all().filter(|edge| (edge.edge().from, edge.edge().to) == (before, after));
        if before != after
            && let Some(edge) = edges.next()
        {
            outcome.transitions.push(edge);
        }
        self.states[side] = after;
        let socket = Some(Socket::Connection(ConnectionId::FIRST));
        Record { at, side, socket, happening, before, after, outcome, departures: smallvec::SmallVec::new() }
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
            payload: std::iter::repeat_n(0, seen.data as usize).collect(),
        }
    }

    fn numbers(&self, connection: &Connection, within: Side, side: Side) -> Option<Variables> {
        let (half, peer) = (&connection.halves[within], &connection.halves[within.other()]);
        let relative =
            |number: Option<SeqNumber>, side: Side| number.map_or(0, |number| number.0.wrapping_sub(self.bases[side]));
        half.is_real().then(|| Variables {
            snd_una: relative(peer.acked, side),
            snd_nxt: relative(half.data.next, side),
            snd_wnd: peer.window.unwrap_or_default(),
            rcv_nxt: relative(half.acked, side.other()),
            rcv_wnd: half.window.unwrap_or_default(),
            unread: 0,
        })
    }
}

/// What made an end send a segment, as far as the segment shows it.
fn cause(segment: &Segment, packet: PacketId, at: Instant, is_repeated: bool) -> Happening {
    let flags = segment.flags;
    match () {
        () if is_repeated => Happening::Timeout(Timer::Retransmission),
        () if flags.rst() => Happening::Released(packet, at),
        () if flags.syn() && !flags.ack() => Happening::Call(Call::Connect),
        () if flags.fin() => Happening::Call(Call::Close),
        () if segment.data_len() > 0 => Happening::Call(Call::Write(segment.data_len())),
        // An acknowledgment is nobody's doing: it goes.
        () => Happening::Released(packet, at),
    }
}

impl Timeline for Shown {
    fn step(&self) -> usize {
        self.step
    }

    fn last(&self) -> usize {
        self.passed.len()
    }

    fn seek(&mut self, step: usize) {
        self.step = step.min(self.last());
    }

    fn now(&self) -> Instant {
        self.now_at().map_or(Instant::ZERO, |passed| passed.at)
    }

    fn next_at(&self) -> Option<Instant> {
        self.passed.get(self.step).map(|passed| passed.at)
    }

    fn names(&self) -> PerSide<&str> {
        self.names.as_deref()
    }

    fn endpoint(&self, side: Side) -> Endpoint {
        let state = self.certainty(side);
        let walked = self.walked(side);
        let mut counts = [Count::default(); State::ALL.len()];
        if let Some(state) = state.state() {
            counts[state as usize] = Count::of(1);
        }
        state.states().iter().for_each(|state| counts[state as usize] = Count { certain: 0, possible: 1 });
        let records = self.passed[..self.step].iter().rev().flat_map(|passed| &passed.records);
        let mut edges = records.filter(|record| record.side == side).flat_map(|record| &record.outcome.transitions);
        Endpoint {
            address: Some(self.addresses[side].clone()),
            state,
            last_edge: edges.next().copied(),
            walked,
            visited: States::of_edges(walked),
            numbers: self.now_at().and_then(|passed| passed.numbers[side]),
            counts,
            ..Endpoint::unknown(&self.names[side])
        }
    }

    fn each_record(&self, steps: Range<usize>, see: &mut dyn FnMut(usize, &Record)) {
        for step in steps.start.max(1)..steps.end.min(self.last() + 1) {
            self.passed[step - 1].records.iter().for_each(|record| see(step, record));
        }
    }

    fn account(&self, packet: Option<PacketId>, language: &Language) -> Option<Account> {
        let passed = match packet {
            Some(packet) => self.passed.iter().find(|passed| passed.packet == packet)?,
            None => self.now_at()?,
        };
        let states = passed.known.as_ref().map(|known| {
            let forms = certainty(known).forms(language);
            forms.into_iter().next().unwrap_or_default()
        });
        let headline = say!(
            language,
            language.capture.shown,
            who = passed.sender.letter(),
            what = &passed.segment,
            a = &states.a,
            sure_a = passed.known.a.sure.told(language),
            b = &states.b,
            sure_b = passed.known.b.sure.told(language),
        );
        Some(Account { headline, proofs: passed.proofs(language), ..Account::default() })
    }

    fn waiting(&self, side: Side, _: PerSide<&str>, language: &Language) -> String {
        self.now_at().map(|passed| passed.told(side, language)).unwrap_or_default()
    }

    fn beginning(&self) -> Option<Beginning> {
        let states = PerSide::new(State::Closed, State::Listen);
        let hosts = PerSide::new(Host::default(), Host { listens: true, ..Host::default() });
        self.from_start.then_some(Beginning { states, hosts })
    }
}
