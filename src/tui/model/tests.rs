//! The program by keys, without a terminal; its progress goes to a text that the next run reads.

mod captures;
mod terminal;
mod what_if;

use super::{Choice, Model, Screen};
use crate::language::ENGLISH;
use crate::lesson::{catalogue, compile};
use crate::progress::{self, Actions, Kept, Progress, Run, Stamp};
use crate::tui::app::{App, Effect, Msg};
use crate::tui::settings::Settings;
use crate::tui::snapshot;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The program, and the file that its progress goes to.
struct Program {
    model: Model,
    file: File,
}

/// What is left of a run when the program has ended.
#[derive(Default)]
struct File {
    text: String,
    /// How many runs there were.
    runs: u64,
    /// A clock that goes on with everything that is kept.
    now: u64,
    progress: Progress,
}

impl File {
    /// Reads what earlier runs wrote, as another one.
    fn load(&mut self) -> Kept {
        self.runs += 1;
        self.progress =
            if self.text.is_empty() { Progress::default() } else { progress::read(&self.text).expect("progress") };
        self.kept()
    }

    fn keep(&mut self, actions: &Actions) -> Kept {
        self.now += 1;
        self.progress.merge(&actions.stamped(&Stamp { at: self.now, run: self.run() }));
        self.text = progress::write(&self.progress);
        self.kept()
    }

    fn run(&self) -> Run {
        Run(format!("run {}", self.runs))
    }

    fn kept(&self) -> Kept {
        Kept { progress: self.progress.clone(), run: self.run(), message: None }
    }
}

fn settings() -> Settings {
    Settings { theme: snapshot::theme(), animate: false, ..Settings::default() }
}

fn start() -> Program {
    start_with(File::default())
}

fn start_with(mut file: File) -> Program {
    Program { model: Model::at_home(settings()).with_progress(file.load()), file }
}

impl Program {
    /// Presses keys as the shell does: what is to be kept is kept after each.
    fn press(&mut self, keys: &str) {
        for key in keys.split(' ') {
            let mut msg = Some(Msg::Key(key.parse().expect("a key")));
            while let Some(next) = msg.take() {
                if let Some(Effect::Keep(actions)) = self.model.update(next) {
                    msg = Some(Msg::Kept(self.file.keep(&actions)));
                }
            }
        }
    }

    fn shown(&self) -> String {
        let area = Rect::new(0, 0, 80, 24);
        let mut buffer = Buffer::empty(area);
        self.model.paint(area, &mut buffer);
        snapshot::shown(&buffer)
    }

    fn shows(&self, words: &str) -> bool {
        self.shown().contains(words)
    }

    /// The program ended and started again.
    fn restarted(self) -> Self {
        start_with(self.file)
    }

    fn open_review(&mut self) {
        self.model.home.select(Choice::Review);
        self.press("Enter");
    }

    fn is_at_home(&self) -> bool {
        matches!(self.model.screen, Screen::Home)
    }
}

/// What the tests have to see of what is played.
impl Model {
    fn player(&self) -> &crate::lesson::Player {
        match &self.screen {
            Screen::Stage(stage) => stage.player().expect("a lesson"),
            _ => panic!("no lesson is on"),
        }
    }

    fn asks(&self) -> bool {
        matches!(self.player().page(), crate::lesson::Page::Ask { picked: None, .. })
    }

    fn asks_again(&self) -> bool {
        matches!(self.player().page(), crate::lesson::Page::Ask { again: true, .. })
    }

    fn right_choice(&self) -> usize {
        let right = self.player().right_answer().expect("a question");
        let crate::lesson::Page::Ask { choices, .. } = self.player().page() else { panic!("a question") };
        choices.iter().position(|choice| choice.value == right).expect("it is offered")
    }

    /// Whether the open question offers answers that digits pick.
    fn offers(&self) -> bool {
        matches!(self.player().page(), crate::lesson::Page::Ask { pick: crate::lesson::Pick::List, picked: None, .. })
    }

    /// A task is done by the program.
    fn key_for_the_task(&self) -> &'static str {
        if matches!(self.player().page(), crate::lesson::Page::Act { reached: false, .. }) { "M" } else { "Space" }
    }
}

