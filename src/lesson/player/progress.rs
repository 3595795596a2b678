//! What the player remembers of each step.

use super::super::fresh::Fresh;
use super::super::goal::Tally;
use super::super::model::Task;
use super::super::page::{Choice, Success};
use super::super::predict::Value;

/// What the player remembers of a step, by what the step asks of the learner.
#[derive(Clone, Debug)]
pub enum Progress {
    /// It only tells.
    Tell,
    /// It asks.
    Ask(Asked),
    /// It gives something to do.
    Act(Doing),
}

/// What became of a question.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The answers offered.
    pub choices: Vec<Choice>,
    /// Which of them is right.
    pub answer: usize,
    /// Which was given.
    pub picked: Option<usize>,
    /// The session's step at which it was given: what happens then is the answer.
    pub at: Option<usize>,
    /// The true answer, where it is typed and nothing is offered.
    pub truth: Option<Value>,
    /// Fresh questions after wrong answers.
    pub fresh: Vec<Fresh>,
}

/// What became of something to do.
#[derive(Clone, Debug, Default)]
pub struct Doing {
    /// How many of the author's hints were given.
    pub hints: usize,
    /// The latest hint, until the next action.
    pub hinted: Option<String>,
    /// What was said about actions that do not help, each with the session's step after it: it holds until they are undone.
    pub blunders: Vec<(usize, String)>,
    /// The way to the goal, once it is reached.
    pub success: Option<Success>,
    /// The learner's turn; not before the step's own script is over.
    pub turn: Option<Turn>,
}

/// The time in which the learner may act.
#[derive(Clone, Debug)]
pub struct Turn {
    /// The session's step at which it begins.
    pub from: usize,
    /// What has happened since then, as far as the goal asks: one for each step of the session.
    pub traces: Vec<Trace>,
    /// The session's step at which the goal was reached.
    pub reached_at: Option<usize>,
    /// The session's step at which the page was turned: who comes back finds what is done still done.
    pub left_at: Option<usize>,
}

/// What has happened in an exercise up to one step of the session.
#[derive(Clone, Debug, Default)]
pub struct Trace {
    pub tally: Tally,
    pub faults: u32,
}

impl Progress {
    /// Nothing has been done in a step of this kind.
    pub fn of(task: &Task) -> Self {
        match task {
            Task::Say => Self::Tell,
            Task::Ask(_) => Self::Ask(Asked::default()),
            Task::Act(_) => Self::Act(Doing::default()),
        }
    }

    /// A question or a task is open again, as if it had been put to nobody.
    pub fn reopen(&mut self) {
        match self {
            Self::Tell => {}
            Self::Ask(asked) => {
                (asked.picked, asked.at) = (None, None);
                asked.fresh.clear();
            }
            Self::Act(_) => self.forget_turn(),
        }
    }

    /// What was done was on a path that was left.
    pub fn forget_turn(&mut self) {
        if let Self::Act(doing) = self {
            doing.turn = None;
        }
    }

    /// The step is begun, for the first time or again: what was said is said no longer. The answers stay, and so does what was
    /// solved.
    pub fn begin(&mut self) {
        match self {
            Self::Tell => {}
            Self::Ask(asked) => asked.fresh.clear(),
            Self::Act(doing) => {
                doing.hinted = None;
                doing.blunders.clear();
                doing.turn = doing.turn.take().filter(|turn| turn.solved().is_some());
            }
        }
    }
}

impl Turn {
    /// The session's step at which the page was turned, if the goal was reached there.
    pub fn solved(&self) -> Option<usize> {
        self.left_at.filter(|left| self.reached_at.is_some_and(|reached| reached <= *left))
    }
}

impl Asked {
    /// Whether an answer is waited for.
    pub fn is_open(&self) -> bool {
        self.fresh.last().map_or(self.picked, |fresh| fresh.picked).is_none()
    }

