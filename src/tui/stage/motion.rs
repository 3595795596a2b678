//! What moves on the stage: events one after the other, arrows in flight, tokens along edges.

use super::clock::FRAME;
use super::{Game, Stage};
use crate::lesson::Page;
use crate::narrate;
use crate::sim::{Input, Side};
use crate::tcp::{EdgeId, Instant, Reply};
use std::collections::VecDeque;
use std::time::Duration;

/// A token's way along an edge.
const TOKEN: Duration = Duration::from_millis(600);
/// How far segments have come where a lesson rests while they are in flight.
const HALFWAY: f64 = 0.6;
/// Without animation, what runs by itself stops after so many events.
const MOST_AT_ONCE: usize = 1000;

/// The edges that a side's token still has to travel; the front one is under way.
#[derive(Clone, Debug, Default)]
pub struct Token {
    edges: VecDeque<EdgeId>,
    passed: Duration,
}

impl Token {
    /// Adds an edge to travel.
    pub fn push(&mut self, edge: EdgeId) {
        self.edges.push_back(edge);
    }

    /// The edge under way and how far the token is on it, from 0 to 1.
    #[must_use]
    pub fn under_way(&self) -> Option<(EdgeId, f32)> {
        let edge = self.edges.front()?;
        Some((*edge, (self.passed.as_secs_f32() / TOKEN.as_secs_f32()).min(1.0)))
    }

    /// Forgets all edges.
    pub fn clear(&mut self) {
        self.edges.clear();
        self.passed = Duration::ZERO;
    }

    fn tick(&mut self, elapsed: Duration) {
        if self.edges.is_empty() {
            return;
        }
        self.passed += elapsed;
        if self.passed >= TOKEN {
            self.passed = Duration::ZERO;
            self.edges.pop_front();
        }
    }
}

impl Stage {
    /// The moment that the screen shows.
    #[must_use]
    pub fn shown(&self) -> Instant {
        self.clock.shown(self.game.world().now())
    }

    /// How long until the next frame; `None` while nothing moves.
    #[must_use]
    pub fn next_wake(&self) -> Option<Duration> {
        self.wake_for_show(self.next_frame())
    }

    /// How long until the next frame of what moves.
    pub(super) fn next_frame(&self) -> Option<Duration> {
        let moves = self.clock.is_under_way() || self.tokens.iter().any(|token| token.under_way().is_some());
        (self.settings.animate && moves && self.overlay.is_none()).then_some(FRAME)
    }

    /// Real time passes.
    pub fn tick(&mut self, elapsed: Duration) {
        let passed = self.pass_in_show(elapsed);
        self.move_on(passed);
        self.after_tick(elapsed);
    }

    fn move_on(&mut self, elapsed: Duration) {
        let scaled = self.clock.scale(elapsed);
        for token in &mut self.tokens {
            token.tick(scaled);
        }
        if self.clock.tick(elapsed) {
            self.happen();
            self.set_out();
        }
    }

    /// Sets the clock going towards what comes next, if time runs; without animation it happens here and now.
    pub fn set_out(&mut self) {
        let may = self.game.is_at_present() || matches!(self.game, Game::Sandbox { .. });
        if !self.clock.playing || self.clock.is_bound_for_an_event() || !may {
            return;
        }
        if !self.settings.animate {
            return self.run_at_once();
        }
        let Some(at) = self.game.upcoming() else { return self.show_flight() };
        let (shown, latency) = (self.shown(), self.latency_in_flight());
        self.clock.set_out(shown, at.max(shown), latency);
    }

    /// The longest latency of what is on its way.
    fn latency_in_flight(&self) -> Option<Duration> {
        let world = self.game.world();
        let arriving = world.packets().iter().filter(|packet| packet.arrives.is_some());
        arriving.map(|packet| world.link().latency[packet.id.from.index()]).max()
    }

    /// A lesson may rest while segments are in flight: they are shown on their way and not at its beginning.
    fn show_flight(&mut self) {
        let Some(halfway) = self.halfway() else { return };
        let shown = self.shown();
        if halfway > shown && self.settings.animate {
            self.clock.set_out_to_halt(shown, halfway, self.latency_in_flight());
        } else if halfway > shown {
            self.clock.halt_at(halfway);
        }
    }

    /// The moment at which what arrives next is well on its way.
    fn halfway(&self) -> Option<Instant> {
        let world = self.game.world();
        // Counted from where the latest of them was seen to leave, so that it is not the longer on its way the more often one asks.
        let from = world.now().max(self.ladder.latest_departure().unwrap_or_default());
        let arrives = world.packets().iter().filter_map(|packet| packet.arrives).min()?;
        Some(from.plus(arrives.since(from).mul_f64(HALFWAY)))
    }

    fn run_at_once(&mut self) {
        for _ in 0..MOST_AT_ONCE {
            if self.game.upcoming().is_none() {
                return self.show_flight();
            }
            self.happen();
        }
    }

