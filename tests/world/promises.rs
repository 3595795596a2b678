//! What the world promises, by name.

use std::time::Duration;
use tcptutor::sim::{
    AppBehaviour, Call, EventKind, Input, Link, LinkChange, Loss, Origin, PacketId, PerSide, Record, Setup, Side, World,
};
use tcptutor::tcp::{CallError, Errno, Flags, Profile, Reply, RuleId, State};

use Side::{A, B};

const LISTEN: Input = Input::Call(B, Call::Listen);
const CONNECT: Input = Input::Call(A, Call::Connect);

const fn a(number: u32) -> PacketId {
    PacketId { from: A, number }
}

const fn b(number: u32) -> PacketId {
    PacketId { from: B, number }
}

fn linux() -> World {
    World::new(&Setup { profile: Profile::linux(), ..Setup::default() })
}

fn run(world: &mut World, inputs: &[Input]) -> Vec<Record> {
    inputs.iter().flat_map(|input| world.apply(input)).collect()
}

/// Steps until only timers are left.
fn settle(world: &mut World) -> Vec<Record> {
    let mut records = Vec::new();
    for _ in 0..10_000 {
        if world.is_idle() {
            return records;
        }
        records.extend(world.apply(&Input::Step));
    }
    panic!("it never becomes idle");
}

fn connect(world: &mut World) {
    run(world, &[LISTEN, CONNECT]);
    settle(world);
    assert_eq!(world.states(), PerSide::both(State::Established));
}

fn connected() -> World {
    let mut world = World::new(&Setup::default());
    connect(&mut world);
    world
}

fn reply(world: &mut World, side: Side, call: Call) -> Option<Reply> {
    world.apply(&Input::Call(side, call))[0].outcome.reply
}

#[test]
fn a_listener_stays_beside_the_connections_it_makes() {
    let mut world = connected();
    assert!(world.host(B).listener.is_some());
    run(&mut world, &[Input::Call(A, Call::Abort)]);
    settle(&mut world);
    assert_eq!(world.states(), PerSide::both(State::Closed));
    run(&mut world, &[CONNECT]);
    settle(&mut world);
    assert_eq!(world.states(), PerSide::both(State::Established), "it takes the next connection");
}

#[test]
fn a_reset_of_an_embryonic_connection_leaves_the_listener() {
    let mut world = World::new(&Setup::default());
    run(&mut world, &[LISTEN, CONNECT, Input::Step]);
    assert_eq!(world.host(B).state(), State::SynReceived);
    run(&mut world, &[Input::Call(A, Call::Abort)]);
    settle(&mut world);
    assert_eq!(world.host(B).state(), State::Listen);
    assert!(world.host(B).connections.is_empty());
    run(&mut world, &[CONNECT]);
    settle(&mut world);
    assert_eq!(world.states(), PerSide::both(State::Established));
}

fn with_app(app: AppBehaviour) -> World {
    let mut world = connected();
    run(&mut world, &[Input::App(B, app), Input::Call(A, Call::Write(5)), Input::Call(A, Call::Shutdown)]);
    settle(&mut world);
    world
}

fn read_by(world: &World, side: Side) -> u32 {
    world.host(side).connections[0].read
}

#[test]
fn a_manual_program_does_nothing_by_itself() {
    let world = with_app(AppBehaviour::Manual);
    assert_eq!((world.host(B).state(), read_by(&world, B)), (State::CloseWait, 0));
}

#[test]
fn a_program_that_closes_on_eof_reads_all_and_closes() {
    let world = with_app(AppBehaviour::ClosesOnEof);
    assert_eq!(world.states(), PerSide::new(State::TimeWait, State::Closed));
    assert_eq!(read_by(&world, B), 5);
}

#[test]
fn an_echo_sends_back_what_it_reads_and_closes() {
    let world = with_app(AppBehaviour::Echoes);
    assert_eq!(world.states(), PerSide::new(State::TimeWait, State::Closed));
    assert_eq!(world.host(A).connections[0].tcb.readable(), 5);
}

#[test]
fn a_program_that_never_closes_stays_in_close_wait() {
    let mut world = with_app(AppBehaviour::NeverCloses);
    run(&mut world, &[Input::Advance(Duration::from_secs(3600))]);
    assert_eq!(world.states(), PerSide::new(State::FinWait2, State::CloseWait));
    assert_eq!(read_by(&world, B), 5);
    run(&mut world, &[Input::App(B, AppBehaviour::ClosesOnEof)]);
    settle(&mut world);
    assert_eq!(world.states(), PerSide::new(State::TimeWait, State::Closed), "until it is mended");
}

