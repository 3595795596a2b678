//! The stage as it is painted, with its roles, and what its keys do, without a terminal.

mod keys;
mod picture;
mod questions;
mod recorded;

use super::{Game, Stage};
use crate::lesson::{Page, Pick, Player, Value, catalogue};
use crate::sim::Side;
use crate::tcp::State;
use crate::tui::diagram::geometry::way;
use crate::tui::diagram::{Geometry, Size};
use crate::tui::settings::Settings;
use crate::tui::snapshot;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 36), (160, 48)];

fn settings(animate: bool) -> Settings {
    Settings { theme: snapshot::theme(), animate, ..Settings::default() }
}

fn lesson(id: &str) -> Stage {
    lesson_with(id, false)
}

fn lesson_with(id: &str, animate: bool) -> Stage {
    let entry = catalogue::find(id).expect("a lesson");
    let lesson = entry.compile().expect("it compiles");
    Stage::new(Game::Lesson(Box::new(Player::new(Arc::new(lesson)))), settings(animate))
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
        Page::Act { .. } => {
            let way = player.way().expect("a way");
            player.follow(&way.inputs);
            stage.jumped();
        }
        Page::Ask { pick: Pick::Typed, .. } => {
            let Some(Value::Number(truth)) = player.right_answer() else { panic!("a number") };
            let number = if wrongly { truth + 1 } else { truth };
            let keys: Vec<String> = number.to_string().chars().map(String::from).chain(["Enter".to_owned()]).collect();
            press(stage, &keys.join(" "));
        }
        Page::Ask { pick: Pick::Diagram, .. } => {
            let Some(Value::State(truth)) = player.right_answer() else { panic!("a state") };
            let at = if wrongly { (truth as usize + 1) % State::ALL.len() } else { truth as usize };
            pick_on_diagram(stage, State::ALL[at]);
        }
        Page::Ask { choices, .. } => {
            let truth = player.right_answer().expect("an answer");
            let at = choices.iter().position(|choice| choice.value == truth).unwrap_or(0);
            let pick = if wrongly { (at + 1) % choices.len() } else { at };
            press(stage, &(pick + 1).to_string());
        }
        Page::Say { .. } | Page::End { .. } => {}
    }
}

/// The arrow keys that lead from one state's box to another one's, by a shortest way.
fn way_over_the_diagram(geometry: &Geometry, from: State, to: State) -> Option<Vec<&'static str>> {
    let keys = [("Up", way::UP), ("Down", way::DOWN), ("Left", way::LEFT), ("Right", way::RIGHT)];
    let mut ways = vec![(from, Vec::new())];
    let mut at = 0;
    while let Some((here, keys_so_far)) = ways.get(at).cloned() {
        if here == to {
            return Some(keys_so_far);
        }
        for (key, ahead) in keys {
            if let Some(there) = geometry.neighbour(here, ahead)
                && ways.iter().all(|(known, _)| *known != there)
            {
                ways.push((there, [&keys_so_far[..], &[key]].concat()));
            }
        }
        at += 1;
    }
    None
}

/// Walks over the diagram to a state with the arrow keys, and commits it.
fn pick_on_diagram(stage: &mut Stage, wanted: State) {
    press(stage, "Down");
    let here = State::ALL[stage.choice.expect("the way begins somewhere")];
    let side = stage.game.asks_on_diagram().expect("a question on the diagram");
    let way = way_over_the_diagram(Geometry::of(stage.diagram_size(side)), here, wanted).expect("a way");
    for key in way {
        press(stage, key);
    }
    assert_eq!(stage.choice, Some(wanted as usize), "the keys follow the diagram");
    press(stage, "Enter");
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
        while player(&stage).step() + 1 == step && matches!(player(&stage).page(), Page::Ask { again: true, .. }) {
            let _ = writeln!(shown, "== page {step}, a fresh question\n{}", painted(&stage, size));
            deal_with_page(&mut stage, false);
            let _ = writeln!(shown, "== page {step}, the fresh question answered\n{}", painted(&stage, size));
            press(&mut stage, "Space");
        }
        assert!(player(&stage).step() + 1 > step, "{id} page {step}: {:?}", stage.notice);
    }
}

/// Lessons whose every page is looked at; the others are checked by `check`, which measures every text.
const LOOKED_AT: [&str; 4] = ["three-way-handshake", "four-way-close", "simultaneous-close", "close-wait-bug"];

