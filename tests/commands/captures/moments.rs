//! What is said of every moment of a connection, with what came later in mind, is what two kernels were in then.

use super::shown::recorded;
use super::{bytes, folder};
use std::collections::BTreeMap;
use tcptutor::capture::{Place, Recorded};
use tcptutor::sim::Side;
use tcptutor::tcp::State;
use tcptutor::timeline::ladder::{Fate, Ladder, LineContent, Note};
use tcptutor::timeline::{Certainty, Timeline};

/// When each end of an exchange entered which state, in microseconds since 1970.
type Entered = Vec<(i64, Side, String)>;

fn kernels() -> BTreeMap<String, Entered> {
    let text = std::fs::read_to_string(folder().join("states.jsonl")).expect("what the kernels were in");
    let read = |line: &str| {
        let line: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let start = line["start"].as_i64().expect("a time");
        let entered = |entry: &serde_json::Value| {
            let side = if entry[1] == "A" { Side::A } else { Side::B };
            (start + entry[0].as_i64().expect("a time"), side, entry[2].as_str().expect("a state").to_owned())
        };
        let states = line["states"].as_array().expect("states").iter().map(entered).collect();
        (line["name"].as_str().expect("a name").to_owned(), states)
    };
    text.lines().map(read).collect()
}

/// The states that an end was in at some time between two moments. A listener that has its connection back is CLOSED.
fn was_in(entered: &Entered, side: Side, (from, to): (i64, i64)) -> Vec<&str> {
    let own: Vec<(i64, &str)> = entered.iter().filter(|e| e.1 == side).map(|e| (e.0, e.2.as_str())).collect();
    let mut states = Vec::new();
    for (index, (since, state)) in own.iter().enumerate() {
        let until = own.get(index + 1).map_or(i64::MAX, |next| next.0);
        if *since <= to && until >= from {
            states.push(*state);
            if *state == "LISTEN" && index > 2 {
                states.push("CLOSED");
            }
        }
    }
    states
}

#[test]
fn a_state_that_is_certain_at_a_moment_is_the_kernels_at_that_moment() {
    let (mut certain, mut possible, mut wrong) = (0, 0, Vec::new());
    for (name, entered) in kernels() {
        // Who has opened first is another one at each end.
        if name == "simultaneous_open" {
            continue;
        }
        for (point, place) in [("A", Place::A), ("mid", Place::Between), ("B", Place::B)] {
            let file = bytes(&folder().join(format!("kernel/{name}.{point}.pcap")));
            let recorded = recorded(&file, Some(place));
            for index in 0..recorded.capture.connections.len() {
                let first = recorded.capture.connections[index].connection.first.time / 1_000;
                let mut shown = recorded.shown(index).expect("a connection");
                for step in 1..=shown.last() {
                    shown.seek(step);
                    let at = first + i64::try_from(shown.now().as_micros()).expect("small");
                    for side in Side::BOTH {
                        // Elsewhere a segment arrives some time after it has come by.
                        let around =
                            if place.is_at(side) { (at - 6_000, at + 6_000) } else { (at - 45_000, at + 45_000) };
                        let truth = was_in(&entered, side, around);
                        let state = shown.endpoint(side).state;
                        let is = |state: State| truth.contains(&state.name());
                        match state {
                            Certainty::Certain(state) if is(state) => certain += 1,
                            Certainty::Certain(_) => {
                                wrong
                                    .push(format!("{name}.{point} #{index} {step}: {side} {state:?} was in {truth:?}"));
                            }
                            Certainty::OneOf(states) if states.iter().any(is) => possible += 1,
                            Certainty::OneOf(states) => {
                                let states: Vec<State> = states.iter().collect();
                                wrong.push(format!(
                                    "{name}.{point} #{index} {step}: {side} {states:?} was in {truth:?}"
                                ));
                            }
                            Certainty::Unknown => {}
                        }
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{certain} certain, {possible} possible; {wrong:#?}");
    assert!(certain > 5 * possible, "{certain} {possible}");
}

/// The ladder of a connection, up to the moment that is shown.
fn ladder(shown: &dyn Timeline) -> Ladder {
    let mut ladder = shown.beginning().map_or_else(Ladder::new, Ladder::starting);
    shown.each_record(1..shown.step() + 1, &mut |step, record| {
        ladder.push(step, record);
    });
    ladder
}

fn at(name: &str, place: Place) -> Recorded {
    recorded(&bytes(&folder().join("kernel").join(name)), Some(place))
}

#[test]
fn in_a_simultaneous_close_both_fins_cross_on_the_ladder_and_both_ends_are_in_closing() {
    for (name, place) in [("simultaneous_close.mid.pcap", Place::Between), ("simultaneous_close.A.pcap", Place::A)] {
        let shown = at(name, place).shown(0).expect("a connection");
        let ladder = ladder(&shown);
        let fins: Vec<_> = ladder.arrows.iter().filter(|arrow| arrow.label.flags().contains("FIN")).collect();
        let [first, second] = &fins[..] else { panic!("two FINs") };
        let (Some(left), Fate::Arrived(arrived)) = (second.leaves, first.fate) else { panic!("{first:?}") };
        assert!(left.line < arrived.line, "{name}");
        let states: Vec<State> = ladder
            .lines()
            .filter_map(|(_, content)| match content {
                LineContent::Note(_, Note::State(state)) => Some(state),
                _ => None,
            })
            .collect();
        assert_eq!(states.iter().filter(|state| **state == State::Closing).count(), 2, "{name}: {states:?}");
        assert!(!states.contains(&State::CloseWait), "{name}: {states:?}");
    }
}

#[test]
fn the_ladder_is_not_more_certain_than_the_heading() {
    for (name, bytes) in super::all() {
        let recorded = recorded(&bytes, None);
        for index in 0..recorded.capture.connections.len() {
            let mut shown = recorded.shown(index).expect("a connection");
            for step in 1..=shown.last() {
                shown.seek(step);
                let mut said: [Option<(State, bool)>; 2] = [None, None];
                shown.each_record(step..step + 1, &mut |_, record| {
                    said[record.side as usize] = Some((record.after, record.is_guess));
                });
                for side in Side::BOTH {
                    let Some((state, is_guess)) = said[side as usize] else { continue };
                    let known = shown.endpoint(side).state;
                    assert_eq!(known.state().is_none(), is_guess, "{name} {index} {step} {side}: {known:?}");
                    assert!(known.state().is_none_or(|known| known == state), "{name} {index} {step} {side}");
                }
            }
        }
    }
}

#[test]
fn before_the_first_segment_b_listens_only_if_it_takes_the_syn() {
    let first = |name: &str, place| {
        let mut shown = at(name, place).shown(0).expect("a connection");
        shown.seek(0);
        Side::BOTH.map(|side| shown.endpoint(side).state)
    };
    let certain = Certainty::Certain;
    for place in [Place::A, Place::Between, Place::B] {
        assert_eq!(first("normal_close.mid.pcap", place), [certain(State::Closed), certain(State::Listen)]);
        assert_eq!(first("refused.mid.pcap", place), [certain(State::Closed); 2]);
        assert_eq!(first("simultaneous_open.mid.pcap", place), [certain(State::Closed); 2]);
        let unanswered = first("syn_no_answer.mid.pcap", place);
        assert_eq!(unanswered, [certain(State::Closed), Certainty::one_of([State::Closed, State::Listen])]);
    }
}
