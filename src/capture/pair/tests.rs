//! Two views of one connection: hardware that cuts and joins, packets that look alike, and what was captured twice.

use super::{Fate, Source, View, Ways};
use crate::capture::mark::Sighting;
use crate::capture::place::Place;
use crate::capture::reading::Reading;
use crate::sim::Side;
use crate::wire::flag;

fn view(bytes: &[u8]) -> View {
    let (mut reading, mut seen) = (Reading::default(), Vec::<Sighting>::new());
    reading.take(bytes, true, &mut |_, sighting| seen.push(*sighting));
    let capture = reading.finish(None);
    let source = Source { name: "x.pcap".to_owned(), times: (capture.first, capture.last) };
    View::new(source, capture.connections[0].connection.halves.as_ref(), seen)
}

fn views() -> (View, View) {
    (
        view(include_bytes!("../../../tests/captures/kernel/zero_window.A.pcap")),
        view(include_bytes!("../../../tests/captures/kernel/zero_window.B.pcap")),
    )
}

fn ways(first: View, second: View) -> Ways {
    Ways::new(first, second, [Place::Unknown; 2])
}

fn arrived(ways: &Ways, side: Side) -> usize {
    ways.sent[side].iter().filter(|sent| matches!(sent.fate, Fate::Arrived(_))).count()
}

/// Two of an end's segments that follow each other with data, as places in the view.
fn neighbours(view: &View, side: Side) -> (usize, usize) {
    let own = |at: &usize| view.sender(&view.seen[*at].segment) == side && view.seen[*at].segment.data > 0;
    let all: Vec<usize> = (0..view.seen.len()).filter(own).collect();
    let follow = |pair: &&[usize]| view.seen[pair[0]].segment.end() == view.seen[pair[1]].segment.seq;
    let pair = all.windows(2).find(follow).expect("two that follow each other");
    (pair[0], pair[1])
}

/// The same as if its hardware had sent or received these two as one.
fn joined(mut view: View, (first, second): (usize, usize)) -> View {
    let later = view.seen.remove(second);
    let segment = &mut view.seen[first].segment;
    segment.data += later.segment.data;
    segment.flags |= later.segment.flags & (flag::FIN | flag::PSH);
    (segment.ack, segment.window) = (later.segment.ack, later.segment.window);
    view
}

#[test]
fn what_hardware_cuts_or_joins_has_arrived_all_the_same() {
    let (a, b) = views();
    let plain = ways(a.clone(), b.clone());
    let sent = plain.sent.a.len();
    assert_eq!(arrived(&plain, Side::A), sent);
    let pair = neighbours(&a, Side::A);
    let cut = ways(joined(a.clone(), pair), b.clone());
    assert_eq!((cut.sent.a.len(), arrived(&cut, Side::A)), (sent, sent));
    let pair = neighbours(&b, Side::A);
    let joined = ways(a, joined(b, pair));
    assert_eq!((joined.sent.a.len(), arrived(&joined, Side::A)), (sent, sent));
    assert!(joined.strangers.a.is_empty() && cut.strangers.a.is_empty());
}

#[test]
fn of_segments_that_hardware_cuts_the_lost_piece_is_found() {
    let (a, mut b) = views();
    let pair = neighbours(&a, Side::A);
    let second = a.seen[pair.1].segment;
    let a = joined(a, pair);
    // Neither the piece nor anything that follows has come.
    let lost = b.seen.iter().position(|seen| (seen.segment.from, seen.segment.seq) == (second.from, second.seq));
    b.seen.truncate(lost.expect("it arrived"));
    let ways = ways(a, b);
    let missing = ways.sent.a.iter().find(|sent| !matches!(sent.fate, Fate::Arrived(_))).expect("the second piece");
    let segment = ways.segment(Side::A, missing.at);
    assert_eq!((segment.seq, segment.data), (second.seq, second.data));
}

#[test]
fn a_packet_that_was_captured_twice_at_its_sender_was_not_lost_once() {
    let (mut a, b) = views();
    let again = Sighting { interface: 7, ..a.seen[2] };
    a.seen.insert(3, again);
    let ways = ways(a, b);
    assert_eq!(arrived(&ways, Side::A), ways.sent.a.len());
}

#[test]
fn without_identifications_the_time_tells_which_of_two_that_look_alike_was_lost() {
    let (mut a, mut b) = views();
    for seen in a.seen.iter_mut().chain(&mut b.seen) {
        seen.segment.id = None;
    }
    // A's request, once more after half a second: the first one is lost.
    let first = a.seen.iter().position(|seen| seen.segment.data > 0).expect("data");
    let there = b.seen.iter().position(|seen| seen.segment.data > 0).expect("data");
    let mut again = a.seen[first];
    again.mark.time += 500_000_000;
    a.seen.truncate(first + 1);
    b.seen.truncate(there + 1);
    a.seen.push(again);
    b.seen[there].mark.time += 500_000_000;
    let ways = ways(a, b);
    let fates: Vec<Fate> = ways.sent.a.iter().rev().take(2).map(|sent| sent.fate).collect();
    assert_eq!(fates, [Fate::Arrived(there), Fate::Lost]);
}
