//! The few words that a ladder itself says, on the screen and on paper; everything else on it is a name of the field.

use crate::sim::Loss;

/// The ladder's words in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LadderWords {
    /// Beside the cross: dropped by hand, lost by chance, the link is cut.
    pub losses: [&'static str; 3],
    /// The link passes everything again.
    pub mended: &'static str,
    /// A packet that is held back.
    pub held: &'static str,
    /// A segment that somebody forged.
    pub forged: &'static str,
    /// A segment that is sent again.
    pub sent_again: &'static str,
    /// What stands before the original of a retransmission.
    pub again: &'static str,
    /// What stands before the original of a duplicate.
    pub copy: &'static str,
    /// What stands before the original of a replay.
    pub replay: &'static str,
    /// A segment whose end is not seen.
    pub on_its_way: &'static str,
    /// What stands before the time at which a segment left.
    pub sent_at: &'static str,
    /// What stands behind the name of a timer that fires.
    pub timer: &'static str,
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

impl LadderWords {
    /// English.
    pub const ENGLISH: Self = Self {
        losses: ["dropped", "lost", "link cut"],
        mended: "link whole again",
        held: "held",
        forged: "forged",
        sent_again: "again",
        again: "of ",
        copy: "copy of ",
        replay: "replay of ",
        on_its_way: "on its way",
        sent_at: "sent at ",
        timer: " timer",
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
        mended: "链路恢复",
        held: "暂扣",
        forged: "伪造",
        sent_again: "重传",
        again: "重传 ",
        copy: "副本 ",
        replay: "重放 ",
        on_its_way: "在途",
        sent_at: "发送于 ",
        timer: " 定时器",
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

    /// What stands beside the cross of a lost segment.
    #[must_use]
    pub const fn loss(&self, loss: Loss) -> &'static str {
        match loss {
            Loss::Dropped => self.losses[0],
            Loss::Chance => self.losses[1],
            Loss::Cut => self.losses[2],
        }
    }
}
