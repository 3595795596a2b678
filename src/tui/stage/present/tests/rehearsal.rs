//! A rehearsal: one lecture of two lessons by the keys of a clicker alone, with ten interruptions, at three sizes. No press is
//! swallowed, nothing that was tried is lost, and whether time runs is always shown.

use super::{press, shown, step};
use crate::lesson::{Player, catalogue};
use crate::tui::settings::Settings;
use crate::tui::snapshot;
use crate::tui::stage::{Autoplay, Game, Show, Stage};
use ratatui::layout::Rect;
use std::sync::Arc;
use std::time::Duration;

const LESSONS: [&str; 2] = ["four-way-close", "close-wait-bug"];
const SIZES: [(u16, u16); 3] = [(60, 20), (80, 24), (120, 36)];

fn lecture((width, height): (u16, u16)) -> Stage {
    let compiled = |id| Arc::new(catalogue::find(id).expect("a lesson").compile().expect("it compiles"));
    let lessons: Vec<_> = LESSONS.map(compiled).to_vec();
    let settings = Settings { theme: snapshot::theme(), animate: false, ..Settings::default() };
    let show = Show::new(Autoplay::new(None, false)).of(lessons.clone());
    let mut stage = Stage::presenting(Player::new(Arc::clone(&lessons[0])), show, settings);
    stage.set_area(Rect::new(0, 0, width, height));
    stage
}

fn id(stage: &Stage) -> &str {
    &stage.player().expect("a lesson").lesson().id
}

/// A press of the clicker changes what the room sees.
fn click(stage: &mut Stage) {
    let before = shown(stage);
    press(stage, "PageDown");
    let after = shown(stage);
    assert_ne!(after, before, "a press was swallowed at step {}", step(stage));
    let title = after.lines().next().unwrap_or_default();
    let marks = ["\u{25b6} x", "\u{2016} ", "\u{25c0} ", "\u{25a0} "];
    assert!(marks.iter().any(|mark| title.contains(mark)), "the title says whether time runs: {after}");
}

/// Keys after which the room sees exactly what it saw before.
fn comes_back(stage: &mut Stage, keys: &str) {
    let before = shown(stage);
    press(stage, keys);
    assert_eq!(shown(stage), before, "{keys}");
}

/// Clicks until this is so.
fn click_until(stage: &mut Stage, is_so: impl Fn(&Stage) -> bool) {
    for _ in 0..60 {
        if is_so(stage) {
            return;
        }
        click(stage);
    }
    panic!("never: {}", shown(stage));
}

#[test]
fn two_lessons_with_ten_interruptions() {
    for size in SIZES {
        let mut stage = lecture(size);
        assert!(
            shown(&stage).contains("The four-way close") && shown(&stage).contains("\u{00b7} "),
            "{}",
            shown(&stage)
        );
        click(&mut stage);
        assert_eq!((id(&stage), step(&stage)), (LESSONS[0], 0));
        // 1. Somebody has to come in: black, and back.
        comes_back(&mut stage, ". PageDown");
        // 2. "Which keys are there?"
        comes_back(&mut stage, "? Esc");
        click_until(&mut stage, |stage| stage.game.open_question().is_some());
        // 3. The room votes, one was a mistake; "what was sent before?"
        press(&mut stage, "2 3 3 Backspace");
        comes_back(&mut stage, "- - PageDown");
        // 4. "Can we see the diagram?"
        comes_back(&mut stage, "p p");
        click(&mut stage);
        assert!(shown(&stage).contains("1 of 2"), "{}", shown(&stage));
        // 5. "And why not the third one?" Then the question once more, for those who came late.
        press(&mut stage, "3");
        press(&mut stage, "r");
        assert!(stage.game.open_question().is_some());
        click(&mut stage);
        // 6. "What if that ACK is lost?" A careless press of the clicker ends nothing.
        let here = step(&stage);
        press(&mut stage, "S d");
        let tried = shown(&stage);
        click(&mut stage);
        assert!(matches!(stage.game, Game::Sandbox(_)), "{}", shown(&stage));
        press(&mut stage, "u");
        press(&mut stage, "PageUp PageUp");
        assert_eq!((id(&stage), step(&stage)), (LESSONS[0], here));
        // 7. "Once more, please."
        press(&mut stage, "S");
        assert!(matches!(stage.game, Game::Sandbox(_)) && !tried.is_empty());
        press(&mut stage, "S S");
        assert_eq!(step(&stage), here);
        // 8. The projector changes its size.
        let (width, height) = size;
        stage.set_area(Rect::new(0, 0, width + 20, height + 4));
        click(&mut stage);
        stage.set_area(Rect::new(0, 0, width, height));
        // 9. Something is shown on the usual stage.
        comes_back(&mut stage, "Esc F5");
        click_until(&mut stage, |stage| stage.game.is_over());
        click(&mut stage);
        assert!(shown(&stage).contains("CLOSE_WAIT"), "the next title: {}", shown(&stage));
        assert_eq!(id(&stage), LESSONS[1]);
        // 10. "Back to the lesson before, for a moment."
        comes_back(&mut stage, "PageUp PageDown");
        click_until(&mut stage, |stage| id(stage) == LESSONS[1] && stage.game.is_over());
        press(&mut stage, "PageDown");
        assert!(shown(&stage).contains("That was the last step"), "{}", shown(&stage));
    }
}

