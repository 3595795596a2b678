//! Profiles: the RFC's view and Linux's, and the list of all that sets them apart.

use super::RuleId;
use std::fmt;
use std::time::Duration;

/// One way in which a profile departs from the text of RFC 9293 with RFC 5961.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The rule that the profile follows instead; its section is the difference's name.
    pub rule: RuleId,
    /// What RFC 9293 says.
    pub rfc: &'static str,
    /// Why, as far as anyone outside can tell; empty if unknown.
    pub why: &'static str,
}

impl Difference {
    /// Its short name: `RIGHT-EDGE`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.rule.rule().reference
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.name())?;
        writeln!(f, "  RFC 9293  {}", self.rfc)?;
        write!(f, "  {:<9} {}", self.rule.rule().document, self.rule.rule().says)?;
        if !self.why.is_empty() {
            write!(f, "\n  why       {}", self.why)?;
        }
        Ok(())
    }
}

const fn difference(rule: RuleId, rfc: &'static str, why: &'static str) -> Difference {
    Difference { rule, rfc, why }
}

/// Where the profile `linux` departs from RFC 9293, measured on Linux 6.18: segments, then calls, then timers.
pub const LINUX_DIFFERENCES: &[Difference] = &[
    difference(
        RuleId::LinuxRightEdge,
        "SEG.SEQ has to be before RCV.NXT+RCV.WND.",
        "A sender that has filled the window sends bare ACKs from exactly there.",
    ),
    difference(
        RuleId::LinuxLeftEdge,
        "A segment wholly before RCV.NXT is unacceptable: ACK, drop.",
        "A retransmission may carry news in its ACK field.",
    ),
    difference(
        RuleId::LinuxNoAckFirst,
        "Outside the window an ACK is sent, whatever the flags but RST.",
        "A cheap early filter.",
    ),
    difference(
        RuleId::LinuxSynAgain,
        "An unacceptable ACK in SYN-SENT draws a RST, no more.",
        "A half-open peer (Figure 9) is cleared, so the next SYN may go out without waiting for the timer.",
    ),
    difference(
        RuleId::LinuxSecondFin,
        "Step eight acknowledges any FIN in the window.",
        "The stream has ended; only a broken peer sends another.",
    ),
    difference(
        RuleId::LinuxTimeWaitAckCheck,
        "An ACK of unsent or far too old data is answered with an ACK.",
        "TIME-WAIT is a mini-socket, which keeps few numbers.",
    ),
    difference(
        RuleId::LinuxTimeWaitNoAck,
        "A segment without ACK is dropped.",
        "TIME-WAIT answers anything but a bare segment at RCV.NXT.",
    ),
    difference(RuleId::LinuxFinWait2Syn, "A SYN draws a challenge ACK.", "The mini-socket keeps RFC 793's rule."),
    difference(
        RuleId::LinuxFinWait2Rst,
        "A RST in the window but not exact draws a challenge ACK; outside it is dropped.",
        "The mini-socket does without RFC 5961.",
    ),
    difference(
        RuleId::LinuxFinWait2AckCheck,
        "An ACK of unsent or far too old data is answered with an ACK.",
        "The mini-socket keeps few numbers.",
    ),
    difference(
        RuleId::LinuxSynReceivedSyn,
        "A SYN in the window after a passive OPEN: back to LISTEN, silently.",
        "To tell a confused peer.",
    ),
    difference(
        RuleId::LinuxCrossedIss,
        "SYN-RECEIVED needs SND.UNA < SEG.ACK, or sends a RST.",
        "The general check lets SEG.ACK = SND.UNA pass; it looks like an oversight.",
    ),
    difference(
        RuleId::LinuxTimeWaitRst,
        "A RST in the window but not exact draws a challenge ACK.",
        "Only an exact RST is acted on.",
    ),
    difference(
        RuleId::LinuxRstAfterFin,
        "A RST at RCV.NXT-1 is outside the window: dropped.",
        "Some systems send a FIN and then a RST with the same number.",
    ),
    difference(RuleId::LinuxZeroWindowFin, "With a closed window nothing with length is acceptable.", ""),
    difference(
        RuleId::LinuxSynReceivedOrder,
        "The sequence number is checked first: ACK.",
        "An explicit choice in the source, against forged handshakes.",
    ),
    difference(
        RuleId::LinuxAckBound,
        "An ACK down to SND.UNA-MAX.SND.WND is fine.",
        "An ACK of octets that never existed is a forgery (\"ghost ACKs\").",
    ),
    difference(
        RuleId::LinuxClosedGap,
        "An out-of-order FIN is held.",
        "The gap is data that nobody can read, in the spirit of SHLD-3.",
    ),
    difference(
        RuleId::LinuxStraddle,
        "A segment is trimmed to the window and processed.",
        "Against senders that overrun the window.",
    ),
    difference(
        RuleId::LinuxListenSynFin,
        "SYN,FIN in LISTEN: SYN,ACK is sent and the FIN queued.",
        "Only scanners send it.",
    ),
    difference(RuleId::LinuxSynSentText, "Data or FIN on the SYN,ACK is processed.", "It is for TCP Fast Open only."),
    difference(
        RuleId::LinuxTimeWaitReopen,
        "A SYN in TIME-WAIT draws a challenge ACK; MAY-2 allows reopening with a higher number of one's own, if TIME-WAIT can be restored.",
        "Linux keeps the first condition and not the second: an old SYN costs the TIME-WAIT.",
    ),
    difference(
        RuleId::LinuxSynAckAgain,
        "The repeated SYN is outside the window: a bare ACK.",
        "RFC 793 \"does not describe\" this case, says the source.",
    ),
    difference(
        RuleId::LinuxHalfAccept,
        "SYN,ACK with data in SYN-RECEIVED is outside the window.",
        "A request turned into a socket, and the segment then refused.",
    ),
    difference(
        RuleId::LinuxCrossedAck,
        "Figure 7 shows no ACK after the crossed SYN,ACKs.",
        "The SYN counts as a repetition, and a repetition is acknowledged.",
    ),
    difference(
        RuleId::LinuxHeaderPrediction,
        "A segment whose ACK is far too old is refused.",
        "The fast path does not look at old ACKs; whether it is taken depends on the memory that the socket has in hand.",
    ),
    difference(RuleId::LinuxDataOverFin, "Text after a FIN is ignored.", "The stream contradicts itself."),
    difference(
        RuleId::LinuxTimeWaitSynFin,
        "SYN,FIN in TIME-WAIT draws a challenge ACK.",
        "Reopened, and then the listener's rule for SYN,FIN drops it.",
    ),
    difference(
        RuleId::LinuxTimeWaitRestart,
        "Only the peer's repeated FIN restarts 2 MSL.",
        "Any sign of life restarts the wait.",
    ),
    difference(
        RuleId::LinuxCalls,
        "Calls return the strings of section 3.10; SEND before ESTABLISHED is queued, and CLOSE after CLOSE is an error.",
        "Sockets have error numbers of their own.",
    ),
    difference(
        RuleId::LinuxEndReadable,
        "A RST flushes the queues and deletes the TCB: what had arrived and was not read is lost.",
        "A file descriptor stays the program's until it closes it.",
    ),
    difference(
        RuleId::LinuxEndedUnaccepted,
        "There is no accept(): a connection that is reset is deleted, so that nobody can get it any more.",
        "A queue that loses members would have to be searched, and the program learns of the end by its first call.",
    ),
    difference(RuleId::LinuxShutdownInSynReceived, "CLOSE in SYN-RECEIVED sends a FIN.", ""),
    difference(
        RuleId::LinuxResetHasAck,
        "ABORT sends <SEQ=SND.NXT><CTL=RST>.",
        "Past SYN-SENT nobody looks at a RST's ACK.",
    ),
    difference(
        RuleId::LinuxAbortTimeWait,
        "ABORT in TIME-WAIT deletes the TCB.",
        "The file descriptor no longer leads to it.",
    ),
    difference(RuleId::LinuxCloseAtOnce, "CLOSE in CLOSE-WAIT enters LAST-ACK only when the FIN is sent.", ""),
    difference(
        RuleId::LinuxFinWait2Timer,
        "FIN-WAIT-2 has no timer: it may last for ever.",
        "A peer that vanished would cost memory for ever.",
    ),
    difference(
        RuleId::LinuxShutdownRead,
        "There is no such call: whoever does not want to read does not call RECEIVE.",
        "Nothing on the wire could say it.",
    ),
    difference(
        RuleId::LinuxQuickAck,
        "Any ACK of data may wait, for less than 0.5 s, and every second full segment is acknowledged at once (MUST-40, SHLD-19).",
        "A sender in slow start needs every ACK; a program that answers soon carries it for nothing.",
    ),
    difference(
        RuleId::LinuxUserTimeout,
        "The user timeout counts from the first time that data is sent, and a peer that answers probes stops it (MUST-37).",
        "",
    ),
    difference(
        RuleId::LinuxRetryTime,
        "R2 may be a count of retransmissions or a time (section 3.8.3); the profile rfc9293 counts.",
        "A count would give up early where the round trip is short.",
    ),
    difference(
        RuleId::LinuxOrphanWindow,
        "A peer that answers is never given up, however long its window stays closed (MUST-37).",
        "A peer that never reads would cost memory for ever, and no program is left that could give up.",
    ),
    difference(
        RuleId::LinuxRtoFloor,
        "RTO as a whole should be at least 1 s (RFC 6298 section 2.4).",
        "Delayed ACKs come up to 200 ms late, however short the round trip is.",
    ),
    difference(RuleId::LinuxKeepaliveRst, "Nothing is said about a RST.", ""),
    difference(RuleId::LinuxEmptyProbe, "A window probe carries at least one octet.", ""),
    difference(RuleId::LinuxIcmpSynOnly, "A hard ICMP error should abort the connection.", "ICMP is easy to forge."),
    difference(
        RuleId::LinuxIcmpSynSent,
        "A soft ICMP error must not abort a connection, nor a handshake (MUST-56).",
        "The program that waits in connect() hears at once what may take minutes to find out.",
    ),
    difference(
        RuleId::LinuxIcmpRequest,
        "A hard ICMP error ends a handshake, a soft one does not.",
        "The peer that sent the SYN is out of reach; it may send another.",
    ),
];

