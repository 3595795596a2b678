//! How fast the search is, on the small model that stateright and SPIN run too, and on worlds.
//!
//! `cargo bench --bench search`. The small model is the one that stateright and SPIN were measured with.

mod common {
    pub mod explore;
}
#[path = "../tests/support"]
mod support {
    pub mod search;
}

use common::explore::{Explore, State};
use std::hint::black_box;
use std::time::{Duration, Instant};
use support::search::{Allowed, Limits, Model, Search, Verdict, WorldModel, shortest_to};
use tcptutor::sim::search::{Edges, Order};
use tcptutor::sim::{Call, Input, PerSide, Setup, Side, World};
use tcptutor::tcp::{Cause, State as Tcp};

const LIMITS: Limits = Limits { states: 20_000_000, depth: u32::MAX };

fn main() {
    small_model();
    worlds();
    hints();
}

/// The best of some runs, and what the last one returned.
fn best<T>(runs: u32, mut run: impl FnMut() -> T) -> (Duration, T) {
    let mut best = Duration::MAX;
    let mut last = None;
    for _ in 0..runs {
        let begun = Instant::now();
        let result = black_box(run());
        best = best.min(begun.elapsed());
        last = Some(result);
    }
    (best, last.expect("at least one run"))
}

#[expect(clippy::cast_precision_loss, reason = "figures to read")]
fn report<M: Model>(what: &str, time: Duration, search: &Search<'_, M>) {
    let seconds = time.as_secs_f64();
    println!(
        "{what:<44} {:>8} states {:>9} generated {:>3} deep {:>7.1} ms {:>9.0} states/s {:>9.0} generated/s {:>5.1} B/state",
        search.states(),
        search.generated(),
        search.depth(),
        seconds * 1e3,
        search.states() as f64 / seconds,
        search.generated() as f64 / seconds,
        search.bytes() as f64 / search.states() as f64,
    );
}

fn small_model() {
    for (retransmissions, states, generated) in
        [(2, 112_655, 494_603), (6, 840_855, 3_722_143), (10, 2_211_431, 9_804_103)]
    {
        let model = Explore { retransmissions };
        let (time, search) = best(3, || Search::run(&model, State::default(), LIMITS, |_| Verdict::Expand));
        assert_eq!((search.states(), search.generated()), (states, generated));
        report(&format!("small model, {retransmissions} retransmissions"), time, &search);
    }
}

fn worlds() {
    let world = World::new(&Setup::default());
    let life =
        WorldModel::quiet().with_calls(&[Call::Listen, Call::Connect, Call::Shutdown, Call::Close, Call::Abort], 1);
    for (drops, duplicates, order) in
        [(0, 0, Order::InTurn), (1, 0, Order::InTurn), (1, 1, Order::InTurn), (0, 0, Order::Any)]
    {
        let model = WorldModel { order, ..life.clone().with_faults(drops, duplicates) };
        let limits = Limits { states: 300_000, ..LIMITS };
        let (time, search) = best(1, || Search::run(&model, model.start(&world), limits, |_| Verdict::Expand));
        report(&format!("a life, {drops} drops, {duplicates} duplicates, {order:?}"), time, &search);
    }
}

fn hints() {
    let model = WorldModel::default();
    let new = World::new(&Setup::default());
    let open = reach(&new, |world| world.states() == PerSide::both(Tcp::Established));
    let crossed = |world: &World| world.states() == PerSide::new(Tcp::Closing, Tcp::FinWait1);
    let both_wait = |world: &World| world.states() == PerSide::both(Tcp::TimeWait);
    let reset = |world: &World| {
        let last = world.host(Side::A).current().and_then(|c| c.last_edge).map(|edge| edge.edge().cause);
        last == Some(Cause::RetransmissionsExceeded)
    };
    let faulty = WorldModel { edges: Edges::Last, ..WorldModel::default().with_faults(2, 0) };
    hint("from nothing to (CLOSING, FIN-WAIT-1)", &new, &model, crossed);
    hint("from ESTABLISHED to (CLOSING, FIN-WAIT-1)", &open, &model, crossed);
    hint("from nothing to (TIME-WAIT, TIME-WAIT)", &new, &model, both_wait);
    hint("from ESTABLISHED to (TIME-WAIT, TIME-WAIT)", &open, &model, both_wait);
    hint("out of reach: R2 exceeded with two drops", &open, &faulty, reset);
    let once = WorldModel::quiet().with_calls(&[Call::Shutdown, Call::Close], Allowed::ALWAYS);
    hint("only closing: to (TIME-WAIT, TIME-WAIT)", &open, &once, both_wait);
}

fn reach(world: &World, goal: impl Fn(&World) -> bool) -> World {
    let way = shortest_to(world, &WorldModel::default(), goal, Limits::default()).expect("it can be reached");
    let mut world = world.clone();
    way.inputs.iter().for_each(|input: &Input| world.apply_silently(input));
    world
}

fn hint(what: &str, world: &World, model: &WorldModel, goal: impl Fn(&World) -> bool + Copy) {
    let limits = Limits { states: 200_000, ..Limits::default() };
    let (time, found) = best(3, || shortest_to(world, model, goal, limits));
    match found {
        Ok(way) => println!(
            "{what:<44} {:>7.2} ms {:>3} inputs, {} ways",
            time.as_secs_f64() * 1e3,
            way.inputs.len(),
            way.count
        ),
        Err(no) => println!("{what:<44} {:>7.2} ms {no:?}", time.as_secs_f64() * 1e3),
    }
}
