//! What a host promises that has more than one connection: sockets, queues, descriptors, attention, restarts.

use std::collections::BTreeSet;
use std::time::Duration;
use tcptutor::language::ENGLISH;
use tcptutor::narrate::Headline;
use tcptutor::sim::{
    Address, AppBehaviour, Attention, Call, ConnectionId, EventKind, Input, Limit, LinkChange, Owner, PerSide,
    ProfileName, Record, Setup, Sharing, Side, Socket, SocketOption, SocketRow, World,
};
use tcptutor::tcp::{CallError, EdgeId, Errno, Flags, Profile, Reply, RuleId, State, Tcb, Timer};

use Side::{A, B};

const LISTEN: Input = Input::Call(B, Call::Listen);
const CONNECT: Input = Input::Call(A, Call::Connect);
const SOCKET: Input = Input::Socket(A);
const CLOSE: Call = Call::Close;
const PROFILES: [ProfileName; 2] = ProfileName::ALL;

fn world(profile: ProfileName) -> World {
    World::new(&Setup { profile: profile.profile(), ..Setup::default() })
}

fn run(world: &mut World, inputs: &[Input]) -> Vec<Record> {
    inputs.iter().flat_map(|input| world.apply(input)).collect()
}

fn settle(world: &mut World) -> Vec<Record> {
    let mut records = Vec::new();
    for _ in 0..100_000 {
        if world.is_idle() {
            return records;
        }
        records.extend(world.apply(&Input::Step));
    }
    panic!("it never becomes idle");
}

/// How many connections from A, one after the other, each beside the others.
fn connect(world: &mut World, times: usize) -> Vec<Record> {
    (0..times)
        .flat_map(|_| {
            let mut records = run(world, &[SOCKET, CONNECT]);
            records.extend(settle(world));
            records
        })
        .collect()
}

fn limited(profile: ProfileName, limits: &[(Limit, u32)]) -> World {
    let mut world = world(profile);
    for (limit, most) in limits {
        run(&mut world, &[Input::Limit(B, *limit, Some(*most))]);
    }
    run(&mut world, &[LISTEN]);
    world
}

fn states(world: &World, side: Side) -> Vec<State> {
    world.host(side).connections.iter().map(|connection| connection.tcb.state()).collect()
}

fn rules(records: &[Record]) -> Vec<RuleId> {
    records.iter().flat_map(|record| record.outcome.rules.iter().copied()).collect()
}

fn reply(records: &[Record]) -> Option<Reply> {
    records.iter().find_map(|record| record.outcome.reply)
}