/// A set of rules that a profile follows where the text of RFC 9293 says otherwise, or leaves a choice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
struct RuleSet([u64; 4]);

impl RuleSet {
    const fn with(mut self, rule: RuleId) -> Self {
        self.0[rule as usize / 64] |= 1 << (rule as usize % 64);
        self
    }

    const fn without(mut self, rule: RuleId) -> Self {
        self.0[rule as usize / 64] &= !(1 << (rule as usize % 64));
        self
    }

    const fn contains(self, rule: RuleId) -> bool {
        self.0[rule as usize / 64] & (1 << (rule as usize % 64)) != 0
    }
}

/// How long everything lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Timings {
    /// RTO before anything was measured.
    pub initial_rto: Duration,
    /// RTO is never less than this; in profile `linux` its variation is not, and RTO stands above the round trip by as much.
    pub min_rto: Duration,
    /// RTO is never more than this.
    pub max_rto: Duration,
    /// How many SYN retransmissions come at the initial RTO before it doubles.
    pub linear_syns: u8,
    /// R2 (RFC 9293 section 3.8.3) for our SYN: this many retransmissions.
    pub syn_limit: u8,
    /// R2 for our SYN,ACK.
    pub syn_ack_limit: u8,
    /// R2 for data and FIN.
    pub data_limit: Patience,
    /// R2 for data and FIN when the program has gone.
    pub orphan_limit: Patience,
    /// How many window probes in a row may go unanswered.
    pub probe_limit: u8,
    /// How many when the program has gone.
    pub orphan_probe_limit: u8,
    /// 2 MSL.
    pub time_wait: Duration,
    /// How long FIN-WAIT-2 may last when nobody reads any more, if at all limited.
    pub fin_wait_2: Option<Duration>,
    /// The user timeout, unless the connection sets its own.
    pub user_timeout: Option<Duration>,
    /// How long an ACK may wait.
    pub delayed_ack: Duration,
    /// How long at the most, where what comes shows that it may.
    pub delayed_ack_most: Duration,
    /// One tick of the clock that initial sequence numbers are made with (RFC 9293 section 3.4.1).
    pub isn_tick: Duration,
}

