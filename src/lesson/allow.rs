//! What a learner may use to reach a goal.

use super::command::Handling;
use crate::language::{Language, LessonWords};
use crate::say;
use crate::sim::{Call, Connection, Forged, Host, Input, Side, Socket, World};
use crate::tcp::{Flags, State};
use std::sync::Arc;

/// One kind of action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
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

/// How a learner reads a word of `allow`.
type Read = fn(&LessonWords) -> &'static str;

/// A set of actions, and how many faults among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Allow {
    actions: u16,
    /// How many faults at the most.
    pub faults: u32,
}

impl Action {
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
            Input::Call(Side::A, _)
            | Input::Option(Side::A, ..)
            | Input::UserTimeout(Side::A, _)
            | Input::ShutdownRead(Side::A) => Some(Self::CallsOfA),
            Input::Call(Side::B, _)
            | Input::Option(Side::B, ..)
            | Input::UserTimeout(Side::B, _)
            | Input::ShutdownRead(Side::B) => Some(Self::CallsOfB),
            Input::Fire(..) => Some(Self::Timers),
            Input::Drop(_) => Some(Self::Drop),
            Input::Hold(_) | Input::Release(_) => Some(Self::Hold),
            Input::Duplicate(_) => Some(Self::Duplicate),
            Input::Replay(_) => Some(Self::Replay),
            Input::Inject(..) => Some(Self::Forge),
            Input::Link(_) | Input::Profile(_) | Input::QuietTime(_) | Input::IsnClock(_) => Some(Self::Link),
            Input::Reboot(_) => Some(Self::Reboot),
            Input::App(..)
            | Input::Socket(_)
            | Input::Accept(_)
            | Input::Limit(..)
            | Input::Kill(_)
            | Input::Share(..) => Some(Self::Programs),
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
    /// The words of `allow`, each with what it stands for, and how a learner reads it.
    pub const NAMES: [(&'static str, &'static [Action], Read); 12] = [
        ("user calls", &[Action::CallsOfA, Action::CallsOfB], |words| words.may_user_calls),
        ("A's calls", &[Action::CallsOfA], |words| words.may_calls_of_a),
        ("B's calls", &[Action::CallsOfB], |words| words.may_calls_of_b),
        ("timers", &[Action::Timers], |words| words.may_timers),
        ("drop", &[Action::Drop], |words| words.may_drop),
        ("hold", &[Action::Hold], |words| words.may_hold),
        ("duplicate", &[Action::Duplicate], |words| words.may_duplicate),
        ("replay", &[Action::Replay], |words| words.may_replay),
        ("forge", &[Action::Forge], |words| words.may_forge),
        ("link", &[Action::Link], |words| words.may_link),
        ("reboot", &[Action::Reboot], |words| words.may_reboot),
        ("programs", &[Action::Programs], |words| words.may_programs),
    ];

    /// Nothing but time.
    #[must_use]
    pub const fn nothing() -> Self {
        Self { actions: 0, faults: u32::MAX }
    }

    /// Everything there is.
    #[must_use]
    pub fn everything() -> Self {
        Self::nothing().with(&Action::ALL)
    }

    /// The calls of both ends.
    #[must_use]
    pub fn calls() -> Self {
        Self::nothing().with(&[Action::CallsOfA, Action::CallsOfB])
    }

    /// The same and more.
    #[must_use]
    pub fn with(mut self, actions: &[Action]) -> Self {
        for action in actions {
            self.actions |= 1 << *action as u16;
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
    pub const fn has(self, action: Action) -> bool {
        self.actions & 1 << action as u16 != 0
    }

    /// Whether an input is, whatever was done before.
    #[must_use]
    pub const fn permits(self, input: &Input) -> bool {
        match Action::of(input) {
            Some(action) => self.has(action),
            None => true,
        }
    }

    /// Its words as a learner reads them, in the order of the table.
    pub fn words(self, language: &Language) -> impl Iterator<Item = &'static str> {
        let both = self.has(Action::CallsOfA) && self.has(Action::CallsOfB);
        let shown = move |actions: &[Action]| {
            actions.iter().all(|action| self.has(*action)) && (actions.len() > 1 || !both || !is_call(actions[0]))
        };
        Self::NAMES.iter().filter(move |(_, actions, _)| shown(actions)).map(|(.., read)| read(&language.lessons))
    }

    /// What may be used, and how many faults are left where they are counted, in a sentence.
    #[must_use]
    pub fn describe(self, faults_left: Option<u32>, language: &Language) -> String {
        let texts = &language.lessons;
        let words: Vec<&str> = self.words(language).collect();
        let means = if words.is_empty() { texts.only_time.to_owned() } else { language.in_a_row(words) };
        match faults_left {
            Some(n) if n > 0 => say!(language, texts.allowed_faults, means = &means, n),
            Some(0) if self.faults > 0 => say!(language, texts.allowed_no_fault, means = &means),
            _ => say!(language, texts.allowed, means = &means),
        }
    }

    /// Every action that may be worth trying in a world, the plainest first, within these.
    pub(super) fn moves(self, world: &World, faults_left: u32) -> Vec<Input> {
        let mut moves: Vec<Input> = Vec::new();
        if world.next_due().is_some() {
            moves.push(Input::Step);
        }
        let callers = [(Side::A, Action::CallsOfA), (Side::B, Action::CallsOfB)].into_iter();
        let callers = callers.filter(|(_, action)| self.has(*action)).map(|(side, _)| side);
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
            if self.has(Action::Programs) {
                moves.extend(world.can_accept(side).then_some(Input::Accept(side)));
                moves.push(Input::Kill(side));
            }
            if self.has(Action::Timers) {
                moves.extend(world.running_timers(side).map(|(_, timer)| Input::Fire(side, Some(timer))));
            }
        }
        if self.has(Action::Hold) {
            let held = world.packets().iter().filter(|packet| packet.arrives.is_none());
            moves.extend(held.map(|packet| Input::Release(packet.id)));
        }
        if faults_left > 0 {
            self.faults(world, &mut moves);
        }
        moves
    }

    fn faults(self, world: &World, moves: &mut Vec<Input>) {
        let packet_actions =
            [(Action::Drop, Handling::Drop), (Action::Hold, Handling::Hold), (Action::Duplicate, Handling::Duplicate)];
        for packet in world.packets().iter().filter(|packet| packet.arrives.is_some()) {
            let done = packet_actions.iter().filter(|(action, _)| self.has(*action));
            moves.extend(done.map(|(_, handling)| handling.input(packet.id)));
        }
        if self.has(Action::Replay) {
            moves.extend(world.tray().map(|packet| Input::Replay(packet.id)));
        }
        for side in Side::BOTH {
            if self.has(Action::Forge) {
                let flags = [Flags::SYN, Flags::RST, Flags::FIN_ACK];
                moves.extend(flags.map(|flags| Input::Inject(side, Forged::bare(flags))));
            }
            if self.has(Action::Reboot) {
                moves.push(Input::Reboot(side));
            }
        }
    }
}

/// The connections that calls do not go to now, and could: to any of them where there are several.
pub(super) fn others_to_call(host: &Host) -> impl Iterator<Item = Socket> {
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

const fn is_call(action: Action) -> bool {
    matches!(action, Action::CallsOfA | Action::CallsOfB)
}

/// The emergency exits come last.
const fn last_resort(call: Call) -> u8 {
    match call {
        Call::Shutdown => 1,
        Call::Abort => 2,
        _ => 0,
    }
}
