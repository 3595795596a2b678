//! Goals: `until`, `goal`, and what may be used to reach them.

use super::super::allow::{Allow, Deed};
use super::super::goal::{Goal, GoalLine, What};
use super::super::model::Condition;
use super::super::source::{Item, Spanned, Table};
use super::super::spelling::{did_you_mean, listed};
use super::super::vocabulary::parse_kind;
use super::fields::Fields;
use super::steps::states;
use crate::sim::Side;

/// More lines than this nobody keeps in mind, and there is no room for.
const MOST_LINES: usize = 5;

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
    (count > 0 && lines.len() == count).then(|| Goal { lines, span: item.span.clone() })
}

/// A word that a line of a goal can begin with, and how it is read.
type Reader = fn(&Item<'_>, &mut Fields<'_, '_>) -> Option<GoalLine>;

/// The kinds of lines beside plain states.
const KINDS: [(&str, Reader); 8] = [
    ("visited", |item, fields| condition(item, "`visited`", fields).map(|of| GoalLine::Visited(of.value))),
    ("avoids", |item, fields| condition(item, "`avoids`", fields).map(|of| GoalLine::Avoids(of.value))),
    ("never", |item, fields| {
        let word = item.string(fields.findings)?;
        what(&word, fields).map(GoalLine::Never)
    }),
    ("most", |item, fields| counted(item, "`most`", fields).map(|(what, count)| GoalLine::Most(what, count))),
    ("least", |item, fields| counted(item, "`least`", fields).map(|(what, count)| GoalLine::Least(what, count))),
    ("lost", |item, fields| number(item, fields).map(GoalLine::Lost)),
    ("accepted", |item, fields| {
        let counts = fields.sides(item, "`accepted`", |fields, item| number(item, fields));
        let (side, count) = Side::BOTH.into_iter().zip(counts).find_map(|(side, count)| Some((side, count?)))?;
        Some(GoalLine::Accepted(side, count))
    }),
    ("edges", |item, fields| number(item, fields).map(GoalLine::Edges)),
];

fn line(item: &Item<'_>, fields: &mut Fields<'_, '_>) -> Option<Spanned<GoalLine>> {
    let mut table = item.table("a line of a goal", fields.findings)?;
    let states = states(&mut table, fields);
    let kinds: Vec<_> = KINDS.iter().filter_map(|(key, read)| Some((table.take(key)?, *read))).collect();
    let has_states = states.states.iter().any(Option::is_some);
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
        Some((item, read)) => read(&item, fields)?,
        None => GoalLine::States(states),
    };
    Some(Spanned { value, span: item.span.clone() })
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
    let small = u32::try_from(number).ok().filter(|number| *number <= 10_000);
    if small.is_none() {
        fields.findings.error(&item.span, format!("{number} is no number from 0 to 10000"));
    }
    small
}

/// Reads `allow` and `faults`.
pub fn allow(table: &mut Table<'_>, fields: &mut Fields<'_, '_>) -> Option<Allow> {
    let faults = table.take("faults");
    let item = table.take("allow");
    let Some(item) = item else {
        if let Some(faults) = faults {
            fields.findings.error(&faults.span, "`faults` means something beside `allow` only");
        }
        return None;
    };
    let mut allow = Allow::nothing();
    let mut whole = true;
    for item in item.array(fields.findings) {
        let deeds = item.string(fields.findings).and_then(|word| deeds(&word, fields));
        whole &= deeds.is_some();
        allow = allow.with(deeds.unwrap_or_default());
    }
    allow.faults = faults.and_then(|item| number(&item, fields)).unwrap_or(0);
    whole.then_some(allow)
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
