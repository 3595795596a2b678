//! Which end the keys spoke for, moment by moment: who takes an action back gets its moment back, with the end that was active.

use crate::sim::Side;

/// The session's steps at which a page began or something was done, each with the end that was active then.
#[derive(Clone, Debug, Default)]
pub(super) struct Ends(Vec<(usize, Side)>);

impl Ends {
    /// From this step on this end is the active one.
    pub fn note(&mut self, step: usize, active: Side) {
        self.0.retain(|(known, _)| *known < step);
        self.0.push((step, active));
    }

    /// The end that was active at a step.
    pub fn at(&self, step: usize) -> Option<Side> {
        self.0.iter().rev().find(|(known, _)| *known <= step).map(|(_, active)| *active)
    }
}
