//! Animation: how virtual time is shown while real time passes. The world knows nothing of it.

#![warn(clippy::arithmetic_side_effects)]

use crate::tcp::Instant;
use std::time::Duration;

/// A packet takes so long from side to side on the screen, whatever its latency.
const FLIGHT: Duration = Duration::from_millis(1200);
/// A wait in which nothing is on its way takes so long on the screen, however long it is.
const WAIT: Duration = Duration::from_millis(900);
/// A pause before something that happens at the same moment.
const BEAT: Duration = Duration::from_millis(350);
/// The same where many connections do the same at once.
const CROWDED_BEAT: Duration = Duration::from_millis(40);
/// Between two frames.
pub const FRAME: Duration = Duration::from_millis(33);

/// The speeds, as thousandths of the usual one, with their names.
pub const SPEEDS: [(u32, &str); 6] =
    [(250, "x1/4"), (500, "x1/2"), (1000, "x1"), (2000, "x2"), (4000, "x4"), (8000, "x8")];
/// The usual one.
pub const USUAL_SPEED: usize = 2;

/// One stretch of virtual time on its way over the screen.
#[derive(Clone, Copy, Debug)]
struct Leg {
    from: Instant,
    to: Instant,
    real: Duration,
    passed: Duration,
    /// Nothing happens at its end: what is on its way stays there, to be looked at.
    halts: bool,
}

impl Leg {
    fn is_over(&self) -> bool {
        self.passed >= self.real
    }
}

/// Shows virtual time between two events.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    /// Whether time runs by itself.
    pub playing: bool,
    speed: usize,
    leg: Option<Leg>,
}

impl Clock {
    /// A clock that runs, or one that waits to be stepped.
    #[must_use]
    pub const fn new(playing: bool) -> Self {
        Self { playing, speed: USUAL_SPEED, leg: None }
    }

    /// The same clock at one of [`SPEEDS`].
    #[must_use]
    pub const fn at_speed(mut self, speed: usize) -> Self {
        self.speed = if speed < SPEEDS.len() { speed } else { USUAL_SPEED };
        self
    }

    /// The moment to show, given the world's own.
    #[must_use]
    pub fn shown(&self, now: Instant) -> Instant {
        let Some(leg) = self.leg else { return now };
        let span = leg.to.since(leg.from);
        let share = leg.passed.as_secs_f64() / leg.real.as_secs_f64().max(f64::EPSILON);
        let millis = (span.mul_f64(share.min(1.0)).as_millis()).try_into().unwrap_or(u64::MAX);
        leg.from.plus(Duration::from_millis(millis)).min(leg.to).max(now)
    }

    /// Sets out for the next event, at `to`; `latency` is that of a packet on its way, if there is one.
    pub fn start_towards(&mut self, from: Instant, to: Instant, latency: Option<Duration>) {
        let gap = to.since(from);
        let real = match latency {
            _ if gap.is_zero() => BEAT,
            Some(latency) if !latency.is_zero() => FLIGHT.mul_f64((gap.as_secs_f64() / latency.as_secs_f64()).min(1.0)),
            _ => WAIT,
        };
        self.leg = Some(Leg { from, to, real, passed: Duration::ZERO, halts: false });
    }

    /// Sets out for a moment at which nothing happens, to stand still there.
    pub fn start_towards_halt(&mut self, from: Instant, to: Instant, latency: Option<Duration>) {
        self.start_towards(from, to, latency);
        if let Some(leg) = &mut self.leg {
            leg.halts = true;
        }
    }

    /// What happens at the same moment follows at once: many connections do the same, and nobody looks at each.
    pub fn hurry(&mut self) {
        if let Some(leg) = self.leg.as_mut().filter(|leg| leg.from == leg.to && !leg.halts) {
            leg.real = CROWDED_BEAT;
        }
    }

    /// Stands still at a moment, without the way there.
    pub const fn halt_at(&mut self, at: Instant) {
        self.leg = Some(Leg { from: at, to: at, real: Duration::ZERO, passed: Duration::ZERO, halts: true });
    }

    /// Whether it moves.
    #[must_use]
    pub fn is_under_way(&self) -> bool {
        self.leg.is_some_and(|leg| !(leg.halts && leg.is_over()))
    }

