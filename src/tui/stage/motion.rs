//! What moves on the stage: time between two events, arrows in flight, tokens along edges.

use super::clock::Clock;
use super::token::Token;
use crate::sim::{PerSide, Record, Side, World};
use crate::tcp::{EdgeId, Instant};
use crate::timeline::Timeline;
use crate::timeline::ladder::Ladder;
use std::time::Duration;

/// How far segments have come where a lesson rests while they are in flight.
const HALFWAY: f64 = 0.6;
/// How many steps of the past the ladder is rebuilt from.
const LADDER_STEPS: usize = 300;

/// What moves.
pub(super) struct Motion {
    /// Shows virtual time while real time passes.
    pub clock: Clock,
    /// Whether time, which stands still in the past, goes on with the next action.
    pub waits: bool,
    /// Each side's way over its diagram.
    pub tokens: PerSide<Token>,
    /// The segments that flew and fly.
    pub ladder: Ladder,
}

impl Motion {
    /// Nothing moves yet.
    pub fn new(clock: Clock) -> Self {
        Self { clock, waits: false, tokens: PerSide::default(), ladder: Ladder::new() }
    }

    /// Whether anything changes from frame to frame.
    pub fn is_under_way(&self) -> bool {
        self.clock.is_under_way() || self.tokens.values().any(|token| token.under_way().is_some())
    }

    /// Real time passes; whether the next event is reached.
    pub fn tick(&mut self, elapsed: Duration) -> bool {
        let scaled = self.clock.scale(elapsed);
        for token in self.tokens.values_mut() {
            token.tick(scaled);
        }
        self.clock.tick(elapsed)
    }

    /// Time stands still until something is done, or it is let run.
    pub fn stand_still(&mut self) {
        self.waits |= self.clock.playing;
        self.clock.playing = false;
    }

    /// Something is done: time goes on if it only waited for that.
    pub fn go_on(&mut self) {
        self.clock.playing |= std::mem::take(&mut self.waits);
    }

    /// Something happened, when the screen had got to this moment. `animate`: the tokens travel along the edges that were taken.
    pub fn follow(&mut self, (step, record): (usize, &Record), seen: Instant, animate: bool) {
        self.ladder.push_seen(step, record, seen);
        if animate {
            let token = &mut self.tokens[record.side];
            record.outcome.transitions.iter().for_each(|edge| token.push(*edge));
        }
    }

    /// The present step is another one: nothing moves, and the ladder is rebuilt.
    pub fn jump(&mut self, timeline: &dyn Timeline) {
        self.clock.arrive();
        self.clear_tokens();
        let step = timeline.step();
        let from = step.saturating_sub(LADDER_STEPS);
        let start = timeline.beginning().filter(|_| from == 0);
        let mut ladder = start.map_or_else(Ladder::new, Ladder::starting);
        ladder.succeed(std::mem::take(&mut self.ladder));
        timeline.each_record(from + 1..step + 1, &mut |step, record| {
            ladder.push(step, record);
        });
        self.ladder = ladder;
    }

    /// All tokens have arrived.
    pub fn clear_tokens(&mut self) {
        self.tokens.values_mut().for_each(Token::clear);
    }

    /// The edge that a side's token travels, and how far it has come on it, from 0 to 1.
    pub fn under_way(&self, side: Side) -> Option<(EdgeId, f32)> {
        self.tokens[side].under_way()
    }

    /// A lesson may rest while segments are in flight: they are shown on their way and not at its beginning.
    pub fn show_flight(&mut self, world: &World, animate: bool) {
        let Some(halfway) = self.halfway(world) else { return };
        let shown = self.clock.shown(world.now());
        if halfway > shown && animate {
            self.clock.start_towards_halt(shown, halfway, latency_in_flight(world));
        } else if halfway > shown {
            self.clock.halt_at(halfway);
        }
    }

    /// Time stands still, and so do the arrows: what was sent a moment ago has come no further than what is sent now.
    pub fn keep_in_flight(&mut self, world: &World, shown: Instant) {
        if let Some(halfway) = self.halfway(world) {
            self.clock.halt_at(shown.min(halfway));
        }
    }

    /// The moment at which what arrives next is well on its way.
    fn halfway(&self, world: &World) -> Option<Instant> {
        // Counted from where the latest of them was seen to leave, so that it is not the longer on its way the more often one asks.
        let from = world.now().max(self.ladder.latest_departure().unwrap_or_default());
        let arrives = world.packets().iter().filter_map(|packet| packet.arrives).min()?;
        Some(from.plus(arrives.since(from).mul_f64(HALFWAY)))
    }
}

/// The longest latency of what is on its way.
pub(super) fn latency_in_flight(world: &World) -> Option<Duration> {
    let arriving = world.packets().iter().filter(|packet| packet.arrives.is_some());
    arriving.map(|packet| world.link().latency[packet.id.from]).max()
}
