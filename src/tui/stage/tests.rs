//! The stage as it is painted, with its roles, and what its keys do, without a terminal.

mod authoring;
mod crowd;
mod exercises;
mod feedback;
mod keys;
mod motion;
mod newcomers;
mod parts;
mod picks;
mod picture;
mod promises;
mod questions;
mod recorded;
mod scripted;
mod windows;

use super::{Game, Stage};
use crate::lesson::{Page, Pick, Player, Value, catalogue};
use crate::session::History;
use crate::sim::{PerSide, Side, World};
use crate::tcp::State;
use crate::tui::diagram::beside::way_between;
use crate::tui::diagram::geometry::way;
use crate::tui::settings::Settings;
use crate::tui::snapshot;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::sync::Arc;
use std::time::Duration;

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 36), (160, 48)];

/// What tests of the whole program do with a stage.
impl Stage {
    /// Answers the open question as the engine does.
    #[expect(clippy::missing_panics_doc, reason = "a test that asks where no question is, is wrong")]
    pub fn answer_right(&mut self) {
        let right = self.player().and_then(Player::right_answer).expect("a question");
        self.answer_with(|player| {
            player.answer_value(&right);
        });
    }

    /// The session on the stage.
    pub fn history(&self) -> Option<&History> {
        self.game.history()
    }
}

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

fn painted(stage: &Stage, size: (u16, u16)) -> String {
    snapshot::shown(&screen(stage, size))
}

fn screen(stage: &Stage, (width, height): (u16, u16)) -> Buffer {
    let area = Rect::new(0, 0, width, height);
    let mut buffer = Buffer::empty(area);
    stage.paint(area, &mut buffer);
    buffer
}

fn world(stage: &Stage) -> &World {
    stage.game.world().expect("it can be driven")
}

fn history(stage: &Stage) -> &History {
    stage.game.history().expect("it can be driven")
}

fn player(stage: &Stage) -> &Player {
    match &stage.game {
        Game::Lesson(player) => player,
        Game::Sandbox(_) | Game::Shown(_) => panic!("a lesson is on"),
    }
}

/// Plays on, page by page, until something holds; answers correctly or, if asked to, wrongly.
fn play_until(stage: &mut Stage, wrongly: bool, holds: impl Fn(&Stage) -> bool) {
    while !holds(stage) {
        deal_with_page(stage, wrongly);
        press(stage, "Space");
    }
}