#[test]
fn a_dropped_packet_never_arrives() {
    let mut world = World::new(&Setup::default());
    let records = run(&mut world, &[LISTEN, CONNECT, Input::Drop(a(1))]);
    assert_eq!(records[2].kind, EventKind::Lost(a(1), Loss::Dropped));
    assert!(world.packets().is_empty());
    assert_eq!(world.host(B).state(), State::Listen);
    run(&mut world, &[Input::Advance(Duration::from_secs(2))]);
    assert_eq!(world.states(), PerSide::both(State::Established), "but it is sent again");
}

#[test]
fn a_held_packet_waits_until_it_is_released() {
    let mut world = World::new(&Setup::default());
    run(&mut world, &[LISTEN, CONNECT, Input::Hold(a(1))]);
    assert!(world.is_idle());
    run(&mut world, &[Input::Advance(Duration::from_millis(500)), Input::Release(a(1))]);
    assert_eq!(world.packet(a(1)).and_then(|packet| packet.arrives), Some(world.now().plus(Duration::from_millis(40))));
    settle(&mut world);
    assert_eq!(world.states(), PerSide::both(State::Established));
}

#[test]
fn a_duplicate_arrives_as_well() {
    let mut world = connected();
    run(&mut world, &[Input::Call(A, Call::Write(3)), Input::Duplicate(a(3))]);
    assert_eq!(world.packets()[1].origin, Origin::DuplicateOf(a(3)));
    assert_eq!(world.packets()[1].segment, world.packets()[0].segment);
    let records = settle(&mut world);
    assert!(records.iter().any(|record| record.outcome.rules.contains(&RuleId::OutOfWindow)));
    assert_eq!(world.host(B).connections[0].tcb.readable(), 3, "but counts once");
}

#[test]
fn a_packet_of_the_past_can_be_replayed() {
    let mut world = connected();
    let records = run(&mut world, &[Input::Replay(a(1))]);
    assert_eq!(records[0].kind, EventKind::Replayed(a(1), a(3)));
    assert_eq!(records[0].departures[0].origin, Origin::ReplayOf(a(1)));
    let records = settle(&mut world);
    assert!(records[0].outcome.rules.contains(&RuleId::OutOfWindow), "an old SYN lies outside the window");
    assert_eq!(world.states(), PerSide::both(State::Established));
}

#[test]
fn packets_can_be_delivered_in_any_order() {
    let mut world = connected();
    run(&mut world, &[Input::Call(A, Call::Write(3)), Input::Call(A, Call::Write(4)), Input::Deliver(a(4))]);
    assert_eq!(world.host(B).connections[0].tcb.held().len(), 1);
    run(&mut world, &[Input::Deliver(a(3)), Input::Call(B, Call::Read(99))]);
    let connection = &world.host(B).connections[0];
    assert!(connection.intact && connection.read == 7);
}

#[test]
fn a_cut_link_loses_what_is_on_it_and_what_follows() {
    let mut world = connected();
    run(&mut world, &[Input::Call(A, Call::Write(3)), Input::Call(B, Call::Write(3))]);
    let records = run(&mut world, &[Input::Link(LinkChange::Cut(Some(A)))]);
    assert_eq!(records[1].kind, EventKind::Lost(a(3), Loss::Cut));
    assert!(world.packet(b(2)).is_some(), "the other direction is whole");
    let records = run(&mut world, &[Input::Call(A, Call::Write(3))]);
    assert_eq!(records[0].departures[0].arrives, None);
    run(&mut world, &[Input::Link(LinkChange::Mend), Input::Advance(Duration::from_secs(10))]);
    assert_eq!(world.host(B).connections[0].tcb.readable(), 6, "all of it comes in the end");
}

fn unlucky(change: LinkChange, seed: u64) -> (World, Vec<Record>) {
    let mut world = connected();
    let mut records = run(&mut world, &[Input::Link(LinkChange::Seed(seed)), Input::Link(change)]);
    for _ in 0..40 {
        records.extend(run(&mut world, &[Input::Call(A, Call::Write(1)), Input::Advance(Duration::from_millis(7))]));
    }
    records.extend(run(&mut world, &[Input::Advance(Duration::from_secs(100))]));
    (world, records)
}

fn fates(records: &[Record]) -> Vec<bool> {
    records.iter().flat_map(|record| &record.departures).map(|departure| departure.arrives.is_some()).collect()
}

#[test]
fn luck_is_the_same_for_the_same_seed() {
    let loss = |seed| fates(&unlucky(LinkChange::Loss(300), seed).1);
    assert_eq!(loss(7), loss(7));
    assert_ne!(loss(7), loss(8));
    assert!(loss(7).contains(&true) && loss(7).contains(&false));
}

