//! The retransmission timeout (RFC 6298), and how often the front of the queue was sent.

use super::{Instant, Profile, RuleId, SeqNumber};
use std::time::Duration;

/// The clock granularity of a Linux with 250 ticks a second: no round trip counts as shorter.
const TICK: Duration = Duration::from_millis(4);

/// The round-trip estimate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Rtt {
    /// SRTT, once something was measured.
    pub smoothed: Option<Duration>,
    /// RTTVAR.
    pub variation: Duration,
    /// RTO, if it differs from the profile's initial one.
    rto: Option<Duration>,
    /// The segment being timed: the number that acknowledges it, and when it was sent.
    timed: Option<(SeqNumber, Instant)>,
    /// Retransmissions since the last progress.
    pub retransmissions: u8,
    /// When the first of them was.
    pub(super) since: Option<Instant>,
    /// A SYN had to be sent again (RFC 6298 section 5.7).
    pub(super) syn_was_repeated: bool,
}

impl Rtt {
    /// RTO as it is now, with all backing off.
    #[must_use]
    pub fn rto(&self, profile: &Profile) -> Duration {
        self.rto.unwrap_or(profile.timings.initial_rto)
    }

    pub(super) fn time(&mut self, acknowledged_by: SeqNumber, now: Instant) {
        self.timed.get_or_insert((acknowledged_by, now));
    }

    /// Karn: a segment that was sent twice is not timed.
    pub(super) fn stop_timing(&mut self) -> bool {
        self.timed.take().is_some()
    }

    /// The front of the queue is sent once more.
    pub(super) fn repeat(&mut self, now: Instant) {
        self.retransmissions = self.retransmissions.saturating_add(1);
        self.since.get_or_insert(now);
    }

    /// Something was acknowledged: patience starts afresh.
    pub(super) const fn progress(&mut self) {
        self.retransmissions = 0;
        self.since = None;
    }

    pub(super) fn back_off(&mut self, profile: &Profile) {
        self.rto = Some((self.rto(profile) * 2).min(profile.timings.max_rto));
    }

    /// RFC 6298 section 5.7: after a repeated SYN the timeout for data begins at three seconds.
    pub(super) fn begin_data(&mut self) {
        if self.syn_was_repeated {
            self.rto = Some(Duration::from_secs(3));
        }
    }

    /// Takes the measurement that an ACK of everything before `ack` completes; whether there was one.
    pub(super) fn sample(&mut self, ack: SeqNumber, now: Instant, profile: &Profile) -> bool {
        let Some((number, sent)) = self.timed else { return false };
        if ack.before(number) {
            return false;
        }
        self.timed = None;
        let measured = now.since(sent);
        let floor = profile.follows(RuleId::LinuxRtoFloor);
        let measured = if floor { measured.max(TICK) } else { measured };
        let smoothed = match self.smoothed {
            None => {
                self.variation = measured / 2;
                measured
            }
            Some(smoothed) => {
                self.variation = (self.variation * 3 + smoothed.abs_diff(measured)) / 4;
                (smoothed * 7 + measured) / 8
            }
        };
        self.smoothed = Some(smoothed);
        let timings = &profile.timings;
        let (variation, least) = if floor {
            ((self.variation * 4).max(timings.min_rto), Duration::ZERO)
        } else {
            (self.variation * 4, timings.min_rto)
        };
        self.rto = Some((smoothed + variation).clamp(least, timings.max_rto));
        true
    }
}

#[cfg(test)]
mod tests {
    use super::{Duration, Instant, Profile, Rtt, SeqNumber};

    const PROFILE: Profile = Profile::linux();

    fn measure(rtt: &mut Rtt, millis: u64) {
        rtt.time(SeqNumber(1), Instant::ZERO);
        assert!(rtt.sample(SeqNumber(1), Instant::from_micros(millis * 1000), &PROFILE));
    }

    #[test]
    fn the_first_measurement_sets_rto_to_three_times_itself() {
        let mut rtt = Rtt::default();
        assert_eq!(rtt.rto(&PROFILE), Duration::from_secs(1));
        measure(&mut rtt, 300);
        assert_eq!(rtt.rto(&PROFILE), Duration::from_millis(900));
    }

    #[test]
    fn on_linux_rto_stands_200_ms_above_a_steady_round_trip() {
        for (round_trip, rto) in [(0, 204), (50, 250), (80, 280)] {
            let mut rtt = Rtt::default();
            for _ in 0..40 {
                measure(&mut rtt, round_trip);
            }
            assert_eq!(rtt.rto(&PROFILE), Duration::from_millis(rto));
        }
    }

    #[test]
    fn in_the_rfcs_view_rto_as_a_whole_has_a_minimum() {
        let (profile, mut rtt) = (Profile::rfc9293(), Rtt::default());
        rtt.time(SeqNumber(1), Instant::ZERO);
        assert!(rtt.sample(SeqNumber(1), Instant::from_micros(80_000), &profile));
        assert_eq!(rtt.rto(&profile), profile.timings.min_rto);
    }

    #[test]
    fn backing_off_doubles_up_to_the_maximum_and_a_measurement_ends_it() {
        let mut rtt = Rtt::default();
        for _ in 0..20 {
            rtt.back_off(&PROFILE);
        }
        assert_eq!(rtt.rto(&PROFILE), PROFILE.timings.max_rto);
        measure(&mut rtt, 300);
        assert_eq!(rtt.rto(&PROFILE), Duration::from_millis(900));
    }

    #[test]
    fn an_ack_before_the_timed_segment_measures_nothing() {
        let mut rtt = Rtt::default();
        rtt.time(SeqNumber(10), Instant::ZERO);
        assert!(!rtt.sample(SeqNumber(9), Instant::from_micros(5), &PROFILE));
        assert!(rtt.stop_timing());
        assert!(!rtt.sample(SeqNumber(10), Instant::from_micros(5), &PROFILE));
    }
}
