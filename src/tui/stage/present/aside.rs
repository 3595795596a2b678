//! A sandbox that was left for the lesson that is presented: it waits as it was.

use super::super::sandbox::Sandbox;
use crate::lesson::Player;
use crate::session::History;
use crate::sim::Input;

/// A sandbox that was left for its lesson.
pub struct Aside {
    sandbox: Sandbox,
    /// What had happened in the lesson where it was left.
    lesson: Vec<Input>,
}

impl Aside {
    /// The sandbox as it is, beside the lesson as it is; nothing if nothing has happened in it.
    #[must_use]
    pub fn of(sandbox: Sandbox, player: Option<&Player>) -> Option<Self> {
        let lesson = happened(player?.history());
        sandbox.has_moved().then_some(Self { sandbox, lesson })
    }

    /// Whether the lesson is where the sandbox was left.
    #[must_use]
    pub fn was_left_at(&self, lesson: &History) -> bool {
        happened(lesson) == self.lesson
    }

    /// The sandbox again: as it was where the lesson has not moved, and else from where the lesson is now.
    #[must_use]
    pub fn instead_of(self, player: Box<Player>) -> Sandbox {
        if self.was_left_at(player.history()) {
            return self.sandbox.again(player);
        }
        self.sandbox.moved_to(player)
    }
}

/// The inputs that led to the moment that is shown.
fn happened(history: &History) -> Vec<Input> {
    history.inputs().take(history.step()).collect()
}