#[test]
fn whatever_the_luck_all_octets_arrive_once_and_in_order() {
    for change in [LinkChange::Loss(300), LinkChange::Reorder(300), LinkChange::Double(300)] {
        let (mut world, _) = unlucky(change, 3);
        run(&mut world, &[Input::Call(B, Call::Read(99))]);
        let connection = &world.host(B).connections[0];
        assert_eq!((connection.read, connection.intact), (40, true), "{change}");
    }
}

#[test]
fn reordered_packets_are_overtaken_and_doubled_ones_arrive_twice() {
    let (_, records) = unlucky(LinkChange::Reorder(300), 3);
    assert!(records.iter().any(|record| record.outcome.rules.contains(&RuleId::TextHeld)));
    let (_, records) = unlucky(LinkChange::Double(1000), 3);
    let copies = |record: &&Record| matches!(record.departures.last().map(|d| d.origin), Some(Origin::DuplicateOf(_)));
    let sends = records.iter().filter(|record| !record.departures.is_empty()).count();
    assert!(sends > 80);
    assert_eq!(records.iter().filter(copies).count(), sends, "every one");
}

/// Worlds on the way through a life with a bit of everything.
fn moments() -> Vec<World> {
    let script = [
        LISTEN,
        CONNECT,
        Input::Step,
        Input::Duplicate(b(1)),
        Input::Step,
        Input::Call(A, Call::Write(20)),
        Input::Step,
        Input::Hold(a(3)),
        Input::Call(B, Call::Read(9)),
        Input::Step,
        Input::Release(a(3)),
        Input::Step,
        Input::Call(A, Call::Shutdown),
        Input::Step,
        Input::Step,
        Input::Call(B, Call::Close),
        Input::Step,
        Input::Step,
    ];
    [World::new(&Setup::default()), linux()]
        .into_iter()
        .flat_map(|mut world| {
            let moments: Vec<World> = script
                .iter()
                .map(|input| {
                    let before = world.clone();
                    world.apply_silently(input);
                    before
                })
                .collect();
            moments
        })
        .collect()
}

#[test]
fn each_choice_changes_the_world() {
    for world in moments() {
        for choice in world.choices() {
            let mut after = world.clone();
            after.apply_silently(&choice);
            assert_ne!(after, world, "{choice}");
        }
    }
}

#[test]
fn choices_stand_in_a_fixed_order() {
    // Each side's calls and timers, A's first; then the packets; then the passing of time.
    let rank = |choice: &Input| match choice {
        Input::Call(side, call) => (*side as usize, Call::ALL.iter().position(|c| c == call).unwrap_or(9)),
        Input::Fire(side, _) => (*side as usize, 10),
        Input::Step => (3, 0),
        _ => (2, 0),
    };
    for world in moments() {
        let choices = world.choices();
        assert!(choices.is_sorted_by_key(rank), "{choices:?}");
        assert_eq!(choices, world.clone().choices());
    }
    let new = World::new(&Setup::default()).choices();
    let calls = [Input::Call(A, Call::Listen), CONNECT, LISTEN, Input::Call(B, Call::Connect)];
    assert_eq!(new, calls);
}

#[test]
fn a_simultaneous_open_needs_four_segments() {
    let mut world = World::new(&Setup::default());
    let mut records = run(&mut world, &[CONNECT, Input::Call(B, Call::Connect)]);
    records.extend(settle(&mut world));
    assert_eq!(world.states(), PerSide::both(State::Established));
    let sent: Vec<Flags> = records.iter().flat_map(|r| &r.departures).map(|d| d.segment.flags).collect();
    assert_eq!(sent, [Flags::SYN, Flags::SYN, Flags::SYN_ACK, Flags::SYN_ACK], "figure 7");
}

#[test]
fn a_simultaneous_close_ends_in_time_wait_on_both_sides() {
    let mut world = connected();
    run(&mut world, &[Input::Call(A, Call::Shutdown), Input::Call(B, Call::Shutdown), Input::Step, Input::Step]);
    assert_eq!(world.states(), PerSide::both(State::Closing), "figure 13");
    settle(&mut world);
    assert_eq!(world.states(), PerSide::both(State::TimeWait));
    run(&mut world, &[Input::Advance(Duration::from_secs(240))]);
    assert_eq!(world.states(), PerSide::both(State::Closed));
}

#[test]
fn a_host_that_reboots_finds_the_half_open_connection_and_clears_it() {
    let mut world = connected();
    run(&mut world, &[Input::Reboot(A)]);
    assert_eq!(world.states(), PerSide::new(State::Closed, State::Established));
    run(&mut world, &[CONNECT]);
    let records = settle(&mut world);
    let rules: Vec<RuleId> = records.iter().filter_map(|record| record.outcome.rules.last().copied()).collect();
    assert_eq!(rules, [RuleId::SynChallenge, RuleId::SynSentBadAck, RuleId::RstReset], "figure 9");
    assert_eq!(world.states(), PerSide::new(State::SynSent, State::Closed));
    run(&mut world, &[Input::Advance(Duration::from_secs(2))]);
    assert_eq!(world.states(), PerSide::both(State::Established), "the second SYN connects");
}

