//! What a learner may use to reach a goal.

use super::command::Handling;
use crate::sim::{Call, Connection, Forged, Host, Input, Side, Socket, World};
use crate::tcp::{Flags, State};
use std::sync::Arc;

/// One kind of action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Deed {
    /// A user call of A, `setsockopt()` among them.
    CallsOfA,
    /// A user call of B, `setsockopt()` among them.
    CallsOfB,
    /// A timer fires early.
    Timers,
    /// A segment is lost.
    Drop,
    /// A segment is held back, or goes on.
    Hold,
    /// A segment is doubled.
    Duplicate,
    /// A segment of the past comes back.
    Replay,
    /// A forged segment.
    Forge,
    /// The link changes.
    Link,
    /// A host restarts.
    Reboot,
    /// What programs do with their sockets: accept, kill, another socket, another way to behave.
    Programs,
}

/// A set of actions, and how many faults among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Allow {
    deeds: u16,
    /// How many faults at the most.
    pub faults: u32,
}

impl Deed {
    const ALL: [Self; 11] = [
        Self::CallsOfA,
        Self::CallsOfB,
        Self::Timers,
        Self::Drop,
        Self::Hold,
        Self::Duplicate,
        Self::Replay,
        Self::Forge,
        Self::Link,
        Self::Reboot,
        Self::Programs,
    ];

    /// What kind of action an input is; `None` for what is always free: time passing, and turning to another connection.
    #[must_use]
    pub const fn of(input: &Input) -> Option<Self> {
        match input {
            Input::Call(Side::A, _) | Input::Option(Side::A, ..) => Some(Self::CallsOfA),
            Input::Call(Side::B, _) | Input::Option(Side::B, ..) => Some(Self::CallsOfB),
            Input::Fire(..) => Some(Self::Timers),
            Input::Drop(_) => Some(Self::Drop),
            Input::Hold(_) | Input::Release(_) => Some(Self::Hold),
            Input::Duplicate(_) => Some(Self::Duplicate),
            Input::Replay(_) => Some(Self::Replay),
            Input::Inject(..) => Some(Self::Forge),
            Input::Link(_) | Input::Profile(_) | Input::QuietTime(_) => Some(Self::Link),
            Input::Reboot(_) => Some(Self::Reboot),
            Input::App(..) | Input::Socket(_) | Input::Accept(_) | Input::Limit(..) | Input::Kill(_) => {
                Some(Self::Programs)
            }
            Input::Attend(..) | Input::Step | Input::Advance(_) | Input::Deliver(_) => None,
        }
    }

    /// Whether such an action breaks something whatever it is done to; holding a segment does, and letting it go does not.
    #[must_use]
    pub const fn is_always_a_fault(self) -> bool {
        matches!(self, Self::Drop | Self::Duplicate | Self::Replay | Self::Forge | Self::Reboot)
    }

    /// Whether it breaks something that would have gone well: letting a held segment go does not.
    #[must_use]
    pub const fn is_fault(input: &Input) -> bool {
        matches!(
            input,
            Input::Drop(_)
                | Input::Hold(_)
                | Input::Duplicate(_)
                | Input::Replay(_)
                | Input::Inject(..)
                | Input::Reboot(_)
        )
    }
}

impl Allow {
    /// The words of `allow`, each with what it stands for and a sentence.
    pub const NAMES: [(&'static str, &'static [Deed], &'static str); 12] = [
        ("user calls", &[Deed::CallsOfA, Deed::CallsOfB], "every call of both ends"),
        ("A's calls", &[Deed::CallsOfA], "the calls of A"),
        ("B's calls", &[Deed::CallsOfB], "the calls of B"),
        ("timers", &[Deed::Timers], "letting a timer fire early"),
        ("drop", &[Deed::Drop], "losing a segment"),
        ("hold", &[Deed::Hold], "holding a segment back and letting it go"),
        ("duplicate", &[Deed::Duplicate], "doubling a segment"),
        ("replay", &[Deed::Replay], "bringing an old segment back"),
        ("forge", &[Deed::Forge], "sending a forged segment"),
        ("link", &[Deed::Link], "changing the link"),
        ("reboot", &[Deed::Reboot], "restarting a host"),
        ("programs", &[Deed::Programs], "accept(), kill and what else programs do with their sockets"),
    ];

    /// Nothing but time.
    #[must_use]
    pub const fn nothing() -> Self {
        Self { deeds: 0, faults: u32::MAX }
    }

    /// Everything there is.
    #[must_use]
    pub fn everything() -> Self {
        Self::nothing().with(&Deed::ALL)
    }

    /// The calls of both ends.
    #[must_use]
    pub fn calls() -> Self {
        Self::nothing().with(&[Deed::CallsOfA, Deed::CallsOfB])
    }

    /// The same and more.
    #[must_use]
    pub fn with(mut self, deeds: &[Deed]) -> Self {
        for deed in deeds {
            self.deeds |= 1 << *deed as u16;
        }
        self
    }

    /// The same with this many faults at the most.
    #[must_use]
    pub const fn up_to(mut self, faults: u32) -> Self {
        self.faults = faults;
        self
    }

    /// Whether a kind of action is among them.
    #[must_use]
    pub const fn has(self, deed: Deed) -> bool {
        self.deeds & 1 << deed as u16 != 0
    }

    /// Whether an input is, whatever was done before.
    #[must_use]
    pub const fn permits(self, input: &Input) -> bool {
        match Deed::of(input) {
            Some(deed) => self.has(deed),
            None => true,
        }
    }

    /// Its words, in the order of the table.
    pub fn words(self) -> impl Iterator<Item = &'static str> {
        let both = self.has(Deed::CallsOfA) && self.has(Deed::CallsOfB);
        let shown = move |deeds: &[Deed]| {
            deeds.iter().all(|deed| self.has(*deed)) && (deeds.len() > 1 || !both || !is_call(deeds[0]))
        };
        Self::NAMES.iter().filter(move |(_, deeds, _)| shown(deeds)).map(|(word, ..)| *word)
    }

