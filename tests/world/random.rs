//! Whatever is done to a world, sense or nonsense: it does not panic, and it does the same thing twice.

use std::collections::BTreeSet;
use std::time::Duration;

use crate::support::dice::Dice;
use tcptutor::language::ENGLISH;
use tcptutor::lesson::{Command, parse_command};
use tcptutor::sim::{
    AppBehaviour, Call, ConnectionId, Expression, Forged, Host, Input, Limit, LinkChange, PacketId, PerSide,
    ProfileName, Setup, Sharing, Side, Socket, SocketOption, Variable, World,
};
use tcptutor::tcp::{Flags, Keepalive, Profile, SeqNumber, Settings, Timer};

/// Inputs at random.
struct Chance(Dice);

impl Chance {
    fn below(&mut self, n: u32) -> u32 {
        self.0.below(n)
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        *self.0.pick(all)
    }

    fn side(&mut self) -> Side {
        self.of(&Side::BOTH)
    }

    /// A number as people and attackers choose them: small, at an edge, or anything.
    fn number(&mut self) -> u32 {
        let anything = u32::try_from(self.0.roll() >> 32).expect("32 bits");
        self.of(&[0, 1, 2, 9, 100, 1460, 65535, 65536, 1 << 31, u32::MAX, anything])
    }

    fn duration(&mut self) -> Duration {
        let some = Duration::from_millis(u64::from(self.number()));
        self.of(&[Duration::ZERO, Duration::from_millis(7), Duration::from_secs(1), some, Duration::MAX])
    }

    /// A packet that is on its way, mostly.
    fn packet(&mut self, world: &World) -> PacketId {
        if !world.packets().is_empty() && self.below(8) > 0 {
            return world.packets()[self.0.index(world.packets().len())].id;
        }
        let number = self.number();
        PacketId { from: self.side(), number }
    }

    fn call(&mut self) -> Call {
        match self.of(&Call::ALL) {
            Call::Write(_) => Call::Write(if self.below(8) > 0 { 10 } else { self.number() }),
            Call::Read(_) => Call::Read(self.number()),
            call => call,
        }
    }

    fn expression(&mut self) -> Option<Expression> {
        let base = self.of(&[
            Variable::Zero,
            Variable::SndNxt,
            Variable::SndUna,
            Variable::RcvNxt,
            Variable::Iss,
            Variable::Irs,
        ]);
        let offset = self.number();
        (self.below(2) > 0).then_some(Expression { base, offset })
    }

    fn forged(&mut self) -> Forged {
        let flags = [Flags::SYN, Flags::FIN, Flags::RST, Flags::ACK];
        let flags =
            flags.into_iter().fold(Flags::NONE, |all, flag| if self.below(2) > 0 { all.with(flag) } else { all });
        let len = self.of(&[0, 0, 0, 1, 10, 1460, u16::MAX]);
        Forged { flags, seq: self.expression(), ack: self.expression(), len, window: None }
    }

    fn link(&mut self) -> LinkChange {
        let side = self.of(&[None, Some(Side::A), Some(Side::B)]);
        let share = self.of(&[0, 1, 100, 1000, u16::MAX]);
        match self.below(8) {
            0 => LinkChange::Latency(side, self.duration()),
            1 => LinkChange::Cut(side),
            2 | 3 => LinkChange::Mend,
            4 => LinkChange::Loss(share),
            5 => LinkChange::Reorder(share),
            6 => LinkChange::Double(share),
            _ => LinkChange::Seed(self.0.roll()),
        }
    }

