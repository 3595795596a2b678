//! From an action, or from time that passes, to what the stage shows of it.

use super::Stage;
use super::clock::FRAME;
use super::crowd::Crowd;
use super::derived::{Changed, shown_ends};
use super::motion::latency_in_flight;
use crate::lesson::{Page, Player};
use crate::narrate;
use crate::say;
use crate::sim::{Input, PacketId, Side};
use crate::tcp::{Instant, Reply};
use std::time::Duration;

/// Without animation, what runs by itself stops after this many events.
const MOST_AT_ONCE: usize = 1000;

impl Stage {
    /// The moment that the screen shows.
    #[must_use]
    pub fn shown(&self) -> Instant {
        self.motion.clock.shown(self.game.timeline().now())
    }

    /// How long until the next frame; `None` while nothing moves.
    #[must_use]
    pub fn next_wake(&self) -> Option<Duration> {
        self.wake_for_show(self.next_frame())
    }

    /// How long until the next frame of what moves.
    pub(super) fn next_frame(&self) -> Option<Duration> {
        let moves = self.settings.animate && self.motion.is_under_way() && self.window.overlay.is_none();
        moves.then_some(FRAME)
    }

    /// Whether something runs by itself now, or would if time were let run.
    #[must_use]
    pub fn is_moving(&self) -> bool {
        self.motion.clock.is_bound_for_an_event() || self.game.has_script_left()
    }

    /// Real time passes.
    pub fn tick(&mut self, elapsed: Duration) {
        let passed = self.pass_in_show(elapsed);
        if self.motion.tick(passed) {
            self.happen();
            self.start_next();
        }
        self.after_tick(elapsed);
    }

    /// Sets the clock going towards what comes next, if time runs; without animation it happens here and now.
    pub fn start_next(&mut self) {
        let may = self.game.is_at_present() || self.game.replays_the_past();
        if !self.motion.clock.playing || self.motion.clock.is_bound_for_an_event() || !may {
            return;
        }
        if !self.settings.animate {
            return self.run_at_once();
        }
        self.depart();
    }

    /// Time runs to what comes next, and rests again when it has happened.
    pub(super) fn set_out_once(&mut self) {
        if self.settings.animate { self.depart() } else { self.happen() }
    }

    fn depart(&mut self) {
        let Some(at) = self.game.upcoming() else { return self.show_flight() };
        let (shown, latency) = (self.shown(), self.game.world().and_then(latency_in_flight));
        self.motion.clock.start_towards(shown, at.max(shown), latency);
        if self.game.world().is_some_and(Crowd::is_there) {
            self.motion.clock.hurry();
        }
    }

    fn run_at_once(&mut self) {
        for _ in 0..MOST_AT_ONCE {
            if self.game.upcoming().is_none() {
                return self.show_flight();
            }
            self.happen();
        }
    }

    fn show_flight(&mut self) {
        if let Some(world) = self.game.world() {
            self.motion.show_flight(world, self.settings.animate);
        }
    }

    /// What comes next happens, and the stage follows.
    pub fn happen(&mut self) {
        let (before, seen, scripted) = (self.game.step(), self.shown(), self.game.is_playing_script());
        self.game.play_upcoming();
        self.catch_up(before, seen);
        self.begin_task(scripted);
    }

    /// Follows what a lesson did by itself since the step `before`, when the screen showed this moment. The screen does not go back
    /// in time where it has shown segments on their way that the lesson has let rest.
    pub(super) fn catch_up(&mut self, before: usize, seen: Instant) {
        self.motion.clock.arrive();
        self.follow_history(before, seen);
        if seen > self.game.timeline().now() {
            self.motion.clock.halt_at(seen);
        }
    }

