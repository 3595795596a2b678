//! A question before a room: votes, reasons, asking again, and what can be seen meanwhile.

use super::{animated, by_hand, go_to_a_question, press, shown, step};
use crate::lesson::{Page, Pick};
use crate::tcp::State;
use crate::tui::stage::Stage;

fn is_open(stage: &Stage) -> bool {
    stage.game.open_question().is_some()
}

/// The row of a choice.
fn row(stage: &Stage, choice: usize) -> String {
    let screen = shown(stage);
    let mut rows =
        screen.lines().filter(|row| row.trim_start_matches([' ', '\u{25b6}']).starts_with(&format!("{choice}  ")));
    let row = rows.next_back().unwrap_or_else(|| panic!("no choice {choice}: {screen}"));
    row.trim_end_matches('|').trim().to_owned()
}

#[test]
fn a_vote_counts_is_shown_and_can_be_taken_back() {
    let mut stage = by_hand("four-way-close", (80, 24));
    go_to_a_question(&mut stage);
    press(&mut stage, "3 2 3");
    assert!(row(&stage, 3).contains('\u{25b6}') && row(&stage, 3).ends_with(" 2"), "{}", row(&stage, 3));
    assert!(row(&stage, 2).ends_with(" 1"), "{}", row(&stage, 2));
    press(&mut stage, "Backspace Backspace");
    assert!(is_open(&stage) && row(&stage, 3).ends_with(" 1"), "{}", row(&stage, 3));
    press(&mut stage, "Backspace Backspace");
    assert!(shown(&stage).contains("no vote to take back"), "{}", shown(&stage));
    press(&mut stage, "9");
    assert!(shown(&stage).contains("not an answer here"), "{}", shown(&stage));
}

#[test]
fn the_votes_stand_beside_the_truth_and_every_reason_can_be_read() {
    let mut stage = by_hand("four-way-close", (80, 24));
    go_to_a_question(&mut stage);
    press(&mut stage, "3 3 2 PageDown");
    let revealed = shown(&stage);
    assert!(revealed.contains("B sends ACK") && revealed.contains("2 of 3"), "{revealed}");
    let mut reasons = Vec::new();
    for choice in ["1", "2", "3"] {
        press(&mut stage, choice);
        reasons.push(shown(&stage));
    }
    reasons.dedup();
    assert_eq!(reasons.len(), 3, "each its own: {}", reasons.concat());
    press(&mut stage, "PageDown");
    assert!(!shown(&stage).contains("of 3"), "{}", shown(&stage));
}

#[test]
fn revealed_choices_keep_their_digits_and_all_their_votes() {
    let mut stage = by_hand("four-way-close", (120, 36));
    go_to_a_question(&mut stage);
    press(&mut stage, "3 3 2 PageDown");
    let revealed = shown(&stage);
    assert!(revealed.contains("2 of 3") && revealed.contains("1 of 3"), "{revealed}");
    for digit in 1..=3 {
        let of_choice =
            |row: &str| row.contains(&format!("\u{2713} {digit}  ")) || row.contains(&format!("\u{2717} {digit}  "));
        assert!(revealed.lines().any(of_choice), "{digit}: {revealed}");
    }
}

#[test]
fn of_a_question_that_is_asked_twice_only_the_last_poll_counts() {
    let mut stage = by_hand("four-way-close", (80, 24));
    go_to_a_question(&mut stage);
    let right = match stage.player().map(crate::lesson::Player::page) {
        Some(Page::Ask { choices, .. }) => {
            let truth = stage.player().and_then(crate::lesson::Player::right_answer);
            choices.iter().position(|choice| Some(&choice.value) == truth.as_ref()).expect("an answer") + 1
        }
        _ => panic!("a question"),
    };
    let wrong = if right == 1 { 2 } else { 1 };
    press(&mut stage, &format!("{wrong} PageDown"));
    let score = |stage: &Stage| stage.player().expect("a lesson").score();
    assert_eq!(score(&stage), (0, 1));
    press(&mut stage, &format!("r {right} PageDown"));
    assert_eq!(score(&stage), (1, 1));
    press(&mut stage, "r PageDown");
    assert_eq!(score(&stage), (0, 0), "nobody voted");
}

#[test]
fn a_question_can_be_asked_twice() {
    let mut stage = by_hand("four-way-close", (80, 24));
    go_to_a_question(&mut stage);
    let asked = shown(&stage);
    press(&mut stage, "3 PageDown");
    assert!(!is_open(&stage));
    press(&mut stage, "r");
    assert!(is_open(&stage));
    assert_eq!(shown(&stage), asked, "with no vote, and at its moment");
    press(&mut stage, "2 PageDown");
    assert!(!is_open(&stage), "{}", shown(&stage));
}

#[test]
fn a_question_that_was_jumped_over_arrives_unanswered() {
    let mut stage = by_hand("four-way-close", (80, 24));
    stage.jump_to(8);
    stage.jump_to(3);
    assert!(is_open(&stage), "{}", shown(&stage));
    press(&mut stage, "PageDown");
    assert!(matches!(stage.player().expect("a lesson").page(), Page::Ask { picked: Some(_), .. }));
    stage.jump_to(8);
    stage.jump_to(3);
    assert!(!is_open(&stage), "the room has answered it");
}

