//! The vocabulary of actions, declared once: every verb, what follows it, and the input that it makes. What reads, writes, lists
//! or explains actions goes by this table.

use super::{AppBehaviour, Call, Forged, Input, Limit, LinkChange, PacketId, ProfileName};
use super::{Sharing, Side, Socket, SocketOption, Span};
use crate::tcp::Timer;
use std::fmt;
use std::time::Duration;

/// The word for no time of one's own.
pub const NO_TIME: &str = "none";

/// A verb of the vocabulary.
#[derive(Clone, Copy, Debug)]
pub struct Verb {
    /// Its word.
    pub word: &'static str,
    /// Who does it, what follows it, and which input that makes.
    pub takes: Takes,
    /// An action with it, as it is typed.
    pub example: &'static str,
    /// What it is about: verbs of one topic are explained together.
    pub topic: Topic,
}

/// What follows a verb. Those whose form begins with a side stand behind `A` or `B`.
#[derive(Clone, Copy, Debug)]
pub enum Takes {
    /// Nothing: `A listen`.
    Nothing(Form<Side>),
    /// Perhaps a number of octets: `A write 10`.
    Octets {
        /// The input that it makes.
        form: Form<(Side, u32)>,
        /// How many are meant where none are named.
        usual: u32,
        /// Whether they are written even so.
        always_written: bool,
    },
    /// Perhaps the port that the call is made from: `A connect port=40001`.
    Port(Form<(Side, Option<u16>)>),
    /// The flags and numbers of a segment: `A send FIN,ACK seq=SND.NXT`.
    Segment(Form<(Side, Forged)>),
    /// Perhaps a timer: `A fire retransmission`.
    Timer(Form<(Side, Option<Timer>)>),
    /// A program's behaviour: `B app closes-on-eof`.
    Behaviour(Form<(Side, AppBehaviour)>),
    /// The number of a connection: `B use 2`.
    Connection(Form<(Side, Socket)>),
    /// A number, or `unlimited`: `B backlog 2`.
    Most(Form<(Side, Option<u32>)>),
    /// `on` or `off`, at one end: `B keepalive on`.
    SideSwitch(Form<(Side, bool)>),
    /// How long, or `none`: `A user-timeout 30s`.
    SideTime(Form<(Side, Option<Duration>)>),
    /// `on` or `off`: `quiet-time on`.
    Switch(Form<bool>),
    /// A segment by its number, or by its sender and its looks: `drop A#3`, `drop A FIN`.
    Packet(Form<PacketId>),
    /// One change of the link or several: `link loss=10%`.
    LinkChanges(Form<LinkChange>),
    /// A profile: `profile linux`.
    Profile(Form<ProfileName>),
    /// Perhaps a number of times: `step 3`.
    Times(Form<()>),
    /// How long, or until when: `run for 10s`, `run until idle`.
    Run(Form<Duration>),
}

/// The input that a verb makes of its parts, and the parts of such an input: one pattern, read both ways.
#[derive(Clone, Copy)]
pub struct Form<T> {
    /// The input of these parts.
    pub make: fn(T) -> Input,
    /// The parts of an input, if this verb makes it.
    pub parts: fn(&Input) -> Option<T>,
}

impl<T> fmt::Debug for Form<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Form")
    }
}

/// What verbs are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// The user calls of one end.
    Calls,
    /// Forged segments.
    Forgery,
    /// Timers that fire early.
    Timers,
    /// The program of one end, and what it does with its sockets.
    Programs,
    /// What a program and its sockets may hold.
    Limits,
    /// Socket options.
    Options,
    /// Whole hosts.
    Hosts,
    /// Segments on their way.
    Segments,
    /// The link.
    Link,
    /// Time passes.
    Time,
}

impl Topic {
    /// All topics, in the order in which they are explained.
    pub const ALL: [Self; 10] = [
        Self::Calls,
        Self::Time,
        Self::Segments,
        Self::Timers,
        Self::Forgery,
        Self::Link,
        Self::Programs,
        Self::Limits,
        Self::Options,
        Self::Hosts,
    ];
}

