//! A session from a capture: what happened, done again by the engine, so that the sandbox can go on from there.
//!
//! Each segment that left is made to leave by the call, the timer or the arrival that explains it, and arrives where it arrived.
//! What no call explains is left out, and said.

#![warn(clippy::arithmetic_side_effects)]

use super::passed::Passed;
use crate::language::Language;
use crate::say;
use crate::session::History;
use crate::sim::{
    Call, EventKind, Expression, Forged, Input, Link, Packet, PacketId, PerSide, Record, Setup, Side, Variable, World,
};
use crate::tcp::{Instant, Segment, SeqNumber, State, Timer};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// The most that a window without scale can announce, and a segment can carry.
const MOST: u16 = 65_495;

/// A packet takes at least so long in the sandbox, and at most: nothing that is shorter can be seen, and for nothing longer is waited.
const LATENCY: (Duration, Duration) = (Duration::from_millis(1), Duration::from_secs(1));

/// Time stops so long before something would happen by itself that the capture does not show.
const BEFORE: Duration = Duration::from_micros(1);

/// What is made of a connection's past.
#[derive(Clone, Debug)]
pub struct Rebuilt {
    /// The session, at the moment that was shown.
    pub history: History,
    /// What had to be assumed.
    pub assumed: Vec<Assumed>,
}

/// What had to be assumed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Assumed {
    /// The handshake, which is not in the capture.
    Handshake,
    /// That this end's host had forgotten the connection.
    Forgot(Side),
    /// So many segments in an end's name are forged: no call of it explains them.
    Forged(Side, u32),
    /// So many segments of an end are left out: no call explains them.
    LeftOut(Side, u32),
    /// An end is in this state in the sandbox, and was in another one.
    OtherState(Side, State),
    /// An end's numbers are others.
    OtherNumbers(Side),
}

impl Assumed {
    /// It in a sentence.
    #[must_use]
    pub fn describe(self, language: &Language) -> String {
        let words = &language.capture;
        match self {
            Self::Handshake => words.assumed_handshake.to_owned(),
            Self::Forgot(side) => say!(language, words.assumed_forgot, who = side.letter()),
            Self::Forged(side, n) => say!(language, words.assumed_forged, who = side.letter(), n),
            Self::LeftOut(side, n) => say!(language, words.assumed_left_out, who = side.letter(), n),
            Self::OtherState(side, state) => {
                say!(language, words.assumed_state, who = side.letter(), state = state.name())
            }
            Self::OtherNumbers(side) => say!(language, words.assumed_numbers, who = side.letter()),
        }
    }
}

/// How a connection began.
#[derive(Clone, Copy, Debug)]
pub(super) struct Began {
    /// The state that each end was in before its first segment, as far as that is known.
    pub states: PerSide<Option<State>>,
    /// Whether the capture has the beginning.
    pub from_start: bool,
}

/// Does again what happened up to a moment.
pub(super) fn rebuilt(began: Began, passed: &[Passed], step: usize) -> Rebuilt {
    let setup = setup(began, passed);
    let listens = !began.from_start || began.states.b != Some(State::Closed);
    let listen = listens.then_some(Input::Call(Side::B, Call::Listen));
    let mut opening: Vec<Input> = listen.into_iter().collect();
    if !began.from_start {
        opening.extend([Input::Call(Side::A, Call::Connect), Input::Step, Input::Step, Input::Step]);
    }
    let history = History::opened(setup, opening);
    let from = history.world().now();
    let mut again = Again {
        history,
        from,
        of: BTreeMap::new(),
        known: BTreeSet::new(),
        early: BTreeSet::new(),
        forged: PerSide::both(0),
        left_out: PerSide::both(0),
        assumed: Vec::new(),
        passed,
    };
    if !began.from_start {
        again.assumed.push(Assumed::Handshake);
    }
    passed[..step].iter().enumerate().for_each(|(at, passed)| again.pass(at, passed));
    again.compare(step.checked_sub(1).map(|at| &passed[at]));
    for side in Side::BOTH {
        if again.forged[side] > 0 {
            again.assumed.push(Assumed::Forged(side, again.forged[side]));
        }
        if again.left_out[side] > 0 {
            again.assumed.push(Assumed::LeftOut(side, again.left_out[side]));
        }
    }
    Rebuilt { history: again.history, assumed: again.assumed }
}

