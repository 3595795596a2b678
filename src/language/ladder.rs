//! The few words that a ladder itself says, on the screen and on paper; everything else on it is a name of the field.

use super::texts::texts;
use crate::sim::{AppBehaviour, Loss};

texts! {
    /// The ladder's words.
    LadderWords

    dropped "lost"
    lost "lost"
    link_cut "link cut"
    forgotten "forgotten"
    unseen "not seen"
    unreachable "unreachable"
    by_middlebox "by a middlebox"
    icmp "ICMP {what}"
    user_timeout "TCP_USER_TIMEOUT {time}"
    mended "link restored"
    held "held"
    forged "forged"
    sent_again "sent again"
    again "sent again"
    copy "copy of {packet}"
    replay "replay of {packet}"
    on_its_way "on its way"
    sent_at "{segment}, sent at {time}"
    timer "{timer} timer"
    later "{time} later"
    parts "they diverge here"
    queued "queued"
    rebooted "rebooted"
    listener "the listener"
    to "calls: {to}"
    app_manual "its program waits for you"
    app_closes_on_eof "its program closes, too"
    app_echoes "its program echoes"
    app_never_closes "its program never closes"
    link_latency "the link: {time}"
    link_latency_one "{from} to {to}: {time}"
    link_cut_one "cut from {from} to {to}"
    link_loss "the link: {n} lost"
    link_reorder "the link: {n} reordered"
    link_double "the link: {n} duplicated"
    link_seed "the link: seed {n}"
    killed "killed"
    kernel_closes "kernel closes"
    queue_full "queue full"
    keeps_quiet "keeps quiet"
    quiet_time_over "quiet time over"
    marked "{segment} ({mark})"
    more "and {n} more like it"
}

impl LadderWords {
    /// How a program behaves from now on.
    #[must_use]
    pub const fn app(&self, app: AppBehaviour) -> &'static str {
        match app {
            AppBehaviour::Manual => self.app_manual,
            AppBehaviour::ClosesOnEof => self.app_closes_on_eof,
            AppBehaviour::Echoes => self.app_echoes,
            AppBehaviour::NeverCloses => self.app_never_closes,
        }
    }

    /// What stands beside the cross of a lost segment.
    #[must_use]
    pub const fn loss(&self, loss: Loss) -> &'static str {
        match loss {
            Loss::Dropped => self.dropped,
            Loss::Chance => self.lost,
            Loss::Cut => self.link_cut,
            Loss::Forgotten => self.forgotten,
            Loss::Unreachable(_) => self.unreachable,
            Loss::Unseen => self.unseen,
        }
    }
}