    /// Whether it is on its way to an event, and not only to a place to stand still.
    #[must_use]
    pub fn is_bound_for_an_event(&self) -> bool {
        self.leg.is_some_and(|leg| !leg.halts)
    }

    /// Stops where the world is.
    pub const fn arrive(&mut self) {
        self.leg = None;
    }

    /// Lets real time pass; whether the event is reached.
    pub fn tick(&mut self, elapsed: Duration) -> bool {
        let scaled = self.scale(elapsed);
        let Some(leg) = &mut self.leg else { return false };
        leg.passed = leg.passed.saturating_add(scaled);
        leg.is_over() && !leg.halts
    }

    /// Real time at the present speed.
    #[must_use]
    pub fn scale(&self, elapsed: Duration) -> Duration {
        elapsed.saturating_mul(SPEEDS[self.speed].0).checked_div(1000).unwrap_or_default()
    }

    /// One speed up, if there is one.
    pub fn faster(&mut self) {
        self.speed = self.speed.saturating_add(1).min(SPEEDS.len().saturating_sub(1));
    }

    /// One speed down, if there is one.
    pub const fn slower(&mut self) {
        self.speed = self.speed.saturating_sub(1);
    }

    /// The speed's name.
    #[must_use]
    pub const fn speed_name(&self) -> &'static str {
        SPEEDS[self.speed].1
    }
}

#[cfg(test)]
mod tests {
    use super::{BEAT, Clock, FLIGHT, WAIT};
    use crate::tcp::Instant;
    use std::time::Duration;

    const START: Instant = Instant::from_micros(1_000_000);

    #[test]
    fn a_flight_takes_the_same_time_on_the_screen_whatever_its_latency() {
        for latency in [Duration::from_millis(1), Duration::from_millis(40), Duration::from_secs(3)] {
            let mut clock = Clock::new(true);
            clock.start_towards(START, START.plus(latency), Some(latency));
            assert!(!clock.tick(FLIGHT.saturating_sub(Duration::from_millis(1))));
            assert!(clock.tick(Duration::from_millis(1)));
        }
    }

    #[test]
    fn ten_minutes_of_waiting_pass_in_a_second() {
        let mut clock = Clock::new(true);
        clock.start_towards(START, START.plus(Duration::from_secs(600)), None);
        assert!(clock.tick(WAIT));
        assert_eq!(clock.shown(START), START.plus(Duration::from_secs(600)));
    }

    #[test]
    fn what_happens_at_once_still_has_its_moment() {
        let mut clock = Clock::new(true);
        clock.start_towards(START, START, Some(Duration::from_millis(40)));
        assert!(!clock.tick(BEAT / 2));
        assert_eq!(clock.shown(START), START);
        assert!(clock.tick(BEAT));
    }

    #[test]
    fn the_shown_moment_never_runs_backwards_nor_past_the_event() {
        let mut clock = Clock::new(true);
        let to = START.plus(Duration::from_millis(40));
        clock.start_towards(START, to, Some(Duration::from_millis(40)));
        let mut last = START;
        for _ in 0..60 {
            clock.tick(Duration::from_millis(33));
            let shown = clock.shown(START);
            assert!(last <= shown && shown <= to);
            last = shown;
        }
        assert_eq!(last, to);
    }

    #[test]
    fn halfway_it_stands_still_and_can_go_on_from_there() {
        let mut clock = Clock::new(true);
        let (half, to) = (START.plus(Duration::from_millis(20)), START.plus(Duration::from_millis(40)));
        clock.start_towards_halt(START, half, Some(Duration::from_millis(40)));
        assert!(clock.is_under_way() && !clock.is_bound_for_an_event());
        assert!(!clock.tick(FLIGHT), "nothing happens there");
        assert!(!clock.is_under_way());
        assert_eq!(clock.shown(START), half);
        clock.start_towards(clock.shown(START), to, Some(Duration::from_millis(40)));
        assert!(clock.tick(FLIGHT / 2));
    }

    #[test]
    fn speed_has_ends() {
        let mut clock = Clock::new(true);
        for _ in 0..20 {
            clock.faster();
        }
        assert_eq!(clock.speed_name(), "x8");
        for _ in 0..20 {
            clock.slower();
        }
        assert_eq!(clock.speed_name(), "x1/4");
    }
}