/// `form!((side, n) => Input::Call(side, Call::Write(n)))`.
macro_rules! form {
    ($parts:tt => $($input:tt)+) => {
        Form {
            make: |$parts| $($input)+,
            parts: |input| match *input {
                $($input)+ => Some($parts),
                _ => None,
            },
        }
    };
}

/// Every verb. Those of one end come first, in the order in which findings list them.
pub const VERBS: &[Verb] = &[
    call(Call::Listen, "B listen", form!(side => Input::Call(side, Call::Listen))),
    Verb { word: Call::Connect.word(), takes: Takes::Port(CONNECT), example: "A connect", topic: Topic::Calls },
    Verb {
        word: Call::Write(0).word(),
        takes: Takes::Octets {
            form: form!((side, octets) => Input::Call(side, Call::Write(octets))),
            usual: Call::DEFAULT_WRITE,
            always_written: true,
        },
        example: "A write 10",
        topic: Topic::Calls,
    },
    Verb {
        word: Call::Read(0).word(),
        takes: Takes::Octets {
            form: form!((side, octets) => Input::Call(side, Call::Read(octets))),
            usual: Call::DEFAULT_READ,
            always_written: false,
        },
        example: "A read",
        topic: Topic::Calls,
    },
    call(Call::Shutdown, "A shutdown", form!(side => Input::Call(side, Call::Shutdown))),
    call(Call::Close, "A close", form!(side => Input::Call(side, Call::Close))),
    call(Call::Abort, "A abort", form!(side => Input::Call(side, Call::Abort))),
    Verb {
        word: "send",
        takes: Takes::Segment(form!((side, forged) => Input::Inject(side, forged))),
        example: "A send FIN,ACK seq=SND.NXT len=5",
        topic: Topic::Forgery,
    },
    Verb {
        word: "fire",
        takes: Takes::Timer(form!((side, timer) => Input::Fire(side, timer))),
        example: "A fire retransmission",
        topic: Topic::Timers,
    },
    Verb {
        word: "app",
        takes: Takes::Behaviour(form!((side, app) => Input::App(side, app))),
        example: "B app closes-on-eof",
        topic: Topic::Programs,
    },
    of_side("reboot", "B reboot", Topic::Hosts, form!(side => Input::Reboot(side))),
    of_side("socket", "B socket", Topic::Programs, form!(side => Input::Socket(side))),
    of_side("accept", "B accept", Topic::Programs, form!(side => Input::Accept(side))),
    Verb {
        word: "use",
        takes: Takes::Connection(form!((side, socket) => Input::Attend(side, socket))),
        example: "B use 2",
        topic: Topic::Programs,
    },
    of_side("shutdown-read", "B shutdown-read", Topic::Calls, form!(side => Input::ShutdownRead(side))),
    of_side("dup", "A dup", Topic::Programs, form!(side => Input::Share(side, Sharing::Dup))),
    of_side("fork", "B fork", Topic::Programs, form!(side => Input::Share(side, Sharing::Fork))),
    of_side("exec", "B exec", Topic::Programs, form!(side => Input::Share(side, Sharing::Exec))),
    of_side("kill", "B kill", Topic::Programs, form!(side => Input::Kill(side))),
    limit(Limit::Backlog, "B backlog 2", form!((side, most) => Input::Limit(side, Limit::Backlog, most))),
    limit(Limit::Workers, "B workers 0", form!((side, most) => Input::Limit(side, Limit::Workers, most))),
    limit(
        Limit::Descriptors,
        "B descriptors unlimited",
        form!((side, most) => Input::Limit(side, Limit::Descriptors, most)),
    ),
    limit(Limit::Ports, "A ports 2", form!((side, most) => Input::Limit(side, Limit::Ports, most))),
    Verb {
        word: "user-timeout",
        takes: Takes::SideTime(form!((side, limit) => Input::UserTimeout(side, limit))),
        example: "A user-timeout 30s",
        topic: Topic::Options,
    },
    option(
        SocketOption::Keepalive,
        "B keepalive on",
        form!((side, on) => Input::Option(side, SocketOption::Keepalive, on)),
    ),
    option(SocketOption::Reuse, "B reuse on", form!((side, on) => Input::Option(side, SocketOption::Reuse, on))),
    option(
        SocketOption::ReusePort,
        "B reuse-port on",
        form!((side, on) => Input::Option(side, SocketOption::ReusePort, on)),
    ),
    option(
        SocketOption::CloseOnExec,
        "B close-on-exec on",
        form!((side, on) => Input::Option(side, SocketOption::CloseOnExec, on)),
    ),
    option(
        SocketOption::TimeWaitReuse,
        "A tw-reuse on",
        form!((side, on) => Input::Option(side, SocketOption::TimeWaitReuse, on)),
    ),
    packet("deliver", "deliver A#3", form!(id => Input::Deliver(id))),
    packet("drop", "drop A#3", form!(id => Input::Drop(id))),
    packet("hold", "hold A#3", form!(id => Input::Hold(id))),
    packet("release", "release A#3", form!(id => Input::Release(id))),
    packet("duplicate", "duplicate A#3", form!(id => Input::Duplicate(id))),
    packet("replay", "replay A#3", form!(id => Input::Replay(id))),
    Verb {
        word: "link",
        takes: Takes::LinkChanges(form!(change => Input::Link(change))),
        example: "link loss=10%",
        topic: Topic::Link,
    },
    Verb { word: "step", takes: Takes::Times(form!(() => Input::Step)), example: "step", topic: Topic::Time },
    Verb {
        word: "run",
        takes: Takes::Run(form!(time => Input::Advance(time))),
        example: "run until idle",
        topic: Topic::Time,
    },
    Verb {
        word: "profile",
        takes: Takes::Profile(form!(name => Input::Profile(name))),
        example: "profile linux",
        topic: Topic::Hosts,
    },
    Verb {
        word: "quiet-time",
        takes: Takes::Switch(form!(on => Input::QuietTime(on))),
        example: "quiet-time on",
        topic: Topic::Hosts,
    },
    Verb {
        word: "isn-clock",
        takes: Takes::Switch(form!(on => Input::IsnClock(on))),
        example: "isn-clock on",
        topic: Topic::Hosts,
    },
];

