//! Closed windows between two hosts: what still gets through, who waits for whom, and what the socket table says of it.

use std::time::Duration;
use tcptutor::language::ENGLISH;
use tcptutor::narrate::{Headline, waiting};
use tcptutor::sim::{Call, Input, PerSide, ProfileName, Record, Setup, Side, World};
use tcptutor::tcp::State;

use Side::{A, B};

const FULL: u32 = 65_535;

/// A connection, and what was done on it one after the other; a number of seconds lets time pass, 0 until nothing is on its way.
fn world(profile: ProfileName, doings: &[Doing]) -> (World, Vec<Record>) {
    let mut world = World::new(&Setup { profile: profile.profile(), ..Setup::default() });
    world.apply(&Input::Call(B, Call::Listen));
    world.apply(&Input::Call(A, Call::Connect));
    let mut records = Vec::new();
    settle(&mut world, &mut records);
    carry_on(&mut world, &mut records, doings);
    (world, records)
}

enum Doing {
    Call(Side, Call),
    Wait(u64),
    Step,
}

use Doing::{Step, Wait};

const fn call(side: Side, call: Call) -> Doing {
    Doing::Call(side, call)
}

fn carry_on(world: &mut World, records: &mut Vec<Record>, doings: &[Doing]) {
    for doing in doings {
        match doing {
            Doing::Call(side, call) => records.extend(world.apply(&Input::Call(*side, *call))),
            Wait(0) => settle(world, records),
            Wait(seconds) => records.extend(world.apply(&Input::Advance(Duration::from_secs(*seconds)))),
            Step => records.extend(world.apply(&Input::Step)),
        }
    }
}

fn settle(world: &mut World, records: &mut Vec<Record>) {
    while !world.is_idle() {
        records.extend(world.apply(&Input::Step));
    }
}

fn waits(world: &World, side: Side) -> String {
    waiting(&ENGLISH, world, side, Side::LETTERS)
}

fn unacknowledged(world: &World, side: Side) -> usize {
    world.host(side).current().map_or(0, |connection| connection.tcb.unacknowledged())
}

#[test]
fn an_ack_behind_a_probe_is_used() {
    let doings =
        [call(A, Call::Write(FULL)), Wait(0), call(A, Call::Write(10)), Wait(2), call(B, Call::Write(10)), Wait(1)];
    let (mut world, mut records) = world(ProfileName::Rfc9293, &doings);
    assert_eq!(unacknowledged(&world, B), 0, "A's ACK of B's data counts although A's probe is out");
    carry_on(&mut world, &mut records, &[call(B, Call::Shutdown), Wait(1)]);
    assert_eq!(world.states(), PerSide::new(State::CloseWait, State::FinWait2));
}

#[test]
fn a_window_update_behind_a_probe_is_used() {
    let full = [call(A, Call::Write(FULL)), call(B, Call::Write(FULL)), Wait(0)];
    let both_probe = [call(A, Call::Write(10)), call(B, Call::Write(10)), Wait(60)];
    let (mut world, mut records) = world(ProfileName::Rfc9293, &full);
    carry_on(&mut world, &mut records, &both_probe);
    carry_on(&mut world, &mut records, &[call(A, Call::Read(FULL)), Wait(1)]);
    assert_eq!(unacknowledged(&world, B), 0, "B need not probe to hear of A's window");
}

#[test]
fn two_full_ends_do_not_talk_for_ever() {
    for profile in ProfileName::ALL {
        let full = [call(A, Call::Write(FULL)), call(B, Call::Write(FULL)), Wait(0)];
        let (mut world, mut records) = world(profile, &full);
        records.clear();
        carry_on(&mut world, &mut records, &[call(A, Call::Write(10)), call(B, Call::Write(10)), Wait(20)]);
        let sent: usize = records.iter().map(|record| record.departures.len()).sum();
        assert!(sent < 60, "{sent} segments in twenty seconds, profile {}", profile.word());
        carry_on(&mut world, &mut records, &[call(A, Call::Read(FULL)), Wait(30), call(B, Call::Read(FULL)), Wait(90)]);
        assert_eq!((unacknowledged(&world, A), unacknowledged(&world, B)), (0, 0));
    }
}

#[test]
fn who_waits_before_a_closed_window_is_told_whose_program_has_to_read() {
    for profile in ProfileName::ALL {
        let (mut world, mut records) = world(profile, &[call(A, Call::Write(FULL)), Wait(0), call(A, Call::Shutdown)]);
        let fin = "A has closed and waits for B to open its window: its FIN can go out when B's program has read";
        assert!(waits(&world, A).starts_with(fin), "{}", waits(&world, A));
        carry_on(&mut world, &mut records, &[Wait(5)]);
        assert!(waits(&world, A).starts_with(fin), "with a probe out: {}", waits(&world, A));
    }
}

#[test]
fn who_waits_for_a_fin_behind_the_own_closed_window_is_told_so() {
    for profile in ProfileName::ALL {
        let doings = [
            call(B, Call::Write(FULL)),
            Wait(0),
            call(A, Call::Shutdown),
            Wait(0),
            call(B, Call::Write(5000)),
            call(B, Call::Close),
        ];
        let (world, _) = world(profile, &doings);
        let own = "A waits for B's FIN, which cannot go out before A's own program has read: A's window is closed";
        assert!(waits(&world, A).starts_with(own), "{}", waits(&world, A));
        assert!(
            waits(&world, B).starts_with("B has closed and waits for A to open its window"),
            "{}",
            waits(&world, B)
        );
    }
}

#[test]
fn in_closing_an_ack_of_data_is_not_said_to_be_dropped() {
    for profile in ProfileName::ALL {
        let doings =
            [call(B, Call::Write(23)), call(B, Call::Shutdown), call(A, Call::Shutdown), Step, Step, Step, Step];
        let (_, records) = world(profile, &doings);
        let output_text: Vec<String> =
            records.iter().map(|r| Headline::of(&ENGLISH, r, Side::LETTERS).to_string()).collect();
        assert!(
            output_text.iter().any(|line| line.contains("everything before 5024 is acknowledged")),
            "{output_text:#?}"
        );
        assert!(!output_text.iter().any(|line| line.contains("drops it silently")), "{output_text:#?}");
    }
}

#[test]
fn nobody_is_said_to_have_octets_to_read_that_read_would_refuse() {
    let doings = [call(B, Call::Write(23)), call(B, Call::Shutdown), call(A, Call::Shutdown), Wait(1)];
    for profile in ProfileName::ALL {
        let (world, _) = world(profile, &doings);
        let may_read = profile == ProfileName::Linux;
        assert_eq!(world.host(A).state(), State::TimeWait);
        assert_eq!(waits(&world, A).contains("octets to read"), may_read, "{}", waits(&world, A));
        assert_eq!(world.would_accept(A, Call::Read(FULL)), may_read);
    }
}

#[test]
fn a_fin_that_nobody_has_read_counts_in_recv_q_after_close_too() {
    for profile in ProfileName::ALL {
        let (world, _) = world(profile, &[call(A, Call::Shutdown), Wait(0), call(B, Call::Close)]);
        let row = world.sockets(B).into_iter().find(|row| row.state == State::LastAck).expect("it is in LAST-ACK");
        assert_eq!((row.recv_q, row.send_q), (1, Some(1)));
    }
}
