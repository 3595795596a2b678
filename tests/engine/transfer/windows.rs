//! Windows: what may be sent, what is asked when nothing may, and no silly ones (RFC 9293 section 3.8.6).

use crate::pair::{A, B, Pair};
use crate::script::{Script, parse_event, reach};
use tcptutor::tcp::{Event, Profile, Settings, State, Timer, UserCall};

fn settings(receive_capacity: u32) -> Settings {
    Settings { mss: Some(100), receive_capacity, ..Settings::default() }
}

#[test]
fn no_more_is_sent_than_the_window_allows() {
    let mut pair = Pair::connected(Profile::rfc9293(), [settings(1000), settings(250)]);
    pair.send(A, &[7; 600]);
    let sizes: Vec<usize> = pair.wire[B].iter().map(|segment| segment.payload.len()).collect();
    assert_eq!(sizes, [100, 100], "the last 50 of the window would be silly");
    pair.carry(B);
    pair.carry(A);
    pair.exchange();
    assert_eq!(pair.hosts[B].rcv().wnd, 0);
    assert_eq!(pair.hosts[B].readable(), 250);
}

#[test]
fn the_window_opens_in_steps_worth_a_segment() {
    let mut pair = Pair::connected(Profile::rfc9293(), [settings(1000), settings(250)]);
    pair.send(A, &[7; 600]);
    pair.exchange();
    let silent = pair.call(B, UserCall::Receive(99));
    assert!(silent.sent.is_empty(), "99 octets are not worth an update");
    assert_eq!(pair.hosts[B].rcv().wnd, 0);
    let update = pair.call(B, UserCall::Receive(1));
    assert_eq!(update.sent[0].segment.window, 100);
    pair.exchange();
    assert_eq!(pair.hosts[B].readable(), 250);
}

#[test]
fn a_small_buffer_opens_by_half() {
    let mut pair = Pair::connected(Profile::rfc9293(), [settings(1000), settings(40)]);
    pair.send(A, &[7; 80]);
    pair.exchange();
    assert!(pair.call(B, UserCall::Receive(19)).sent.is_empty());
    assert_eq!(pair.call(B, UserCall::Receive(1)).sent[0].segment.window, 20);
}

/// ESTABLISHED with five octets to send and no window to send them in.
fn before_a_closed_window(profile: Profile) -> Script {
    let mut script = Script::new(profile, Settings::default());
    reach(&mut script, "established");
    script.event(&parse_event("< 301:101 ACK w=0"));
    assert!(script.event(&parse_event("send 5")).sent.is_empty());
    script
}

/// When the next `n` probes go out, in milliseconds, and as what.
fn probes(script: &mut Script, n: usize) -> Vec<(u64, u32, usize)> {
    (0..n)
        .map(|_| {
            let outcome = script.event(&Event::Timeout(Timer::Persist));
            let segment = &outcome.sent[0].segment;
            (script.now.as_micros() / 1000, segment.seq.0, segment.payload.len())
        })
        .collect()
}

#[test]
fn a_closed_window_is_probed_with_one_octet_and_ever_more_patience() {
    let mut script = before_a_closed_window(Profile::rfc9293());
    assert_eq!(probes(&mut script, 4), [(1000, 101, 1), (3000, 101, 1), (7000, 101, 1), (15_000, 101, 1)]);
}

#[test]
fn linux_probes_a_closed_window_with_an_old_number_and_no_octet() {
    let mut script = before_a_closed_window(Profile::linux());
    assert_eq!(probes(&mut script, 4), [(204, 100, 0), (612, 100, 0), (1428, 100, 0), (3060, 100, 0)]);
}

#[test]
fn a_peer_that_answers_probes_is_waited_for_without_end() {
    for profile in [Profile::rfc9293(), Profile::linux()] {
        let mut script = before_a_closed_window(profile);
        for _ in 0..100 {
            let (at, timer) = script.tcb.next_timeout().expect("a timer runs");
            assert_eq!(timer, Timer::Persist, "not {timer} at {at}");
            script.event(&Event::Timeout(timer));
            script.event(&parse_event("< 301:101 ACK w=0"));
            assert_eq!(script.tcb.state(), State::Established);
        }
        assert!(script.now.as_micros() > 5_000_000_000, "longer than any user timeout");
    }
}

#[test]
fn a_reader_that_wakes_up_lets_the_rest_flow() {
    for profile in [Profile::rfc9293(), Profile::linux()] {
        let mut pair = Pair::connected(profile, [settings(1000), settings(250)]);
        let sent: Vec<u8> = (0..600_u32).map(|i| u8::try_from(i % 251).unwrap_or_default()).collect();
        pair.send(A, &sent);
        pair.exchange();
        for _ in 0..4 {
            pair.next_timeout();
            pair.exchange();
        }
        while pair.hosts[B].readable() > 0 {
            pair.receive(B);
            pair.exchange();
        }
        assert_eq!(pair.read[B], sent);
    }
}

#[test]
fn a_lost_window_update_is_found_out_by_a_probe() {
    let mut pair = Pair::connected(Profile::rfc9293(), [settings(1000), settings(250)]);
    pair.send(A, &[7; 300]);
    pair.exchange();
    pair.receive(B);
    pair.lose();
    pair.next_timeout();
    pair.exchange();
    pair.receive(B);
    assert_eq!(pair.read[B].len(), 300);
}
