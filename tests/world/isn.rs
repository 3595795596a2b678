//! Initial sequence numbers: plain ones, or those of RFC 9293 section 3.4.1.

use std::time::Duration;
use tcptutor::sim::{Call, Input, LinkChange, Setup, Side, World};
use tcptutor::tcp::{Profile, SeqNumber, State};

const A: Side = Side::A;
const B: Side = Side::B;

/// A world in which B listens and A has connected for the first time, after this long.
fn connected(profile: Profile, wait: Duration, before: &[Input]) -> World {
    let mut world = World::new(&Setup { profile, ..Setup::default() });
    for input in before {
        world.apply_silently(input);
    }
    world.apply_silently(&Input::Call(B, Call::Listen));
    world.apply_silently(&Input::Advance(wait));
    connect(&mut world, Call::Connect);
    world
}

fn connect(world: &mut World, call: Call) {
    world.apply_silently(&Input::Call(A, call));
    world.apply_silently(&Input::Advance(Duration::from_millis(500)));
    assert_eq!(world.host(A).state(), State::Established);
}

fn iss(world: &World, side: Side) -> SeqNumber {
    world.host(side).connections.last().expect("it is connected").tcb.snd().iss
}

const CLOCK: Input = Input::IsnClock(true);
const SECOND: Duration = Duration::from_secs(1);

#[test]
fn without_the_clock_the_numbers_are_plain_and_a_second_connection_begins_ten_thousand_later() {
    let mut world = connected(Profile::rfc9293(), SECOND, &[]);
    assert_eq!((iss(&world, A), iss(&world, B)), (SeqNumber(1000), SeqNumber(5000)));
    world.apply_silently(&Input::Socket(A));
    connect(&mut world, Call::Connect);
    assert_eq!((iss(&world, A), iss(&world, B)), (SeqNumber(11_000), SeqNumber(15_000)));
    assert!(world.host(A).connections.iter().all(|connection| connection.isn_parts.is_none()));
}

#[test]
fn the_clock_ticks_every_four_microseconds_and_on_linux_every_sixty_four_nanoseconds() {
    for (profile, ticks) in [(Profile::rfc9293(), 250_000), (Profile::linux(), 15_625_000)] {
        let (early, late) = (connected(profile, SECOND, &[CLOCK]), connected(profile, SECOND * 2, &[CLOCK]));
        for side in Side::BOTH {
            assert_eq!(iss(&late, side).distance_from(iss(&early, side)), ticks, "{side} {}", profile.name());
        }
    }
}

#[test]
fn a_number_is_the_sum_of_its_clock_and_its_function() {
    let world = connected(Profile::rfc9293(), SECOND, &[CLOCK]);
    let parts = world.host(A).connections[0].isn_parts.expect("a clock made it");
    assert_eq!(parts.clock, 250_000);
    assert_eq!(iss(&world, A), SeqNumber(parts.function.wrapping_add(250_000)));
}

#[test]
fn the_same_four_numbers_go_on_with_the_clock_and_other_ports_begin_somewhere_else() {
    let mut world = connected(Profile::linux(), SECOND, &[CLOCK]);
    let (first, at) = (iss(&world, A), world.now());
    world.apply_silently(&Input::Call(A, Call::Abort));
    world.apply_silently(&Input::Advance(SECOND));
    connect(&mut world, Call::ConnectFrom(40_001));
    let passed = u32::try_from(world.now().since(at).as_micros()).expect("seconds");
    assert_eq!(iss(&world, A).distance_from(first), passed / 8 * 125, "the same function of the same four numbers");
    world.apply_silently(&Input::Socket(A));
    connect(&mut world, Call::Connect);
    let connections = &world.host(A).connections;
    let functions: Vec<u32> = connections.iter().filter_map(|c| c.isn_parts).map(|parts| parts.function).collect();
    assert!(functions.len() >= 2 && functions[functions.len() - 2] != functions[functions.len() - 1], "{functions:?}");
}

#[test]
fn the_same_seed_gives_the_same_numbers_and_another_seed_or_a_restart_others() {
    let numbers = |before: &[Input]| {
        let world = connected(Profile::rfc9293(), SECOND, before);
        (iss(&world, A), iss(&world, B))
    };
    let first = numbers(&[CLOCK]);
    assert_eq!(numbers(&[CLOCK]), first);
    assert_ne!(first.0, first.1);
    let seeded = numbers(&[CLOCK, Input::Link(LinkChange::Seed(7))]);
    assert_ne!(seeded, first);
    assert_eq!(numbers(&[Input::Link(LinkChange::Seed(7)), CLOCK]), seeded);
    let restarted = numbers(&[CLOCK, Input::Reboot(B)]);
    assert_eq!(restarted.0, first.0);
    assert_ne!(restarted.1, first.1);
}
