//! Which calls a lesson's exchange consists of.

use crate::language::ENGLISH;
use crate::lesson::{Recording, parse_command};
use crate::sim::{Call, Input, Limit, Limits, LinkChange, PerSide, Setup, Side};
use crate::tcp::{Keepalive, Profile};
use std::time::Duration;

/// An exchange to be played.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exercise {
    /// The lesson's id, or the session's name.
    pub id: String,
    /// What the simulation begins with.
    pub setup: Setup,
    /// What is done, one after the other.
    pub acts: Vec<Act>,
}

/// One thing that is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// These calls, one right behind the other.
    Calls(Vec<Input>),
    /// Nothing, for so long.
    Wait(Duration),
    /// The link between the two is cut, or mended.
    Link(LinkChange),
    /// Something that neither calls nor a cut can do.
    NotHere(Input),
    /// The link would be cut or mended, and nobody may do that here.
    NoLink(LinkChange),
}

impl Exercise {
    /// Whether the link is cut in it.
    #[must_use]
    pub fn cuts(&self) -> bool {
        self.acts.iter().any(|act| matches!(act, Act::Link(_)))
    }

    /// Whether anybody listens at this end or connects to it.
    #[must_use]
    pub fn needs_port(&self, side: Side) -> bool {
        let needs = |input: &Input| match input {
            Input::Call(at, Call::Listen) => *at == side,
            Input::Call(from, Call::Connect) => *from == side.other(),
            _ => false,
        };
        self.acts.iter().any(|act| matches!(act, Act::Calls(inputs) if inputs.iter().any(needs)))
    }
}

/// The lessons that can be played, each with its calls. Those of one line are made at once.
pub const EXERCISES: &[(&str, &[&str])] = &[
    ("three-way-handshake", &["B listen", "A connect", "B accept", "A write 10", "B read"]),
    ("four-way-close", &["B listen", "A connect", "B accept", "A close", "B read", "B close"]),
    (
        "close-wait-bug",
        &["B listen", "A connect", "B accept", "A write 10", "B read", "A close", "B read", "run for 300ms", "B close"],
    ),
    ("simultaneous-close", &["B listen", "A connect", "B accept", "A close, B close"]),
    (
        "half-close",
        &[
            "B listen",
            "A connect",
            "B accept",
            "A shutdown",
            "B read",
            "A write 5",
            "B write 500",
            "A read",
            "B write 500",
            "A read",
            "B close",
        ],
    ),
    (
        "reset",
        &[
            "B listen",
            "A connect",
            "B accept",
            "A write 100",
            "B read 60",
            "B close",
            "A read",
            "A close",
            "A connect",
            "B accept",
            "A abort",
            "B read",
        ],
    ),
    ("connection-refused", &["A connect", "A close", "B listen", "A connect"]),
    (
        "server-queues",
        &[
            "B backlog 1",
            "B listen",
            "A connect",
            "A socket",
            "A connect",
            "A socket",
            "A connect",
            "B accept",
            "run for 1200ms",
        ],
    ),
    (
        "find-the-leak",
        &[
            "A descriptors 2",
            "B listen",
            "A connect",
            "B accept",
            "B close",
            "A read",
            "A socket",
            "A connect",
            "B accept",
            "B close",
            "A read",
            "A socket",
            "A use 1",
            "A close",
            "A socket",
            "A connect",
        ],
    ),
    ("keepalive", &["B listen", "A connect", "B accept", "run for 1200ms"]),
    ("lost-syn", &["B listen", "link cut=both", "A connect", "link cut=none", "run for 1200ms", "B accept"]),
    (
        "send-side-silence",
        &[
            "B listen",
            "A connect",
            "B accept",
            "link cut=both",
            "A write 100",
            "run for 200ms",
            "link cut=none",
            "run for 600ms",
            "B read",
        ],
    ),
];

