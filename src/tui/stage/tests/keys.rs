//! What the keys speak for, what is asked before something is lost, and what the footer offers.

use super::{SIZES, deal_with_page, lesson, painted, play_until, player, press, sandbox, states};
use crate::lesson::{Action, Page, catalogue};
use crate::sim::{Input, Side, Socket};
use crate::tcp::{EdgeId, State};
use crate::tui::app::Effect;
use crate::tui::key::Key;
use crate::tui::settings::Settings;
use crate::tui::stage::{Asked, Leads, Stage};
use ratatui::layout::Rect;

fn key(stage: &mut Stage, name: &str) -> Leads {
    stage.key(name.parse::<Key>().expect("a key"))
}

/// Plays on to a step, counted from 1.
fn at_step(id: &str, step: usize) -> Stage {
    let mut stage = lesson(id);
    play_until(&mut stage, false, |stage| player(stage).step() + 1 >= step);
    stage
}

fn footer(stage: &Stage) -> String {
    painted(stage, SIZES[0]).lines().nth(23).unwrap_or_default().to_owned()
}

#[test]
fn an_exercise_begins_with_the_keys_at_the_end_whose_calls_it_allows() {
    for entry in catalogue::ENTRIES {
        let mut stage = lesson(entry.id);
        while player(&stage).step() < player(&stage).steps() {
            if let Page::Act { allow: Some(allow), reached: false, .. } = player(&stage).page() {
                let [a, b] = [Action::CallsOfA, Action::CallsOfB].map(|action| allow.has(action));
                let alone = [(a && !b).then_some(Side::A), (b && !a).then_some(Side::B)].into_iter().flatten().next();
                let (id, step) = (entry.id, player(&stage).step() + 1);
                assert!(alone.is_none_or(|side| side == stage.view.focus), "{id} {step}");
                for call in &stage.derived.calls {
                    assert!(allow.permits(&Input::Call(stage.view.focus, *call)), "{id} {step}: {call}");
                }
                let shown = painted(&stage, SIZES[1]);
                assert!(!shown.lines().any(|line| line.trim_end_matches(['|', ' ']).ends_with(" may")), "{shown}");
            }
            deal_with_page(&mut stage, false);
            press(&mut stage, "Space");
        }
    }
}

#[test]
fn the_line_of_calls_names_the_connection_that_they_go_to() {
    let stage = at_step("puzzle-free-the-server", 7);
    let shown = painted(&stage, SIZES[1]);
    assert!(shown.contains("B #3 may"), "{shown}");
}

#[test]
fn who_listens_with_a_second_socket_sees_that_socket_listen() {
    let mut stage = at_step("listener", 7);
    press(&mut stage, "l");
    assert_eq!(states(&stage).a, State::Listen);
    assert!(painted(&stage, SIZES[0]).contains("A's listener may"), "{}", painted(&stage, SIZES[0]));
    press(&mut stage, "u");
    assert_eq!(states(&stage).a, State::Closed, "the fresh socket is back");
}

#[test]
fn a_run_is_not_thrown_away_by_one_key_unless_it_is_kept() {
    for name in ["q", "Esc"] {
        let mut stage = sandbox(false);
        let left = key(&mut sandbox(false), name);
        assert!(matches!(left, Leads::Back | Leads::Home), "there is nothing to lose yet");
        press(&mut stage, "c . .");
        assert_eq!(key(&mut stage, name), Leads::Nowhere);
        let message = stage.window.notice.clone().expect("a question");
        assert!(message.contains(&format!("`{name}` once more")) && message.contains("`Ctrl-s` saves it"), "{message}");
        press(&mut stage, "Tab");
        assert_eq!(key(&mut stage, name), Leads::Nowhere, "another key was pressed between");
        assert_eq!(key(&mut stage, name), Leads::Back, "it was asked, and answered");
    }
    let mut stage = sandbox(false);
    press(&mut stage, "c . .");
    assert!(matches!(key(&mut stage, "Ctrl-s"), Leads::To(Effect::Save { .. })));
    stage.saved(Err("Nothing was saved.".to_owned()));
    assert_eq!(key(&mut stage, "q"), Leads::Nowhere);
    stage.saved(Ok("Saved.".to_owned()));
    assert_eq!(key(&mut stage, "q"), Leads::Back, "the file has it");
}

#[test]
fn a_key_with_nothing_on_it_is_answered() {
    let mut stage = sandbox(false);
    press(&mut stage, "F7");
    assert_eq!(stage.window.notice.as_deref(), Some("`F7` does nothing here; `?` lists the keys."));
}

#[test]
fn the_footer_says_what_the_keys_do_now() {
    let mut stage = super::sandbox(true);
    assert!(footer(&stage).contains("Space play"), "{}", footer(&stage));
    press(&mut stage, "c");
    assert!(footer(&stage).contains("Space pause"), "{}", footer(&stage));
    let mut stage = sandbox(false);
    stage.set_area(Rect::new(0, 0, 80, 24));
    press(&mut stage, "G");
    assert!(footer(&stage).contains("Down scroll"), "{}", footer(&stage));
    press(&mut stage, "End");
    assert!(!footer(&stage).contains("Down"), "{}", footer(&stage));
}

