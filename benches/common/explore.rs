//! The small model that this search is measured on, and against stateright and SPIN: two endpoints that open and close over
//! lossy queues of three segments, with this many retransmissions each. With 2 it has 112655 states (494603 generated), with 6
//! 840855 (3722143), with 10 2211431 (9804103).

use crate::support::search::Model;
use tcptutor::sim::search::Fingerprint;

/// How many segments a direction holds.
const ROOM: u8 = 3;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[repr(u8)]
pub enum St {
    #[default]
    Closed,
    Listen,
    SynSent,
    SynReceived,
    Established,
    FinWait1,
    FinWait2,
    CloseWait,
    Closing,
    LastAck,
    TimeWait,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[repr(u8)]
pub enum Seg {
    #[default]
    None,
    Syn,
    SynAck,
    Ack,
    Fin,
    Rst,
}

/// A queue of at most three segments, oldest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Queue {
    len: u8,
    segments: [Seg; ROOM as usize],
}

impl Queue {
    fn push(&mut self, segment: Seg) {
        self.segments[self.len as usize] = segment;
        self.len += 1;
    }

    fn pop(&mut self) -> Seg {
        let [first, second, third] = self.segments;
        self.segments = [second, third, Seg::None];
        self.len -= 1;
        first
    }

    fn word(self) -> u64 {
        self.segments.iter().fold(u64::from(self.len), |word, segment| word << 3 | *segment as u64)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct State {
    states: [St; 2],
    resent: [u8; 2],
    queues: [Queue; 2],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    Open(usize),
    Passive(usize),
    Close(usize),
    Expire(usize),
    Resend(usize),
    Lose(usize),
    Receive(usize),
}

/// The model, with this many retransmissions.
#[derive(Clone, Copy, Debug)]
pub struct Explore {
    pub retransmissions: u8,
}

impl Model for Explore {
    type State = State;
    type Action = Action;

    fn actions(&self, s: &State, actions: &mut Vec<Action>) {
        use St::{CloseWait, Closed, Closing, Established, FinWait1, LastAck, Listen, SynReceived, SynSent, TimeWait};
        for me in 0..2 {
            let state = s.states[me];
            let room = s.queues[me].len < ROOM;
            if matches!(state, Closed | Listen) && room {
                actions.push(Action::Open(me));
            }
            if state == Closed {
                actions.push(Action::Passive(me));
            }
            if matches!(state, Established | SynReceived | CloseWait) && room {
                actions.push(Action::Close(me));
            }
            if state == TimeWait {
                actions.push(Action::Expire(me));
            }
            let waits = matches!(state, SynSent | SynReceived | FinWait1 | LastAck | Closing);
            if s.resent[me] < self.retransmissions && room && waits {
                actions.push(Action::Resend(me));
            }
            if s.queues[1 - me].len > 0 {
                actions.push(Action::Lose(me));
                if room {
                    actions.push(Action::Receive(me));
                }
            }
        }
    }

    fn next(&self, s: &State, action: Action) -> Option<State> {
        let mut s = *s;
        match action {
            Action::Open(me) => {
                s.queues[me].push(Seg::Syn);
                s.states[me] = St::SynSent;
            }
            Action::Passive(me) => s.states[me] = St::Listen,
            Action::Close(me) => {
                s.queues[me].push(Seg::Fin);
                s.states[me] = if s.states[me] == St::CloseWait { St::LastAck } else { St::FinWait1 };
            }
            Action::Expire(me) => s.states[me] = St::Closed,
            Action::Resend(me) => {
                s.queues[me].push(match s.states[me] {
                    St::SynSent => Seg::Syn,
                    St::SynReceived => Seg::SynAck,
                    _ => Seg::Fin,
                });
                s.resent[me] += 1;
            }
            Action::Lose(me) => {
                s.queues[1 - me].pop();
            }
            Action::Receive(me) => {
                let segment = s.queues[1 - me].pop();
                let (state, answer) = receive(s.states[me], segment);
                s.states[me] = state;
                if answer != Seg::None {
                    s.queues[me].push(answer);
                }
            }
        }
        Some(s)
    }

    fn fingerprint(&self, s: &State) -> u128 {
        let mut print = Fingerprint::default();
        let [a, b] = s.states;
        let [resent_a, resent_b] = s.resent;
        let ends = u64::from(resent_a) << 8 | u64::from(resent_b) << 16 | (a as u64) << 4 | b as u64;
        print.word(s.queues[0].word() << 44 | s.queues[1].word() << 24 | ends);
        print.value()
    }
}

fn receive(state: St, segment: Seg) -> (St, Seg) {
    use St::{
        CloseWait, Closed, Closing, Established, FinWait1, FinWait2, LastAck, Listen, SynReceived, SynSent, TimeWait,
    };
    match (state, segment) {
        (Closed, segment) if segment != Seg::Rst => (Closed, Seg::Rst),
        (Listen, Seg::Syn) => (SynReceived, Seg::SynAck),
        (Listen, segment) if segment != Seg::Rst => (Listen, Seg::Rst),
        (SynSent, Seg::SynAck) => (Established, Seg::Ack),
        (SynSent, Seg::Syn) => (SynReceived, Seg::SynAck),
        (SynReceived, Seg::Ack | Seg::SynAck) => (Established, Seg::None),
        (SynReceived | Established, Seg::Fin) => (CloseWait, Seg::Ack),
        (FinWait1, Seg::Ack) => (FinWait2, Seg::None),
        (FinWait1, Seg::Fin) => (Closing, Seg::Ack),
        (FinWait2 | TimeWait, Seg::Fin) => (TimeWait, Seg::Ack),
        (Closing, Seg::Ack) => (TimeWait, Seg::None),
        (LastAck, Seg::Ack) => (Closed, Seg::None),
        (_, Seg::Rst) => (Closed, Seg::None),
        (state, _) => (state, Seg::None),
    }
}
