//! The lab's real half: two child processes make the calls, and the kernel is asked what became of their sockets.

use std::collections::HashMap;
use std::io;
use std::thread;
use std::time::{Duration, Instant};

use super::child::Child;
use super::network::{Counted, Network};
use crate::lab::{Act, Attended, Count, EndOfAct, Exercise, Place, Played, Seen, Simulation, crossed, sent, subject};
use crate::live::Info;
use crate::sim::{Call, Input, Limit, PerSide, Side};
use crate::tcp::State;

/// How often the kernel is asked.
const LOOK: Duration = Duration::from_millis(2);
/// Nothing has changed for so long: it is quiet. A delayed ACK takes 40 ms.
const QUIET: Duration = Duration::from_millis(60);
/// No act is watched for longer.
const LONGEST: Duration = Duration::from_millis(1500);
/// A recorded session may wait for hours; here nobody does.
const LONGEST_WAIT: Duration = Duration::from_millis(1300);

/// Two programs on this machine's loopback, and the simulation beside them.
pub struct Lab {
    // The programs end first, and then their network.
    programs: PerSide<Child>,
    network: Network,
    can_be_cut: bool,
    simulation: Simulation,
    ports: PerSide<u16>,
    /// The ports of each connection, by those that it has in the simulation.
    connections: HashMap<(u16, u16), PerSide<u16>>,
}

impl Lab {
    /// Starts both programs.
    ///
    /// # Errors
    /// When they cannot be started.
    pub fn start(exercise: &Exercise) -> io::Result<Self> {
        let (mut network, mut programs) = Network::with_programs()?;
        let can_be_cut = exercise.cuts() && network.can_be_cut();
        let mut ports = PerSide::both(0);
        for side in Side::BOTH {
            // A descriptor more would be one too many where descriptors are counted.
            if exercise.needs_port(side) {
                (_, ports[side]) = programs[side].call("bind 0 0")?;
            }
            if let Some(keepalive) = exercise.setup.settings[side].keepalive {
                programs[side].call(&format!("keepalive 0 {}", keepalive.idle.as_secs()))?;
            }
            for (word, most) in [
                ("backlog", exercise.setup.limits[side].backlog),
                ("descriptors", exercise.setup.limits[side].descriptors),
            ] {
                if let Some(most) = most {
                    programs[side].call(&format!("{word} 0 {most}"))?;
                }
            }
        }
        let simulation = Simulation::new(exercise);
        Ok(Self { programs, network, can_be_cut, simulation, ports, connections: HashMap::new() })
    }

    /// Where the sockets are.
    #[must_use]
    pub fn place(&self) -> Place {
        self.network.place(self.ports.b)
    }

    /// Plays an act in both worlds.
    ///
    /// # Errors
    /// When a program does not answer, or the kernel does not.
    pub fn act(&mut self, act: &Act) -> io::Result<Played> {
        match *act {
            Act::Link(change) if self.can_be_cut => {
                self.network.change(change)?;
                let simulated = self.simulation.act(act);
                let now = self.look(self.attended())?.map(|seen| state_and_count(seen.as_ref()).0);
                Ok(Played { act: act.clone(), simulated, here: Seen { now, ..Seen::default() } })
            }
            Act::Link(change) => self.play(&Act::NoLink(change)),
            _ => self.play(act),
        }
    }

    fn play(&mut self, act: &Act) -> io::Result<Played> {
        let before = self.attended();
        let simulated = self.simulation.act(act);
        let after = self.attended();
        let is_called = Side::BOTH.into_iter().any(|side| connects(act, side));
        // A SYN that was lost may arrive later, with nobody calling.
        let begins = |side: Side| is_called || (matches!(act, Act::Wait(_)) && before[side].is_none());
        let fate = PerSide::from_fn(|side| match before[side] == after[side] {
            true => Fate::GoesOn,
            false if begins(side) => Fate::Begins,
            false => Fate::IsLeft,
        });
        let subject = subject(act, before, after);
        let mut watch = Watch::new(self.look(before)?, fate);
        // Ports may have been those of a connection before.
        let far = self.look_at(subject.filter(|_| !is_called))?;
        let mut returned = Vec::new();
        let mut wait = Duration::ZERO;
        match act {
            Act::Calls(inputs) => {
                for input in inputs {
                    returned.extend(self.make(input, before, after)?);
                    watch.take(self.look(after)?);
                }
                self.accept_by_itself()?;
            }
            Act::Wait(time) => wait = (*time).min(LONGEST_WAIT),
            Act::NotHere(_) | Act::NoLink(_) | Act::Link(_) => {}
        }
        let began = Instant::now();
        while began.elapsed() < wait || (watch.changed.elapsed() < QUIET && began.elapsed() < wait + LONGEST) {
            thread::sleep(LOOK);
            watch.take(self.look(after)?);
        }
        let is_meant = PerSide::from_fn(|side| after[side].map(|attended| attended.ports) == subject);
        let far = (far, self.look_at(subject)?);
        let ends = PerSide::from_fn(|side| EndOfAct {
            connects: connects(act, side),
            closes: closes(act, side),
            ..if is_meant[side] || subject.is_none() { watch.end(side) } else { far_end(&far, side) }
        });
        let sent = PerSide::from_fn(|side| {
            if is_meant[side] {
                return sent(&ends[side], &ends[side.other()]);
            }
            // Its calls go to another connection, which only it can have counted.
            watch.end(side).count.map(|count| count.sent)
        });
        let here = Seen { returned, sent, crossed: crossed(&ends), ..watch.seen() };
        Ok(Played { act: act.clone(), simulated, here })
    }

