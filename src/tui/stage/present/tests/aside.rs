//! What if, before a room: the large sandbox and the way back.

use super::{SECOND, animated, by_hand, press, shown, step};
use crate::sim::Side;
use crate::tcp::State;
use crate::tui::stage::{Game, Stage};

fn is_aside(stage: &Stage) -> bool {
    matches!(stage.game, Game::Sandbox(_))
}

fn steps(stage: &Stage) -> usize {
    stage.game.history().expect("a session").steps()
}

fn states(stage: &Stage) -> [State; 2] {
    let states = stage.game.world().expect("a world").states();
    [states.a, states.b]
}

/// All that the help says, window by window.
fn help(stage: &mut Stage) -> String {
    press(stage, "?");
    let mut pages = vec![shown(stage)];
    loop {
        press(stage, "PageDown");
        let page = shown(stage);
        if pages.last() == Some(&page) {
            break;
        }
        pages.push(page);
    }
    press(stage, "Esc");
    pages.concat()
}

#[test]
fn the_help_of_the_large_sandbox_lists_what_holds_there_and_the_actions() {
    let mut stage = by_hand("four-way-close", (100, 40));
    press(&mut stage, "PageDown S");
    let help = help(&mut stage);
    for listed in
        ["close(): nothing more is sent", "Drop the selected", "A black screen", "Select the segment above, to"]
    {
        assert!(help.contains(listed), "{listed}: {help}");
    }
    for not_so in ["Let it go on by itself", "the next step comes", "Reboot", "To the previous mark", "one vote"] {
        assert!(!help.contains(not_so), "{not_so}: {help}");
    }
    press(&mut stage, "b");
    assert!(shown(&stage).lines().take(40).all(|line| line.trim_end_matches('|').trim().is_empty()), "b is black");
    press(&mut stage, "b");
    assert_eq!(states(&stage), [State::Established; 2], "and nobody was rebooted");
}

#[test]
fn the_help_of_a_task_lists_the_actions_and_that_of_any_page_the_sandbox() {
    let mut stage = by_hand("four-way-close", (100, 40));
    let message = help(&mut stage);
    assert!(message.contains("the sandbox from this very moment") && !message.contains("forge"), "{message}");
    press(&mut stage, "PageDown");
    assert!(stage.game.is_acting());
    let message = help(&mut stage);
    assert!(
        message.contains("close(): nothing more is sent") && message.contains("the sandbox from this"),
        "{message}"
    );
}

#[test]
fn no_single_key_of_a_presenter_destroys_what_was_tried() {
    let mut stage = by_hand("four-way-close", (80, 24));
    press(&mut stage, "PageDown S x");
    let (before, history) = (states(&stage), steps(&stage));
    for (careless, back) in
        [("b", "b"), (".", "."), ("[", "]"), ("]", "["), ("I", "Esc"), ("p", "p"), ("j", "Esc"), ("PageUp", "p p")]
    {
        press(&mut stage, careless);
        press(&mut stage, back);
        assert!(is_aside(&stage), "{careless}");
        assert_eq!((states(&stage), steps(&stage)), (before, history), "{careless}");
    }
}

#[test]
fn one_question_is_asked_before_the_sandbox_is_left_whichever_keys_lead_out() {
    for (first, again) in
        [("S", "S"), ("S", "PageUp"), ("PageUp", "S"), ("PageDown", "S"), ("S", "PageDown"), ("q", "S")]
    {
        let mut stage = by_hand("four-way-close", (80, 24));
        press(&mut stage, "PageDown S x");
        while stage.game.upcoming().is_some() {
            press(&mut stage, "PageDown");
        }
        press(&mut stage, first);
        assert!(is_aside(&stage), "{first}");
        assert!(shown(&stage).contains(&format!("Press {first} once more")), "{first}: {}", shown(&stage));
        press(&mut stage, again);
        assert!(!is_aside(&stage), "{first} {again}: {}", shown(&stage));
    }
}

#[test]
fn the_clicker_lets_happen_what_comes_then_asks_and_then_the_lesson_goes_on() {
    let mut stage = by_hand("four-way-close", (80, 24));
    press(&mut stage, "PageDown S x");
    let mut seen = vec![states(&stage)];
    while !shown(&stage).contains("once more for the lesson") {
        press(&mut stage, "PageDown");
        assert!(is_aside(&stage) && seen.len() < 10, "{}", shown(&stage));
        seen.push(states(&stage));
    }
    assert_eq!(seen.last(), Some(&[State::FinWait2, State::CloseWait]), "{seen:?}");
    press(&mut stage, "PageDown");
    assert!(!is_aside(&stage) && step(&stage) == 1);
    assert!(!shown(&stage).contains("rfc9293"), "and it is still presented");
}

#[test]
fn where_nothing_was_tried_nothing_is_asked() {
    for back in ["PageDown", "PageUp", "S", "Esc", "q"] {
        let mut stage = by_hand("four-way-close", (80, 24));
        press(&mut stage, &format!("PageDown S {back}"));
        assert!(!is_aside(&stage), "{back}");
        let mut stage = animated("four-way-close", (80, 24));
        press(&mut stage, "PageDown x");
        stage.tick(SECOND / 20);
        stage.tick(SECOND / 2);
        press(&mut stage, &format!("S {back}"));
        // The clicker lets what is on its way arrive before it returns.
        assert_eq!(is_aside(&stage), back == "PageDown", "only time has passed: {back}");
    }
}

