//! Two ends that disagree about their numbers answer each other's ACKs: RFC 1337 calls it hazard H2.

use std::time::Duration;
use tcptutor::language::ENGLISH;
use tcptutor::narrate;
use tcptutor::sim::{AppBehaviour, Call, Forged, Input, LinkChange, PerSide, Record, Setup, Side, World};
use tcptutor::tcp::{Flags, Keepalive, Profile, RuleId, Settings, State};

use Side::{A, B};

fn settle(world: &mut World) {
    while !world.is_idle() {
        world.apply_silently(&Input::Step);
    }
}

fn connected(setup: &Setup) -> World {
    let mut world = World::new(setup);
    for input in [Input::Call(B, Call::Listen), Input::Call(A, Call::Connect)] {
        world.apply_silently(&input);
    }
    settle(&mut world);
    assert_eq!(world.states(), PerSide::both(State::Established));
    world
}

/// A is in TIME-WAIT towards a listener, and somebody sends a SYN in A's name.
fn syn_from_time_wait(profile: Profile) -> World {
    let app = PerSide::new(AppBehaviour::Manual, AppBehaviour::ClosesOnEof);
    let mut world = connected(&Setup { profile, app, ..Setup::default() });
    world.apply_silently(&Input::Call(A, Call::Shutdown));
    settle(&mut world);
    assert_eq!(world.states(), PerSide::new(State::TimeWait, State::Closed));
    world.apply_silently(&Input::Inject(A, Forged::bare(Flags::SYN)));
    world
}

/// Somebody sends data in A's name: A is told of an ACK of what it never sent, B of a segment that it has had.
fn forged_data(profile: Profile) -> World {
    let mut world = connected(&Setup { profile, ..Setup::default() });
    world.apply_silently(&Input::Inject(A, Forged { len: 10, ..Forged::bare(Flags::ACK) }));
    world
}

fn steps(world: &mut World, n: usize) -> Vec<Record> {
    (0..n).flat_map(|_| world.apply(&Input::Step)).collect()
}

fn rules(records: &[Record]) -> Vec<RuleId> {
    records.iter().filter_map(|record| record.outcome.rules.last().copied()).collect()
}

/// Every one of these answers is what RFC 9293 section 3.10.7.4 demands: a SYN in TIME-WAIT draws a challenge ACK (fourth), in
/// SYN-RECEIVED a segment outside the window draws an ACK (first, before the ACK field is looked at), and in TIME-WAIT an ACK of
/// what was never sent draws an ACK (fifth).
#[test]
fn by_the_text_of_rfc_9293_a_forged_syn_makes_time_wait_and_a_listener_answer_each_others_acks() {
    let mut world = syn_from_time_wait(Profile::rfc9293());
    let records = steps(&mut world, 20);
    assert_eq!(rules(&records)[1..4], [RuleId::SynChallenge, RuleId::OutOfWindow, RuleId::AckUnsent]);
    assert_eq!(rules(&records)[4..6], [RuleId::OutOfWindow, RuleId::AckUnsent]);
    assert!(world.is_ack_war());
    let mut last = world.now();
    for _ in 0..100_000 {
        if world.is_idle() {
            break;
        }
        last = world.now();
        world.apply_silently(&Input::Step);
    }
    assert_eq!(
        world.states(),
        PerSide::both(State::Closed),
        "the listener gives up its SYN,ACK, and its RST ends the TIME_WAIT"
    );
    assert!((180..190).contains(&(last.as_micros() / 1_000_000)), "after seven retransmissions, {last:?}");
    assert!(!world.is_ack_war());
}

#[test]
fn linux_looks_at_the_ack_first_and_ends_it_with_a_reset() {
    let mut world = syn_from_time_wait(Profile::linux());
    let records = steps(&mut world, 4);
    assert_eq!(rules(&records)[2..], [RuleId::LinuxSynReceivedOrder, RuleId::RstClosing]);
    assert!(world.is_idle());
}

#[test]
fn open_ends_that_disagree_never_stop_by_themselves_and_no_input_hangs() {
    for profile in [Profile::rfc9293(), Profile::linux()] {
        let mut world = forged_data(profile);
        let begun = world.now();
        for latency in [Duration::from_millis(40), Duration::ZERO] {
            world.apply_silently(&Input::Link(LinkChange::Latency(None, latency)));
            world.apply_silently(&Input::Advance(Duration::from_secs(1_000_000)));
            assert!(world.is_ack_war() && !world.is_idle());
        }
        assert!(world.now() > begun, "time has passed");
        assert_eq!(world.states(), PerSide::both(State::Established));
        world.apply_silently(&Input::Link(LinkChange::Cut(None)));
        world.apply_silently(&Input::Link(LinkChange::Mend));
        settle(&mut world);
        assert!(!world.is_ack_war(), "one loss ends it");
    }
}

#[test]
fn the_narration_says_what_is_going_on() {
    let mut world = forged_data(Profile::rfc9293());
    let says = |world: &World, side| narrate::next(&ENGLISH, world, side, Side::LETTERS).waiting;
    assert!(!says(&world, A).contains("RFC 1337"));
    steps(&mut world, 10);
    for side in Side::BOTH {
        assert!(says(&world, side).contains("RFC 1337"), "{}", says(&world, side));
    }
}

#[test]
fn keep_alive_probes_and_a_lively_exchange_are_no_war() {
    let keepalive =
        Some(Keepalive { idle: Duration::from_secs(1), interval: Duration::from_secs(1), ..Keepalive::default() });
    let settings = PerSide::new(Settings { keepalive, ..Settings::default() }, Settings::default());
    let mut world = connected(&Setup { settings, ..Setup::default() });
    for _ in 0..60 {
        world.apply_silently(&Input::Step);
        assert!(!world.is_ack_war());
    }
    let mut world = connected(&Setup::default());
    world.apply_silently(&Input::App(B, AppBehaviour::Echoes));
    for _ in 0..20 {
        world.apply_silently(&Input::Call(A, Call::Write(1)));
        world.apply_silently(&Input::Advance(Duration::from_millis(7)));
        assert!(!world.is_ack_war());
    }
}

/// Each ACK of a war would be doubled, and each of its copies again.
#[test]
fn a_war_on_a_link_that_doubles_everything_does_not_fill_the_world() {
    let mut world = forged_data(Profile::rfc9293());
    world.apply_silently(&Input::Link(LinkChange::Double(1000)));
    world.apply_silently(&Input::Advance(Duration::from_secs(60)));
    assert!(world.packets().len() < 1000, "{} packets", world.packets().len());
}
