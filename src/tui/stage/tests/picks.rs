//! Picking on the diagram, and what its edges say.

use super::{deal_with_page, lesson, painted, play_until, player, press, settings, states};
use crate::lesson::Value;
use crate::sim::Side;
use crate::tcp::State;
use crate::tui::stage::{Game, Stage};

#[test]
fn a_pick_on_the_diagram_is_named_beside_the_right_one() {
    let mut stage = lesson("old-duplicate-syn");
    play_until(&mut stage, false, |stage| {
        assert!(!stage.game.is_over(), "the lesson has a question on the diagram");
        stage.game.asks_on_diagram().is_some()
    });
    let Some(Value::State(truth)) = player(&stage).right_answer() else { panic!("a state") };
    let wrong = State::ALL[(truth as usize + 1) % State::ALL.len()];
    deal_with_page(&mut stage, true);
    let screen = painted(&stage, (80, 24));
    for words in [format!("\u{2717} You picked {wrong} "), format!("\u{2713} It is {truth} ")] {
        assert!(screen.contains(&words), "{words}: {screen}");
    }
}

#[test]
fn the_diagram_does_not_say_that_an_ack_is_sent_while_it_waits() {
    let mut setup = crate::sim::Setup::default();
    setup.settings.b.delayed_ack = true;
    let listen = crate::sim::Input::Call(Side::B, crate::sim::Call::Listen);
    let history = crate::session::History::opened(setup, vec![listen]);
    let mut stage = Stage::new(Game::of_history(history), settings(false));
    let diagram_of_b = |stage: &Stage| {
        let screen = painted(stage, (80, 24));
        let rows = screen.lines().take(17).map(|row| row.chars().skip(56).collect::<String>());
        rows.collect::<Vec<_>>().join("\n")
    };
    press(&mut stage, "c . . . x .");
    assert_eq!(states(&stage).b, State::CloseWait);
    assert!(diagram_of_b(&stage).contains("ACK due"), "{}", diagram_of_b(&stage));
    press(&mut stage, "Tab t");
    assert!(diagram_of_b(&stage).contains("snd ACK"), "{}", diagram_of_b(&stage));
}

#[test]
fn beside_an_ended_connection_no_key_stands_at_its_listeners_edges() {
    let listen = crate::sim::Input::Call(Side::B, crate::sim::Call::Listen);
    let history = crate::session::History::opened(crate::sim::Setup::default(), vec![listen]);
    let mut stage = Stage::new(Game::of_history(history), settings(false));
    let keys = |stage: &Stage| -> Vec<(State, char)> {
        stage.derived.possible.b.iter().map(|(edge, key)| (edge.edge().from, *key)).collect()
    };
    press(&mut stage, "Tab");
    assert!(keys(&stage).contains(&(State::Listen, 'x')), "they are the listener's while there is nothing else");
    press(&mut stage, "Tab c . . . x . . Tab x . .");
    assert_eq!(states(&stage).b, State::Closed);
    assert!(stage.derived.ends.b.listener);
    assert_eq!(keys(&stage), []);
}

#[test]
fn at_80x24_both_ports_stand_between_the_headings() {
    let listen = crate::sim::Input::Call(Side::B, crate::sim::Call::Listen);
    let history = crate::session::History::opened(crate::sim::Setup::default(), vec![listen]);
    let mut stage = Stage::new(Game::of_history(history), settings(false));
    press(&mut stage, "c .");
    let second = painted(&stage, (80, 24)).lines().nth(1).unwrap().to_owned();
    assert!(second.contains(" :40001 \u{2500} :80 "), "{second}");
}
