//! The world: a plain value that inputs change, the same way every time.

use super::record::Departure;
use super::recorder::Recorder;
use super::{
    AppBehaviour, Connection, ConnectionId, EventKind, Flow, Host, Input, Limits, Link, Loss, Origin, Packet, PacketId,
    PerSide, ProfileName, Record, Side, Socket,
};
use crate::tcp::{Event, Instant, Outcome, Profile, Reply, RuleId, SeqNumber, Settings, State, Timer, process};
use smallvec::SmallVec;
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

/// How many departed packets the network remembers for [`Input::Replay`].
pub const TRAY: usize = 32;

/// An input that would go on forever stops after this many events.
const MOST_EVENTS: usize = 100_000;

/// With this many packets on their way the network doubles no more: two ends that answer each other's ACKs would fill the world.
const MOST_DOUBLED: usize = 256;

/// What a world begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setup {
    /// Which TCP both hosts run.
    pub profile: Profile,
    /// The initial sequence number of each host's first connection.
    pub isn: PerSide<SeqNumber>,
    /// The port that each host listens on, and the first that it connects from.
    pub port: PerSide<u16>,
    /// How each host's program behaves.
    pub app: PerSide<AppBehaviour>,
    /// What each host's program may hold.
    pub limits: PerSide<Limits>,
    /// Whether a host that restarts keeps quiet for one MSL (RFC 9293 section 3.4.3).
    pub quiet_time: bool,
    /// What each host's connections begin with.
    pub settings: PerSide<Settings>,
    /// The link.
    pub link: Link,
    /// The seed of the link's random generator.
    pub seed: u64,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            profile: Profile::rfc9293(),
            isn: PerSide::new(SeqNumber(1000), SeqNumber(5000)),
            port: PerSide::new(40001, 80),
            app: PerSide::default(),
            limits: PerSide::default(),
            quiet_time: false,
            settings: PerSide::default(),
            link: Link::default(),
            seed: 1,
        }
    }
}

/// Two hosts, a link, and a clock that only inputs move.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct World {
    pub(super) now: Instant,
    pub(super) profile: Profile,
    pub(super) quiet_time: bool,
    pub(super) hosts: PerSide<Host>,
    pub(super) link: Link,
    /// In the order of sending.
    pub(super) packets: Vec<Packet>,
    pub(super) sent: PerSide<u32>,
    pub(super) tray: VecDeque<Packet>,
    /// The connections that a middlebox remembers, oldest first; none if there is no middlebox.
    pub(super) flows: Vec<Flow>,
    /// What each host's initial sequence numbers are made with; `None`: they are plain ones.
    pub(super) isn_secrets: Option<PerSide<u64>>,
    /// The seed and the generator's present state.
    pub(super) seed: u64,
    pub(super) rng: u64,
}

/// What is due: the order of simultaneous things is (time, kind, id).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Due {
    Arrival(PacketId),
    Timeout(Side, Timer, ConnectionId),
    App(Side, ConnectionId),
    QuietTimeOver(Side),
}

impl World {
    /// A world in which nothing has happened yet.
    #[must_use]
    pub fn new(setup: &Setup) -> Self {
        let host = |side: Side| {
            let host = Host::new(side, setup.port[side], setup.isn[side], setup.settings[side], setup.app[side]);
            Host { limits: setup.limits[side], ..host }
        };
        Self {
            now: Instant::ZERO,
            profile: setup.profile,
            quiet_time: setup.quiet_time,
            hosts: PerSide::from_fn(host),
            link: setup.link,
            packets: Vec::new(),
            sent: PerSide::both(0),
            tray: VecDeque::new(),
            flows: Vec::new(),
            isn_secrets: None,
            seed: setup.seed,
            rng: setup.seed,
        }
    }

    /// The setup that this world began with, if it has only just begun.
    #[must_use]
    pub fn setup(&self) -> Setup {
        let hosts = self.hosts.as_ref();
        Setup {
            profile: self.profile,
            isn: hosts.map(|host| host.isn),
            port: hosts.map(|host| host.port),
            app: hosts.map(|host| host.app),
            settings: hosts.map(|host| host.settings),
            link: self.link,
            seed: self.rng,
            limits: hosts.map(|host| host.limits),
            quiet_time: self.quiet_time,
        }
    }

