//! Two ends that do not agree on their numbers and tell each other so forever (RFC 1337 section 2, hazard H2).

use super::{Origin, Packet, World};
use crate::tcp::Flags;

/// This many bare ACKs in a row, each the answer to the one before, are a war.
const ROUNDS: usize = 6;

impl World {
    /// Whether the last segments were nothing but the same two bare ACKs, each sent for the other, with one more on its way.
    ///
    /// RFC 9293 allows it: a segment outside the window and an ACK of what was never sent both draw an ACK. Nothing but a timer that
    /// gives up, a loss or a RST ends it. A real stack limits how many such ACKs it sends (RFC 5961 section 7).
    #[must_use]
    pub fn is_ack_war(&self) -> bool {
        let goes_on = self.packets.iter().any(|packet| packet.arrives.is_some() && is_bare_ack(packet));
        if !goes_on || self.tray.len() < ROUNDS {
            return false;
        }
        let last = || self.tray.iter().skip(self.tray.len() - ROUNDS);
        let same = |packet: &Packet| {
            last().filter(|other| other.id.from == packet.id.from).all(|other| other.segment == packet.segment)
        };
        // What a timer sends leaves after the answer to the last one has arrived; an answer leaves no later than that.
        let answers = |(before, after): (&Packet, &Packet)| before.arrives.is_some_and(|at| after.sent <= at);
        last().all(|packet| is_bare_ack(packet) && same(packet)) && last().zip(last().skip(1)).all(answers)
    }
}

fn is_bare_ack(packet: &Packet) -> bool {
    packet.origin == Origin::Sent && packet.segment.flags == Flags::ACK && !packet.segment.has_data()
}
