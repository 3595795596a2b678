//! `expect`: what has to hold when a step, or a part of a session, is over.

use super::super::condition::Condition;
use super::super::expect::Expect;
use super::super::keys::{Fields, Keys, Kind, key};
use super::super::sent::{Sent, parse_sent};
use super::super::source::{Item, Spanned};
use super::super::toml_text::{array, quoted};
use super::states::{COUNT, sockets};
use crate::say;
use crate::sim::Side;

/// The keys of `expect`.
pub static EXPECT: Keys<Expect> = Keys {
    name: "expect",
    what: |_| "`expect`",
    written: Some(|_| "`expect`"),
    one_of: &[],
    keys: &[
        key(
            "A",
            Kind::State,
            |words| words.state_a,
            |expect: &mut Expect, item, fields| {
                expect.states.value.states.a = fields.state(item);
            },
        )
        .example(r#""ESTABLISHED""#)
        .writes(|expect, _| state(expect, Side::A)),
        key(
            "B",
            Kind::State,
            |words| words.state_b,
            |expect: &mut Expect, item, fields| {
                expect.states.value.states.b = fields.state(item);
            },
        )
        .example(r#""CLOSE_WAIT""#)
        .writes(|expect, _| state(expect, Side::B)),
        key(
            "sent",
            Kind::List(&Kind::Segment),
            |words| words.sent,
            |expect: &mut Expect, item, fields| expect.sent = Some(Spanned::at(sent(item, fields), &item.span)),
        )
        .example(r#"["A FIN,ACK", "B ACK"]"#)
        .writes(|expect, _| expect.sent.as_ref().map(|sent| array(sent.iter().map(ToString::to_string)))),
        key(
            "segments",
            Kind::Whole(0..=u32::MAX),
            |words| words.segments,
            |expect: &mut Expect, item, fields| expect.segments = count(item, fields),
        )
        .example("2")
        .writes(|expect, _| expect.segments.as_ref().map(|count| count.value.to_string())),
        key(
            "count",
            Kind::Table(&COUNT),
            |words| words.count,
            |expect: &mut Expect, item, fields| expect.counts = sockets(item, fields),
        )
        .example("{ B = { CLOSE_WAIT = 10 } }")
        .writes(|expect, verbs| (!expect.counts.is_empty()).then(|| COUNT.write_inline(&expect.counts, verbs))),
    ],
};

/// Reads `expect`.
pub fn expect(item: &Item<'_>, fields: &mut Fields<'_, '_>) -> Option<Expect> {
    let mut table = fields.table_of(item, EXPECT.what)?;
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
        let number = &number.value.to_string();
        fields.error(&item.span, say!(fields.language(), fields.sentences().not_a_count, number));
    }
    count.map(|value| Spanned::at(value, &item.span))
}