/// Does a task by a shortest way and answers a question correctly, or, if asked to, wrongly.
fn deal_with_page(stage: &mut Stage, wrongly: bool) {
    let Game::Lesson(player) = &mut stage.game else { return };
    match player.page() {
        Page::Act { .. } => {
            // Whoever has gone astray lets the program show it.
            match player.way() {
                Ok(way) => player.follow(&way.inputs),
                Err(_) => player.solve(),
            }
            stage.on_jump();
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

/// Walks over the diagram to a state with the arrow keys, and commits it.
fn pick_on_diagram(stage: &mut Stage, wanted: State) {
    press(stage, "Down");
    let here = State::ALL[stage.answering.choice.expect("the way begins somewhere")];
    let way = way_between(here, wanted).expect("a way");
    for ahead in way {
        press(
            stage,
            match ahead {
                way::UP => "Up",
                way::DOWN => "Down",
                way::LEFT => "Left",
                _ => "Right",
            },
        );
    }
    assert_eq!(stage.answering.choice, Some(wanted as usize), "the keys follow the diagram");
    press(stage, "Enter");
}

/// Every page of a lesson at one size: as it opens, and as it is once answered or done.
fn whole_lesson(id: &str, size: (u16, u16), mut show: impl FnMut(&str, &Buffer)) {
    let mut stage = lesson(id);
    let mut asked = 0;
    loop {
        let step = player(&stage).step() + 1;
        show(&format!("page {step}"), &screen(&stage, size));
        if step > player(&stage).steps() {
            return;
        }
        if matches!(player(&stage).page(), Page::Ask { .. } | Page::Act { .. }) {
            asked += usize::from(matches!(player(&stage).page(), Page::Ask { .. }));
            deal_with_page(&mut stage, asked == 2);
            show(&format!("page {step}, done"), &screen(&stage, size));
        }
        press(&mut stage, "Space");
        while player(&stage).step() + 1 == step && matches!(player(&stage).page(), Page::Ask { again: true, .. }) {
            show(&format!("page {step}, a fresh question"), &screen(&stage, size));
            deal_with_page(&mut stage, false);
            show(&format!("page {step}, the fresh question answered"), &screen(&stage, size));
            press(&mut stage, "Space");
        }
        assert!(player(&stage).step() + 1 > step, "{id} page {step}: {:?}", stage.window.notice);
    }
}

/// Lessons whose every page is looked at; the others are checked by `check`, which measures every text.
const LOOKED_AT: [&str; 4] = ["three-way-handshake", "four-way-close", "simultaneous-close", "close-wait-bug"];

#[test]
fn every_page_of_four_lessons_at_three_sizes() {
    for id in LOOKED_AT {
        for size in SIZES {
            let mut film = snapshot::Film::default();
            whole_lesson(id, size, |title, screen| film.show(title, screen));
            for (part, text) in (1..).zip(film.texts()) {
                insta::assert_snapshot!(format!("{id}-{}x{}-{part}", size.0, size.1), text);
            }
        }
    }
}

#[test]
fn every_lesson_is_played_to_its_end_by_keys() {
    for entry in catalogue::ENTRIES {
        let mut last = String::new();
        whole_lesson(entry.id, SIZES[0], |_, screen| last = snapshot::shown(screen));
        assert!(last.contains("That was the last page."), "{}", entry.id);
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
        assert!(stage.window.overlay.is_none(), "{name} closes");
    }
}

#[test]
fn a_screen_too_small_for_all_settings_shows_the_selected_one_and_what_it_is_about() {
    for size in [(80, 24), (60, 14)] {
        let mut stage = sandbox(false);
        stage.set_area(Rect::new(0, 0, size.0, size.1));
        press(&mut stage, "n");
        let more =
            |arrow: &str| painted(&stage, size).lines().any(|line| line.contains(arrow) && line.contains("more"));
        assert!(more("\u{25bc}") && !more("\u{25b2}"), "{}", painted(&stage, size));
        for _ in 0..30 {
            press(&mut stage, "Down");
        }
        let shown = painted(&stage, size);
        let above = |line: &str| line.contains("\u{25b2}") && line.contains("more");
        assert!(shown.lines().any(above) && !shown.contains("\u{25bc} "), "what is above is counted: {shown}");
        assert!(shown.contains("ISNs by clock"), "{shown}");
        assert!(shown.contains("Whether the next connections begin"), "{shown}");
    }
}

#[test]
fn a_forged_segment_is_put_together_and_does_what_the_preview_says() {
    let mut stage = sandbox(false);
    press(&mut stage, "c . . . g r a Enter");
    let packet = world(&stage).packets().last().expect("it is on its way");
    assert_eq!(packet.segment.flags, crate::tcp::Flags::RST);
    press(&mut stage, ".");
    assert_eq!(states(&stage).b, State::Closed, "a RST with the exact number resets");
}

#[test]
fn the_palette_finds_an_action_by_a_part_of_its_name_and_reads_the_lessons_words() {
    let mut stage = sandbox(false);
    press(&mut stage, ": c o n n e c t Enter");
    assert_eq!(states(&stage).a, State::SynSent);
    press(&mut stage, ": r u n Space u n t i l Space i d l e Enter");
    assert_eq!(states(&stage), PerSide::both(State::Established));
    press(&mut stage, ": x y z z y Enter");
    assert!(stage.window.overlay.is_some(), "what nobody knows leads nowhere");
}

#[test]
fn a_branch_is_named_compared_and_returned_to() {
    let mut stage = sandbox(false);
    press(&mut stage, "c . . . x . .");
    assert_eq!(states(&stage), PerSide::new(State::FinWait2, State::CloseWait));
    press(&mut stage, "u X .");
    assert_eq!(states(&stage), PerSide::both(State::Closed));
    press(&mut stage, "B r p o l i t e Enter Enter");
    assert_eq!(states(&stage), PerSide::new(State::FinWait2, State::CloseWait), "the old future was kept");
    assert_eq!(history(&stage).name(crate::session::Path::Present), Some("polite"));
}

#[test]
fn a_moment_is_marked_and_found_again() {
    let mut stage = sandbox(false);
    press(&mut stage, "c . M h e r e Enter . . [");
    assert_eq!(states(&stage), PerSide::new(State::SynSent, State::SynReceived));
    assert_eq!(stage.window.notice.as_deref(), Some("here"));
}

#[test]
fn ten_more_connections_are_opened_and_any_of_them_stands_on_the_diagram() {
    let mut stage = sandbox(false);
    for _ in 0..10 {
        press(&mut stage, "C . . .");
    }
    assert_eq!(world(&stage).sockets(Side::A).len(), 10);
    press(&mut stage, "p Down Down Enter");
    assert_eq!(world(&stage).host(Side::A).current().map(|connection| connection.id.number()), Some(3));
    press(&mut stage, "x");
    assert_eq!(states(&stage).a, State::FinWait1, "the third one closes");
}

#[test]
fn who_opens_one_more_connection_sees_both_its_ends() {
    let mut stage = sandbox(false);
    for expected in 1..=3 {
        press(&mut stage, "C . .");
        let current = |side| world(&stage).host(side).current();
        let shown = PerSide::from_fn(|side| current(side).map(|connection| connection.id.number()));
        assert_eq!(shown, PerSide::both(Some(expected)));
    }
}

#[test]
fn one_visit_of_the_link_window_is_taken_back_at_once() {
    let mut stage = sandbox(false);
    press(&mut stage, "c . . . n Right Right Down Right Esc");
    press(&mut stage, "u");
    assert_eq!(world(&stage).link(), history(&stage).start().link());
    assert_eq!(states(&stage), PerSide::both(State::Established), "and nothing else");
}

#[test]
fn a_call_that_is_refused_says_what_would_make_it_possible() {
    let mut stage = sandbox(false);
    press(&mut stage, "x");
    assert_eq!(
        stage.derived.explained.remedy.as_deref(),
        Some("`u` takes the call back. What would make it possible: `A connect`.")
    );
    press(&mut stage, "c . . . x w");
    assert!(stage.derived.explained.headline.contains("connection closing"), "{}", stage.derived.explained.headline);
    let remedy = stage.derived.explained.remedy.as_deref();
    assert_eq!(remedy, Some("`u` takes the call back."), "a way of many steps is no help");
}

#[test]
fn the_run_is_copied_and_saved() {
    use crate::tui::app::Effect;
    let mut stage = sandbox(false);
    press(&mut stage, "c . . . x . .");
    let mut key = |name: &str| stage.key(name.parse().expect("a key"));
    let super::Leads::To(Effect::Copy(text)) = key("Y") else { panic!("a short text") };
    assert!(crate::lesson::recording::is_short_text(&text));
    let super::Leads::To(Effect::Save { text: session, .. }) = key("Ctrl-s") else { panic!("a session file") };
    assert!(crate::lesson::recording::is_session(&session));
}

fn states(stage: &Stage) -> PerSide<State> {
    world(stage).states()
}

#[test]
fn a_connection_is_opened_stepped_undone_and_redone_by_keys() {
    let mut stage = sandbox(false);
    press(&mut stage, "c . . .");
    assert_eq!(states(&stage), PerSide::both(State::Established));
    press(&mut stage, "Left");
    assert_eq!(states(&stage), PerSide::new(State::Established, State::SynReceived), "one event back");
    press(&mut stage, "Right");
    assert_eq!(states(&stage), PerSide::both(State::Established));
    press(&mut stage, "u");
    assert_eq!(states(&stage), PerSide::new(State::Closed, State::Listen), "the action with all that came of it");
    press(&mut stage, "Ctrl-r");
    assert_eq!(states(&stage), PerSide::both(State::Established));
    press(&mut stage, "Home");
    assert_eq!(states(&stage), PerSide::new(State::Closed, State::Listen));
    press(&mut stage, "End");
    assert_eq!(states(&stage), PerSide::both(State::Established));
}

#[test]
fn steps_taken_back_leave_no_trace() {
    for (done, taken_back) in [("w . .", "u"), ("x . . .", "u"), ("w d", "u u"), ("w . x . .", "u u"), ("X . .", "u")] {
        let mut stage = sandbox(false);
        press(&mut stage, "c . . .");
        let before = SIZES.map(|size| painted(&stage, size));
        press(&mut stage, done);
        assert_ne!(SIZES.map(|size| painted(&stage, size)), before, "{done}");
        press(&mut stage, taken_back);
        assert_eq!(SIZES.map(|size| painted(&stage, size)), before, "{done} {taken_back}");
    }
}

fn rest(stage: &mut Stage) {
    for _ in 0..400 {
        stage.tick(Duration::from_millis(33));
    }
}

#[test]
fn what_is_said_is_about_the_latest_action_and_escape_lets_go_before_it_leaves() {
    let mut stage = sandbox(false);
    press(&mut stage, "c . . .");
    let latest = stage.derived.explained.clone();
    press(&mut stage, "Up Up Up");
    assert_ne!(stage.derived.explained, latest, "the selected segment is explained");
    press(&mut stage, "w");
    assert_eq!(stage.view.selected, None);
    assert!(stage.derived.explained.headline.contains("write(10)"), "{}", stage.derived.explained.headline);
    press(&mut stage, "Up");
    assert_eq!(stage.key("Esc".parse().expect("a key")), super::Leads::Nowhere);
    assert_eq!(stage.view.selected, None);
    assert_eq!(stage.key("Esc".parse().expect("a key")), super::Leads::Nowhere, "what would be lost is asked about");
    assert_eq!(stage.key("Esc".parse().expect("a key")), super::Leads::Back);
}

#[test]
fn the_keys_speak_for_the_focused_side() {
    let mut stage = sandbox(false);
    press(&mut stage, "c . . . Tab x");
    assert_eq!(stage.view.focus, Side::B);
    assert_eq!(states(&stage), PerSide::new(State::Established, State::FinWait1));
}

#[test]
fn a_dropped_syn_is_sent_again_by_its_timer() {
    let mut stage = sandbox(false);
    press(&mut stage, "c d");
    assert!(world(&stage).packets().is_empty());
    press(&mut stage, "t");
    assert_eq!(world(&stage).packets().len(), 1);
    press(&mut stage, "D");
    assert_eq!(world(&stage).packets().len(), 2);
}

#[test]
fn forged_segments_leave_without_changing_their_sender() {
    for key in ["s", "f", "a", "r"] {
        let mut stage = sandbox(false);
        press(&mut stage, "c . . .");
        press(&mut stage, key);
        assert_eq!(world(&stage).packets().len(), 1, "{key}");
        assert_eq!(states(&stage), PerSide::both(State::Established), "{key}");
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

#[test]
fn the_map_keeps_what_was_walked_before_a_restart_and_before_anybody_watched() {
    let mut stage = sandbox(false);
    press(&mut stage, "c . . .");
    let seen = stage.play.seen;
    press(&mut stage, "b Tab b");
    for edge in crate::tcp::EdgeId::all().filter(|edge| seen.has_edge(*edge)) {
        assert!(stage.play.seen.has_edge(edge), "{:?}", edge.edge());
    }
    let mut stage = lesson("close-wait-bug");
    let opening =
        |edge: &crate::tcp::EdgeId| (edge.edge().from, edge.edge().to) == (State::SynSent, State::Established);
    let opened = |stage: &Stage| crate::tcp::EdgeId::all().filter(opening).any(|edge| stage.play.seen.has_edge(edge));
    assert!(opened(&stage), "the lesson began with a connection");
    press(&mut stage, "Space Space 0 0");
    assert!(opened(&stage) && player(&stage).step() == 0, "and so it did when it starts over");
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
        let listed = screen.lines().filter(|line| line.contains("keepalive o") || line.contains("lesson  "));
        let above = listed.take_while(|line| !line.contains("B keepalive on")).count();
        press(&mut stage, &format!("{}Enter", "Down ".repeat(above)));
        assert!(world(&stage).option(Side::B, crate::sim::SocketOption::Keepalive), "{typed}");
    }
    let mut stage = sandbox(false);
    press(&mut stage, ": r e u s e Enter");
    assert!(world(&stage).option(Side::A, crate::sim::SocketOption::Reuse));
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
