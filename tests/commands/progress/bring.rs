//! Players are brought to where their learners were, in every built-in lesson.

use std::sync::Arc;

use tcptutor::language::ENGLISH;
use tcptutor::lesson::{Page, Player, Task, catalogue};
use tcptutor::progress::{
    Actions, LessonProgress, MOST_A_DAY, Place, Progress, Question, Round, Run, Stamp, Watch, after_review, ask_again,
    due, keys, missed, resume,
};

fn stamp(at: u64) -> Stamp {
    Stamp { at, run: Run(at.to_string()) }
}

/// Keeps what a player did.
fn keep(progress: &mut Progress, actions: Option<Actions>, at: u64) {
    if let Some(actions) = actions {
        progress.merge(&actions.stamped(&stamp(at)));
    }
}

/// Gives the first wrong answer that is offered.
fn answer_wrongly(player: &mut Player) {
    let right = player.right_answer();
    let Page::Ask { choices, .. } = player.page() else { return };
    let wrong = choices.iter().find(|choice| Some(&choice.value) != right.as_ref()).map(|choice| choice.value.clone());
    if let Some(wrong) = wrong {
        player.answer_value(&wrong);
    }
}

#[test]
fn every_lesson_goes_on_at_its_last_page_with_what_was_answered_before() {
    for entry in catalogue::ENTRIES {
        let lesson = Arc::new(entry.compile().expect("it compiles"));
        let last = lesson.steps.len() - 1;
        let place = Place { at: 9, step: last, of: last + 1, answered: false, hints: 0 };
        let known = LessonProgress { place: Some(place), ..LessonProgress::default() };
        let player = resume(Arc::clone(&lesson), Some(&known));
        assert_eq!(player.step(), last, "{}", entry.id);
        assert!(player.recorded().guesses.iter().all(tcptutor::lesson::Guess::is_right), "{}", entry.id);
        assert_eq!(Watch::lesson(&player, 0).news(&player), None, "nothing of it is the learner's: {}", entry.id);
    }
}

#[test]
fn every_question_can_come_back() {
    for entry in catalogue::ENTRIES {
        let lesson = Arc::new(entry.compile().expect("it compiles"));
        let asks = |step: &usize| matches!(lesson.steps[*step].task, Task::Ask(_));
        let Some(step) = (0..lesson.steps.len()).rfind(asks) else { continue };
        let mut progress = Progress::default();
        let mut player = ask_again(&Question { lesson: Arc::clone(&lesson), step }, &Run("first".to_owned()));
        assert_eq!(player.step(), step, "{}", entry.id);
        let mut watch = Watch::review(&player);
        match player.page() {
            Page::Ask { choices: [], .. } => player.answer_number(7),
            _ => answer_wrongly(&mut player),
        }
        keep(&mut progress, watch.news(&player), 1);
        let due = due(&progress, &stamp(2).run, 0, &[]);
        assert_eq!(due.iter().map(|question| question.step).collect::<Vec<_>>(), [step], "{}", entry.id);
        assert_eq!(progress.lessons[entry.id].place, None, "a review leaves the lesson where it was");
    }
}

#[test]
fn never_more_than_five_questions_are_asked_again_in_one_run() {
    let mut progress = Progress::default();
    for (at, entry) in (1_u64..).zip(catalogue::ENTRIES.iter().take(9)) {
        let lesson = Arc::new(entry.compile().expect("it compiles"));
        let asks = |step: &usize| matches!(lesson.steps[*step].task, Task::Ask(_));
        let Some(step) = (0..lesson.steps.len()).find(asks) else { continue };
        let mut player = ask_again(&Question { lesson: Arc::clone(&lesson), step }, &Run("first".to_owned()));
        let mut watch = Watch::review(&player);
        match player.page() {
            Page::Ask { choices: [], .. } => player.answer_number(7),
            _ => answer_wrongly(&mut player),
        }
        keep(&mut progress, watch.news(&player), at);
    }
    assert!(missed(&progress, &[]) > MOST_A_DAY, "{}", missed(&progress, &[]));
    let run = stamp(99).run;
    for asked in 0..MOST_A_DAY + 2 {
        assert_eq!(due(&progress, &run, asked, &[]).len(), MOST_A_DAY.saturating_sub(asked), "{asked}");
    }
    let round = Round { asked: 5, right: 3, due: 0, missed: 20 };
    assert_eq!(
        after_review(round, &ENGLISH),
        "3 of 5 answered correctly. That was all for now. 20 questions come back in another run."
    );
}

#[test]
fn a_wrong_answer_still_stands_where_it_was_given_and_counts_once() {
    let lesson = Arc::new(catalogue::find("three-way-handshake").expect("a lesson").compile().expect("it compiles"));
    let first = keys(&lesson).iter().zip(&lesson.steps).position(|(_, step)| matches!(step.task, Task::Ask(_)));
    let first = first.expect("a question");
    let mut progress = Progress::default();
    let place = Place { at: 1, step: first, of: lesson.steps.len(), answered: false, hints: 2 };
    progress.lessons.insert(lesson.id.clone(), LessonProgress { place: Some(place), ..LessonProgress::default() });

    let mut player = resume(Arc::clone(&lesson), progress.lesson(&lesson.id));
    let mut watch = Watch::lesson(&player, place.hints);
    player.finish_script();
    answer_wrongly(&mut player);
    player.finish_script();
    keep(&mut progress, watch.news(&player), 2);
    let shown = format!("{:?}", player.page());

    let player = resume(Arc::clone(&lesson), progress.lesson(&lesson.id));
    assert_eq!(format!("{:?}", player.page()), shown);
    let known = &progress.lessons[&lesson.id];
    assert_eq!((known.answers(), known.place.map(|place| place.hints)), ((1, 0), Some(2)));
    assert_eq!(Watch::lesson(&player, 2).news(&player), None);
}

#[test]
fn a_task_that_was_done_is_still_done_where_the_lesson_was_left_on_its_page() {
    let lesson = Arc::new(catalogue::find("listener").expect("a lesson").compile().expect("it compiles"));
    let mut player = Player::new(Arc::clone(&lesson));
    player.go_to(6);
    player.finish_script();
    let (mut watch, mut progress) = (Watch::lesson(&player, 0), Progress::default());
    let way = player.way().expect("a way");
    player.follow(&way.inputs);
    keep(&mut progress, watch.news(&player), 1);
    let known = progress.lesson(&lesson.id).expect("it was kept");
    let again = resume(Arc::clone(&lesson), Some(known));
    assert_eq!(again.step(), 6);
    assert!(matches!(again.page(), Page::Act { reached: true, .. }));
    assert_eq!(Watch::lesson(&again, 0).news(&again), None, "nothing of it is the learner's");
    player.undo();
    keep(&mut progress, watch.news(&player), 2);
    let again = resume(Arc::clone(&lesson), progress.lesson(&lesson.id));
    assert!(matches!(again.page(), Page::Act { reached: false, .. }), "what was taken back is to be done");
}
