//! Socket options: keep-alive on a connection and on those to come, and who may bind a port again.

use crate::commands::{OPEN, play};
use std::time::Duration;
use tcptutor::language::ENGLISH;
use tcptutor::narrate::Headline;
use tcptutor::sim::{EventKind, Record, Setup, Side, SocketOption, World};
use tcptutor::tcp::{CallError, Errno, Profile, Reply, RuleId, State, Timer};

use Side::{A, B};

const PROFILES: [Profile; 2] = [Profile::rfc9293(), Profile::linux()];

fn world(profile: Profile) -> World {
    World::new(&Setup { profile, ..Setup::default() })
}

fn reply(world: &mut World, command: &str) -> Option<Reply> {
    play(world, command).first().and_then(|record| record.outcome.reply)
}

fn printed(records: &[Record]) -> String {
    Headline::of(&ENGLISH, records.last().expect("a record"), Side::LETTERS).to_string()
}

/// When the keep-alive timer of a side's connection fires.
fn asks_in(world: &World, side: Side) -> Option<Duration> {
    let mut timers = world.running_timers(side);
    timers.find(|(_, timer)| *timer == Timer::Keepalive).map(|(at, _)| at.since(world.now()))
}

#[test]
fn keep_alive_is_off_until_somebody_turns_it_on() {
    for profile in PROFILES {
        let mut world = world(profile);
        play(&mut world, OPEN);
        assert_eq!((asks_in(&world, A), asks_in(&world, B)), (None, None));
        let records = play(&mut world, "run for 1h; B keepalive on");
        assert_eq!(printed(&records), "B's program turns keep-alive on for connection 1 (SO_KEEPALIVE)");
        assert_eq!(records.last().map(|record| record.outcome.rules.to_vec()), Some(vec![RuleId::KeepaliveOn]));
        assert_eq!((asks_in(&world, A), asks_in(&world, B)), (None, Some(Duration::from_secs(7200))));
        play(&mut world, "run for 1h; B keepalive on");
        assert_eq!(asks_in(&world, B), Some(Duration::from_secs(3600)), "asking twice changes nothing");
        play(&mut world, "B keepalive off");
        assert_eq!(asks_in(&world, B), None);
    }
}

#[test]
fn a_silent_peer_is_given_up_after_nine_probes_75_s_apart() {
    for profile in PROFILES {
        let mut world = world(profile);
        play(&mut world, OPEN);
        play(&mut world, "B keepalive on; link cut=both; run for 2h");
        assert_eq!(world.states().b, State::Established);
        play(&mut world, "run for 674s");
        assert_eq!(world.states().b, State::Established);
        play(&mut world, "run for 1s");
        assert_eq!(world.states().b, State::Closed);
    }
}

#[test]
fn without_a_connection_keep_alive_is_for_the_next_ones() {
    let mut before = world(Profile::linux());
    let records = play(&mut before, "B listen; B keepalive on");
    assert_eq!(printed(&records), "B's program turns keep-alive on for its next connections (SO_KEEPALIVE)");
    play(&mut before, "A connect; run until idle");
    let mut setup = Setup { profile: Profile::linux(), ..Setup::default() };
    setup.settings.b.keepalive = Some(tcptutor::tcp::Keepalive::default());
    let mut by_setup = World::new(&setup);
    play(&mut by_setup, OPEN);
    for world in [&before, &by_setup] {
        assert_eq!((asks_in(world, A), asks_in(world, B)), (None, Some(Duration::from_secs(7200))));
    }
}

#[test]
fn a_socket_that_is_not_connected_yet_keeps_what_was_set_on_it() {
    let mut world = world(Profile::linux());
    play(&mut world, "B listen; A socket; A keepalive on; A connect; run until idle");
    assert!(asks_in(&world, A).is_some());
    play(&mut world, "A socket; A connect; run until idle");
    assert_eq!(asks_in(&world, A), None, "another socket has the default");
}

/// The server has closed first, and its old connection sits in `TIME_WAIT` when it starts again.
const RESTARTED: &str = "B listen; A connect; run until idle; B close; run until idle; A close; run until idle; B kill";

