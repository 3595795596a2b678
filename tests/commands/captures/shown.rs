//! A connection of a capture on the stage: segment by segment, with what is known after each.

use super::{all, bytes, folder};
use tcptutor::capture::{Place, Reading, Recorded, Segments, Sure};
use tcptutor::language::ENGLISH;
use tcptutor::sim::Side;
use tcptutor::tcp::State;
use tcptutor::timeline::{Certainty, Timeline};

pub fn recorded(bytes: &[u8], place: Option<Place>) -> Recorded {
    let (mut reading, mut segments) = (Reading::default(), Segments::default());
    reading.take(bytes, true, &mut |_, sighting| segments.keep(sighting));
    Recorded::new(reading.finish(place), segments)
}

#[test]
fn what_is_known_after_the_last_segment_is_what_is_said_of_the_connection() {
    let mut seen = 0;
    for (name, bytes) in all() {
        let recorded = recorded(&bytes, None);
        for (index, watched) in recorded.capture.connections.iter().enumerate() {
            let shown = recorded.shown(index).expect("it is there");
            let known = watched.known(watched.connection.last.time);
            for side in Side::BOTH {
                let expected = Certainty::one_of(known[side].possible.iter().copied());
                assert_eq!(shown.endpoint(side).state, expected, "{name} {index} {side}");
                let is_certain = known[side].sure <= Sure::MustBe;
                assert_eq!(shown.endpoint(side).state.state().is_some(), is_certain, "{name} {index} {side}");
            }
            let packets: u32 = watched.connection.halves.values().map(|half| half.packets).sum();
            assert_eq!(shown.last(), packets as usize, "{name} {index}");
            seen += 1;
        }
    }
    assert!(seen > 120, "{seen}");
}

/// A little-endian pcap with every packet in it this many times, at the same moment.
fn repeated(pcap: &[u8], times: usize) -> Vec<u8> {
    let (mut all, mut rest) = (pcap[..24].to_vec(), &pcap[24..]);
    while let Some(length) = rest.get(8..12) {
        let length = 16 + u32::from_le_bytes(length.try_into().expect("four bytes")) as usize;
        (0..times).for_each(|_| all.extend_from_slice(&rest[..length]));
        rest = &rest[length..];
    }
    all
}

#[test]
fn what_was_captured_more_than_once_is_told_once_and_the_copies_are_counted() {
    for name in ["normal_close.A", "last_ack_lost.mid", "half_close_data.B"] {
        let once = bytes(&folder().join(format!("kernel/{name}.pcap")));
        let many = recorded(&repeated(&once, 4), None);
        let once = recorded(&once, None);
        let (own, copies) = (once.capture.packets - once.capture.copies(), many.capture.copies());
        assert_eq!(copies, many.capture.packets - own, "{name}");
        let (mut plain, mut shown) = (once.shown(0).expect("it is there"), many.shown(0).expect("it is there"));
        assert_eq!(shown.last(), plain.last(), "{name}");
        for step in 0..=plain.last() {
            plain.seek(step);
            shown.seek(step);
            let told = |timeline: &dyn Timeline| timeline.account(None, &ENGLISH).map(|account| account.headline);
            assert_eq!(told(&shown), told(&plain), "{name} {step}");
            let happened = |timeline: &dyn Timeline| {
                let mut kinds = Vec::new();
                timeline.each_record(step..step + 1, &mut |_, record| kinds.push(format!("{:?}", record.kind)));
                kinds
            };
            assert_eq!(happened(&shown), happened(&plain), "{name} {step}: no call is made twice");
        }
        let said = |recorded: &Recorded| recorded.list(&ENGLISH)[0].place.clone();
        assert!(said(&many).contains(&format!("{copies} packets are copies")), "{}", said(&many));
        assert!(!said(&once).contains("copies"), "{}", said(&once));
    }
}

#[test]
fn every_step_has_its_segment_its_edges_and_a_sentence() {
    let mut shown =
        recorded(&bytes(&folder().join("kernel/normal_close.A.pcap")), None).shown(0).expect("a connection");
    let mut states = Vec::new();
    for step in 0..=shown.last() {
        shown.seek(step);
        assert_eq!(shown.step(), step);
        let state = shown.endpoint(Side::A).state.state().expect("it was captured here");
        if states.last() != Some(&state) {
            states.push(state);
        }
        assert_eq!(shown.account(None, &ENGLISH).is_some(), step > 0);
        assert_eq!(shown.waiting(Side::B, shown.names(), &ENGLISH).is_empty(), step == 0);
        let mut departures = 0;
        shown.each_record(step..step + 1, &mut |_, record| departures += record.departures.len());
        assert_eq!(departures, usize::from(step > 0));
    }
    let walked = [State::Closed, State::SynSent, State::Established, State::FinWait1, State::FinWait2, State::TimeWait];
    assert_eq!(states, walked);
    let edges = shown.endpoint(Side::A).walked;
    assert_eq!(tcptutor::tcp::EdgeId::all().filter(|edge| edges.contains(*edge)).count(), walked.len() - 1);
}
