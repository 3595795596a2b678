//! What happened in a session, written as a capture and read again.

use super::capture;
use tcptutor::capture::Place;
use tcptutor::export::{CapturedAt, Format, Transcript};
use tcptutor::lesson::catalogue;

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
