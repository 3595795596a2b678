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
            let packets: u32 = watched.connection.halves.values().map(|half| half.packets + half.counts.copies).sum();
            assert_eq!(shown.last(), packets as usize, "{name} {index}");
            seen += 1;
        }
    }
    assert!(seen > 120, "{seen}");
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