    /// What is done to a host and its program, not to a connection.
    fn about_a_host(&mut self, world: &World) -> Input {
        let side = self.side();
        let connections = world.host(side).connections.iter().map(|connection| Socket::Connection(connection.id));
        let sockets: Vec<Socket> = connections.chain([0, 99].map(Socket::numbered)).collect();
        match self.below(12) {
            0..3 => Input::Socket(side),
            3..5 => Input::Attend(side, self.of(&sockets)),
            5..8 => Input::Accept(side),
            8..11 => {
                let limit = self.of(&[Limit::Backlog, Limit::Workers, Limit::Descriptors, Limit::Ports]);
                Input::Limit(side, limit, self.of(&[None, None, Some(0), Some(1), Some(2), Some(5)]))
            }
            _ => self.of(&[
                Input::Option(side, SocketOption::Keepalive, true),
                Input::Option(side, SocketOption::Keepalive, false),
                Input::Option(side, SocketOption::Reuse, true),
                Input::Option(side, SocketOption::Reuse, false),
                Input::Kill(side),
                Input::Share(side, Sharing::Dup),
                Input::Share(side, Sharing::Fork),
                Input::Share(side, Sharing::Exec),
                Input::UserTimeout(side, Some(Duration::from_secs(3))),
                Input::Option(side, SocketOption::CloseOnExec, true),
                Input::Option(side, SocketOption::TimeWaitReuse, true),
                Input::QuietTime(true),
                Input::QuietTime(false),
                Input::IsnClock(true),
                Input::IsnClock(false),
                Input::Profile(ProfileName::Linux),
                Input::Profile(ProfileName::Rfc9293),
            ]),
        }
    }

    fn input(&mut self, world: &World) -> Input {
        match self.below(38) {
            0..8 => Input::Call(self.side(), self.call()),
            8..12 => Input::Deliver(self.packet(world)),
            12..18 => Input::Step,
            18 => Input::Drop(self.packet(world)),
            19 => Input::Duplicate(self.packet(world)),
            20 => Input::Hold(self.packet(world)),
            21 => Input::Release(self.packet(world)),
            22 => Input::Replay(self.packet(world)),
            23 | 24 => Input::Inject(self.side(), self.forged()),
            25 => Input::Fire(self.side(), None),
            26 => Input::Fire(self.side(), Some(self.of(&Timer::ALL))),
            27 => Input::Link(self.link()),
            28 => Input::App(self.side(), self.of(&AppBehaviour::ALL)),
            29 if self.0.one_in(8) => Input::Reboot(self.side()),
            32..38 => self.about_a_host(world),
            _ => Input::Advance(self.duration().min(Duration::from_secs(100_000))),
        }
    }

    fn world(&mut self) -> World {
        let keepalive = [None, Some(Keepalive::default())];
        let mut settings = || {
            let mss = self.of(&[None, Some(0), Some(4), Some(1460)]);
            // Sixty thousand segments of one octet would be as sound, and take their time.
            let most = if mss.is_some_and(|mss| mss < 100) { 2000 } else { 65535 };
            Settings {
                mss,
                receive_capacity: self.of(&[0, 1, 100, 65535]),
                send_capacity: self.of(&[0, 100, most]),
                delayed_ack: self.below(2) > 0,
                keepalive: self.of(&keepalive),
                user_timeout: self.of(&[None, Some(Duration::from_secs(5))]),
                reuse: self.below(2) > 0,
                ..Settings::default()
            }
        };
        let settings = PerSide::from_fn(|_| settings());
        let profile = self.of(&[Profile::rfc9293(), Profile::linux()]);
        let isn = PerSide::from_fn(|_| SeqNumber(self.number()));
        World::new(&Setup { profile, settings, isn, ..Setup::default() })
    }
}

