//! What moves and what stands still: arrows in flight, held segments, time that waits for whoever thinks.

use super::{deal_with_page, history, lesson, lesson_with, painted, player, press, rest, sandbox, states, world};
use crate::lesson::{Page, Pick, catalogue};
use crate::sim::PerSide;
use crate::tcp::State;
use crate::tui::stage::Stage;
use std::time::Duration;

#[test]
fn a_held_segment_waits_until_it_is_let_go() {
    let mut stage = sandbox(false);
    press(&mut stage, "c z .");
    assert_eq!(states(&stage).b, State::Listen, "held");
    press(&mut stage, "u");
    press(&mut stage, "z z . .");
    assert_eq!(states(&stage).b, State::SynReceived);
}

#[test]
fn a_step_during_a_question_leaves_the_segment_where_it_is() {
    let mut stage = lesson_with("simultaneous-close", true);
    while stage.game.open_question().is_none() {
        deal_with_page(&mut stage, false);
        press(&mut stage, "Space");
        rest(&mut stage);
    }
    let shown = stage.shown();
    assert!(shown > world(&stage).now(), "the FINs are on their way");
    press(&mut stage, ".");
    assert_eq!(stage.shown(), shown);
    assert!(stage.window.notice.is_some(), "and it is said why");
    press(&mut stage, "S");
    rest(&mut stage);
    assert_eq!(world(&stage).now(), shown, "time stands still until something is done");
    press(&mut stage, "d");
    assert!(stage.next_wake().is_some(), "and goes on with the first action");
}

#[test]
fn the_past_of_the_sandbox_can_be_watched_again() {
    let mut stage = sandbox(true);
    press(&mut stage, "c");
    rest(&mut stage);
    let steps = history(&stage).steps();
    press(&mut stage, "Home Space");
    rest(&mut stage);
    assert_eq!(states(&stage), PerSide::both(State::Established));
    assert_eq!(history(&stage).steps(), steps, "it is the same run, and no branch");
}

#[test]
fn nobody_has_to_be_quick_for_a_simultaneous_close() {
    let mut stage = lesson_with("simultaneous-close", true);
    press(&mut stage, "Space x");
    rest(&mut stage);
    assert_eq!(states(&stage), PerSide::new(State::FinWait1, State::Established), "the FIN waits on its way");
    press(&mut stage, "Tab x");
    assert!(matches!(player(&stage).page(), Page::Act { reached: true, .. }));
}

#[test]
fn where_time_stands_still_it_does_not_matter_how_long_one_thinks() {
    let mut stage = lesson_with("puzzle-freeze-closing", true);
    press(&mut stage, "Space");
    rest(&mut stage);
    let now = world(&stage).now();
    for keys in ["x", "Tab", "x"] {
        press(&mut stage, keys);
        rest(&mut stage);
    }
    assert_eq!(states(&stage), PerSide::both(State::FinWait1));
    assert_eq!(world(&stage).now(), now, "the FINs left at the same moment");
    assert!(stage.shown() > now, "and are seen on their way");
    press(&mut stage, ".");
    assert_eq!(states(&stage), PerSide::new(State::Closing, State::FinWait1), "the shorter way is the quicker one");
    assert!(matches!(player(&stage).page(), Page::Act { reached: true, .. }));
}

#[test]
fn nothing_wakes_a_stage_on_which_nothing_moves() {
    let mut stage = sandbox(true);
    assert_eq!(stage.next_wake(), None);
    press(&mut stage, "c");
    assert!(stage.next_wake().is_some());
    for _ in 0..400 {
        stage.tick(Duration::from_millis(33));
    }
    assert_eq!(states(&stage), PerSide::both(State::Established));
    assert_eq!(stage.next_wake(), None, "it comes to rest");
    press(&mut stage, "w Space");
    for _ in 0..40 {
        stage.tick(Duration::from_millis(33));
    }
    assert_eq!(stage.next_wake(), None, "paused");
}

/// What the head of an arrow looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Head {
    Moving,
    Held,
}