    /// The learner does something: time stops where the screen shows it, then the input is played.
    pub fn submit(&mut self, input: Input) {
        let before = self.game.step();
        let (shown, stands) = (self.shown(), self.game.is_timeless());
        let passed = shown.since(self.game.timeline().now());
        self.motion.clock.arrive();
        self.motion.go_on();
        if !passed.is_zero() && !stands {
            self.game.pass(passed);
        }
        let said = self.game.driven_mut().and_then(|driven| driven.submit(input));
        self.window.notice = said.or_else(|| self.refusal()).or(self.window.notice.take());
        // What is said below the ladder is about what was just done, not about a segment that has long arrived.
        self.view.selected =
            self.view.selected.filter(|id| self.game.world().is_some_and(|world| world.packet(*id).is_some()));
        self.follow_history(before, Instant::ZERO);
        if stands
            && self.game.is_timeless()
            && let Some(world) = self.game.world()
        {
            self.motion.keep_in_flight(world, shown);
        }
        self.start_next();
    }

    /// In a lesson the panel is the lesson's: that a call was refused, or found nothing left to end, is said above it.
    fn refusal(&self) -> Option<String> {
        let player = self.game.lesson()?;
        let record = player.history().last_records().last()?;
        let refused = record.outcome.reply.is_some_and(Reply::is_error);
        let message = matches!(player.page(), Page::Act { said: None, .. });
        let named = self.game.named();
        let (language, after) = (self.settings.language, player.history().world());
        let ends_nothing = narrate::closes_nothing(record, after);
        match (message, refused, ends_nothing) {
            (true, true, _) => Some(narrate::describe(language, record, named.as_deref(), after)),
            (true, _, true) => Some(say!(language, language.stage.nothing_to_end, who = &named[record.side])),
            _ => None,
        }
    }

    /// Follows the history from the step `before` to the present one: ladder, tokens, what was seen, what is possible. The screen
    /// may have got further in time than the world, to the moment `seen`.
    pub(super) fn follow_history(&mut self, before: usize, seen: Instant) {
        let timeline = self.game.timeline();
        if timeline.step() < before {
            return self.on_jump();
        }
        let animate = self.settings.animate;
        // In the sandbox, and in a task, the keys stay with the end that they speak for; a question's own diagram stays, too.
        let acts = self.game.lesson().is_none() || self.game.is_acting() && !self.game.is_playing_script();
        let asked_about = self.game.lesson().and_then(Player::asked_about);
        let steps = before + 1..timeline.step() + 1;
        timeline.each_record(steps.clone(), &mut |_, record| {
            if let Some(side) = self.play.turns_to(record, acts) {
                self.view.focus = asked_about.unwrap_or(side);
            }
        });
        // A token is about the connection that its diagram shows: among several, none of the others moves it.
        let on_diagrams = shown_ends(&self.game, &self.view).map(|end| end.connection);
        for (side, connection) in &on_diagrams {
            if *connection != self.derived.ends[side].connection {
                self.motion.tokens[side].clear();
            }
        }
        timeline.each_record(steps, &mut |step, record| {
            let is_on_diagram = on_diagrams[record.side].is_none_or(|id| record.connection() == Some(id));
            self.motion.follow((step, record), seen, animate && is_on_diagram);
            self.play.seen.walk(record);
        });
        self.view.scroll = 0;
        self.refresh();
    }

    /// The present step has changed in another way than by going on: nothing moves, and the ladder is rebuilt.
    pub fn on_jump(&mut self) {
        self.motion.jump(self.game.timeline());
        self.view.scroll = 0;
        self.refresh();
    }

    /// The present step, or the page, is another one.
    pub(super) fn refresh(&mut self) {
        let is_on_ladder = |id: &PacketId| self.motion.ladder.arrow(*id).is_some();
        self.view.selected = self.view.selected.filter(is_on_ladder);
        self.derive(Changed::Step);
        self.play.seen.visit(&self.derived.ends);
    }

    /// Derives what depends on what has changed.
    pub(super) fn derive(&mut self, changed: Changed) {
        self.derived.rebuild(changed, &self.game, &self.view, &self.settings);
    }

    /// Changes which endpoint the keys speak for.
    pub fn focus_on(&mut self, side: Side) {
        self.view.focus = side;
        self.derive(Changed::Focus);
    }
}
