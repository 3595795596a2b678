//! Goals: `until`, `goal`, and what may be used to reach them.

use super::super::allow::{Allow, Deed};
use super::super::goal::{Goal, GoalLine, What};
use super::super::model::Condition;
use super::super::source::{Item, Spanned, Table};
use super::super::spelling::{did_you_mean, listed};
use super::super::vocabulary::parse_kind;
use super::fields::Fields;
use super::steps::{sockets, states};
use crate::sim::Side;
use crate::tcp::EdgeId;

/// More lines than this nobody keeps in mind, and there is no room for.
const MOST_LINES: usize = 5;

/// The largest number that a goal counts to.
pub const MOST_COUNTED: u32 = 10_000;

/// Reads `until`: states, which are a goal of one line.
pub fn until(item: &Item<'_>, fields: &mut Fields<'_, '_>) -> Option<Goal> {
    condition(item, "`until`", fields).map(Goal::states)
}

/// Reads `goal`: a line, or an array of them.
pub fn goal(item: &Item<'_>, fields: &mut Fields<'_, '_>) -> Option<Goal> {
    let items = if item.is_table() { vec![item.clone()] } else { item.array(fields.findings) };
    if let Some(item) = items.get(MOST_LINES) {
        fields.findings.error(&item.span, format!("a goal has at most {MOST_LINES} lines, and this is one more"));
    }
    let count = items.len();
    let lines: Vec<_> = items.iter().filter_map(|item| line(item, fields)).collect();
    if count == 0 {
        fields.findings.error(&item.span, "a goal without a line is reached already");
    }
    (count > 0 && lines.len() == count).then(|| Goal { lines, is_puzzle: true, span: item.span.clone() })
}

