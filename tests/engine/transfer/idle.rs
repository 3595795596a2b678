//! Idle connections: nothing happens, unless somebody asks for keep-alive (RFC 9293 section 3.8.4).

use crate::script::{Script, parse_event, reach};
use std::time::Duration;
use tcptutor::tcp::{Event, Keepalive, Profile, Settings, Signal, State, Timer};

#[test]
fn an_idle_connection_has_no_timer() {
    for state in ["established", "close-wait", "fin-wait-2"] {
        for profile in [Profile::rfc9293(), Profile::linux()] {
            let mut script = Script::new(profile, Settings::default());
            reach(&mut script, state);
            assert_eq!(script.tcb.next_timeout(), None, "{state}");
        }
    }
}

fn watched(profile: Profile) -> Script {
    let keepalive = Some(Keepalive { idle: Duration::from_secs(60), interval: Duration::from_secs(5), probes: 3 });
    let mut script = Script::new(profile, Settings { keepalive, ..Settings::default() });
    reach(&mut script, "established");
    script
}

#[test]
fn keep_alive_asks_two_hours_after_the_last_segment_unless_told_otherwise() {
    assert_eq!(Keepalive::default().idle, Duration::from_secs(2 * 60 * 60));
    assert_eq!(Settings::default().keepalive, None, "off by default");
}

#[test]
fn a_silent_peer_is_asked_so_often_and_then_given_up() {
    for (profile, resets) in [(Profile::rfc9293(), 0), (Profile::linux(), 1)] {
        let mut script = watched(profile);
        let mut times = Vec::new();
        while let Some((_, timer)) = script.tcb.next_timeout() {
            assert_eq!(timer, Timer::Keepalive);
            let outcome = script.event(&Event::Timeout(timer));
            times.push(script.now.as_micros() / 1_000_000);
            if script.tcb.state() == State::Closed {
                assert_eq!(outcome.signals.as_slice(), [Signal::TimedOut]);
                assert_eq!(outcome.sent.len(), resets);
            } else {
                let probe = &outcome.sent[0].segment;
                assert_eq!((probe.seq.0, probe.payload.len()), (script.tcb.snd().nxt.0 - 1, 0));
            }
        }
        assert_eq!(times, [60, 65, 70, 75]);
    }
}

#[test]
fn any_segment_puts_the_question_off() {
    let mut script = watched(Profile::rfc9293());
    script.event(&Event::Timeout(Timer::Keepalive));
    script.now = script.now.plus(Duration::from_secs(1));
    script.event(&parse_event("< 301:101 ACK"));
    let due = script.tcb.timers().deadline(Timer::Keepalive).expect("it is idle again");
    assert_eq!(due.since(script.now), Duration::from_secs(60));
}

#[test]
fn while_data_is_in_flight_retransmission_asks_instead() {
    let mut script = watched(Profile::rfc9293());
    script.event(&parse_event("send 5"));
    assert_eq!(script.tcb.timers().deadline(Timer::Keepalive), None);
    script.event(&parse_event("< 301:106 ACK"));
    assert!(script.tcb.timers().deadline(Timer::Keepalive).is_some());
}
