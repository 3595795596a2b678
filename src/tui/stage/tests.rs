//! The stage as it is painted, with its roles, and what its keys do, without a terminal.

mod recorded;

use super::{Game, Stage};
use crate::lesson::{Page, Player, catalogue};
use crate::sim::Side;
use crate::tcp::State;
use crate::tui::glyphs::Glyphs;
use crate::tui::settings::Settings;
use crate::tui::snapshot;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 36), (160, 48)];

fn settings(animate: bool) -> Settings {
    Settings { theme: snapshot::theme(), glyphs: &Glyphs::UNICODE, animate }
}

fn lesson(id: &str) -> Stage {
    let entry = catalogue::find(id).expect("a lesson");
    let lesson = entry.compile().expect("it compiles");
    Stage::new(Game::Lesson(Box::new(Player::new(Arc::new(lesson)))), settings(false))
}

fn sandbox(animate: bool) -> Stage {
    Stage::new(Game::sandbox(), settings(animate))
}

fn press(stage: &mut Stage, keys: &str) {
    for name in keys.split(' ') {
        stage.key(name.parse().expect("a key"));
    }
}

fn painted(stage: &Stage, (width, height): (u16, u16)) -> String {
    let area = Rect::new(0, 0, width, height);
    let mut buffer = Buffer::empty(area);
    stage.paint(area, &mut buffer);
    snapshot::shown(&buffer)
}

fn player(stage: &Stage) -> &Player {
    match &stage.game {
        Game::Lesson(player) => player,
        Game::Sandbox { .. } => panic!("a lesson is on"),
    }
}

/// Does a task by a shortest way and answers a question rightly, or, if asked to, wrongly.
fn deal_with_page(stage: &mut Stage, wrongly: bool) {
    let Game::Lesson(player) = &mut stage.game else { return };
    match player.page() {
        Page::Act { goal, .. } => {
            let way = crate::lesson::shortest_way(player.history().world(), &goal).expect("a way");
            for input in way {
                let _ = player.try_input(input);
            }
            stage.jumped();
        }
        Page::Ask { choices, .. } => {
            let count = choices.len();
            let mut copy = player.clone();
            copy.answer(0);
            copy.finish_script();
            let Page::Ask { revealed: Some(reveal), .. } = copy.page() else { return };
            let pick = if wrongly { (reveal.answer + 1) % count } else { reveal.answer };
            press(stage, &(pick + 1).to_string());
        }
        Page::Say { .. } | Page::End { .. } => {}
    }
}

/// Every page of a lesson at one size: as it opens, and as it is once answered or done.
fn whole_lesson(id: &str, size: (u16, u16)) -> String {
    let mut stage = lesson(id);
    let mut shown = String::new();
    let mut asked = 0;
    loop {
        let step = player(&stage).step() + 1;
        let _ = writeln!(shown, "== page {step}\n{}", painted(&stage, size));
        if step > player(&stage).steps() {
            return shown;
        }
        if matches!(player(&stage).page(), Page::Ask { .. } | Page::Act { .. }) {
            asked += usize::from(matches!(player(&stage).page(), Page::Ask { .. }));
            deal_with_page(&mut stage, asked == 2);
            let _ = writeln!(shown, "== page {step}, done\n{}", painted(&stage, size));
        }
        press(&mut stage, "Space");
        assert!(player(&stage).step() + 1 > step, "{id} page {step}: {:?}", stage.notice);
    }
}

#[test]
fn every_page_of_every_lesson_at_three_sizes() {
    for entry in catalogue::ENTRIES {
        for size in SIZES {
            let name = format!("{}-{}x{}", entry.id, size.0, size.1);
            insta::assert_snapshot!(name, whole_lesson(entry.id, size));
        }
    }
}

