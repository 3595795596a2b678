//! Segments: how large, and what becomes of them at the other end.

use crate::pair::{A, B, Pair};
use tcptutor::tcp::{Profile, Segment, Settings, UserCall};

fn with_mss(mss: Option<u16>) -> Settings {
    Settings { mss, ..Settings::default() }
}

fn sizes(wire: &[Segment]) -> Vec<usize> {
    wire.iter().map(|segment| segment.payload.len()).collect()
}

fn text(len: usize) -> Vec<u8> {
    (0..len).map(|i| u8::try_from(i % 251).unwrap_or_default()).collect()
}

#[test]
fn segments_are_no_larger_than_either_end_announced() {
    for (ours, theirs, largest) in [
        (Some(1460), Some(1460), 1460),
        (Some(1460), Some(500), 500),
        (Some(500), Some(1460), 500),
        (Some(1460), None, 536),
        (None, Some(1460), 536),
        (None, None, 536),
    ] {
        let mut pair = Pair::connected(Profile::rfc9293(), [with_mss(ours), with_mss(theirs)]);
        pair.send(A, &text(largest * 2 + 7));
        assert_eq!(sizes(&pair.wire[B]), [largest, largest, 7], "{ours:?} {theirs:?}");
    }
}

#[test]
fn the_mss_option_is_on_syns_and_nowhere_else() {
    let mut pair = Pair::new(Profile::rfc9293(), [Settings::default(), with_mss(Some(700))]);
    pair.call(B, UserCall::Listen);
    pair.call(A, UserCall::Connect);
    assert_eq!(pair.wire[B][0].mss, Some(1460));
    pair.carry(B);
    assert_eq!(pair.wire[A][0].mss, Some(700));
    pair.carry(A);
    assert_eq!(pair.wire[B][0].mss, None);
}

#[test]
fn a_stream_arrives_as_it_was_written_both_ways_at_once() {
    let mut pair = Pair::connected(Profile::rfc9293(), [Settings::default(); 2]);
    let (there, back) = (text(5000), text(3000));
    pair.send(A, &there);
    pair.send(B, &back);
    pair.exchange();
    pair.receive(A);
    pair.receive(B);
    assert_eq!((pair.read[B].as_slice(), pair.read[A].as_slice()), (&there[..], &back[..]));
}

#[test]
fn segments_that_overtake_each_other_are_delivered_in_order_and_once() {
    let mut pair = Pair::connected(Profile::rfc9293(), [with_mss(Some(100)); 2]);
    let sent = text(500);
    pair.send(A, &sent);
    let segments = std::mem::take(&mut pair.wire[B]);
    let (behind, ahead) = segments.split_at(1);
    for segment in ahead.iter().rev().chain(ahead).chain(behind).chain(behind) {
        pair.wire[B].push(segment.clone());
    }
    let acks: Vec<u32> = (0..ahead.len() * 2).map(|_| pair.carry(B).sent[0].segment.ack.0).collect();
    assert!(acks.iter().all(|ack| *ack == 101), "each segment behind the gap draws an ACK of the gap: {acks:?}");
    assert_eq!(pair.hosts[B].held().len(), ahead.len(), "each is held once");
    assert_eq!(pair.carry(B).sent[0].segment.ack.0, 601, "one ACK for all");
    assert!(pair.hosts[B].held().is_empty());
    pair.exchange();
    pair.receive(B);
    assert_eq!(pair.read[B], sent);
}

#[test]
fn a_retransmission_carries_the_ack_of_today() {
    let mut pair = Pair::connected(Profile::rfc9293(), [Settings::default(); 2]);
    pair.send(A, b"lost");
    pair.lose();
    pair.send(B, b"news");
    pair.exchange();
    let (host, outcome) = pair.next_timeout().expect("a timer runs");
    let again = &outcome.sent[0];
    assert_eq!((host, again.segment.seq.0, again.segment.ack.0, again.again), (A, 101, 305, true));
}
