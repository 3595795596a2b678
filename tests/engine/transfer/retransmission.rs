//! Retransmission: when, how often, and what the round trips teach (RFC 9293 section 3.8, RFC 6298).

use crate::pair::{A, B, Pair};
use crate::script::{Script, parse_event, reach};
use std::time::Duration;
use tcptutor::tcp::{Event, Outcome, Profile, RuleId, Settings, State, Timer, UserCall};

/// Lets the retransmission timer fire until the connection is given up: the seconds of each repetition, and of the end.
fn until_given_up(script: &mut Script) -> (Vec<u64>, u64) {
    let mut times = Vec::new();
    loop {
        let (_, timer) = script.tcb.next_timeout().expect("a timer runs");
        assert_eq!(timer, Timer::Retransmission);
        let outcome = script.event(&Event::Timeout(timer));
        let now = script.now.as_micros() / 1_000_000;
        if script.tcb.state() == State::Closed {
            assert!(outcome.sent.is_empty(), "giving up sends nothing");
            return (times, now);
        }
        assert!(outcome.sent[0].again);
        times.push(now);
    }
}

fn script(profile: Profile, state: &str) -> Script {
    let mut script = Script::new(profile, Settings::default());
    reach(&mut script, state);
    script
}

#[test]
fn a_syn_is_repeated_with_doubling_patience_for_three_minutes() {
    let (times, end) = until_given_up(&mut script(Profile::rfc9293(), "syn-sent"));
    assert_eq!((times, end), (vec![1, 3, 7, 15, 31, 63, 123], 183));
}

#[test]
fn linux_repeats_a_syn_five_times_at_one_second_first() {
    let (times, end) = until_given_up(&mut script(Profile::linux(), "syn-sent"));
    assert_eq!((times, end), (vec![1, 2, 3, 4, 5, 7, 11, 19, 35, 67], 131));
}

#[test]
fn a_syn_ack_is_repeated_too() {
    let (times, end) = until_given_up(&mut script(Profile::rfc9293(), "syn-received"));
    assert_eq!((times, end), (vec![1, 3, 7, 15, 31, 63, 123], 183));
    let (times, end) = until_given_up(&mut script(Profile::linux(), "syn-received"));
    assert_eq!((times, end), (vec![1, 3, 7, 15, 31], 63));
}

#[test]
fn data_is_given_up_after_more_than_100_seconds() {
    let mut data = script(Profile::rfc9293(), "established");
    data.event(&parse_event("send 5"));
    assert_eq!(until_given_up(&mut data), (vec![1, 3, 7, 15, 31, 63], 123));
}

#[test]
fn linux_is_more_patient_with_a_reader_than_with_an_orphan() {
    let mut data = script(Profile::linux(), "established");
    data.event(&parse_event("send 5"));
    let (times, end) = until_given_up(&mut data);
    assert_eq!((times.len(), end), (15, 928));
    let (times, end) = until_given_up(&mut script(Profile::linux(), "fin-wait-1/closed"));
    assert_eq!((times.len(), end), (8, 104));
}

#[test]
fn the_first_measurement_of_a_round_trip_sets_rto() {
    let mut pair = Pair::new(Profile::linux(), [Settings::default(); 2]);
    pair.call(B, UserCall::Listen);
    pair.call(A, UserCall::Connect);
    pair.now = pair.now.plus(Duration::from_millis(300));
    pair.exchange();
    // RTO = SRTT + 4 RTTVAR, with RTTVAR = SRTT/2.
    assert_eq!(pair.hosts[A].rtt().smoothed, Some(Duration::from_millis(300)));
    assert_eq!(pair.hosts[A].rtt().rto(&pair.profile), Duration::from_millis(900));
}

#[test]
fn later_measurements_count_for_an_eighth() {
    let mut pair = Pair::new(Profile::linux(), [Settings::default(); 2]);
    pair.call(B, UserCall::Listen);
    pair.call(A, UserCall::Connect);
    pair.now = pair.now.plus(Duration::from_millis(800));
    pair.exchange();
    pair.send(A, b"x");
    pair.now = pair.now.plus(Duration::from_millis(1600));
    pair.exchange();
    let rtt = pair.hosts[A].rtt();
    assert_eq!(rtt.smoothed, Some(Duration::from_millis(900)));
    assert_eq!(rtt.variation, Duration::from_millis(500), "3/4 of 400 and 1/4 of 800");
    assert_eq!(rtt.rto(&pair.profile), Duration::from_millis(2900));
}

