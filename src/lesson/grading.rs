//! Handed-in sessions: a lesson is played again with a session's inputs, and says which goals were reached, in how many moves.

use std::collections::HashMap;
use std::sync::Arc;

use super::compile::{Beginning, WORLD};
use super::model::{Lesson, Task};
use super::page::{Move, Page, Tried};
use super::player::Player;
use super::predict::Value;
use super::recording::Recording;
use crate::language::Language;
use crate::say;
use crate::sim::{Input, Setup, VERBS, World};

/// Grades the sessions of one lesson: what is worked out once holds for all of them.
#[derive(Debug)]
pub struct Grader {
    lesson: Arc<Lesson>,
    language: &'static Language,
    /// The moves of a shortest way, by the step and the world that the exercise began with.
    pars: HashMap<(usize, u128), Option<usize>>,
}

/// What became of one session.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grade {
    /// Every exercise that the session came to, in the lesson's order.
    pub exercises: Vec<Graded>,
    /// How many exercises the lesson has.
    pub of: usize,
    /// What was answered.
    pub answers: Answers,
    /// Every question that the session came to, in the lesson's order.
    pub questions: Vec<Answered>,
    /// Whether the lesson was played to its end, whatever was answered.
    pub finished: bool,
    /// Where it was left and why it goes no further, if it was not played to its end.
    pub left: Option<String>,
    /// Why the session is not what the lesson would have made of it.
    pub trouble: Option<Trouble>,
}

/// The answers of one session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// Those that are right.
    pub right: usize,
    /// Those that were given to the lesson's questions.
    pub given: usize,
    /// How many questions the lesson has.
    pub of: usize,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The step, from 1.
    pub step: usize,
    /// What was answered, as an author would write it, if anything was.
    pub given: Option<String>,
    /// What is right.
    pub right: String,
}

impl Answered {
    /// Whether it was answered, and rightly.
    #[must_use]
    pub fn is_right(&self) -> bool {
        self.given.as_ref() == Some(&self.right)
    }
}

/// Why a session does not replay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// A sentence without its full stop.
    pub message: String,
    /// The number of the session's input that is to blame, from 0, if one is.
    pub input: Option<usize>,
}

/// Why a replay goes no further.
enum Stop {
    /// The session ends here: in an exercise whose goal is not reached, or before all has happened.
    Left { exercise: bool },
    /// It departs from the lesson.
    Departs(Trouble),
}

impl Stop {
    const fn because(message: String) -> Self {
        Self::Departs(Trouble { message, input: None })
    }
}

/// One exercise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Graded {
    /// The step, from 1.
    pub step: usize,
    /// What was to come true.
    pub goal: String,
    /// Whether it did.
    pub reached: bool,
    /// How many moves it took.
    pub moves: usize,
    /// How many are enough.
    pub par: Option<usize>,
}

impl Grade {
    /// How many goals were reached.
    #[must_use]
    pub fn reached(&self) -> usize {
        self.exercises.iter().filter(|exercise| exercise.reached).count()
    }

    /// The moves of all reached goals, and how many are enough for those; nothing if a par is not known.
    #[must_use]
    pub fn moves(&self) -> (usize, Option<usize>) {
        let reached = || self.exercises.iter().filter(|exercise| exercise.reached);
        (reached().map(|exercise| exercise.moves).sum(), reached().map(|exercise| exercise.par).sum())
    }
}

impl Grader {
    /// A grader for one lesson, which speaks this language.
    #[must_use]
    pub fn new(lesson: Arc<Lesson>, language: &'static Language) -> Self {
        Self { lesson, language, pars: HashMap::new() }
    }

