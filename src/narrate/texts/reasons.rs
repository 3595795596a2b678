//! Why a segment was dropped, in half a sentence; the rule itself says it in full.

use crate::sim::AppBehaviour;
use crate::tcp::{Cause, Edge, RuleId, State};

/// The reason that follows "drops it:" or a refusal, for the rules that drop a segment or refuse a call.
pub const fn dropped_because(rule: RuleId) -> Option<&'static str> {
    Some(match rule {
        RuleId::ClosedRst => "there is no connection, and nothing answers a RST",
        RuleId::ClosedAck | RuleId::ClosedNoAck => "there is no connection",
        RuleId::ListenRst => "a RST means nothing in LISTEN",
        RuleId::ListenAck => "in LISTEN nothing was sent that could be acknowledged",
        RuleId::ListenOther => "neither SYN nor ACK nor RST, so nothing for LISTEN",
        RuleId::SynSentBadAck => "it does not acknowledge the SYN",
        RuleId::SynSentBadAckRst => "a RST that does not acknowledge the SYN",
        RuleId::SynSentRstNoAck => "a RST without ACK proves nothing in SYN_SENT",
        RuleId::SynSentNeither => "neither SYN nor RST, and the SYN sent is still unacknowledged",
        RuleId::OutOfWindow | RuleId::OutOfWindowRst => "outside the receive window",
        RuleId::ZeroWindow => "the receive window is closed, only the ACK counts",
        RuleId::NoAck => "it has no ACK",
        RuleId::AckBadInSynReceived => "it does not acknowledge the SYN",
        RuleId::AckUnsent => "it acknowledges what was never sent",
        RuleId::AckTooOld | RuleId::LinuxAckBound => "its ACK is too old to be meant",
        RuleId::ClosingOther => "it does not acknowledge the FIN",
        RuleId::TimeWaitSilent => "a bare ACK in TIME_WAIT is not answered",
        RuleId::TextIgnored => "the peer has sent its FIN, so there can be no text",
        RuleId::RstChallenge => "a RST in the window but not at RCV.NXT may be forged",
        RuleId::SynChallenge => "a SYN on an open connection may be forged",
        RuleId::RstIgnoredInTimeWait => "no RST may end TIME_WAIT early",
        RuleId::CrossedSynAckLiteral => "read literally, the crossed SYN,ACK is outside the window",
        RuleId::LinuxNoAckFirst => "it has no ACK, RST or SYN",
        RuleId::LinuxSecondFin => "the peer's FIN has come before",
        RuleId::LinuxTimeWaitAckCheck => "a bare ACK in TIME_WAIT is not answered, whatever its number",
        RuleId::LinuxTimeWaitRst => "in TIME_WAIT only a RST at RCV.NXT counts",
        RuleId::LinuxListenSynFin => "SYN and FIN together come from scanners only",
        RuleId::LinuxStraddle => "it ends beyond the window",
        RuleId::LinuxSynReceivedOrder => "its ACK is wrong, and that is checked first",
        RuleId::QuietTime => "after its reboot the host keeps quiet",
        RuleId::QueueFullSyn => "the accept queue is full",
        RuleId::QueueFullAck => "the accept queue is full, the connection has to wait in SYN_RCVD",
        RuleId::DescriptorClosed => "the program has closed this socket, it has no descriptor for it",
        RuleId::NotAccepted => "nobody has accepted this connection, there is no descriptor for it",
        RuleId::NoListener => "only a listening socket accepts",
        RuleId::DescriptorsExhausted => "all descriptors are in use",
        RuleId::PortInUse => "another socket listens on the port",
        RuleId::AddressInUse => "a connection of this port is left, and not both sockets have SO_REUSEADDR",
        RuleId::LinuxHalfAccept => "SYN,ACK with data fits no state here",
        _ => return None,
    })
}

/// What an arrow of the diagram leaves unsaid, for the cards: when it applies, and whose it is where RFC 9293 does not have it.
pub const fn condition(edge: &Edge) -> Option<&'static str> {
    Some(match (edge.cause, edge.from) {
        (Cause::CloseUnread, _) => "unread data",
        (Cause::RstAfterPassiveOpen, _) => "passive open",
        (Cause::SynInWindowAfterPassiveOpen, _) => "passive open",
        (Cause::SynInWindow, State::FinWait2) => "before RFC 5961; Linux after close()",
        (Cause::SynInWindow, _) => "before RFC 5961",
        (Cause::SynAck, State::SynReceived) => "both opened",
        (Cause::NewSyn, _) => "new connection",
        (Cause::NewSynWasOld, _) => "the new SYN was old",
        (Cause::DataAfterClose, _) => "after close()",
        (Cause::NewSynFin | Cause::DataOverFin, _) => "Linux",
        (Cause::FinWait2Expires, _) => "Linux after close()",
        (Cause::Fin, State::TimeWait) => "again",
        _ => return None,
    })
}

/// What a program does, after "it".
pub const fn behaviour(app: AppBehaviour) -> &'static str {
    match app {
        AppBehaviour::Manual => "is in your hands",
        AppBehaviour::ClosesOnEof => "reads what comes, and closes when the peer has closed",
        AppBehaviour::Echoes => "sends back what it reads, and closes when the peer has closed",
        AppBehaviour::NeverCloses => "reads what comes, and never closes",
    }
}

/// `1st`, `2nd`, `3rd`, `11th`.
pub fn ordinal(n: u32) -> String {
    let ending = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{ending}")
}
