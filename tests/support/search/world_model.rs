//! A world as something that can be searched: who may call what, what the network may do, and how patient the timers are.

use super::Model;
use smallvec::SmallVec;
use tcptutor::sim::search::{Edges, Fingerprint, Order};
use tcptutor::sim::{Call, Input, Side, World};
use tcptutor::tcp::Timer;

/// A call that a side may make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowed {
    /// Who.
    pub side: Side,
    /// What.
    pub call: Call,
    /// How often; [`Allowed::ALWAYS`] is forever.
    pub times: u8,
}

impl Allowed {
    /// As often as one likes.
    pub const ALWAYS: u8 = u8::MAX;
}

/// When a timer may fire. Time does not pass in a search: what is possible is asked, not when.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Patience {
    /// As in a network that is much faster than its timers: something is sent again when nothing is on its way any more, and
    /// 2 MSL end when nothing is to be sent again.
    #[default]
    Realistic,
    /// Any running timer at any moment.
    None,
}

/// What may happen in a search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorldModel {
    /// The calls, in the order in which they are tried.
    pub calls: Vec<Allowed>,
    /// Which timers may fire.
    pub timers: Vec<Timer>,
    /// How many packets may be lost.
    pub drops: u8,
    /// How many may arrive twice.
    pub duplicates: u8,
    /// In what order packets arrive.
    pub order: Order,
    /// When timers may fire.
    pub patience: Patience,
    /// What of the edges taken counts.
    pub edges: Edges,
}

impl Default for WorldModel {
    /// Every call, but only one write; no faults; all timers but those of the user (user timeout, keep-alive).
    fn default() -> Self {
        let times = |call| if matches!(call, Call::Write(_)) { 1 } else { Allowed::ALWAYS };
        let calls =
            Side::BOTH.into_iter().flat_map(|side| Call::ALL.map(|call| Allowed { side, call, times: times(call) }));
        Self {
            calls: calls.collect(),
            timers: Timer::ALL.into_iter().filter(|timer| !matches!(timer, Timer::User | Timer::Keepalive)).collect(),
            drops: 0,
            duplicates: 0,
            order: Order::InTurn,
            patience: Patience::Realistic,
            edges: Edges::Ignored,
        }
    }
}

/// A world, and what may still be done to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// The world.
    pub world: World,
    /// Drops, duplicates, then each allowed call: how often it may still happen.
    left: SmallVec<[u8; 24]>,
}

const DROPS: usize = 0;
const DUPLICATES: usize = 1;
const CALLS: usize = 2;

impl WorldModel {
    /// Nothing may happen but what the network and the timers do; calls are to be added.
    #[must_use]
    pub fn quiet() -> Self {
        Self { calls: Vec::new(), ..Self::default() }
    }

    /// The same with these calls too, for both sides, this many times each.
    #[must_use]
    pub fn with_calls(mut self, calls: &[Call], times: u8) -> Self {
        for side in Side::BOTH {
            self.calls.extend(calls.iter().map(|call| Allowed { side, call: *call, times }));
        }
        self
    }

    /// The same with this many losses and duplicates.
    #[must_use]
    pub fn with_faults(mut self, drops: u8, duplicates: u8) -> Self {
        (self.drops, self.duplicates) = (drops, duplicates);
        self
    }

    /// Where a search of this world begins.
    #[must_use]
    pub fn start(&self, world: &World) -> Position {
        let left = [self.drops, self.duplicates].into_iter().chain(self.calls.iter().map(|allowed| allowed.times));
        let mut world = world.clone();
        world.forget_the_past();
        Position { world, left: left.collect() }
    }

    /// Which of the budgets an input is taken from.
    fn budget(&self, input: &Input) -> Option<usize> {
        match input {
            Input::Drop(_) => Some(DROPS),
            Input::Duplicate(_) => Some(DUPLICATES),
            Input::Call(side, call) => {
                let found = self.calls.iter().position(|allowed| allowed.side == *side && allowed.call == *call);
                found.map(|at| CALLS + at)
            }
            _ => None,
        }
    }

    fn timers(&self, world: &World, actions: &mut Vec<Input>) {
        let on_its_way = world.packets().iter().any(|packet| packet.arrives.is_some());
        let runs = |timer| {
            let mut connections = Side::BOTH.into_iter().flat_map(|side| &world.host(side).connections);
            connections.any(|connection| connection.tcb.timers().deadline(timer).is_some())
        };
        let ack_waits = runs(Timer::DelayedAck);
        let lively = ack_waits || runs(Timer::Retransmission) || runs(Timer::Persist);
        for side in Side::BOTH {
            for (_, timer) in world.running_timers(side) {
                let in_time = match timer {
                    _ if self.patience == Patience::None => true,
                    Timer::DelayedAck => true,
                    Timer::Retransmission | Timer::Persist => !on_its_way && !ack_waits,
                    Timer::Keepalive | Timer::User | Timer::FinWait2 | Timer::TimeWait => !on_its_way && !lively,
                };
                if in_time && self.timers.contains(&timer) {
                    actions.push(Input::Fire(side, Some(timer)));
                }
            }
        }
    }

    fn deliveries(&self, world: &World, actions: &mut Vec<Input>) {
        for side in Side::BOTH {
            let mut moving = world.packets().iter().filter(|packet| packet.id.from == side && packet.arrives.is_some());
            match self.order {
                Order::InTurn => actions.extend(moving.next().map(|packet| Input::Deliver(packet.id))),
                Order::Any => actions.extend(moving.map(|packet| Input::Deliver(packet.id))),
            }
        }
    }
}

impl Model for WorldModel {
    type State = Position;
    type Action = Input;

    fn actions(&self, position: &Position, actions: &mut Vec<Input>) {
        let world = &position.world;
        for (allowed, left) in self.calls.iter().zip(&position.left[CALLS..]) {
            if *left > 0 && world.is_plausible_call(allowed.side, allowed.call) {
                actions.push(Input::Call(allowed.side, allowed.call));
            }
        }
        self.timers(world, actions);
        self.deliveries(world, actions);
        if position.left[DROPS] > 0 {
            actions.extend(world.packets().iter().map(|packet| Input::Drop(packet.id)));
        }
        if position.left[DUPLICATES] > 0 {
            actions.extend(world.packets().iter().map(|packet| Input::Duplicate(packet.id)));
        }
    }

    fn next(&self, position: &Position, input: Input) -> Option<Position> {
        let mut next = position.clone();
        if let Some(budget) = self.budget(&input)
            && next.left[budget] != Allowed::ALWAYS
        {
            next.left[budget] = next.left[budget].checked_sub(1)?;
        }
        match input {
            Input::Call(side, call) => {
                next.world.call_silently(side, call).filter(|reply| !reply.is_error())?;
            }
            _ => next.world.apply_silently(&input),
        }
        next.world.let_programs_act();
        next.world.forget_the_past();
        Some(next)
    }

    fn fingerprint(&self, position: &Position) -> u128 {
        let mut print = Fingerprint::default();
        for left in position.left.chunks(8) {
            print.word(left.iter().fold(0, |word, left| word << 8 | u64::from(*left)));
        }
        position.world.fingerprint(&mut print, self.order, self.edges);
        print.value()
    }
}
