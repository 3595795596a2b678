//! What the keys of time do: play, step, look back, undo.

use super::{Drive, Stage};
use crate::say;
use crate::sim::Input;
use crate::tcp::Instant;
use crate::tui::bindings::Command;

impl Stage {
    pub(super) fn play_or_pause(&mut self) {
        if self.game.driven().is_none() && self.game.is_at_present() {
            return self.play_again();
        }
        if self.motion.clock.playing && !self.motion.clock.is_under_way() && self.game.upcoming().is_some() {
            return self.start_next();
        }
        if self.motion.clock.playing && self.game.upcoming().is_none() && self.game.is_at_present() {
            self.window.notice = Some(self.why_nothing_moves());
            return;
        }
        self.motion.clock.playing = !self.motion.clock.playing;
        self.motion.waits = false;
        if self.motion.clock.playing {
            self.start_next();
        } else {
            self.stop_here();
        }
    }

    /// What is only shown, and was seen to its end, happens again from the beginning; without animation its beginning is shown.
    fn play_again(&mut self) {
        self.game.seek(0);
        self.motion.clock.playing = self.settings.animate;
        self.motion.waits = false;
        self.on_jump();
        if self.settings.animate {
            self.start_next();
        } else {
            let (language, key) = (self.settings.language, &self.key_name(Command::Step));
            self.window.notice = Some(say!(language, language.windows.shown_again, key));
        }
    }

    /// Time stops at the moment that is shown, so that an arrow stays where it is.
    pub(super) fn stop_here(&mut self) {
        let shown = self.shown();
        if !self.game.is_at_present() || self.game.is_timeless() {
            return self.motion.clock.halt_at(shown);
        }
        let before = self.game.step();
        self.motion.clock.arrive();
        let passed = shown.since(self.game.timeline().now());
        if !passed.is_zero() {
            self.game.pass(passed);
            self.follow_history(before, Instant::ZERO);
        }
    }

    pub(super) fn why_nothing_moves(&self) -> String {
        let language = self.settings.language;
        let Some(world) = self.game.world() else {
            let key = &self.key_name(Command::PlayPause);
            return say!(language, language.windows.shown_all, key);
        };
        match world.next_due() {
            Some(at) => {
                say!(language, language.stage.timer_next, time = at.since(world.now()))
            }
            None => language.stage.nothing_due.to_owned(),
        }
    }

    pub(super) fn step(&mut self) {
        if !self.game.is_at_present() {
            return self.travel(|step, _| step + 1);
        }
        let before = self.game.step();
        let script = self.game.has_script_left();
        if !script && self.game.lesson().is_some() && !self.game.is_acting() {
            self.window.notice = self.game.driven_mut().and_then(|lesson| lesson.submit(Input::Step));
            return;
        }
        if script {
            self.happen();
            self.start_next();
            return;
        }
        self.motion.clock.arrive();
        if self.game.world().is_none_or(|world| world.next_due().is_none()) {
            self.window.notice = Some(self.why_nothing_moves());
            return;
        }
        self.game.play_upcoming();
        self.follow_history(before, Instant::ZERO);
        self.motion.clock.playing &= self.game.lesson().is_some();
    }

    pub(super) fn undo(&mut self) {
        self.finish_playback();
        self.stand_still();
        if self.game.driven_mut().is_some_and(Drive::undo) {
            self.on_jump();
            self.start_next();
        } else {
            self.window.notice = Some(self.settings.language.stage.nothing_to_undo.to_owned());
        }
    }

    pub(super) fn redo(&mut self) {
        self.finish_playback();
        if self.game.driven_mut().is_some_and(Drive::redo) {
            self.on_jump();
        } else {
            self.window.notice = Some(self.settings.language.stage.nothing_to_redo.to_owned());
        }
    }

    /// In the past of the sandbox time stands still until somebody does something there, or lets it run.
    pub fn stand_still(&mut self) {
        if self.game.replays_the_past() {
            self.motion.stand_still();
        }
    }

    pub(super) fn return_to_present(&mut self) {
        if !self.game.is_at_present() {
            self.game.resume();
            self.on_jump();
            self.start_next();
        }
    }

    pub(super) fn travel(&mut self, to: impl Fn(usize, usize) -> usize) {
        let present = self.game.present();
        let step = self.game.step();
        let to = to(step, present).min(present);
        if to != step {
            self.game.seek(to);
            if to < present {
                self.stand_still();
            }
            self.on_jump();
            self.start_next();
        }
    }
}
