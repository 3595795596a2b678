//! What stands on an arrow.

use std::fmt::Write as _;

use crate::narrate::flag_names;
use crate::tcp::Segment;

/// How an arrow looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It opens.
    Syn,
    /// It closes.
    Fin,
    /// It resets.
    Rst,
    /// It carries octets.
    Data,
    /// It only acknowledges.
    Ack,
}

impl Kind {
    pub(super) fn of(segment: &Segment) -> Self {
        let flags = segment.flags;
        match () {
            () if flags.rst() => Self::Rst,
            () if flags.syn() => Self::Syn,
            () if flags.fin() => Self::Fin,
            () if segment.data_len() > 0 => Self::Data,
            () => Self::Ack,
        }
    }
}

/// `FIN,ACK seq=1001 ack=5001 len=10`, as people who read captures write it.
pub(super) fn label(segment: &Segment) -> String {
    let mut label = format!("{} seq={}", flag_names(segment.flags), segment.seq);
    if segment.flags.ack() {
        let _ = write!(label, " ack={}", segment.ack);
    }
    if segment.data_len() > 0 {
        let _ = write!(label, " len={}", segment.data_len());
    }
    label
}
