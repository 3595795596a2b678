//! Ladders of small runs, and what they have to hold.

use std::time::Duration;

use super::words::L;
use crate::language::ENGLISH;
use crate::lesson::{inputs_of, parse_command};
use crate::sim::{Loss, PerSide, Record, Setup, World};
use crate::tcp::State;
use crate::timeline::ladder::{Beginning, Fate, Ladder, Row, Topic, folded};

/// The two ends, as they are introduced.
pub fn ends() -> PerSide<String> {
    PerSide::new("A (client)", "B (server)").map(str::to_owned)
}

/// The ladder of commands in the lesson vocabulary, between a client and a listening server.
pub fn ladder(commands: &str) -> Ladder {
    let mut world = World::new(&Setup::default());
    let mut records: Vec<Record> = Vec::new();
    let begins = Beginning::of(&world);
    for command in std::iter::once("B listen").chain(commands.split("; ")) {
        let command = parse_command(command, &ENGLISH).unwrap_or_else(|wrong| panic!("{command}: {}", wrong.message));
        let (inputs, failed) = inputs_of(&command, &world);
        assert!(!failed, "{command} cannot be done");
        for input in inputs {
            records.extend(world.apply(&input));
        }
    }
    Ladder::of(begins, &folded(records.iter(), L), L)
}

#[test]
fn a_handshake_is_three_arrows_and_its_states() {
    let ladder = ladder("A connect; run until idle");
    let labels: Vec<String> = ladder.arrows.iter().map(|arrow| arrow.label.spelled()).collect();
    assert_eq!(labels, ["SYN seq=1000", "SYN,ACK seq=5000 ack=1001", "ACK seq=1001 ack=5001"]);
    assert!(ladder.arrows.iter().all(|arrow| matches!(arrow.fate, Fate::Arrived(_))));
    assert_eq!(ladder.rows.last().map(|row| row.states), Some(PerSide::both(State::Established)));
}

#[test]
fn a_lost_segment_says_why_and_its_repetition_that_it_is_one() {
    let ladder = ladder("A connect; drop A#1; run until A ESTABLISHED");
    assert!(matches!(ladder.arrows[0].fate, Fate::Lost(_, Loss::Dropped)));
    assert_eq!(ladder.arrows[1].on_paper(L), "SYN seq=1000 (sent again)");
    let pauses: Vec<Duration> = ladder.rows.iter().filter_map(Row::pause).collect();
    assert_eq!(pauses, [Duration::from_secs(1)]);
    let fired = ladder.rows.iter().flat_map(|row| row.on_paper(L)).find(|note| note.topic == Topic::Timer);
    assert_eq!(fired.map(|note| note.text).as_deref(), Some("retransmission timer"));
}

#[test]
fn what_leaves_over_a_cut_link_is_lost_by_the_cut() {
    let ladder = ladder("link cut=A->B; A connect");
    assert!(matches!(ladder.arrows[0].fate, Fate::Lost(_, Loss::Cut)));
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
        ladder.rows.iter().flat_map(|row| row.on_paper(L)).map(|note| note.text).collect()
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
    let syns = three.arrows.iter().filter(|arrow| arrow.label.spelled().starts_with("SYN seq")).count();
    assert_eq!(syns, 1);
    assert_eq!(three.rows.last().map(|row| row.headline.as_str()), Some("and 3 more like it"));
    let at_once = ladder(&format!("{}; run until idle", ["A socket; A connect"; 10].join("; ")));
    assert_eq!(at_once.rows.iter().filter(|row| row.headline == "and 9 more like it").count(), 4, "{at_once:#?}");
    let alone = ladder("link cut=both; A connect; run for 20s");
    assert!(alone.rows.iter().all(|row| !row.headline.contains("like it")), "one that repeats itself is shown");
    let two = ladder(&[one; 2].join("; "));
    assert!(two.rows.iter().all(|row| !row.headline.contains("like it")), "two are shown");
}
