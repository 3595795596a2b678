//! The lab's real half: two child processes make the calls, and the kernel is asked what became of their sockets.

use core::net::{Ipv4Addr, SocketAddrV4};
use std::collections::HashMap;
use std::env;
use std::io::{self, BufRead, BufReader, Write};
use std::os::unix::process::CommandExt as _;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::netlink::Finder;
use crate::lab::{Act, Attended, Count, EndOfAct, Exercise, Played, Seen, Simulation, crossed, sent, subject};
use crate::live::{Info, Socket};
use crate::sim::{Call, Input, Limit, PerSide, Side};
use crate::tcp::State;

/// The word on the command line that makes this program an end's program.
pub const PROGRAM: &str = "lab-program";

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
    finder: Finder,
    simulation: Simulation,
    programs: PerSide<Program>,
    ports: PerSide<u16>,
    /// The ports of each connection, by those that it has in the simulation.
    connections: HashMap<(u16, u16), PerSide<u16>>,
}

/// A child process that is an end's program. Dropping it ends it.
struct Program {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Lab {
    /// Starts both programs.
    ///
    /// # Errors
    /// When they cannot be started.
    pub fn start(exercise: &Exercise) -> io::Result<Self> {
        let mut programs = PerSide::new(Program::start()?, Program::start()?);
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
        let (finder, simulation) = (Finder::open()?, Simulation::new(exercise));
        Ok(Self { finder, simulation, programs, ports, connections: HashMap::new() })
    }

    /// The port that B's program listens at.
    #[must_use]
    pub const fn port(&self) -> u16 {
        self.ports.b
    }

    /// Plays an act in both worlds.
    ///
    /// # Errors
    /// When a program does not answer, or the kernel does not.
    pub fn act(&mut self, act: &Act) -> io::Result<Played> {
        let before = self.attended();
        let simulated = self.simulation.act(act);
        let after = self.attended();
        let is_called = Side::BOTH.into_iter().any(|side| connects(act, side));
        let fate = PerSide::from_fn(|side| match before[side] == after[side] {
            true => Fate::GoesOn,
            false if is_called => Fate::Begins,
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
            Act::NotHere(_) => {}
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
            Input::Accept(side) => (side, format!("accept {} 0", number(after, side))),
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
                self.programs[side].call(&format!("take {number} 0"))?;
            }
        }
        Ok(())
    }

    /// The sockets of both ends of the connection that has these ports in the simulation.
    fn look_at(&self, ports: Option<(u16, u16)>) -> io::Result<Ends> {
        let mut found = PerSide::both(None);
        let Some(ports) = ports.and_then(|ports| self.connections.get(&ports)) else { return Ok(found) };
        for side in Side::BOTH {
            found[side] = self.find(ports[side], ports[side.other()])?;
        }
        Ok(found)
    }

    fn find(&self, own: u16, other: u16) -> io::Result<Option<Counted>> {
        // Where there is no such connection, whoever listens for it is found.
        let is_it = |(socket, _): &Counted| (socket.local.port(), socket.remote.port()) == (own, other);
        Ok(self.finder.find(at(own), at(other))?.filter(is_it))
    }

    /// The sockets of both ends' connections with these numbers; without a number, the end's listener.
    fn look(&self, attended: PerSide<Option<Attended>>) -> io::Result<Ends> {
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

/// A socket with what the kernel has counted of it.
type Counted = (Socket, Option<Info>);

/// Both ends of a connection, as far as they are there.
type Ends = PerSide<Option<Counted>>;

/// A port on loopback; without one the address of nobody.
const fn at(port: u16) -> SocketAddrV4 {
    SocketAddrV4::new(if port == 0 { Ipv4Addr::UNSPECIFIED } else { Ipv4Addr::LOCALHOST }, port)
}

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
            if now.0 != self.last[side].0 {
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
        came: info.segments_in,
        came_data: info.data_segments_in,
        came_octets: info.octets_received,
        again: info.retransmissions,
    };
    (socket.state, info.as_ref().filter(|_| socket.state != State::Listen).map(count))
}

impl Program {
    /// Starts this very program as an end's program, in a process group of its own: a Ctrl-c is for its parent alone.
    fn start() -> io::Result<Self> {
        let mut child = Command::new(env::current_exe()?)
            .arg(PROGRAM)
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let input = child.stdin.take();
        let output = child.stdout.take().ok_or(io::ErrorKind::BrokenPipe)?;
        Ok(Self { child, input, output: BufReader::new(output) })
    }

    /// Lets it make a call; what that returned, and the port of the socket.
    fn call(&mut self, line: &str) -> io::Result<(String, u16)> {
        let input = self.input.as_mut().ok_or(io::ErrorKind::BrokenPipe)?;
        writeln!(input, "{line}")?;
        let mut answer = String::new();
        if self.output.read_line(&mut answer)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let mut words = answer.split_whitespace();
        let returned = words.next().unwrap_or_default().to_owned();
        Ok((returned, words.next().and_then(|port| port.parse().ok()).unwrap_or(0)))
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // Its input ends, and with that it ends by itself, with everything reset.
        drop(self.input.take());
        let _ = self.child.wait();
    }
}
