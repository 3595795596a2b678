//! Handed-in sessions: a lesson is played again with a session's inputs, and says which goals were reached, in how many moves.

use std::collections::HashMap;
use std::sync::Arc;

use super::model::{Lesson, Task};
use super::page::{Move, Page, Tried};
use super::player::Player;
use super::predict::Value;
use super::recording::{PlayedLesson, Recording};
use crate::sim::Input;

/// Grades the sessions of one lesson: what is worked out once holds for all of them.
#[derive(Debug)]
pub struct Grader {
    lesson: Arc<Lesson>,
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
    /// The right answers, and the answers, if the session says what was answered.
    pub answers: Option<(usize, usize)>,
    /// Whether the lesson was played to its end.
    pub finished: bool,
    /// Why the session is not what the lesson would have made of it.
    pub trouble: Option<String>,
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
    /// A grader for one lesson.
    #[must_use]
    pub fn new(lesson: Arc<Lesson>) -> Self {
        Self { lesson, pars: HashMap::new() }
    }

    /// Plays the lesson with a session's inputs.
    pub fn grade(&mut self, recording: &Recording) -> Grade {
        let of = self.lesson.steps.iter().filter(|step| matches!(step.task, Task::Act(_))).count();
        let mut grade = Grade { of, ..Grade::default() };
        let player = Player::new(Arc::clone(&self.lesson)).without_pars();
        if recording.world() != *player.history().start() {
            grade.trouble = Some("it does not begin as the lesson does".to_owned());
            return grade;
        }
        let inputs = recording.parts.iter().flat_map(|part| &part.inputs).copied().collect();
        let mut replay = Replay { player, inputs, at: 0, answers: recording.played.as_ref(), answered: 0, right: 0 };
        let mut played = replay.opening();
        while played.is_ok() && replay.player.step() < replay.player.steps() {
            played = self.step(&mut replay, &mut grade);
        }
        grade.trouble = played.err().flatten();
        grade.finished = replay.player.step() == replay.player.steps();
        if grade.finished && replay.at < replay.inputs.len() && grade.trouble.is_none() {
            grade.trouble = Some("it goes on after the lesson's end".to_owned());
        }
        grade.answers = recording.played.as_ref().map(|_| (replay.right, replay.answered));
        grade
    }

    /// Plays one step.
    ///
    /// # Errors
    /// Nothing if the session ends here, a sentence if it departs from the lesson.
    fn step(&mut self, replay: &mut Replay<'_>, grade: &mut Grade) -> Result<(), Option<String>> {
        replay.script()?;
        match &self.lesson.steps[replay.player.step()].task {
            Task::Say => {}
            Task::Ask(_) => {
                replay.answer()?;
                replay.script()?;
            }
            Task::Act(_) => {
                let begun = replay.player.clone();
                let reached = replay.act()?;
                let par = if reached { self.par(&begun) } else { None };
                grade.exercises.push(graded(replay, reached, par));
                if !reached {
                    return Err(None);
                }
            }
        }
        while replay.player.next() == Move::Again {
            // A fresh question changes nothing: its answer is not handed in.
            replay.player.answer(0);
        }
        Ok(())
    }

    fn par(&mut self, begun: &Player) -> Option<usize> {
        let key = (begun.step(), begun.history().world().likeness().value());
        *self.pars.entry(key).or_insert_with(|| begun.proven_way().ok().map(|way| way.moves()))
    }
}

fn graded(replay: &Replay<'_>, reached: bool, par: Option<usize>) -> Graded {
    let Page::Act { goal, success, .. } = replay.player.page() else {
        return Graded { step: replay.player.step() + 1, goal: String::new(), reached, moves: 0, par };
    };
    let goal: Vec<String> = goal.into_iter().map(|line| line.label).collect();
    let moves = success.map_or(0, |success| success.moves);
    Graded { step: replay.player.step() + 1, goal: goal.join(", "), reached, moves, par }
}

/// A session that is being played again.
struct Replay<'r> {
    player: Player,
    inputs: Vec<Input>,
    at: usize,
    answers: Option<&'r PlayedLesson>,
    answered: usize,
    right: usize,
}

impl Replay<'_> {
    fn next(&mut self) -> Option<Input> {
        let input = self.inputs.get(self.at).copied();
        self.at += usize::from(input.is_some());
        input
    }

    /// What has happened before the first step has to have happened in the session as well.
    fn opening(&mut self) -> Result<(), Option<String>> {
        for step in 0..self.player.history().step() {
            let (lesson, session) = (self.player.history().input_after(step), self.next());
            if lesson != session {
                return Err(session.map(|session| format!("it begins with `{session}`, and the lesson does not")));
            }
        }
        Ok(())
    }

    /// What happens by itself has to have happened in the session as well.
    fn script(&mut self) -> Result<(), Option<String>> {
        while self.player.is_playing() {
            if let Some(pending) = self.player.pending() {
                match self.next() {
                    None => return Err(None),
                    Some(input) if input == pending.input => {}
                    Some(input) => {
                        let step = self.player.step() + 1;
                        return Err(Some(format!(
                            "in step {step} the lesson does `{}`, and the session `{input}`",
                            pending.input
                        )));
                    }
                }
            }
            self.player.pump();
        }
        Ok(())
    }

    /// The answer that was handed in; without one the right one, which counts for nothing.
    fn answer(&mut self) -> Result<(), Option<String>> {
        let Some(right) = self.player.right_answer() else { return Ok(()) };
        let given = match self.answers {
            None => None,
            Some(played) => Some(played.answers.get(self.answered).ok_or(None)?),
        };
        let value: Value = match given {
            None => right.clone(),
            Some(text) => self.player.read_answer(text).ok_or_else(|| {
                Some(format!("`{text}` is no answer to the question of step {}", self.player.step() + 1))
            })?,
        };
        if given.is_some() {
            self.answered += 1;
            self.right += usize::from(value == right);
        }
        if !self.player.answer_value(&value) {
            return Err(Some(format!("`{value}` is not offered in step {}", self.player.step() + 1)));
        }
        Ok(())
    }

    /// The learner's own inputs, until the goal is reached; whether it is.
    fn act(&mut self) -> Result<bool, Option<String>> {
        loop {
            if matches!(self.player.page(), Page::Act { reached: true, .. }) {
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
                return Err(Some(format!("in step {} `{input}` is not possible", self.player.step() + 1)));
            }
        }
    }
}