#[test]
fn time_that_passed_in_the_sandbox_is_kept_like_an_action() {
    let mut stage = by_hand("four-way-close", (80, 24));
    press(&mut stage, "PageDown x S PageDown");
    let (passed, history) = (states(&stage), steps(&stage));
    press(&mut stage, "S");
    assert!(!is_aside(&stage), "nothing was tried: nothing is asked");
    press(&mut stage, "S");
    assert_eq!((states(&stage), steps(&stage)), (passed, history));
}

#[test]
fn the_sandbox_is_again_where_it_was_left() {
    let mut stage = by_hand("four-way-close", (80, 24));
    press(&mut stage, "PageDown S x PageDown");
    let (tried, history) = (states(&stage), steps(&stage));
    press(&mut stage, "S");
    assert!(is_aside(&stage) && shown(&stage).contains("once more"), "{}", shown(&stage));
    press(&mut stage, "S");
    assert!(!is_aside(&stage));
    assert_eq!(states(&stage), [State::Established; 2], "the lesson is where it was");
    press(&mut stage, "S");
    assert_eq!((states(&stage), steps(&stage)), (tried, history));
    assert!(shown(&stage).contains("as you left it"), "{}", shown(&stage));
}

#[test]
fn what_was_tried_stays_a_branch_when_the_lesson_has_gone_on() {
    let mut stage = by_hand("four-way-close", (80, 24));
    press(&mut stage, "PageDown S Tab x S S");
    press(&mut stage, "PageDown PageDown");
    let moved_on = states(&stage);
    press(&mut stage, "S");
    assert_eq!(states(&stage), moved_on, "it begins where the lesson is");
    let branches = stage.game.history().expect("a session").branches().len();
    assert_eq!(branches, 1, "and what was tried is a branch");
    press(&mut stage, "B");
    assert!(!shown(&stage).contains("one path only"), "{}", shown(&stage));
}

#[test]
fn undo_in_the_sandbox_takes_back_the_time_that_passed_and_not_what_the_lesson_did() {
    let mut stage = by_hand("four-way-close", (80, 24));
    press(&mut stage, "PageDown x");
    let lesson = steps(&stage);
    press(&mut stage, "S PageDown u");
    assert_eq!(stage.game.step(), lesson, "the time that passed is taken back");
    press(&mut stage, "u");
    assert_eq!(stage.game.step(), lesson);
    assert!(shown(&stage).contains("nothing of yours to undo"), "{}", shown(&stage));
    press(&mut stage, "d u");
    assert_eq!(stage.game.step(), lesson, "an action is taken back, too");
}

#[test]
fn time_rests_after_an_action_until_the_clicker() {
    let mut stage = animated("four-way-close", (80, 24));
    press(&mut stage, "PageDown S x d");
    stage.tick(SECOND / 20);
    stage.tick(SECOND * 3);
    let rests = (states(&stage), stage.shown());
    assert!(shown(&stage).contains("\u{2016} paused"), "{}", shown(&stage));
    stage.tick(SECOND * 60);
    assert_eq!((states(&stage), stage.shown()), rests, "it waits for the presenter");
    press(&mut stage, "PageDown");
    assert!(shown(&stage).contains("\u{25b6} x1"), "{}", shown(&stage));
    stage.tick(SECOND / 20);
    for _ in 0..40 {
        stage.tick(SECOND / 4);
    }
    assert!(shown(&stage).contains("sent again"), "one event, and then it rests: {}", shown(&stage));
    assert!(shown(&stage).contains("paused"), "{}", shown(&stage));
}

#[test]
fn a_key_of_the_sandbox_says_in_a_lesson_where_it_works() {
    let mut stage = by_hand("four-way-close", (80, 24));
    press(&mut stage, "PageDown P");
    assert!(shown(&stage).contains("S leads there"), "{}", shown(&stage));
}

#[test]
fn the_keys_stay_with_the_end_that_they_speak_for() {
    let mut stage = by_hand("four-way-close", (80, 24));
    press(&mut stage, "PageDown S");
    let side = stage.view.focus;
    assert_eq!(side, Side::A);
    press(&mut stage, "x PageDown");
    assert_eq!(stage.view.focus, side, "whoever's state has changed");
}

#[test]
fn the_title_says_that_it_is_the_sandbox_and_whether_time_runs_at_every_size() {
    for size in [(40, 12), (60, 20), (80, 24), (120, 36)] {
        let mut stage = by_hand("four-way-close", size);
        press(&mut stage, "PageDown S");
        let screen = shown(&stage);
        let title = screen.lines().next().unwrap_or_default();
        assert!(title.contains("sandbox") || title.contains("sandb\u{2026}"), "{size:?}: {title}");
        assert!(title.contains("\u{2016} "), "{size:?}: {title}");
        assert!(!title.contains("close\u{2016}") && !title.contains("close \u{2016}"), "{size:?}: {title}");
    }
}
