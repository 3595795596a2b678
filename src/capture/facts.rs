//! What is known of an end: the facts that its state follows from.

use super::connection::Connection;
use super::half::Half;
use super::mark::Mark;
use super::place::Place;
use crate::sim::Side;
use crate::tcp::State;

/// How sure a fact is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fact {
    /// It is not so.
    No,
    /// The end's own segments show it, or it was captured there.
    Seen,
    /// It follows from what the end has sent.
    MustBe,
    /// It came by the point of capture on its way to the end.
    Passed,
    /// It came by, but what was sent afterwards speaks against its having arrived.
    Doubted,
    /// Nothing tells: this direction was not captured.
    Open,
}

impl Fact {
    /// What is the best guess; `None` if there is none.
    const fn guess(self) -> Option<bool> {
        match self {
            Self::Seen | Self::MustBe | Self::Passed => Some(true),
            Self::No | Self::Doubted => Some(false),
            Self::Open => None,
        }
    }

    /// What it may be.
    const fn choices(self) -> &'static [bool] {
        match self {
            Self::Seen | Self::MustBe => &[true],
            Self::No => &[false],
            Self::Passed | Self::Doubted | Self::Open => &[true, false],
        }
    }

    /// Whether nothing else is possible.
    #[must_use]
    pub const fn is_certain(self) -> bool {
        matches!(self, Self::No | Self::Seen | Self::MustBe)
    }
}

/// The facts that the state of an end follows from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Facts {
    /// It has the other end's SYN.
    pub has_syn: Fact,
    /// It knows that its own SYN has arrived.
    pub syn_acked: Fact,
    /// Whether the two before come with one and the same segment, a SYN,ACK.
    pub at_once: bool,
    /// It has sent a FIN.
    pub sent_fin: bool,
    /// It has the other end's FIN, and everything before it.
    pub has_fin: Fact,
    /// It knows that its own FIN has arrived.
    pub fin_acked: Fact,
    /// Its FIN left after the other end's had come.
    pub is_second: bool,
}

/// One of the facts that are not an end's own doing: something has come to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FactName {
    /// [`Facts::has_syn`].
    HasSyn,
    /// [`Facts::syn_acked`].
    SynAcked,
    /// [`Facts::has_fin`].
    HasFin,
    /// [`Facts::fin_acked`].
    FinAcked,
}

impl FactName {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::HasSyn, Self::SynAcked, Self::HasFin, Self::FinAcked];
}

/// The state that these facts make.
const fn state(has_syn: bool, syn_acked: bool, fin: (bool, bool, bool), is_second: bool) -> State {
    match (has_syn, syn_acked, fin) {
        (false, _, _) => State::SynSent,
        (true, false, (false, _, _)) => State::SynReceived,
        (true, false, _) => State::FinWait1,
        (true, true, (false, false, _)) => State::Established,
        (true, true, (false, true, _)) => State::CloseWait,
        (true, true, (true, false, false)) => State::FinWait1,
        (true, true, (true, false, true)) => State::FinWait2,
        (true, true, (true, true, false)) => {
            if is_second {
                State::LastAck
            } else {
                State::Closing
            }
        }
        (true, true, (true, true, true)) => {
            if is_second {
                State::Closed
            } else {
                State::TimeWait
            }
        }
    }
}

impl Facts {
    /// One of them.
    pub(super) const fn get(self, name: FactName) -> Fact {
        match name {
            FactName::HasSyn => self.has_syn,
            FactName::SynAcked => self.syn_acked,
            FactName::HasFin => self.has_fin,
            FactName::FinAcked => self.fin_acked,
        }
    }

    /// The same with one of them known better.
    pub(super) const fn with(mut self, name: FactName, fact: Fact) -> Self {
        match name {
            FactName::HasSyn => self.has_syn = fact,
            FactName::SynAcked => self.syn_acked = fact,
            FactName::HasFin => self.has_fin = fact,
            FactName::FinAcked => self.fin_acked = fact,
        }
        self
    }

    /// The best guess at the state, `None` if there is none; and all states that are possible.
    #[must_use]
    pub fn states(&self) -> (Option<State>, Vec<State>) {
        let mut possible = Vec::new();
        for &has_syn in self.has_syn.choices() {
            let syn_acked: &[bool] = if self.at_once { &[true] } else { self.syn_acked.choices() };
            for &syn_acked in syn_acked {
                for &has_fin in self.has_fin.choices() {
                    for &fin_acked in self.fin_acked.choices() {
                        let fin = (self.sent_fin, has_fin, fin_acked);
                        possible.push(state(has_syn, syn_acked, fin, self.is_second));
                    }
                }
            }
        }
        possible.sort_by_key(|state| State::ALL.iter().position(|known| known == state));
        possible.dedup();
        let guess = || {
            let syn_acked = if self.at_once { self.has_syn } else { self.syn_acked };
            let fin = (self.sent_fin, self.has_fin.guess()?, self.fin_acked.guess()?);
            Some(state(self.has_syn.guess()?, syn_acked.guess()?, fin, self.is_second))
        };
        let best = if let [only] = possible[..] { Some(only) } else { guess() };
        (best, possible)
    }

