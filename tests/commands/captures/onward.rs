//! From any moment of a capture into the sandbox: what happened is done again by the engine.

use super::shown::recorded;
use super::{all, bytes, folder};
use tcptutor::capture::{Assumed, Shown};
use tcptutor::language::ENGLISH;
use tcptutor::lesson::Recording;
use tcptutor::sim::Side;
use tcptutor::tcp::State;
use tcptutor::timeline::Timeline;

/// Whether both states are certain now.
fn is_certain(shown: &Shown) -> bool {
    Side::BOTH.iter().all(|side| shown.endpoint(*side).state.state().is_some())
}

const fn is_gone(state: State) -> bool {
    matches!(state, State::Closed | State::Listen)
}

/// What differs between the moment that is shown and the session that goes on from it; nothing if it is the same.
fn difference(shown: &Shown) -> Option<String> {
    let rebuilt = shown.rebuilt();
    let world = rebuilt.history.world();
    for side in Side::BOTH {
        let end = shown.endpoint(side);
        let (wanted, state) = (end.state.state()?, world.states()[side]);
        if wanted != state && !(is_gone(wanted) && is_gone(state)) {
            return Some(format!("{side} is in {state} for {wanted}; {:?}", rebuilt.assumed));
        }
        let Some(connection) = world.host(side).current().filter(|_| !is_gone(state)) else { continue };
        let (snd, rcv) = (connection.tcb.snd(), connection.tcb.rcv());
        let numbers = end.numbers?;
        // Before it has anything of the other end it expects nothing.
        let rcv_nxt = if state == State::SynSent { numbers.rcv_nxt } else { rcv.nxt.0 };
        if (snd.nxt.0, rcv_nxt) != (numbers.snd_nxt, numbers.rcv_nxt) {
            let wanted = (numbers.snd_nxt, numbers.rcv_nxt);
            return Some(format!("{side} has {:?} for {wanted:?}; {:?}", (snd.nxt.0, rcv.nxt.0), rebuilt.assumed));
        }
    }
    None
}

#[test]
fn the_sandbox_goes_on_with_the_states_and_numbers_of_nine_in_ten_certain_connections_or_says_what_differs() {
    let (mut ends, mut moments, mut differ, mut differ_at) = (0, 0, Vec::new(), 0);
    for (name, bytes) in all() {
        let recorded = recorded(&bytes, None);
        for index in 0..recorded.capture.connections.len() {
            let mut shown = recorded.shown(index).expect("a connection");
            for step in 1..=shown.last() {
                shown.seek(step);
                if !is_certain(&shown) {
                    continue;
                }
                let difference = difference(&shown);
                let is_said = !shown.rebuilt().assumed.is_empty();
                assert!(difference.is_none() || is_said, "{name} #{index} {step}: {difference:?}");
                moments += 1;
                differ_at += usize::from(difference.is_some());
                if step == shown.last() {
                    ends += 1;
                    differ.extend(difference.map(|what| format!("{name} #{index}: {what}")));
                }
            }
        }
    }
    assert!(ends >= 30, "{ends}");
    assert!(differ.len() * 10 <= ends, "{} of {ends} differ: {differ:#?}", differ.len());
    assert!(differ_at * 10 <= moments, "{differ_at} of {moments}");
}

#[test]
fn a_session_that_goes_on_from_a_capture_can_be_saved_and_read_again() {
    for (name, bytes) in all() {
        let recorded = recorded(&bytes, None);
        for index in 0..recorded.capture.connections.len() {
            let shown = recorded.shown(index).expect("a connection");
            let history = shown.rebuilt().history;
            let saved = Recording::of(&history, history.names());
            let saved = saved.unwrap_or_else(|_| panic!("{name} #{index} cannot be written"));
            let again = tcptutor::lesson::recording::open("session", &saved.write(), &ENGLISH).expect("it can be read");
            assert_eq!(again.history().world(), history.world(), "{name} #{index}");
        }
    }
}

#[test]
fn two_ends_that_open_at_once_do_so_in_the_sandbox_too() {
    for place in ["A", "mid", "B"] {
        let recorded = recorded(&bytes(&folder().join(format!("kernel/simultaneous_open.{place}.pcap"))), None);
        let mut shown = recorded.shown(0).expect("a connection");
        for step in 1..=shown.last() {
            shown.seek(step);
            let assumed = shown.rebuilt().assumed;
            let is_forged = assumed.iter().any(|assumed| matches!(assumed, Assumed::Forged(..)));
            assert!(!is_forged, "{place} {step}: {assumed:?}");
        }
        let assumed = shown.rebuilt().assumed;
        // Linux acknowledges a SYN,ACK that crosses its own once more than the standard says.
        let is_known = |assumed: &Assumed| matches!(assumed, Assumed::LeftOut(_, 1));
        assert!(assumed.iter().all(is_known), "{place}: {assumed:?}");
        assert_eq!(difference(&shown), None, "{place}");
    }
}
