//! What if: the sandbox that a lesson is left for before a room. One press of a clicker ends it as little as it does anything else
//! that cannot be taken back: it asks first, and the sandbox waits where it was left.

use super::super::{Game, Leads, Stage};
use crate::say;
use crate::tui::bindings::{Command, Scope};

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
        if self.game.is_at_present() && self.game.upcoming().is_none() && !self.motion.clock.is_bound_for_an_event() {
            return self.leave_aside(Command::Continue);
        }
        // Something happens: what was asked about before is no longer meant.
        self.window.confirming = None;
        if !self.game.is_at_present() {
            self.return_to_present();
        } else if self.motion.clock.is_bound_for_an_event() {
            self.happen();
        } else {
            self.set_out_once();
        }
    }

    /// The command that a key asks about: whichever leads from the large sandbox to its lesson asks about the same.
    pub(in crate::tui::stage) fn asks_about(&self, command: Command) -> Command {
        let aside = self.shown_large().is_some() && self.game.lesson().is_none() && self.game.player().is_some();
        match command {
            Command::Continue | Command::Leave | Command::Dismiss if aside => Command::ToLesson,
            command => command,
        }
    }

    /// Back to the lesson; where something was tried, not before one of the keys that lead there is pressed once more.
    pub(in crate::tui::stage) fn leave_aside(&mut self, by: Command) {
        let Game::Sandbox(sandbox) = &self.game else { return };
        if sandbox.has_been_used() && !self.window.is_confirmed(self.asks_about(by)) {
            let (language, key) = (self.settings.language, &self.key_pressed_for(by));
            let (words, again) = (&language.stage, &self.settings.keys.key_name(Command::ToSandbox, &[Scope::Lesson]));
            let message = match by {
                Command::Continue if sandbox.history.world().next_due().is_some() => {
                    let step = &self.key_name(Command::Step);
                    say!(language, words.aside_timers, step, key, again)
                }
                Command::Continue => say!(language, words.aside_rests, key, again),
                _ => say!(language, words.aside_asks, key, again),
            };
            self.window.say(message);
        } else {
            self.return_to_lesson();
        }
    }
}