/// R2 for data and FIN (RFC 9293 section 3.8.3): it may be a count of retransmissions or a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Patience {
    /// This many retransmissions; the next timeout gives up.
    Tries(u8),
    /// As long since the first retransmission; the first timeout after it gives up.
    Time(Duration),
}

/// Which TCP the engine plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Profile {
    name: &'static str,
    rules: RuleSet,
    /// How long everything lasts.
    pub timings: Timings,
}

impl Profile {
    /// The profiles that have names.
    pub const ALL: [Self; 2] = [Self::rfc9293(), Self::linux()];

    /// Their names.
    pub const NAMES: [&'static str; 2] = [Self::ALL[0].name, Self::ALL[1].name];

    /// RFC 9293 with RFC 5961, and the decisions that its contradictions need.
    #[must_use]
    pub const fn rfc9293() -> Self {
        Self {
            name: "rfc9293",
            rules: RuleSet([0; 4]),
            timings: Timings {
                initial_rto: Duration::from_secs(1),
                min_rto: Duration::from_secs(1),
                max_rto: Duration::from_secs(60),
                linear_syns: 0,
                // From RTO 1 s, doubling up to 60 s, seven take 183 s (MUST-23: three minutes) and six 123 s (SHLD-11: 100 s).
                syn_limit: 7,
                syn_ack_limit: 7,
                data_limit: Patience::Tries(6),
                orphan_limit: Patience::Tries(6),
                probe_limit: 6,
                orphan_probe_limit: 6,
                time_wait: Duration::from_secs(240),
                fin_wait_2: None,
                user_timeout: Some(Duration::from_secs(300)),
                delayed_ack: Duration::from_millis(200),
                delayed_ack_most: Duration::from_millis(200),
                isn_tick: Duration::from_micros(4),
            },
        }
    }

    /// Linux 6.18 with its default settings, as measured.
    #[must_use]
    pub const fn linux() -> Self {
        let mut rules = RuleSet([0; 4]);
        let mut i = 0;
        while i < LINUX_DIFFERENCES.len() {
            rules = rules.with(LINUX_DIFFERENCES[i].rule);
            i += 1;
        }
        Self {
            name: "linux",
            rules,
            timings: Timings {
                initial_rto: Duration::from_secs(1),
                min_rto: Duration::from_millis(200),
                max_rto: Duration::from_secs(120),
                linear_syns: 4,
                // tcp_syn_retries 6 and tcp_syn_linear_timeouts 4, tcp_synack_retries 5. tcp_retries2 15 and tcp_orphan_retries 8 are
                // times for data and FIN: as long as that many retransmissions take that begin 200 ms apart and double up to 120 s.
                syn_limit: 10,
                syn_ack_limit: 5,
                data_limit: Patience::Time(Duration::from_millis(924_600)),
                orphan_limit: Patience::Time(Duration::from_millis(102_200)),
                probe_limit: 15,
                orphan_probe_limit: 8,
                time_wait: Duration::from_secs(60),
                fin_wait_2: Some(Duration::from_secs(60)),
                user_timeout: None,
                delayed_ack: Duration::from_millis(40),
                delayed_ack_most: Duration::from_millis(200),
                isn_tick: Duration::from_nanos(64),
            },
        }
    }

    /// The profile with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|profile| profile.name == name)
    }

