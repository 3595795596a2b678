//! On Linux a socket outlives its connection: what a program finds in it until it calls `close()`, and the
//! descriptor that it costs.

use crate::commands::{OPEN, play};
use tcptutor::sim::{PerSide, Setup, Side, World};
use tcptutor::tcp::{Profile, Reply, State};

use Side::{A, B};

fn linux(commands: &str) -> World {
    let mut world = World::new(&Setup { profile: Profile::linux(), ..Setup::default() });
    play(&mut world, commands);
    world
}

/// What each of these commands returns.
fn replies(world: &mut World, commands: &str) -> String {
    let reply = |command: &str| play(world, command).first().and_then(|record| record.outcome.reply);
    let replies: Vec<String> = commands.split(';').filter_map(reply).map(|reply: Reply| reply.to_string()).collect();
    replies.join(", ")
}

#[test]
fn after_a_rst_read_gives_what_had_arrived_then_the_error_once_then_0() {
    let mut world = linux(OPEN);
    play(&mut world, "B write 20; run until idle; B abort; run until idle");
    assert_eq!(world.states(), PerSide::both(State::Closed));
    let reads = "A read 15; A read; A read; A read; A read; A write; A close; A read";
    assert_eq!(replies(&mut world, reads), "15, 5, ECONNRESET, 0, 0, EPIPE, ok, ENOTCONN");
}

#[test]
fn a_write_gets_the_error_as_well_and_epipe_after_it() {
    let mut world = linux(OPEN);
    play(&mut world, "B abort; run until idle");
    assert_eq!(replies(&mut world, "A write; A write; A read"), "ECONNRESET, EPIPE, 0");
}

#[test]
fn after_the_peers_fin_read_says_0_and_the_error_is_epipe() {
    let mut world = linux(OPEN);
    play(&mut world, "B write 5; B shutdown; run until idle; B abort; run until idle");
    assert_eq!(world.states().a, State::Closed);
    assert_eq!(replies(&mut world, "A read; A read; A write; A write"), "5, 0, EPIPE, EPIPE");
}

#[test]
fn a_give_up_is_etimedout() {
    let mut world = linux(OPEN);
    play(&mut world, "link cut=both; A write; run for 1h");
    assert_eq!(world.states().a, State::Closed);
    assert_eq!(replies(&mut world, "A read; A read; A write"), "ETIMEDOUT, 0, EPIPE");
}

#[test]
fn what_connect_was_told_no_call_is_told_again() {
    let mut world = linux("A connect; run until idle");
    assert_eq!(replies(&mut world, "A read; A write; A close"), "ENOTCONN, EPIPE, ok");
}

#[test]
fn on_a_server_the_calls_go_to_the_ended_connection_and_not_to_the_listener() {
    let mut world = linux(OPEN);
    play(&mut world, "A write 20; run until idle; A abort; run until idle");
    assert_eq!(replies(&mut world, "B read; B read; B read; B close"), "20, ECONNRESET, 0, ok");
    assert_eq!(world.host(B).state(), State::Closed);
    assert_eq!(world.host(B).descriptors(), 1, "the listener");
}

#[test]
fn nothing_is_left_of_a_connection_in_the_rfcs_view() {
    let mut world = World::new(&Setup::default());
    play(&mut world, OPEN);
    play(&mut world, "B write 20; run until idle; B abort; run until idle");
    assert_eq!(replies(&mut world, "A read"), "error: connection does not exist");
    let mut changed = linux(OPEN);
    play(&mut changed, "B write 20; run until idle; B abort; run until idle; profile rfc9293");
    assert_eq!(replies(&mut changed, "A read"), "error: connection does not exist");
    assert_eq!(changed.host(A).descriptors(), 0);
}

