//! `expect`: what has to hold when a step, or a part of a session, is over.

use super::super::condition::Condition;
use super::super::expect::Expect;
use super::super::keys::{Fields, Keys, Kind, key};
use super::super::sent::{Sent, parse_sent};
use super::super::source::{Item, Spanned};
use super::super::toml_text::{array, quoted};
use super::states::{COUNT, sockets};
use crate::sim::Side;

/// The keys of `expect`.
pub static EXPECT: Keys<Expect> = Keys {
    what: "`expect`",
    written: Some("`expect`"),
    one_of: &[],
    keys: &[
        key("A", Kind::State, "A's state.", |expect: &mut Expect, item, fields| {
            expect.states.value.states.a = fields.state(item);
        })
        .writes(|expect, _| state(expect, Side::A)),
        key("B", Kind::State, "B's state.", |expect: &mut Expect, item, fields| {
            expect.states.value.states.b = fields.state(item);
        })
        .writes(|expect, _| state(expect, Side::B)),
        key(
            "sent",
            Kind::List(&Kind::Segment),
            "The segments that the step sends, all of them, in order.",
            |expect: &mut Expect, item, fields| expect.sent = Some(Spanned::at(sent(item, fields), &item.span)),
        )
        .writes(|expect, _| expect.sent.as_ref().map(|sent| array(sent.iter().map(ToString::to_string)))),
        key(
            "segments",
            Kind::Whole(0..=u32::MAX),
            "How many segments the step sends.",
            |expect: &mut Expect, item, fields| expect.segments = count(item, fields),
        )
        .writes(|expect, _| expect.segments.as_ref().map(|count| count.value.to_string())),
        key(
            "count",
            Kind::Table(&COUNT),
            "How many connections of a host sit in a state: `{ B = { CLOSE_WAIT = 10 } }`.",
            |expect: &mut Expect, item, fields| expect.counts = sockets(item, fields),
        )
        .writes(|expect, verbs| (!expect.counts.is_empty()).then(|| COUNT.write_inline(&expect.counts, verbs))),
    ],
};

/// Reads `expect`.
pub fn expect(item: &Item<'_>, fields: &mut Fields<'_, '_>) -> Option<Expect> {
    let mut table = fields.table(item, EXPECT.what)?;
    let mut expect = Expect::of_states(Spanned::at(Condition::default(), &item.span));
    EXPECT.read(&mut table, &mut expect, fields);
    Some(expect)
}

fn state(expect: &Expect, side: Side) -> Option<String> {
    expect.states.states[side].map(|state| quoted(state.name()))
}

fn sent(item: &Item<'_>, fields: &mut Fields<'_, '_>) -> Vec<Sent> {
    let items = fields.array(item);
    let segment = |item: &Item<'_>| {
        let text = fields.string(item)?;
        fields.parsed(&text, parse_sent)?.value
    };
    items.iter().filter_map(segment).collect()
}

fn count(item: &Item<'_>, fields: &mut Fields<'_, '_>) -> Option<Spanned<usize>> {
    let number = fields.integer(item)?;
    let count = usize::try_from(number.value).ok();
    if count.is_none() {
        fields.error(&item.span, format!("{} is not a number of segments", number.value));
    }
    count.map(|value| Spanned::at(value, &item.span))
}
