//! How long a connection's whole life takes: listen, connect, an octet each way, both close, 2 MSL. Eleven segments.
//!
//! The same life as other stacks' in `smoltcp_lifecycles`: EN1 drops what the engine says about each event, EN2 keeps it all.

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use tcptutor::tcp::{
    Event, Instant, Outcome, Payload, Profile, Segment, SeqNumber, Settings, State, Tcb, UserCall, process,
};

fn main() {
    divan::main();
}

const LIVES: u32 = 1000;

/// Two hosts and what is under way between them; with `KEEP`, all that the engine ever said.
struct Pair<const KEEP: bool> {
    hosts: [Tcb; 2],
    profile: Profile,
    now: Instant,
    wire: Vec<(usize, Segment)>,
    carried: u32,
    kept: Vec<Outcome>,
}

impl<const KEEP: bool> Pair<KEEP> {
    fn new() -> Self {
        let hosts = [
            Tcb::new(1024, SeqNumber(100), Settings::default()).with_remote(80),
            Tcb::new(80, SeqNumber(300), Settings::default()).with_remote(1024),
        ];
        let profile = Profile::rfc9293();
        Self { hosts, profile, now: Instant::ZERO, wire: Vec::new(), carried: 0, kept: Vec::new() }
    }

    fn happen(&mut self, host: usize, event: &Event) {
        let mut outcome = process(&mut self.hosts[host], event, self.now, &self.profile);
        if KEEP {
            self.wire.extend(outcome.sent.iter().map(|sent| (1 - host, sent.segment.clone())));
            self.kept.push(outcome);
        } else {
            self.wire.extend(outcome.sent.drain(..).map(|sent| (1 - host, sent.segment)));
            black_box(outcome);
        }
    }

    fn call(&mut self, host: usize, call: UserCall) {
        self.happen(host, &Event::Call(call));
        while let Some((to, segment)) = self.wire.pop() {
            self.carried += 1;
            self.happen(to, &Event::SegmentArrives(segment));
        }
    }

    fn connect(&mut self) {
        self.call(1, UserCall::Listen);
        self.call(0, UserCall::Connect);
    }

    fn live(&mut self) {
        self.connect();
        for (from, to) in [(0, 1), (1, 0)] {
            self.call(from, UserCall::Send(Payload::from_slice(b"x")));
            self.call(to, UserCall::Receive(8));
        }
        self.call(0, UserCall::Close);
        self.call(1, UserCall::Close);
        let (at, timer) = self.hosts[0].next_timeout().expect("2 MSL");
        self.now = at;
        self.happen(0, &Event::Timeout(timer));
        assert!(self.hosts.iter().all(|host| host.state() == State::Closed));
    }
}

fn live<const KEEP: bool>() -> Pair<KEEP> {
    let mut pair = Pair::new();
    for _ in 0..LIVES {
        pair.live();
    }
    assert_eq!(pair.carried, 11 * LIVES);
    pair
}

#[divan::bench]
fn en1_lives_with_outcomes_dropped(bencher: Bencher) {
    bencher.counter(ItemsCount::new(LIVES)).bench_local(live::<false>);
}

#[divan::bench]
fn en2_lives_with_outcomes_kept(bencher: Bencher) {
    bencher.counter(ItemsCount::new(LIVES)).bench_local(live::<true>);
}

/// Segments of a stream, each acknowledged and read.
#[divan::bench(args = [1, 1460])]
fn segments_of_a_stream(bencher: Bencher, octets: usize) {
    bencher.counter(ItemsCount::new(2 * LIVES)).bench_local(|| {
        let mut pair = Pair::<false>::new();
        pair.connect();
        for _ in 0..LIVES {
            pair.call(0, UserCall::Send(Payload::from_elem(7, octets)));
            pair.call(1, UserCall::Receive(u32::MAX));
        }
        pair.carried
    });
}