#[test]
fn neither_shutdown_nor_a_rst_gives_a_descriptor_back_only_close_does() {
    let leaked = "B descriptors 2; B workers 5; B listen; A connect; run until idle";
    for ends in ["A close; run until idle; B shutdown; run until idle", "A abort; run until idle"] {
        let mut world = linux(&format!("{leaked}; {ends}"));
        assert_eq!((world.host(B).state(), world.host(B).descriptors()), (State::Closed, 2), "{ends}");
        assert_eq!(world.sockets(B).len(), 1, "`ss` lists the listener alone");
        play(&mut world, "A socket; A connect; run until idle");
        assert_eq!(world.host(B).accept_queue().len(), 1, "{ends}: all descriptors are in use");
        play(&mut world, "B use 1; B close; run until idle");
        assert_eq!(world.host(B).accept_queue().len(), 0, "{ends}");
        assert_eq!(world.host(B).descriptors(), 2);
    }
}

#[test]
fn accept_says_emfile_while_an_ended_connection_is_not_closed() {
    let mut world = linux("B descriptors 2; B workers 0; B listen; A connect; run until idle; B accept");
    play(&mut world, "A abort; run until idle; A socket; A connect; run until idle");
    assert_eq!(replies(&mut world, "B accept; B use 1; B close; B accept"), "EMFILE, ok, ok");
}

#[test]
fn time_wait_costs_a_descriptor_only_while_the_program_has_not_closed() {
    let mut half_closed = linux(OPEN);
    play(&mut half_closed, "A shutdown; run until idle; B close; run until idle");
    assert_eq!((half_closed.host(A).state(), half_closed.host(A).descriptors()), (State::TimeWait, 1));
    play(&mut half_closed, "A fire time-wait");
    assert_eq!(replies(&mut half_closed, "A read; A write"), "0, EPIPE");
    assert_eq!(half_closed.host(A).descriptors(), 1);
    assert_eq!(replies(&mut half_closed, "A close"), "ok");
    assert_eq!(half_closed.host(A).descriptors(), 0);
    let mut closed = linux(OPEN);
    play(&mut closed, "A close; run until idle; B close; run until idle");
    assert_eq!((closed.host(A).state(), closed.host(A).descriptors()), (State::TimeWait, 0));
}

#[test]
fn a_correct_program_hears_of_the_reset_and_closes_and_a_leaking_one_does_not() {
    for (app, left) in [("closes-on-eof", 1), ("never-closes", 2)] {
        let mut world = linux(&format!("B app {app}; {OPEN}"));
        let records = play(&mut world, "A abort; run until idle");
        let heard: Vec<String> =
            records.iter().filter_map(|record| record.outcome.reply).map(|reply| reply.to_string()).collect();
        assert!(heard.contains(&"ECONNRESET".to_owned()), "{heard:?}");
        assert_eq!(world.host(B).descriptors(), left, "{app}");
    }
}

#[test]
fn a_connection_that_was_reset_in_the_queue_is_accepted_and_then_says_so() {
    let mut world =
        linux("B workers 0; B listen; A connect; run until idle; A write 5; run until idle; A abort; run until idle");
    assert_eq!(replies(&mut world, "B accept; B read; B read; B read"), "ok, 5, ECONNRESET, 0");
}

#[test]
fn a_program_may_open_another_connection_beside_the_ended_one() {
    let mut world = linux(OPEN);
    play(&mut world, "B abort; run until idle; A connect; run until idle");
    assert_eq!((world.host(A).state(), world.host(A).descriptors()), (State::Established, 2));
    assert_eq!(replies(&mut world, "A use 1; A read; A close"), "ECONNRESET, ok");
    assert_eq!(world.host(A).descriptors(), 1);
}

#[test]
fn exit_closes_what_is_left() {
    let mut world = linux(OPEN);
    play(&mut world, "B abort; run until idle; A kill");
    assert_eq!(world.host(A).descriptors(), 0);
}

#[test]
fn reading_the_error_is_worth_offering() {
    let mut world = linux(OPEN);
    play(&mut world, "B abort; run until idle");
    let read = |world: &World| {
        let mut calls = world.possible_calls(A);
        calls.any(|call| call.word() == "read")
    };
    assert!(read(&world));
    play(&mut world, "A read; A close");
    assert!(!read(&world));
}
