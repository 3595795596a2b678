//! Descriptors that lead to one socket, what stands between the hosts, and how `connect()` fails.

use std::time::Duration;
use tcptutor::language::ENGLISH;
use tcptutor::lesson::parse_command;
use tcptutor::narrate::Headline;
use tcptutor::sim::{Connection, EventKind, Loss, Owners, PerSide, ProfileName, Record, Setup, Side, Socket, World};
use tcptutor::tcp::{Errno, Reply, RuleId, State};

use Side::{A, B};

/// A world in which these actions have been done, and what came of them.
fn play(profile: ProfileName, actions: &[&str]) -> (World, Vec<Record>) {
    let mut world = World::new(&Setup { profile: profile.profile(), ..Setup::default() });
    let records = go_on(&mut world, actions);
    (world, records)
}

fn go_on(world: &mut World, actions: &[&str]) -> Vec<Record> {
    let mut records = Vec::new();
    for action in actions {
        if *action == "settle" {
            while !world.is_idle() {
                records.extend(world.apply(&tcptutor::sim::Input::Step));
            }
            continue;
        }
        if let Some(time) = action.strip_prefix("run for ") {
            let seconds: u64 = time.trim_end_matches('s').parse().expect("seconds");
            records.extend(world.apply(&tcptutor::sim::Input::Advance(Duration::from_secs(seconds))));
            continue;
        }
        let command = parse_command(action, &ENGLISH).unwrap_or_else(|error| panic!("{action}: {error:?}"));
        for input in command.as_inputs().expect("it needs no world") {
            records.extend(world.apply(&input));
        }
    }
    records
}

const OPEN: [&str; 3] = ["B listen", "A connect", "settle"];

fn opened(profile: ProfileName, actions: &[&str]) -> (World, Vec<Record>) {
    let (mut world, _) = play(profile, &OPEN);
    let records = go_on(&mut world, actions);
    (world, records)
}

fn sent(records: &[Record]) -> usize {
    records.iter().map(|record| record.departures.len()).sum()
}

fn printed(records: &[Record]) -> Vec<String> {
    records.iter().map(|record| Headline::of(&ENGLISH, record, Side::LETTERS).to_string()).collect()
}

fn replies(records: &[Record]) -> Vec<Reply> {
    records.iter().filter_map(|record| record.outcome.reply).collect()
}

#[test]
fn close_of_one_of_two_owners_sends_nothing_and_the_last_one_does() {
    for profile in ProfileName::ALL {
        for copy in ["A dup", "A fork"] {
            let (mut world, records) = opened(profile, &[copy, "A close", "settle"]);
            assert_eq!((sent(&records), world.states()), (0, PerSide::both(State::Established)), "{copy}");
            assert!(records.iter().any(|record| record.cites(RuleId::SharedSocket)));
            let records = go_on(&mut world, &["A write 5", "settle", "A close"]);
            assert_eq!(replies(&records), [Reply::Octets(5), Reply::Ok]);
            assert_eq!(world.host(A).state(), State::FinWait1);
        }
    }
}

#[test]
fn shutdown_asks_no_other_owner() {
    for profile in ProfileName::ALL {
        let (world, records) = opened(profile, &["A fork", "A shutdown"]);
        assert_eq!((sent(&records), world.host(A).state()), (1, State::FinWait1));
    }
}

#[test]
fn a_killed_program_leaves_what_its_child_holds() {
    for profile in ProfileName::ALL {
        let (mut world, records) = opened(profile, &["B fork", "B kill", "settle"]);
        assert_eq!((sent(&records), world.host(B).state()), (0, State::Established));
        assert!(world.host(B).listener.is_some(), "the child listens on");
        assert_eq!(world.owners(B, Socket::Listener), Owners { program: 0, children: 1 });
        go_on(&mut world, &["B kill"]);
        assert_eq!(world.host(B).state(), State::FinWait1, "the child is killed, too");
        assert!(world.host(B).listener.is_none());
    }
}

