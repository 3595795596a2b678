//! Every cause that an event can have in a state has its edge: all that an endpoint can become is gone through, event by event. The
//! engine itself refuses, in a test, to look for an edge that is not there.

use super::case::{literal, reopening, rfc793, rfc1337};
use std::collections::HashSet;
use tcptutor::tcp::{
    EdgeId, EdgeSet, Event, Fin, Flags, Icmp, IcmpError, Instant, Opened, Payload, Profile, Segment, SeqNumber,
    Settings, State, Tcb, Timer, UserCall, process,
};

/// What decides which way an endpoint may go on; numbers and times are left out.
type Key = (State, Opened, u8, u64, u32);

fn key(tcb: &Tcb) -> Key {
    let timers = tcb.timers().running().fold(0, |set, (_, timer)| set | 1 << timer as u32);
    let fin = match tcb.fin() {
        Fin::NotQueued => 0,
        Fin::Queued => 1,
        Fin::Sent(_) => 2,
    };
    let (snd, rcv) = (tcb.snd(), tcb.rcv());
    let bits = [
        tcb.fin_acknowledged(),
        snd.una != snd.nxt,
        snd.una == snd.iss,
        snd.wnd == 0,
        tcb.unacknowledged() > 0,
        rcv.wnd == 0,
        rcv.fin,
        tcb.readable() > 0,
        !tcb.held().is_empty(),
        tcb.reader_gone(),
        tcb.settings().keepalive.is_some(),
        tcb.remains().is_some(),
        tcb.has_news_for_reader(),
        tcb.rtt().retransmissions > 0,
        tcb.rtt().retransmissions > 5,
    ];
    let bits = bits.into_iter().fold(0, |word, bit| word << 1 | u64::from(bit));
    (tcb.state(), tcb.opened(), fin, bits, timers)
}

fn segment(flags: Flags, seq: SeqNumber, ack: SeqNumber, octets: usize, window: u16) -> Event {
    let ack = if flags.ack() { ack } else { SeqNumber(0) };
    let payload = Payload::from_elem(1, octets);
    Event::SegmentArrives(Segment {
        src_port: 4000,
        dst_port: 80,
        seq,
        ack,
        flags,
        window,
        mss: None,
        payload,
        unseen: 0,
    })
}

/// One event of each kind, with its numbers where the checks look.
fn events(tcb: &Tcb) -> Vec<Event> {
    let (snd, rcv) = (tcb.snd(), tcb.rcv());
    let calls = [
        UserCall::Listen,
        UserCall::Connect,
        UserCall::Send(Payload::from_elem(1, 3)),
        UserCall::Receive(100),
        UserCall::Shutdown,
        UserCall::Close,
        UserCall::Abort,
        UserCall::Keepalive(true),
        UserCall::Keepalive(false),
    ];
    let mut events: Vec<Event> = calls.into_iter().map(Event::Call).collect();
    events.extend(Timer::ALL.map(Event::Timeout));
    events.extend([Icmp::Host, Icmp::Port].map(|kind| Event::Icmp(IcmpError { kind, quoted: snd.una })));
    for seq in [rcv.nxt.minus(1), rcv.nxt, rcv.nxt.plus(1), rcv.nxt.plus(40)] {
        events.extend([Flags::SYN, Flags::RST, Flags::SYN.with(Flags::FIN)].map(|f| segment(f, seq, seq, 0, 9)));
        for ack in [snd.una, snd.nxt] {
            events.push(segment(Flags::SYN_ACK, seq, ack, 0, 9));
            events.push(segment(Flags::RST_ACK, seq, ack, 0, 9));
            for window in [0, 60] {
                events.push(segment(Flags::ACK, seq, ack, 0, window));
                events.push(segment(Flags::FIN_ACK, seq, ack, 0, window));
                events.push(segment(Flags::FIN_ACK, seq, ack, 4, window));
            }
            events.push(segment(Flags::ACK, seq, ack, 4, 60));
        }
    }
    events
}

/// Goes through all that an endpoint can become; the edges taken.
fn explore(profile: &Profile) -> EdgeSet {
    let settings = Settings { receive_capacity: 8, ..Settings::default() };
    let mut start = Tcb::new(80, SeqNumber(100), settings).with_remote(4000);
    start.set_listener_beside(true);
    let (mut known, mut taken) = (HashSet::from([key(&start)]), EdgeSet::default());
    let mut open = vec![(start, Instant::ZERO)];
    while let Some((tcb, now)) = open.pop() {
        for event in events(&tcb) {
            let (mut tcb, mut now) = (tcb.clone(), now);
            // A timer is let fire until it changes something or gives up.
            for _ in 0..18 {
                if let Event::Timeout(timer) = event {
                    now = tcb.timers().deadline(timer).unwrap_or(now).max(now);
                }
                let outcome = process(&mut tcb, &event, now, profile);
                outcome.transitions.iter().for_each(|edge| taken.insert(*edge));
                if known.insert(key(&tcb)) {
                    open.push((tcb.clone(), now));
                }
                if !matches!(event, Event::Timeout(_)) || !outcome.transitions.is_empty() {
                    break;
                }
            }
        }
    }
    taken
}

#[test]
fn every_cause_that_an_endpoint_can_meet_has_its_edge() {
    let profiles = [Profile::rfc9293(), Profile::linux(), rfc793(), rfc1337(), literal(), reopening()];
    let taken = profiles.iter().map(explore).fold(EdgeSet::default(), EdgeSet::union);
    let never: Vec<String> = EdgeId::all()
        .filter(|id| !taken.contains(*id))
        .map(|id| format!("{} {:?} {}", id.edge().from, id.edge().cause, id.edge().to))
        .collect();
    assert!(never.is_empty(), "the search goes past these:\n{}", never.join("\n"));
}