#[test]
fn a_question_shows_both_states_and_what_was_sent_at_every_size_and_p_the_whole_picture() {
    for size in [(60, 20), (80, 24), (100, 30), (120, 36), (160, 48)] {
        let mut stage = by_hand("four-way-close", size);
        go_to_a_question(&mut stage);
        let poll = shown(&stage);
        let top = poll.lines().take(3).collect::<String>();
        assert!(top.contains("FIN_WAIT_1") && top.contains("ESTABLISHED"), "{size:?}: {poll}");
        assert!(poll.contains("FIN,ACK seq"), "{size:?}: {poll}");
        for choice in ["no segment at all", "B sends ACK", "B sends FIN,ACK", "B sends RST"] {
            assert!(poll.contains(choice), "{size:?}: {choice}: {poll}");
        }
        press(&mut stage, "p");
        let picture = shown(&stage);
        assert!(picture != poll && picture.contains("LISTEN"), "{size:?}: {picture}");
        press(&mut stage, "p");
        assert_eq!(shown(&stage), poll, "{size:?}");
    }
}

#[test]
fn looking_back_from_a_question_is_seen_and_no_press_is_swallowed() {
    for size in [(60, 20), (80, 24), (120, 36)] {
        let mut stage = by_hand("four-way-close", size);
        go_to_a_question(&mut stage);
        let poll = shown(&stage);
        press(&mut stage, "-");
        let past = shown(&stage);
        assert!(past.contains("\u{25c0} moment") && past.contains("\u{25c0} Moment"), "{size:?}: {past}");
        assert!(past.contains("LISTEN") && !past.contains("no segment at all"), "{size:?}: {past}");
        press(&mut stage, "-");
        assert_ne!(shown(&stage), past, "{size:?}");
        press(&mut stage, "PageDown");
        assert_eq!(shown(&stage), poll, "{size:?}: the question is back at once");
        press(&mut stage, "PageDown");
        assert!(!is_open(&stage), "{size:?}");
    }
}

#[test]
fn the_answer_to_a_question_about_a_side_is_shown_on_its_diagram() {
    let mut stage = by_hand("close-wait-bug", (80, 24));
    let mut about = Vec::new();
    while !stage.game.is_over() {
        let side = stage.game.player().and_then(crate::lesson::Player::asked_about);
        if let Some(side) = side.filter(|_| !is_open(&stage)) {
            assert_eq!(stage.view.focus, side, "step {}: {}", step(&stage), shown(&stage));
            about.push(step(&stage));
        }
        press(&mut stage, "PageDown");
    }
    assert!(!about.is_empty());
}

#[test]
fn a_question_whose_answer_is_typed_shows_where_the_number_will_stand() {
    let mut stage = by_hand("counting", (80, 24));
    while stage.game.open_question() != Some(crate::lesson::Pick::Typed) {
        assert!(!stage.game.is_over());
        press(&mut stage, "PageDown");
    }
    assert!(shown(&stage).contains("The room's number: ____"), "{}", shown(&stage));
    press(&mut stage, "4 2");
    assert!(shown(&stage).contains("The room's number: 42"), "{}", shown(&stage));
}

#[test]
fn numbers_are_shown_where_the_lesson_is_about_them() {
    let mut stage = by_hand("three-way-handshake", (120, 36));
    assert!(!stage.view.numbers, "nobody reads them yet");
    press(&mut stage, "v");
    assert!(stage.view.numbers);
    let stage = by_hand("simultaneous-close", (120, 36));
    assert!(stage.view.numbers, "its texts name them");
}

#[test]
fn question_choices_and_votes_stay_while_what_happens_is_seen() {
    let mut stage = animated("four-way-close", (120, 36));
    while stage.game.open_question().is_none() || stage.is_moving() {
        press(&mut stage, "PageDown");
    }
    press(&mut stage, "3 3 2 PageDown");
    assert!(stage.is_moving() && !is_open(&stage), "{}", shown(&stage));
    let moving = shown(&stage);
    for stays in ["no segment at all", "B sends ACK", "B sends FIN,ACK", "2 of 3", "1 of 3"] {
        assert!(moving.contains(stays), "{stays}: {moving}");
    }
}

#[test]
fn a_question_answered_on_the_diagram_stays_with_the_answer_while_what_happens_is_seen() {
    let mut stage = animated("four-way-close", (120, 36));
    while stage.game.open_question() != Some(Pick::Diagram) || stage.is_moving() {
        press(&mut stage, "PageDown");
    }
    let side = stage.game.asks_on_diagram().expect("a side");
    assert!(!side.letter().is_empty());
    stage.answering.choice = Some(State::Closed as usize);
    press(&mut stage, "PageDown");
    assert!(stage.is_moving(), "{}", shown(&stage));
    assert!(shown(&stage).contains("The room's answer: CLOSED"), "{}", shown(&stage));
}

#[test]
fn the_digits_of_a_number_that_is_called_out_never_begin_the_lesson_anew() {
    let mut stage = by_hand("counting", (80, 24));
    go_to_a_question(&mut stage);
    let here = step(&stage);
    for keys in ["1 0 0", "0 0", "1 1 0 0"] {
        press(&mut stage, keys);
        assert_eq!(step(&stage), here, "{keys}");
        assert!(!shown(&stage).contains("start the lesson over"), "{keys}: {}", shown(&stage));
    }
}
