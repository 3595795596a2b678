//! What happened in a session, written as a capture and read again.

use super::capture;
use crate::support::dice::Dice;
use crate::support::folder::Folder;
use std::process::Command;
use tcptutor::capture::Place;
use tcptutor::export::{CapturedAt, Format, Transcript};
use tcptutor::lesson::catalogue;
use tcptutor::sim::{Call, Input, PerSide, Record, Setup, Side, World};
use tcptutor::tcp::State;
use tcptutor::timeline::packets;

#[test]
fn every_lesson_is_written_as_a_capture_that_is_read_without_a_complaint() {
    let mut seen = 0;
    for entry in catalogue::ENTRIES {
        let transcript =
            Transcript::of_lesson(catalogue::find(entry.id).expect("a lesson").compile().expect("it compiles"));
        for (at, place) in [(CapturedAt::Wire, Place::Between), (CapturedAt::A, Place::A), (CapturedAt::B, Place::B)] {
            let written = capture(&transcript.bytes(Format::Pcapng, at), Some(place));
            let lines = String::from_utf8(transcript.bytes(Format::Tcpdump, at)).expect("text");
            assert_eq!(written.losses, tcptutor::capture::Losses::default(), "{}", entry.id);
            assert_eq!(written.segments, lines.lines().count() as u64, "{}", entry.id);
            assert_eq!(written.comments.len(), 1, "{}", entry.id);
            assert!(lines.lines().all(|line| line.contains(" IP ") && line.contains("Flags [")), "{lines}");
            seen += written.segments;
        }
    }
    assert!(seen > 500, "{seen}");
}

/// Calls of both programs, time, and losses: no segment that anybody forges, and no host that forgets.
fn is_usual(input: &Input) -> bool {
    matches!(input, Input::Call(_, Call::Write(_) | Call::Read(_) | Call::Shutdown | Call::Close))
        || matches!(input, Input::Step | Input::Drop(_))
}

/// The state of an end's connection; where it has none any more it is CLOSED.
fn state_of(world: &World, side: Side) -> State {
    let connection = world.host(side).connections.last();
    connection.map_or(State::Closed, |connection| connection.tcb.state())
}

const fn is_far(place: Place, side: Side) -> bool {
    matches!((place, side), (Place::A, Side::B) | (Place::B, Side::A))
}

#[test]
fn what_is_read_from_a_written_capture_is_what_the_engine_knows_at_every_moment() {
    let (mut certain, mut possible, mut silent) = (0, 0, 0);
    for seed in 0..60 {
        let mut dice = Dice(seed);
        let mut world = World::new(&Setup::default());
        let mut records = Vec::new();
        let mut past = PerSide::both(Vec::new());
        for input in [Input::Call(Side::B, Call::Listen), Input::Call(Side::A, Call::Connect)] {
            records.extend(world.apply(&input));
        }
        for _ in 0..25 {
            let usual: Vec<Input> = world.choices().into_iter().filter(is_usual).collect();
            let input = if dice.one_in(3) && !usual.is_empty() { *dice.pick(&usual) } else { Input::Step };
            records.extend(world.apply(&input));
            // One connection is enough: a second one from the same ports is another story.
            let is_over = Side::BOTH.into_iter().any(|side| {
                world.host(side).connections.len() > 1
                    || past[side].last() == Some(&State::Closed) && past[side].len() > 5
            });
            if is_over {
                break;
            }
            for side in Side::BOTH {
                past[side].push(state_of(&world, side));
            }
            let seen: Vec<&Record> = records.iter().collect();
            for (at, place) in
                [(CapturedAt::Wire, Place::Between), (CapturedAt::A, Place::A), (CapturedAt::B, Place::B)]
            {
                let capture = capture(&packets::pcapng(&seen, at, None), Some(place));
                let [watched] = &capture.connections[..] else { continue };
                // Where both have opened, a capture may name the ends the other way round.
                if watched.connection.halves.b.end.port != 80 {
                    continue;
                }
                let known = watched.known(capture.last);
                for side in Side::BOTH {
                    let (known, truth) = (&known[side], state_of(&world, side));
                    let at_all = format!("{seed}, {place:?}: {side} is in {truth}, and it is {known:?}");
                    match known.sure {
                        _ if known.state == Some(truth) => certain += 1,
                        _ if known.possible.contains(&truth) => possible += 1,
                        _ if !known.may_also.is_empty() => silent += 1,
                        // Of an end that was never heard nothing is claimed.
                        _ if known.state.is_none() => silent += 1,
                        // What is on its way from the far end has not been seen here yet.
                        _ if is_far(place, side) && known.possible.iter().any(|state| past[side].contains(state)) => {}
                        _ => panic!("{at_all}\n{}", packets::tcpdump(&seen, at)),
                    }
                }
            }
        }
    }
    assert!(certain > 3 * possible && certain > 10 * silent, "{certain} {possible} {silent}");
}

#[test]
fn tshark_finds_no_error_in_the_captures_of_all_lessons() {
    let Ok(version) = Command::new("tshark").arg("--version").output() else {
        println!("skipped: tshark is not installed");
        return;
    };
    assert!(version.status.success(), "tshark does not start");
    let folder = Folder::new("written-captures");
    for entry in catalogue::ENTRIES {
        let lesson = entry.compile().expect("it compiles");
        let file = folder.path().join(format!("{}.pcapng", entry.id));
        let bytes = Transcript::of_lesson(lesson).bytes(Format::Pcapng, CapturedAt::Wire);
        std::fs::write(&file, bytes).expect("a file");
        let read = Command::new("tshark").args(["-q", "-z", "expert", "-r"]).arg(&file).output().expect("it ran");
        let said = String::from_utf8_lossy(&read.stdout);
        assert!(read.status.success(), "{}: {}", entry.id, String::from_utf8_lossy(&read.stderr));
        assert!(!said.contains("Errors") && !said.contains("Malformed"), "{}: {said}", entry.id);
    }
}
