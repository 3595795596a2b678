//! How fast a world is, and how large and how quick a long session is.
//!
//! `cargo bench --bench world`. The peer for the first figures is `smoltcp_lifecycles life 200000` of the design's `floors`.

#![expect(clippy::cast_precision_loss, reason = "figures for people")]

use std::hint::black_box;
use std::time::{Duration, Instant};
use tcptutor::session::History;
use tcptutor::sim::{Call, Input, PerSide, Setup, Side, Socket, World};
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
    assert_eq!(world.states(), PerSide::new(State::TimeWait, State::Closed));
    take(&mut world, Input::Step);
    take(&mut world, Input::Call(b, Call::Close));
    assert_eq!(world.states(), PerSide::both(State::Closed));
    inputs
}

fn main() {
    // By name, so that one part can be counted alone: `cargo bench --bench world -- crowd`.
    let wanted = std::env::args().nth(1).filter(|name| !name.starts_with('-'));
    let parts: [(&str, fn()); 3] = [("events", events), ("session", session), ("crowd", crowd)];
    for (name, part) in parts {
        if wanted.as_deref().is_none_or(|wanted| wanted == name) {
            part();
        }
    }
}

/// A thousand connections between the hosts, each with a segment of data on its way.
fn thousand() -> World {
    let mut world = World::new(&Setup::default());
    world.apply_silently(&Input::Call(Side::B, Call::Listen));
    for _ in 0..1000 {
        for input in [Input::Socket(Side::A), Input::Call(Side::A, Call::Connect)] {
            world.apply_silently(&input);
        }
        while !world.is_idle() {
            world.apply_silently(&Input::Step);
        }
    }
    for id in 1..=1000 {
        for input in [Input::Attend(Side::A, Socket::numbered(id)), Input::Call(Side::A, Call::Write(1))] {
            world.apply_silently(&input);
        }
    }
    assert_eq!(world.packets().len(), 1000);
    assert_eq!(world.count_by_state(Side::B)[State::Established as usize], 1000);
    world
}

/// What a screen asks of a world with a thousand connections, and what happens in it.
fn crowd() {
    let world = thousand();
    let tell = |what: &str, times: u32, job: &dyn Fn() -> usize| {
        let begun = Instant::now();
        for _ in 0..times {
            black_box(job());
        }
        println!("1,000 connections, {what:<16} {:>9.1} us", begun.elapsed().as_secs_f64() * 1e6 / f64::from(times));
    };
    tell("clone", 2000, &|| black_box(world.clone()).packets().len());
    tell("next_due", 2000, &|| usize::from(world.next_due().is_some()));
    tell("is_idle", 2000, &|| usize::from(world.is_idle()));
    for side in Side::BOTH {
        tell("possible_calls", 2000, &|| world.possible_calls(side).count());
        tell("possible_edges", 2000, &|| world.possible_edges(side).len());
        tell("sockets", 2000, &|| world.sockets(side).len());
        tell("count_by_state", 2000, &|| world.count_by_state(side)[0] as usize);
    }
    tell("clone and step", 2000, &|| {
        let mut world = world.clone();
        world.apply_silently(&Input::Step);
        world.packets().len()
    });
    tell("2,000 steps", 5, &|| {
        let mut world = world.clone();
        for _ in 0..2000 {
            world.apply_silently(&Input::Step);
        }
        world.packets().len()
    });
    tell("socket, connect", 2000, &|| {
        let mut world = world.clone();
        world.apply_silently(&Input::Socket(Side::A));
        world.apply_silently(&Input::Call(Side::A, Call::Connect));
        world.packets().len()
    });
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
        history.push(*input);
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