#[test]
fn the_sandbox_and_its_windows() {
    let mut stage = sandbox(false);
    insta::assert_snapshot!("sandbox-start", painted(&stage, (80, 24)));
    press(&mut stage, "c . .");
    insta::assert_snapshot!("sandbox-established", painted(&stage, (80, 24)));
    for (name, keys) in [("help", "?"), ("card", "i"), ("inspection", "Up Enter")] {
        press(&mut stage, keys);
        insta::assert_snapshot!(format!("window-{name}"), painted(&stage, (80, 24)));
        press(&mut stage, "Esc");
    }
    for size in [(70, 24), (50, 16), (30, 6)] {
        insta::assert_snapshot!(format!("sandbox-{}x{}", size.0, size.1), painted(&stage, size));
    }
}

fn states(stage: &Stage) -> [State; 2] {
    stage.game.world().states()
}

#[test]
fn a_connection_is_opened_stepped_undone_and_redone_by_keys() {
    let mut stage = sandbox(false);
    press(&mut stage, "c . . .");
    assert_eq!(states(&stage), [State::Established; 2]);
    press(&mut stage, "u");
    assert_eq!(states(&stage), [State::Established, State::SynReceived]);
    press(&mut stage, "Ctrl-r");
    assert_eq!(states(&stage), [State::Established; 2]);
    press(&mut stage, "Home");
    assert_eq!(states(&stage), [State::Closed, State::Listen]);
    press(&mut stage, "End");
    assert_eq!(states(&stage), [State::Established; 2]);
}

#[test]
fn the_keys_speak_for_the_focused_side() {
    let mut stage = sandbox(false);
    press(&mut stage, "c . . . Tab x");
    assert_eq!(stage.focus, Side::B);
    assert_eq!(states(&stage), [State::Established, State::FinWait1]);
}

#[test]
fn a_dropped_syn_is_sent_again_by_its_timer() {
    let mut stage = sandbox(false);
    press(&mut stage, "c d");
    assert!(stage.game.world().packets().is_empty());
    press(&mut stage, "t");
    assert_eq!(stage.game.world().packets().len(), 1);
    press(&mut stage, "D");
    assert_eq!(stage.game.world().packets().len(), 2);
}

#[test]
fn forged_segments_leave_without_changing_their_sender() {
    for key in ["s", "f", "a", "r"] {
        let mut stage = sandbox(false);
        press(&mut stage, "c . . .");
        press(&mut stage, key);
        assert_eq!(stage.game.world().packets().len(), 1, "{key}");
        assert_eq!(states(&stage), [State::Established; 2], "{key}");
    }
}

#[test]
fn leaving_for_the_sandbox_and_coming_back_finds_the_lesson_untouched() {
    let mut stage = lesson("close-wait-bug");
    press(&mut stage, "Space");
    let (step, states_before) = (player(&stage).step(), states(&stage));
    press(&mut stage, "S");
    assert_eq!(states(&stage), states_before);
    press(&mut stage, "Tab X .");
    assert_ne!(states(&stage), states_before);
    press(&mut stage, "Backspace");
    assert_eq!((player(&stage).step(), states(&stage)), (step, states_before));
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
    assert_eq!(states(&stage), [State::Established; 2]);
    assert_eq!(stage.next_wake(), None, "it comes to rest");
    press(&mut stage, "w Space");
    for _ in 0..40 {
        stage.tick(Duration::from_millis(33));
    }
    assert_eq!(stage.next_wake(), None, "paused");
}

#[test]
fn any_keys_at_any_size_never_panic() {
    let names: Vec<&str> = crate::tui::bindings::BINDINGS.iter().flat_map(|binding| binding.keys).copied().collect();
    let mut dice: u64 = 7;
    let mut roll = |below: usize| {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(dice >> 33).unwrap_or(0) % below
    };
    let mut stages = vec![sandbox(true), sandbox(false)];
    stages.extend(catalogue::ENTRIES.iter().map(|entry| lesson(entry.id)));
    for stage in &mut stages {
        for _ in 0..250 {
            press(stage, names[roll(names.len())]);
            stage.tick(Duration::from_millis(roll(400) as u64));
            let size = (u16::try_from(roll(130)).unwrap_or(0), u16::try_from(roll(45)).unwrap_or(0));
            let area = Rect::new(0, 0, size.0, size.1);
            stage.paint(area, &mut Buffer::empty(area));
        }
    }
}