    /// What time it is.
    #[must_use]
    pub const fn now(&self) -> Instant {
        self.now
    }

    /// Which TCP both hosts run.
    #[must_use]
    pub const fn profile(&self) -> &Profile {
        &self.profile
    }

    /// One of the hosts.
    #[must_use]
    pub const fn host(&self, side: Side) -> &Host {
        self.hosts.get(side)
    }

    /// The link.
    #[must_use]
    pub const fn link(&self) -> &Link {
        &self.link
    }

    /// The seed of the link's random generator.
    #[must_use]
    pub const fn seed(&self) -> u64 {
        self.seed
    }

    /// The packets on their way, in the order of sending.
    #[must_use]
    pub fn packets(&self) -> &[Packet] {
        &self.packets
    }

    /// The packet with this id, while it is on its way.
    #[must_use]
    pub fn packet(&self, id: PacketId) -> Option<&Packet> {
        self.packets.iter().find(|packet| packet.id == id)
    }

    /// The packets of the past that can be replayed, oldest first.
    pub fn tray(&self) -> impl Iterator<Item = &Packet> {
        self.tray.iter()
    }

    /// Both hosts' states.
    #[must_use]
    pub fn states(&self) -> PerSide<State> {
        self.hosts.as_ref().map(Host::state)
    }

    /// When the next thing is due, if anything is.
    #[must_use]
    pub fn next_due(&self) -> Option<Instant> {
        self.next().map(|(at, _)| at)
    }

    /// When the next thing is due that is not a timer of patience (2 MSL, keep-alive, user timeout).
    #[must_use]
    pub fn next_lively(&self) -> Option<Instant> {
        let timers = self.connections().flat_map(|connection| connection.tcb.timers().running());
        let timers = timers.filter(|(_, timer)| !timer.is_patient()).map(|(at, _)| at);
        let arrivals = self.packets.iter().filter_map(|packet| packet.arrives);
        let apps = self.connections().filter_map(|connection| connection.app_acts);
        timers.chain(arrivals).chain(apps).min()
    }

