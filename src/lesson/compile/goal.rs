//! Goals: `until` and `goal`, line by line.

use std::ops::Range;

use super::super::command::Command;
use super::super::condition::Condition;
use super::super::goal::{Goal, GoalLine, What};
use super::super::keys::{Fields, Keys, Kind, key};
use super::super::source::{Item, Spanned};
use super::super::vocabulary::parse_kind;
use super::states::{AVOIDS, COUNT, MOST_COUNTED, NUMBER, UNTIL, VISITED, condition, sockets};
use crate::sim::{Input, Side};
use crate::tcp::EdgeId;

/// More lines than this nobody keeps in mind, and there is no room for.
const MOST_LINES: usize = 5;

/// What a line says, as far as it has been read.
#[derive(Default)]
pub struct LineDraft {
    states: Condition,
    /// What it says beside plain states, each with its place; nothing where it could not be read.
    said: Vec<(Option<GoalLine>, Range<usize>)>,
}

impl LineDraft {
    fn say(&mut self, item: &Item<'_>, line: Option<GoalLine>) {
        self.said.push((line, item.span.clone()));
    }
}

/// A line of a goal.
pub static LINE: Keys<LineDraft> = Keys {
    what: "a line of a goal",
    written: Some("A line of `goal`"),
    one_of: &[],
    keys: &[
        key(
            "A",
            Kind::State,
            "A is in this state now; `A` and `B` make one line.",
            |line: &mut LineDraft, item, fields| {
                line.states.states.a = fields.state(item);
            },
        ),
        key("B", Kind::State, "B is in this state now.", |line: &mut LineDraft, item, fields| {
            line.states.states.b = fields.state(item);
        }),
        key(
            "visited",
            Kind::Table(&VISITED),
            "The states were these at some moment since the step began.",
            |line: &mut LineDraft, item, fields| {
                line.say(item, condition(item, &VISITED, fields).map(|of| GoalLine::Visited(of.value)));
            },
        ),
        key(
            "avoids",
            Kind::Table(&AVOIDS),
            "The states were these at no moment.",
            |line: &mut LineDraft, item, fields| {
                line.say(item, condition(item, &AVOIDS, fields).map(|of| GoalLine::Avoids(of.value)));
            },
        ),
        key("never", Kind::Counted, "No such segment was sent.", |line: &mut LineDraft, item, fields| {
            let word = fields.string(item);
            line.say(item, word.and_then(|word| what(&word, fields)).map(GoalLine::Never));
        }),
        key(
            "most",
            Kind::NamedOnce("what is counted", &NUMBER),
            "At most this many were sent: `{ RST = 1 }`.",
            |line: &mut LineDraft, item, fields| {
                line.say(item, counted(item, "`most`", fields).map(|(what, count)| GoalLine::Most(what, count)));
            },
        ),
        key(
            "least",
            Kind::NamedOnce("what is counted", &NUMBER),
            "At least this many were sent.",
            |line: &mut LineDraft, item, fields| {
                line.say(item, counted(item, "`least`", fields).map(|(what, count)| GoalLine::Least(what, count)));
            },
        ),
        key("lost", NUMBER, "This many segments were lost.", |line: &mut LineDraft, item, fields| {
            line.say(item, fields.number_up_to(item, MOST_COUNTED).map(GoalLine::Lost));
        }),
        key(
            "accepted",
            Kind::Table(&ACCEPTED),
            "A side's program accepted this many connections: `{ B = 1 }`.",
            |line: &mut LineDraft, item, fields| line.say(item, accepted(item, fields)),
        ),
        key(
            "called",
            Kind::Command,
            "A side's program has made this call: `A close`, and no other call that leads to the same states.",
            |line: &mut LineDraft, item, fields| line.say(item, called(item, fields)),
        ),
        key(
            "count",
            Kind::Table(&COUNT),
            "This many of a host's connections sit in a state now: `{ B = { CLOSE_WAIT = 1 } }`.",
            |line: &mut LineDraft, item, fields| line.say(item, count(item, fields)),
        ),
        key(
            "edges",
            NUMBER,
            "This many arrows of Figure 5 were walked, on both diagrams together.",
            |line: &mut LineDraft, item, fields| {
                line.say(item, fields.number_up_to(item, MOST_COUNTED).map(GoalLine::Edges));
            },
        ),
    ],
};

/// Whose program accepted, and how often.
#[expect(
    clippy::option_option,
    reason = "a key that is not there is one thing, and a key without a usable number another"
)]
static ACCEPTED: Keys<[Option<Option<u32>>; 2]> = Keys {
    what: "`accepted`",
    written: None,
    one_of: &[],
    keys: &[
        key("A", NUMBER, "How many A's program accepted.", |counts: &mut [Option<Option<u32>>; 2], item, fields| {
            counts[0] = Some(fields.number_up_to(item, MOST_COUNTED));
        }),
        key("B", NUMBER, "How many B's program accepted.", |counts: &mut [Option<Option<u32>>; 2], item, fields| {
            counts[1] = Some(fields.number_up_to(item, MOST_COUNTED));
        }),
    ],
};

