//! Commands: what the words of a lesson, a session or the palette ask for, before it meets a world.

use std::fmt;
use std::time::Duration;

use crate::sim::{Input, LinkChange, Packet, PacketId, Side, VERBS, Verb, World, in_words, verb_of};
use crate::tcp::{Flags, Segment, State};

/// One command of the vocabulary.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Command {
    /// One input, known beforehand.
    Input(Input),
    /// Something done to the oldest packet that looks like this.
    Packet(Handling, Described),
    /// Several changes of the link.
    Link(Vec<LinkChange>),
    /// What is due next happens, and what is due then, this many times.
    Steps(u32),
    /// Time passes.
    Run(Until),
}

/// When a `run` ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Until {
    /// Nothing is on its way and no program is about to act.
    Idle,
    /// A side is in this state.
    State(Side, State),
    /// So much time has passed.
    For(Duration),
}

/// What can be done to a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Handling {
    /// It arrives now.
    Deliver,
    /// It is lost.
    Drop,
    /// It is held back.
    Hold,
    /// It goes on after having been held.
    Release,
    /// It is doubled.
    Duplicate,
    /// It comes back from the past.
    Replay,
}

impl Handling {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Deliver, Self::Drop, Self::Hold, Self::Release, Self::Duplicate, Self::Replay];

    /// What an input does to a packet, if that is what it does.
    #[must_use]
    pub const fn of(input: &Input) -> Option<Self> {
        Some(match input {
            Input::Deliver(_) => Self::Deliver,
            Input::Drop(_) => Self::Drop,
            Input::Hold(_) => Self::Hold,
            Input::Release(_) => Self::Release,
            Input::Duplicate(_) => Self::Duplicate,
            Input::Replay(_) => Self::Replay,
            _ => return None,
        })
    }

    /// The input that does it to this packet.
    #[must_use]
    pub const fn input(self, packet: PacketId) -> Input {
        match self {
            Self::Deliver => Input::Deliver(packet),
            Self::Drop => Input::Drop(packet),
            Self::Hold => Input::Hold(packet),
            Self::Release => Input::Release(packet),
            Self::Duplicate => Input::Duplicate(packet),
            Self::Replay => Input::Replay(packet),
        }
    }

    /// The oldest packet that this can be done to and that looks so.
    fn find(self, described: Described, world: &World) -> Option<PacketId> {
        let fits = |packet: &&Packet| packet.id.from == described.from && described.kind.fits(&packet.segment);
        let travels = |packet: &&Packet| match self {
            Self::Release => packet.arrives.is_none(),
            Self::Hold => packet.arrives.is_some(),
            _ => true,
        };
        let found = match self {
            Self::Replay => world.tray().find(fits),
            _ => world.packets().iter().filter(travels).find(fits),
        };
        found.map(|packet| packet.id)
    }
}

/// A packet by what it looks like: `A FIN`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Described {
    /// Who sent it.
    pub from: Side,
    /// What it carries.
    pub kind: Kind,
}

/// What a segment looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// It carries data.
    Data,
    /// It has these flags. FIN and SYN may be written without the ACK that goes with them, as pictures do.
    Flags(Flags),
}

impl Kind {
    /// Reads `data`, or flags as [`Flags::parse`] does.
    ///
    /// # Errors
    /// Names the word that is not a flag.
    pub fn parse(text: &str) -> Result<Self, &str> {
        if text.eq_ignore_ascii_case("data") { Ok(Self::Data) } else { Flags::parse(text).map(Self::Flags) }
    }

    /// Whether a segment looks like this.
    #[must_use]
    pub fn fits(self, segment: &Segment) -> bool {
        let carried = segment.flags;
        match self {
            Self::Data => segment.has_data(),
            Self::Flags(Flags::ACK) => carried == Flags::ACK && !segment.has_data(),
            Self::Flags(wanted) => carried == wanted || carried.without(Flags::ACK) == wanted,
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Data => f.write_str("data"),
            Self::Flags(flags) => flags.fmt(f),
        }
    }
}

