//! Ladders of small runs, and what they have to hold.

use std::time::Duration;

use super::{About, End, Ladder, folded};
use crate::lesson::{inputs_of, parse_command};
use crate::sim::{Loss, PerSide, Record, Setup, World};
use crate::tcp::State;

/// The ladder of commands in the lesson vocabulary, between a client and a listening server.
pub fn ladder(commands: &str) -> Ladder {
    let mut world = World::new(&Setup::default());
    let mut records: Vec<Record> = Vec::new();
    let begins = world.states();
    for command in std::iter::once("B listen").chain(commands.split("; ")) {
        let command = parse_command(command).unwrap_or_else(|wrong| panic!("{command}: {}", wrong.message));
        let (inputs, failed) = inputs_of(&command, &world);
        assert!(!failed, "{command} cannot be done");
        for input in inputs {
            records.extend(world.apply(&input));
        }
    }
    Ladder::of(PerSide::new("client", "server"), begins, &folded(records.iter()))
}

#[test]
fn a_handshake_is_three_arrows_and_its_states() {
    let ladder = ladder("A connect; run until idle");
    let labels: Vec<&str> = ladder.arrows.iter().map(|arrow| arrow.label.as_str()).collect();
    assert_eq!(labels, ["SYN seq=1000", "SYN,ACK seq=5000 ack=1001", "ACK seq=1001 ack=5001"]);
    assert!(ladder.arrows.iter().all(|arrow| matches!(arrow.end, End::Arrives(_))));
    assert_eq!(ladder.moments.last().map(|moment| moment.states), Some(PerSide::both(State::Established)));
}

#[test]
fn a_lost_segment_says_why_and_its_repetition_that_it_is_one() {
    let ladder = ladder("A connect; drop A#1; run until A ESTABLISHED");
    assert!(matches!(ladder.arrows[0].end, End::Lost(_, Loss::Dropped)));
    assert_eq!(ladder.arrows[1].words(), "SYN seq=1000 (again)");
    let pauses: Vec<Duration> = ladder.moments.iter().filter_map(|moment| moment.pause).collect();
    assert_eq!(pauses, [Duration::from_secs(1)]);
    let fired = ladder.moments.iter().flat_map(|moment| &moment.notes).find(|note| note.about == About::Timer);
    assert_eq!(fired.map(|note| note.text.as_str()), Some("retransmission timer"));
}

#[test]
fn what_leaves_over_a_cut_link_is_lost_by_the_cut() {
    let ladder = ladder("link cut=A->B; A connect");
    assert!(matches!(ladder.arrows[0].end, End::Lost(_, Loss::Cut)));
}

#[test]
fn a_held_segment_remembers_when_it_stood_still() {
    let ladder = ladder("A connect; hold A#1; run for 1s; release A#1; run until idle");
    let arrow = &ladder.arrows[0];
    let (held, released) = arrow.stops[0];
    assert!(arrow.is_held(held) && !arrow.is_held(released.expect("it went on")));
}

#[test]
fn several_connections_of_a_side_are_told_apart_and_a_single_one_has_no_number() {
    let texts = |ladder: &Ladder| -> Vec<String> {
        ladder.moments.iter().flat_map(|moment| &moment.notes).map(|note| note.text.clone()).collect()
    };
    let one = texts(&ladder("A connect; run until idle"));
    assert!(one.iter().all(|text| !text.contains('#')), "{one:?}");
    let two = texts(&ladder("A connect; run until idle; A socket; A connect; run until idle"));
    assert!(two.contains(&"#2 ESTABLISHED".to_owned()), "{two:?}");
}

#[test]
fn connections_that_go_as_the_one_before_are_folded_into_it() {
    let one = "A connect; run until idle; A abort; run until idle";
    let three = ladder(&[one; 4].join("; "));
    let syns = three.arrows.iter().filter(|arrow| arrow.label.starts_with("SYN seq")).count();
    assert_eq!(syns, 1);
    assert_eq!(three.moments.last().map(|moment| moment.what.as_str()), Some("and 3 more like it"));
    let at_once = ladder(&format!("{}; run until idle", ["A socket; A connect"; 10].join("; ")));
    assert_eq!(at_once.moments.iter().filter(|moment| moment.what == "and 9 more like it").count(), 4, "{at_once:#?}");
    let alone = ladder("link cut=both; A connect; run for 20s");
    assert!(alone.moments.iter().all(|moment| !moment.what.contains("like it")), "one that repeats itself is shown");
    let two = ladder(&[one; 2].join("; "));
    assert!(two.moments.iter().all(|moment| !moment.what.contains("like it")), "two are shown");
}