    /// Whether the latest answer is right.
    pub fn was_right(&self) -> bool {
        match self.fresh.last() {
            Some(fresh) => fresh.picked == Some(fresh.answer),
            None => self.picked == Some(self.answer),
        }
    }

    /// The right answer.
    pub fn right(&self) -> Option<Value> {
        match (self.fresh.last(), &self.truth) {
            (Some(fresh), _) => Some(fresh.choices[fresh.answer].value.clone()),
            (None, Some(truth)) => Some(truth.clone()),
            (None, None) => self.choices.get(self.answer).map(|choice| choice.value.clone()),
        }
    }

    /// The answer that was given to the lesson's own question.
    pub fn given(&self) -> Option<&Value> {
        self.choices.get(self.picked?).map(|choice| &choice.value)
    }

    /// The answer is typed, and this is the true one. One that comes out otherwise than before makes a fresh question.
    pub fn expect(&mut self, truth: Value) {
        if self.truth.as_ref() != Some(&truth) {
            (self.choices, self.picked, self.truth) = (Vec::new(), None, Some(truth));
        }
    }

    /// These answers are offered, and this one is right. Others than before make a fresh question.
    pub fn offer(&mut self, choices: Vec<Choice>, answer: usize) {
        if self.choices != choices || self.answer != answer {
            (self.choices, self.answer, self.picked) = (choices, answer, None);
        }
    }
}

impl Doing {
    /// What the page says to the learner's actions.
    pub fn said(&self) -> Option<&str> {
        self.hinted.as_deref().or(self.blunders.last().map(|(_, says)| says.as_str()))
    }

    /// The session's step at which the learner's turn begins.
    pub fn from(&self) -> Option<usize> {
        self.turn.as_ref().map(|turn| turn.from)
    }

    /// The session's step at which the goal was reached.
    pub fn reached_at(&self) -> Option<usize> {
        self.turn.as_ref()?.reached_at
    }

    /// The page is turned at this step of the session.
    pub fn leave(&mut self, step: usize) {
        if let Some(turn) = &mut self.turn {
            turn.left_at = Some(step);
        }
    }

    /// What has happened up to one of the session's steps.
    pub fn trace_at(&self, step: usize) -> Trace {
        let Some(turn) = &self.turn else { return Trace::default() };
        let at = step.checked_sub(turn.from);
        at.and_then(|at| turn.traces.get(at)).or(turn.traces.first()).cloned().unwrap_or_default()
    }

    /// The learner's turn begins at this step of the session, if it has not begun there.
    pub fn begin_turn(&mut self, from: usize, tally: Tally, reached: bool) {
        if self.from() != Some(from) {
            self.success = None;
            self.turn = Some(Turn { from, traces: vec![Trace { tally, faults: 0 }], reached_at: None, left_at: None });
        }
        if let Some(turn) = self.turn.as_mut().filter(|_| reached) {
            turn.reached_at = turn.reached_at.or(Some(from));
        }
    }

    /// An input led to this step of the session, and whether the goal is reached with it.
    pub fn note(&mut self, step: usize, trace: Trace, reached: bool) {
        let Some(turn) = &mut self.turn else { return };
        turn.traces.truncate(step - turn.from);
        turn.traces.push(trace);
        turn.reached_at = if reached { Some(step) } else { turn.reached_at.filter(|reached| *reached < step) };
    }

    /// The session is at an earlier or later of its steps: what was said about later ones is no longer true.
    pub fn move_to(&mut self, step: usize) {
        self.hinted = None;
        self.blunders.retain(|(at, _)| *at <= step);
    }

    /// What was said earlier is about another moment: something else was done since, and has changed a state.
    pub fn overtake(&mut self) {
        self.blunders.clear();
    }

    /// What there is to say about the input that led to this step of the session.
    pub fn comment(&mut self, step: usize, wrong: Option<String>, reached: bool) {
        self.hinted = None;
        self.blunders.retain(|(of, _)| *of < step && !reached);
        self.blunders.extend(wrong.filter(|_| !reached).map(|says| (step, says)));
    }
}
