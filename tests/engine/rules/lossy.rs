//! Two honest endpoints on a bad wire: what arrives is what was sent, and in the end both are CLOSED.

use crate::support::dice::Dice;
use std::time::Duration;
use tcptutor::tcp::{
    Event, Fin, Instant, Payload, Profile, Segment, SeqNumber, Settings, State, Tcb, UserCall, process,
};

/// Losses stop here; the longest timer that has to run after it is 2 MSL.
const GOOD_WEATHER: Instant = Instant::from_micros(30_000_000);
const THE_END: Instant = Instant::from_micros(3_000_000_000);

struct Host {
    tcb: Tcb,
    /// What it has to say, and how much of it TCP has taken.
    speech: Vec<u8>,
    said: usize,
    heard: Vec<u8>,
    /// Reads at once; otherwise now and then.
    attentive: bool,
}

struct World {
    hosts: [Host; 2],
    wire: Vec<(Instant, usize, Segment)>,
    now: Instant,
    profile: Profile,
    dice: Dice,
}

impl World {
    fn new(seed: u64, profile: Profile) -> Self {
        let mut dice = Dice(seed);
        let both_open = dice.one_in(4);
        let hosts = [0, 1].map(|host| {
            let settings = Settings {
                mss: *dice.pick(&[None, Some(50), Some(1460)]),
                receive_capacity: *dice.pick(&[60, 1000, 65_535]),
                send_capacity: *dice.pick(&[100, 65_535]),
                delayed_ack: dice.one_in(2),
                ..Settings::default()
            };
            let iss = SeqNumber(*dice.pick(&[100, u32::MAX - 20, 1 << 31]));
            let ports = [(1000, 80), (80, 1000)][host];
            let len = *dice.pick(&[0, 1, 300, 2500]);
            Host {
                tcb: Tcb::new(ports.0, iss, settings).with_remote(ports.1),
                speech: (0..len).map(|i: u32| u8::try_from((i * 7 + 3) % 251).unwrap_or_default()).collect(),
                said: 0,
                heard: Vec::new(),
                attentive: dice.one_in(2),
            }
        });
        let mut world = Self { hosts, wire: Vec::new(), now: Instant::ZERO, profile, dice };
        let other = if both_open { UserCall::Connect } else { UserCall::Listen };
        world.happen(1, &Event::Call(other));
        world.happen(0, &Event::Call(UserCall::Connect));
        world
    }

    fn happen(&mut self, index: usize, event: &Event) {
        let host = &mut self.hosts[index];
        let outcome = process(&mut host.tcb, event, self.now, &self.profile);
        host.heard.extend_from_slice(&outcome.delivered);
        for sent in outcome.sent {
            self.post(1 - index, &sent.segment);
        }
    }

    /// Puts a segment on the wire: lost, doubled or overtaken until the weather is good.
    fn post(&mut self, to: usize, segment: &Segment) {
        let bad = self.now < GOOD_WEATHER;
        if bad && self.dice.one_in(6) {
            return;
        }
        let copies = if bad && self.dice.one_in(8) { 2 } else { 1 };
        for _ in 0..copies {
            let delay = 20_000 + if bad { u64::from(self.dice.below(100_000)) } else { 0 };
            self.wire.push((self.now.plus(Duration::from_micros(delay)), to, segment.clone()));
        }
    }

    /// What the programs do when they get a chance.
    fn programs_run(&mut self) {
        for index in 0..2 {
            let impatient = self.hosts[index].attentive || self.dice.one_in(5) || self.now > GOOD_WEATHER;
            let host = &self.hosts[index];
            let waits = matches!(host.tcb.state(), State::Established | State::FinWait1 | State::FinWait2);
            if impatient && (host.tcb.has_news_for_reader() || waits) {
                self.happen(index, &Event::Call(UserCall::Receive(100_000)));
            }
            self.speak(index);
        }
    }

    fn speak(&mut self, index: usize) {
        let host = &self.hosts[index];
        let open = matches!(host.tcb.state(), State::Established | State::CloseWait);
        if !open || host.tcb.fin() != Fin::NotQueued {
            return;
        }
        let rest = &host.speech[host.said..];
        if rest.is_empty() {
            return self.happen(index, &Event::Call(UserCall::Shutdown));
        }
        let capacity = host.tcb.settings().send_capacity as usize;
        let room = capacity - host.tcb.unacknowledged();
        let piece = Payload::from_slice(&rest[..rest.len().min(room)]);
        if !piece.is_empty() {
            self.hosts[index].said += piece.len();
            self.happen(index, &Event::Call(UserCall::Send(piece)));
        }
    }

    /// The next thing that happens, a segment or a timer; whether there is any.
    fn tick(&mut self) -> bool {
        let arrival = self.wire.iter().enumerate().min_by_key(|(_, (at, _, _))| *at).map(|(i, (at, _, _))| (*at, i));
        let timer =
            (0..2).filter_map(|host| self.hosts[host].tcb.next_timeout().map(|t| (t, host))).min_by_key(|(t, _)| *t);
        match (arrival, timer) {
            (Some((at, i)), timer) if timer.is_none_or(|((due, _), _)| at <= due) => {
                self.now = at.max(self.now);
                let (_, to, segment) = self.wire.swap_remove(i);
                self.happen(to, &Event::SegmentArrives(segment));
            }
            (_, Some(((due, timer), host))) => {
                self.now = due.max(self.now);
                self.happen(host, &Event::Timeout(timer));
            }
            _ => return false,
        }
        true
    }

    fn run(&mut self, seed: u64) {
        for _ in 0..20_000 {
            self.programs_run();
            for (index, host) in self.hosts.iter().enumerate() {
                let sent = &self.hosts[1 - index].speech;
                assert!(sent.starts_with(&host.heard), "seed {seed}: host {index} heard what was not said");
            }
            if self.now > THE_END || !self.tick() {
                break;
            }
        }
        let states = self.hosts.each_ref().map(|host| host.tcb.state());
        assert_eq!(states, [State::Closed; 2], "seed {seed} at {}", self.now);
        for (index, host) in self.hosts.iter().enumerate().filter(|(_, host)| host.attentive) {
            assert_eq!(
                host.heard.len(),
                self.hosts[1 - index].speech.len(),
                "seed {seed}: host {index} missed something"
            );
        }
    }
}

#[test]
fn on_a_bad_wire_the_stream_arrives_in_order_and_both_ends_close() {
    for seed in 0..300 {
        let profile = if seed % 2 == 0 { Profile::rfc9293() } else { Profile::linux() };
        World::new(seed, profile).run(seed);
    }
}
