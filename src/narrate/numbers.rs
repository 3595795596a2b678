//! The fixed numbers of a connection, over which every sequence number can be explained.

use crate::sim::{IsnParts, Record, World};
use crate::tcp::{Fin, SeqNumber, State, Tcb};

/// Where a connection's numbers begin and end, as one endpoint knows them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    /// ISS: the number of its own SYN.
    pub iss: Option<SeqNumber>,
    /// What the ISS was made of, if a clock made it.
    pub isn_parts: Option<IsnParts>,
    /// The number of its own FIN, once sent.
    pub fin: Option<SeqNumber>,
    /// SND.NXT.
    pub snd_nxt: Option<SeqNumber>,
    /// IRS: the number of the peer's SYN, once received.
    pub irs: Option<SeqNumber>,
    /// The number of the peer's FIN, once received in order.
    pub peer_fin: Option<SeqNumber>,
}

impl Numbers {
    /// The numbers of an endpoint; `None` without a connection.
    #[must_use]
    pub fn of(tcb: &Tcb) -> Option<Self> {
        if matches!(tcb.state(), State::Closed | State::Listen) {
            return None;
        }
        let fin = match tcb.fin() {
            Fin::Sent(seq) => Some(seq),
            Fin::NotQueued | Fin::Queued => None,
        };
        Some(Self {
            iss: Some(tcb.snd().iss),
            isn_parts: None,
            fin,
            snd_nxt: Some(tcb.snd().nxt),
            irs: (tcb.state() != State::SynSent).then_some(tcb.rcv().irs),
            peer_fin: tcb.rcv().fin.then(|| tcb.rcv().nxt.minus(1)),
        })
    }

    /// The numbers of the endpoint that a record is about: after it, or before it if the connection ended with it.
    #[must_use]
    pub fn of_record(record: &Record, before: &World, after: &World) -> Option<Self> {
        let at = |world: &World| {
            let connection = world.host(record.side).connection(record.connection()?)?;
            Some(Self { isn_parts: connection.isn_parts, ..Self::of(&connection.tcb)? })
        };
        at(after).or_else(|| at(before))
    }
}
