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
}

impl Sandbox {
    /// Free play that goes on with this session.
    #[must_use]
    pub fn of(history: History) -> Self {
        Self { present: history.step(), history, left: None }
    }

    /// Free play from where a lesson is.
    #[must_use]
    pub fn instead_of(player: Box<Player>) -> Self {
        let history = player.history().clone();
        Self { left: Some(player), ..Self::of(history) }
    }

    /// Applies an input at the present step.
    pub fn play(&mut self, input: Input) {
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
        self.history.switch_to(branch);
        self.present = self.history.step();
    }
}
