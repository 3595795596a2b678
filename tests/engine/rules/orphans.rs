//! A connection whose program has gone ends by time on Linux, whether its FIN is lost or the peer's window stays closed. The tables
//! were measured between two network namespaces of Linux 6.18; a kernel's timers are late by up to an eighth, the engine's are
//! not, and the relay between the namespaces added some milliseconds to each round trip.

use crate::script::{Script, parse_event};
use std::time::Duration;
use tcptutor::tcp::{Event, Instant, Profile, RuleId, Settings, State, Timer};

/// Events separated by `;`, the second of which comes a round trip after the first.
fn after(profile: Profile, round_trip: Duration, events: &str) -> Script {
    let mut script = Script::new(profile, Settings::default());
    for (at, event) in events.split(';').enumerate() {
        if at == 1 {
            script.now = script.now.plus(round_trip);
        }
        script.event(&parse_event(event.trim()));
    }
    script
}

/// Lets timers fire until the connection is forgotten or a day has passed; each of its segments is answered by `answer`. When it
/// ended, and how many segments it sent.
fn until_forgotten(script: &mut Script, answer: Option<&str>) -> (Option<Duration>, usize) {
    let (began, mut sent) = (script.now, 0);
    let late = |now: Instant| now.since(began) > Duration::from_secs(24 * 3600);
    while script.tcb.state() != State::Closed && !late(script.now) {
        let Some((_, timer)) = script.tcb.next_timeout() else { break };
        let outcome = script.event(&Event::Timeout(timer));
        assert!(outcome.sent.iter().all(|sent| !sent.segment.flags.rst()), "nobody is told");
        sent += outcome.sent.len();
        if let (Some(answer), false) = (answer, outcome.sent.is_empty()) {
            script.event(&parse_event(answer));
        }
    }
    let ended = (script.tcb.state() == State::Closed).then(|| script.now.since(began));
    (ended, sent)
}

#[test]
fn how_often_an_orphan_repeats_its_fin_depends_on_the_round_trip() {
    // Round trip in ms, tries, and the seconds after which a kernel had forgotten it.
    for (round_trip, tries, measured) in [(0, 8, 108), (80, 8, 156), (400, 6, 157), (1000, 5, 195)] {
        let events = "connect; < 300:101 SYN,ACK; close";
        let mut script = after(Profile::linux(), Duration::from_millis(round_trip), events);
        let (ended, sent) = until_forgotten(&mut script, None);
        let ended = ended.expect("it ends").as_secs();
        assert_eq!(sent, tries, "at {round_trip} ms");
        assert!((measured * 7 / 8..=measured).contains(&ended), "at {round_trip} ms: {ended} s");
        assert!(script.rules.contains(&RuleId::LinuxRetryTime));
    }
}

/// Ways to a closed window with data before it, and what answers each probe.
const CLOSED_WINDOWS: [(State, &str, &str); 3] = [
    (State::FinWait1, "connect; < 300:101 SYN,ACK w=0; send 5; close", "< 301:101 ACK w=0"),
    (State::LastAck, "connect; < 300:101 SYN,ACK w=0; send 5; < 301:101 FIN,ACK w=0; close", "< 302:101 ACK w=0"),
    (State::Closing, "connect; < 300:101 SYN,ACK w=0; send 5; close; < 301:101 FIN,ACK w=0", "< 302:101 ACK w=0"),
];

#[test]
fn linux_forgets_an_orphan_before_a_closed_window_though_every_probe_is_answered() {
    for (state, events, answer) in CLOSED_WINDOWS {
        for (round_trip, measured) in [(0, 340), (80, 307), (400, 267)] {
            let mut script = after(Profile::linux(), Duration::from_millis(round_trip), events);
            assert_eq!(script.tcb.state(), state);
            let ended = until_forgotten(&mut script, Some(answer)).0.expect("it ends").as_secs();
            assert!((measured * 7 / 9..=measured * 9 / 8).contains(&ended), "{state} at {round_trip} ms: {ended} s");
            assert_eq!(script.rules.last(), Some(&RuleId::LinuxOrphanWindow));
        }
    }
}

#[test]
fn a_socket_that_a_program_holds_waits_before_a_closed_window_for_as_long_as_it_is_answered() {
    for (state, events, answer) in CLOSED_WINDOWS {
        let events = events.replace("close", "shutdown");
        let mut script = after(Profile::linux(), Duration::ZERO, &events);
        assert_eq!(until_forgotten(&mut script, Some(answer)).0, None, "{state}");
    }
}

#[test]
fn in_the_rfcs_view_an_answered_probe_means_waiting_on() {
    let mut script = after(Profile::rfc9293(), Duration::ZERO, "connect; < 300:101 SYN,ACK w=0; send 5; close");
    assert_eq!(until_forgotten(&mut script, Some("< 301:101 ACK w=0")).0, None);
    assert_eq!(script.tcb.next_timeout().map(|(_, timer)| timer), Some(Timer::Persist));
}

#[test]
fn an_orphan_whose_probes_nobody_answers_ends_sooner() {
    for (_, events, _) in CLOSED_WINDOWS {
        let (ended, sent) = until_forgotten(&mut after(Profile::linux(), Duration::ZERO, events), None);
        assert_eq!((ended.map(|time| time.as_secs()), sent), (Some(104), 8));
    }
}