/// `connect()`, from a port that the kernel chooses or from one that the program has chosen.
const CONNECT: Form<(Side, Option<u16>)> = Form {
    make: |(side, port)| Input::Call(side, port.map_or(Call::Connect, Call::ConnectFrom)),
    parts: |input| match *input {
        Input::Call(side, Call::Connect) => Some((side, None)),
        Input::Call(side, Call::ConnectFrom(port)) => Some((side, Some(port))),
        _ => None,
    },
};

const fn of_side(word: &'static str, example: &'static str, topic: Topic, form: Form<Side>) -> Verb {
    Verb { word, takes: Takes::Nothing(form), example, topic }
}

const fn call(call: Call, example: &'static str, form: Form<Side>) -> Verb {
    of_side(call.word(), example, Topic::Calls, form)
}

const fn limit(limit: Limit, example: &'static str, form: Form<(Side, Option<u32>)>) -> Verb {
    Verb { word: limit.word(), takes: Takes::Most(form), example, topic: Topic::Limits }
}

const fn option(option: SocketOption, example: &'static str, form: Form<(Side, bool)>) -> Verb {
    Verb { word: option.word(), takes: Takes::SideSwitch(form), example, topic: Topic::Options }
}

const fn packet(word: &'static str, example: &'static str, form: Form<PacketId>) -> Verb {
    Verb { word, takes: Takes::Packet(form), example, topic: Topic::Segments }
}