#[test]
fn every_page_of_four_lessons_at_three_sizes() {
    for id in LOOKED_AT {
        for size in SIZES {
            insta::assert_snapshot!(format!("{id}-{}x{}", size.0, size.1), whole_lesson(id, size));
        }
    }
}

#[test]
fn every_lesson_is_played_to_its_end_by_keys() {
    for entry in catalogue::ENTRIES {
        assert!(whole_lesson(entry.id, SIZES[0]).contains("That was the last page."), "{}", entry.id);
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

#[test]
fn every_window_of_the_sandbox_at_80x24() {
    let windows = [
        ("editor", "g"),
        ("link", "n"),
        ("timers", "T"),
        ("tray", "o"),
        ("map", "m"),
        ("palette", ":"),
        ("sockets", "p"),
        ("branches", "B"),
        ("compare", "B ="),
        ("profiles", "P"),
        ("rerun", "P Down Enter"),
        ("mark", "M"),
        ("why", "y"),
    ];
    for (name, keys) in windows {
        let mut stage = sandbox(false);
        stage.set_area(Rect::new(0, 0, 80, 24));
        press(&mut stage, "C . . . w . . x u X . Left Left w . .");
        press(&mut stage, keys);
        insta::assert_snapshot!(format!("window-{name}"), painted(&stage, (80, 24)));
        press(&mut stage, "Esc");
        assert!(stage.overlay.is_none(), "{name} closes");
    }
}

#[test]
fn a_forged_segment_is_put_together_and_does_what_the_preview_says() {
    let mut stage = sandbox(false);
    press(&mut stage, "c . . . g r a Enter");
    let packet = stage.game.world().packets().last().expect("it is on its way");
    assert_eq!(packet.segment.flags, crate::tcp::Flags::RST);
    press(&mut stage, ".");
    assert_eq!(states(&stage)[1], State::Closed, "a RST with the exact number resets");
}

#[test]
fn the_palette_finds_an_action_by_a_part_of_its_name_and_reads_the_lessons_words() {
    let mut stage = sandbox(false);
    press(&mut stage, ": c o n n e c t Enter");
    assert_eq!(states(&stage)[0], State::SynSent);
    press(&mut stage, ": r u n Space u n t i l Space i d l e Enter");
    assert_eq!(states(&stage), [State::Established; 2]);
    press(&mut stage, ": x y z z y Enter");
    assert!(stage.overlay.is_some(), "what nobody knows leads nowhere");
}

#[test]
fn a_branch_is_named_compared_and_returned_to() {
    let mut stage = sandbox(false);
    press(&mut stage, "c . . . x . .");
    assert_eq!(states(&stage), [State::FinWait2, State::CloseWait]);
    press(&mut stage, "u X .");
    assert_eq!(states(&stage), [State::Closed; 2]);
    press(&mut stage, "B r p o l i t e Enter Enter");
    assert_eq!(states(&stage), [State::FinWait2, State::CloseWait], "the old future was kept");
    assert_eq!(stage.history().name(crate::session::Path::Present), Some("polite"));
}

#[test]
fn a_moment_is_marked_and_found_again() {
    let mut stage = sandbox(false);
    press(&mut stage, "c . M h e r e Enter . . [");
    assert_eq!(states(&stage), [State::SynSent, State::SynReceived]);
    assert_eq!(stage.notice.as_deref(), Some("here"));
}

#[test]
fn ten_more_connections_are_opened_and_any_of_them_stands_on_the_diagram() {
    let mut stage = sandbox(false);
    for _ in 0..10 {
        press(&mut stage, "C . . .");
    }
    assert_eq!(stage.game.world().sockets(Side::A).len(), 10);
    press(&mut stage, "p Down Down Enter");
    assert_eq!(stage.game.world().host(Side::A).current().map(|connection| connection.id), Some(3));
    press(&mut stage, "x");
    assert_eq!(states(&stage)[0], State::FinWait1, "the third one closes");
}

#[test]
fn who_opens_one_more_connection_sees_both_its_ends() {
    let mut stage = sandbox(false);
    for expected in 1..=3 {
        press(&mut stage, "C . .");
        let shown = Side::BOTH.map(|side| stage.game.world().host(side).current().map(|connection| connection.id));
        assert_eq!(shown, [Some(expected); 2]);
    }
}

#[test]
fn one_visit_of_the_link_window_is_taken_back_at_once() {
    let mut stage = sandbox(false);
    press(&mut stage, "c . . . n Right Right Down Right Esc");
    press(&mut stage, "u");
    assert_eq!(stage.game.world().link(), stage.history().start().link());
    assert_eq!(states(&stage), [State::Established; 2], "and nothing else");
}

#[test]
fn a_call_that_is_refused_says_what_would_make_it_possible() {
    let mut stage = sandbox(false);
    press(&mut stage, "x");
    assert_eq!(stage.explained.remedy.as_deref(), Some("What would make it possible: `A connect`."));
    press(&mut stage, "c . . . x w");
    assert!(stage.explained.headline.contains("connection closing"), "{}", stage.explained.headline);
    let remedy = stage.explained.remedy.clone().expect("a way");
    assert!(remedy.contains("connect"), "only a new connection can write again: {remedy}");
}

#[test]
fn a_held_segment_waits_until_it_is_let_go() {
    let mut stage = sandbox(false);
    press(&mut stage, "c z .");
    assert_eq!(states(&stage)[1], State::Listen, "held");
    press(&mut stage, "u");
    press(&mut stage, "z z . .");
    assert_eq!(states(&stage)[1], State::SynReceived);
}

#[test]
fn the_run_is_copied_saved_and_made_a_lesson() {
    use crate::tui::app::Effect;
    let mut stage = sandbox(false);
    press(&mut stage, "c . . . x . .");
    let mut key = |name: &str| stage.key(name.parse().expect("a key"));
    let super::Leads::To(Effect::Copy(text)) = key("Y") else { panic!("a short text") };
    assert!(crate::lesson::recording::is_short_text(&text));
    let super::Leads::To(Effect::Save { text: session, .. }) = key("Ctrl-s") else { panic!("a session file") };
    assert!(crate::lesson::recording::is_session(&session));
    let super::Leads::To(Effect::Save { text: lesson, .. }) = key("R") else { panic!("a lesson") };
    assert!(crate::lesson::compile("lesson.toml", &lesson).is_ok(), "{lesson}");
}

fn states(stage: &Stage) -> [State; 2] {
    stage.game.world().states()
}

#[test]
fn a_connection_is_opened_stepped_undone_and_redone_by_keys() {
    let mut stage = sandbox(false);
    press(&mut stage, "c . . .");
    assert_eq!(states(&stage), [State::Established; 2]);
    press(&mut stage, "Left");
    assert_eq!(states(&stage), [State::Established, State::SynReceived], "one event back");
    press(&mut stage, "Right");
    assert_eq!(states(&stage), [State::Established; 2]);
    press(&mut stage, "u");
    assert_eq!(states(&stage), [State::Closed, State::Listen], "the deed with all that came of it");
    press(&mut stage, "Ctrl-r");
    assert_eq!(states(&stage), [State::Established; 2]);
    press(&mut stage, "Home");
    assert_eq!(states(&stage), [State::Closed, State::Listen]);
    press(&mut stage, "End");
    assert_eq!(states(&stage), [State::Established; 2]);
}

fn rest(stage: &mut Stage) {
    for _ in 0..400 {
        stage.tick(Duration::from_millis(33));
    }
}

#[test]
fn one_undo_takes_back_a_wrong_deed_with_its_consequences_and_its_feedback() {
    let mut stage = lesson_with("four-way-close", true);
    while !matches!(player(&stage).page(), Page::Act { .. }) {
        press(&mut stage, "Space");
        rest(&mut stage);
    }
    let before = (states(&stage), player(&stage).page().said().map(str::to_owned));
    press(&mut stage, "X");
    rest(&mut stage);
    assert_eq!(states(&stage), [State::Closed; 2], "the RST has arrived");
    assert!(player(&stage).page().said().is_some());
    press(&mut stage, "u");
    assert_eq!((states(&stage), player(&stage).page().said().map(str::to_owned)), before);
    press(&mut stage, "x");
    assert!(matches!(player(&stage).page(), Page::Act { reached: true, .. }), "and the exercise goes on");
}

#[test]
fn what_is_said_is_about_the_latest_deed_and_escape_lets_go_before_it_leaves() {
    let mut stage = sandbox(false);
    press(&mut stage, "c . . .");
    let latest = stage.explained.clone();
    press(&mut stage, "Up Up Up");
    assert_ne!(stage.explained, latest, "the selected segment is explained");
    press(&mut stage, "w");
    assert_eq!(stage.selected, None);
    assert!(stage.explained.headline.contains("write(10)"), "{}", stage.explained.headline);
    press(&mut stage, "Up");
    assert_eq!(stage.key("Esc".parse().expect("a key")), super::Leads::Nowhere);
    assert_eq!(stage.selected, None);
    assert_eq!(stage.key("Esc".parse().expect("a key")), super::Leads::Nowhere, "what would be lost is asked about");
    assert_eq!(stage.key("Esc".parse().expect("a key")), super::Leads::Home);
}

#[test]
fn a_step_during_a_question_leaves_the_segment_where_it_is() {
    let mut stage = lesson_with("simultaneous-close", true);
    while stage.game.open_choices().is_none() {
        deal_with_page(&mut stage, false);
        press(&mut stage, "Space");
        rest(&mut stage);
    }
    let shown = stage.shown();
    assert!(shown > stage.game.world().now(), "the FINs are on their way");
    press(&mut stage, ".");
    assert_eq!(stage.shown(), shown);
    assert!(stage.notice.is_some(), "and it is said why");
    press(&mut stage, "S");
    rest(&mut stage);
    assert_eq!(stage.game.world().now(), shown, "time stands still until something is done");
    press(&mut stage, "d");
    assert!(stage.next_wake().is_some(), "and goes on with the first deed");
}

#[test]
fn the_past_of_the_sandbox_can_be_watched_again() {
    let mut stage = sandbox(true);
    press(&mut stage, "c");
    rest(&mut stage);
    let steps = stage.history().steps();
    press(&mut stage, "Home Space");
    rest(&mut stage);
    assert_eq!(states(&stage), [State::Established; 2]);
    assert_eq!(stage.history().steps(), steps, "it is the same run, and no branch");
}

#[test]
fn nobody_has_to_be_quick_for_a_simultaneous_close() {
    let mut stage = lesson_with("simultaneous-close", true);
    press(&mut stage, "Space x");
    rest(&mut stage);
    assert_eq!(states(&stage), [State::FinWait1, State::Established], "the FIN waits on its way");
    press(&mut stage, "Tab x");
    assert!(matches!(player(&stage).page(), Page::Act { reached: true, .. }));
}

#[test]
fn where_time_stands_still_it_does_not_matter_how_long_one_thinks() {
    let mut stage = lesson_with("puzzle-freeze-closing", true);
    press(&mut stage, "Space");
    rest(&mut stage);
    let now = stage.game.world().now();
    for keys in ["x", "Tab", "x"] {
        press(&mut stage, keys);
        rest(&mut stage);
    }
    assert_eq!(states(&stage), [State::FinWait1; 2]);
    assert_eq!(stage.game.world().now(), now, "the FINs left at the same moment");
    assert!(stage.shown() > now, "and are seen on their way");
    press(&mut stage, ".");
    assert_eq!(states(&stage), [State::Closing, State::FinWait1], "the shorter way is the quicker one");
    assert!(matches!(player(&stage).page(), Page::Act { reached: true, .. }));
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

/// The column of the head of the arrow whose label begins so, and what the head looks like.
fn head_of(stage: &Stage, label: &str) -> (usize, char) {
    let screen = painted(stage, (80, 24));
    let row = screen.lines().find(|line| line.contains(label)).unwrap_or_else(|| panic!("{label}: {screen}"));
    let mut cells = row.chars().enumerate().skip(25);
    cells.find(|(_, c)| "▶‖◀".contains(*c)).unwrap_or_else(|| panic!("no head: {row}"))
}

#[test]
fn what_a_lesson_holds_while_it_is_shown_on_its_way_stops_there_and_goes_on_from_there() {
    let mut stage = lesson_with("old-duplicate-syn", true);
    rest(&mut stage);
    press(&mut stage, "Space");
    rest(&mut stage);
    press(&mut stage, "c");
    rest(&mut stage);
    let (on_its_way, head) = head_of(&stage, "SYN 10090");
    assert!(head == '▶' && on_its_way > 40, "a lesson that rests shows it on its way: {on_its_way}");
    let shown = stage.shown();
    press(&mut stage, "Space");
    rest(&mut stage);
    assert_eq!(head_of(&stage, "SYN 10090"), (on_its_way, '‖'), "caught there");
    assert!(stage.shown() >= shown, "the screen does not go back in time");
    press(&mut stage, "Left Left Right Right");
    assert_eq!(head_of(&stage, "SYN 10090"), (on_its_way, '‖'), "also after looking back");
}

#[test]
fn what_is_held_in_flight_goes_on_from_there_once_it_is_let_go() {
    let mut stage = sandbox(true);
    let later = |stage: &mut Stage, frames: usize| (0..frames).for_each(|_| stage.tick(Duration::from_millis(33)));
    press(&mut stage, "c");
    later(&mut stage, 18);
    let (caught, _) = head_of(&stage, "SYN 1000");
    press(&mut stage, "z");
    later(&mut stage, 10);
    assert_eq!(head_of(&stage, "SYN 1000"), (caught, '‖'));
    press(&mut stage, "z");
    assert_eq!(head_of(&stage, "SYN 1000"), (caught, '▶'));
    later(&mut stage, 8);
    let (further, _) = head_of(&stage, "SYN 1000");
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
                let shown: Vec<_> = stage.ladder.lines().collect();
                stage.jumped();
                assert_eq!(shown, stage.ladder.lines().collect::<Vec<_>>(), "{}", entry.id);
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
    press(&mut stage, "Space c");
    assert!(matches!(player(&stage).page(), Page::Act { reached: true, .. }));
    press(&mut stage, "Space PageUp PageUp Space Space");
    let shown: Vec<_> = stage.ladder.lines().collect();
    stage.jumped();
    assert_eq!(shown, stage.ladder.lines().collect::<Vec<_>>());
}

#[test]
fn a_pick_on_the_diagram_is_named_beside_the_right_one() {
    let mut stage = lesson("old-duplicate-syn");
    while stage.game.asks_on_diagram().is_none() {
        deal_with_page(&mut stage, false);
        press(&mut stage, "Space");
        assert!(!stage.game.is_over(), "the lesson has a question on the diagram");
    }
    let Some(Value::State(truth)) = player(&stage).right_answer() else { panic!("a state") };
    let wrong = State::ALL[(truth as usize + 1) % State::ALL.len()];
    deal_with_page(&mut stage, true);
    let screen = painted(&stage, (80, 24));
    for words in [format!("\u{2717} You picked {wrong} "), format!("\u{2713} It is {truth} ")] {
        assert!(screen.contains(&words), "{words}: {screen}");
    }
}

#[test]
fn the_arrow_keys_move_in_their_direction_and_reach_every_state_at_every_size() {
    for geometry in Size::ALL.map(Geometry::of) {
        for from in State::ALL {
            for to in State::ALL {
                assert!(way_over_the_diagram(geometry, from, to).is_some(), "{from} to {to}");
            }
        }
        let moves = [
            (State::Listen, way::DOWN, State::SynReceived),
            (State::SynReceived, way::RIGHT, State::SynSent),
            (State::Established, way::DOWN, State::Closing),
            (State::FinWait1, way::RIGHT, State::CloseWait),
            (State::FinWait1, way::DOWN, State::FinWait2),
            (State::CloseWait, way::DOWN, State::LastAck),
            (State::LastAck, way::UP, State::CloseWait),
            (State::LastAck, way::DOWN, State::Closed),
        ];
        for (from, ahead, to) in moves {
            assert_eq!(geometry.neighbour(from, ahead), Some(to), "{from} {ahead}");
        }
    }
}

#[test]
fn a_deed_that_an_exercise_does_not_offer_does_nothing_and_it_is_said_what_does() {
    let mut stage = lesson_with("lost-syn", true);
    while !matches!(player(&stage).page(), Page::Act { allow: Some(_), .. }) {
        deal_with_page(&mut stage, false);
        press(&mut stage, "Space");
        rest(&mut stage);
    }
    for frames in [0, 10] {
        (0..frames).for_each(|_| stage.tick(Duration::from_millis(33)));
        let (world, steps, shown) = (stage.game.world().clone(), stage.history().steps(), stage.shown());
        for key in ["b", "s", "r"] {
            press(&mut stage, key);
            assert_eq!((stage.game.world(), stage.history().steps(), stage.shown()), (&world, steps, shown), "{key}");
            let told = stage.notice.clone().expect("a sentence");
            assert!(told.starts_with("You may use: ") && told.contains("`S`"), "{told}");
        }
    }
}

#[test]
fn undo_gives_the_active_end_back_that_was_active_then() {
    let mut stage = lesson("simultaneous-close");
    press(&mut stage, "Space x Tab");
    assert_eq!(stage.focus, Side::B);
    press(&mut stage, "w u");
    assert_eq!(stage.focus, Side::A, "as after the deed before");
    press(&mut stage, "Ctrl-r");
    assert_eq!(stage.focus, Side::B, "as after the deed that is done again");
    press(&mut stage, "u u Tab x u");
    assert_eq!(stage.focus, Side::A, "as when the exercise began");
}

#[test]
fn the_calls_stand_in_the_footer_where_an_exercise_leaves_no_row_for_them() {
    for entry in catalogue::ENTRIES {
        let mut stage = lesson(entry.id);
        while !stage.game.is_over() {
            if stage.game.is_acting() {
                press(&mut stage, "H");
                let calls = stage.calls.clone();
                let screen = painted(&stage, (80, 24));
                let screen = screen.lines().take(24).skip(18).collect::<Vec<_>>().join("\n");
                for call in calls {
                    let command = super::command_of(call);
                    let label = stage.settings.keys.of(command, stage.scopes()).expect("a key");
                    let named = format!("{} {}", label.keys[0], label.label);
                    assert!(screen.contains(&named), "{}: {named} in {screen}", entry.id);
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
    press(&mut stage, "Space");
    stage.game.is_acting().then(|| deal_with_page(&mut stage, false));
    press(&mut stage, "Space");
    assert!(painted(&stage, (80, 24)).contains("PageUp"));
}

#[test]
fn the_map_keeps_what_was_walked_before_a_restart_and_before_anybody_watched() {
    let mut stage = sandbox(false);
    press(&mut stage, "c . . .");
    let seen = stage.seen;
    press(&mut stage, "b Tab b");
    for edge in crate::tcp::EdgeId::all().filter(|edge| seen.has_edge(*edge)) {
        assert!(stage.seen.has_edge(edge), "{:?}", edge.edge());
    }
    let mut stage = lesson("close-wait-bug");
    let opening =
        |edge: &crate::tcp::EdgeId| (edge.edge().from, edge.edge().to) == (State::SynSent, State::Established);
    let opened = |stage: &Stage| crate::tcp::EdgeId::all().filter(opening).any(|edge| stage.seen.has_edge(edge));
    assert!(opened(&stage), "the lesson began with a connection");
    press(&mut stage, "Space Space 0 0");
    assert!(opened(&stage) && player(&stage).step() == 0, "and so it did when it is begun anew");
}

#[test]
fn the_palette_offers_socket_options_under_any_of_their_names_with_their_ends() {
    for typed in ["k e e p a l i v e", "k e e p - a l i v e", "S O _ K E E P A L I V E"] {
        let mut stage = sandbox(false);
        press(&mut stage, &format!(": {typed}"));
        let screen = painted(&stage, (80, 24));
        for row in ["A keepalive on", "A keepalive off", "B keepalive on", "B keepalive off"] {
            assert!(screen.contains(row), "{typed}: {screen}");
        }
        press(&mut stage, "Down Down Enter");
        assert!(stage.game.world().option(Side::B, crate::sim::SocketOption::Keepalive), "{typed}");
    }
    let mut stage = sandbox(false);
    press(&mut stage, ": r e u s e Enter");
    assert!(stage.game.world().option(Side::A, crate::sim::SocketOption::Reuse));
}

#[test]
fn the_deciding_check_names_its_numbers_once() {
    let mut stage = sandbox(false);
    press(&mut stage, "c . . . w . . y");
    let screen = painted(&stage, (80, 24));
    assert!(screen.contains("SND.UNA 1001 < 1011 =< SND.NXT 1011"), "{screen}");
    assert!(!screen.contains("SEG.ACK 1011 = SND.NXT 1011"), "{screen}");
    assert!(screen.contains("SND.WND = SEG.WND"), "a number that the check does not name stays: {screen}");
}

#[test]
fn the_diagram_does_not_say_that_an_ack_is_sent_while_it_waits() {
    let mut setup = crate::sim::Setup::default();
    setup.settings[1].delayed_ack = true;
    let listen = crate::sim::Input::Call(Side::B, crate::sim::Call::Listen);
    let history = crate::session::History::opened(setup, vec![listen]);
    let mut stage = Stage::new(Game::of_history(history, ["client".to_owned(), "server".to_owned()]), settings(false));
    let diagram_of_b = |stage: &Stage| {
        let screen = painted(stage, (80, 24));
        let rows = screen.lines().take(17).map(|row| row.chars().skip(56).collect::<String>());
        rows.collect::<Vec<_>>().join("\n")
    };
    press(&mut stage, "c . . . x .");
    assert_eq!(states(&stage)[1], State::CloseWait);
    assert!(diagram_of_b(&stage).contains("ACK due"), "{}", diagram_of_b(&stage));
    press(&mut stage, "Tab t");
    assert!(diagram_of_b(&stage).contains("snd ACK"), "{}", diagram_of_b(&stage));
}