fn printed(records: &[Record]) -> String {
    let lines = records.iter().map(|record| Headline::of(&ENGLISH, record, Side::LETTERS).to_string());
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn ten_times_socket_and_connect_are_ten_connections() {
    for profile in PROFILES {
        let mut world = world(profile);
        run(&mut world, &[LISTEN]);
        connect(&mut world, 10);
        assert_eq!(
            (states(&world, A), states(&world, B)),
            (vec![State::Established; 10], vec![State::Established; 10])
        );
        let ports: BTreeSet<u16> = world.host(A).connections.iter().map(|c| c.tcb.local_port()).collect();
        assert_eq!(ports, (40001..40011).collect());
        assert_eq!(world.host(A).descriptors(), 10);
    }
}

#[test]
fn without_a_socket_a_second_connect_is_refused_as_ever() {
    for (profile, refused) in
        PROFILES.into_iter().zip([Reply::Error(CallError::AlreadyExists), Reply::Errno(Errno::EISCONN)])
    {
        let mut world = world(profile);
        run(&mut world, &[LISTEN, CONNECT]);
        settle(&mut world);
        assert_eq!(reply(&run(&mut world, &[CONNECT])), Some(refused));
    }
}

#[test]
fn a_socket_that_is_not_connected_can_be_closed_or_listen() {
    for profile in PROFILES {
        let mut world = world(profile);
        run(&mut world, &[Input::Socket(B)]);
        assert_eq!((world.host(B).state(), world.host(B).descriptors()), (State::Closed, 1));
        assert_eq!(reply(&run(&mut world, &[Input::Call(B, CLOSE)])), Some(Reply::Ok));
        assert_eq!((world.host(B).connections.len(), world.host(B).descriptors()), (0, 0));
        run(&mut world, &[Input::Socket(B), LISTEN]);
        assert_eq!((world.host(B).state(), world.host(B).descriptors()), (State::Listen, 1));
        run(&mut world, &[Input::Socket(B)]);
        let records = run(&mut world, &[LISTEN]);
        assert_eq!(rules(&records), [RuleId::PortInUse], "{}", printed(&records));
        assert_eq!(world.host(B).descriptors(), 2, "the refused socket is still there");
        let before = world.clone();
        run(&mut world, &[Input::Call(B, Call::Write(1)), Input::Call(B, Call::Read(1))]);
        assert_eq!(world, before, "it has nobody to talk to");
    }
}

#[test]
fn a_host_may_listen_and_connect_at_the_same_time() {
    for profile in PROFILES {
        let mut world = world(profile);
        run(&mut world, &[LISTEN, Input::Call(A, Call::Listen), Input::Socket(B), Input::Call(B, Call::Connect)]);
        settle(&mut world);
        assert_eq!(world.states(), PerSide::both(State::Established));
        assert!(world.host(B).listener.is_some(), "the listener was not asked");
    }
}

#[test]
fn who_watches_a_connection_keeps_watching_it_while_others_come() {
    let mut world = world(ProfileName::Rfc9293);
    run(&mut world, &[LISTEN]);
    connect(&mut world, 3);
    assert_eq!(world.host(B).current().map(|c| c.id.number()), Some(1));
    run(&mut world, &[Input::Attend(B, Socket::numbered(3))]);
    connect(&mut world, 1);
    assert_eq!(world.host(B).current().map(|c| c.id.number()), Some(3));
    run(&mut world, &[Input::Call(B, Call::Abort)]);
    settle(&mut world);
    assert_eq!(world.host(B).state(), State::Closed, "its end is still seen");
    connect(&mut world, 1);
    assert_eq!(world.host(B).current().map(|c| c.id.number()), Some(5), "a newcomer follows one that has ended");
    run(&mut world, &[Input::Attend(B, Socket::numbered(0))]);
    assert_eq!(world.host(B).state(), State::Listen);
    connect(&mut world, 1);
    assert_eq!(world.host(B).current().map(|c| c.id.number()), Some(6), "and the listener");
}

#[test]
fn a_time_wait_that_was_chosen_stays_in_view_and_one_that_was_not_gives_way() {
    for (chosen, seen) in [(true, State::TimeWait), (false, State::Established)] {
        let mut world = world(ProfileName::Linux);
        run(&mut world, &[Input::App(A, AppBehaviour::ClosesOnEof), LISTEN, CONNECT]);
        settle(&mut world);
        run(&mut world, &[Input::Call(B, CLOSE)]);
        settle(&mut world);
        assert_eq!(world.host(B).state(), State::TimeWait);
        if chosen {
            run(&mut world, &[Input::Attend(B, Socket::numbered(1))]);
        }
        // From another port, so that it does not reopen the old one.
        run(&mut world, &[Input::Socket(A), Input::Socket(A), Input::Call(A, Call::Listen), Input::Socket(A), CONNECT]);
        settle(&mut world);
        let established = world.host(B).connections.iter().any(|c| c.tcb.state() == State::Established);
        assert!(established);
        assert_eq!(world.host(B).state(), seen);
    }
}

#[test]
fn attending_moves_calls_and_the_timers_that_can_be_fired() {
    let mut world = world(ProfileName::Linux);
    run(&mut world, &[LISTEN]);
    connect(&mut world, 3);
    run(&mut world, &[Input::Attend(A, Socket::numbered(2)), Input::Call(A, Call::Write(7))]);
    assert_eq!(world.host(A).attention, Attention::Chosen(Socket::numbered(2)));
    settle(&mut world);
    let readable: Vec<usize> = world.host(B).connections.iter().map(|c| c.tcb.readable()).collect();
    assert_eq!(readable, [0, 7, 0]);
    run(&mut world, &[Input::Attend(B, Socket::numbered(2)), Input::Call(B, Call::Abort)]);
    settle(&mut world);
    assert_eq!(states(&world, A), [State::Established, State::Closed, State::Established]);
    run(&mut world, &[Input::Attend(A, Socket::numbered(3)), Input::Call(A, Call::Shutdown)]);
    assert!(world.running_timers(A).any(|(_, timer)| timer == Timer::Retransmission));
    let before = world.clone();
    run(&mut world, &[Input::Attend(A, Socket::numbered(99)), Input::Attend(A, Socket::numbered(0))]);
    assert_eq!(world, before, "there is no such connection and no listener");
}

#[test]
fn a_server_that_never_closes_leaks_ten_close_wait_and_the_eleventh_meets_emfile() {
    for profile in PROFILES {
        let mut world = limited(profile, &[(Limit::Descriptors, 11)]);
        run(&mut world, &[Input::App(B, AppBehaviour::NeverCloses)]);
        for _ in 0..10 {
            connect(&mut world, 1);
            run(&mut world, &[Input::Call(A, CLOSE)]);
            settle(&mut world);
        }
        assert_eq!(states(&world, B), [State::CloseWait; 10]);
        assert_eq!(world.host(B).descriptors(), 11, "and the listener");
        let records = connect(&mut world, 1);
        let refused = records.iter().find(|record| record.kind == EventKind::AppAccept).expect("accept()");
        assert_eq!(refused.outcome.reply, Some(Reply::Errno(Errno::EMFILE)), "{}", printed(&records));
        assert_eq!(world.host(A).state(), State::Established, "the client does not know");
        assert_eq!(
            world.sockets(B).last().map(|row| (row.state, row.owner)),
            Some((State::Established, Owner::AcceptQueue))
        );
        assert_eq!((world.sockets(B)[0].recv_q, world.sockets(B)[0].send_q), (1, None));
        run(&mut world, &[Input::Attend(B, Socket::numbered(1)), Input::Call(B, CLOSE)]);
        assert!(world.host(B).accept_queue().is_empty(), "a descriptor is free: it is accepted");
        assert_eq!(world.host(B).descriptors(), 11);
    }
}

#[test]
fn at_the_limit_socket_connect_and_listen_are_refused() {
    let replies = [
        (ProfileName::Rfc9293, Reply::Error(CallError::InsufficientResources)),
        (ProfileName::Linux, Reply::Errno(Errno::EMFILE)),
    ];
    for (profile, refused) in replies {
        let mut world = world(profile);
        run(&mut world, &[Input::Limit(A, Limit::Descriptors, Some(0))]);
        assert_eq!(reply(&run(&mut world, &[SOCKET])), Some(Reply::Errno(Errno::EMFILE)));
        for call in [Call::Connect, Call::Listen] {
            let records = run(&mut world, &[Input::Call(A, call)]);
            assert_eq!((reply(&records), rules(&records)), (Some(refused), vec![RuleId::DescriptorsExhausted]));
            assert!(printed(&records).contains("all descriptors are in use"), "{}", printed(&records));
            assert!(!world.would_accept(A, call));
        }
        run(&mut world, &[Input::Limit(A, Limit::Descriptors, Some(1))]);
        assert!(world.would_accept(A, Call::Connect));
    }
}

/// B answers no `accept()`; this many fit into its queue.
fn full_queue(profile: ProfileName, backlog: u32) -> (World, usize) {
    let mut world = limited(profile, &[(Limit::Backlog, backlog), (Limit::Workers, 0)]);
    let fits = backlog as usize + usize::from(profile == ProfileName::Linux);
    connect(&mut world, fits);
    assert!(world.accept_queue_is_full(B));
    (world, fits)
}

#[test]
fn the_accept_queue_holds_the_backlog_and_on_linux_one_more() {
    for (profile, backlog) in PROFILES.into_iter().flat_map(|profile| [(profile, 1), (profile, 3)]) {
        let (mut world, fits) = full_queue(profile, backlog);
        assert_eq!(world.host(B).accept_queue().len(), fits);
        let listener = &world.sockets(B)[0];
        assert_eq!((listener.owner, listener.recv_q as usize, listener.send_q), (Owner::Listener, fits, Some(backlog)));
        let records = run(&mut world, &[SOCKET, CONNECT, Input::Step]);
        assert_eq!(rules(&records).last(), Some(&RuleId::QueueFullSyn), "{}", printed(&records));
        assert!(records.last().is_some_and(|record| record.departures.is_empty()), "without a word");
        assert_eq!((world.host(A).state(), states(&world, B).len()), (State::SynSent, fits));
        run(&mut world, &[Input::Accept(B), Input::Advance(Duration::from_secs(2))]);
        assert_eq!(world.host(A).state(), State::Established, "the repeated SYN finds room");
    }
}

#[test]
fn when_the_queue_overflows_the_client_is_established_and_the_server_is_not() {
    for profile in PROFILES {
        let mut world = limited(profile, &[(Limit::Backlog, 1), (Limit::Workers, 0)]);
        let fits = 1 + usize::from(profile == ProfileName::Linux);
        // All SYNs come before the first handshake is complete.
        for _ in 0..=fits {
            run(&mut world, &[SOCKET, CONNECT]);
        }
        let records = settle_until_established(&mut world);
        assert!(rules(&records).contains(&RuleId::QueueFullAck), "{}", printed(&records));
        assert_eq!(world.host(A).state(), State::Established);
        assert_eq!(states(&world, B).last(), Some(&State::SynReceived), "it ignores the ACK");
        assert_eq!(world.sockets(B).last().map(|row| row.owner), Some(Owner::SynQueue));
        // What the client sends meets the same end, and the SYN,ACK is sent again.
        let records = run(&mut world, &[Input::Call(A, Call::Write(5)), Input::Advance(Duration::from_millis(1100))]);
        let again = |record: &Record| record.departures.iter().any(|d| d.segment.flags == Flags::SYN_ACK);
        assert!(records.iter().any(again), "{}", printed(&records));
        assert_eq!(states(&world, B).last(), Some(&State::SynReceived));
        run(&mut world, &[Input::Accept(B), Input::Advance(Duration::from_secs(5))]);
        assert_eq!(states(&world, B).last(), Some(&State::Established), "until there is room");
        assert_eq!(world.host(B).connections.last().map(|c| c.tcb.readable()), Some(5));
    }
}

fn settle_until_established(world: &mut World) -> Vec<Record> {
    let records = run(world, &[Input::Advance(Duration::from_millis(200))]);
    assert!(states(world, A).iter().all(|state| *state == State::Established));
    records
}

#[test]
fn workers_serve_so_many_at_a_time_in_the_order_of_their_coming() {
    for profile in PROFILES {
        let mut world = limited(profile, &[(Limit::Workers, 2)]);
        run(&mut world, &[Input::App(B, AppBehaviour::ClosesOnEof)]);
        connect(&mut world, 4);
        let accepted = |world: &World| -> Vec<u32> {
            world.host(B).connections.iter().filter(|c| c.accepted).map(|c| c.id.number()).collect()
        };
        assert_eq!((accepted(&world), waiting(&world, B)), (vec![1, 2], vec![3, 4]));
        run(&mut world, &[Input::Attend(A, Socket::numbered(2)), Input::Call(A, CLOSE)]);
        let records = settle(&mut world);
        assert!(
            printed(&records).contains("B's program calls accept() and gets connection 3"),
            "{}",
            printed(&records)
        );
        assert_eq!(waiting(&world, B), [4]);
        run(&mut world, &[Input::Limit(B, Limit::Workers, None)]);
        assert!(world.host(B).accept_queue().is_empty(), "with more hands all is accepted");
    }
}

#[test]
fn what_the_program_has_closed_it_cannot_read_and_on_linux_it_has_no_descriptor_left() {
    for (profile, calls) in [
        (ProfileName::Rfc9293, &[Call::Read(9)][..]),
        (ProfileName::Linux, &[Call::Read(9), Call::Write(9), Call::Shutdown]),
    ] {
        let mut world = limited(profile, &[]);
        connect(&mut world, 1);
        run(&mut world, &[Input::Call(A, Call::Close)]);
        settle(&mut world);
        assert_eq!(world.host(A).state(), State::FinWait2);
        for call in calls {
            let records = run(&mut world, &[Input::Call(A, *call)]);
            assert_eq!(rules(&records), vec![RuleId::DescriptorClosed], "{call}");
            assert!(printed(&records).contains("the program has closed this socket"), "{}", printed(&records));
            assert!(!world.would_accept(A, *call));
        }
    }
}

#[test]
fn what_nobody_has_accepted_is_neither_read_nor_closed() {
    let replies = [
        (ProfileName::Rfc9293, Reply::Error(CallError::IllegalForProcess)),
        (ProfileName::Linux, Reply::Errno(Errno::EBADF)),
    ];
    for (profile, refused) in replies {
        let mut world = limited(profile, &[(Limit::Workers, 0)]);
        run(&mut world, &[Input::App(B, AppBehaviour::ClosesOnEof)]);
        connect(&mut world, 1);
        run(&mut world, &[Input::Call(A, Call::Write(5)), Input::Call(A, Call::Shutdown)]);
        settle(&mut world);
        assert_eq!((world.host(B).state(), world.host(B).connections[0].read), (State::CloseWait, 0));
        for call in [Call::Read(9), Call::Write(9), Call::Shutdown, CLOSE, Call::Abort, Call::Connect] {
            let records = run(&mut world, &[Input::Call(B, call)]);
            assert_eq!((reply(&records), rules(&records)), (Some(refused), vec![RuleId::NotAccepted]), "{call}");
            assert!(printed(&records).contains("nobody has accepted this connection"), "{}", printed(&records));
            assert!(!world.would_accept(B, call));
        }
        assert!(world.choices().contains(&Input::Accept(B)));
        run(&mut world, &[Input::Accept(B)]);
        settle(&mut world);
        assert_eq!((world.host(B).state(), world.host(B).connections[0].read), (State::Closed, 5), "now it is");
    }
}

#[test]
fn accept_takes_the_oldest_and_calls_go_to_it() {
    let mut world = limited(ProfileName::Linux, &[(Limit::Workers, 0)]);
    connect(&mut world, 3);
    for id in [1, 2].map(Socket::numbered) {
        let records = run(&mut world, &[Input::Accept(B)]);
        assert_eq!((records[0].socket, records[0].outcome.reply), (Some(id), Some(Reply::Ok)));
        assert_eq!(world.host(B).current().map(|c| Socket::Connection(c.id)), Some(id));
    }
    run(&mut world, &[Input::Call(B, Call::Write(3)), Input::Accept(B)]);
    settle(&mut world);
    assert_eq!(world.host(A).connections[1].tcb.readable(), 3);
    let records = run(&mut world, &[Input::Accept(B)]);
    assert_eq!((reply(&records), rules(&records)), (Some(Reply::Errno(Errno::EAGAIN)), vec![RuleId::NothingToAccept]));
    let records = run(&mut world, &[Input::Accept(A)]);
    assert_eq!((reply(&records), rules(&records)), (Some(Reply::Errno(Errno::EINVAL)), vec![RuleId::NoListener]));
}

#[test]
fn a_connection_that_was_reset_in_the_queue_is_still_handed_out() {
    let mut world = limited(ProfileName::Linux, &[(Limit::Workers, 0)]);
    connect(&mut world, 1);
    run(&mut world, &[Input::Call(A, Call::Abort)]);
    settle(&mut world);
    connect(&mut world, 1);
    assert_eq!(waiting(&world, B), [1, 2]);
    let records = run(&mut world, &[Input::Accept(B)]);
    assert_eq!(records[0].connection(), Some(ConnectionId::FIRST));
    assert_eq!((records[0].after, reply(&records)), (State::Closed, Some(Reply::Ok)));
}

#[test]
fn closing_the_listener_resets_what_nobody_has_accepted() {
    for (profile, flags) in PROFILES.into_iter().zip([Flags::RST, Flags::RST_ACK]) {
        let mut world = limited(profile, &[(Limit::Workers, 1)]);
        connect(&mut world, 2);
        run(&mut world, &[SOCKET, CONNECT, Input::Step, Input::Attend(B, Socket::numbered(0))]);
        assert_eq!(states(&world, B), [State::Established, State::Established, State::SynReceived]);
        let records = run(&mut world, &[Input::Call(B, CLOSE)]);
        let sent: Vec<Flags> = records.iter().flat_map(|r| &r.departures).map(|d| d.segment.flags).collect();
        assert_eq!(sent, [flags], "{}", printed(&records));
        settle(&mut world);
        assert_eq!(states(&world, A), [State::Established, State::Closed, State::Closed], "the request is forgotten");
        assert_eq!(states(&world, B)[0], State::Established);
    }
}

#[test]
fn kill_closes_everything_and_frees_every_descriptor() {
    for (profile, flags) in PROFILES.into_iter().zip([Flags::RST, Flags::RST_ACK]) {
        let mut world = limited(profile, &[(Limit::Workers, 3)]);
        connect(&mut world, 4);
        run(&mut world, &[Input::Attend(A, Socket::numbered(2)), Input::Call(A, Call::Write(5))]);
        run(&mut world, &[Input::Attend(A, Socket::numbered(3)), Input::Call(A, Call::Shutdown)]);
        settle(&mut world);
        run(&mut world, &[Input::Socket(B)]);
        assert_eq!(world.host(B).descriptors(), 5);
        let records = run(&mut world, &[Input::Kill(B)]);
        let number = |record: &Record| record.socket.map_or(0, Socket::number);
        let sent: Vec<(u32, Flags)> =
            records.iter().flat_map(|r| r.departures.iter().map(|d| (number(r), d.segment.flags))).collect();
        let (fin, rst) = (Flags::FIN_ACK, flags);
        assert_eq!(sent, [(4, rst), (1, fin), (2, rst), (3, fin)], "unaccepted, open, unread, closed by the peer");
        assert_eq!(states(&world, B), [State::FinWait1, State::Closed, State::LastAck, State::Closed]);
        assert_eq!(world.host(B).descriptors(), 0);
        let owners: Vec<Owner> = world.sockets(B).iter().map(|row| row.owner).collect();
        assert_eq!(owners, [Owner::Orphan; 2], "the kernel finishes them alone");
        settle(&mut world);
        assert_eq!(states(&world, A), [State::CloseWait, State::Closed, State::TimeWait, State::Closed]);
        assert!(
            printed(&records).contains("B's kernel closes the listener: LISTEN to CLOSED"),
            "{}",
            printed(&records)
        );
        run(&mut world, &[LISTEN]);
        assert_eq!(world.host(B).listener.as_ref().map(Tcb::state), Some(State::Listen), "it may start again");
    }
}

#[test]
fn kill_of_a_leaking_server_clears_its_close_waits() {
    let mut world = world(ProfileName::Linux);
    run(&mut world, &[Input::App(B, AppBehaviour::NeverCloses), LISTEN]);
    for _ in 0..10 {
        connect(&mut world, 1);
        run(&mut world, &[Input::Call(A, CLOSE)]);
        settle(&mut world);
    }
    assert_eq!(world.count_by_state(B)[State::CloseWait as usize], 10);
    run(&mut world, &[Input::Kill(B)]);
    settle(&mut world);
    assert_eq!(world.count_by_state(B).iter().sum::<u32>(), 0);
    assert_eq!(world.count_by_state(A)[State::TimeWait as usize], 10);
}

#[test]
fn a_new_incarnation_waits_to_be_accepted_like_any_other() {
    let mut world = limited(ProfileName::Linux, &[(Limit::Workers, 0)]);
    run(&mut world, &[CONNECT]);
    settle(&mut world);
    run(&mut world, &[Input::Accept(B), Input::Call(A, Call::Write(4))]);
    settle(&mut world);
    run(&mut world, &[Input::Call(B, Call::Read(9)), Input::Call(B, Call::Shutdown)]);
    settle(&mut world);
    run(&mut world, &[Input::Call(A, CLOSE)]);
    settle(&mut world);
    assert_eq!(world.states(), PerSide::new(State::Closed, State::TimeWait));
    run(&mut world, &[CONNECT, Input::Call(A, Call::Write(1))]);
    settle(&mut world);
    assert_eq!(world.host(B).accept_queue(), [ConnectionId::FIRST], "from the same port: it reopens the connection");
    run(&mut world, &[Input::Call(A, Call::Write(3)), Input::Accept(B)]);
    settle(&mut world);
    run(&mut world, &[Input::Call(B, Call::Read(9))]);
    let connection = &world.host(B).connections[0];
    assert!(connection.intact && connection.read == 3, "its streams begin again");
}

#[test]
fn after_a_restart_the_rfcs_host_keeps_quiet_for_one_msl() {
    let mut world = World::new(&Setup { quiet_time: true, ..Setup::default() });
    run(&mut world, &[LISTEN, CONNECT]);
    settle(&mut world);
    let records = run(&mut world, &[Input::Reboot(B)]);
    assert!(printed(&records).contains("keeps quiet"), "{}", printed(&records));
    for call in [Call::Listen, Call::Connect] {
        let records = run(&mut world, &[Input::Call(B, call)]);
        assert_eq!(
            (reply(&records), rules(&records)),
            (Some(Reply::Error(CallError::QuietTime)), vec![RuleId::QuietTime])
        );
        assert!(printed(&records).contains("after its reboot the host keeps quiet"), "{}", printed(&records));
    }
    run(&mut world, &[Input::Call(A, Call::Write(3))]);
    let records = run(&mut world, &[Input::Advance(Duration::from_secs(119))]);
    assert!(records.iter().all(|record| record.side == A || record.departures.is_empty()), "no segment is sent");
    assert!(rules(&records).contains(&RuleId::QuietTime));
    let records = run(&mut world, &[Input::Advance(Duration::from_secs(2))]);
    assert!(records.iter().any(|record| record.kind == EventKind::QuietTimeOver), "{}", printed(&records));
    assert_eq!(reply(&run(&mut world, &[LISTEN])), Some(Reply::Ok));
}

#[test]
fn without_quiet_time_and_on_linux_a_restarted_host_speaks_at_once() {
    for (profile, quiet_time) in [(Profile::rfc9293(), false), (Profile::linux(), true)] {
        let mut world = World::new(&Setup { profile, quiet_time, ..Setup::default() });
        run(&mut world, &[Input::Reboot(B), LISTEN, CONNECT]);
        settle(&mut world);
        assert_eq!(world.states(), PerSide::both(State::Established));
    }
    let mut world = world(ProfileName::Rfc9293);
    run(&mut world, &[Input::QuietTime(true), Input::Reboot(B)]);
    assert_eq!(rules(&run(&mut world, &[LISTEN])), [RuleId::QuietTime], "it can be turned on at any time");
}

#[test]
fn the_profile_can_change_in_the_middle_of_a_run() {
    let mut world = world(ProfileName::Rfc9293);
    run(&mut world, &[LISTEN, CONNECT]);
    settle(&mut world);
    let records = run(&mut world, &[Input::Profile(ProfileName::Linux)]);
    assert_eq!(printed(&records), "From now on both hosts run linux");
    assert_eq!(world.profile().name(), "linux");
    assert_eq!(reply(&run(&mut world, &[CONNECT])), Some(Reply::Errno(Errno::EISCONN)));
    run(&mut world, &[Input::Call(A, CLOSE)]);
    settle(&mut world);
    assert!(world.running_timers(A).any(|(_, timer)| timer == Timer::FinWait2), "a timer that RFC 9293 does not have");
}

/// The numbers of the connections that wait to be accepted.
fn waiting(world: &World, side: Side) -> Vec<u32> {
    world.host(side).accept_queue().iter().map(|id| id.number()).collect()
}

fn row(world: &World, side: Side, number: u32) -> SocketRow {
    world.sockets(side).into_iter().find(|row| row.socket == Socket::numbered(number)).expect("a socket")
}

#[test]
fn the_socket_table_says_what_ss_would() {
    let mut world = world(ProfileName::Linux);
    run(&mut world, &[LISTEN, CONNECT]);
    let client = row(&world, A, 1);
    assert_eq!((client.state.ss_name(), client.recv_q, client.send_q), ("SYN-SENT", 0, Some(1)));
    assert_eq!(client.ss_timer().map(|timer| (timer.name, timer.left)), Some(("on", Duration::from_secs(1))));
    assert_eq!((client.local, client.peer), (Address { side: A, port: 40001 }, Some(Address { side: B, port: 80 })));
    assert_eq!(client.local.to_string(), "A:40001");
    run(&mut world, &[Input::Step]);
    let request = row(&world, B, 1);
    assert_eq!((request.state.ss_name(), request.recv_q, request.send_q), ("SYN-RECV", 0, Some(0)));
    settle(&mut world);
    run(&mut world, &[Input::Call(A, Call::Write(10)), Input::Call(A, Call::Shutdown)]);
    assert_eq!(row(&world, A, 1).send_q, Some(11), "ten octets and the FIN");
    settle(&mut world);
    let server = row(&world, B, 1);
    assert_eq!((server.state.ss_name(), server.recv_q, server.send_q), ("CLOSE-WAIT", 11, Some(0)));
    run(&mut world, &[Input::Call(B, Call::Read(99)), Input::Call(B, Call::Read(99)), Input::Call(B, CLOSE)]);
    let server = row(&world, B, 1);
    assert_eq!((server.state, server.owner, server.recv_q, server.send_q), (State::LastAck, Owner::Orphan, 0, Some(1)));
    settle(&mut world);
    let client = row(&world, A, 1);
    assert_eq!(client.ss_timer().map(|timer| timer.name), Some("timewait"));
    let listed: Vec<Socket> = world.sockets(B).iter().map(|row| row.socket).collect();
    assert_eq!(listed, [Socket::Listener], "what has ended is in no table");
}

#[test]
fn the_listener_stands_first_and_states_are_counted() {
    let mut world = limited(ProfileName::Linux, &[(Limit::Workers, 1)]);
    connect(&mut world, 3);
    run(&mut world, &[Input::Attend(A, Socket::numbered(1)), Input::Call(A, Call::Shutdown)]);
    settle(&mut world);
    let table: Vec<(u32, Owner)> = world.sockets(B).iter().map(|row| (row.socket.number(), row.owner)).collect();
    let queued = Owner::AcceptQueue;
    assert_eq!(table, [(0, Owner::Listener), (1, Owner::Program), (2, queued), (3, queued)]);
    let counts = world.count_by_state(B);
    let count = |state: State| counts[state as usize];
    assert_eq!((count(State::Listen), count(State::CloseWait), count(State::Established)), (1, 1, 2));
    assert_eq!(counts.iter().sum::<u32>(), 4);
}

#[test]
fn what_is_possible_is_asked_of_the_connection_that_is_looked_at() {
    let mut world = world(ProfileName::Rfc9293);
    run(&mut world, &[LISTEN]);
    connect(&mut world, 3);
    run(&mut world, &[Input::Attend(A, Socket::numbered(2)), Input::Call(A, Call::Shutdown)]);
    // The FIN is on its way to B's second connection; B looks at its first.
    let causes = |world: &World| -> Vec<String> {
        let edges =
            world.possible_edges(B).into_iter().map(|(edge, _): (EdgeId, _)| format!("{:?}", edge.edge().cause));
        edges.collect()
    };
    assert!(!causes(&world).contains(&"Fin".to_owned()));
    run(&mut world, &[Input::Attend(B, Socket::numbered(2))]);
    assert!(causes(&world).contains(&"Fin".to_owned()));
    run(&mut world, &[Input::Attend(B, Socket::numbered(0))]);
    assert_eq!(causes(&world), ["ActiveOpen", "Send", "Close", "Abort"]);
}

/// The copy on which calls are tried has only one connection: what it says has to be what the whole world would do.
#[test]
fn what_is_tried_on_a_small_copy_is_true_of_the_whole_world() {
    for profile in PROFILES {
        let mut world = limited(profile, &[(Limit::Workers, 2), (Limit::Descriptors, 5), (Limit::Backlog, 1)]);
        connect(&mut world, 5);
        run(
            &mut world,
            &[
                Input::Attend(A, Socket::numbered(1)),
                Input::Call(A, Call::Write(4)),
                Input::Attend(A, Socket::numbered(2)),
                Input::Call(A, CLOSE),
            ],
        );
        run(&mut world, &[Input::Socket(B), Input::Advance(Duration::from_millis(50))]);
        for (side, id) in Side::BOTH.into_iter().flat_map(|side| (0..8).map(move |id| (side, id))) {
            run(&mut world, &[Input::Attend(side, Socket::numbered(id))]);
            for call in Call::ALL {
                let mut copy = world.clone();
                let records = copy.apply(&Input::Call(side, call));
                let taken = records.iter().any(|r| r.outcome.reply.is_some_and(|reply| !reply.is_error()));
                let does = taken && (copy != world || matches!(call, Call::Read(_)));
                assert_eq!(world.would_accept(side, call), does, "{side} {id} {call}");
                assert_eq!(world.possible_calls(side).any(|possible| possible == call), does, "{side} {id} {call}");
            }
        }
    }
}

#[test]
fn the_accept_call_stands_among_the_choices_only_when_it_gets_something() {
    let mut world = limited(ProfileName::Linux, &[(Limit::Workers, 0), (Limit::Descriptors, 2)]);
    assert!(!world.choices().contains(&Input::Accept(B)));
    connect(&mut world, 2);
    assert!(world.choices().contains(&Input::Accept(B)));
    run(&mut world, &[Input::Accept(B)]);
    assert!(!world.choices().contains(&Input::Accept(B)), "no descriptor is left");
}

#[test]
fn every_rule_of_hosts_is_cited_by_some_world() {
    let mut cited: BTreeSet<RuleId> = BTreeSet::new();
    let mut play = |world: &mut World, inputs: &[Input]| cited.extend(rules(&run(world, inputs)));
    let quiet = &mut world(ProfileName::Rfc9293);
    play(quiet, &[Input::QuietTime(true), Input::Reboot(B), LISTEN, Input::Accept(B)]);
    let (mut full, _) = full_queue(ProfileName::Linux, 0);
    play(&mut full, &[SOCKET, CONNECT, Input::Step, Input::Call(B, Call::Read(1))]);
    play(
        &mut full,
        &[Input::Socket(B), LISTEN, Input::Attend(B, Socket::numbered(0)), Input::Accept(B), Input::Accept(B)],
    );
    play(&mut full, &[Input::Limit(B, Limit::Descriptors, Some(1)), Input::Socket(B)]);
    let race = &mut limited(ProfileName::Linux, &[(Limit::Workers, 0), (Limit::Backlog, 0)]);
    play(race, &[SOCKET, CONNECT, SOCKET, CONNECT, Input::Advance(Duration::from_millis(200))]);
    let orphans = &mut limited(ProfileName::Linux, &[]);
    play(orphans, &[CONNECT, Input::Advance(Duration::from_millis(200)), Input::Option(B, SocketOption::Reuse, false)]);
    play(orphans, &[Input::Call(A, Call::Close), Input::Call(A, Call::Read(1))]);
    play(orphans, &[Input::Kill(B), LISTEN]);
    let shared = &mut limited(ProfileName::Linux, &[]);
    play(shared, &[CONNECT, Input::Advance(Duration::from_millis(200)), Input::Share(A, Sharing::Dup)]);
    play(shared, &[Input::Call(A, Call::Close)]);
    let ports = &mut limited(ProfileName::Linux, &[]);
    play(ports, &[Input::Limit(A, Limit::Ports, Some(1)), CONNECT, SOCKET, CONNECT]);
    let taken = ports.host(A).connections[0].tcb.local_port();
    play(ports, &[Input::Call(A, Call::ConnectFrom(taken))]);
    let waiting = &mut limited(ProfileName::Linux, &[(Limit::Workers, 0)]);
    play(waiting, &[CONNECT, Input::Advance(Duration::from_millis(200)), Input::Call(A, Call::Abort)]);
    play(waiting, &[Input::Advance(Duration::from_millis(200))]);
    let never: Vec<RuleId> = RuleId::OF_HOSTS.into_iter().filter(|rule| !cited.contains(rule)).collect();
    assert!(never.is_empty(), "never cited: {never:?}");
}

#[test]
fn a_released_packet_says_when_it_arrives() {
    let mut world = world(ProfileName::Linux);
    run(&mut world, &[LISTEN, CONNECT]);
    let packet = world.packets()[0].id;
    run(&mut world, &[Input::Hold(packet), Input::Link(LinkChange::Latency(Some(A), Duration::from_millis(7)))]);
    let records = run(&mut world, &[Input::Release(packet)]);
    let arrives = world.now().plus(Duration::from_millis(7));
    assert_eq!(records[0].kind, EventKind::Released(packet, arrives));
    assert_eq!(world.next_due(), Some(arrives));
}