    /// What comes next happens, and the stage takes notice.
    pub fn happen(&mut self) {
        let (before, seen) = (self.game.history().step(), self.shown());
        self.game.take_upcoming();
        self.catch_up(before, seen);
    }

    /// Follows what a lesson did by itself since the step `before`, when the screen showed this moment. The screen does not go back
    /// in time where it has shown segments on their way that the lesson has let rest.
    pub(super) fn catch_up(&mut self, before: usize, seen: Instant) {
        self.clock.arrive();
        self.take_notice_at(before, seen);
        if seen > self.game.world().now() {
            self.clock.halt_at(seen);
        }
    }

    /// The learner does something: time stops where the screen shows it, then the input is taken.
    pub fn take(&mut self, input: Input) {
        let before = self.game.history().step();
        let (shown, stands) = (self.shown(), self.game.is_timeless());
        let passed = shown.since(self.game.world().now());
        self.clock.arrive();
        self.clock.playing |= std::mem::take(&mut self.waits);
        if !passed.is_zero() && !stands {
            self.game.pass(passed);
        }
        let said = self.game.take(input);
        self.notice = said.or_else(|| self.refusal()).or(self.notice.take());
        // What is said below the ladder is about what was just done, not about a segment that has long arrived.
        self.selected = self.selected.filter(|id| self.game.world().packet(*id).is_some());
        self.take_notice(before);
        self.note_end();
        if stands && self.game.is_timeless() {
            self.keep_in_flight(shown);
        }
        self.set_out();
    }

    /// Time stands still, and so do the arrows: what was sent a moment ago has come no further than what is sent now.
    fn keep_in_flight(&mut self, shown: Instant) {
        if let Some(halfway) = self.halfway() {
            self.clock.halt_at(shown.min(halfway));
        }
    }

    /// In a lesson the panel is the lesson's: that a call was refused is said above it.
    fn refusal(&self) -> Option<String> {
        let Game::Lesson(player) = &self.game else { return None };
        let record = player.history().last_records().last()?;
        let refused = record.outcome.reply.is_some_and(Reply::is_error);
        let told = matches!(player.page(), Page::Act { said: None, .. });
        let named = self.game.named();
        let mut words = String::new();
        narrate::headline(record, &[&named[0], &named[1]], None, &mut words);
        (refused && told).then(|| format!("{words}."))
    }

    /// Follows the history from the step `before` to the present one: ladder, tokens, what is possible.
    pub fn take_notice(&mut self, before: usize) {
        self.take_notice_at(before, Instant::ZERO);
    }

    /// The same where the screen may have got further than the world.
    fn take_notice_at(&mut self, before: usize, seen: Instant) {
        let history = self.game.history();
        if history.step() < before {
            return self.jumped();
        }
        let states = history.world().states();
        for (step, record) in history.records(before + 1..history.step() + 1) {
            self.follow_the_change(&record);
            self.ladder.push_seen(step, &record, seen);
            self.seen.note([&record], states);
            if self.settings.animate {
                for edge in &record.outcome.transitions {
                    self.tokens[record.side.index()].push(*edge);
                }
            }
        }
        self.scroll = 0;
        self.refresh();
    }

    /// The present step has changed in another way than by going on: nothing moves, and the ladder is made anew.
    pub fn jumped(&mut self) {
        self.clock.arrive();
        for token in &mut self.tokens {
            token.clear();
        }
        self.rebuild_ladder();
        self.seen.note([], self.game.world().states());
        self.refresh();
    }

    /// What can be derived from the world, derived once a step and not once a frame.
    pub(super) fn refresh(&mut self) {
        let (focus, keymap) = (self.focus, &self.settings.keys);
        for side in Side::BOTH {
            let edges = self.game.world().possible_edges(side);
            let world = self.game.world();
            self.possible[side.index()] = edges
                .into_iter()
                .filter(|(_, input)| self.game.permits(input))
                .map(|(edge, input)| (edge, super::keys::key_of(keymap, world, focus, input)))
                .collect();
        }
        self.visited = self.game.visited();
        let calls = self.game.world().possible_calls(focus);
        self.calls = calls.filter(|call| self.game.permits(&Input::Call(focus, *call))).collect();
        self.explain();
        if let Some(id) = self.selected
            && self.ladder.departed(id).is_none()
        {
            self.selected = None;
        }
    }

    /// Changes which endpoint the keys speak for.
    pub fn focus_on(&mut self, side: Side) {
        self.focus = side;
        self.refresh();
    }

    /// Whether something runs by itself now, or would if time were let run.
    #[must_use]
    pub fn is_moving(&self) -> bool {
        self.clock.is_bound_for_an_event() || matches!(&self.game, Game::Lesson(player) if player.pending().is_some())
    }
}
