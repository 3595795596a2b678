//! The timers of an endpoint: which there are, and when each fires.

use super::Instant;
use std::fmt;

/// A timer (RFC 9293 sections 3.4.2, 3.8 and 3.10.8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Timer {
    /// Sends an unacknowledged segment again.
    Retransmission,
    /// Asks whether a closed window has opened.
    Persist,
    /// Sends an ACK that has waited long enough.
    DelayedAck,
    /// Asks whether a silent peer is still there.
    Keepalive,
    /// Gives up a connection whose data is not acknowledged.
    User,
    /// Ends FIN-WAIT-2 when nobody reads any more (profile `linux`).
    FinWait2,
    /// Ends TIME-WAIT: 2 MSL.
    TimeWait,
}

impl Timer {
    /// All timers, in the order in which they fire when several are due.
    pub const ALL: [Self; 7] = [
        Self::Retransmission,
        Self::Persist,
        Self::DelayedAck,
        Self::Keepalive,
        Self::User,
        Self::FinWait2,
        Self::TimeWait,
    ];

    /// Its name in lessons and on the screen.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Retransmission => "retransmission",
            Self::Persist => "persist",
            Self::DelayedAck => "delayed-ack",
            Self::Keepalive => "keepalive",
            Self::User => "user",
            Self::FinWait2 => "fin-wait-2",
            Self::TimeWait => "time-wait",
        }
    }

    /// The timer with this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|timer| timer.name().eq_ignore_ascii_case(name))
    }

    /// Whether it waits for patience to end and not for something to happen soon: 2 MSL, not a retransmission.
    #[must_use]
    pub const fn is_patient(self) -> bool {
        match self {
            Self::Retransmission | Self::Persist | Self::DelayedAck => false,
            Self::Keepalive | Self::User | Self::FinWait2 | Self::TimeWait => true,
        }
    }
}

impl fmt::Display for Timer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// When each timer fires.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Timers {
    deadlines: [Instant; Timer::ALL.len()],
}

impl Default for Timers {
    fn default() -> Self {
        Self { deadlines: [Instant::NEVER; Timer::ALL.len()] }
    }
}

impl Timers {
    /// When this timer fires; `None` if it is not running.
    #[must_use]
    pub const fn deadline(&self, timer: Timer) -> Option<Instant> {
        let at = self.deadlines[timer as usize];
        if at.as_micros() == Instant::NEVER.as_micros() { None } else { Some(at) }
    }

    /// The timer that fires next, and when; of several due at once the first of [`Timer::ALL`].
    #[must_use]
    pub fn next(&self) -> Option<(Instant, Timer)> {
        let none = (Instant::NEVER, Timer::Retransmission);
        let earlier = |best: (Instant, Timer), other: (Instant, Timer)| if other.0 < best.0 { other } else { best };
        let next = self.deadlines.into_iter().zip(Timer::ALL).fold(none, earlier);
        (next.0 != Instant::NEVER).then_some(next)
    }

    /// The running timers, in the order of [`Timer::ALL`].
    pub fn running(&self) -> impl Iterator<Item = (Instant, Timer)> {
        Timer::ALL.into_iter().filter_map(|timer| Some((self.deadline(timer)?, timer)))
    }

    pub(super) const fn set(&mut self, timer: Timer, at: Instant) {
        self.deadlines[timer as usize] = at;
    }

    pub(super) const fn stop(&mut self, timer: Timer) {
        self.deadlines[timer as usize] = Instant::NEVER;
    }

    pub(super) const fn is_running(&self, timer: Timer) -> bool {
        self.deadline(timer).is_some()
    }
}
