//! What it takes to drive a game whose world can be driven: the sandbox and a lesson differ in these things, and in no others.

use super::sandbox::Sandbox;
use crate::lesson::{Page, Player, Tried};
use crate::session::History;
use crate::sim::Input;
use crate::tcp::Instant;
use std::time::Duration;

/// A game whose world can be driven.
pub trait Drive {
    /// The session.
    fn history(&self) -> &History;

    /// The session, to travel in.
    fn history_mut(&mut self) -> &mut History;

    /// The step that the game has got to: the screen may be looking at an earlier one, and what was taken back lies behind it.
    fn present(&self) -> usize;

    /// Takes back the latest action with all that came of it; whether there was one.
    fn undo(&mut self) -> bool;

    /// Does again what was taken back; whether there was anything.
    fn redo(&mut self) -> bool;

    /// When the next thing happens by itself: in a lesson's script, or because it is due and not only a matter of patience.
    /// In the sandbox's past it is what happened then.
    fn upcoming(&self) -> Option<Instant>;

    /// Lets it happen.
    fn play_upcoming(&mut self);

    /// Plays the learner's own input; what there is to say about it.
    fn submit(&mut self, input: Input) -> Option<String>;

    /// Time passes without anything falling due in it.
    fn pass(&mut self, time: Duration);

    /// Whether an input is among what an exercise allows; the sandbox allows all.
    fn permits(&self, input: &Input) -> bool;
}

impl Drive for Sandbox {
    fn history(&self) -> &History {
        &self.history
    }

    fn history_mut(&mut self) -> &mut History {
        &mut self.history
    }

    fn present(&self) -> usize {
        self.present
    }

    fn undo(&mut self) -> bool {
        self.take_back()
    }

    fn redo(&mut self) -> bool {
        let behind = self.history.step() < self.history.steps();
        self.go_to(self.history.after_next_action());
        behind
    }

    fn upcoming(&self) -> Option<Instant> {
        let world = self.history.world();
        match self.history.input_after(self.history.step()) {
            _ if self.history.step() >= self.present => world.next_lively(),
            Some(Input::Step) => Some(world.next_due().unwrap_or(world.now())),
            Some(Input::Advance(time)) => Some(world.now().plus(time)),
            Some(_) => Some(world.now()),
            None => world.next_lively(),
        }
    }

    fn play_upcoming(&mut self) {
        if self.history.step() < self.present {
            self.history.forward();
        } else {
            self.play(Input::Step);
        }
    }

    fn submit(&mut self, input: Input) -> Option<String> {
        self.play(input);
        None
    }

    fn pass(&mut self, time: Duration) {
        self.play(Input::Advance(time));
    }

    fn permits(&self, _: &Input) -> bool {
        true
    }
}

impl Drive for Player {
    fn history(&self) -> &History {
        Self::history(self)
    }

    fn history_mut(&mut self) -> &mut History {
        Self::history_mut(self)
    }

    fn present(&self) -> usize {
        self.head()
    }

    fn undo(&mut self) -> bool {
        Self::undo(self)
    }

    fn redo(&mut self) -> bool {
        Self::redo(self)
    }

    fn upcoming(&self) -> Option<Instant> {
        let world = Self::history(self).world();
        match (self.pending(), self.page()) {
            (Some(pending), _) => Some(pending.due.unwrap_or(world.now())),
            (None, Page::Act { reached: false, paused: false, .. }) => world.next_lively(),
            (None, _) => None,
        }
    }

    fn play_upcoming(&mut self) {
        if self.pending().is_some() {
            self.pump();
        } else {
            self.step_world();
        }
    }

    fn submit(&mut self, input: Input) -> Option<String> {
        match self.try_input(input) {
            Tried::Refused(why) => Some(why.to_owned()),
            // A wrong input's answer stands on the page itself.
            Tried::Taken | Tried::Reached | Tried::Wrong(_) => None,
        }
    }

    fn pass(&mut self, time: Duration) {
        Self::pass(self, time);
    }

    fn permits(&self, input: &Input) -> bool {
        match self.page() {
            Page::Act { allow: Some(allow), .. } => allow.permits(input),
            _ => true,
        }
    }
}
