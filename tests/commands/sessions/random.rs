//! Whatever was done in a session is written and read back.

use std::ops::Range;
use std::time::Duration;

use proptest::prelude::*;
use tcptutor::language::ENGLISH;
use tcptutor::lesson::recording::read;
use tcptutor::lesson::{Condition, Expect, Kind, Recording, Sent, Sockets, Spanned};
use tcptutor::session::{History, Path, SANDBOX_NAMES};
use tcptutor::sim::{
    AppBehaviour, Call, Expression, Forged, Input, LinkChange, PacketId, PerSide, Setup, Side, SocketOption, Variable,
};
use tcptutor::tcp::{Flags, Keepalive, Profile, SeqNumber, State, Timer};

use crate::support::dice::Dice;

/// This many seeds; each names a run.
pub fn seeds(n: u64) -> Range<u64> {
    0..n
}

/// Somebody who does anything that a session file has words for.
pub struct Player {
    dice: Dice,
    pub history: History,
}

impl Player {
    pub fn new(seed: u64) -> Self {
        let mut dice = Dice(seed);
        let mut setup = Setup {
            profile: *dice.pick(&[Profile::rfc9293(), Profile::linux()]),
            isn: PerSide::from_fn(|_| SeqNumber((dice.roll() >> 32) as u32)),
            app: PerSide::from_fn(|_| *dice.pick(&AppBehaviour::ALL)),
            ..Setup::default()
        };
        setup.link.latency = PerSide::new(Duration::from_micros(dice.roll() % 1_000_000), Duration::from_millis(40));
        if dice.one_in(2) {
            setup.profile.timings.time_wait = 2 * Duration::from_micros(1 + dice.roll() % 90_000_000);
        }
        setup.settings.a.delayed_ack = dice.one_in(2);
        setup.settings.b.keepalive = dice.one_in(2).then(Keepalive::default);
        setup.settings.a.reuse = dice.one_in(2);
        setup.settings.b.mss = Some(*dice.pick(&[536, 1460]));
        let opening = if dice.one_in(4) { Vec::new() } else { vec![Input::Call(Side::B, Call::Listen)] };
        Self { dice, history: History::opened(setup, opening) }
    }

    /// A session after this many doings.
    pub fn played(mut self, doings: usize) -> Recording {
        for _ in 0..doings {
            self.does_something();
        }
        Recording::of(&self.history, SANDBOX_NAMES).expect("it can be written")
    }

    fn does_something(&mut self) {
        let steps = u32::try_from(self.history.steps()).expect("a short session");
        match self.dice.below(40) {
            0 | 1 => self.history.seek(self.dice.below(steps + 1) as usize),
            2 => self.history.set_mark(&format!("mark \"{}\" \\ 三次握手 \u{1b}", self.dice.below(100))),
            3 => self.history.set_name(Path::Present, &format!("way {}", self.dice.below(100))),
            4 if !self.history.branches().is_empty() => {
                let branches = self.history.branches();
                self.history.switch_to(*self.dice.pick(&branches));
            }
            5..20 => {
                self.history.push(Input::Step);
            }
            _ => {
                let input = self.input();
                self.history.push(input);
            }
        }
    }

    fn side(&mut self) -> Side {
        *self.dice.pick(&Side::BOTH)
    }

    fn packet(&mut self) -> PacketId {
        let packets: Vec<PacketId> = self.history.world().packets().iter().map(|packet| packet.id).collect();
        if packets.is_empty() || self.dice.one_in(8) {
            return PacketId { from: self.side(), number: 1 + self.dice.below(20) };
        }
        *self.dice.pick(&packets)
    }

    fn duration(&mut self) -> Duration {
        Duration::from_micros(*self.dice.pick(&[0, 1, 1_500, 40_000, 1_000_000, 90_000_000]))
    }

    fn expression(&mut self) -> Option<Expression> {
        let bases = Variable::NAMES.map(|(_, variable)| variable);
        let base = if self.dice.one_in(4) { Variable::Zero } else { *self.dice.pick(&bases) };
        let offset = *self.dice.pick(&[0, 1, 100, 1 << 31, u32::MAX, u32::MAX - 99]);
        self.dice.one_in(2).then_some(Expression { base, offset })
    }

    fn forged(&mut self) -> Forged {
        let all = [Flags::SYN, Flags::FIN, Flags::RST, Flags::ACK];
        let flags = all.into_iter().filter(|_| self.dice.one_in(2)).fold(Flags::NONE, Flags::with);
        let seq = self.expression();
        // Without the ACK flag there is no such number.
        let ack = self.expression().filter(|_| flags.ack());
        Forged { flags, seq, ack, len: *self.dice.pick(&[0, 0, 1, 1460]), window: *self.dice.pick(&[None, Some(0)]) }
    }

    fn link(&mut self) -> LinkChange {
        let side = *self.dice.pick(&[None, Some(Side::A), Some(Side::B)]);
        let share = *self.dice.pick(&[0, 1, 99, 500, 1000]);
        match self.dice.below(7) {
            0 => LinkChange::Latency(side, self.duration()),
            1 => LinkChange::Cut(side),
            2 => LinkChange::Mend,
            3 => LinkChange::Loss(share),
            4 => LinkChange::Reorder(share),
            5 => LinkChange::Double(share),
            _ => LinkChange::Seed(self.dice.roll()),
        }
    }