    /// Whether some fact that the state depends on was only concluded.
    #[must_use]
    pub fn is_concluded(&self) -> bool {
        [self.has_syn, self.syn_acked, self.has_fin, self.fin_acked].contains(&Fact::MustBe)
    }

    /// The facts of an end that has sent something.
    #[must_use]
    pub fn of(connection: &Connection, side: Side, place: Place) -> Self {
        let seen = Seen {
            half: &connection.halves[side],
            peer: &connection.halves[side.other()],
            is_here: place.is_at(side),
            soon: connection.on_its_way(),
        };
        let has_fin = seen.has_fin();
        Self {
            has_syn: seen.has_syn(),
            syn_acked: seen.syn_acked(),
            at_once: seen.comes_at_once(),
            sent_fin: seen.half.fin.is_some(),
            has_fin,
            fin_acked: seen.fin_acked(),
            is_second: seen.half.fin.is_some_and(|fin| fin.is_second),
        }
    }
}

/// One end of a connection, from a point of capture.
struct Seen<'a> {
    half: &'a Half,
    peer: &'a Half,
    /// Whether it was captured at this end.
    is_here: bool,
    /// How long a packet may be on its way, in nanoseconds.
    soon: i64,
}

impl Seen<'_> {
    /// What has come by on its way to this end: there if it was captured there.
    const fn passed(&self) -> Fact {
        if self.is_here { Fact::Seen } else { Fact::Passed }
    }

    /// Whether the other direction was captured.
    const fn hears_peer(&self) -> bool {
        self.peer.packets > 0
    }

    fn comes_at_once(&self) -> bool {
        let opens = self.half.syn.is_some_and(|syn| !syn.with_ack()) && self.half.spoke.is_none();
        opens && self.peer.syn.is_some_and(|syn| syn.with_ack() && !syn.opens())
    }

    fn has_syn(&self) -> Fact {
        let Some(syn) = self.half.syn.filter(|syn| !syn.with_ack() && self.half.spoke.is_none()) else {
            return Fact::Seen;
        };
        let Some(peers) = self.peer.syn else { return Fact::No };
        let is_acceptable = !peers.with_ack() || self.peer.has_acked(syn.number.plus(1));
        match () {
            () if !is_acceptable => Fact::No,
            // It asks again though the answer had come by.
            () if syn.last.is_after(peers.first) && peers.with_ack() => Fact::Doubted,
            () => self.passed(),
        }
    }

    fn syn_acked(&self) -> Fact {
        if self.half.spoke.is_some() {
            return Fact::Seen;
        }
        let Some(syn) = self.half.syn else { return Fact::Seen };
        match self.peer.acked_at {
            Some((first, last)) if self.peer.has_acked(syn.number.plus(1)) => {
                // It repeats its SYN although that was acknowledged: lost on the way, or the queue of the listener is full.
                let answered = if self.is_here { first } else { last };
                if syn.last.is_after(answered) && syn.with_ack() { Fact::Doubted } else { self.passed() }
            }
            _ if !self.hears_peer() => Fact::Open,
            _ => Fact::No,
        }
    }

    fn has_fin(&self) -> Fact {
        let Some(fin) = self.peer.fin else {
            return match (self.hears_peer(), self.half.fin) {
                (true, _) => Fact::No,
                // What it acknowledges after its own FIN can only be the other's.
                (false, Some(fin)) if self.moved_after(fin.acked) => Fact::Passed,
                (false, _) => Fact::Open,
            };
        };
        if self.half.has_acked(fin.number.plus(1)) {
            return Fact::Seen;
        }
        let is_in_order = self.peer.data.in_order().is_some_and(|next| next.after(fin.number));
        match (is_in_order, self.is_here) {
            (false, true) => Fact::No,
            (false, false) => Fact::Doubted,
            (true, true) => Fact::Seen,
            (true, false) if fin.times > 1 || self.is_silent_about(fin.first) => Fact::Doubted,
            (true, false) => Fact::Passed,
        }
    }

    fn fin_acked(&self) -> Fact {
        let Some(fin) = self.half.fin else { return Fact::No };
        if let Some(proof) = fin.proof
            && self.half.acked.is_some_and(|acked| acked.after(proof))
        {
            return if self.is_here { Fact::Seen } else { Fact::MustBe };
        }
        match fin.answered {
            Some(_) if self.is_here => Fact::Seen,
            Some((_, last)) if fin.last.is_after(last) => Fact::Doubted,
            Some(_) => Fact::Passed,
            None if self.hears_peer() => Fact::No,
            None if self.moved_after(fin.acked) => Fact::Passed,
            None => Fact::Open,
        }
    }

    /// Whether it has acknowledged more than at some time.
    fn moved_after(&self, acked: Option<crate::tcp::SeqNumber>) -> bool {
        acked.is_some_and(|before| self.half.acked.is_some_and(|now| now.after(before)))
    }

    /// Whether it has gone on for long without a word about what came by.
    fn is_silent_about(&self, passed: Mark) -> bool {
        self.half.last.is_after(passed) && self.half.last.since(passed) > self.soon
    }
}