    /// Plays the lesson with a session's inputs.
    pub fn grade(&mut self, recording: &Recording) -> Grade {
        let count = |which: fn(&Task) -> bool| self.lesson.steps.iter().filter(|step| which(&step.task)).count();
        let answers = Answers { of: count(|task| matches!(task, Task::Ask(_))), ..Answers::default() };
        let mut grade = Grade { of: count(|task| matches!(task, Task::Act(_))), answers, ..Grade::default() };
        let words = &self.language.grading;
        let player = Player::new(Arc::clone(&self.lesson)).with_language(self.language).without_pars().on_its_own_way();
        if World::new(&recording.setup) != *player.history().start() {
            let message = other_beginning(recording, &self.lesson, self.language);
            grade.trouble = Some(Trouble { message, input: None });
            return grade;
        }
        // What a session puts into its `start` has happened in it as well: the lesson's own beginning may stand there.
        let mut inputs = recording.opening();
        let before = inputs.len();
        inputs.extend(recording.parts.iter().flat_map(|part| &part.inputs).copied());
        let given = recording.played.as_ref().map_or(&[][..], |played| &played.answers);
        let mut replay = Replay { player, inputs, before, at: 0, given: given.iter(), answers, questions: Vec::new() };
        let mut played = replay.opening();
        while played.is_ok() && replay.player.step() < replay.player.steps() {
            played = self.step(&mut replay, &mut grade);
        }
        grade.answers = replay.answers;
        grade.questions = std::mem::take(&mut replay.questions);
        grade.finished = replay.player.step() == replay.player.steps();
        match played.and_then(|()| replay.ends_with_the_lesson()) {
            Ok(()) => grade.trouble = too_many(given.len(), answers.of, self.language),
            Err(Stop::Departs(trouble)) => grade.trouble = Some(trouble),
            Err(Stop::Left { exercise }) => {
                let (step, steps) = (replay.player.step() + 1, replay.player.steps());
                let sentence = if exercise { words.left_in_exercise } else { words.left_before_the_end };
                grade.left = Some(say!(self.language, sentence, step, steps));
                grade.trouble = too_many(given.len(), answers.of, self.language);
            }
        }
        grade
    }

    /// Plays one step.
    ///
    /// # Errors
    /// If the session ends here, or departs from the lesson.
    fn step(&mut self, replay: &mut Replay<'_>, grade: &mut Grade) -> Result<(), Stop> {
        replay.script()?;
        match &self.lesson.steps[replay.player.step()].task {
            Task::Say => {}
            Task::Ask(_) => {
                replay.answer()?;
                replay.script()?;
            }
            Task::Act(_) => {
                let begins = (replay.player.step(), replay.player.history().world().likeness().value());
                // A player holds all that happened so far: it is kept only where nobody has begun like this.
                let begun = (!self.pars.contains_key(&begins)).then(|| replay.player.clone());
                let reached = replay.act()?;
                let par = if reached { self.par(begins, begun.as_ref()) } else { None };
                grade.exercises.push(graded(replay, reached, par));
                if !reached {
                    return Err(Stop::Left { exercise: true });
                }
            }
        }
        while replay.player.next() == Move::Again {
            // A fresh question changes nothing: its answer is not handed in.
            replay.player.answer(0);
        }
        Ok(())
    }

    fn par(&mut self, begins: (usize, u128), begun: Option<&Player>) -> Option<usize> {
        let found = || begun.and_then(|begun| begun.proven_way().ok()).map(|way| way.moves());
        *self.pars.entry(begins).or_insert_with(found)
    }
}

fn graded(replay: &Replay<'_>, reached: bool, par: Option<usize>) -> Graded {
    let Page::Act { goal, success, .. } = replay.player.page() else {
        return Graded { step: replay.player.step() + 1, goal: String::new(), reached, moves: 0, par };
    };
    let goal: Vec<&str> = goal.iter().map(|line| line.label.as_str()).collect();
    let moves = success.map_or(0, |success| success.moves);
    Graded { step: replay.player.step() + 1, goal: replay.player.language().in_a_row(goal), reached, moves, par }
}

/// In what a session's world is another one than its lesson's.
fn other_beginning(recording: &Recording, lesson: &Lesson, language: &Language) -> String {
    let words = &language.grading;
    if recording.setup.profile != lesson.setup.profile {
        let (profile, lesson) = (recording.setup.profile.name(), lesson.setup.profile.name());
        return say!(language, words.other_profile, profile, lesson);
    }
    // Names are no part of the world, and what has happened in it is played.
    let lines = |setup: &Setup| {
        let beginning = Beginning { names: lesson.names.clone(), setup: setup.clone(), start: Vec::new() };
        let mut lines = String::new();
        WORLD.write_lines(&beginning, VERBS, &mut lines);
        lines
    };
    let (own, lesson) = (lines(&recording.setup), lines(&lesson.setup));
    let only = |of: &str, other: &str| {
        let lines: Vec<&str> = of.lines().filter(|line| !other.lines().any(|known| known == *line)).collect();
        if lines.is_empty() { words.usual_world.to_owned() } else { language.listed(lines) }
    };
    say!(language, words.other_world, own = &only(&own, &lesson), lesson = &only(&lesson, &own))
}

