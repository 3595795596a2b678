//! The few words that a ladder itself says, on the screen and on paper; everything else on it is a name of the field.

use super::texts::texts;
use crate::sim::Loss;

texts! {
    /// The ladder's words.
    LadderWords

    dropped "dropped"
    lost "lost"
    link_cut "link cut"
    forgotten "forgotten"
    unreachable "unreachable"
    by_middlebox "by a middlebox"
    icmp "ICMP {what}"
    user_timeout "TCP_USER_TIMEOUT {time}"
    mended "link whole again"
    held "held"
    forged "forged"
    sent_again "again"
    again "of {packet}"
    copy "copy of {packet}"
    replay "replay of {packet}"
    on_its_way "on its way"
    sent_at "{segment}, sent at {time}"
    timer "{timer} timer"
    later "{time} later"
    parts "they part here"
    queued "queued"
    rebooted "rebooted"
    listener "listener"
    to "calls go to {to}"
    killed "killed"
    kernel_closes "kernel closes"
    queue_full "queue full"
    keeps_quiet "keeps quiet"
    quiet_time_over "quiet time over"
    marked "{segment} ({mark})"
    more "and {n} more like it"
}

impl LadderWords {
    /// What stands beside the cross of a lost segment.
    #[must_use]
    pub const fn loss(&self, loss: Loss) -> &'static str {
        match loss {
            Loss::Dropped => self.dropped,
            Loss::Chance => self.lost,
            Loss::Cut => self.link_cut,
            Loss::Forgotten => self.forgotten,
            Loss::Unreachable(_) => self.unreachable,
        }
    }
}