#[test]
fn all_edges_that_are_still_to_be_walked_can_be_read() {
    let mut stage = sandbox(false);
    stage.set_area(Rect::new(0, 0, 80, 24));
    press(&mut stage, "m");
    let last = "TIME_WAIT > CLOSED";
    assert!(!painted(&stage, SIZES[0]).contains(last));
    press(&mut stage, "PageDown PageDown");
    let shown = painted(&stage, SIZES[0]);
    assert!(shown.contains(last) && !footer(&stage).contains("Down"), "{shown}");
}

#[test]
fn a_question_that_came_back_is_not_left_for_a_page() {
    let mut stage = at_step("four-way-close", 4);
    let mut asked = Stage::asking(
        player(&stage).clone(),
        Asked { step: 3, number: 1, of: 1 },
        Settings { animate: false, ..Settings::default() },
    );
    press(&mut asked, "PageUp");
    assert_eq!(player(&asked).step(), 3);
    assert!(asked.window.notice.is_some() && !footer(&asked).contains("PageUp"));
    press(&mut stage, "PageUp");
    assert_eq!(player(&stage).step(), 2, "in the lesson it leads back");
}

#[test]
fn the_sandbox_invites_to_connect_only_where_a_server_listens_and_the_keys_are_the_clients() {
    let mut stage = super::lesson("three-way-handshake");
    press(&mut stage, "S");
    let shown = super::painted(&stage, (80, 24));
    assert!(!shown.contains("A server listens at B"), "{shown}");
    let stage = sandbox(false);
    assert!(super::painted(&stage, (80, 24)).contains("A server listens at B"));
}

#[test]
fn escape_lets_go_of_a_message_before_it_leaves_a_lesson() {
    let mut stage = lesson("three-way-handshake");
    press(&mut stage, "F7");
    assert_eq!(key(&mut stage, "Esc"), Leads::Nowhere);
    assert_eq!(stage.window.notice, None);
    assert_eq!(key(&mut stage, "Esc"), Leads::Home);
}

#[test]
fn whose_calls_go_to_another_connection_is_the_host_and_not_one_of_its_connections() {
    let mut stage = sandbox(false);
    press(&mut stage, "Tab l Tab c . . . C c . . .");
    let first = stage.game.world().expect("a world").host(Side::A).connections.first().expect("a connection").id;
    stage.submit(Input::Attend(Side::A, Socket::Connection(first)));
    let shown = painted(&stage, SIZES[1]);
    assert!(shown.contains("A's calls now go to connection 1"), "{shown}");
}

#[test]
fn a_timer_that_is_fired_early_is_said_to_be() {
    let mut stage = sandbox(false);
    press(&mut stage, "c");
    press(&mut stage, "t");
    let notice = stage.window.notice.clone().unwrap_or_default();
    assert!(notice.starts_with("This timer was due 1 s later"), "{notice}");
}

#[test]
fn what_is_left_of_a_lessons_end_is_turned_to_before_the_lesson_is_left() {
    let mut stage = lesson("four-way-close");
    play_until(&mut stage, true, |stage| stage.game.is_over());
    stage.set_area(Rect::new(0, 0, SIZES[0].0, SIZES[0].1));
    let first = painted(&stage, SIZES[0]);
    assert!(first.contains("the lesson ends here") || first.contains("nothing more will happen"), "{first}");
    assert_eq!(key(&mut stage, "PageDown"), Leads::Nowhere);
    assert_ne!(painted(&stage, SIZES[0]), first);
    press(&mut stage, "PageUp");
    assert_eq!(painted(&stage, SIZES[0]), first);
    let turns = (0..9).take_while(|_| key(&mut stage, "PageDown") == Leads::Nowhere).count();
    assert!((1..9).contains(&turns), "{turns}");
}

#[test]
fn the_listeners_arrow_stays_walked() {
    let mut stage = sandbox(false);
    let walked = |stage: &Stage| stage.derived.ends.b.walked;
    let listen = EdgeId::all().find(|edge| edge.edge().from == State::Closed && edge.edge().to == State::Listen);
    let listen = listen.expect("an edge");
    if !stage.derived.ends.b.listener {
        press(&mut stage, "Tab l Tab");
    }
    assert!(walked(&stage).contains(listen), "by the listener");
    press(&mut stage, "c . . .");
    assert!(walked(&stage).contains(listen), "by whom it accepts");
}

#[test]
fn a_lesson_that_ends_before_its_connection_does_not_say_that_nothing_more_will_happen() {
    let mut stage = lesson("simultaneous-close");
    play_until(&mut stage, false, |stage| stage.game.is_over());
    let is_all_over = stage.game.world().is_some_and(|world| world.next_due().is_none());
    let shown = painted(&stage, SIZES[1]);
    assert_eq!(shown.contains("nothing more will happen"), is_all_over, "{shown}");
}

#[test]
fn whoever_asks_for_a_hint_on_a_question_is_told_to_predict() {
    let mut stage = lesson("four-way-close");
    play_until(&mut stage, false, |stage| stage.game.open_question().is_some());
    for name in ["H", "M"] {
        press(&mut stage, name);
        let notice = stage.window.notice.clone().unwrap_or_default();
        assert!(notice.starts_with("Only you can answer that"), "{name}: {notice}");
    }
}
