//! Goals: `until` and `goal`, line by line.

use std::ops::Range;

use super::super::command::Command;
use super::super::condition::Condition;
use super::super::goal::{Goal, GoalLine, SegmentFilter};
use super::super::keys::{Fields, Keys, Kind, key};
use super::super::source::{Item, Spanned};
use super::super::vocabulary::parse_kind;
use super::states::{AVOIDS, COUNT, MOST_COUNTED, NUMBER, UNTIL, VISITED, condition, sockets};
use crate::say;
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
    name: "line-of-a-goal",
    what: |words| words.line,
    written: Some(|words| words.line_of_goal),
    one_of: &[],
    keys: &[
        key(
            "A",
            Kind::State,
            |words| words.line_a,
            |line: &mut LineDraft, item, fields| {
                line.states.states.a = fields.state(item);
            },
        )
        .example(r#""CLOSED""#),
        key(
            "B",
            Kind::State,
            |words| words.line_b,
            |line: &mut LineDraft, item, fields| {
                line.states.states.b = fields.state(item);
            },
        )
        .example(r#""TIME_WAIT""#),
        key(
            "visited",
            Kind::Table(&VISITED),
            |words| words.visited,
            |line: &mut LineDraft, item, fields| {
                line.say(item, condition(item, &VISITED, fields).map(|of| GoalLine::Visited(of.value)));
            },
        )
        .example(r#"{ A = "CLOSING" }"#),
        key(
            "avoids",
            Kind::Table(&AVOIDS),
            |words| words.avoids,
            |line: &mut LineDraft, item, fields| {
                line.say(item, condition(item, &AVOIDS, fields).map(|of| GoalLine::Avoids(of.value)));
            },
        )
        .example(r#"{ A = "TIME_WAIT" }"#),
        key(
            "never",
            Kind::Counted,
            |words| words.never,
            |line: &mut LineDraft, item, fields| {
                let word = fields.string(item);
                line.say(item, word.and_then(|word| what(&word, fields)).map(GoalLine::Never));
            },
        )
        .example(r#""RST""#),
        key(
            "most",
            Kind::NamedOnce(|words| words.key_counted, &NUMBER),
            |words| words.most,
            |line: &mut LineDraft, item, fields| {
                line.say(item, counted(item, "most", fields).map(|(what, count)| GoalLine::Most(what, count)));
            },
        )
        .example("{ RST = 1 }"),
        key(
            "least",
            Kind::NamedOnce(|words| words.key_counted, &NUMBER),
            |words| words.least,
            |line: &mut LineDraft, item, fields| {
                line.say(item, counted(item, "least", fields).map(|(what, count)| GoalLine::Least(what, count)));
            },
        )
        .example("{ FIN = 2 }"),
        key(
            "lost",
            NUMBER,
            |words| words.lost,
            |line: &mut LineDraft, item, fields| {
                line.say(item, fields.number_up_to(item, MOST_COUNTED).map(GoalLine::Lost));
            },
        )
        .example("1"),
        key(
            "accepted",
            Kind::Table(&ACCEPTED),
            |words| words.accepted,
            |line: &mut LineDraft, item, fields| line.say(item, accepted(item, fields)),
        )
        .example("{ B = 1 }"),
        key(
            "called",
            Kind::Command,
            |words| words.called,
            |line: &mut LineDraft, item, fields| line.say(item, called(item, fields)),
        )
        .example(r#""A close""#),
        key(
            "count",
            Kind::Table(&COUNT),
            |words| words.line_count,
            |line: &mut LineDraft, item, fields| line.say(item, count(item, fields)),
        )
        .example("{ B = { CLOSE_WAIT = 1 } }"),
        key(
            "edges",
            NUMBER,
            |words| words.edges,
            |line: &mut LineDraft, item, fields| {
                line.say(item, fields.number_up_to(item, MOST_COUNTED).map(GoalLine::Edges));
            },
        )
        .example("3"),
    ],
};

/// Whose program accepted, and how often.
#[expect(
    clippy::option_option,
    reason = "a key that is not there is one thing, and a key without a usable number another"
)]
static ACCEPTED: Keys<[Option<Option<u32>>; 2]> = Keys {
    name: "accepted",
    what: |_| "`accepted`",
    written: None,
    one_of: &[],
    keys: &[
        key(
            "A",
            NUMBER,
            |words| words.accepted_a,
            |counts: &mut [Option<Option<u32>>; 2], item, fields| {
                counts[0] = Some(fields.number_up_to(item, MOST_COUNTED));
            },
        )
        .example("1"),
        key(
            "B",
            NUMBER,
            |words| words.accepted_b,
            |counts: &mut [Option<Option<u32>>; 2], item, fields| {
                counts[1] = Some(fields.number_up_to(item, MOST_COUNTED));
            },
        )
        .example("2"),
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
        let message = say!(fields.language(), fields.sentences().too_many_lines, most = MOST_LINES);
        fields.error(&item.span, message);
    }
    let count = items.len();
    let lines: Vec<_> = items.iter().filter_map(|item| line(item, fields)).collect();
    if count == 0 {
        fields.error(&item.span, fields.sentences().no_line);
    }
    (count > 0 && lines.len() == count).then(|| Goal { lines, is_puzzle: true, span: Some(item.span.clone()) })
}

fn line(item: &Item<'_>, fields: &mut Fields<'_, '_>) -> Option<Spanned<GoalLine>> {
    let mut table = fields.table_of(item, LINE.what)?;
    let mut draft = LineDraft::default();
    LINE.read(&mut table, &mut draft, fields);
    let has_states = draft.states.states.values().any(Option::is_some);
    let count = draft.said.len() + usize::from(has_states);
    if count != 1 {
        if count > 1 || table.is_empty() {
            let (example, other) = ("{ A = \"CLOSED\" }", "{ never = \"RST\" }");
            let message = say!(fields.language(), fields.sentences().one_thing, example, other);
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
    let (language, sentences) = (fields.language(), fields.sentences());
    let problem = match line {
        GoalLine::Least(_, 0) | GoalLine::Lost(0) | GoalLine::Accepted(_, 0) | GoalLine::Edges(0) => {
            sentences.counts_from_one.to_owned()
        }
        GoalLine::Edges(least) if least as usize > arrows => {
            say!(language, sentences.too_many_arrows, known = arrows, number = least)
        }
        _ => return true,
    };
    fields.error(span, problem);
    false
}

/// `{ B = 1 }`: whose program accepted, and how often.
fn accepted(item: &Item<'_>, fields: &mut Fields<'_, '_>) -> Option<GoalLine> {
    let mut table = fields.table_of(item, ACCEPTED.what)?;
    let mut counts = [None; 2];
    ACCEPTED.read(&mut table, &mut counts, fields);
    match counts {
        [Some(count), None] => count.map(|count| GoalLine::Accepted(Side::A, count)),
        [None, Some(count)] => count.map(|count| GoalLine::Accepted(Side::B, count)),
        [None, None] if !table.is_empty() => None,
        _ => {
            let example = "{ accepted = { B = 1 } }";
            let message = say!(fields.language(), fields.sentences().accepted_one_side, example);
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
    fields.error(&command.span, fields.sentences().called_one_call);
    None
}

/// `{ B = { CLOSE_WAIT = 1 } }`: how many of a host's connections sit in one state.
fn count(item: &Item<'_>, fields: &mut Fields<'_, '_>) -> Option<GoalLine> {
    match sockets(item, fields).as_slice() {
        [counted] => Some(GoalLine::Sockets(counted.value)),
        // What stands there instead of a state was found already.
        [] if fields.has_errors() => None,
        _ => {
            let example = "{ count = { B = { CLOSE_WAIT = 1 } } }";
            let message = say!(fields.language(), fields.sentences().count_one_state, example);
            fields.error(&item.span, message);
            None
        }
    }
}

/// `{ RST = 1 }`: what is counted, and how many.
fn counted(item: &Item<'_>, name: &str, fields: &mut Fields<'_, '_>) -> Option<(SegmentFilter, u32)> {
    let entries = fields.table(item, name)?.into_entries();
    let [(key, count)] = entries.as_slice() else {
        let example = &format!("{{ {name} = {{ RST = 1 }} }}");
        let message = say!(fields.language(), fields.sentences().counts_one_thing, key = name, example);
        fields.error(&item.span, message);
        return None;
    };
    let (what, count) = (what(key, fields), fields.number_up_to(count, MOST_COUNTED));
    Some((what?, count?))
}

fn what(word: &Spanned<&str>, fields: &mut Fields<'_, '_>) -> Option<SegmentFilter> {
    if word.value.eq_ignore_ascii_case("segments") {
        return Some(SegmentFilter::Segments);
    }
    fields.parsed(word, parse_kind).map(|kind| SegmentFilter::Kind(kind.value))
}