    /// Its name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Whether it follows this rule where RFC 9293 says otherwise or leaves a choice.
    #[must_use]
    pub const fn follows(&self, rule: RuleId) -> bool {
        self.rules.contains(rule)
    }

    /// The same profile following `rule` too: one of [`LINUX_DIFFERENCES`] or [`SWITCHES`].
    #[must_use]
    pub const fn with(mut self, rule: RuleId) -> Self {
        self.rules = self.rules.with(rule);
        self
    }

    /// The same profile without `rule`.
    #[must_use]
    pub const fn without(mut self, rule: RuleId) -> Self {
        self.rules = self.rules.without(rule);
        self
    }

    /// All that sets this profile apart from RFC 9293, in a fixed order.
    pub fn differences(&self) -> impl Iterator<Item = &'static Difference> {
        LINUX_DIFFERENCES.iter().chain(SWITCHES).filter(|difference| self.follows(difference.rule))
    }
}

/// Choices that a profile leaves open; off in both.
pub const SWITCHES: &[Difference] = &[
    difference(
        RuleId::RstInWindow,
        "A RST has to be exactly at RCV.NXT; elsewhere in the window it is challenged.",
        "RFC 5961 was written because a RST is easy to forge into a large window.",
    ),
    difference(RuleId::SynInWindow, "A SYN on an open connection draws a challenge ACK.", "The same, for SYN."),
    difference(
        RuleId::RstIgnoredInTimeWait,
        "An exact RST ends TIME-WAIT.",
        "An old duplicate that draws a RST could end the wait: TIME-WAIT assassination.",
    ),
    difference(
        RuleId::CrossedSynAckLiteral,
        "Figure 7 shows the crossed SYN,ACK accepted.",
        "The text of the first check refuses it; Appendix A.2 admits the contradiction.",
    ),
    difference(
        RuleId::TimeWaitReopened,
        "A SYN in TIME-WAIT draws a challenge ACK.",
        "MAY-2 allows it, with two conditions.",
    ),
];

