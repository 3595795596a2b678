//! The keys of every table.

use super::super::allow::Allow;
use super::super::compile::goals::MOST_COUNTED;
use super::super::compile::world::MSS;
use super::super::model::{Level, Observe, Pick};
use super::{Key, Keys, Kind};
use crate::sim::AppBehaviour;
use crate::tcp::Profile;

/// The whole file.
pub static LESSON: Keys = Keys {
    what: "the lesson",
    written: Some("At the top"),
    keys: &[
        key("format", Kind::Whole(1..=1), "The number of this format.").needed(),
        key("title", Kind::Text, "The title, in a few words.").needed(),
        key("summary", Kind::Text, "What the lesson is about, in one sentence; lists show it.").needed(),
        key("chapter", Kind::Text, "The chapter that lists show the lesson in; any words of your own, too."),
        key("level", Kind::Word(|| words(&Level::NAMES)), "How much it asks of its learner."),
        key("needs", Kind::List(&Kind::Text), "The ids of the lessons that come before it."),
        key("objectives", Kind::List(&Kind::Text), "What its learner can do afterwards.").needed(),
        key(
            "profile",
            Kind::Word(|| Profile::NAMES.to_vec()),
            "Which TCP both hosts run; `rfc9293` if it is left out.",
        ),
        key("world", Kind::Table(&WORLD), "The two hosts and the link at the beginning; every default is sensible."),
        key("step", Kind::Tables(&STEP), "The steps, one screen each, in their order.").needed(),
        key("observe", Kind::Tables(&OBSERVE), "How to see the same on the learner's own machine. Shown, never run."),
    ],
};

static WORLD: Keys = Keys {
    what: "the world",
    written: Some("`[world]`"),
    keys: &[
        key(
            "names",
            Kind::Sides("`names`", &Kind::Text),
            "What the endpoints are called: client and server if left out.",
        ),
        key("isn", Kind::Sides("`isn`", &SEQUENCE_NUMBER), "The first sequence number of each side."),
        key(
            "latency",
            Kind::Sides("`latency`", &Kind::Time),
            "How long a segment is on its way; `A` is the way from A to B.",
        ),
        key("msl", Kind::Time, "The maximum segment lifetime: TIME_WAIT takes two of them."),
        key("mss", Kind::Sides("`mss`", &SEGMENT_SIZE), "The largest piece of data in one segment."),
        key(
            "app",
            Kind::Sides("`app`", &Kind::Word(apps)),
            "Who makes an endpoint's calls: you, or a program that behaves so.",
        ),
        key(
            "delayed_ack",
            Kind::Sides("`delayed_ack`", &Kind::Truth),
            "Whether an ACK waits a moment for something to go with it.",
        ),
        key(
            "keepalive",
            Kind::Sides("`keepalive`", &Kind::Truth),
            "Whether a silent connection is probed after a while.",
        ),
        key("reuse", Kind::Sides("`reuse`", &Kind::Truth), "Whether listeners have `SO_REUSEADDR`."),
        key("start", Kind::List(&Kind::Command), "What has happened before the first step."),
    ],
};

/// One step.
pub static STEP: Keys = Keys {
    what: "a step",
    written: Some("`[[step]]`"),
    keys: &[
        key("say", Kind::Text, "What the step tells, with `**strong**`, `*emphasis*` and `` `code` ``."),
        key("ask", Kind::Text, "Instead of `say`: a question. The engine works out its answer."),
        key("do", Kind::List(&Kind::Command), "What happens when the step begins, on its own."),
        key("expect", Kind::Table(&EXPECT), "What has to hold when the step is over. `check` and `run` hold it."),
        key("notes", Kind::Text, "A note for the speaker; the learner does not see it."),
        key("until", Kind::Table(&UNTIL), "Beside `say`: the learner acts until the states are these."),
        key(
            "goal",
            Kind::OneOrMore(&LINE),
            "Instead of `until`: several lines, which have to hold at one moment; each ticks on the screen.",
        ),
        key(
            "hints",
            Kind::List(&Kind::Text),
            "Help, from a nudge to the way; `auto` is a shortest way from here, by search.",
        )
        .beside(ACT),
        key("wrong", Kind::Named("an action", &Kind::Text), "What is likely to be tried, and what is wrong with it.")
            .beside(ACT),
        key("paused", Kind::Truth, "Whether time stands still between the learner's deeds.").beside(ACT),
        key("allow", Kind::List(&Kind::Word(deeds)), "What the learner may use; anything if it is left out.")
            .beside(ACT),
        key(
            "faults",
            Kind::Whole(0..=MOST_COUNTED),
            "How many faults may be used at the most: what drops, holds, doubles, forges or reboots.",
        )
        .beside(&["allow"]),
        key("predict", Kind::Prediction, "What the question asks for.").beside(ASK),
        key("pair", Kind::Text, "The pair of states that may be `possible`: `CLOSE_WAIT, CLOSE_WAIT`.").beside(ASK),
        key(
            "choices",
            Kind::List(&Kind::Answer),
            "The answers that are offered; the program finds some if it is left out.",
        )
        .beside(ASK),
        key(
            "pick",
            Kind::Word(|| words(&Pick::NAMES)),
            "Where the answer is picked: from a list, or from all states on the diagram.",
        )
        .beside(ASK),
        key("typed", Kind::Truth, "Whether the answer is a number that is typed, and nothing is offered.").beside(ASK),
        key("after", Kind::List(&Kind::Command), "What happens once the learner has answered: it gives the answer.")
            .beside(ASK),
        key("why", Kind::Named("a wrong answer, or `other`", &Kind::Text), "What is wrong with each wrong answer.")
            .beside(ASK),
        key("right", Kind::Text, "Why the right answer is right, or why the way led to the goal.")
            .beside(&["ask", "until", "goal"]),
    ],
};

