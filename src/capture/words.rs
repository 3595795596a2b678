//! What is said of a connection, in sentences.

#![warn(clippy::arithmetic_side_effects)]

use super::infer::{Silent, Sure};
use super::opener::Opener;
use super::place::{Clue, Place};
use super::verdict::Verdict;
use crate::language::Language;
use crate::say;
use crate::sim::Side;
use crate::wire::End;
use std::time::Duration;

/// A time in nanoseconds, for people: not finer than it is long.
#[must_use]
pub fn rounded(nanoseconds: i64) -> Duration {
    let time = Duration::from_nanos(nanoseconds.unsigned_abs());
    let unit = match time.as_millis() {
        0..10 => Duration::from_micros(10),
        10..1_000 => Duration::from_millis(1),
        1_000..120_000 => Duration::from_millis(100),
        _ => Duration::from_secs(1),
    };
    let units = time.as_nanos().checked_div(unit.as_nanos()).unwrap_or_default();
    unit.saturating_mul(u32::try_from(units).unwrap_or(u32::MAX))
}

impl Verdict {
    /// The verdict as a sentence without a full stop; `b` is where the opener wanted to go.
    #[must_use]
    pub fn describe(self, b: End, language: &Language) -> String {
        let words = &language.capture;
        let ends = |text, side: Side| say!(language, text, who = side.letter(), other = side.other().letter());
        match self {
            Self::CloseWait(side, time) => {
                say!(
                    language,
                    words.close_wait,
                    who = side.letter(),
                    other = side.other().letter(),
                    time = rounded(time)
                )
            }
            Self::HalfOpen(side) => ends(words.half_open, side),
            Self::GaveUp(side) => ends(words.gave_up, side),
            Self::Aborted(side) => ends(words.aborted, side),
            Self::ResetAfterClose(side) => ends(words.reset_after_close, side),
            Self::ForgedAndKilled(side) => ends(words.forged_and_killed, side),
            Self::ForgedInVain(side) => ends(words.forged_in_vain, side),
            Self::SynWithoutAnswer(n) => say!(language, words.syn_without_answer, n),
            Self::Refused => say!(language, words.refused, port = &b.to_string()),
            Self::QueueFull => words.queue_full.to_owned(),
            Self::ThirdLost => words.third_lost.to_owned(),
            Self::FinNeverAcknowledged(side, n) => {
                let (who, other) = (side.letter(), side.other().letter());
                say!(language, words.fin_never_acknowledged, who, other, n)
            }
            Self::WindowClosed(side) => ends(words.window_closed, side),
            Self::NoAnswerToData(side) => ends(words.no_answer_to_data, side),
            Self::LastAckNotSeen(side) => ends(words.last_ack_not_seen, side),
            Self::HandshakeUnfinished => words.handshake_unfinished.to_owned(),
            Self::OneDirection(side) => ends(words.one_direction, side),
            Self::Closed(side, true) => ends(words.closed_four, side),
            Self::Closed(side, false) => ends(words.closed_three, side),
            Self::ClosedAtOnce => words.closed_at_once.to_owned(),
            Self::HalfClosed(side) => ends(words.half_closed, side),
            Self::Open => words.open.to_owned(),
            Self::Unknown => words.unknown.to_owned(),
        }
    }

    /// The kind of its end, for a table of counts.
    #[must_use]
    pub const fn kind(self, language: &Language) -> &'static str {
        let words = &language.capture;
        match self {
            Self::CloseWait(..) => words.kind_close_wait,
            Self::HalfOpen(_) => words.kind_half_open,
            Self::GaveUp(_) => words.kind_gave_up,
            Self::Aborted(_) => words.kind_aborted,
            Self::ResetAfterClose(_) => words.kind_reset_after_close,
            Self::ForgedAndKilled(_) | Self::ForgedInVain(_) => words.kind_forged,
            Self::SynWithoutAnswer(_) => words.kind_syn_without_answer,
            Self::Refused => words.kind_refused,
            Self::QueueFull => words.kind_queue_full,
            Self::ThirdLost => words.kind_third_lost,
            Self::FinNeverAcknowledged(..) => words.kind_fin_never_acknowledged,
            Self::WindowClosed(_) => words.kind_window_closed,
            Self::NoAnswerToData(_) => words.kind_no_answer_to_data,
            Self::LastAckNotSeen(_) => words.kind_last_ack_not_seen,
            Self::HandshakeUnfinished => words.kind_handshake_unfinished,
            Self::OneDirection(_) => words.kind_one_direction,
            Self::Closed(..) => words.kind_closed,
            Self::ClosedAtOnce => words.kind_closed_at_once,
            Self::HalfClosed(_) => words.kind_half_closed,
            Self::Open => words.kind_open,
            Self::Unknown => words.kind_unknown,
        }
    }
}

impl Silent {
    /// What it is, as a sentence without a full stop.
    #[must_use]
    pub const fn describe(self, language: &Language) -> &'static str {
        let words = &language.capture;
        match self {
            Self::TimeWaitOver => words.time_wait_over,
            Self::FinWait2Over => words.fin_wait_2_over,
            Self::GivenUp => words.given_up,
            Self::FinWaits => words.fin_waits,
            Self::Forged => words.forged,
        }
    }
}

impl Sure {
    /// How sure that is, in words.
    #[must_use]
    pub const fn describe(self, language: &Language) -> &'static str {
        let words = &language.capture;
        match self {
            Self::Seen => words.sure_seen,
            Self::MustBe => words.sure_must,
            Self::Probably => words.sure_probably,
            Self::Unknown => words.sure_unknown,
        }
    }
}

impl Place {
    /// Where that is, in words.
    #[must_use]
    pub const fn describe(self, language: &Language) -> &'static str {
        let words = &language.capture;
        match self {
            Self::A => words.seen_at_a,
            Self::Between => words.seen_between,
            Self::B => words.seen_at_b,
            Self::Both => words.seen_at_both,
            Self::Unknown => words.seen_nowhere,
        }
    }
}

impl Opener {
    /// How such a connection begins in the capture, in words.
    #[must_use]
    pub const fn describe(self, language: &Language) -> &'static str {
        let words = &language.capture;
        match self {
            Self::Syn => words.by_syn,
            Self::SynAck => words.by_syn_ack,
            Self::Port => words.by_port,
            Self::Unknown => words.by_nothing,
        }
    }
}

impl Clue {
    /// What tells, in words.
    #[must_use]
    pub fn describe(self, language: &Language) -> String {
        let words = &language.capture;
        match self {
            Self::Stated => words.stated.to_owned(),
            Self::Loopback => words.loopback.to_owned(),
            Self::Direction => words.direction.to_owned(),
            Self::Answers { second, third } => {
                say!(language, words.answers, second = rounded(second), third = rounded(third))
            }
            Self::TimeToLive(near, far) => {
                say!(language, words.time_to_live, near = u32::from(near), far = u32::from(far))
            }
            Self::Offload => words.offload.to_owned(),
            Self::OtherConnection => words.other_connection.to_owned(),
            Self::Nothing => words.nothing.to_owned(),
        }
    }
}