#[cfg(test)]
mod tests {
    use super::{LINUX_DIFFERENCES, Patience, Profile, SWITCHES};
    use crate::tcp::{Keepalive, RuleId};
    use std::time::Duration;

    #[test]
    fn the_linux_profile_lists_every_difference_and_the_rfc_profile_none() {
        assert_eq!(Profile::linux().differences().count(), LINUX_DIFFERENCES.len());
        assert_eq!(Profile::rfc9293().differences().count(), 0);
    }

    #[test]
    fn a_switch_can_be_turned_on_and_off() {
        for switch in SWITCHES {
            let on = Profile::rfc9293().with(switch.rule);
            assert!(on.follows(switch.rule));
            assert_eq!(on.without(switch.rule), Profile::rfc9293());
        }
    }

    #[test]
    fn every_named_profile_exists() {
        for name in Profile::NAMES {
            assert_eq!(Profile::named(name).map(|profile| profile.name()), Some(name));
        }
    }

    #[test]
    fn the_times_that_the_rules_of_linux_name_are_those_of_the_profile() {
        let timings = Profile::linux().timings;
        let written = |time: Duration| match time.as_millis() {
            short @ ..1000 => format!("{short} ms"),
            long if long.is_multiple_of(1000) => format!("{} s", long / 1000),
            long => format!("{}.{} s", long / 1000, long % 1000 / 100),
        };
        let patience = |patience: Patience| match patience {
            Patience::Time(time) => time,
            Patience::Tries(n) => panic!("Linux counts no tries: {n}"),
        };
        for (rule, time) in [
            (RuleId::LinuxFinWait2Timer, timings.fin_wait_2.expect("Linux limits it")),
            (RuleId::LinuxRetryTime, patience(timings.data_limit)),
            (RuleId::LinuxRetryTime, patience(timings.orphan_limit)),
            (RuleId::LinuxOrphanWindow, timings.max_rto),
            (RuleId::LinuxRtoFloor, timings.min_rto),
            (RuleId::LinuxQuickAck, timings.delayed_ack),
            (RuleId::LinuxQuickAck, timings.delayed_ack_most),
        ] {
            assert!(rule.rule().says.contains(&written(time)), "{rule:?} should name {}", written(time));
        }
        assert!(RuleId::KeepaliveOn.rule().says.contains("two hours"));
        assert_eq!(Keepalive::USUAL.idle, Duration::from_secs(2 * 3600));
    }
}