#[test]
fn a_host_that_knows_no_connection_resets_who_still_talks_to_it() {
    let mut world = connected();
    run(&mut world, &[Input::Reboot(A), Input::Call(B, Call::Write(10))]);
    settle(&mut world);
    assert_eq!(world.states(), PerSide::both(State::Closed), "figure 10");
}

#[test]
fn an_old_duplicate_syn_is_reset_and_the_new_one_connects() {
    let mut world = World::new(&Setup::default());
    run(&mut world, &[LISTEN, CONNECT, Input::Hold(a(1)), Input::Call(A, Call::Abort), CONNECT, Input::Hold(a(2))]);
    run(&mut world, &[Input::Deliver(a(1)), Input::Step]);
    assert_eq!(world.states(), PerSide::new(State::SynSent, State::SynReceived));
    run(&mut world, &[Input::Step]);
    assert_eq!(world.states(), PerSide::new(State::SynSent, State::Listen), "figure 8");
    run(&mut world, &[Input::Release(a(2))]);
    settle(&mut world);
    assert_eq!(world.states(), PerSide::both(State::Established));
}

#[test]
fn a_time_wait_does_not_stop_its_host_from_connecting_from_another_port() {
    let mut world = with_app(AppBehaviour::ClosesOnEof);
    assert_eq!(world.host(A).state(), State::TimeWait);
    connect(&mut world);
    let ports: Vec<u16> = world.host(A).connections.iter().map(|c| c.tcb.local_port()).collect();
    assert_eq!(ports, [40001, 40002]);
    assert_eq!(world.host(A).connections[0].tcb.state(), State::TimeWait, "it goes on beside the new one");
    run(&mut world, &[Input::Advance(Duration::from_secs(241))]);
    assert_eq!(world.host(A).connections[0].tcb.state(), State::Closed);
    assert_eq!(world.states(), PerSide::both(State::Established));
}

#[test]
fn close_without_a_connection_closes_the_listener() {
    for mut world in [World::new(&Setup::default()), linux()] {
        run(&mut world, &[LISTEN]);
        assert_eq!(reply(&mut world, B, Call::Close), Some(Reply::Ok));
        assert_eq!(world.host(B).state(), State::Closed);
        assert!(world.host(B).listener.is_none());
    }
}

#[test]
fn in_the_rfc_connect_and_write_turn_a_listener_active() {
    for call in [Call::Connect, Call::Write(4)] {
        let mut world = World::new(&Setup::default());
        run(&mut world, &[LISTEN]);
        assert!(reply(&mut world, B, call).is_some_and(|reply| !reply.is_error()));
        assert_eq!(world.host(B).state(), State::SynSent);
        assert!(world.host(B).listener.is_none());
        let records = run(&mut world, &[Input::Call(A, Call::Listen)]);
        assert_eq!(records[0].after, State::Listen);
        settle(&mut world);
        assert_eq!(world.states(), PerSide::both(State::Established));
    }
}

#[test]
fn on_linux_a_listener_refuses_connect_and_write_and_stays() {
    let mut world = linux();
    run(&mut world, &[LISTEN]);
    let before = world.clone();
    assert_eq!(reply(&mut world, B, Call::Connect), Some(Reply::Errno(Errno::EISCONN)));
    assert_eq!(reply(&mut world, B, Call::Write(1)), Some(Reply::Errno(Errno::EPIPE)));
    assert_eq!(world, before, "a refused call changes nothing");
    connect(&mut world);
    assert_eq!(reply(&mut world, B, Call::Connect), Some(Reply::Errno(Errno::EISCONN)));
}

#[test]
fn calls_without_a_socket_are_refused() {
    let mut world = World::new(&Setup::default());
    let before = world.clone();
    for call in [Call::Write(1), Call::Read(1), Call::Shutdown, Call::Close, Call::Abort] {
        assert_eq!(reply(&mut world, A, call), Some(Reply::Error(CallError::DoesNotExist)));
    }
    assert_eq!(world, before);
}

#[test]
fn latency_may_differ_by_direction() {
    let latency = PerSide::new(Duration::from_millis(5), Duration::from_millis(70));
    let link = Link { latency, ..Link::default() };
    let mut world = World::new(&Setup { link, ..Setup::default() });
    connect(&mut world);
    assert_eq!(world.now().as_micros(), 80_000);
}
