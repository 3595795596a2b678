//! Hints lead everybody to the goal, from wherever they have got to.

use crate::support::dice::Dice;
use std::sync::Arc;
use tcptutor::lesson::{Page, Player, catalogue};
use tcptutor::sim::{Call, Input, Side};

fn player(id: &str) -> Player {
    let lesson = catalogue::find(id).expect("a lesson").compile().expect("it compiles");
    Player::new(Arc::new(lesson))
}

fn at_the_exercise(id: &str, step: usize) -> Player {
    let mut player = player(id);
    player.go_to(step - 1);
    player.finish_script();
    player
}

fn is_reached(player: &Player) -> bool {
    matches!(player.page(), Page::Act { reached: true, .. })
}

/// Does what the hints say, until the goal is reached: whether it was, in no more than this many hints.
fn is_led_to_the_goal(player: &mut Player, most: usize) -> bool {
    for _ in 0..most {
        if is_reached(player) {
            return true;
        }
        let hint = player.hint().expect("a hint");
        if hint.contains("Undo") {
            assert!(player.undo(), "{hint}: and there is nothing to undo");
        } else {
            let way = player.way().unwrap_or_else(|why| panic!("{hint}: and no way: {why:?}"));
            player.follow(&way.inputs[..1]);
        }
    }
    is_reached(player)
}

#[test]
fn whoever_goes_astray_is_led_back_and_to_the_goal_in_every_exercise() {
    let mut dice = Dice(4);
    for entry in catalogue::ENTRIES {
        let mut player = player(entry.id);
        while player.step() < player.steps() {
            player.finish_script();
            if matches!(player.page(), Page::Act { .. }) {
                for _ in 0..4 {
                    let mut astray = player.clone();
                    for _ in 0..4 {
                        let choices = astray.history().world().choices();
                        if !choices.is_empty() && !is_reached(&astray) {
                            astray.follow(&[*dice.pick(&choices)]);
                        }
                    }
                    assert!(is_led_to_the_goal(&mut astray, 60), "{} step {}", entry.id, player.step() + 1);
                }
            }
            player.solve();
            player.next();
        }
    }
}

#[test]
fn whoever_has_turned_to_a_socket_is_not_told_to_turn_to_it() {
    let mut player = at_the_exercise("idle-timeouts", 9);
    let way = player.way().expect("a way").inputs;
    assert!(matches!(way[0], Input::Attend(Side::B, _)), "{way:?}");
    player.follow(&way[..1]);
    assert_eq!(player.way().expect("a way").inputs, way[1..]);
}

#[test]
fn whoever_waits_too_long_hears_that_it_was_the_waiting() {
    let mut player = at_the_exercise("puzzle-freeze-closing", 2);
    player.follow(&[Input::Call(Side::A, Call::Close), Input::Step]);
    assert!(player.hint().is_some_and(|hint| hint.starts_with("Too much time has passed")));
    assert!(player.undo());
    assert!(!player.hint().is_some_and(|hint| hint.contains("Undo")), "nothing was done yet");
}

#[test]
fn whoever_went_away_some_actions_ago_hears_so_at_every_hint() {
    let mut player = at_the_exercise("puzzle-freeze-closing", 2);
    let close = |side| Input::Call(side, Call::Close);
    player.follow(&[close(Side::A), Input::Step, close(Side::B)]);
    for undone in 0..2 {
        let hint = player.hint().expect("a hint");
        assert!(hint.contains("Undo"), "after {undone}: {hint}");
        assert!(player.undo());
    }
    assert!(is_led_to_the_goal(&mut player, 10));
}