impl Verb {
    /// Whether it stands behind `A` or `B`.
    #[must_use]
    pub const fn needs_side(&self) -> bool {
        match self.takes {
            Takes::Nothing(_)
            | Takes::Octets { .. }
            | Takes::Port(_)
            | Takes::Segment(_)
            | Takes::Timer(_)
            | Takes::Behaviour(_)
            | Takes::Connection(_)
            | Takes::Most(_)
            | Takes::SideSwitch(_)
            | Takes::SideTime(_) => true,
            Takes::Switch(_)
            | Takes::Packet(_)
            | Takes::LinkChanges(_)
            | Takes::Profile(_)
            | Takes::Times(_)
            | Takes::Run(_) => false,
        }
    }

    /// An input in words, if this verb makes it.
    fn words(&self, input: &Input) -> Option<String> {
        let word = self.word;
        Some(match self.takes {
            Takes::Nothing(form) => format!("{} {word}", (form.parts)(input)?),
            Takes::Octets { form, usual, always_written } => match (form.parts)(input)? {
                (side, octets) if octets == usual && !always_written => format!("{side} {word}"),
                (side, octets) => format!("{side} {word} {octets}"),
            },
            Takes::Port(form) => match (form.parts)(input)? {
                (side, Some(port)) => format!("{side} {word} port={port}"),
                (side, None) => format!("{side} {word}"),
            },
            Takes::Segment(form) => (form.parts)(input).map(|(side, forged)| format!("{side} {word} {forged}"))?,
            Takes::Timer(form) => match (form.parts)(input)? {
                (side, Some(timer)) => format!("{side} {word} {timer}"),
                (side, None) => format!("{side} {word}"),
            },
            Takes::Behaviour(form) => (form.parts)(input).map(|(side, app)| format!("{side} {word} {}", app.word()))?,
            Takes::Connection(form) => {
                (form.parts)(input).map(|(side, socket)| format!("{side} {word} {}", socket.number()))?
            }
            Takes::Most(form) => match (form.parts)(input)? {
                (side, Some(most)) => format!("{side} {word} {most}"),
                (side, None) => format!("{side} {word} {}", Limit::UNLIMITED),
            },
            Takes::SideSwitch(form) => (form.parts)(input).map(|(side, on)| format!("{side} {word} {}", switch(on)))?,
            Takes::SideTime(form) => match (form.parts)(input)? {
                (side, Some(time)) => format!("{side} {word} {}", Span(time)),
                (side, None) => format!("{side} {word} {NO_TIME}"),
            },
            Takes::Switch(form) => format!("{word} {}", switch((form.parts)(input)?)),
            Takes::Packet(form) => format!("{word} {}", (form.parts)(input)?),
            Takes::LinkChanges(form) => format!("{word} {}", (form.parts)(input)?),
            Takes::Profile(form) => format!("{word} {}", (form.parts)(input)?.word()),
            Takes::Times(form) => (form.parts)(input).map(|()| word.to_owned())?,
            Takes::Run(form) => format!("{word} for {}", Span((form.parts)(input)?)),
        })
    }
}

/// The words of a switch.
#[must_use]
pub const fn switch(on: bool) -> &'static str {
    if on { "on" } else { "off" }
}

/// The verb that makes an input.
#[must_use]
pub fn verb_of(input: &Input, verbs: &'static [Verb]) -> Option<&'static Verb> {
    verbs.iter().find(|verb| verb.words(input).is_some())
}

/// An input in the words of a vocabulary; empty if no verb makes it.
#[must_use]
pub fn in_words(input: &Input, verbs: &[Verb]) -> String {
    verbs.iter().find_map(|verb| verb.words(input)).unwrap_or_default()
}

impl fmt::Display for Input {
    /// The lesson vocabulary.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&in_words(self, VERBS))
    }
}

/// Every verb, and one that there is not.
#[cfg(test)]
pub fn fake_verbs() -> &'static [Verb] {
    let form = form!((side, on) => Input::Option(side, SocketOption::Keepalive, on));
    let fake = Verb { word: "poke", takes: Takes::SideSwitch(form), example: "B poke on", topic: Topic::Options };
    std::iter::once(fake).chain(VERBS.iter().copied()).collect::<Vec<_>>().leak()
}

