//! A lesson made by playing: what was done is marked, described and saved, and a learner plays it.

use super::{Stage, press, sandbox, screen};
use crate::language::ENGLISH;
use crate::lesson::{Lesson, Page, Player, Severity, Task, check, compile};
use crate::tui::app::Effect;
use crate::tui::snapshot;
use crate::tui::stage::Leads;
use std::sync::Arc;

/// Types a text into the form.
fn types(stage: &mut Stage, text: &str) {
    for c in text.chars() {
        let name = if c == ' ' { "Space".to_owned() } else { c.to_string() };
        press(stage, &name);
    }
}

/// A connection that was opened and closed, with the form over it.
fn form() -> Stage {
    let mut stage = sandbox(false);
    press(&mut stage, "c . . . x . .");
    press(&mut stage, "Tab x . . R");
    stage
}

/// The form with a title, a task, and a question with all its words.
fn filled() -> Stage {
    let mut stage = form();
    types(&mut stage, "My close");
    press(&mut stage, "PageDown PageDown Tab");
    types(&mut stage, "Let A connect.");
    press(&mut stage, "PageDown Tab Tab Tab");
    types(&mut stage, "Where is B now?");
    press(&mut stage, "Down");
    types(&mut stage, "Only B's program leaves CLOSE_WAIT.");
    press(&mut stage, "Down");
    types(&mut stage, "It has heard A's FIN.");
    stage
}

/// What the form writes.
fn saved(stage: &mut Stage) -> (String, String) {
    let leads = stage.key("Ctrl-s".parse().expect("a key"));
    let Leads::To(Effect::Create { file, text, .. }) = leads else {
        panic!("{leads:?}: {}", snapshot::shown(&screen(stage, (80, 24))))
    };
    (file, text)
}

fn compiled(file: &str, text: &str) -> Lesson {
    compile(file, text, &ENGLISH).unwrap_or_else(|findings| panic!("{findings:#?}\n{text}"))
}

#[test]
fn a_run_that_was_marked_becomes_a_lesson_with_its_author_s_words() {
    let (file, text) = saved(&mut filled());
    assert_eq!(file, "my-close.toml", "the id follows the title");
    let lesson = compiled(&file, &text);
    assert_eq!(lesson.title.as_str(), "My close");
    let Task::Act(act) = &lesson.steps[1].task else { panic!("a task: {text}") };
    assert_eq!(lesson.steps[1].text.as_str(), "Let A connect.");
    assert_eq!(act.way.iter().map(|command| command.to_string()).collect::<Vec<_>>(), ["A connect", "run until idle"]);
    let Task::Ask(question) = &lesson.steps[2].task else { panic!("a question: {text}") };
    assert_eq!(question.predict.to_string(), "B.state");
    assert_eq!(question.right.as_ref().map(|right| right.as_str()), Some("It has heard A's FIN."));
    assert!(question.other.as_ref().is_some_and(|other| other.contains("Only B's program")));
}

#[test]
fn what_its_author_left_empty_is_a_warning_and_nothing_is_an_error() {
    let (file, text) = saved(&mut filled());
    let findings = check(&compiled(&file, &text), &ENGLISH);
    assert!(findings.iter().all(|finding| finding.severity == Severity::Warning), "{findings:#?}");
    let held = findings.iter().filter(|finding| finding.message == ENGLISH.findings.placeholder).count();
    // Summary and objective; the beginning and the last page; the task's hint and its reason.
    assert_eq!(held, 6, "{findings:#?}");
}

#[test]
fn a_learner_plays_it_to_the_end() {
    let (file, text) = saved(&mut filled());
    let mut player = Player::new(Arc::new(compiled(&file, &text)));
    let end = player.steps();
    assert_eq!(player.go_to(end), end);
    assert!(matches!(player.page(), Page::End { .. }) && player.troubles().is_empty());
}

#[test]
fn whoever_opens_it_on_the_stage_does_what_its_author_did() {
    use crate::tui::stage::Game;
    let (file, text) = saved(&mut filled());
    let player = Player::new(Arc::new(compiled(&file, &text)));
    let mut stage = Stage::new(Game::Lesson(Box::new(player)), super::settings(false));
    press(&mut stage, "Space c . . . Space");
    assert_eq!(stage.player().map(Player::step), Some(2), "the task is done, and the question is asked");
    stage.answer_right();
}

#[test]
fn a_file_that_is_there_costs_no_word() {
    let mut stage = filled();
    saved(&mut stage);
    stage.saved(Err("`my-close.toml` is there already: take another id".to_owned()));
    let shown = snapshot::shown(&screen(&stage, (80, 24)));
    assert!(shown.contains("take another id") && shown.contains("Only B's program"), "{shown}");
    stage.saved(Ok("Saved. `tcptutor lesson my-close.toml` plays it.".to_owned()));
    let shown = snapshot::shown(&screen(&stage, (80, 24)));
    assert!(shown.contains("tcptutor lesson my-close.toml plays it"), "{shown}");
    press(&mut stage, "Esc");
    assert!(stage.window.overlay.is_none(), "nothing is lost any more");
}

#[test]
fn words_that_are_in_no_file_are_there_again_when_the_form_is_opened_again() {
    let mut stage = filled();
    press(&mut stage, "Esc");
    assert!(stage.window.overlay.is_none());
    assert!(snapshot::shown(&screen(&stage, (80, 24))).contains("R brings them back"));
    press(&mut stage, "Tab w R");
    let shown = snapshot::shown(&screen(&stage, (120, 36)));
    assert!(shown.contains("My close") && shown.contains("my-close"), "{shown}");
    assert!(shown.contains("task") && shown.contains("write"), "the moments before stay what they were: {shown}");
    let mut stage = form();
    press(&mut stage, "Esc");
    assert!(stage.window.overlay.is_none() && stage.window.draft.is_none(), "nothing was written");
}

#[test]
fn an_id_that_cannot_be_one_or_is_built_in_is_said() {
    for (title, said) in [("?", "is not an id"), ("Half close", "is the id of a built-in lesson")] {
        let mut stage = form();
        types(&mut stage, title);
        assert_eq!(stage.key("Enter".parse().expect("a key")), Leads::Nowhere);
        let shown = snapshot::shown(&screen(&stage, (80, 24)));
        assert!(shown.contains(said), "{shown}");
    }
}

#[test]
fn a_text_that_is_too_long_for_its_page_is_said_with_its_page() {
    let mut stage = filled();
    press(&mut stage, "PageDown");
    stage.paste(&"far too long ".repeat(80));
    assert_eq!(stage.key("Enter".parse().expect("a key")), Leads::Nowhere);
    let shown = snapshot::shown(&screen(&stage, (80, 24)));
    assert!(shown.contains("an error on page 4"), "{shown}");
}

#[test]
fn where_nothing_was_done_there_is_nothing_to_make_a_lesson_of() {
    let mut stage = sandbox(false);
    press(&mut stage, "R");
    assert!(stage.window.overlay.is_none());
    assert_eq!(stage.window.notice.as_deref(), Some(ENGLISH.authoring.no_moments));
}