#[test]
fn exec_leaves_open_what_is_not_marked_close_on_exec() {
    for (mark, state) in [("off", State::Established), ("on", State::FinWait1)] {
        let close_on_exec = format!("A close-on-exec {mark}");
        let (world, _) = opened(ProfileName::Linux, &[&close_on_exec, "A fork", "A exec", "A close"]);
        assert_eq!(world.host(A).state(), state, "{mark}");
    }
    let (world, _) = opened(ProfileName::Linux, &["A close-on-exec on", "A fork", "A close", "A exec"]);
    assert_eq!(world.host(A).state(), State::FinWait1, "the child held the last descriptor");
}

#[test]
fn a_middlebox_forgets_an_idle_connection_and_nobody_is_told() {
    for profile in ProfileName::ALL {
        let (mut world, _) = opened(profile, &["link idle=300s", "run for 200", "A write 5", "settle"]);
        assert_eq!(world.host(B).current().map(|c| c.tcb.readable()), Some(5), "in time");
        let records = go_on(&mut world, &["run for 301", "A write 5", "run for 1"]);
        let lost = |record: &&Record| matches!(record.kind, EventKind::Lost(_, Loss::Forgotten));
        assert!(records.iter().any(|record| lost(&record)), "{:#?}", printed(&records));
        assert_eq!(world.host(B).current().map(|c| c.tcb.readable()), Some(5));
        assert_eq!(world.states(), PerSide::both(State::Established));
        go_on(&mut world, &["link idle=none", "run for 130"]);
        assert_eq!(world.host(B).current().map(|c| c.tcb.readable()), Some(10));
    }
}

#[test]
fn a_middlebox_that_resets_ends_the_connection_of_the_one_who_speaks() {
    for profile in ProfileName::ALL {
        let forgets = ["link idle=60s idle-answer=rst", "run for 61", "A write 5", "settle"];
        let (world, records) = opened(profile, &forgets);
        assert_eq!(world.states(), PerSide::new(State::Closed, State::Established));
        assert!(
            printed(&records).iter().any(|line| line.contains("with a RST, in B's name")),
            "{:#?}",
            printed(&records)
        );
    }
}

#[test]
fn a_middlebox_knows_the_connections_that_it_has_seen_opened() {
    let (world, _) =
        play(ProfileName::Linux, &["link idle=60s", "B listen", "A connect", "settle", "A write 5", "settle"]);
    assert_eq!(world.host(B).current().map(|c| c.tcb.readable()), Some(5));
}

/// How the state of A and the errno of its `connect()` come out after an ICMP error.
fn refused(profile: ProfileName, kind: &str) -> (State, Option<Errno>) {
    let icmp = format!("link icmp=A->B:{kind}");
    let (world, records) = play(profile, &[&icmp, "B listen", "A connect", "run for 1"]);
    (world.host(A).state(), records.iter().find_map(|record| record.outcome.errno))
}

#[test]
fn on_linux_any_icmp_error_ends_connect_with_its_errno() {
    for (kind, errno) in [
        ("net", Errno::ENETUNREACH),
        ("host", Errno::EHOSTUNREACH),
        ("protocol", Errno::ENOPROTOOPT),
        ("port", Errno::ECONNREFUSED),
        ("net-prohibited", Errno::ENETUNREACH),
        ("host-prohibited", Errno::EHOSTUNREACH),
        ("prohibited", Errno::EHOSTUNREACH),
        ("time-exceeded", Errno::EHOSTUNREACH),
    ] {
        assert_eq!(refused(ProfileName::Linux, kind), (State::Closed, Some(errno)), "{kind}");
    }
}

#[test]
fn in_the_rfcs_view_a_soft_icmp_error_leaves_connect_waiting_and_a_hard_one_ends_it() {
    assert_eq!(refused(ProfileName::Rfc9293, "host").0, State::SynSent);
    assert_eq!(refused(ProfileName::Rfc9293, "port").0, State::Closed);
}