/// A world with the first numbers, sizes and times of the capture.
fn setup(began: Began, passed: &[Passed]) -> Setup {
    let mut setup = Setup::default();
    let of = |side: Side| passed.iter().filter(move |passed| passed.sender == side).map(|passed| &passed.segment);
    for side in Side::BOTH {
        let segments = || of(side);
        let syn = segments().find(|segment| segment.flags.syn()).map(|syn| syn.seq);
        // Numbers are counted from the first that was seen; where that is no SYN's, the SYN came before it.
        let first = segments().find(|segment| !segment.flags.rst()).map(|first| first.seq.minus(1));
        let acked = of(side.other()).find(|segment| segment.flags.ack()).map(|first| first.ack.minus(1));
        setup.isn[side] = syn.filter(|_| began.from_start).or(first).or(acked).unwrap_or(SeqNumber(0));
        // Segments that the hardware cuts are larger than an MSS.
        let announced = segments().find_map(|segment| segment.mss).unwrap_or(1460);
        let largest = of(side.other()).map(Segment::data_len).max().unwrap_or_default();
        setup.settings[side].mss = Some(announced.max(u16::try_from(largest).unwrap_or(MOST)).clamp(1, MOST));
        setup.settings[side].delayed_ack = true;
    }
    // Session files know whole milliseconds, and no ports: those are the sandbox's own.
    let latency = Duration::from_millis(u64::try_from(latency(passed).as_millis()).unwrap_or_default());
    let latency = latency.clamp(LATENCY.0, LATENCY.1);
    setup.link = Link { latency: PerSide::both(latency), ..Link::default() };
    setup
}

/// Half the time between the first segment and the first that answers the answer.
fn latency(passed: &[Passed]) -> Duration {
    let Some(first) = passed.first() else { return LATENCY.0 };
    let answer = passed.iter().position(|passed| passed.sender != first.sender);
    let back = answer.and_then(|at| passed[at..].iter().find(|passed| passed.sender == first.sender));
    back.map_or(Link::default().latency.a, |back| back.at.since(first.at).checked_div(2).unwrap_or_default())
}

/// What is done again.
struct Again<'a> {
    history: History,
    /// When the first segment comes by.
    from: Instant,
    /// Which packets of the session are a segment of the capture.
    of: BTreeMap<PacketId, Vec<PacketId>>,
    /// Packets that are some segment of the capture.
    known: BTreeSet<PacketId>,
    /// Packets that left earlier in the session than they were seen: others had overtaken them.
    early: BTreeSet<PacketId>,
    /// Segments that are forged: no call explains them.
    forged: PerSide<u32>,
    /// Segments that nothing explains.
    left_out: PerSide<u32>,
    assumed: Vec<Assumed>,
    passed: &'a [Passed],
}

impl<'a> Again<'a> {
    /// What comes by after a segment.
    fn after(&self, at: usize) -> &'a [Passed] {
        self.passed.get(at.saturating_add(1)..).unwrap_or_default()
    }
}