/// More answers than questions are nobody's.
fn too_many(given: usize, questions: usize, language: &Language) -> Option<Trouble> {
    let message = say!(language, language.grading.too_many_answers, given, n = questions);
    (given > questions).then_some(Trouble { message, input: None })
}

/// A session that is being played again.
struct Replay<'r> {
    player: Player,
    inputs: Vec<Input>,
    /// How many of them stand in its `start`.
    before: usize,
    at: usize,
    /// The answers that are left.
    given: std::slice::Iter<'r, String>,
    answers: Answers,
    questions: Vec<Answered>,
}

impl Replay<'_> {
    fn next(&mut self) -> Option<Input> {
        let input = self.inputs.get(self.at).copied();
        self.at += usize::from(input.is_some());
        input
    }

    /// The input that was taken last departs from the lesson.
    fn departs(&self, message: String) -> Stop {
        Stop::Departs(Trouble { message, input: self.at.checked_sub(1 + self.before) })
    }

    /// What has happened before the first step has to have happened in the session as well.
    fn opening(&mut self) -> Result<(), Stop> {
        for step in 0..self.player.history().step() {
            let (lesson, session) = (self.player.history().input_after(step), self.next());
            match session {
                None => return Err(Stop::Left { exercise: false }),
                session if session == lesson => {}
                Some(session) => {
                    let (language, input) = (self.player.language(), &session.to_string());
                    let lesson = &lesson.map(|input| input.to_string()).unwrap_or_default();
                    return Err(self.departs(say!(language, language.grading.begins_otherwise, input, lesson)));
                }
            }
        }
        Ok(())
    }

    /// What happens by itself has to have happened in the session as well.
    fn script(&mut self) -> Result<(), Stop> {
        while self.player.is_playing() {
            if let Some(pending) = self.player.pending() {
                match self.next() {
                    None => return Err(Stop::Left { exercise: false }),
                    Some(input) if input == pending.input => {}
                    Some(input) => {
                        let (language, step) = (self.player.language(), self.player.step() + 1);
                        let (lesson, input) = (&pending.input.to_string(), &input.to_string());
                        let message = say!(language, language.grading.does_otherwise, step, lesson, input);
                        return Err(self.departs(message));
                    }
                }
            }
            self.player.pump();
        }
        Ok(())
    }

    /// The answer that was handed in; without one the right one, which counts for nothing.
    fn answer(&mut self) -> Result<(), Stop> {
        let Some(right) = self.player.right_answer() else { return Ok(()) };
        let (language, step) = (self.player.language(), self.player.step() + 1);
        let mut answered = Answered { step, given: None, right: right.to_string() };
        let value: Value = match self.given.next() {
            None => right,
            Some(text) => {
                let read = self.player.read_answer(text);
                let value = read.ok_or_else(|| {
                    Stop::because(say!(language, language.grading.not_an_answer, answer = text, step))
                })?;
                self.answers.given += 1;
                self.answers.right += usize::from(value == right);
                answered.given = Some(value.to_string());
                value
            }
        };
        self.questions.push(answered);
        if !self.player.answer_value(&value) {
            let answer = &value.to_string();
            return Err(Stop::because(say!(language, language.grading.not_offered, answer, step)));
        }
        Ok(())
    }

    /// The learner's own inputs, until the goal is reached; whether it is.
    fn act(&mut self) -> Result<bool, Stop> {
        loop {
            if self.player.is_reached() {
                return Ok(true);
            }
            let Some(input) = self.next() else { return Ok(false) };
            let refused = match input {
                Input::Step => self.player.step_world().is_empty(),
                Input::Advance(time) => {
                    self.player.pass(time);
                    false
                }
                input => matches!(self.player.try_input(input), Tried::Refused(_)),
            };
            if refused {
                let (language, step) = (self.player.language(), self.player.step() + 1);
                let message = say!(language, language.grading.not_possible, step, input = &input.to_string());
                return Err(self.departs(message));
            }
        }
    }

    fn ends_with_the_lesson(&mut self) -> Result<(), Stop> {
        match self.next() {
            None => Ok(()),
            Some(input) => {
                let language = self.player.language();
                let message = say!(language, language.grading.more_after_the_end, input = &input.to_string());
                Err(self.departs(message))
            }
        }
    }
}