static EXPECT: Keys = Keys {
    what: "`expect`",
    written: Some("`expect`"),
    keys: &[
        key("A", Kind::State, "A's state."),
        key("B", Kind::State, "B's state."),
        key("sent", Kind::List(&Kind::Segment), "The segments that the step sends, all of them, in order."),
        key("segments", Kind::Whole(0..=u32::MAX), "How many segments the step sends."),
        key(
            "count",
            Kind::Table(&COUNT),
            "How many connections of a host sit in a state: `{ B = { CLOSE_WAIT = 10 } }`.",
        ),
    ],
};

static LINE: Keys = Keys {
    what: "a line of a goal",
    written: Some("A line of `goal`"),
    keys: &[
        key("A", Kind::State, "A is in this state now; `A` and `B` make one line."),
        key("B", Kind::State, "B is in this state now."),
        key("visited", Kind::Table(&VISITED), "The states were these at some moment since the step began."),
        key("avoids", Kind::Table(&AVOIDS), "The states were these at no moment."),
        key("never", Kind::Counted, "No such segment was sent."),
        key("most", Kind::NamedOnce("what is counted", &NUMBER), "At most so many were sent: `{ RST = 1 }`."),
        key("least", Kind::NamedOnce("what is counted", &NUMBER), "At least so many were sent."),
        key("lost", NUMBER, "So many segments were lost."),
        key("accepted", Kind::Table(&ACCEPTED), "A side's program accepted so many connections: `{ B = 1 }`."),
        key(
            "count",
            Kind::Table(&COUNT),
            "So many of a host's connections sit in a state now: `{ B = { CLOSE_WAIT = 1 } }`.",
        ),
        key("edges", NUMBER, "So many arrows of Figure 5 were walked, on both diagrams together."),
    ],
};

static OBSERVE: Keys = Keys {
    what: "`observe`",
    written: Some("`[[observe]]`"),
    keys: &[
        key(Observe::SYSTEMS[0], Kind::Text, "The command on Linux."),
        key(Observe::SYSTEMS[1], Kind::Text, "The command on macOS."),
        key(Observe::SYSTEMS[2], Kind::Text, "The command on Windows."),
        key("expect", Kind::Text, "What it shows.").needed(),
    ],
};

static UNTIL: Keys = states("`until`");
static VISITED: Keys = states("`visited`");
static AVOIDS: Keys = states("`avoids`");

static COUNT: Keys = Keys {
    what: "`count`",
    written: None,
    keys: &[
        key("A", Kind::Named("a state", &NUMBER), "How many of A's connections sit in each state."),
        key("B", Kind::Named("a state", &NUMBER), "How many of B's connections sit in each state."),
    ],
};

static ACCEPTED: Keys = Keys {
    what: "`accepted`",
    written: None,
    keys: &[key("A", NUMBER, "How many A's program accepted."), key("B", NUMBER, "How many B's program accepted.")],
};

/// Keys that belong to something to do, and to a question.
const ACT: &[&str] = &["until", "goal"];
const ASK: &[&str] = &["ask"];

const NUMBER: Kind = Kind::Whole(0..=MOST_COUNTED);
const SEQUENCE_NUMBER: Kind = Kind::Whole(0..=u32::MAX);
const SEGMENT_SIZE: Kind = Kind::Whole(MSS);

static STATES: [Key; 2] = [key("A", Kind::State, "A's state."), key("B", Kind::State, "B's state.")];

const fn states(what: &'static str) -> Keys {
    Keys { what, written: None, keys: &STATES }
}

const fn key(name: &'static str, kind: Kind, help: &'static str) -> Key {
    Key { name, kind, needed: false, beside: &[], help }
}

impl Key {
    const fn needed(self) -> Self {
        Self { needed: true, ..self }
    }

    const fn beside(self, beside: &'static [&'static str]) -> Self {
        Self { beside, ..self }
    }
}

fn words<T>(names: &[(&'static str, T)]) -> Vec<&'static str> {
    names.iter().map(|(word, _)| *word).collect()
}

fn apps() -> Vec<&'static str> {
    AppBehaviour::ALL.map(AppBehaviour::word).to_vec()
}

fn deeds() -> Vec<&'static str> {
    Allow::NAMES.map(|(word, ..)| word).to_vec()
}