impl Again<'_> {
    fn world(&self) -> &World {
        self.history.world()
    }

    fn pass(&mut self, at: usize, passed: &Passed) {
        self.wait_until(self.from.plus(passed.at.since(Instant::ZERO)));
        for record in &passed.records {
            match &record.kind {
                EventKind::Arrival { packet, .. } => self.arrive(at, *packet, record),
                _ => record.departures.iter().for_each(|departure| {
                    self.leave(at, departure.packet, &departure.segment, record);
                    if departure.arrives.is_none() {
                        self.lose(departure.packet);
                    }
                }),
            }
        }
    }

    /// Time passes, but nothing happens by itself that the capture does not show.
    fn wait_until(&mut self, at: Instant) {
        let now = self.world().now();
        let before_next = self.world().next_due().map(|due| Duration::saturating_sub(due.since(now), BEFORE));
        let wanted = at.since(now);
        let time = before_next.map_or(wanted, |most| wanted.min(most));
        let time = Duration::from_millis(u64::try_from(time.as_millis()).unwrap_or_default());
        if !time.is_zero() {
            self.history.push(Input::Advance(time));
        }
    }

    /// Makes a segment leave.
    fn leave(&mut self, at: usize, id: PacketId, segment: &Segment, record: &Record) {
        let waiting = self.world().packets().iter().filter(|packet| !self.known.contains(&packet.id));
        let same: Vec<PacketId> =
            waiting.filter(|packet| is_same(packet, id.from, segment)).map(|packet| packet.id).collect();
        if let Some(packet) = same.last() {
            return self.is(id, &[*packet]);
        }
        self.send_what_is_overtaken(at, id.from, segment);
        let again = matches!(record.kind, EventKind::Timeout(_));
        let hears_more = self.after(at).iter().any(|next| next.sender != id.from && next.segment.data_len() > 0);
        let ways = ways(id.from, segment, (again, hears_more), self.unread(id.from));
        for way in ways {
            if let Some(packets) = self.tried(&way, id.from, segment) {
                for input in way {
                    self.history.push(input);
                }
                return self.is(id, &packets);
            }
        }
        let forged = forged(id.from, segment);
        match self.tried(&[forged], id.from, segment).filter(|_| segment.flags.syn() || segment.flags.rst()) {
            Some(packets) => {
                self.history.push(forged);
                self.is(id, &packets);
                self.forged[id.from] = self.forged[id.from].saturating_add(1);
            }
            None => self.left_out[id.from] = self.left_out[id.from].saturating_add(1),
        }
    }

    /// What its sender had sent before a segment that came by first leaves before it.
    fn send_what_is_overtaken(&mut self, at: usize, side: Side, segment: &Segment) {
        let next = self.world().host(side).current().map(|connection| connection.tcb.snd().nxt);
        let is_own = segment.seg_len() > 0 && !segment.flags.syn() && !segment.flags.rst();
        let Some(mut next) = next.filter(|next| is_own && segment.seq.after(*next)) else { return };
        let later = self.after(at).iter().filter(|passed| passed.sender == side).map(|passed| &passed.segment);
        let mut gap: Vec<&Segment> =
            later.filter(|later| later.data_len() > 0 && later.seq.before(segment.seq)).collect();
        gap.sort_by_key(|later| later.seq.distance_from(next));
        let mut sizes = Vec::new();
        for later in gap {
            if later.seq == next {
                sizes.push(later.data_len());
                next = later.seq.plus(later.data_len());
            }
        }
        sizes.extend(Some(segment.seq.distance_from(next)).filter(|rest| *rest > 0 && next.before(segment.seq)));
        for size in sizes {
            let before: BTreeSet<PacketId> = self.world().packets().iter().map(|packet| packet.id).collect();
            self.history.push(Input::Call(side, Call::Write(size)));
            let new = self.world().packets().iter().map(|packet| packet.id).filter(|id| !before.contains(id));
            let new: Vec<PacketId> = new.collect();
            self.early.extend(new);
        }
    }

    /// The packets that these inputs make leave, if they are together what the segment is.
    fn tried(&self, way: &[Input], from: Side, segment: &Segment) -> Option<Vec<PacketId>> {
        let mut world = self.world().clone();
        let before: BTreeSet<PacketId> = world.packets().iter().map(|packet| packet.id).collect();
        for input in way {
            world.apply_silently(input);
        }
        let new = world.packets().iter().filter(|packet| packet.id.from == from && !before.contains(&packet.id));
        let new: Vec<&Packet> = new.collect();
        make_up(&new, segment).then(|| new.iter().map(|packet| packet.id).collect())
    }

    fn is(&mut self, id: PacketId, packets: &[PacketId]) {
        self.known.extend(packets);
        for packet in packets {
            self.early.remove(packet);
        }
        self.of.insert(id, packets.to_vec());
    }

    fn unread(&self, side: Side) -> bool {
        self.world().host(side).current().is_some_and(|connection| connection.tcb.readable() > 0)
    }

    /// A segment arrives. What its sender's TCP had sent before, and the capture does not have, arrives before it.
    fn arrive(&mut self, at: usize, id: PacketId, record: &Record) {
        if record.is_guess && record.after == State::Closed && self.forgets(at, record.side) {
            self.history.push(Input::Reboot(record.side));
            self.assumed.push(Assumed::Forgot(record.side));
        }
        let Some(packets) = self.of.get(&id).cloned() else { return };
        let first = packets.iter().map(|packet| packet.number).min().unwrap_or_default();
        let unseen: Vec<PacketId> = self.world().packets().iter().map(|packet| packet.id).collect();
        let unseen = unseen.into_iter().filter(|packet| packet.from == id.from && packet.number < first);
        let is_seen = |packet: &PacketId| self.known.contains(packet) || self.early.contains(packet);
        let unseen: Vec<PacketId> = unseen.filter(|packet| !is_seen(packet)).collect();
        for packet in unseen.into_iter().chain(packets) {
            self.history.push(Input::Deliver(packet));
        }
    }

    /// Whether an end has a connection that its next segment knows nothing of.
    fn forgets(&self, at: usize, side: Side) -> bool {
        let next = self.after(at).iter().find(|passed| passed.sender == side);
        let has_one = self.world().host(side).current().is_some_and(|end| end.tcb.state() != State::Closed);
        has_one && next.is_some_and(|next| next.segment.flags.rst())
    }

    fn lose(&mut self, id: PacketId) {
        for packet in self.of.get(&id).cloned().unwrap_or_default() {
            self.history.push(Input::Drop(packet));
        }
    }

    /// What is not as it was.
    fn compare(&mut self, last: Option<&Passed>) {
        let Some(last) = last else { return };
        for side in Side::BOTH {
            let state = self.world().states()[side];
            let wanted = last.known[side].state;
            let is_closed = |state: State| matches!(state, State::Closed | State::Listen);
            if wanted.is_some_and(|wanted| wanted != state && !(is_closed(wanted) && is_closed(state))) {
                self.assumed.push(Assumed::OtherState(side, state));
            } else if let Some(numbers) = last.numbers[side]
                && !is_closed(state)
            {
                let same = self.world().host(side).current().is_none_or(|connection| {
                    let (snd, rcv) = (connection.tcb.snd(), connection.tcb.rcv());
                    snd.nxt.0 == numbers.snd_nxt && rcv.nxt.0 == numbers.rcv_nxt
                });
                if !same {
                    self.assumed.push(Assumed::OtherNumbers(side));
                }
            }
        }
    }
}

