//! Many connections: the table above the ladder, and which of them the diagrams show.

use super::feedback::at;
use super::{Stage, lesson, painted, press, sandbox};
use crate::sim::Side;
use crate::tui::stage::crowd::Crowd;
use std::time::Duration;

/// In a crowd both diagrams show the two ends of one connection, or one end of it where the other host has none.
fn shows_one_connection(stage: &Stage) {
    let world = stage.game.world().expect("a world");
    if !Crowd::is_there(world) {
        return;
    }
    let focus = stage.view.focus;
    let ends = &stage.derived.ends;
    if let (Some(one), Some(other)) = (ends[focus].connection, ends[focus.other()].connection) {
        assert_eq!(world.other_end(focus, one), Some(other), "{}", painted(stage, (80, 24)));
    }
}

#[test]
fn at_every_moment_both_diagrams_show_the_two_ends_of_one_connection() {
    for id in ["close-wait-bug", "find-the-leak", "server-queues", "puzzle-free-the-server"] {
        let mut stage = lesson(id);
        for _ in 0..80 {
            if stage.game.is_over() {
                break;
            }
            if stage.game.is_acting() {
                press(&mut stage, "M");
            } else if stage.game.open_question().is_some() {
                stage.answer_right();
            }
            for key in ["Left", "Left", "Tab", "Left", "Tab", "Home", "End", "Space"] {
                press(&mut stage, key);
                shows_one_connection(&stage);
            }
        }
        assert!(stage.game.is_over(), "{id} does not end");
    }
}

#[test]
fn in_a_crowd_a_diagram_never_shows_a_state_that_its_connection_has_not_been_in() {
    let mut stage = at("close-wait-bug", "ten-leaked", true);
    for _ in 0..400 {
        for side in Side::BOTH {
            let end = &stage.derived.ends[side];
            let to = stage.motion.under_way(side).map(|(edge, _)| edge.edge().to);
            assert!(to.is_none_or(|state| end.visited.contains(state)), "{}", painted(&stage, (80, 24)));
        }
        stage.tick(Duration::from_millis(33));
    }
}

#[test]
fn the_gauges_of_a_crowd_stand_apart_however_much_they_say() {
    let mut stage = at("close-wait-bug", "state-of-a", false);
    stage.answer_right();
    stage.finish_playback();
    let shown = painted(&stage, (80, 24));
    assert!(shown.contains("B descriptors 11/11 ") && shown.contains(" queue "), "{shown}");
}

#[test]
fn from_four_connections_on_the_ladder_shares_its_column_with_their_table() {
    let mut stage = sandbox(false);
    press(&mut stage, "c . . . . C . . . .");
    assert!(!painted(&stage, (80, 24)).contains("accept queue"));
    press(&mut stage, "C . . . . C . . . .");
    let shown = painted(&stage, (80, 24));
    for words in ["B descriptors 5", "accept queue", "#0  LISTEN", "#4  ESTAB", "A:40004"] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    // A row is chosen with the arrows, and Enter brings both ends of its connection onto the diagrams.
    press(&mut stage, "Down Down Enter");
    let numbers = Side::BOTH.map(|side| stage.derived.ends[side].connection.map(|id| id.to_string()));
    assert_eq!(numbers, [Some("1".to_owned()), Some("1".to_owned())]);
}

#[test]
fn ten_clients_leak_in_six_seconds() {
    let (mut stage, frame) = (at("close-wait-bug", "ten-leaked", true), Duration::from_millis(33));
    let mut time = Duration::ZERO;
    while stage.is_moving() && time < Duration::from_secs(60) {
        stage.tick(frame);
        time += frame;
    }
    assert!(painted(&stage, (120, 36)).contains("CLOSE-WAIT"), "{}", painted(&stage, (120, 36)));
    assert!(time <= Duration::from_secs(6), "it takes {time:?}");
}
