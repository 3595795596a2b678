//! The eighth check: the peer's FIN (RFC 9293 section 3.10.7.4).

use super::step::{AckOwed, Step};
use super::{Cause, RuleId, Signal, State};

impl Step<'_> {
    /// The peer's FIN, in order.
    pub fn receive_fin(&mut self) {
        self.tcb.rcv.nxt = self.tcb.rcv.nxt.plus(1);
        self.tcb.rcv.unacknowledged += 1;
        self.tcb.rcv.fin = true;
        self.tcb.rcv.fin_unread = true;
        self.tcb.held.clear();
        self.tell(Signal::PeerClosing);
        self.ack = self.ack.max(AckOwed::MayWait);
        match self.state() {
            State::Established => {
                self.cite(RuleId::FinReceived);
                self.enter(Cause::Fin);
                self.fin_came();
            }
            State::FinWait1 if self.tcb.fin_acknowledged() => {
                self.cite(RuleId::FinWithAckOfOurs);
                self.enter(Cause::FinAndAckOfFin);
            }
            State::FinWait1 => {
                self.cite(RuleId::FinCrossed);
                self.enter(Cause::Fin);
            }
            State::FinWait2 => {
                self.cite(RuleId::FinInFinWait2);
                self.enter(Cause::Fin);
            }
            _ => {}
        }
    }

    /// A FIN that starts at RCV.NXT although one has been received: it is acknowledged and changes nothing.
    pub fn receive_fin_again(&mut self) {
        self.cite(RuleId::FinAgain);
        self.ack = AckOwed::Now;
    }
}
