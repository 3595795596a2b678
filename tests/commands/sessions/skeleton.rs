//! A run so far as the skeleton of a lesson.

use std::fmt::Write as _;

use tcptutor::language::ENGLISH;
use tcptutor::lesson::recording::read;
use tcptutor::lesson::{Recording, Severity, check, compile};

use super::random::{Player, seeds};

fn session(inputs: &str) -> Recording {
    let text = format!("session = 1\n[world]\nstart = [\"B listen\"]\n[[part]]\ndo = [{inputs}]\n");
    read("x.toml", &text, &ENGLISH).unwrap_or_else(|findings| panic!("{findings:#?}"))
}

/// The errors that `check` finds in a lesson's text; warnings are an author's business.
fn errors(lesson: &str) -> Vec<String> {
    match compile("skeleton.toml", lesson, &ENGLISH) {
        Err(findings) => findings.iter().map(ToString::to_string).collect(),
        Ok(lesson) => check(&lesson, &ENGLISH)
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            .map(ToString::to_string)
            .collect(),
    }
}

#[test]
fn a_run_becomes_a_lesson_with_a_step_for_each_thing_done() {
    let run = session(
        r#""A connect", "step 3", "A close", "A write 10", "step", "drop B ACK", "run for 250ms", "B close", "step 2""#,
    );
    let lesson = run.lesson_skeleton(&ENGLISH);
    assert_eq!(errors(&lesson), Vec::<String>::new(), "{lesson}");
    insta::assert_snapshot!(lesson);
}

#[test]
fn an_empty_run_is_a_lesson_too() {
    let history = tcptutor::session::History::new(tcptutor::sim::World::new(&tcptutor::sim::Setup::default()));
    let recording = Recording::of(&history, tcptutor::session::SANDBOX_NAMES).expect("it can be written");
    assert_eq!(errors(&recording.lesson_skeleton(&ENGLISH)), Vec::<String>::new());
}

#[test]
fn a_run_of_many_actions_shares_steps_and_a_longer_one_is_cut_off() {
    let writes = |n: usize| {
        let mut inputs = String::from("\"A connect\", \"step 3\"");
        for _ in 0..n {
            let _ = write!(inputs, ", \"A write 1\", \"step 2\"");
        }
        session(&inputs).lesson_skeleton(&ENGLISH)
    };
    let lesson = writes(300);
    assert_eq!(errors(&lesson), Vec::<String>::new());
    assert!(lesson.matches("[[step]]").count() <= 100 && !lesson.contains("The run goes on"));
    let lesson = writes(10_000);
    assert_eq!(errors(&lesson), Vec::<String>::new());
    assert!(lesson.contains("# The run goes on"));
}

#[test]
fn whatever_was_done_becomes_a_lesson_without_an_error() {
    for seed in seeds(200) {
        let recording = Player::new(seed).played(40);
        let lesson = recording.lesson_skeleton(&ENGLISH);
        assert_eq!(errors(&lesson), Vec::<String>::new(), "seed {seed}: {lesson}");
    }
}