/// How soon keep-alive asks in an exercise; on a machine nobody waits for two hours.
pub const KEEPALIVE: Keepalive =
    Keepalive { idle: Duration::from_secs(1), interval: Duration::from_secs(1), ..Keepalive::USUAL };

/// The exercise of a lesson, if it has one.
#[must_use]
pub fn exercise(id: &str) -> Option<Exercise> {
    let (id, lines) = EXERCISES.iter().find(|(known, _)| *known == id)?;
    let mut setup = setup();
    if *id == "keepalive" {
        setup.settings.a.keepalive = Some(KEEPALIVE);
    }
    let inputs = |line: &str| {
        let commands = line.split(", ").filter_map(|command| parse_command(command, &ENGLISH).ok()?.as_inputs());
        commands.flatten().collect::<Vec<Input>>()
    };
    Some(Exercise { id: (*id).to_owned(), setup, acts: lines.iter().map(|line| act(inputs(line))).collect() })
}

/// The exercise that a recorded session is.
#[must_use]
pub fn of_session(name: &str, recording: &Recording) -> Exercise {
    let world = recording.world().setup();
    let setup = Setup { profile: Profile::linux(), link: setup().link, ..world };
    let inputs = recording.parts.iter().flat_map(|part| &part.inputs);
    Exercise { id: name.to_owned(), setup, acts: inputs.map(|input| act(vec![*input])).collect() }
}

/// Two hosts as near as loopback, whose programs are driven by hand.
fn setup() -> Setup {
    let mut setup = Setup { profile: Profile::linux(), ..Setup::default() };
    setup.link.latency = PerSide::both(Duration::from_micros(20));
    setup.limits = PerSide::both(Limits { workers: Some(0), ..Limits::default() });
    setup
}

fn act(inputs: Vec<Input>) -> Act {
    match inputs[..] {
        [Input::Advance(time)] => Act::Wait(time),
        [Input::Step] => Act::Wait(Duration::ZERO),
        [Input::Link(change)] if is_for_all(change) => Act::Link(change),
        [input] if !is_call(&input) => Act::NotHere(input),
        _ => Act::Calls(inputs),
    }
}

/// Whether a link can be changed so as a whole: loopback is one for both directions.
const fn is_for_all(change: LinkChange) -> bool {
    matches!(change, LinkChange::Cut(None) | LinkChange::Mend)
}

/// Whether a program can do it with calls alone.
fn is_call(input: &Input) -> bool {
    match input {
        Input::Call(..) | Input::Socket(_) | Input::Accept(_) | Input::Attend(..) => true,
        Input::Limit(_, limit, _) => matches!(limit, Limit::Backlog | Limit::Descriptors),
        _ => false,
    }
}

/// Which end's program does it.
pub fn side_of(input: &Input) -> Option<Side> {
    match input {
        Input::Call(side, _)
        | Input::Socket(side)
        | Input::Accept(side)
        | Input::Attend(side, _)
        | Input::Limit(side, ..) => Some(*side),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Act, EXERCISES, exercise};
    use crate::lesson::catalogue;

    #[test]
    fn every_exercise_is_a_lesson_s_and_all_its_lines_are_calls_or_time() {
        for (id, lines) in EXERCISES {
            assert!(catalogue::ENTRIES.iter().any(|entry| entry.id == *id), "{id}");
            let exercise = exercise(id).expect("an exercise");
            assert_eq!(exercise.acts.len(), lines.len());
            for (act, line) in exercise.acts.iter().zip(*lines) {
                let commands = line.split(", ").count();
                match act {
                    Act::Calls(inputs) => assert_eq!(inputs.len(), commands, "{id}: {line}"),
                    Act::Wait(_) => assert!(line.starts_with("run"), "{id}: {line}"),
                    Act::Link(_) => assert!(line.starts_with("link cut"), "{id}: {line}"),
                    Act::NotHere(_) | Act::NoLink(_) => panic!("{id}: {line}"),
                }
            }
        }
    }
}
