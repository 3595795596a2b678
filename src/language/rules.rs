//! The rules of TCP in words. Their English stands with them in `tcp`, where the engine cites them; people read it from here, so
//! that another language can put its own words in its place.

use super::texts::walked;
use crate::tcp::{Difference, LINUX_DIFFERENCES, RULES, RuleId, SWITCHES};

const COUNT: usize = RULES.len();

/// What one rule says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleText {
    /// The rule as one or more sentences.
    pub says: &'static str,
    /// Why it drops a segment or refuses a call, in half a sentence that follows "drops it:"; `None` if it does neither.
    pub drops: Option<&'static str>,
    /// What RFC 9293 says where a profile follows this rule instead; empty if none does.
    pub rfc: &'static str,
    /// Why a profile follows this rule; empty if unknown.
    pub why: &'static str,
}

walked! { RuleText says drops rfc why }

/// In English, in the order of [`RULES`].
pub const ENGLISH: [RuleText; COUNT] = english();

const fn english() -> [RuleText; COUNT] {
    let mut texts = [RuleText { says: "", drops: None, rfc: "", why: "" }; COUNT];
    let mut at = 0;
    while at < COUNT {
        texts[at].says = RULES[at].says;
        texts[at].drops = dropped_because(RULES[at].id);
        at += 1;
    }
    contrasted(contrasted(texts, LINUX_DIFFERENCES), SWITCHES)
}

const fn contrasted(mut texts: [RuleText; COUNT], differences: &[Difference]) -> [RuleText; COUNT] {
    let mut at = 0;
    while at < differences.len() {
        let difference = &differences[at];
        texts[difference.rule as usize].rfc = difference.rfc;
        texts[difference.rule as usize].why = difference.why;
        at += 1;
    }
    texts
}

/// The reason that follows "drops it:" or a refusal, for the rules that drop a segment or refuse a call.
const fn dropped_because(rule: RuleId) -> Option<&'static str> {
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
        RuleId::AckTooOld | RuleId::LinuxAckBound => "its ACK is too old to be genuine",
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
        RuleId::SharedSocket => "another descriptor leads to the same socket",
        RuleId::PortsExhausted => "every port is in use, by connections in TIME_WAIT too",
        RuleId::NoListener => "only a listening socket accepts",
        RuleId::DescriptorsExhausted => "all descriptors are in use",
        RuleId::PortInUse => "another socket listens on the port",
        RuleId::AddressInUse => {
            "a connection on this port still exists, and the two sockets do not share SO_REUSEADDR or SO_REUSEPORT"
        }
        RuleId::FourNumbersInUse => "this port belongs to another socket of this host, perhaps one in TIME_WAIT",
        RuleId::LinuxHalfAccept => "SYN,ACK with data fits no state here",
        _ => return None,
    })
}
