//! EN3: one explanation into words, in a string that is used again.

use divan::{Bencher, black_box};
use std::fmt::Write as _;
use tcptutor::language::ENGLISH;
use tcptutor::narrate::{Headline, next, tcb_of, why};
use tcptutor::sim::{Call, Input, Record, Setup, Side, World};

fn main() {
    divan::main();
}

/// A connection from its first segment to its last, and the world before each record.
fn lifecycle() -> Vec<(World, Record)> {
    let mut world = World::new(&Setup::default());
    let mut message = Vec::new();
    let mut input = |input: Input| {
        let before = world.clone();
        message.extend(world.apply(&input).into_iter().map(|record| (before.clone(), record)));
        world.is_idle()
    };
    let calls = [
        (Side::B, Call::Listen),
        (Side::A, Call::Connect),
        (Side::A, Call::Write(10)),
        (Side::B, Call::Read(65535)),
        (Side::A, Call::Shutdown),
        (Side::B, Call::Shutdown),
    ];
    for (side, call) in calls {
        let mut idle = input(Input::Call(side, call));
        while !idle {
            idle = input(Input::Step);
        }
    }
    message
}

/// The headlines of a whole connection; divide by the number of records for EN3.
#[divan::bench]
fn headlines_of_a_connection(bencher: Bencher) {
    let message = lifecycle();
    let mut out = String::with_capacity(256);
    bencher.counter(divan::counter::ItemsCount::new(message.len())).bench_local(|| {
        for (_, record) in &message {
            out.clear();
            write!(out, "{}", Headline::of(&ENGLISH, black_box(record), Side::LETTERS)).expect("a string takes it");
            black_box(out.as_str());
        }
    });
}

/// The longest usual one: two states, a reply.
#[divan::bench]
fn headline_of_a_fin(bencher: Bencher) {
    let message = lifecycle();
    let (_, record) = message.iter().find(|(_, record)| record.after.name() == "CLOSE_WAIT").expect("a FIN arrives");
    let mut out = String::with_capacity(256);
    bencher.bench_local(|| {
        out.clear();
        write!(out, "{}", Headline::of(&ENGLISH, black_box(record), Side::LETTERS)).expect("a string takes it");
        black_box(out.as_str());
    });
}

/// All reasons with their arithmetic, of a whole connection.
#[divan::bench]
fn reasons_of_a_connection(bencher: Bencher) {
    let message = lifecycle();
    bencher.counter(divan::counter::ItemsCount::new(message.len())).bench_local(|| {
        for (before, record) in &message {
            black_box(why(&ENGLISH, black_box(record), tcb_of(before, record)));
        }
    });
}

/// The sandbox's bottom panel.
#[divan::bench]
fn what_is_possible_next(bencher: Bencher) {
    let message = lifecycle();
    let (world, _) = message.last().expect("a connection has records");
    bencher.bench_local(|| black_box(next(&ENGLISH, black_box(world), Side::A, Side::LETTERS)));
}