    /// What may be used, in a sentence without its full stop.
    #[must_use]
    pub fn told(self, faults_left: Option<u32>) -> String {
        let words: Vec<&str> = self.words().collect();
        let words = if words.is_empty() { "nothing but time".to_owned() } else { words.join(", ") };
        let faults = match faults_left {
            Some(1) => ", one fault left".to_owned(),
            Some(0) if self.faults > 0 => ", no fault left".to_owned(),
            Some(n) if n > 0 => format!(", {n} faults left"),
            _ => String::new(),
        };
        format!("You may use: {words}{faults}")
    }

    /// Every action that may be worth trying in a world, the plainest first, within these.
    pub(super) fn moves(self, world: &World, faults_left: u32) -> Vec<Input> {
        let mut moves: Vec<Input> = Vec::new();
        if world.next_due().is_some() {
            moves.push(Input::Step);
        }
        let callers = [(Side::A, Deed::CallsOfA), (Side::B, Deed::CallsOfB)].into_iter();
        let callers = callers.filter(|(_, deed)| self.has(*deed)).map(|(side, _)| side);
        let mut calls: Vec<(Side, Call)> = callers
            .clone()
            .flat_map(|side| world.likely_calls(side).map(move |call| (side, call)))
            .filter(|(side, call)| !matches!(call, Call::Write(_)) || has_little_written(world, *side))
            .collect();
        calls.sort_by_key(|(_, call)| last_resort(*call));
        moves.extend(calls.into_iter().map(|(side, call)| Input::Call(side, call)));
        for side in callers {
            moves.extend(others_to_call(world.host(side)).map(|socket| Input::Attend(side, socket)));
        }
        for side in Side::BOTH {
            if self.has(Deed::Programs) {
                moves.extend(world.can_accept(side).then_some(Input::Accept(side)));
                moves.push(Input::Kill(side));
            }
            if self.has(Deed::Timers) {
                moves.extend(world.running_timers(side).map(|(_, timer)| Input::Fire(side, Some(timer))));
            }
        }
        if self.has(Deed::Hold) {
            let held = world.packets().iter().filter(|packet| packet.arrives.is_none());
            moves.extend(held.map(|packet| Input::Release(packet.id)));
        }
        if faults_left > 0 {
            self.faults(world, &mut moves);
        }
        moves
    }

    fn faults(self, world: &World, moves: &mut Vec<Input>) {
        let packet_deeds =
            [(Deed::Drop, Handling::Drop), (Deed::Hold, Handling::Hold), (Deed::Duplicate, Handling::Duplicate)];
        for packet in world.packets().iter().filter(|packet| packet.arrives.is_some()) {
            let done = packet_deeds.iter().filter(|(deed, _)| self.has(*deed));
            moves.extend(done.map(|(_, handling)| handling.input(packet.id)));
        }
        if self.has(Deed::Replay) {
            moves.extend(world.tray().map(|packet| Input::Replay(packet.id)));
        }
        for side in Side::BOTH {
            if self.has(Deed::Forge) {
                let flags = [Flags::SYN, Flags::RST, Flags::FIN_ACK];
                moves.extend(flags.map(|flags| Input::Inject(side, Forged::bare(flags))));
            }
            if self.has(Deed::Reboot) {
                moves.push(Input::Reboot(side));
            }
        }
    }
}

/// The connections that calls do not go to now, and could: to any of them where there are several.
fn others_to_call(host: &Host) -> impl Iterator<Item = Socket> {
    let current = host.current().map(|connection| connection.id);
    let may_be_called =
        |c: &&Arc<Connection>| c.accepted && (c.is_left() || !matches!(c.tcb.state(), State::Closed | State::TimeWait));
    let others = host.connections.iter().filter(may_be_called).map(|connection| connection.id);
    others.filter(move |id| Some(*id) != current).map(Socket::Connection)
}

/// Writing on and on makes ever new worlds and leads nowhere.
fn has_little_written(world: &World, side: Side) -> bool {
    world.host(side).current().is_none_or(|connection| connection.written <= 2 * Call::DEFAULT_WRITE)
}

const fn is_call(deed: Deed) -> bool {
    matches!(deed, Deed::CallsOfA | Deed::CallsOfB)
}

/// The emergency exits come last.
const fn last_resort(call: Call) -> u8 {
    match call {
        Call::Shutdown => 1,
        Call::Abort => 2,
        _ => 0,
    }
}