#[test]
fn a_router_may_take_its_time_to_find_out() {
    let (mut world, _) =
        play(ProfileName::Linux, &["link icmp=host icmp-after=3s", "B listen", "A connect", "run for 2"]);
    assert_eq!(world.host(A).state(), State::SynSent);
    go_on(&mut world, &["run for 2"]);
    assert_eq!(world.host(A).state(), State::Closed);
}

/// Two connections, one after the other, that A closes first: both are in TIME-WAIT at A.
const TWO_CLOSED: [&str; 11] = [
    "A ports 2",
    "B app closes-on-eof",
    "B listen",
    "A connect",
    "settle",
    "A close",
    "settle",
    "A connect",
    "settle",
    "A close",
    "settle",
];

#[test]
fn connect_fails_when_all_ports_are_in_time_wait() {
    for (profile, reply) in
        [(ProfileName::Linux, "EADDRNOTAVAIL"), (ProfileName::Rfc9293, "error: insufficient resources")]
    {
        let (mut world, _) = play(profile, &TWO_CLOSED);
        let time_wait = world.sockets(A).iter().filter(|row| row.state == State::TimeWait).count();
        assert_eq!(time_wait, 2);
        let records = go_on(&mut world, &["A connect"]);
        assert_eq!(records[0].outcome.reply.map(|reply| reply.to_string()).as_deref(), Some(reply));
        assert!(records[0].cites(RuleId::PortsExhausted));
        go_on(&mut world, &["run for 300", "A connect", "settle"]);
        assert_eq!(world.host(A).state(), State::Established, "when TIME-WAIT is over");
    }
}

#[test]
fn a_host_that_may_takes_the_port_of_a_time_wait_of_more_than_a_second() {
    let (mut world, _) = play(ProfileName::Linux, &TWO_CLOSED);
    go_on(&mut world, &["A tw-reuse on", "run for 2", "A connect", "settle"]);
    assert_eq!(world.host(A).state(), State::Established);
    let first = world.host(A).connections.first().map(|connection| connection.tcb.local_port());
    assert_eq!(world.host(A).current().map(|current| current.tcb.local_port() + 1), first, "the oldest made room");
}

#[test]
fn tcp_user_timeout_counts_from_the_first_retransmission_on_linux() {
    let silent = ["A user-timeout 2s", "link cut=both", "A write 5"];
    let (mut world, _) = opened(ProfileName::Linux, &silent);
    let began = world.now();
    let ended = |world: &World| world.host(A).current().is_some_and(|c| c.tcb.state() == State::Closed);
    while !ended(&world) {
        assert!(!world.apply(&tcptutor::sim::Input::Step).is_empty());
    }
    // RTO is 280 ms at a round trip of 80 ms.
    assert_eq!(world.now().since(began), Duration::from_millis(2280));
    let remains = world.host(A).current().and_then(|current| current.tcb.remains()).and_then(|left| left.error);
    assert_eq!(remains, Some(Errno::ETIMEDOUT));
}

#[test]
fn so_reuseport_on_both_sockets_lets_a_port_be_bound_again() {
    let left = ["B reuse off", "B reuse-port on", "B listen", "A connect", "settle", "B kill", "settle", "B listen"];
    let (_, records) = play(ProfileName::Linux, &left);
    assert_eq!(records.last().and_then(|record| record.outcome.reply), Some(Reply::Ok), "{:#?}", printed(&records));
    let without: Vec<&str> = left.into_iter().filter(|action| *action != "B reuse-port on").collect();
    let (_, records) = play(ProfileName::Linux, &without);
    let reply = records.last().and_then(|record| record.outcome.reply);
    assert_eq!(reply, Some(Reply::Errno(Errno::EADDRINUSE)), "{:#?}", printed(&records));
}

#[test]
fn who_owns_a_socket_is_known() {
    let (world, _) = opened(ProfileName::Linux, &["A dup", "A fork"]);
    let owners = world.host(A).current().map(|connection: &Connection| connection.owners);
    assert_eq!(owners, Some(Owners { program: 2, children: 2 }));
}