/// A word that a line of a goal can begin with, and how it is read.
type Reader = fn(&Item<'_>, &mut Fields<'_, '_>) -> Option<GoalLine>;

/// The kinds of lines beside plain states.
const KINDS: [(&str, Reader); 9] = [
    ("visited", |item, fields| condition(item, "`visited`", fields).map(|of| GoalLine::Visited(of.value))),
    ("avoids", |item, fields| condition(item, "`avoids`", fields).map(|of| GoalLine::Avoids(of.value))),
    ("never", |item, fields| {
        let word = item.string(fields.findings)?;
        what(&word, fields).map(GoalLine::Never)
    }),
    ("most", |item, fields| counted(item, "`most`", fields).map(|(what, count)| GoalLine::Most(what, count))),
    ("least", |item, fields| counted(item, "`least`", fields).map(|(what, count)| GoalLine::Least(what, count))),
    ("lost", |item, fields| number(item, fields).map(GoalLine::Lost)),
    ("accepted", accepted),
    ("count", count),
    ("edges", |item, fields| number(item, fields).map(GoalLine::Edges)),
];

fn line(item: &Item<'_>, fields: &mut Fields<'_, '_>) -> Option<Spanned<GoalLine>> {
    let mut table = item.table("a line of a goal", fields.findings)?;
    let states = states(&mut table, fields);
    let kinds: Vec<_> = KINDS.iter().filter_map(|(key, read)| Some((table.take(key)?, *read))).collect();
    let has_states = states.states.values().any(Option::is_some);
    let count = kinds.len() + usize::from(has_states);
    let said = !table.is_empty();
    table.finish(fields.findings);
    if count != 1 {
        if count > 1 || !said {
            let message = "a line of a goal says one thing, such as `{ A = \"CLOSED\" }` or `{ never = \"RST\" }`";
            fields.findings.error(&item.span, message);
        }
        return None;
    }
    let value = match kinds.into_iter().next() {
        Some((item, read)) => read(&item, fields).filter(|line| can_come_true(*line, &item, fields))?,
        None => GoalLine::States(states),
    };
    Some(Spanned { value, span: item.span.clone() })
}

/// Whether a line that counts neither holds before anything was counted nor asks for more than there is.
fn can_come_true(line: GoalLine, item: &Item<'_>, fields: &mut Fields<'_, '_>) -> bool {
    let arrows = EdgeId::all().filter(|edge| edge.edge().figure5).count();
    let problem = match line {
        GoalLine::Least(_, 0) | GoalLine::Lost(0) | GoalLine::Accepted(_, 0) | GoalLine::Edges(0) => {
            "0 is there already: this line counts from 1".to_owned()
        }
        GoalLine::Edges(least) if least as usize > arrows => format!("Figure 5 has {arrows} arrows, not {least}"),
        _ => return true,
    };
    fields.findings.error(&item.span, problem);
    false
}

/// `{ B = 1 }`: whose program accepted, and how often.
fn accepted(item: &Item<'_>, fields: &mut Fields<'_, '_>) -> Option<GoalLine> {
    let mut table = item.table("`accepted`", fields.findings)?;
    let counts = Side::BOTH.map(|side| table.take(side.letter()).map(|item| (side, item)));
    let is_empty = table.is_empty();
    table.finish(fields.findings);
    match counts {
        [Some((side, item)), None] | [None, Some((side, item))] => {
            number(&item, fields).map(|count| GoalLine::Accepted(side, count))
        }
        [None, None] if !is_empty => None,
        _ => {
            let message = "`accepted` counts for one side: it is written `{ accepted = { B = 1 } }`";
            fields.findings.error(&item.span, message);
            None
        }
    }
}

/// `{ B = { CLOSE_WAIT = 1 } }`: how many of a host's connections sit in one state.
fn count(item: &Item<'_>, fields: &mut Fields<'_, '_>) -> Option<GoalLine> {
    match sockets(item, fields).as_slice() {
        [counted] => Some(GoalLine::Sockets(counted.value)),
        // What stands there instead of a state was found already.
        [] if fields.findings.has_errors() => None,
        _ => {
            let message = "`count` names one state of one side: it is written `{ count = { B = { CLOSE_WAIT = 1 } } }`";
            fields.findings.error(&item.span, message);
            None
        }
    }
}

/// `{ A = "STATE", B = "STATE" }`.
pub fn condition(item: &Item<'_>, what: &'static str, fields: &mut Fields<'_, '_>) -> Option<Spanned<Condition>> {
    let mut table = item.table(what, fields.findings)?;
    let condition = states(&mut table, fields);
    let empty = table.is_empty();
    table.finish(fields.findings);
    if empty {
        fields.findings.error(&item.span, format!("{what} names no state: it is written `{{ A = \"TIME_WAIT\" }}`"));
        return None;
    }
    Some(Spanned { value: condition, span: item.span.clone() })
}

/// `{ RST = 1 }`: what is counted, and how many.
fn counted(item: &Item<'_>, name: &'static str, fields: &mut Fields<'_, '_>) -> Option<(What, u32)> {
    let entries = item.table(name, fields.findings)?.into_entries();
    let [(key, count)] = entries.as_slice() else {
        fields.findings.error(
            &item.span,
            format!("{name} counts one thing: it is written `{{ {} = {{ RST = 1 }} }}`", name.trim_matches('`')),
        );
        return None;
    };
    let (what, count) = (what(key, fields), number(count, fields));
    Some((what?, count?))
}

fn what(word: &Spanned<&str>, fields: &mut Fields<'_, '_>) -> Option<What> {
    if word.value.eq_ignore_ascii_case("segments") {
        return Some(What::Segments);
    }
    fields.parsed(word, parse_kind).map(|kind| What::Kind(kind.value))
}

/// A small whole number.
pub fn number(item: &Item<'_>, fields: &mut Fields<'_, '_>) -> Option<u32> {
    let number = item.integer(fields.findings)?;
    let small = u32::try_from(number).ok().filter(|number| *number <= MOST_COUNTED);
    if small.is_none() {
        fields.findings.error(&item.span, format!("{number} is no number from 0 to {MOST_COUNTED}"));
    }
    small
}

/// Reads `allow` and `faults`.
pub fn allow(table: &mut Table<'_>, fields: &mut Fields<'_, '_>) -> Option<Allow> {
    let (item, faults) = (table.take("allow"), table.take("faults"));
    let item = item?;
    let words = item.array(fields.findings);
    let deeds: Vec<Option<&[Deed]>> =
        words.iter().map(|word| word.string(fields.findings).and_then(|word| deeds(&word, fields))).collect();
    let most = faults.as_ref().and_then(|item| number(item, fields)).unwrap_or(0);
    let breaks = |deeds: Option<&[Deed]>| deeds.is_some_and(|deeds| deeds.iter().any(|deed| deed.is_always_a_fault()));
    let breaking = words.iter().zip(&deeds).find(|(_, deeds)| breaks(**deeds));
    let all = deeds.iter().copied().collect::<Option<Vec<_>>>()?;
    match (breaking, &faults) {
        (Some((word, _)), None) => {
            let note = "write `faults = 1`, or as many as may be used";
            fields.findings.error(&word.span, "this breaks something, and no fault may be used").note(note);
        }
        (None, Some(faults)) if !all.iter().any(|deeds| deeds.contains(&Deed::Hold)) => {
            fields
                .findings
                .error(&faults.span, "nothing that is allowed breaks anything, so there is no fault to count");
        }
        _ => {}
    }
    Some(all.into_iter().fold(Allow::nothing(), Allow::with).up_to(most))
}

fn deeds(word: &Spanned<&str>, fields: &mut Fields<'_, '_>) -> Option<&'static [Deed]> {
    let found = Allow::NAMES.iter().find(|(name, ..)| name.eq_ignore_ascii_case(word.value.trim()));
    if found.is_none() {
        let names = || Allow::NAMES.iter().map(|(name, ..)| *name);
        let message = format!("`{}` is nothing that can be allowed: there are {}", word.value, listed(names()));
        fields.findings.error(&word.span, message).suggest(did_you_mean(word.value, names()));
    }
    found.map(|(_, deeds, _)| *deeds)
}