#[test]
fn a_lecture_repeats_from_its_first_lesson_and_leaving_names_what_is_left_of_it() {
    let mut stage = lecture((80, 24));
    stage.jump_to(4);
    press(&mut stage, "q");
    assert!(shown(&stage).contains("present four-way-close close-wait-bug"), "{}", shown(&stage));
    assert_eq!(stage.show_again().as_deref(), Some("tcptutor present four-way-close close-wait-bug --step 5"));
    let pause = Duration::from_secs(8);
    let compiled = |id| Arc::new(catalogue::find(id).expect("a lesson").compile().expect("it compiles"));
    let lessons: Vec<_> = LESSONS.map(compiled).to_vec();
    let settings = Settings { theme: snapshot::theme(), animate: false, ..Settings::default() };
    let show = Show::new(Autoplay::new(Some(pause), true)).of(lessons.clone());
    let mut stage = Stage::presenting(Player::new(Arc::clone(&lessons[0])), show, settings);
    stage.set_area(Rect::new(0, 0, 80, 24));
    let mut seen = vec![id(&stage).to_owned()];
    for _ in 0..150 {
        stage.tick(pause);
        if seen.last().map(String::as_str) != Some(id(&stage)) {
            seen.push(id(&stage).to_owned());
        }
    }
    assert_eq!(seen[..3], ["four-way-close", "close-wait-bug", "four-way-close"]);
}

#[test]
fn the_list_of_steps_leads_into_every_lesson_of_the_lecture() {
    let mut stage = lecture((120, 36));
    press(&mut stage, "PageDown j");
    let titles = shown(&stage);
    assert!(titles.contains("One lost close()") || titles.contains("CLOSE_WAIT"), "{titles}");
    press(&mut stage, "End Enter");
    assert_eq!(id(&stage), LESSONS[1]);
    assert_eq!(step(&stage) + 1, stage.player().expect("a lesson").steps());
    press(&mut stage, "j Home Enter");
    assert_eq!((id(&stage), step(&stage)), (LESSONS[0], 0));
    assert!(stage.play.show.as_ref().is_some_and(super::Show::shows_title), "a lesson's row is its title page");
}

#[test]
fn another_lesson_of_the_lecture_leaves_answers_and_votes_as_they_are() {
    let mut stage = lecture((120, 36));
    press(&mut stage, "PageDown");
    super::go_to_a_question(&mut stage);
    let asked = step(&stage);
    press(&mut stage, "3 3 2");
    let counted = |stage: &Stage| [1, 2].map(|choice| stage.votes(choice));
    assert_eq!(counted(&stage), [(1, 3), (2, 3)]);
    press(&mut stage, "PageDown");
    press(&mut stage, "j End Enter");
    assert_eq!(id(&stage), LESSONS[1]);
    press(&mut stage, "j Home Enter");
    stage.jump_to(asked);
    assert_eq!((id(&stage), counted(&stage)), (LESSONS[0], [(1, 3), (2, 3)]));
    assert_eq!(stage.game.open_question(), None, "the room has answered it: {}", shown(&stage));
    press(&mut stage, "r");
    assert_eq!(counted(&stage), [(0, 0), (0, 0)], "asked again, nobody has voted");
}