    fn attended(&self) -> PerSide<Option<Attended>> {
        PerSide::from_fn(|side| self.simulation.attended(side))
    }

    /// Makes one call, and says what it returned if calls of its kind return something in the simulation.
    fn make(
        &mut self,
        input: &Input,
        before: PerSide<Option<Attended>>,
        after: PerSide<Option<Attended>>,
    ) -> io::Result<Option<String>> {
        let number =
            |attended: PerSide<Option<Attended>>, side: Side| attended[side].map_or(0, |attended| attended.number);
        let (side, line) = match *input {
            Input::Call(side, Call::Connect) => {
                return self.connect(side, after[side]).map(Some);
            }
            Input::Call(side, call) => {
                let with = match call {
                    Call::Write(octets) | Call::Read(octets) => octets,
                    _ => 0,
                };
                (side, format!("{} {} {with}", call.word(), number(before, side)))
            }
            Input::Socket(side) => (side, format!("socket {} 0", number(after, side))),
            Input::Accept(side) => (side, format!("accept {}{}", number(after, side), self.callers(side))),
            Input::Limit(side, limit, most) => {
                let word = if limit == Limit::Backlog { "backlog" } else { "descriptors" };
                self.programs[side].call(&format!("{word} 0 {}", most.unwrap_or(128)))?;
                return Ok(None);
            }
            _ => return Ok(None),
        };
        self.programs[side].call(&line).map(|(returned, _)| Some(returned))
    }

    fn connect(&mut self, side: Side, attended: Option<Attended>) -> io::Result<String> {
        let number = attended.map_or(0, |attended| attended.number);
        let to = self.ports[side.other()];
        let (returned, port) = self.programs[side].call(&format!("connect {number} {to}"))?;
        let ports = if side == Side::A { PerSide::new(port, to) } else { PerSide::new(to, port) };
        if let Some(attended) = attended {
            self.connections.insert(attended.ports, ports);
        }
        Ok(returned)
    }

    /// Where the simulated program takes what waits by itself, the real one does as well.
    fn accept_by_itself(&mut self) -> io::Result<()> {
        for side in Side::BOTH.into_iter().filter(|side| self.simulation.accepts_by_itself(*side)) {
            if let Some(Attended { number, .. }) = self.simulation.attended(side) {
                let line = format!("take {number}{}", self.callers(side));
                self.programs[side].call(&line)?;
            }
        }
        Ok(())
    }

    /// The ports that the other end has called from: who calls from elsewhere is a stranger.
    fn callers(&self, side: Side) -> String {
        let ports = self.connections.values().map(|ports| format!(" {}", ports[side.other()]));
        std::iter::once(" 0".to_owned()).chain(ports).collect()
    }

    /// The sockets of both ends of the connection that has these ports in the simulation.
    fn look_at(&mut self, ports: Option<(u16, u16)>) -> io::Result<Ends> {
        let mut found = PerSide::both(None);
        let Some(ports) = ports.and_then(|ports| self.connections.get(&ports)).copied() else { return Ok(found) };
        for side in Side::BOTH {
            found[side] = self.find(ports[side], ports[side.other()])?;
        }
        Ok(found)
    }

    fn find(&mut self, own: u16, other: u16) -> io::Result<Option<Counted>> {
        // Where there is no such connection, whoever listens for it is found.
        let is_it = |(socket, _): &Counted| (socket.local.port(), socket.remote.port()) == (own, other);
        Ok(self.network.find(own, other)?.filter(is_it))
    }

