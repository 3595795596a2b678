//! In which state each end is, and how sure that is.

use super::connection::Connection;
use super::facts::Facts;
use super::half::Half;
use super::mark::Mark;
use super::place::Place;
use super::reset::Reset;
use crate::sim::Side;
use crate::tcp::State;

/// How sure a state is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sure {
    /// The end's own segments show it, or it was captured there.
    Seen,
    /// It follows from what was seen; nothing else is possible.
    MustBe,
    /// It is the likeliest of several.
    Probably,
    /// Nothing tells.
    Unknown,
}

/// What may have happened without leaving a trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Silent {
    /// `TIME_WAIT` ends after a minute or four.
    TimeWaitOver,
    /// `FIN_WAIT_2` of a program that has closed ends after a while.
    FinWait2Over,
    /// Who has no answer gives up.
    GivenUp,
    /// A FIN waits behind data that the other end does not take.
    FinWaits,
    /// A RST may be somebody else's.
    Forged,
}

/// What is known of an end's state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The best guess; `None` if there is none.
    pub state: Option<State>,
    /// Everything that is possible; empty if nothing is known at all.
    pub possible: Vec<State>,
    /// How sure it is.
    pub sure: Sure,
    /// What may have happened since without leaving a trace.
    pub may_also: Vec<Silent>,
}

/// `TIME_WAIT` lasts at least so long, in nanoseconds: Linux's minute.
const TIME_WAIT_MIN: i64 = 60_000_000_000;
/// And at most so long: RFC 9293's four minutes.
const TIME_WAIT_MAX: i64 = 240_000_000_000;

impl Known {
    /// What is known of an end at some moment, from some point of capture.
    #[must_use]
    pub fn of(connection: &Connection, side: Side, place: Place, now: i64) -> Self {
        let (half, peer) = (&connection.halves[side], &connection.halves[side.other()]);
        if !half.is_real() && !half.resets.iter().any(Reset::closes_sender) {
            return Self::unheard(peer, place.is_at(side));
        }
        Self::of_facts(connection, (side, place), now, Facts::of(connection, side, place), true)
    }

    /// What is known of an end that has sent something, these being the facts. `fin_may_wait` says whether it may have sent a FIN that
    /// nobody has seen.
    pub(super) fn of_facts(
        connection: &Connection,
        (side, place): (Side, Place),
        now: i64,
        facts: Facts,
        fin_may_wait: bool,
    ) -> Self {
        let (half, peer) = (&connection.halves[side], &connection.halves[side.other()]);
        let own = half.resets.iter().rev().find(|reset| reset.closes_sender());
        if !half.is_real() {
            return Self::closed(half, true);
        }
        let (state, possible) = facts.states();
        let mut known = Self { state, possible, sure: Sure::Seen, may_also: Vec::new() };
        if fin_may_wait {
            known.add_waiting_fin(half, peer, now.saturating_sub(half.last.time) > connection.on_its_way());
        }
        if let Some(since) = half.fin.and(peer.fin).and(half.acked_at).map(|(_, last)| last) {
            known.age(since, now);
        }
        if own.is_some() {
            return Self { may_also: known.traceless(half, peer), ..Self::closed(half, true) };
        }
        if let Some(reset) = peer.resets.iter().rev().find(|reset| reset.closes_peer()) {
            known.be_reset(reset, place.is_at(side));
        }
        known.may_also = known.traceless(half, peer);
        known.sure = match (known.state, known.possible.len()) {
            (None, _) => Sure::Unknown,
            (Some(_), 1) if facts.is_concluded() => Sure::MustBe,
            (Some(_), 1) => Sure::Seen,
            _ => Sure::Probably,
        };
        known
    }

    /// Who has sent a RST has no connection any more.
    fn closed(half: &Half, is_seen: bool) -> Self {
        let may_also = if half.resets.is_empty() { Vec::new() } else { vec![Silent::Forged] };
        let sure = if is_seen { Sure::Seen } else { Sure::MustBe };
        Self { state: Some(State::Closed), possible: vec![State::Closed], sure, may_also }
    }

    /// An end that was never heard.
    pub(super) fn unheard(peer: &Half, is_here: bool) -> Self {
        let possible = match () {
            () if peer.spoke.is_some() && peer.syn.is_none() => Vec::new(),
            () if peer.spoke.is_some() => vec![State::Closed, State::SynReceived, State::Established, State::CloseWait],
            () if is_here => vec![State::Closed, State::Listen],
            () => vec![State::Closed, State::Listen, State::SynReceived],
        };
        Self { state: None, possible, sure: Sure::Unknown, may_also: Vec::new() }
    }

    fn add(&mut self, state: State) {
        if !self.possible.contains(&state) {
            self.possible.push(state);
        }
    }

    /// Behind data that the other end does not take a FIN may wait that nobody sees.
    fn add_waiting_fin(&mut self, half: &Half, peer: &Half, is_late: bool) {
        let unacked = half.unacked(peer);
        let is_full = peer.window.is_some_and(|window| unacked >= window);
        let waits = is_full || (unacked > 0 && (is_late || half.repeated_at.is_some()));
        if !waits || half.fin.is_some() || peer.packets == 0 || half.spoke.is_none() {
            return;
        }
        for (open, closing) in [(State::Established, State::FinWait1), (State::CloseWait, State::LastAck)] {
            if self.possible.contains(&open) {
                self.add(closing);
            }
        }
    }

    /// `TIME_WAIT` ends by itself.
    fn age(&mut self, since: Mark, now: i64) {
        let age = now.saturating_sub(since.time);
        if self.state == Some(State::TimeWait) && age > TIME_WAIT_MIN {
            self.add(State::Closed);
            if age > TIME_WAIT_MAX {
                self.state = Some(State::Closed);
                self.possible.retain(|state| *state != State::TimeWait);
            }
        }
    }

    /// The other end has sent a RST that ends this one, if it has come.
    fn be_reset(&mut self, reset: &Reset, is_here: bool) {
        if is_here {
            self.state = Some(State::Closed);
            self.possible = vec![State::Closed];
            return;
        }
        self.add(State::Closed);
        if !reset.is_unlikely_to_arrive() {
            self.state = Some(State::Closed);
        }
    }

    /// What may have happened since.
    fn traceless(&self, half: &Half, peer: &Half) -> Vec<Silent> {
        let may_be = |states: &[State]| self.possible.iter().any(|state| states.contains(state));
        let mut silent = Vec::new();
        if may_be(&[State::TimeWait]) {
            silent.push(Silent::TimeWaitOver);
        }
        if may_be(&[State::FinWait2]) {
            silent.push(Silent::FinWait2Over);
        }
        let waits = may_be(&[State::SynSent, State::SynReceived, State::FinWait1, State::LastAck, State::Closing]);
        if waits || (half.unacked(peer) > 0 && may_be(&[State::Established, State::CloseWait])) {
            silent.push(Silent::GivenUp);
        }
        if may_be(&[State::FinWait1, State::LastAck]) && half.fin.is_none() {
            silent.push(Silent::FinWaits);
        }
        if !half.resets.is_empty() {
            silent.push(Silent::Forged);
        }
        silent
    }
}
