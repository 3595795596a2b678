//! Which end the keys spoke for, moment by moment: who takes a deed back gets its moment back, with the end that was active.

use super::{Game, Stage};
use crate::sim::Side;

/// The session's steps at which a page began or a deed was done, each with the end that was active then.
#[derive(Clone, Debug, Default)]
pub struct Ends(Vec<(usize, Side)>);

impl Ends {
    fn note(&mut self, step: usize, active: Side) {
        self.0.retain(|(known, _)| *known < step);
        self.0.push((step, active));
    }

    fn at(&self, step: usize) -> Option<Side> {
        self.0.iter().rev().find(|(known, _)| *known <= step).map(|(_, active)| *active)
    }
}

impl Stage {
    /// From this moment on the active end is remembered.
    pub(super) fn note_end(&mut self) {
        self.ends.note(self.game.history().step(), self.focus);
    }

    /// In a lesson the keys speak for the end that was active at this moment.
    pub(super) fn return_to_its_end(&mut self) {
        if matches!(self.game, Game::Lesson(_)) {
            self.focus = self.ends.at(self.game.history().step()).unwrap_or(self.focus);
        }
    }
}
