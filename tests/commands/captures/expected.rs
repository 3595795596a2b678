//! What is said of each connection is what is known of it: from two kernels, or by hand.

use super::{bytes, capture, folder};
use std::collections::BTreeMap;
use tcptutor::capture::{Known, Place, Watched};
use tcptutor::sim::Side;
use tcptutor::tcp::State;

const PLACES: [(&str, Place); 3] = [("A", Place::A), ("between", Place::Between), ("B", Place::B)];

type Expected = BTreeMap<String, Vec<serde_json::Value>>;

fn expected() -> Expected {
    let text = std::fs::read_to_string(folder().join("expected.jsonl")).expect("what is expected");
    let mut expected = Expected::new();
    for line in text.lines() {
        let line: serde_json::Value = serde_json::from_str(line).expect("JSON");
        expected.entry(line["file"].as_str().expect("a file").to_owned()).or_default().push(line);
    }
    expected
}

fn name(known: &Known) -> &'static str {
    known.state.map_or("unknown", State::name)
}

fn end(watched: &Watched, side: Side) -> String {
    let end = watched.connection.halves[side].end;
    format!("{} {}", end.address, end.port)
}

/// Whether the ends are named the other way round: where both have opened, either may be A.
fn is_exchanged(watched: &Watched, line: &serde_json::Value) -> bool {
    end(watched, Side::A) != line["A"].as_str().expect("an end")
}

#[test]
fn the_states_of_both_ends_are_those_that_can_be_said_from_each_point_of_capture() {
    let (mut right, mut wrong) = (0, Vec::new());
    for (file, lines) in expected() {
        for (place_name, place) in PLACES {
            let capture = capture(&bytes(&folder().join(&file)), Some(place));
            assert_eq!(capture.connections.len(), lines.len(), "{file}");
            for (watched, line) in capture.connections.iter().zip(&lines) {
                assert!(!is_exchanged(watched, line), "{file}");
                let known = watched.known(capture.last);
                for side in Side::BOTH {
                    let expected = line["states"][place_name][side.letter()].as_str().expect("a state");
                    if name(&known[side]) == expected {
                        right += 1;
                    } else {
                        wrong.push(format!("{file} at {place_name}: {side} {} for {expected}", name(&known[side])));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{right} right; {wrong:#?}");
    assert!(right > 600, "{right}");
}

#[test]
fn what_the_kernels_said_of_their_sockets_is_among_what_is_possible() {
    // Of these no segment tells anything at that point: a FIN that was lost before it, a peer that gave up without a word there.
    const NO_TRACE: [(&str, Side); 2] =
        [("kernel/fin_never_acked.B.pcap", Side::A), ("kernel/keepalive_dead.A.pcap", Side::B)];
    let (mut right, mut possible, mut silent) = (0, 0, 0);
    for (file, lines) in expected() {
        let place = PLACES.iter().find(|(name, _)| lines[0]["seen_at"] == *name).expect("a place").1;
        let capture = capture(&bytes(&folder().join(&file)), Some(place));
        for (watched, line) in capture.connections.iter().zip(&lines) {
            // In a simultaneous opening the ends have other names in one of the three captures.
            if line["kernel"].is_null() || file == "kernel/simultaneous_open.B.pcap" {
                continue;
            }
            let known = watched.known(capture.last);
            for side in Side::BOTH {
                let kernel = line["kernel"][side.letter()].as_str().expect("a state");
                let is_possible = known[side].possible.iter().any(|state| state.name() == kernel);
                match () {
                    () if name(&known[side]) == kernel => right += 1,
                    () if is_possible => possible += 1,
                    () if !known[side].may_also.is_empty() => silent += 1,
                    () => assert!(NO_TRACE.contains(&(file.as_str(), side)), "{file}: {side} {kernel}"),
                }
            }
        }
    }
    assert!(right >= 150 && possible <= 6 && silent <= 7, "{right} {possible} {silent}");
}

#[test]
fn the_findings_are_those_that_are_there() {
    for (file, lines) in expected() {
        let place = PLACES.iter().find(|(name, _)| lines[0]["seen_at"] == *name).expect("a place").1;
        let capture = capture(&bytes(&folder().join(&file)), Some(place));
        for (watched, line) in capture.connections.iter().zip(&lines) {
            let known = watched.known(capture.last);
            let mut found: Vec<String> = watched.findings(&known).iter().map(ToString::to_string).collect();
            found.sort();
            let expected: Vec<String> = serde_json::from_value(line["findings"].clone()).expect("names");
            assert_eq!(found, expected, "{file}");
        }
    }
}

#[test]
fn where_a_capture_was_made_is_found_out() {
    let mut found = 0;
    for (file, lines) in expected() {
        let Some(point) = file.strip_prefix("kernel/").and_then(|name| name.split('.').nth(1)) else { continue };
        let place = match point {
            "A" => Place::A,
            "B" => Place::B,
            _ => Place::Between,
        };
        let capture = capture(&bytes(&folder().join(&file)), None);
        for (watched, line) in capture.connections.iter().zip(&lines) {
            let is_told = watched.place == place || watched.place == Place::Unknown;
            // Who has opened first is another one at each end where both open at once.
            let crosses = line["findings"].as_array().is_some_and(|all| all.iter().any(|f| f == "simultaneous_open"));
            assert!(is_told || (crosses && point != "mid"), "{file}: {:?}, {:?}", watched.place, watched.clue);
            found += usize::from(watched.place == place);
        }
    }
    assert!(found >= 60, "{found}");
}
