//! Any events in any order, in both profiles: `process` is total.

use std::time::Duration;
use tcptutor::tcp::{
    Event, Flags, Icmp, IcmpError, Instant, Profile, Segment, SeqNumber, Settings, Tcb, Timer, UserCall, process,
};

fn flags(bits: u8) -> Flags {
    let set = Flags::NAMES.iter().enumerate().filter(|(i, _)| bits & (1 << i) != 0);
    set.fold(Flags::NONE, |set, (_, (flag, _))| set.with(*flag))
}

/// A number near one that matters, or any number at all.
fn number(tcb: &Tcb, bytes: &[u8]) -> SeqNumber {
    let offset = i32::from(i16::from_be_bytes([bytes[1], bytes[2]])).cast_unsigned();
    match bytes[0] % 5 {
        0 => tcb.rcv().nxt.plus(offset),
        1 => tcb.snd().nxt.plus(offset),
        2 => tcb.snd().una.plus(offset),
        3 => tcb.rcv().nxt,
        _ => SeqNumber(offset.rotate_left(u32::from(bytes[0]))),
    }
}

fn event(tcb: &Tcb, bytes: &[u8]) -> Event {
    let len = usize::from(bytes[7] % 40);
    match bytes[0] % 16 {
        0 => Event::Call(UserCall::Listen),
        1 => Event::Call(UserCall::Connect),
        2 => Event::Call(UserCall::Send(vec![7; len].into())),
        3 => Event::Call(UserCall::Receive(u32::from(bytes[1]))),
        4 => Event::Call(UserCall::Shutdown),
        5 => Event::Call(UserCall::Close),
        6 => Event::Call(UserCall::Abort),
        7 | 8 => Event::Timeout(Timer::ALL[usize::from(bytes[1]) % Timer::ALL.len()]),
        9 => Event::Icmp(IcmpError {
            kind: Icmp::ALL[usize::from(bytes[1]) % Icmp::ALL.len()],
            quoted: number(tcb, &bytes[2..]),
        }),
        _ => Event::SegmentArrives(Segment {
            src_port: 80,
            dst_port: tcb.local_port(),
            flags: flags(bytes[1]),
            seq: number(tcb, &bytes[2..]),
            ack: number(tcb, &bytes[4..]),
            window: u16::from_be_bytes([bytes[6], bytes[0]]),
            mss: (bytes[5] & 1 == 1).then_some(u16::from(bytes[6])),
            payload: vec![9; len].into(),
            unseen: 0,
        }),
    }
}

pub fn any_events(data: &[u8]) {
    let profile = if data.first().is_some_and(|byte| byte & 1 == 1) { Profile::linux() } else { Profile::rfc9293() };
    let settings = Settings { receive_capacity: 64, ..Settings::default() };
    let mut tcb = Tcb::new(4000, SeqNumber(u32::MAX - 3), settings).with_remote(80);
    let mut now = Instant::ZERO;
    for bytes in data.chunks_exact(8) {
        now = now.plus(Duration::from_millis(u64::from(bytes[7])));
        let event = event(&tcb, bytes);
        let before = tcb.state();
        let outcome = process(&mut tcb, &event, now, &profile);
        let mut state = before;
        for edge in &outcome.transitions {
            assert_eq!(edge.edge().from, state);
            state = edge.edge().to;
        }
        assert_eq!(state, tcb.state());
        assert!(tcb.snd().una.at_or_before(tcb.snd().nxt));
    }
}
