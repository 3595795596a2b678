//! The words for hosts with many connections: read as they are written, and misspellings understood.

use tcptutor::language::ENGLISH;
use tcptutor::lesson::{Command, parse_command};
use tcptutor::sim::{Input, Limit, ProfileName, Side, Socket, SocketOption};

use Side::{A, B};

const WORDS: &[(&str, Input)] = &[
    ("A socket", Input::Socket(A)),
    ("A use 3", Input::Attend(A, Socket::numbered(3))),
    ("B use 0", Input::Attend(B, Socket::numbered(0))),
    ("B accept", Input::Accept(B)),
    ("B backlog 2", Input::Limit(B, Limit::Backlog, Some(2))),
    ("B workers 0", Input::Limit(B, Limit::Workers, Some(0))),
    ("B workers unlimited", Input::Limit(B, Limit::Workers, None)),
    ("B descriptors 10", Input::Limit(B, Limit::Descriptors, Some(10))),
    ("B keepalive on", Input::Option(B, SocketOption::Keepalive, true)),
    ("A keepalive off", Input::Option(A, SocketOption::Keepalive, false)),
    ("B reuse off", Input::Option(B, SocketOption::Reuse, false)),
    ("B kill", Input::Kill(B)),
    ("profile linux", Input::Profile(ProfileName::Linux)),
    ("profile rfc9293", Input::Profile(ProfileName::Rfc9293)),
    ("quiet-time on", Input::QuietTime(true)),
    ("quiet-time off", Input::QuietTime(false)),
    ("isn-clock on", Input::IsnClock(true)),
    ("isn-clock off", Input::IsnClock(false)),
];

#[test]
fn every_command_is_read_and_written_alike() {
    for (text, input) in WORDS {
        let command = parse_command(text, &ENGLISH).unwrap_or_else(|wrong| panic!("{text}: {}", wrong.message));
        assert_eq!(command, Command::Input(*input), "{text}");
        assert_eq!((command.to_string().as_str(), input.to_string().as_str()), (*text, *text));
    }
}

fn wrong(text: &str) -> (String, Option<String>) {
    parse_command(text, &ENGLISH).map_err(|wrong| (wrong.message, wrong.suggestion)).expect_err(text)
}

#[test]
fn a_slip_is_understood() {
    for (text, meant) in [
        ("A sokcet", "socket"),
        ("B acept", "accept"),
        ("B kil", "kill"),
        ("B backlgo 2", "backlog"),
        ("B worker 2", "workers"),
        ("B descriptor 2", "descriptors"),
        ("B workers unlimted", "unlimited"),
        ("B keepalife on", "keepalive"),
        ("B reuze on", "reuse"),
        ("B reuse offf", "off"),
        ("profil linux", "profile"),
        ("profile linus", "linux"),
        ("quiet-tim on", "quiet-time"),
        ("quiet-time onn", "on"),
        ("backlog 3", "A backlog"),
    ] {
        assert_eq!(wrong(text).1.as_deref(), Some(meant), "{text}: {}", wrong(text).0);
    }
}

#[test]
fn what_is_missing_or_no_number_is_said() {
    for (text, says) in [
        ("A use", "which connection? For example `A use 3`, or 0 for the listener"),
        ("A use three", "`three` is not the number of a connection"),
        ("B backlog", "how many? For example `B backlog 2`, or `unlimited`"),
        ("B descriptors -1", "`-1` is not a limit: it is a number, or `unlimited`"),
        ("profile", "which profile? For example `profile linux`"),
        ("profile windows", "`windows` is not a profile: the profiles are `rfc9293` and `linux`"),
        ("quiet-time", "is it `quiet-time on` or `quiet-time off`?"),
        ("B keepalive", "is it `B keepalive on` or `B keepalive off`?"),
        ("B kill 3", "nothing belongs after `B kill`"),
    ] {
        assert_eq!(wrong(text).0, says, "{text}");
    }
}