/// The column of the head of the arrow whose label begins so, and what the head looks like.
fn head_of(stage: &Stage, label: &str) -> (usize, Head) {
    let screen = painted(stage, (80, 24));
    let row = screen.lines().find(|line| line.contains(label)).unwrap_or_else(|| panic!("{label}: {screen}"));
    let glyphs = stage.settings.glyphs;
    let head = |c: char| match c.to_string() {
        c if c == glyphs.paused => Some(Head::Held),
        c if c == glyphs.arrow_right || c == glyphs.arrow_left => Some(Head::Moving),
        _ => None,
    };
    let mut heads = row.chars().enumerate().skip(25).filter_map(|(x, c)| Some((x, head(c)?)));
    heads.next().unwrap_or_else(|| panic!("no head: {row}"))
}

#[test]
fn what_a_lesson_holds_while_it_is_shown_on_its_way_stops_there_and_goes_on_from_there() {
    let mut stage = lesson_with("old-duplicate-syn", true);
    rest(&mut stage);
    press(&mut stage, "x");
    rest(&mut stage);
    press(&mut stage, "Space");
    rest(&mut stage);
    press(&mut stage, "c");
    rest(&mut stage);
    let (on_its_way, head) = head_of(&stage, "SYN seq 10090");
    assert!(head == Head::Moving && on_its_way > 40, "a lesson that rests shows it on its way: {on_its_way}");
    let shown = stage.shown();
    press(&mut stage, "Space");
    rest(&mut stage);
    assert_eq!(head_of(&stage, "SYN seq 10090"), (on_its_way, Head::Held), "caught there");
    assert!(stage.shown() >= shown, "the screen does not go back in time");
    press(&mut stage, "Left Left Right Right");
    assert_eq!(head_of(&stage, "SYN seq 10090"), (on_its_way, Head::Held), "also after looking back");
}

#[test]
fn what_is_held_in_flight_goes_on_from_there_once_it_is_let_go() {
    let mut stage = sandbox(true);
    let later = |stage: &mut Stage, frames: usize| (0..frames).for_each(|_| stage.tick(Duration::from_millis(33)));
    press(&mut stage, "c");
    later(&mut stage, 18);
    let (caught, _) = head_of(&stage, "SYN seq 1000");
    press(&mut stage, "z");
    later(&mut stage, 10);
    assert_eq!(head_of(&stage, "SYN seq 1000"), (caught, Head::Held));
    press(&mut stage, "z");
    assert_eq!(head_of(&stage, "SYN seq 1000"), (caught, Head::Moving));
    later(&mut stage, 8);
    let (further, _) = head_of(&stage, "SYN seq 1000");
    assert!(further > caught, "{caught} {further}");
}

#[test]
fn an_answer_that_is_quicker_than_the_picture_leaves_nothing_off_the_ladder() {
    let mut asked = 0;
    for entry in catalogue::ENTRIES {
        let mut stage = lesson_with(entry.id, true);
        while !stage.game.is_over() {
            let quick = stage.game.open_question() == Some(Pick::List) && stage.is_moving();
            if stage.game.is_acting() {
                stage.finish_script();
            }
            if stage.game.open_question().is_some() || stage.game.is_acting() {
                deal_with_page(&mut stage, false);
            }
            if quick {
                rest(&mut stage);
                let shown: Vec<_> = stage.motion.ladder.lines().collect();
                stage.on_jump();
                assert_eq!(shown, stage.motion.ladder.lines().collect::<Vec<_>>(), "{}", entry.id);
                asked += 1;
            }
            press(&mut stage, "Space");
        }
    }
    assert!(asked > 0, "some question comes while something moves");
}

#[test]
fn a_page_that_was_seen_before_is_shown_with_its_own_ladder() {
    let mut stage = lesson("three-way-handshake");
    press(&mut stage, "l Space c");
    assert!(matches!(player(&stage).page(), Page::Act { reached: true, .. }));
    press(&mut stage, "Space PageUp PageUp Space Space");
    let shown: Vec<_> = stage.motion.ladder.lines().collect();
    stage.on_jump();
    assert_eq!(shown, stage.motion.ladder.lines().collect::<Vec<_>>());
}
