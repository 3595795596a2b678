//! Two endpoints on a wire, with virtual time.

use tcptutor::tcp::{
    Event, Instant, Outcome, Payload, Profile, Segment, SeqNumber, Settings, State, Tcb, UserCall, process,
};

/// Two hosts, A and B, and what each has read. Nothing happens between them but what the test carries.
pub struct Pair {
    pub hosts: [Tcb; 2],
    pub profile: Profile,
    pub now: Instant,
    /// Segments under way to A and to B.
    pub wire: [Vec<Segment>; 2],
    pub read: [Vec<u8>; 2],
}

pub const A: usize = 0;
pub const B: usize = 1;

impl Pair {
    pub fn new(profile: Profile, settings: [Settings; 2]) -> Self {
        let hosts = [
            Tcb::new(1000, SeqNumber(100), settings[A]).with_remote(80),
            Tcb::new(80, SeqNumber(300), settings[B]).with_remote(1000),
        ];
        Self { hosts, profile, now: Instant::ZERO, wire: [Vec::new(), Vec::new()], read: [Vec::new(), Vec::new()] }
    }

    /// A connection between A and B; A opened it.
    pub fn connected(profile: Profile, settings: [Settings; 2]) -> Self {
        let mut pair = Self::new(profile, settings);
        pair.call(B, UserCall::Listen);
        pair.call(A, UserCall::Connect);
        pair.exchange();
        assert_eq!(pair.states(), [State::Established; 2]);
        pair
    }

    pub fn states(&self) -> [State; 2] {
        [self.hosts[A].state(), self.hosts[B].state()]
    }

    pub fn call(&mut self, host: usize, call: UserCall) -> Outcome {
        self.event(host, &Event::Call(call))
    }

    pub fn send(&mut self, host: usize, octets: &[u8]) -> Outcome {
        self.call(host, UserCall::Send(Payload::from_slice(octets)))
    }

    pub fn receive(&mut self, host: usize) -> Outcome {
        self.call(host, UserCall::Receive(u32::MAX))
    }

    pub fn event(&mut self, host: usize, event: &Event) -> Outcome {
        let outcome = process(&mut self.hosts[host], event, self.now, &self.profile);
        self.wire[1 - host].extend(outcome.sent.iter().map(|sent| sent.segment.clone()));
        self.read[host].extend_from_slice(&outcome.delivered);
        outcome
    }

    /// Carries everything, in order and without loss, until nothing is under way.
    pub fn exchange(&mut self) {
        while let Some(host) = (0..2).find(|host| !self.wire[*host].is_empty()) {
            self.carry(host);
        }
    }

    /// Carries the first segment that is under way to this host.
    pub fn carry(&mut self, host: usize) -> Outcome {
        let segment = self.wire[host].remove(0);
        self.event(host, &Event::SegmentArrives(segment))
    }

    /// Loses everything that is under way.
    pub fn lose(&mut self) {
        self.wire = [Vec::new(), Vec::new()];
    }

    /// Lets the next timer fire, of both hosts; when and what came of it.
    pub fn next_timeout(&mut self) -> Option<(usize, Outcome)> {
        let (at, timer, host) = (0..2)
            .filter_map(|host| self.hosts[host].next_timeout().map(|(at, timer)| (at, timer, host)))
            .min_by_key(|(at, timer, host)| (*at, *timer, *host))?;
        self.now = at.max(self.now);
        Some((host, self.event(host, &Event::Timeout(timer))))
    }
}