/// Whether a packet that is on its way is this segment of the capture.
fn is_same(packet: &Packet, from: Side, segment: &Segment) -> bool {
    let own = &packet.segment;
    let flags = |s: &Segment| (s.flags.syn(), s.flags.fin(), s.flags.rst());
    let is_ack = segment.seg_len() == 0 && !segment.flags.rst();
    packet.id.from == from
        && flags(own) == flags(segment)
        && own.seq == segment.seq
        && own.seg_len() == segment.seg_len()
        && (!is_ack || own.ack == segment.ack)
}

/// Whether these packets are together what a segment is: one that the hardware cuts, or a FIN that rides on data.
fn make_up(packets: &[&Packet], segment: &Segment) -> bool {
    let (Some(first), Some(last)) = (packets.first(), packets.last()) else { return false };
    let flags = segment.flags;
    if segment.seg_len() == 0 || flags.rst() {
        return packets.len() == 1 && is_same(last, last.id.from, segment);
    }
    let follow = packets.windows(2).all(|pair| pair[0].segment.end() == pair[1].segment.seq);
    follow
        && first.segment.seq == segment.seq
        && last.segment.end() == segment.end()
        && first.segment.flags.syn() == flags.syn()
        && last.segment.flags.fin() == flags.fin()
        && packets.iter().all(|packet| !packet.segment.flags.rst())
}

/// The same segment, forged.
fn forged(side: Side, segment: &Segment) -> Input {
    let number = |number: SeqNumber| Some(Expression { base: Variable::Zero, offset: number.0 });
    Input::Inject(
        side,
        Forged {
            flags: segment.flags,
            seq: number(segment.seq),
            ack: number(segment.ack).filter(|_| segment.flags.ack()),
            window: Some(segment.window),
            ..Forged::bare(segment.flags)
        },
    )
}

/// What makes an end send such a segment, the likeliest first.
fn ways(side: Side, segment: &Segment, (again, hears_more): (bool, bool), unread: bool) -> Vec<Vec<Input>> {
    let call = |call| Input::Call(side, call);
    let fire = |timer| vec![Input::Fire(side, Some(timer))];
    let flags = segment.flags;
    let octets = segment.data_len();
    let read = unread.then_some(call(Call::Read(Call::DEFAULT_READ)));
    let write = (octets > 0).then_some(call(Call::Write(octets)));
    let ending = |last: Call| -> Vec<Input> { read.into_iter().chain(write).chain([call(last)]).collect() };
    let mut ways = match () {
        () if flags.rst() => vec![vec![call(Call::Abort)], vec![call(Call::Close)]],
        () if flags.syn() => vec![vec![call(Call::Connect)]],
        // What comes after close() is answered with a RST: who still takes data has only closed its own direction.
        () if flags.fin() && hears_more => vec![ending(Call::Shutdown), ending(Call::Close)],
        () if flags.fin() => vec![ending(Call::Close), ending(Call::Shutdown)],
        () if octets > 0 => vec![vec![call(Call::Write(octets))]],
        () => vec![fire(Timer::DelayedAck), read.into_iter().collect(), fire(Timer::Persist)],
    };
    let timers = [Timer::Retransmission, Timer::Persist, Timer::Keepalive].map(fire);
    if again {
        ways.splice(0..0, timers);
    } else {
        ways.extend(timers);
    }
    ways
}
