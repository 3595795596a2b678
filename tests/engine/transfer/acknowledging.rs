//! Acknowledgments: at once, joined, or a little later (RFC 9293 section 3.8.6.3).

use crate::script::{Script, parse_event, reach};
use std::time::Duration;
use tcptutor::tcp::{Event, Flags, Profile, Settings, State, Timer};

fn delaying(profile: Profile, state: &str) -> Script {
    let mut script = Script::new(profile, Settings { delayed_ack: true, ..Settings::default() });
    reach(&mut script, state);
    script
}

#[test]
fn an_ack_waits_for_less_than_half_a_second() {
    // Linux lets no ACK wait before the program has answered.
    for (profile, before, millis) in [(Profile::rfc9293(), "", 200), (Profile::linux(), "< 301:101 ACK +5; send 1", 40)]
    {
        let mut script = delaying(profile, "established");
        for event in before.split(';').filter(|event| !event.is_empty()) {
            script.event(&parse_event(event.trim()));
        }
        let next = script.tcb.rcv().nxt;
        assert!(script.event(&parse_event(&format!("< {next}:101 ACK +5"))).sent.is_empty());
        let at = script.tcb.timers().deadline(Timer::DelayedAck).expect("it runs");
        assert_eq!(at.since(script.now), Duration::from_millis(millis));
        let outcome = script.event(&Event::Timeout(Timer::DelayedAck));
        assert_eq!(outcome.sent[0].segment.ack, next.plus(5));
        assert_eq!(script.tcb.timers().deadline(Timer::DelayedAck), None);
    }
}

#[test]
fn the_second_full_segment_is_acknowledged_at_once() {
    let mut script = delaying(Profile::rfc9293(), "established");
    assert!(script.event(&parse_event("< 301:101 ACK +536")).sent.is_empty());
    assert_eq!(script.event(&parse_event("< 837:101 ACK +536")).sent[0].segment.ack.0, 1373);
    assert!(script.event(&parse_event("< 1373:101 ACK +536")).sent.is_empty());
}

#[test]
fn a_gap_and_its_filling_are_acknowledged_at_once() {
    let mut script = delaying(Profile::rfc9293(), "established");
    assert_eq!(script.event(&parse_event("< 306:101 ACK +5")).sent[0].segment.ack.0, 301);
    assert_eq!(script.event(&parse_event("< 301:101 ACK +5")).sent[0].segment.ack.0, 311);
}

#[test]
fn data_carries_the_ack_that_waits() {
    let mut script = delaying(Profile::rfc9293(), "established");
    script.event(&parse_event("< 301:101 ACK +5"));
    let outcome = script.event(&parse_event("send 3"));
    assert_eq!(outcome.sent.len(), 1);
    assert_eq!(outcome.sent[0].segment.ack.0, 306);
    assert_eq!(script.tcb.timers().deadline(Timer::DelayedAck), None);
}

#[test]
fn our_fin_carries_the_ack_of_theirs_if_that_was_delayed() {
    let mut script = delaying(Profile::rfc9293(), "established");
    assert!(script.event(&parse_event("< 301:101 FIN,ACK")).sent.is_empty());
    assert_eq!(script.tcb.state(), State::CloseWait);
    let outcome = script.event(&parse_event("shutdown"));
    assert_eq!(outcome.sent.len(), 1, "three segments close the connection, not four");
    let segment = &outcome.sent[0].segment;
    assert_eq!((segment.flags, segment.ack.0), (Flags::FIN_ACK, 302));
    assert_eq!(script.tcb.state(), State::LastAck);
}

#[test]
fn the_fin_that_leads_to_time_wait_is_acknowledged_at_once() {
    let mut script = delaying(Profile::rfc9293(), "fin-wait-2");
    assert_eq!(script.event(&parse_event("< 301:102 FIN,ACK")).sent[0].segment.ack.0, 302);
}

#[test]
fn data_and_fin_in_one_segment_draw_one_ack() {
    let mut script = Script::new(Profile::rfc9293(), Settings::default());
    reach(&mut script, "established");
    let outcome = script.event(&parse_event("< 301:101 FIN,ACK +5"));
    assert_eq!(outcome.sent.len(), 1);
    assert_eq!(outcome.sent[0].segment.ack.0, 307);
}
