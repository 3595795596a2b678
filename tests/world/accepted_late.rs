//! A connection that ends while it waits in the accept queue: what `accept()` gets, and in which order its errors come.
//! The replies of the profile `linux` are those of Linux 6.18 on its loopback.

use crate::commands::play;
use tcptutor::language::ENGLISH;
use tcptutor::narrate::{Headline, describe};
use tcptutor::sim::{PerSide, Record, Setup, Side, World};
use tcptutor::tcp::{Profile, Reply, State};

use Side::B;

/// A server whose program accepts nothing by itself, and a client that has done this before it aborted.
fn reset_in_the_queue(profile: Profile, before: &str) -> (World, Vec<Record>) {
    let mut world = World::new(&Setup { profile, ..Setup::default() });
    let open = "B workers 0; B backlog 1; B listen; A connect; run until idle";
    play(&mut world, &format!("{open}; {before}A abort"));
    let records = play(&mut world, "run until idle");
    assert_eq!(world.states(), PerSide::both(State::Closed));
    (world, records)
}

/// What each of these commands returns.
fn replies(world: &mut World, commands: &str) -> String {
    let reply = |command: &str| play(world, command).first().and_then(|record| record.outcome.reply);
    let replies: Vec<String> = commands.split(';').filter_map(reply).map(|reply: Reply| reply.to_string()).collect();
    replies.join(", ")
}

const DATA: &str = "A write 5; run until idle; ";

#[test]
fn on_linux_accept_still_gives_it_out_and_its_calls_bring_data_error_and_end_in_the_measured_order() {
    let measured = [
        ("", "B accept; B read; B read; B write 1", "ok, ECONNRESET, 0, EPIPE"),
        ("", "B accept; B write 1; B write 1; B read", "ok, ECONNRESET, EPIPE, 0"),
        ("", "B accept; B shutdown; B read", "ok, ENOTCONN, ECONNRESET"),
        ("", "B accept; B close", "ok, ok"),
        (DATA, "B accept; B read; B read; B read; B write 1", "ok, 5, ECONNRESET, 0, EPIPE"),
        (DATA, "B accept; B write 1; B write 1; B read; B read", "ok, ECONNRESET, EPIPE, 5, 0"),
        ("A shutdown; run until idle; ", "B accept; B read; B read; B write 1", "ok, 0, 0, EPIPE"),
        ("A shutdown; run until idle; ", "B accept; B write 1; B read", "ok, EPIPE, 0"),
    ];
    for (before, calls, expected) in measured {
        let (mut world, _) = reset_in_the_queue(Profile::linux(), before);
        assert_eq!(replies(&mut world, calls), expected, "{before}{calls}");
    }
}

#[test]
fn on_linux_it_keeps_its_place_until_it_is_accepted() {
    let (mut world, _) =
        reset_in_the_queue(Profile::linux(), "A socket; A connect; run until idle; A abort; A use 1; ");
    assert_eq!(world.host(B).accept_queue().len(), 2, "a backlog of 1 has room for two, and both have ended");
    assert!(world.accept_queue_is_full(B));
    play(&mut world, "A socket; A connect; run for 500ms");
    assert_eq!(world.states().a, State::SynSent, "its SYN is dropped");
    play(&mut world, "B accept; run for 2s");
    assert_eq!(world.states().a, State::Established);
}

#[test]
fn in_the_view_of_the_rfc_nothing_of_it_is_left_to_accept() {
    let (mut world, _) = reset_in_the_queue(Profile::rfc9293(), DATA);
    assert!(world.host(B).accept_queue().is_empty());
    assert_eq!(replies(&mut world, "B accept"), "EAGAIN");
}

#[test]
fn the_account_tells_that_nobody_has_accepted_it_and_that_it_has_ended() {
    let (mut world, records) = reset_in_the_queue(Profile::linux(), "");
    let names = Side::LETTERS;
    let headline = Headline::of(&ENGLISH, &records[0], names).to_string();
    assert!(headline.ends_with("nobody has accepted it yet, so ECONNRESET waits for a call"), "{headline}");
    let account = describe(&ENGLISH, &records[0], names, &world);
    assert!(
        account.ends_with("Nobody has accepted the connection yet: ECONNRESET waits for its first call."),
        "{account}"
    );
    let accepted = Headline::of(&ENGLISH, &play(&mut world, "B accept")[0], names).to_string();
    assert!(accepted.ends_with("gets connection 1, which has ended already: its calls will tell how"), "{accepted}");
}
