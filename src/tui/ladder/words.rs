//! The few words that the ladder itself says; everything else on it is a name of the field.

use super::Departed;
use crate::sim::Loss;
use std::fmt::Write as _;
use std::time::Duration;

/// The ladder's words in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    /// Beside the cross: dropped by hand, lost by chance, the link is cut.
    pub losses: [&'static str; 3],
    /// A packet that is held back.
    pub held: &'static str,
    /// A segment that somebody forged.
    pub forged: &'static str,
    /// What stands before the original of a retransmission.
    pub again: &'static str,
    /// What stands before the original of a duplicate.
    pub copy: &'static str,
    /// What stands before the original of a replay.
    pub replay: &'static str,
    /// What stands behind the time that has passed.
    pub later: &'static str,
    /// Where two paths part.
    pub parts: &'static str,
    /// A call that waits in a queue.
    pub queued: &'static str,
    /// A host that lost all it knew.
    pub rebooted: &'static str,
    /// A listener, beside connections.
    pub listener: &'static str,
    /// What stands before the connection that the calls go to from now on.
    pub to: &'static str,
    /// A program that was killed.
    pub killed: &'static str,
    /// A connection that the kernel closes.
    pub kernel_closes: &'static str,
    /// No more connections may wait to be accepted.
    pub queue_full: &'static str,
    /// A host that keeps quiet after its restart.
    pub keeps_quiet: &'static str,
    /// It may send again.
    pub quiet_time_over: &'static str,
}

impl Words {
    /// English.
    pub const ENGLISH: Self = Self {
        losses: ["dropped", "lost", "link cut"],
        held: "held",
        forged: "forged",
        again: "of ",
        copy: "copy of ",
        replay: "replay of ",
        later: " later",
        parts: "they part here",
        queued: "queued",
        rebooted: "rebooted",
        listener: "listener",
        to: "calls go to ",
        killed: "killed",
        kernel_closes: "kernel closes",
        queue_full: "queue full",
        keeps_quiet: "keeps quiet",
        quiet_time_over: "quiet time over",
    };

    /// Simplified Chinese.
    pub const CHINESE: Self = Self {
        losses: ["被丢弃", "丢失", "链路中断"],
        held: "暂扣",
        forged: "伪造",
        again: "重传 ",
        copy: "副本 ",
        replay: "重放 ",
        later: " 后",
        parts: "由此分开",
        queued: "排队",
        rebooted: "重启",
        listener: "监听",
        to: "调用转向 ",
        killed: "被杀死",
        kernel_closes: "内核关闭",
        queue_full: "队列已满",
        keeps_quiet: "静默中",
        quiet_time_over: "静默期结束",
    };

    pub(super) const fn loss(&self, loss: Loss) -> &'static str {
        match loss {
            Loss::Dropped => self.losses[0],
            Loss::Chance => self.losses[1],
            Loss::Cut => self.losses[2],
        }
    }

    /// What is said below an arrow that is not a first, honest one.
    pub(super) fn departed(&self, departed: Departed) -> Option<String> {
        match departed {
            Departed::First | Departed::Again(None) => None,
            Departed::Again(Some(id)) => Some(format!("{}{id}", self.again)),
            Departed::Forged => Some(self.forged.to_owned()),
            Departed::Copy(id) => Some(format!("{}{id}", self.copy)),
            Departed::Replay(id) => Some(format!("{}{id}", self.replay)),
        }
    }

    /// `60 s later`, rounded: a segment's flight is no part of a pause.
    pub(super) fn passed(&self, time: Duration) -> String {
        let mut text = String::new();
        let time = if time.as_secs() < 10 { time } else { time + Duration::from_millis(500) };
        let (seconds, tenths) = (time.as_secs(), time.subsec_millis() / 100);
        let _ = match (seconds, tenths) {
            (120.., _) if seconds.is_multiple_of(60) => write!(text, "{} min", seconds / 60),
            (120.., _) => write!(text, "{} min {} s", seconds / 60, seconds % 60),
            (10.., _) | (_, 0) => write!(text, "{seconds} s"),
            _ => write!(text, "{seconds}.{tenths} s"),
        };
        text.push_str(self.later);
        text
    }
}