/// What must hold of a host's queues and descriptors, whatever is done to it.
fn fault_of(world: &World, side: Side) -> Option<&'static str> {
    let host: &Host = world.host(side);
    let ids: Vec<ConnectionId> = host.connections.iter().map(|connection| connection.id).collect();
    if !ids.is_sorted_by(|a, b| a < b) {
        return Some("the numbers of connections do not grow");
    }
    let queued: BTreeSet<ConnectionId> = host.accept_queue().iter().copied().collect();
    if queued.len() != host.accept_queue().len() {
        return Some("a connection waits twice");
    }
    for id in &queued {
        match host.connection(*id) {
            None => return Some("what waits to be accepted does not exist"),
            Some(connection) if connection.accepted => return Some("what waits was accepted already"),
            Some(_) => {}
        }
    }
    if !queued.is_empty() && host.listener.is_none() {
        return Some("connections wait for a listener that has gone");
    }
    let lost = |connection: &tcptutor::sim::Connection| {
        let waits = connection.tcb.state().is_synchronized() && !connection.accepted;
        waits && !queued.contains(&connection.id)
    };
    if host.connections.iter().any(|connection| lost(connection)) {
        return Some("an established connection is neither accepted nor waits");
    }
    let counted: u32 = world.count_by_state(side).iter().sum();
    let fresh = host.connections.iter().filter(|connection| connection.is_fresh()).count();
    if world.sockets(side).len() != counted as usize + fresh {
        return Some("the table and the count disagree");
    }
    None
}

/// A session is kept as text: reading it back must give the same input.
fn reads_back(input: &Input) -> bool {
    let written = Command::Input(*input).to_string();
    parse_command(&written, &ENGLISH).ok().and_then(|command| command.as_input()) == Some(*input)
}

fn is_about_a_host(input: &Input) -> bool {
    matches!(
        input,
        Input::Socket(_)
            | Input::Attend(..)
            | Input::Accept(_)
            | Input::Limit(..)
            | Input::Option(..)
            | Input::Kill(_)
            | Input::Share(..)
            | Input::UserTimeout(..)
            | Input::QuietTime(_)
            | Input::IsnClock(_)
            | Input::Profile(_)
    )
}

/// One run; everything that fails names its seed.
fn run(seed: u64, inputs: usize) {
    let mut chance = Chance(Dice(seed));
    let mut world = chance.world();
    let (mut again, mut silent) = (world.clone(), world.clone());
    for step in 0..inputs {
        let input = chance.input(&world);
        if is_about_a_host(&input) {
            assert!(reads_back(&input), "seed {seed}, step {step}: {input}");
        }
        let records = world.apply(&input);
        assert_eq!(records, again.apply(&input), "seed {seed}, step {step}: {input}");
        silent.apply_silently(&input);
        assert_eq!(world, silent, "seed {seed}, step {step}: records change nothing: {input}");
        for side in Side::BOTH {
            let host = world.host(side);
            assert_eq!(fault_of(&world, side), None, "seed {seed}, step {step}: {input}");
            for connection in &host.connections {
                let snd = connection.tcb.snd();
                assert!(snd.una.at_or_before(snd.nxt), "seed {seed}, step {step}: {input}");
            }
        }
    }
    assert_eq!(world, again, "seed {seed}");
}

#[test]
fn whatever_is_done_to_a_world_it_does_not_panic_and_does_the_same_twice() {
    for seed in 0..1500 {
        run(seed, 60);
    }
}

#[test]
fn a_long_random_life_is_as_sound_as_a_short_one() {
    for seed in 10_000..10_010 {
        run(seed, 3000);
    }
}

/// Two programs that echo each other are excepted: they never stop.
#[test]
fn stepping_always_comes_to_an_end() {
    for seed in 20_000..20_300 {
        let mut chance = Chance(Dice(seed));
        let mut world = chance.world();
        for _ in 0..60 {
            let input = chance.input(&world);
            world.apply_silently(&input);
        }
        world.apply_silently(&Input::App(Side::A, AppBehaviour::ClosesOnEof));
        world.apply_silently(&Input::Link(LinkChange::Loss(0)));
        let steps = (0..20_000)
            .take_while(|_| {
                !world.is_idle() && {
                    world.apply_silently(&Input::Step);
                    true
                }
            })
            .count();
        assert!(world.is_idle(), "seed {seed} after {steps} steps: {:?}", world.states());
    }
}