#[cfg(test)]
mod tests {
    use super::super::{Expression, Variable};
    use super::*;
    use crate::tcp::Flags;

    /// The next kind of input after this one: a new kind does not compile before it is named here.
    fn next(input: &Input) -> Option<Input> {
        let (side, packet) = (Side::B, PacketId { from: Side::A, number: 3 });
        let seq = Some(Expression { base: Variable::SndNxt, offset: 5 });
        Some(match input {
            Input::Call(..) => Input::Inject(side, Forged { seq, len: 2, ..Forged::bare(Flags::FIN_ACK) }),
            Input::Inject(..) => Input::Fire(side, None),
            Input::Fire(..) => Input::Deliver(packet),
            Input::Deliver(_) => Input::Drop(packet),
            Input::Drop(_) => Input::Duplicate(packet),
            Input::Duplicate(_) => Input::Hold(packet),
            Input::Hold(_) => Input::Release(packet),
            Input::Release(_) => Input::Replay(packet),
            Input::Replay(_) => Input::Link(LinkChange::Mend),
            Input::Link(_) => Input::App(side, AppBehaviour::Echoes),
            Input::App(..) => Input::Reboot(side),
            Input::Reboot(_) => Input::Socket(side),
            Input::Socket(_) => Input::Accept(side),
            Input::Accept(_) => Input::Attend(side, Socket::numbered(2)),
            Input::Attend(..) => Input::Limit(side, Limit::Backlog, None),
            Input::Limit(..) => Input::Option(side, SocketOption::Reuse, false),
            Input::Option(..) => Input::Kill(side),
            Input::Kill(_) => Input::ShutdownRead(side),
            Input::ShutdownRead(_) => Input::Share(side, Sharing::Fork),
            Input::Share(..) => Input::UserTimeout(side, None),
            Input::UserTimeout(..) => Input::Profile(ProfileName::Linux),
            Input::Profile(_) => Input::QuietTime(true),
            Input::QuietTime(_) => Input::IsnClock(true),
            Input::IsnClock(_) => Input::Step,
            Input::Step => Input::Advance(Duration::from_secs(10)),
            Input::Advance(_) => return None,
        })
    }

    #[test]
    fn every_input_has_exactly_one_verb() {
        let mut inputs: Vec<Input> = Call::ALL.into_iter().map(|call| Input::Call(Side::A, call)).collect();
        while let Some(input) = next(&inputs[inputs.len() - 1]) {
            inputs.push(input);
        }
        for input in &inputs {
            assert_eq!(VERBS.iter().filter_map(|verb| verb.words(input)).count(), 1, "{input:?}");
        }
        let words: Vec<String> = inputs[7..].iter().map(ToString::to_string).collect();
        let expected = [
            "B send FIN,ACK seq=SND.NXT+5 len=2",
            "B fire",
            "deliver A#3",
            "drop A#3",
            "duplicate A#3",
            "hold A#3",
            "release A#3",
            "replay A#3",
            "link cut=none",
            "B app echoes",
            "B reboot",
            "B socket",
            "B accept",
            "B use 2",
            "B backlog unlimited",
            "B reuse off",
            "B kill",
            "B shutdown-read",
            "B fork",
            "B user-timeout none",
            "profile linux",
            "quiet-time on",
            "isn-clock on",
            "step",
            "run for 10s",
        ];
        assert_eq!(words, expected);
    }

    #[test]
    fn a_program_may_choose_the_port_that_it_calls_from() {
        assert_eq!(Input::Call(Side::A, Call::ConnectFrom(40001)).to_string(), "A connect port=40001");
    }

    #[test]
    fn no_two_verbs_share_a_word() {
        for (at, verb) in VERBS.iter().enumerate() {
            assert!(VERBS[..at].iter().all(|other| other.word != verb.word), "{}", verb.word);
        }
    }
}
