//! How fast a world is, and how large and how quick a long session is.
//!
//! `cargo bench --bench world`. The peer for the first figures is `smoltcp_lifecycles life 200000` of the design's `floors`.

#![expect(clippy::cast_precision_loss, reason = "figures for people")]

use std::hint::black_box;
use std::time::{Duration, Instant};
use tcptutor::session::History;
use tcptutor::sim::{Call, Input, Setup, Side, World};
use tcptutor::tcp::State;

/// One connection from nothing to nothing: both ends open, one octet each way, both close, 2 MSL pass.
fn life() -> Vec<Input> {
    let mut world = World::new(&Setup::default());
    let mut inputs = Vec::new();
    let mut take = |world: &mut World, input: Input| {
        world.apply_silently(&input);
        inputs.push(input);
    };
    let settle = |world: &mut World, take: &mut dyn FnMut(&mut World, Input)| {
        while !world.is_idle() {
            take(world, Input::Step);
        }
    };
    let (a, b) = (Side::A, Side::B);
    let scenes: [&[(Side, Call)]; 4] = [
        &[(b, Call::Listen), (a, Call::Connect)],
        &[(a, Call::Write(1)), (b, Call::Write(1))],
        &[(a, Call::Read(9)), (b, Call::Read(9)), (a, Call::Shutdown)],
        &[(b, Call::Close)],
    ];
    for scene in scenes {
        for (side, call) in scene {
            take(&mut world, Input::Call(*side, *call));
        }
        settle(&mut world, &mut take);
    }
    assert_eq!(world.states(), [State::TimeWait, State::Closed]);
    take(&mut world, Input::Step);
    take(&mut world, Input::Call(b, Call::Close));
    assert_eq!(world.states(), [State::Closed; 2]);
    inputs
}

fn main() {
    events();
    session();
}

fn events() {
    let life = life();
    let lives = 100_000_u32;
    let run = |silently: bool| {
        let mut world = World::new(&Setup::default());
        let begun = Instant::now();
        for _ in 0..lives {
            for input in &life {
                if silently {
                    world.apply_silently(input);
                } else {
                    black_box(world.apply(input));
                }
            }
        }
        (begun.elapsed(), world)
    };
    for (how, silently) in [("with records", false), ("silently", true)] {
        let (time, world) = (0..3).map(|_| run(silently)).min_by_key(|(time, _)| *time).expect("three runs");
        black_box(world);
        let seconds = time.as_secs_f64();
        println!(
            "lifecycles {how:<13} {:>9.0} lives/s {:>10.0} events/s ({} events a life)",
            f64::from(lives) / seconds,
            f64::from(lives) * life.len() as f64 / seconds,
            life.len(),
        );
    }
}

/// Resident memory of this process, in bytes.
fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<usize>().ok()).unwrap_or(0) * 1024
}

fn session() {
    const EVENTS: usize = 1_000_000;
    let life = life();
    let before = resident();
    let begun = Instant::now();
    let mut history = History::new(World::new(&Setup::default()));
    for input in life.iter().cycle().take(EVENTS) {
        history.take(*input);
    }
    let made = begun.elapsed();
    let memory = resident().saturating_sub(before);
    let mut luck = 1_u64;
    let mut times: Vec<Duration> = (0..200)
        .map(|_| {
            luck = luck.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let step = (luck >> 33) as usize % EVENTS;
            let begun = Instant::now();
            history.seek(step);
            black_box(history.world());
            begun.elapsed()
        })
        .collect();
    times.sort();
    let mean = times.iter().sum::<Duration>() / 200;
    println!(
        "a session of {EVENTS} events: {:.1} MB, made in {:.2} s; any moment in {:.3} ms at most, {:.3} ms in the mean",
        memory as f64 / 1e6,
        made.as_secs_f64(),
        times[199].as_secs_f64() * 1e3,
        mean.as_secs_f64() * 1e3,
    );
    println!("a world: {} bytes without its queues; an input: {} bytes", size_of::<World>(), size_of::<Input>());
}