    /// The sockets of both ends' connections with these numbers; without a number, the end's listener.
    fn look(&mut self, attended: PerSide<Option<Attended>>) -> io::Result<Ends> {
        let mut found = PerSide::both(None);
        for side in Side::BOTH {
            let ports = attended[side].and_then(|attended| self.connections.get(&attended.ports));
            let (own, other) = match ports {
                Some(ports) => (ports[side], ports[side.other()]),
                None if attended[side].is_none() && self.ports[side] != 0 => (self.ports[side], 0),
                None => continue,
            };
            found[side] = self.find(own, other)?;
        }
        Ok(found)
    }
}

/// Both ends of a connection, as far as they are there.
type Ends = PerSide<Option<Counted>>;

/// What an act does to the connection that an end's calls go to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// It is the same afterwards.
    GoesOn,
    /// There is another one, which begins with the act.
    Begins,
    /// There is another one, which was there before.
    IsLeft,
}

/// What is seen of both ends while an act is played.
struct Watch {
    fate: PerSide<Fate>,
    /// What was counted of each before; of one that begins, nothing was.
    base: PerSide<Option<Count>>,
    before: PerSide<State>,
    entered: PerSide<Vec<State>>,
    last: PerSide<(State, Option<Count>)>,
    changed: Instant,
}

impl Watch {
    fn new(seen: Ends, fate: PerSide<Fate>) -> Self {
        let last = seen.map(|seen| state_and_count(seen.as_ref()));
        let base = PerSide::from_fn(|side| match fate[side] {
            Fate::GoesOn => last[side].1,
            Fate::Begins => Some(Count::default()),
            Fate::IsLeft => None,
        });
        let before = PerSide::from_fn(|side| match fate[side] {
            Fate::Begins => State::Closed,
            Fate::GoesOn | Fate::IsLeft => last[side].0,
        });
        Self { fate, base, before, entered: PerSide::both(Vec::new()), last, changed: Instant::now() }
    }

    #[expect(clippy::needless_pass_by_value, reason = "what was seen is taken")]
    fn take(&mut self, seen: Ends) {
        for side in Side::BOTH {
            let now = state_and_count(seen[side].as_ref());
            // Before a connection begins there is none.
            let is_to_come = self.fate[side] == Fate::Begins && self.entered[side].is_empty() && now.0 == State::Closed;
            if now.0 != self.last[side].0 && !is_to_come {
                self.entered[side].push(now.0);
            }
            if now != self.last[side] {
                self.last[side] = now;
                self.changed = Instant::now();
            }
        }
    }

    /// What is known of an end.
    fn end(&self, side: Side) -> EndOfAct {
        EndOfAct {
            states: [&[self.before[side]], &self.entered[side][..], &[self.last[side].0]].concat(),
            is_new: self.fate[side] == Fate::Begins,
            count: self.last[side].1.zip(self.base[side]).map(|(now, before)| now.since(before)),
            ..EndOfAct::default()
        }
    }

    /// The states that were seen.
    fn seen(self) -> Seen {
        Seen { entered: self.entered, now: self.last.map(|(state, _)| state), ..Seen::default() }
    }
}

/// What is known of an end whose program's calls go to another connection, by a look before the act and one after it.
fn far_end((before, after): &(Ends, Ends), side: Side) -> EndOfAct {
    let (before, after) = (state_and_count(before[side].as_ref()), state_and_count(after[side].as_ref()));
    let is_new = before.0 == State::Closed && after.0 != State::Closed;
    let base = if is_new { Some(Count::default()) } else { before.1 };
    EndOfAct {
        states: vec![before.0, after.0],
        is_new,
        count: after.1.zip(base).map(|(now, before)| now.since(before)),
        ..EndOfAct::default()
    }
}

/// Whether a side calls `connect()` in an act.
fn connects(act: &Act, side: Side) -> bool {
    calls(act, side, |call| call == Call::Connect)
}

/// Whether a side calls `close()` in an act, or resets its connection.
fn closes(act: &Act, side: Side) -> bool {
    calls(act, side, |call| matches!(call, Call::Close | Call::Abort))
}

fn calls(act: &Act, side: Side, is_wanted: impl Fn(Call) -> bool) -> bool {
    let is_it = |input: &Input| matches!(input, Input::Call(caller, call) if *caller == side && is_wanted(*call));
    matches!(act, Act::Calls(inputs) if inputs.iter().any(is_it))
}

/// A connection's state, and what is counted of it. What is not there is CLOSED.
fn state_and_count(seen: Option<&Counted>) -> (State, Option<Count>) {
    let Some((socket, info)) = seen else { return (State::Closed, None) };
    let count = |info: &Info| Count {
        sent: info.segments_out,
        sent_data: info.data_segments_out,
        sent_octets: info.octets_sent,
        came: info.segments_in,
        came_data: info.data_segments_in,
        came_octets: info.octets_received,
        again: info.retransmissions,
    };
    (socket.state, info.as_ref().filter(|_| socket.state != State::Listen).map(count))
}
