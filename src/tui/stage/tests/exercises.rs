//! Exercises by keys: what they offer, what is refused, what undo gives back.

use super::{deal_with_page, history, lesson, lesson_with, painted, player, press, rest, states, world};
use crate::lesson::{Page, catalogue};
use crate::sim::{PerSide, Side};
use crate::tcp::State;
use std::time::Duration;

#[test]
fn one_undo_takes_back_a_wrong_action_with_its_consequences_and_its_feedback() {
    let mut stage = lesson_with("four-way-close", true);
    while !matches!(player(&stage).page(), Page::Act { .. }) {
        press(&mut stage, "Space");
        rest(&mut stage);
    }
    let before = (states(&stage), player(&stage).page().said().map(str::to_owned));
    press(&mut stage, "X");
    rest(&mut stage);
    assert_eq!(states(&stage), PerSide::both(State::Closed), "the RST has arrived");
    assert!(player(&stage).page().said().is_some());
    press(&mut stage, "u");
    assert_eq!((states(&stage), player(&stage).page().said().map(str::to_owned)), before);
    press(&mut stage, "x");
    assert!(matches!(player(&stage).page(), Page::Act { reached: true, .. }), "and the exercise goes on");
}

#[test]
fn nothing_is_ticked_off_before_anything_was_done() {
    let mut stage = lesson("puzzle-every-edge");
    while !matches!(player(&stage).page(), Page::Act { .. }) {
        deal_with_page(&mut stage, false);
        press(&mut stage, "Space");
    }
    let shown = painted(&stage, (80, 24));
    assert!(shown.contains("0 of 6 arrows walked") && !shown.contains('\u{2713}'), "{shown}");
    press(&mut stage, "l");
    let shown = painted(&stage, (80, 24));
    assert!(shown.contains("1 of 6 arrows walked") && shown.contains("\u{2713} no FIN is sent"), "{shown}");
}

#[test]
fn a_close_that_finds_no_connection_is_told_so() {
    let mut stage = super::feedback::at("close-wait-bug", "reach-b-last-ack", false);
    press(&mut stage, "Tab x");
    let shown = painted(&stage, (80, 24));
    assert!(shown.contains("there is nothing left to close"), "{shown}");
}

#[test]
fn an_action_that_an_exercise_does_not_offer_does_nothing_and_it_is_said_what_does() {
    let mut stage = lesson_with("lost-syn", true);
    while !matches!(player(&stage).page(), Page::Act { allow: Some(_), .. }) {
        deal_with_page(&mut stage, false);
        press(&mut stage, "Space");
        rest(&mut stage);
    }
    for frames in [0, 10] {
        (0..frames).for_each(|_| stage.tick(Duration::from_millis(33)));
        let (before, steps, shown) = (world(&stage).clone(), history(&stage).steps(), stage.shown());
        for key in ["b", "s", "r"] {
            press(&mut stage, key);
            assert_eq!((world(&stage), history(&stage).steps(), stage.shown()), (&before, steps, shown), "{key}");
            let message = stage.window.notice.clone().expect("a sentence");
            assert!(message.starts_with("You may use: ") && message.contains("`S`"), "{message}");
        }
    }
}

#[test]
fn undo_never_moves_the_keys_to_the_other_end() {
    let mut stage = lesson("simultaneous-close");
    press(&mut stage, "Space x Tab");
    assert_eq!(stage.view.focus, Side::B);
    for key in ["w", "u", "Ctrl-r", "u", "u"] {
        press(&mut stage, key);
        assert_eq!(stage.view.focus, Side::B, "after {key}");
    }
}

#[test]
fn the_verbs_of_an_exercise_have_their_row_and_it_says_where_more_of_them_stand() {
    for entry in catalogue::ENTRIES {
        let mut stage = lesson(entry.id);
        while !stage.game.is_over() {
            if stage.game.is_acting() {
                press(&mut stage, "H");
                let calls = stage.derived.calls.clone();
                let screen = painted(&stage, (80, 24));
                let verbs = screen.lines().nth(22).unwrap_or_default();
                for call in calls {
                    let command = crate::tui::stage::command_of(call);
                    let key = stage.settings.keys.of(command, stage.scopes()).expect("a key").keys[0];
                    let named = format!("{key} {call}");
                    assert!(verbs.contains(&named) || verbs.contains("? keys"), "{}: {named} in {screen}", entry.id);
                }
            }
            deal_with_page(&mut stage, false);
            press(&mut stage, "Space");
        }
    }
}

#[test]
fn the_first_page_offers_no_way_back() {
    let mut stage = lesson("three-way-handshake");
    assert!(!painted(&stage, (80, 24)).contains("PageUp"));
    press(&mut stage, "l Space");
    stage.game.is_acting().then(|| deal_with_page(&mut stage, false));
    press(&mut stage, "Space");
    assert!(painted(&stage, (80, 24)).contains("PageUp"));
}