    /// Whether nothing is on its way, no program is about to act and no ACK waits: only timers are left.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        let acts = |connection: &Connection| {
            connection.app_acts.is_some() || connection.tcb.timers().deadline(Timer::DelayedAck).is_some()
        };
        !self.packets.iter().any(|packet| packet.arrives.is_some()) && !self.connections().any(acts)
    }

    fn connections(&self) -> impl Iterator<Item = &Connection> {
        self.hosts.values().flat_map(|host| &host.connections).map(Arc::as_ref)
    }

    /// What happens next. Every event asks this of all that there is, so it is a plain loop.
    fn next(&self) -> Option<(Instant, Due)> {
        let mut next = (Instant::NEVER, Due::QuietTimeOver(Side::B));
        let mut consider = |at: Instant, due: Due| {
            if at < next.0 || (at == next.0 && due < next.1) {
                next = (at, due);
            }
        };
        for packet in &self.packets {
            if let Some(at) = packet.arrives {
                consider(at, Due::Arrival(packet.id));
            }
        }
        for host in self.hosts.values() {
            for connection in &host.connections {
                if let Some((at, timer)) = connection.tcb.next_timeout() {
                    consider(at, Due::Timeout(host.side, timer, connection.id));
                }
                if let Some(at) = connection.app_acts {
                    consider(at, Due::App(host.side, connection.id));
                }
            }
            if let Some(at) = host.quiet_until {
                consider(at, Due::QuietTimeOver(host.side));
            }
        }
        (next.0 != Instant::NEVER).then_some(next)
    }

    /// Applies one input and says what happened. It is total: an input that makes no sense here does nothing.
    ///
    /// ```
    /// use tcptutor::sim::{Call, Input, PerSide, Setup, Side, World};
    /// use tcptutor::tcp::State;
    ///
    /// let mut world = World::new(&Setup::default());
    /// world.apply(&Input::Call(Side::B, Call::Listen));
    /// let records = world.apply(&Input::Call(Side::A, Call::Connect));
    /// assert_eq!((records[0].before, records[0].after), (State::Closed, State::SynSent));
    /// assert!(records[0].departures[0].segment.flags.syn());
    ///
    /// while !world.is_idle() {
    ///     world.apply(&Input::Step);
    /// }
    /// assert_eq!(world.states(), PerSide::both(State::Established));
    /// ```
    pub fn apply(&mut self, input: &Input) -> Vec<Record> {
        let mut records = Vec::new();
        self.apply_to(input, &mut Recorder::keeping(&mut records));
        records
    }

    /// Applies one input and keeps no record: for searches and measurements.
    pub fn apply_silently(&mut self, input: &Input) {
        self.apply_to(input, &mut Recorder::silent());
    }

    fn apply_to(&mut self, input: &Input, log: &mut Recorder<'_>) {
        match *input {
            Input::Call(side, call) => {
                self.call(side, call, false, log);
            }
            Input::Inject(side, forged) => self.inject(side, forged, log),
            Input::Fire(side, timer) => self.fire(side, timer, log),
            Input::Deliver(id) => self.deliver(id, log),
            Input::Drop(id) => self.lose(id, Loss::Dropped, log),
            Input::Duplicate(id) => self.duplicate(id, log),
            Input::Hold(id) => self.hold(id, log),
            Input::Release(id) => self.release(id, log),
            Input::Replay(id) => self.replay(id, log),
            Input::Link(change) => self.change_link(change, log),
            Input::App(side, app) => self.change_app(side, app, log),
            Input::Reboot(side) => self.reboot(side, log),
            Input::Socket(side) => self.open_socket(side, log),
            Input::Accept(side) => self.accept(side, log),
            Input::Attend(side, socket) => self.attend(side, socket, log),
            Input::Limit(side, limit, to) => self.limit(side, limit, to, log),
            Input::Option(side, option, on) => self.set_option(side, option, on, log),
            Input::Kill(side) => self.kill(side, log),
            Input::ShutdownRead(side) => self.shutdown_read(side, log),
            Input::Share(side, sharing) => self.share(side, sharing, log),
            Input::UserTimeout(side, limit) => self.set_user_timeout(side, limit, log),
            Input::Profile(name) => self.change_profile(name, log),
            Input::QuietTime(on) => self.change_quiet_time(on, log),
            Input::IsnClock(on) => self.change_isn_clock(on, log),
            Input::Step => {
                if let Some(next) = self.next() {
                    self.happen(next, log);
                }
            }
            Input::Advance(time) => self.advance(time, log),
        }
    }

    fn advance(&mut self, time: Duration, log: &mut Recorder<'_>) {
        let until = self.now.plus(time);
        for _ in 0..MOST_EVENTS {
            match self.next() {
                Some(next) if next.0 <= until => self.happen(next, log),
                _ => {
                    self.now = until;
                    return;
                }
            }
        }
    }

    fn happen(&mut self, (at, due): (Instant, Due), log: &mut Recorder<'_>) {
        self.now = self.now.max(at);
        match due {
            Due::Arrival(id) => self.deliver(id, log),
            Due::Timeout(side, timer, id) => {
                let socket = Socket::Connection(id);
                self.process(side, socket, &Event::Timeout(timer), EventKind::Timeout(timer), log);
            }
            Due::App(side, id) => self.app_acts(side, id, log),
            Due::QuietTimeOver(side) => self.quiet_time_over(side, log),
        }
    }

    fn change_profile(&mut self, name: ProfileName, log: &mut Recorder<'_>) {
        self.profile = name.profile();
        if !self.profile.follows(RuleId::LinuxEndReadable) {
            let all = self.hosts.values_mut().flat_map(|host| &mut host.connections);
            for connection in all.filter(|connection| connection.tcb.remains().is_some()) {
                Arc::make_mut(connection).tcb.forget_remains();
            }
        }
        self.log_change(Side::A, EventKind::Profile(name), log);
    }

    pub(super) fn host_mut(&mut self, side: Side) -> &mut Host {
        &mut self.hosts[side]
    }

    /// Lets the engine process an event at a socket and carries out what comes of it.
    pub(super) fn process(
        &mut self,
        side: Side,
        socket: Socket,
        event: &Event,
        kind: EventKind,
        log: &mut Recorder<'_>,
    ) -> Option<Reply> {
        let (now, profile) = (self.now, self.profile);
        let host = &mut self.hosts[side];
        let listens = host.listener.is_some();
        let takes_all = host.limits.take_all();
        let (mut is_new, mut ends_waiting) = (false, false);
        let (before, after, mut outcome) = match socket {
            Socket::Listener => {
                let tcb = host.listener.as_mut()?;
                let before = tcb.state();
                let outcome = process(tcb, event, now, &profile);
                (before, tcb.state(), outcome)
            }
            Socket::Connection(id) => {
                let connection = host.connection_mut(id)?;
                let before = connection.tcb.state();
                connection.tcb.set_listener_beside(listens && !connection.is_fresh());
                let outcome = process(&mut connection.tcb, event, now, &profile);
                connection.follow(&outcome, takes_all);
                let after = connection.tcb.state();
                is_new = !connection.accepted && before == State::SynReceived && after.is_synchronized();
                ends_waiting = !connection.accepted && before.is_synchronized() && after == State::Closed;
                (before, after, outcome)
            }
        };
        let reply = outcome.reply;
        if let (Socket::Connection(id), true) = (socket, ends_waiting) {
            self.ends_unaccepted(side, id, &mut outcome);
        }
        let departures = self.depart(side, &mut outcome, log.is_kept());
        let host = self.host_mut(side);
        match (socket, after) {
            (Socket::Listener, State::Closed) => host.listener = None,
            (Socket::Listener, _) => {}
            (Socket::Connection(id), State::Listen) => host.remove(id),
            (Socket::Connection(id), _) => self.wake_app(side, id),
        }
        let socket_then = Some(socket);
        log.write(|| Record {
            at: now,
            side,
            socket: socket_then,
            kind,
            before,
            after,
            is_guess: false,
            outcome,
            departures,
        });
        if let (Socket::Connection(id), true) = (socket, is_new) {
            self.waits_to_be_accepted(side, id);
        }
        if (socket, after) == (Socket::Listener, State::Closed) {
            self.forget_unaccepted(side, log);
        }
        if !self.host(side).accept_queue.is_empty() {
            self.workers_accept(side, is_new, log);
        }
        reply
    }

    /// Puts what the engine sent onto the link.
    pub(super) fn depart(&mut self, side: Side, outcome: &mut Outcome, keep: bool) -> SmallVec<[Departure; 1]> {
        let mut departures = SmallVec::new();
        for transmission in std::mem::take(&mut outcome.sent) {
            let origin = if transmission.again { Origin::Again } else { Origin::Sent };
            let doubled = self.happens_by_chance(self.link.duplicate) && self.packets.len() < MOST_DOUBLED;
            let doubled = doubled.then(|| transmission.segment.clone());
            departures.extend(self.put_on_link(side, origin, transmission.segment, keep));
            if let Some(segment) = doubled {
                let original = PacketId { from: side, number: self.sent[side] };
                departures.extend(self.put_on_link(side, Origin::DuplicateOf(original), segment, keep));
            }
        }
        departures
    }

    fn fire(&mut self, side: Side, timer: Option<Timer>, log: &mut Recorder<'_>) {
        let Some(connection) = self.host(side).current() else { return };
        let socket = Socket::Connection(connection.id);
        let Some(timer) = timer.or_else(|| connection.tcb.next_timeout().map(|(_, timer)| timer)) else { return };
        self.process(side, socket, &Event::Timeout(timer), EventKind::Timeout(timer), log);
    }
}
