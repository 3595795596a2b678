//! Closing: the FIN behind the data, TIME-WAIT, and the resets that tell of lost data (RFC 9293 section 3.6).

use crate::pair::{A, B, Pair};
use crate::script::{Script, parse_event, reach};
use std::time::Duration;
use tcptutor::tcp::{Event, Flags, Payload, Profile, RuleId, Settings, State, Timer, UserCall};

#[test]
fn a_whole_life_takes_eleven_segments() {
    let mut pair = Pair::new(Profile::rfc9293(), [Settings::default(); 2]);
    let mut carried = 0;
    let mut exchange = |pair: &mut Pair| {
        while let Some(host) = (0..2).find(|host| !pair.wire[*host].is_empty()) {
            pair.carry(host);
            carried += 1;
        }
    };
    pair.call(B, UserCall::Listen);
    pair.call(A, UserCall::Connect);
    exchange(&mut pair);
    for (from, to) in [(A, B), (B, A)] {
        pair.send(from, b"x");
        exchange(&mut pair);
        pair.receive(to);
    }
    pair.call(A, UserCall::Close);
    exchange(&mut pair);
    assert_eq!(pair.states(), [State::FinWait2, State::CloseWait]);
    pair.call(B, UserCall::Close);
    exchange(&mut pair);
    assert_eq!(pair.states(), [State::TimeWait, State::Closed]);
    pair.next_timeout();
    assert_eq!(pair.states(), [State::Closed; 2]);
    assert_eq!((carried, pair.now.as_micros()), (11, 240_000_000));
}

#[test]
fn a_half_closed_connection_carries_data_the_other_way() {
    let mut pair = Pair::connected(Profile::rfc9293(), [Settings::default(); 2]);
    pair.call(A, UserCall::Shutdown);
    pair.exchange();
    pair.send(B, b"still here");
    pair.exchange();
    pair.receive(A);
    assert_eq!(pair.read[A], b"still here");
    pair.call(B, UserCall::Shutdown);
    pair.exchange();
    assert_eq!(pair.states(), [State::TimeWait, State::Closed]);
}

#[test]
fn time_wait_begins_again_with_every_repeated_fin() {
    for (profile, seconds) in [(Profile::rfc9293(), 240), (Profile::linux(), 60)] {
        let mut script = Script::new(profile, Settings::default());
        reach(&mut script, "time-wait");
        script.now = script.now.plus(Duration::from_secs(50));
        let outcome = script.event(&parse_event("< 301:102 FIN,ACK"));
        assert_eq!(outcome.sent[0].segment.ack.0, 302, "our last ACK was lost");
        let (at, timer) = script.tcb.next_timeout().expect("a timer runs");
        assert_eq!((timer, at.since(script.now)), (Timer::TimeWait, Duration::from_secs(seconds)));
    }
}

#[test]
fn a_bare_ack_restarts_time_wait_on_linux_only() {
    for (profile, left) in [(Profile::rfc9293(), 190), (Profile::linux(), 60)] {
        let mut script = Script::new(profile, Settings::default());
        reach(&mut script, "time-wait");
        script.now = script.now.plus(Duration::from_secs(50));
        script.event(&parse_event("< 302:102 ACK"));
        let (at, _) = script.tcb.next_timeout().expect("a timer runs");
        assert_eq!(at.since(script.now), Duration::from_secs(left));
    }
}

#[test]
fn a_close_in_syn_received_waits_until_the_data_has_gone() {
    let mut pair = Pair::new(Profile::rfc9293(), [Settings::default(); 2]);
    pair.call(A, UserCall::Connect);
    pair.call(B, UserCall::Connect);
    pair.carry(A);
    assert_eq!(pair.hosts[A].state(), State::SynReceived);
    pair.send(A, b"last words");
    let deferred = pair.call(A, UserCall::Shutdown);
    assert!(deferred.rules.contains(&RuleId::CloseDeferred));
    assert_eq!(pair.hosts[A].state(), State::SynReceived);
    pair.exchange();
    assert_eq!(pair.states(), [State::FinWait2, State::CloseWait]);
    pair.receive(B);
    assert_eq!(pair.read[B], b"last words");
}

#[test]
fn last_ack_begins_with_the_fin_in_the_rfc_and_with_the_call_on_linux() {
    for (profile, state) in [(Profile::rfc9293(), State::CloseWait), (Profile::linux(), State::LastAck)] {
        let mut script = Script::new(profile, Settings::default());
        reach(&mut script, "close-wait");
        script.event(&parse_event("< 302:101 ACK w=0"));
        script.event(&parse_event("send 5"));
        script.event(&parse_event("shutdown"));
        assert_eq!(script.tcb.state(), state);
        let outcome = script.event(&parse_event("< 302:101 ACK"));
        assert_eq!(outcome.sent[0].segment.flags, Flags::FIN_ACK);
        assert_eq!(script.tcb.state(), State::LastAck);
    }
}

#[test]
fn close_with_unread_data_tells_the_peer_that_it_was_lost() {
    let mut pair = Pair::connected(Profile::rfc9293(), [Settings::default(); 2]);
    pair.send(A, b"nobody reads this");
    pair.exchange();
    let outcome = pair.call(B, UserCall::Close);
    assert_eq!(outcome.sent[0].segment.flags, Flags::RST);
    pair.exchange();
    assert_eq!(pair.states(), [State::Closed; 2]);
}

#[test]
fn data_for_a_reader_that_has_gone_is_answered_with_a_reset() {
    for profile in [Profile::rfc9293(), Profile::linux()] {
        let mut pair = Pair::connected(profile, [Settings::default(); 2]);
        pair.call(B, UserCall::Close);
        pair.exchange();
        assert_eq!(pair.states(), [State::CloseWait, State::FinWait2]);
        pair.send(A, b"too late");
        pair.exchange();
        assert_eq!(pair.states(), [State::Closed; 2]);
    }
}

#[test]
fn a_rebooted_peer_is_found_out_by_its_own_syn() {
    let mut pair = Pair::connected(Profile::rfc9293(), [Settings::default(); 2]);
    pair.hosts[A] =
        tcptutor::tcp::Tcb::new(1000, tcptutor::tcp::SeqNumber(70_000), Settings::default()).with_remote(80);
    pair.call(A, UserCall::Connect);
    pair.exchange();
    assert_eq!(pair.states(), [State::SynSent, State::Closed], "challenged, and the challenge answered with a RST");
    pair.call(B, UserCall::Listen);
    pair.next_timeout();
    pair.exchange();
    assert_eq!(pair.states(), [State::Established; 2], "the second SYN connects");
}

#[test]
fn an_abort_loses_what_is_queued_and_leaves_no_time_wait() {
    let mut pair = Pair::connected(Profile::rfc9293(), [Settings::default(); 2]);
    pair.call(A, UserCall::Send(Payload::from_slice(b"gone")));
    pair.lose();
    pair.call(A, UserCall::Abort);
    assert_eq!(pair.hosts[A].unacknowledged(), 0);
    assert_eq!(pair.hosts[A].next_timeout(), None);
    let outcome = pair.event(B, &Event::SegmentArrives(pair.wire[B][0].clone()));
    // The RST stands behind the octets that were lost: it is in the window, and not exact.
    assert!(outcome.rules.contains(&RuleId::RstChallenge));
    pair.wire[B].clear();
    pair.exchange();
    assert_eq!(pair.states(), [State::Closed; 2], "the challenge finds nobody, and draws an exact RST");
}