/// Plays the selected lesson to its end, with this many wrong answers.
fn play_lesson(program: &mut Program, wrong: usize) {
    program.press("Enter");
    let mut wrong = wrong;
    loop {
        while !program.model.asks() && !program.shows("That was the last page") {
            program.press(program.model.key_for_the_task());
        }
        if !program.model.asks() {
            return;
        }
        if !program.model.offers() {
            program.answer_right();
            continue;
        }
        let right = program.model.right_choice();
        // The fresh question after a wrong answer is another one.
        let miss = wrong > 0 && !program.model.asks_again();
        wrong -= usize::from(miss);
        program.press(&(if miss { (right + 1) % 3 } else { right } + 1).to_string());
    }
}

/// Answers the question that came back, and goes on.
fn answer_correctly(program: &mut Program) {
    let right = program.model.right_choice();
    program.press(&format!("{} Space", right + 1));
}

#[test]
fn a_lesson_that_is_left_waits_where_it_was_left() {
    let mut program = start();
    program.press("Enter l Space c Space q");
    assert!(program.is_at_home());
    assert!(program.shows("3/11"), "{}", program.shown());
    program.press("Enter");
    assert!(program.shows("3/11"), "it goes on there");
}

#[test]
fn a_long_title_is_worth_more_than_the_minutes_and_is_cut_before_the_mark_that_it_is_done() {
    let mut program = start();
    let done = r#"{"furthest": 12, "finished": {"at": 1, "best": {"right": 1, "asked": 1, "hints": 0}}}"#;
    program.file.text = format!(r#"{{"format": 1, "lessons": {{"counting": {done}}}}}"#);
    let program = program.restarted();
    assert!(program.shows("Counting bytes, not packets  \u{2713}"), "{}", program.shown());
    let mut narrow = Buffer::empty(Rect::new(0, 0, 34, 24));
    program.model.paint(narrow.area, &mut narrow);
    let narrow = snapshot::shown(&narrow);
    assert!(narrow.contains("Counting bytes, not pack\u{2026} \u{2713}"), "{narrow}");
}

#[test]
fn escape_never_leaves_the_program() {
    let mut program = start();
    program.press("Esc Enter Esc");
    assert!(program.is_at_home());
}

#[test]
fn lessons_of_ones_own_stand_on_the_list_and_open() {
    let entry = catalogue::ENTRIES[0];
    let lesson = compile(&entry.file(), entry.text, &ENGLISH).expect("it compiles");
    let mut program = start();
    program.model = program.model.with_own_lessons(vec![lesson]);
    program.press("End");
    assert!(program.shows("Your own lessons"));
    assert!(program.shows("By its id, `listener`,") || program.shows("By its id, listener,"), "{}", program.shown());
    program.press("Enter");
    assert!(program.shows(" 1/"), "{}", program.shown());
    program.press("M Space q");
    let is_known = |key: &str| program.file.progress.lesson(key).is_some();
    assert!(is_known("own/listener") && !is_known("listener"), "the built-in one with its id is another one");
    assert!(program.shows("You left it on page"), "{}", program.shown());
}

#[test]
fn the_list_shows_after_a_restart_what_was_done_before_it() {
    let mut program = start();
    assert!(program.shows("Start here") && program.shows("Chapter 1: Opening"), "{}", program.shown());
    play_lesson(&mut program, 0);
    program.press("Space");
    assert!(
        program.shows("\u{25b6}  The four-way close"),
        "one of four is done, the next is selected: {}",
        program.shown()
    );
    program.press("Enter Space q");
    let mut program = program.restarted();
    assert!(program.shows("You left it on page 2 of"), "where one would go on is selected: {}", program.shown());
    program.press("Down Down");
    insta::assert_snapshot!("home", program.shown());
}

#[test]
fn a_lesson_that_was_left_goes_on_there_after_a_restart_or_begins_anew() {
    let mut program = start();
    program.press("Enter l Space c Space");
    assert!(program.shows("3/11"));
    let mut program = program.restarted();
    program.press("Enter");
    assert!(program.shows("3/11") && program.shows("SYN_SENT"), "{}", program.shown());
    assert!(program.shows("press 0 to start over"), "{}", program.shown());
    program.press("0");
    assert!(program.shows("1/11"), "one was asked: {}", program.shown());
    program.press("l Space 0");
    assert!(program.shows("2/11"), "now one is asked first");
    program.press("Space 0");
    assert!(program.shows("2/11"), "and again, after another key");
    program.press("0");
    assert!(program.shows("1/11"));
    program.press("q 0");
    assert!(program.shows("1/11"), "from the list, too");
}

#[test]
fn what_was_answered_before_a_restart_still_stands_beside_the_truth() {
    let mut program = start();
    program.press("Enter l Space c Space Space");
    let wrong = (program.model.right_choice() + 1) % 3;
    program.press(&(wrong + 1).to_string());
    let before = program.shown();
    assert!(before.contains("4/11") && before.contains('\u{2717}'), "{before}");
    let mut program = program.restarted();
    program.press("Enter v v");
    assert_eq!(program.shown(), before);
    assert_eq!(program.model.lessons.progress().lessons["three-way-handshake"].answers(), (1, 0), "it is one answer");
}

#[test]
fn missed_questions_come_back_until_they_are_answered_correctly_in_two_runs() {
    let mut program = start();
    play_lesson(&mut program, 2);
    program.press("Space Home");
    assert!(program.shows("Review: 2 questions"), "{}", program.shown());
    program.open_review();
    assert!(program.shows("review 1 of 2"), "{}", program.shown());
    answer_correctly(&mut program);
    assert!(program.shows("review 2 of 2"), "{}", program.shown());
    let wrong = (program.model.right_choice() + 1) % 3;
    program.press(&format!("{} Enter", wrong + 1));
    assert!(program.shows("1 of 2 answered correctly. 1 more is due now; 2 questions come"), "{}", program.shown());
    assert!(program.shows("Review: 1 question "), "the one that was missed again: {}", program.shown());

    let mut program = program.restarted();
    assert!(program.shows("Review: 2 questions"), "{}", program.shown());
    program.open_review();
    answer_correctly(&mut program);
    answer_correctly(&mut program);
    assert!(
        program.shows("2 of 2 answered correctly. That was all for now. 1 question comes back in"),
        "{}",
        program.shown()
    );
    assert!(!program.shows("Review:"), "{}", program.shown());

    let mut program = program.restarted();
    program.open_review();
    answer_correctly(&mut program);
    assert!(
        program.shows("1 of 1 answered correctly. That was all, and no more questions will come"),
        "{}",
        program.shown()
    );
    assert!(program.shows("\u{2713}"), "and the lesson is as finished as before: {}", program.shown());
}

#[test]
fn a_review_leaves_the_lesson_where_it_was_left() {
    let mut program = start();
    program.press("Enter l Space c Space Space");
    let wrong = (program.model.right_choice() + 1) % 3;
    program.press(&format!("{} Space q", wrong + 1));
    program.open_review();
    assert!(program.shows("review 1 of 1"), "{}", program.shown());
    answer_correctly(&mut program);
    assert!(program.is_at_home() && program.shows("5/11"), "{}", program.shown());
}

#[test]
fn from_the_end_of_a_lesson_one_key_shows_this_machine_in_the_lesson_s_state_and_one_leads_back() {
    let mut program = start();
    let lesson = catalogue::find("close-wait-bug").expect("a lesson").compile().expect("it compiles");
    program.model = Model::at_home(settings()).playing(lesson);
    program.model.update(Msg::Resize(80, 24));
    program.press("L");
    assert!(program.shows("only CLOSE_WAIT"), "{}", program.shown());
    program.press("Esc Esc");
    assert!(matches!(program.model.screen, Screen::Stage(_)), "{}", program.shown());
    assert!(program.shows("1/"), "the lesson is where it was: {}", program.shown());
}

#[test]
fn a_lesson_s_exercise_opens_above_it_and_closes_to_it_and_a_lesson_without_one_says_so() {
    let mut program = start();
    let lesson = |id: &str| catalogue::find(id).expect("a lesson").compile().expect("it compiles");
    program.model = Model::at_home(settings()).playing(lesson("half-close"));
    program.model.update(Msg::Resize(80, 24));
    for back in ["Esc", "L"] {
        program.press("E");
        assert!(
            matches!(program.model.screen, Screen::Lab(_)) && program.shows("half-close, 0 of"),
            "{}",
            program.shown()
        );
        program.press(back);
        assert!(matches!(program.model.screen, Screen::Stage(_)), "{}", program.shown());
    }
    program.model = Model::at_home(settings()).playing(lesson("challenge-ack"));
    program.model.update(Msg::Resize(80, 24));
    program.press("E");
    assert!(program.shows("Only calls can be played on this machine's kernel"), "{}", program.shown());
}
