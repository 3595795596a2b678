//! Tables that name states: conditions, and how many connections of a host sit in a state.

use super::super::condition::{Condition, Sockets};
use super::super::keys::{Fields, Key, Keys, Kind, Said, key};
use super::super::source::{Item, Spanned};
use super::super::toml_text::quoted;
use super::super::vocabulary::parse_state;
use crate::say;
use crate::sim::Side;

/// The largest number that a lesson counts to.
pub const MOST_COUNTED: u32 = 10_000;

/// A number that a lesson counts to.
pub const NUMBER: Kind = Kind::Whole(0..=MOST_COUNTED);

/// The states of `until`.
pub static UNTIL: Keys<Condition> = states("until", |_| "`until`");
/// The states of `visited`.
pub static VISITED: Keys<Condition> = states("visited", |_| "`visited`");
/// The states of `avoids`.
pub static AVOIDS: Keys<Condition> = states("avoids", |_| "`avoids`");

static STATES: [Key<Condition>; 2] = [
    key(
        "A",
        Kind::State,
        |words| words.state_a,
        |condition: &mut Condition, item, fields| {
            condition.states.a = fields.state(item);
        },
    )
    .example(r#""ESTABLISHED""#)
    .writes(|condition, _| condition.states.a.map(|state| quoted(state.name()))),
    key(
        "B",
        Kind::State,
        |words| words.state_b,
        |condition: &mut Condition, item, fields| {
            condition.states.b = fields.state(item);
        },
    )
    .example(r#""CLOSE_WAIT""#)
    .writes(|condition, _| condition.states.b.map(|state| quoted(state.name()))),
];

const fn states(name: &'static str, what: Said) -> Keys<Condition> {
    Keys { name, what, written: None, one_of: &[], keys: &STATES }
}

/// Reads `{ A = "STATE", B = "STATE" }`.
pub fn condition(
    item: &Item<'_>,
    keys: &'static Keys<Condition>,
    fields: &mut Fields<'_, '_>,
) -> Option<Spanned<Condition>> {
    let mut table = fields.table_of(item, keys.what)?;
    let mut condition = Condition::default();
    keys.read(&mut table, &mut condition, fields);
    if table.is_empty() {
        let (language, example) = (fields.language(), "{ A = \"TIME_WAIT\" }");
        let message = say!(language, language.reading.no_state, table = keys.what(language), example);
        fields.error(&item.span, message);
        return None;
    }
    Some(Spanned::at(condition, &item.span))
}

/// How many connections of each host sit in each state.
pub static COUNT: Keys<Vec<Spanned<Sockets>>> = Keys {
    name: "count",
    what: |_| "`count`",
    written: None,
    one_of: &[],
    keys: &[
        key(
            "A",
            Kind::Named(|words| words.key_state, &NUMBER),
            |words| words.count_a,
            |counts: &mut Vec<_>, item, fields| read_counts(Side::A, item, counts, fields),
        )
        .example("{ TIME_WAIT = 1 }")
        .writes(|counts, _| write_counts(Side::A, counts)),
        key(
            "B",
            Kind::Named(|words| words.key_state, &NUMBER),
            |words| words.count_b,
            |counts: &mut Vec<_>, item, fields| read_counts(Side::B, item, counts, fields),
        )
        .example("{ CLOSE_WAIT = 10 }")
        .writes(|counts, _| write_counts(Side::B, counts)),
    ],
};

/// Reads `{ B = { CLOSE_WAIT = 10 } }`.
pub fn sockets(item: &Item<'_>, fields: &mut Fields<'_, '_>) -> Vec<Spanned<Sockets>> {
    let mut counts = Vec::new();
    if let Some(mut table) = fields.table_of(item, COUNT.what) {
        COUNT.read(&mut table, &mut counts, fields);
    }
    counts
}

fn read_counts(side: Side, item: &Item<'_>, counts: &mut Vec<Spanned<Sockets>>, fields: &mut Fields<'_, '_>) {
    let Some(table) = fields.table_of(item, COUNT.what) else { return };
    for (key, item) in table.into_entries() {
        let (state, count) = (fields.parsed(&key, parse_state), fields.number_up_to(&item, MOST_COUNTED));
        let (Some(state), Some(count)) = (state, count) else { continue };
        // A state has more than one name, and the program writes one of them.
        if counts.iter().any(|known| known.side == side && known.state == state.value) {
            fields.error(&key.span, say!(fields.language(), fields.sentences().counted_twice, state = state.value));
        }
        counts.push(Spanned::at(Sockets { side, state: state.value, count }, &item.span));
    }
}

fn write_counts(side: Side, counts: &[Spanned<Sockets>]) -> Option<String> {
    let of_side = counts.iter().filter(|counted| counted.side == side);
    let counts: Vec<String> = of_side.map(|counted| format!("{} = {}", counted.state.name(), counted.count)).collect();
    (!counts.is_empty()).then(|| format!("{{ {} }}", counts.join(", ")))
}
