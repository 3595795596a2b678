//! The card of a state: what it is, who has to act, the ways in and out, its names, how to see it on a real machine, what to beware of.

use super::texts::{CARDS, CardText, FROM_ELSEWHERE, GLOSSARY, HEADINGS, Term};
use super::ways::{Way, ways_in, ways_out};
use crate::tcp::State;

/// A state's names in the places where people meet it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Names {
    /// In RFC 9293.
    pub rfc: &'static str,
    /// In Linux's `ss`.
    pub ss: &'static str,
    /// In Linux's `netstat`.
    pub netstat: &'static str,
}

/// Commands that list the sockets in a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Commands {
    /// On Linux.
    pub linux: &'static str,
    /// On macOS.
    pub macos: &'static str,
    /// On Windows, in `PowerShell`.
    pub windows: &'static str,
}

/// A state's card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// The state.
    pub state: State,
    /// What it is.
    pub definition: &'static str,
    /// What it waits for, and who has to act.
    pub waits: &'static str,
    /// The ways in.
    pub ways_in: Vec<Way>,
    /// The ways out.
    pub ways_out: Vec<Way>,
    /// The timers that run in it.
    pub timers: &'static str,
    /// Its names elsewhere.
    pub names: Names,
    /// How to see such sockets.
    pub commands: Commands,
    /// The typical bug or misconception.
    pub misconception: &'static str,
}

/// The card of a state.
#[must_use]
pub fn card(state: State) -> Card {
    let text: &CardText = &CARDS[state as usize];
    Card {
        state,
        definition: text.definition,
        waits: text.waits,
        ways_in: ways_in(state),
        ways_out: ways_out(state),
        timers: text.timers,
        names: Names { rfc: state.rfc_name(), ss: state.ss_name(), netstat: state.netstat_name() },
        commands: Commands { linux: text.linux, macos: text.macos, windows: text.windows },
        misconception: text.misconception,
    }
}

/// The glossary, in an order in which it can be read.
#[must_use]
pub const fn glossary() -> &'static [Term] {
    GLOSSARY
}

impl Card {
    /// The card as paragraphs with inline marks, headings included; wrapped to 72 columns they are at most 18 lines.
    #[must_use]
    pub fn paragraphs(&self) -> Vec<String> {
        let [waits, ways_in, ways_out, timers, names, commands, beware] = HEADINGS;
        let Names { rfc, ss, netstat } = self.names;
        let Commands { linux, macos, windows } = self.commands;
        vec![
            self.definition.to_owned(),
            format!("**{waits}** {}", self.waits),
            format!("**{ways_in}** {}", ways("from", &self.ways_in)),
            format!("**{ways_out}** {}", ways("to", &self.ways_out)),
            format!("**{timers}** {}", self.timers),
            format!("**{names}** RFC 9293 {rfc}, ss {ss}, netstat {netstat}"),
            format!("**{commands}** Linux {linux}"),
            format!("macOS {macos}"),
            format!("Windows {windows}"),
            format!("**{beware}** {}", self.misconception),
        ]
    }
}

fn ways(preposition: &str, ways: &[Way]) -> String {
    let one = |way: &Way| {
        let place = match way.state {
            Some(state) => format!("{preposition} {}", state.name()),
            None if preposition == "from" => FROM_ELSEWHERE.to_owned(),
            None => format!("{preposition} {}", State::Closed.name()),
        };
        format!("{place}: {}", way.events.join(", "))
    };
    ways.iter().map(one).collect::<Vec<_>>().join("; ")
}