impl Command {
    /// The one input that this command is, if it is one in any world.
    #[must_use]
    pub fn as_input(&self) -> Option<Input> {
        match self {
            Self::Input(input) => Some(*input),
            Self::Link(changes) => match changes.as_slice() {
                [change] => Some(Input::Link(*change)),
                _ => None,
            },
            Self::Run(Until::For(time)) => Some(Input::Advance(*time)),
            Self::Packet(..) | Self::Steps(_) | Self::Run(_) => None,
        }
    }

    /// The inputs that this command is in any world; `None` if it depends on the world.
    #[must_use]
    pub fn as_inputs(&self) -> Option<Vec<Input>> {
        match self {
            Self::Link(changes) => Some(changes.iter().copied().map(Input::Link).collect()),
            Self::Steps(n) => Some(vec![Input::Step; *n as usize]),
            command => command.as_input().map(|input| vec![input]),
        }
    }

    /// The inputs that this command asks for at once in this world; `None` if it runs, or nothing looks as described.
    #[must_use]
    pub fn resolve(&self, world: &World) -> Option<Vec<Input>> {
        match self {
            Self::Packet(handling, described) => {
                handling.find(*described, world).map(|packet| vec![handling.input(packet)])
            }
            Self::Run(_) => None,
            command => command.as_inputs(),
        }
    }

    /// Whether the learner's input is what this command says. Octets that are not named do not matter, and neither does
    /// which of several like packets it is.
    #[must_use]
    pub fn describes(&self, input: &Input, world: &World) -> bool {
        use crate::sim::Call;
        match (self, input) {
            (Self::Input(Input::Call(side, wanted)), Input::Call(by, call)) => {
                let any = matches!(wanted, Call::Write(Call::DEFAULT_WRITE) | Call::Read(Call::DEFAULT_READ));
                side == by && (wanted == call || (any && wanted.word() == call.word()))
            }
            (Self::Input(Input::Inject(side, wanted)), Input::Inject(by, forged)) => {
                let same = |wanted: Option<_>, given: Option<_>| wanted.is_none() || wanted == given;
                side == by
                    && wanted.flags == forged.flags
                    && same(wanted.seq, forged.seq)
                    && same(wanted.ack, forged.ack)
                    && (wanted.len == 0 || wanted.len == forged.len)
            }
            (Self::Input(Input::Fire(side, None)), Input::Fire(by, _)) => side == by,
            (Self::Packet(handling, described), input) => {
                let packets = world.packets().iter().chain(world.tray());
                packets
                    .filter(|packet| packet.id.from == described.from && described.kind.fits(&packet.segment))
                    .any(|packet| handling.input(packet.id) == *input)
            }
            (Self::Link(changes), Input::Link(change)) => changes.contains(change),
            (command, input) => command.as_input().as_ref() == Some(input),
        }
    }
}

impl Command {
    /// In the words of these verbs, as [`super::parse_command_in`] reads it.
    #[must_use]
    pub fn in_words(&self, verbs: &'static [Verb]) -> String {
        let input = |input: &Input| in_words(input, verbs);
        let verb = |input: &Input| verb_of(input, verbs).map_or("", |verb| verb.word);
        let run = || verb(&Input::Advance(Duration::ZERO));
        match self {
            Self::Input(only) => input(only),
            Self::Packet(handling, Described { from, kind }) => {
                let any = PacketId { from: *from, number: 1 };
                format!("{} {from} {kind}", verb(&handling.input(any)))
            }
            Self::Link(changes) => {
                let changes: Vec<String> = changes.iter().map(ToString::to_string).collect();
                format!("{} {}", verb(&Input::Link(LinkChange::Mend)), changes.join(" "))
            }
            Self::Steps(n) => format!("{} {n}", input(&Input::Step)),
            Self::Run(Until::Idle) => format!("{} until idle", run()),
            Self::Run(Until::State(side, state)) => format!("{} until {side} {state}", run()),
            Self::Run(Until::For(time)) => input(&Input::Advance(*time)),
        }
    }
}

impl fmt::Display for Command {
    /// The vocabulary, as [`super::parse_command`] reads it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_words(VERBS))
    }
}
