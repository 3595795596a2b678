//! A host restarts, and keeps quiet if that is asked of it.

use super::recorder::Recorder;
use super::{Attention, EventKind, Side, World};
use crate::tcp::{Outcome, RuleId};
use smallvec::smallvec;
use std::time::Duration;

impl World {
    /// All that a host knows is lost.
    pub(super) fn reboot(&mut self, side: Side, log: &mut Recorder<'_>) {
        self.renew_secret(side);
        let quiet = self.quiet_time().map(|time| self.now.plus(time));
        let host = self.host_mut(side);
        host.listener = None;
        host.connections.clear();
        host.accept_queue.clear();
        host.attention = Attention::Latest;
        host.quiet_until = quiet;
        let rules = if quiet.is_some() { smallvec![RuleId::QuietTime] } else { smallvec![] };
        self.log_outcome(side, None, EventKind::Rebooted, Outcome { rules, ..Outcome::default() }, log);
    }

    /// How long a host that restarts now would keep quiet: one MSL (RFC 9293 section 3.4.3). Linux does not.
    #[must_use]
    pub fn quiet_time(&self) -> Option<Duration> {
        let keeps_quiet = self.quiet_time && !self.profile.follows(RuleId::LinuxCalls);
        keeps_quiet.then(|| self.profile.timings.time_wait / 2)
    }

    pub(super) fn quiet_time_over(&mut self, side: Side, log: &mut Recorder<'_>) {
        self.host_mut(side).quiet_until = None;
        self.log_change(side, EventKind::QuietTimeOver, log);
    }

    pub(super) fn change_quiet_time(&mut self, on: bool, log: &mut Recorder<'_>) {
        self.quiet_time = on;
        self.log_change(Side::A, EventKind::QuietTime(on), log);
    }
}