fn ack_after(script: &mut Script, wait: Duration, segment: &str) -> Outcome {
    script.now = script.now.plus(wait);
    script.event(&parse_event(segment))
}

#[test]
fn an_ack_of_a_repeated_segment_measures_nothing_and_rto_stays_long() {
    let mut script = script(Profile::rfc9293(), "established");
    script.event(&parse_event("send 5"));
    script.event(&Event::Timeout(Timer::Retransmission));
    let before = script.tcb.rtt().smoothed;
    let outcome = ack_after(&mut script, Duration::from_millis(5), "< 301:106 ACK");
    assert!(outcome.rules.contains(&RuleId::Karn) && !outcome.rules.contains(&RuleId::RttSampled));
    assert_eq!(script.tcb.rtt().smoothed, before);
    assert_eq!(
        script.tcb.rtt().rto(&script.profile),
        Duration::from_secs(2),
        "backed off until a segment needs no repetition"
    );
    script.event(&parse_event("send 5"));
    let outcome = ack_after(&mut script, Duration::from_millis(5), "< 301:111 ACK");
    assert!(outcome.rules.contains(&RuleId::RttSampled));
    assert_eq!(script.tcb.rtt().rto(&script.profile), Duration::from_secs(1));
}

#[test]
fn after_a_repeated_syn_data_waits_three_seconds() {
    let mut script = script(Profile::rfc9293(), "syn-sent");
    script.event(&Event::Timeout(Timer::Retransmission));
    script.event(&parse_event("< 300:101 SYN,ACK"));
    script.event(&parse_event("send 5"));
    let begin = script.now;
    let (at, _) = script.tcb.next_timeout().expect("a timer runs");
    assert_eq!(at.since(begin), Duration::from_secs(3));
}

#[test]
fn progress_restarts_the_clock_and_the_last_ack_stops_it() {
    let mut script = script(Profile::rfc9293(), "established");
    script.event(&parse_event("send 5"));
    script.event(&parse_event("send 5"));
    ack_after(&mut script, Duration::from_millis(700), "< 301:106 ACK");
    let due = script.tcb.timers().deadline(Timer::Retransmission).expect("five octets are in flight");
    assert_eq!(due.since(script.now), script.tcb.rtt().rto(&script.profile));
    script.event(&parse_event("< 301:111 ACK"));
    assert_eq!(script.tcb.next_timeout(), None);
}

#[test]
fn a_bare_ack_that_acknowledges_nothing_does_not_restart_the_clock() {
    let mut script = script(Profile::rfc9293(), "established");
    script.event(&parse_event("send 5"));
    let before = script.tcb.timers().deadline(Timer::Retransmission);
    ack_after(&mut script, Duration::from_millis(700), "< 301:101 ACK");
    assert_eq!(script.tcb.timers().deadline(Timer::Retransmission), before);
}

#[test]
fn the_user_timeout_counts_from_the_last_progress() {
    let user_timeout = Some(Duration::from_secs(5));
    let mut script = Script::new(Profile::rfc9293(), Settings { user_timeout, ..Settings::default() });
    reach(&mut script, "established");
    script.event(&parse_event("send 5"));
    script.event(&parse_event("send 5"));
    ack_after(&mut script, Duration::from_secs(4), "< 301:106 ACK");
    let due = script.tcb.timers().deadline(Timer::User).expect("five octets are in flight");
    assert_eq!(due.as_micros(), 9_000_000);
    let outcome = script.event(&Event::Timeout(Timer::User));
    assert_eq!(script.tcb.state(), State::Closed);
    assert!(outcome.sent.is_empty(), "no RST");
}

#[test]
fn the_front_is_repeated_and_nothing_behind_it() {
    let mut script = script(Profile::rfc9293(), "established");
    script.event(&parse_event("send 1000"));
    let again = script.event(&Event::Timeout(Timer::Retransmission));
    assert_eq!(again.sent.len(), 1);
    assert_eq!((again.sent[0].segment.seq.0, again.sent[0].segment.payload.len()), (101, 536));
}