    fn input(&mut self) -> Input {
        match self.dice.below(20) {
            0..7 => {
                let call = match *self.dice.pick(&Call::ALL) {
                    Call::Write(_) => Call::Write(1 + self.dice.below(3_000)),
                    Call::Read(n) => Call::Read(*self.dice.pick(&[1, 100, n])),
                    call => call,
                };
                Input::Call(self.side(), call)
            }
            7 => Input::Inject(self.side(), self.forged()),
            8 => Input::Fire(self.side(), None),
            9 => Input::Fire(self.side(), Some(*self.dice.pick(&Timer::ALL))),
            10 => Input::Deliver(self.packet()),
            11 => Input::Drop(self.packet()),
            12 => Input::Duplicate(self.packet()),
            13 => Input::Hold(self.packet()),
            14 => Input::Release(self.packet()),
            15 => Input::Replay(self.packet()),
            16 => Input::Link(self.link()),
            17 => Input::App(self.side(), *self.dice.pick(&AppBehaviour::ALL)),
            18 if self.dice.one_in(4) => Input::Reboot(self.side()),
            19 if self.dice.one_in(2) => {
                let (_, option) = *self.dice.pick(&SocketOption::NAMES);
                Input::Option(self.side(), option, self.dice.one_in(2))
            }
            _ => Input::Advance(self.duration()),
        }
    }
}

/// Expectations of every kind: whether they hold is no matter of writing and reading them.
impl Player {
    fn expects(&mut self) -> Expect {
        let state = |dice: &mut Dice| dice.one_in(2).then(|| *dice.pick(&State::ALL));
        let states = PerSide::from_fn(|_| state(&mut self.dice));
        let mut expect = Expect::of_states(Spanned::nowhere(Condition { states }));
        if self.dice.one_in(2) {
            let sent = (0..self.dice.below(4)).map(|_| self.sent());
            expect.sent = Some(Spanned::nowhere(sent.collect()));
        }
        expect.segments = self.dice.one_in(2).then(|| Spanned::nowhere(self.dice.below(100) as usize));
        for side in Side::BOTH {
            for state in State::ALL {
                if self.dice.one_in(8) {
                    let count = self.dice.below(10_001);
                    expect.counts.push(Spanned::nowhere(Sockets { side, state, count }));
                }
            }
        }
        expect
    }

    fn sent(&mut self) -> Sent {
        let flags = self.forged().flags;
        let kind = if self.dice.one_in(4) { Kind::Data } else { Kind::Flags(flags) };
        Sent { from: self.side(), kind }
    }
}

/// Everything of a history that can be seen.
fn seen(history: &History) -> impl PartialEq + std::fmt::Debug {
    let paths = history.branches().into_iter().map(Path::Branch).chain([Path::Present]);
    let of = |path: Path| {
        let name = history.name(path).map(str::to_owned);
        let marks: Vec<String> = history.marks_after(path, 0).iter().map(|mark| format!("{mark:?}")).collect();
        (name, marks, history.inputs_after(path, 0))
    };
    (paths.map(of).collect::<Vec<_>>(), history.step(), history.mark().map(str::to_owned), history.world().clone())
}

fn survives(player: Player, doings: usize) -> Result<(), TestCaseError> {
    let mut player = player;
    for _ in 0..doings {
        player.does_something();
    }
    let recording = Recording::of(&player.history, SANDBOX_NAMES).expect("it can be written");
    let text = recording.write();
    let read_back =
        read("x.toml", &text, &ENGLISH).map_err(|findings| TestCaseError::fail(format!("{findings:#?}\n{text}")))?;
    prop_assert_eq!(&read_back, &recording);
    prop_assert_eq!(read_back.write(), text);
    prop_assert_eq!(Recording::from_short_text(&recording.to_short_text(), &ENGLISH), Ok(recording.clone()));
    let again = recording.history();
    prop_assert_eq!(seen(&again), seen(&player.history));
    prop_assert_eq!(Recording::of(&again, SANDBOX_NAMES), Ok(recording.clone()));
    let mut expecting = recording;
    let branches = expecting.branches.iter_mut().flat_map(|branch| &mut branch.parts);
    for part in expecting.parts.iter_mut().chain(branches) {
        part.expect = player.dice.one_in(2).then(|| player.expects());
    }
    prop_assert_eq!(read("x.toml", &expecting.write(), &ENGLISH), Ok(expecting.clone()));
    prop_assert_eq!(Recording::from_short_text(&expecting.to_short_text(), &ENGLISH), Ok(expecting));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_was_done_is_written_and_read_back(seed in any::<u64>(), doings in 0_usize..150) {
        survives(Player::new(seed), doings)?;
    }
}

#[test]
fn a_session_of_a_hundred_thousand_inputs_is_written_and_read_back() {
    let mut player = Player::new(3);
    while player.history.steps() < 100_000 {
        let input = if player.dice.one_in(3) { Input::Step } else { player.input() };
        // What is on its way stays little, or each step would look at all of it.
        let input = match input {
            Input::Call(side, Call::Write(_)) => Input::Call(side, Call::Write(10)),
            Input::Duplicate(_) | Input::Replay(_) | Input::Hold(_) | Input::Inject(..) | Input::Link(_) => Input::Step,
            other => other,
        };
        player.history.push(input);
    }
    let recording = Recording::of(&player.history, SANDBOX_NAMES).expect("it can be written");
    assert_eq!(read("x.toml", &recording.write(), &ENGLISH).as_ref(), Ok(&recording));
    assert_eq!(Recording::from_short_text(&recording.to_short_text(), &ENGLISH).as_ref(), Ok(&recording));
}
