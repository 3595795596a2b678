//! What a task says to what was done, and whose keys they are.

use super::{Stage, lesson, painted, press, settings};
use crate::lesson::{Player, catalogue};
use crate::sim::Side;
use crate::tui::stage::Game;
use std::sync::Arc;

/// The lesson at one of its steps, by the step's own name.
pub(super) fn at(id: &str, step: &str, animate: bool) -> Stage {
    let lesson = Arc::new(catalogue::find(id).expect("a lesson").compile().expect("it compiles"));
    let named = |other: &crate::lesson::Step| other.id.as_ref().is_some_and(|id| id.value == step);
    let number = lesson.steps.iter().position(named).expect("a step of this name");
    let mut player = Player::new(lesson);
    player.go_to(number);
    Stage::new(Game::Lesson(Box::new(player)), settings(animate))
}

#[test]
fn a_task_begins_at_the_end_that_it_is_about_and_undo_leaves_the_keys_there() {
    let mut stage = at("close-wait-bug", "reach-b-last-ack", false);
    assert_eq!(stage.view.focus, Side::B);
    press(&mut stage, "w u");
    assert_eq!(stage.view.focus, Side::B);
    press(&mut stage, "Tab Tab w u x");
    assert!(painted(&stage, (80, 24)).contains("LAST_ACK"), "{}", painted(&stage, (80, 24)));
}

#[test]
fn a_call_that_only_leads_to_the_same_state_is_not_taken_for_the_right_one() {
    for (id, step, words) in [
        ("find-the-leak", "reach-a-last-ack", "still leaks"),
        ("close-wait-bug", "reach-b-last-ack", "the leak is still there"),
        ("four-way-close", "reach-a-fin-wait-1-b-established", "A could still read"),
    ] {
        let mut stage = at(id, step, false);
        press(&mut stage, "h");
        let shown = painted(&stage, (120, 36));
        assert!(shown.contains(words), "{id}: {shown}");
        press(&mut stage, "u x");
        assert!(painted(&stage, (120, 36)).contains("no way is shorter"), "{}", painted(&stage, (120, 36)));
    }
}

#[test]
fn what_was_said_to_an_action_ends_when_another_one_has_changed_the_states() {
    let mut stage = at("three-way-handshake", "reach-a-syn-sent-b-listen", false);
    press(&mut stage, "l");
    assert!(painted(&stage, (80, 24)).contains("both wait to be called"));
    press(&mut stage, "x");
    let shown = painted(&stage, (80, 24));
    assert!(!shown.contains("both wait to be called"), "A is CLOSED again: {shown}");
}

#[test]
fn the_end_of_a_lesson_says_what_was_missed_with_its_answer_and_what_comes_next() {
    let mut stage = lesson("four-way-close");
    let mut missed = false;
    for _ in 0..60 {
        if stage.game.is_over() {
            break;
        }
        if stage.game.is_acting() {
            press(&mut stage, "M");
        } else if let (false, Some(choices)) = (missed, stage.game.open_choices()) {
            missed = true;
            let right = stage.player().and_then(Player::right_label).expect("an answer");
            let shown = painted(&stage, (120, 36));
            let wrong = (0..choices).find(|at| !shown.contains(&format!("{} {right}", at + 1))).expect("a wrong one");
            stage.commit(wrong);
        } else if stage.game.open_question().is_some() {
            stage.answer_right();
        }
        press(&mut stage, "Space");
    }
    let shown = painted(&stage, (120, 36));
    assert!(shown.contains("B sends ACK") && shown.contains("Next: The CLOSE_WAIT bug"), "{shown}");
}

#[test]
fn an_abort_that_no_author_speaks_of_is_answered_and_undo_takes_the_words_back() {
    let lesson = Arc::new(catalogue::find("close-wait-bug").expect("a lesson").compile().expect("it compiles"));
    let last = lesson.steps.len() - 1;
    let mut player = Player::new(lesson);
    player.go_to(last);
    let mut stage = Stage::new(Game::Lesson(Box::new(player)), settings(false));
    let words = "abort() throws the connection away";
    press(&mut stage, "X");
    assert!(painted(&stage, (80, 24)).contains(words), "{}", painted(&stage, (80, 24)));
    press(&mut stage, "u");
    assert!(!painted(&stage, (80, 24)).contains(words), "{}", painted(&stage, (80, 24)));
    // An author's own words come first.
    let mut stage = at("close-wait-bug", "reach-b-last-ack", false);
    press(&mut stage, "X");
    let shown = painted(&stage, (80, 24));
    assert!(shown.contains("but by a RST") && !shown.contains(words), "{shown}");
}