/// Reads `until`: states, which are a goal of one line.
pub fn until(item: &Item<'_>, fields: &mut Fields<'_, '_>) -> Option<Goal> {
    condition(item, &UNTIL, fields).map(Goal::states)
}

/// Reads `goal`: a line, or an array of them.
pub fn goal(item: &Item<'_>, fields: &mut Fields<'_, '_>) -> Option<Goal> {
    let items = if item.is_table() { vec![item.clone()] } else { fields.array(item) };
    if let Some(item) = items.get(MOST_LINES) {
        fields.error(&item.span, format!("a goal has at most {MOST_LINES} lines, and this is one more"));
    }
    let count = items.len();
    let lines: Vec<_> = items.iter().filter_map(|item| line(item, fields)).collect();
    if count == 0 {
        fields.error(&item.span, "a goal without a line is reached already");
    }
    (count > 0 && lines.len() == count).then(|| Goal { lines, is_puzzle: true, span: Some(item.span.clone()) })
}

fn line(item: &Item<'_>, fields: &mut Fields<'_, '_>) -> Option<Spanned<GoalLine>> {
    let mut table = fields.table(item, LINE.what)?;
    let mut draft = LineDraft::default();
    LINE.read(&mut table, &mut draft, fields);
    let has_states = draft.states.states.values().any(Option::is_some);
    let count = draft.said.len() + usize::from(has_states);
    if count != 1 {
        if count > 1 || table.is_empty() {
            let message = "a line of a goal says one thing, such as `{ A = \"CLOSED\" }` or `{ never = \"RST\" }`";
            fields.error(&item.span, message);
        }
        return None;
    }
    let value = match draft.said.into_iter().next() {
        Some((line, span)) => line.filter(|line| can_come_true(*line, &span, fields))?,
        None => GoalLine::States(draft.states),
    };
    Some(Spanned::at(value, &item.span))
}

/// Whether a line that counts neither holds before anything was counted nor asks for more than there is.
fn can_come_true(line: GoalLine, span: &Range<usize>, fields: &mut Fields<'_, '_>) -> bool {
    let arrows = EdgeId::all().filter(|edge| edge.edge().figure5).count();
    let problem = match line {
        GoalLine::Least(_, 0) | GoalLine::Lost(0) | GoalLine::Accepted(_, 0) | GoalLine::Edges(0) => {
            "0 is there already: this line counts from 1".to_owned()
        }
        GoalLine::Edges(least) if least as usize > arrows => format!("Figure 5 has {arrows} arrows, not {least}"),
        _ => return true,
    };
    fields.error(span, problem);
    false
}

/// `{ B = 1 }`: whose program accepted, and how often.
fn accepted(item: &Item<'_>, fields: &mut Fields<'_, '_>) -> Option<GoalLine> {
    let mut table = fields.table(item, ACCEPTED.what)?;
    let mut counts = [None; 2];
    ACCEPTED.read(&mut table, &mut counts, fields);
    match counts {
        [Some(count), None] => count.map(|count| GoalLine::Accepted(Side::A, count)),
        [None, Some(count)] => count.map(|count| GoalLine::Accepted(Side::B, count)),
        [None, None] if !table.is_empty() => None,
        _ => {
            let message = "`accepted` counts for one side: it is written `{ accepted = { B = 1 } }`";
            fields.error(&item.span, message);
            None
        }
    }
}

/// `A close`: who calls what.
fn called(item: &Item<'_>, fields: &mut Fields<'_, '_>) -> Option<GoalLine> {
    let command = fields.command(item)?;
    if let Command::Input(Input::Call(side, call)) = command.value {
        return Some(GoalLine::Called(side, call));
    }
    fields.error(&command.span, "`called` names a user call of one end, such as `A close`");
    None
}

/// `{ B = { CLOSE_WAIT = 1 } }`: how many of a host's connections sit in one state.
fn count(item: &Item<'_>, fields: &mut Fields<'_, '_>) -> Option<GoalLine> {
    match sockets(item, fields).as_slice() {
        [counted] => Some(GoalLine::Sockets(counted.value)),
        // What stands there instead of a state was found already.
        [] if fields.has_errors() => None,
        _ => {
            let message = "`count` names one state of one side: it is written `{ count = { B = { CLOSE_WAIT = 1 } } }`";
            fields.error(&item.span, message);
            None
        }
    }
}

/// `{ RST = 1 }`: what is counted, and how many.
fn counted(item: &Item<'_>, name: &'static str, fields: &mut Fields<'_, '_>) -> Option<(What, u32)> {
    let entries = fields.table(item, name)?.into_entries();
    let [(key, count)] = entries.as_slice() else {
        let key = name.trim_matches('`');
        fields.error(&item.span, format!("{name} counts one thing: it is written `{{ {key} = {{ RST = 1 }} }}`"));
        return None;
    };
    let (what, count) = (what(key, fields), fields.number_up_to(count, MOST_COUNTED));
    Some((what?, count?))
}

fn what(word: &Spanned<&str>, fields: &mut Fields<'_, '_>) -> Option<What> {
    if word.value.eq_ignore_ascii_case("segments") {
        return Some(What::Segments);
    }
    fields.parsed(word, parse_kind).map(|kind| What::Kind(kind.value))
}
