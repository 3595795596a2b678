//! Free play in a session, perhaps one that a lesson was left for.

use crate::lesson::Player;
use crate::session::{Branch, History};
use crate::sim::Input;

/// Free play.
pub struct Sandbox {
    /// The session.
    pub history: History,
    /// The step that the game has got to: the screen may be looking at an earlier one, and what was taken back lies behind it.
    pub present: usize,
    /// The lesson that was left for it.
    pub left: Option<Box<Player>>,
    /// The step at which free play began: what happened before is not the learner's to take back.
    from: usize,
}

impl Sandbox {
    /// Free play that goes on with this session.
    #[must_use]
    pub fn of(history: History) -> Self {
        Self { present: history.step(), history, left: None, from: 0 }
    }

    /// Free play from where a lesson is.
    #[must_use]
    pub fn instead_of(player: Box<Player>) -> Self {
        let history = player.history().clone();
        Self { from: history.step(), left: Some(player), ..Self::of(history) }
    }

    /// The same free play as it was left, for the lesson that it was left for.
    #[must_use]
    pub fn again(self, player: Box<Player>) -> Self {
        Self { left: Some(player), ..self }
    }

    /// The same free play instead of a lesson that has gone on since, or back: from where it is now. What was tried stays a branch.
    #[must_use]
    pub fn moved_to(mut self, player: Box<Player>) -> Self {
        let lesson = player.history();
        let shared = self.history.inputs().zip(lesson.inputs().take(lesson.step())).take_while(|(a, b)| a == b).count();
        self.go_to(shared);
        let ahead: Vec<Input> = lesson.inputs().take(lesson.step()).skip(shared).collect();
        for input in ahead {
            self.play(input);
        }
        Self { from: self.present, left: Some(player), ..self }
    }

    /// Takes back the latest action with all that came of it, or else the time that has passed; whether there was anything.
    pub fn take_back(&mut self) -> bool {
        let here = self.history.step();
        let from = self.from.min(here);
        let passed = (self.from > 0 && here > from).then_some(from);
        let to = self.history.before_last_action(from..here).or(passed);
        to.inspect(|step| self.go_to(*step)).is_some()
    }

    /// Whether anything was tried, in it or on a branch of it, since free play began: time that passed can pass again.
    #[must_use]
    pub fn has_been_used(&self) -> bool {
        self.history.inputs().skip(self.from).any(|input| input.is_action()) || !self.history.branches().is_empty()
    }

    /// Whether anything has happened since free play began, be it only that time has passed.
    #[must_use]
    pub fn has_moved(&self) -> bool {
        self.history.inputs().nth(self.from).is_some() || !self.history.branches().is_empty()
    }

    /// Applies an input at the present step.
    pub fn play(&mut self, input: Input) {
        self.from = self.from.min(self.history.step());
        self.history.push(input);
        self.present = self.history.step();
    }

    /// A step becomes the one that the game has got to.
    pub fn go_to(&mut self, step: usize) {
        self.history.seek(step);
        self.present = self.history.step();
    }

    /// A branch becomes the present path, and its end the step that the game has got to.
    pub fn switch_to(&mut self, branch: Branch) {
        self.from = self.from.min(branch.shared);
        self.history.switch_to(branch);
        self.present = self.history.step();
    }
}
