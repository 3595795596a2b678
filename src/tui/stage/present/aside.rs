//! What if: the sandbox that a lesson is left for before a room. One press of a clicker ends it as little as it does anything else
//! that cannot be taken back: it asks first, and the sandbox waits where it was left.

use super::super::sandbox::Sandbox;
use super::super::{Game, Leads, Stage};
use crate::lesson::Player;
use crate::say;
use crate::session::History;
use crate::sim::Input;
use crate::tui::bindings::{Command, Scope};

/// A sandbox that was left for its lesson.
pub(in crate::tui::stage) struct Aside {
    sandbox: Sandbox,
    /// What had happened in the lesson where it was left.
    lesson: Vec<Input>,
}

impl Aside {
    /// The sandbox as it is, beside the lesson as it is; nothing if nothing was tried in it.
    #[must_use]
    pub fn of(sandbox: Sandbox, player: Option<&Player>) -> Option<Self> {
        let lesson = happened(player?.history());
        sandbox.has_been_used().then_some(Self { sandbox, lesson })
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

impl Stage {
    /// What the keys of the large sandbox do that mean something else, or nothing, in a usual one.
    pub(super) fn key_aside(&mut self, command: Command) -> Option<Leads> {
        match command {
            Command::Continue => self.go_on_aside(),
            Command::ToLesson => self.leave_aside(command),
            _ => return None,
        }
        Some(Leads::Nowhere)
    }

    /// What comes next happens, one event for each press, so that it can be talked about. Where nothing comes, the lesson goes on.
    fn go_on_aside(&mut self) {
        if !self.game.is_at_present() {
            self.return_to_present();
        } else if self.motion.clock.is_bound_for_an_event() {
            self.happen();
        } else if self.game.upcoming().is_some() {
            self.set_out_once();
        } else {
            self.leave_aside(Command::Continue);
        }
    }

    /// Back to the lesson; where something was tried, not before the key is pressed once more.
    pub(in crate::tui::stage) fn leave_aside(&mut self, by: Command) {
        let Game::Sandbox(sandbox) = &self.game else { return };
        if sandbox.has_been_used() && !self.window.is_confirmed(by) {
            let (language, key) = (self.settings.language, &self.key_name(by));
            let (words, again) = (&language.stage, &self.settings.keys.key_name(Command::ToSandbox, &[Scope::Lesson]));
            let told = match by {
                Command::Continue => say!(language, words.aside_rests, key, again),
                _ => say!(language, words.aside_asks, key, again),
            };
            self.window.say(told);
        } else {
            self.return_to_lesson();
        }
    }
}
