//! How hosts choose the numbers that their connections begin with: plain ones that lessons and figures can be read by, or, if that
//! is asked of them, those that a clock and a secret make.

use super::isn::{function, secrets};
use super::recorder::Recorder;
use super::split_mix::split_mix;
use super::{EventKind, IsnParts, Side, World};
use crate::tcp::SeqNumber;

impl World {
    /// Whether hosts choose initial sequence numbers by a clock and a secret.
    #[must_use]
    pub const fn isn_clock(&self) -> bool {
        self.isn_secrets.is_some()
    }

    /// The number that a connection between these ports would begin with now, and the parts that it was made of, if it was.
    pub(super) fn isn(&self, side: Side, local: u16, remote: u16) -> (SeqNumber, Option<IsnParts>) {
        let Some(secrets) = &self.isn_secrets else { return (self.host(side).next_isn(), None) };
        let tick = self.profile.timings.isn_tick.as_nanos().max(1);
        // The clock may go round: its reading is the low 32 bits.
        let ticks = u128::from(self.now.as_micros()) * 1000 / tick;
        let clock = u32::try_from(ticks & u128::from(u32::MAX)).unwrap_or_default();
        let parts = IsnParts { clock, function: function(secrets[side], side, local, remote) };
        (parts.sum(), Some(parts))
    }

    pub(super) fn change_isn_clock(&mut self, on: bool, log: &mut Recorder<'_>) {
        self.isn_secrets = on.then(|| secrets(self.seed));
        self.log_change(Side::A, EventKind::IsnClock(on), log);
    }

    /// The secrets follow the seed, as all chance does.
    pub(super) fn reseed(&mut self, seed: u64) {
        (self.seed, self.rng) = (seed, seed);
        if self.isn_clock() {
            self.isn_secrets = Some(secrets(seed));
        }
    }

    /// A host that restarts has a new secret; its clock goes on.
    pub(super) fn renew_secret(&mut self, side: Side) {
        if let Some(secrets) = &mut self.isn_secrets {
            secrets[side] = split_mix(&mut secrets[side]);
        }
    }
}
