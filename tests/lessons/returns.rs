//! `predict = "A.returns"` sees what calls return at once, and what those return that had to wait.

use tcptutor::language::ENGLISH;
use tcptutor::lesson::{Predict, Spanned, inputs_of, parse_command};
use tcptutor::sim::{Setup, Side, World};
use tcptutor::tcp::Profile;

const RFC: Profile = Profile::rfc9293();
const LINUX: Profile = Profile::linux();

/// What `side.returns` is after these commands, in a world where the first ones have happened.
fn returns(profile: Profile, side: Side, before: &[&str], after: &[&str]) -> Option<String> {
    let mut world = World::new(&Setup { profile, ..Setup::default() });
    for command in before {
        for input in inputs_of(&parse_command(command, &ENGLISH).expect(command), &world).0 {
            world.apply_silently(&input);
        }
    }
    let command = |text: &&str| Spanned::nowhere(parse_command(text, &ENGLISH).expect(text));
    let after: Vec<_> = after.iter().map(command).collect();
    Predict::Returns(side).answer(&world, &after).map(|value| value.to_string())
}

fn a(profile: Profile, before: &[&str], after: &[&str]) -> String {
    returns(profile, Side::A, before, after).expect("there is an answer")
}

#[test]
fn a_connect_that_is_refused_returns_that_when_the_rst_has_come() {
    for (before, after) in [(vec![], vec!["A connect", "run until idle"]), (vec!["A connect"], vec!["run until idle"])]
    {
        assert_eq!(a(LINUX, &before, &after), "ECONNREFUSED");
        assert_eq!(a(RFC, &before, &after), "error: connection reset");
    }
}

#[test]
fn a_connect_that_nobody_answers_returns_that_after_the_last_timeout() {
    let after = ["link cut=both", "A connect", "run for 10m"];
    assert_eq!(a(LINUX, &[], &after), "ETIMEDOUT");
    assert_eq!(a(RFC, &[], &after), "error: connection timed out");
}

#[test]
fn a_connect_that_succeeds_returns_ok() {
    for profile in [LINUX, RFC] {
        assert_eq!(a(profile, &["B listen"], &["A connect", "run until idle"]), "ok");
        assert_eq!(a(profile, &["B listen", "A connect"], &["run until idle"]), "ok");
        let opens_cross = ["A connect", "B connect", "run until idle"];
        assert_eq!(a(profile, &[], &opens_cross), "ok");
        assert_eq!(returns(profile, Side::B, &[], &opens_cross).as_deref(), Some("ok"));
    }
}

#[test]
fn a_connect_that_still_waits_has_returned_what_it_returns_at_once() {
    assert_eq!(a(LINUX, &[], &["A connect"]), "EINPROGRESS");
    assert_eq!(a(RFC, &[], &["A connect"]), "ok");
}

#[test]
fn a_handshake_says_nothing_to_the_one_who_listens() {
    for profile in [LINUX, RFC] {
        assert_eq!(returns(profile, Side::B, &["B listen"], &["A connect", "run until idle"]), None);
    }
}

#[test]
fn an_open_connection_that_is_reset_says_so() {
    let open = ["B listen", "A connect", "run until idle"];
    assert_eq!(a(LINUX, &open, &["B abort", "run until idle"]), "ECONNRESET");
    assert_eq!(a(RFC, &open, &["B abort", "run until idle"]), "connection reset");
}

#[test]
fn after_close_nobody_is_told_on_linux() {
    let closed = ["B listen", "A connect", "run until idle"];
    assert_eq!(returns(LINUX, Side::A, &closed, &["A close", "B abort", "run until idle"]).as_deref(), Some("ok"));
}

#[test]
fn a_receive_that_waits_returns_what_comes() {
    let open = ["B listen", "A connect", "run until idle"];
    assert_eq!(a(RFC, &open, &["A read"]), "queued");
    assert_eq!(a(RFC, &open, &["A read", "B write 7", "run until idle"]), "7");
    assert_eq!(a(RFC, &open, &["A read", "B close", "run until idle"]), "error: connection closing");
}

#[test]
fn accept_is_a_call_like_any_other() {
    for profile in [LINUX, RFC] {
        let by_hand = ["B workers 0", "B listen"];
        let b = |before: &[&str], after: &[&str]| returns(profile, Side::B, before, after);
        assert_eq!(b(&by_hand, &["B accept"]).as_deref(), Some("EAGAIN"));
        assert_eq!(b(&by_hand, &["A connect", "run until idle", "B accept"]).as_deref(), Some("ok"));
        let full = ["B descriptors 1", "B workers 0", "B listen", "A connect", "run until idle"];
        assert_eq!(b(&full, &["B accept"]).as_deref(), Some("EMFILE"));
        assert_eq!(b(&full, &["B workers 1"]), None, "a program asks when somebody comes");
        assert_eq!(b(&["B descriptors 1"], &["B listen", "B socket"]).as_deref(), Some("EMFILE"));
    }
}

#[test]
fn the_program_that_accepts_by_itself_is_refused_too() {
    let before = ["B descriptors 1", "B workers 2", "B listen"];
    let after = ["A connect", "run until idle"];
    assert_eq!(returns(LINUX, Side::B, &before, &after).as_deref(), Some("EMFILE"));
}

#[test]
fn authors_may_write_every_answer() {
    for (text, read) in [
        ("econnrefused", "ECONNREFUSED"),
        ("EMFILE", "EMFILE"),
        ("error: connection timed out", "error: connection timed out"),
        ("connection timed out", "error: connection timed out"),
        ("connection reset", "connection reset"),
        ("connection refused", "connection refused"),
        ("10", "10"),
    ] {
        let value = Predict::Returns(Side::A)
            .parse_value(text, &ENGLISH)
            .unwrap_or_else(|wrong| panic!("{text}: {}", wrong.message));
        assert_eq!(value.to_string(), read);
    }
    let meant = Predict::Returns(Side::A).parse_value("ECONREFUSED", &ENGLISH).expect_err("a slip").suggestion;
    assert_eq!(meant.as_deref(), Some("ECONNREFUSED"));
}