#[test]
fn a_port_in_time_wait_can_be_bound_again_because_so_reuseaddr_is_usual() {
    for profile in PROFILES {
        let mut world = world(profile);
        play(&mut world, RESTARTED);
        assert_eq!(world.states().b, State::TimeWait);
        assert_eq!(reply(&mut world, "B listen"), Some(Reply::Ok));
    }
}

#[test]
fn without_so_reuseaddr_a_port_is_in_use_until_its_last_connection_is_gone() {
    for profile in PROFILES {
        let mut world = world(profile);
        play(&mut world, "B reuse off");
        play(&mut world, RESTARTED);
        assert!(!world.would_accept(B, tcptutor::sim::Call::Listen));
        let records = play(&mut world, "B listen");
        let linux = profile.name() == "linux";
        let refused = if linux { Reply::Errno(Errno::EADDRINUSE) } else { Reply::Error(CallError::AlreadyExists) };
        assert_eq!(records[0].outcome.reply, Some(refused));
        assert!(records[0].outcome.rules.contains(&RuleId::AddressInUse));
        assert!(printed(&records).ends_with("SO_REUSEADDR or SO_REUSEPORT (man socket(7))"), "{}", printed(&records));
        play(&mut world, "B fire time-wait");
        assert_eq!(reply(&mut world, "B listen"), Some(Reply::Ok));
    }
}

#[test]
fn both_sockets_have_to_agree_the_old_one_and_the_new_one() {
    for (before, after) in [("off", "on"), ("on", "off"), ("off", "off")] {
        let mut world = world(Profile::linux());
        play(&mut world, &format!("B reuse {before}"));
        play(&mut world, RESTARTED);
        play(&mut world, &format!("B reuse {after}"));
        assert_eq!(reply(&mut world, "B listen"), Some(Reply::Errno(Errno::EADDRINUSE)), "{before}, then {after}");
    }
}

#[test]
fn orphans_and_connections_that_live_count_like_time_wait() {
    for killed in [
        "B listen; A connect; run until idle; B kill",
        "B listen; A connect; run until idle; B close; run until idle; B kill",
    ] {
        for (reuse, says) in [("on", Reply::Ok), ("off", Reply::Errno(Errno::EADDRINUSE))] {
            let mut world = world(Profile::linux());
            play(&mut world, &format!("B reuse {reuse}; {killed}"));
            assert_eq!(reply(&mut world, "B listen"), Some(says), "{killed}, {reuse}");
        }
    }
}

#[test]
fn a_port_where_somebody_listens_is_in_use_whatever_the_options() {
    for reuse in ["on", "off"] {
        let mut world = world(Profile::linux());
        play(&mut world, &format!("B reuse {reuse}; B listen; B socket"));
        let records = play(&mut world, "B listen");
        assert_eq!(records[0].outcome.reply, Some(Reply::Errno(Errno::EADDRINUSE)));
        assert!(records[0].outcome.rules.contains(&RuleId::PortInUse));
    }
}

#[test]
fn an_option_can_be_read_back_where_it_would_be_set() {
    let mut world = world(Profile::linux());
    let options = |world: &World| SocketOption::NAMES.map(|(_, option)| world.option(B, option));
    assert_eq!(options(&world), [false, true, false, false, false]);
    play(&mut world, OPEN);
    let records = play(&mut world, "B keepalive on; B reuse off");
    assert_eq!(options(&world), [true, false, false, false, false]);
    assert_eq!(records[1].kind, EventKind::Option(SocketOption::Reuse, false));
    assert_eq!(printed(&records), "B's program leaves SO_REUSEADDR off from now on");
}

#[test]
fn a_user_timeout_of_0_is_none() {
    let mut world = world(Profile::linux());
    let records = play(&mut world, "A user-timeout 0s");
    assert_eq!(records[0].kind, EventKind::UserTimeout(None));
    assert!(printed(&records).contains("goes back to the default TCP_USER_TIMEOUT"), "{}", printed(&records));
    assert_eq!(world.host(A).settings.user_timeout, None);
}
