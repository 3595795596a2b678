//! What the tasks of lessons take for done.

use std::sync::Arc;
use tcptutor::lesson::{Page, Player, Step, catalogue};
use tcptutor::sim::{Call, Input, Side};

fn at_step(lesson: &str, id: &str) -> Player {
    let lesson = catalogue::find(lesson).expect("a lesson").compile().expect("it compiles");
    let named = |step: &Step| step.id.as_ref().is_some_and(|of| of.value == id);
    let step = lesson.steps.iter().position(named).expect("a step of this name");
    let mut player = Player::new(Arc::new(lesson));
    player.go_to(step);
    player.finish_script();
    player
}

fn is_reached(player: &Player) -> bool {
    matches!(player.page(), Page::Act { reached: true, .. })
}

/// Whether these inputs, and all that comes of them, reach the goal.
fn reach(player: &Player, inputs: &[Input]) -> bool {
    let mut player = player.clone();
    for input in inputs {
        player.try_input(*input);
    }
    while !is_reached(&player) && !player.history().world().is_idle() {
        player.try_input(Input::Step);
    }
    is_reached(&player)
}

/// A shortest way, with one call in place of another; how often it was replaced.
fn with_another_call(player: &Player, (of, was): (Side, Call), is: Call) -> (Vec<Input>, usize) {
    let mut way = player.way().expect("a way").inputs;
    let calls = way.iter_mut().filter(|input| **input == Input::Call(of, was));
    let replaced = calls.map(|input| *input = Input::Call(of, is)).count();
    (way, replaced)
}

/// Tasks after which the lesson says, or builds on it, that this end's program called `close()`: that it is an orphan now, or that
/// it gave its descriptor back.
const ABOUT_CLOSE: [(&str, &str, Side); 19] = [
    ("four-way-close", "reach-a-fin-wait-1-b-established", Side::A),
    ("early-close", "b-was-never-established", Side::A),
    ("close-wait-bug", "watch-b-column-from", Side::A),
    ("close-wait-bug", "reach-b-last-ack", Side::B),
    ("close-wait-bug", "ten-leaked", Side::A),
    ("close-wait-bug", "on-your-own", Side::B),
    ("find-the-leak", "closes-first", Side::A),
    ("find-the-leak", "on-your-own", Side::A),
    ("who-holds-it", "reach-b-fin-wait-1", Side::B),
    ("who-holds-it", "reach-b-last-ack", Side::B),
    ("eof-and-sigpipe", "reach-a-close-wait", Side::B),
    ("pools", "reach-a-close-wait", Side::B),
    ("pools", "goal-count-close-wait", Side::A),
    ("stuck-closing", "reach-a-fin-wait-2-b-last-ack", Side::A),
    ("stuck-closing", "reach-a-fin-wait-2-b-last-ack", Side::B),
    ("read-a-capture", "third-capture", Side::A),
    ("read-a-capture", "reach-b-last-ack-b-closed", Side::B),
    ("same-port-again", "scene", Side::A),
    ("server-never-closes", "scene", Side::A),
];

#[test]
fn where_a_lesson_goes_on_from_a_close_a_shutdown_is_not_taken_for_one() {
    for (lesson, step, side) in ABOUT_CLOSE {
        let player = at_step(lesson, step);
        let (way, replaced) = with_another_call(&player, (side, Call::Close), Call::Shutdown);
        assert!(replaced > 0, "{lesson} {step}: nobody closes");
        assert!(!reach(&player, &way), "{lesson} {step}: a shutdown() of {side} is enough");
    }
}

#[test]
fn what_the_next_page_would_forget_is_not_taken_for_done() {
    let tasks = [
        ("close-wait-bug", "watch-b-column-from"),
        ("close-wait-bug", "reach-b-last-ack"),
        ("counting", "reach-a-fin-wait-1-b-established"),
        ("four-way-close", "reach-a-fin-wait-1-b-established"),
        ("four-way-close", "reach-a-fin-wait-2-b-last-ack"),
        ("simultaneous-close", "reach-a-fin-wait-1-b-fin-wait-1"),
        ("pools", "reach-a-close-wait"),
    ];
    for (lesson, step) in tasks {
        let player = at_step(lesson, step);
        let way = player.way().expect("a way").inputs;
        for side in Side::BOTH {
            let more: Vec<Input> = [Input::Call(side, Call::Write(10))].into_iter().chain(way.clone()).collect();
            // A call that is refused leaves nothing behind.
            let mut written = player.clone();
            let before = written.history().world().likeness().value();
            written.try_input(more[0]);
            let is_something = written.history().world().likeness().value() != before;
            assert!(!is_something || !reach(&player, &more), "{lesson} {step}: a write() of {side} is forgotten");
        }
    }
}
