//! From home to a capture and back, by keys and by what is heard of a folder.

use super::{Choice, Program, Screen, start};
use crate::capture::{CaptureNews, CaptureOrder, Captured, Folder, Found, Reading, Recorded, Segments};
use crate::tui::app::{App, Effect, Msg};
use ratatui::layout::Rect;
use std::path::PathBuf;
use std::sync::Arc;

fn captured(complaint: Option<&str>) -> Captured {
    let bytes = include_bytes!("../../../../tests/captures/kernel/close_wait_leak.B.pcap");
    let (mut reading, mut segments) = (Reading::default(), Segments::default());
    reading.take(bytes, true, &mut |_, sighting| segments.keep(sighting));
    let recorded = Arc::new(Recorded::new(reading.finish(None), segments));
    Captured { recorded, complaint: complaint.map(str::to_owned) }
}

/// Home, then the list with one capture on it, which is opened.
fn opened(complaint: Option<&str>) -> Program {
    let mut program = start();
    program.model.update(Msg::Resize(80, 24));
    program.model.home.select(Choice::Captures);
    let asked = program.model.update(Msg::Key("Enter".parse().expect("a key")));
    assert_eq!(asked, Some(Effect::Captures(CaptureOrder::List)));
    let path = PathBuf::from("leak.pcap");
    let found = vec![Found { path: path.clone(), name: "leak.pcap".to_owned(), bytes: 2000 }];
    program.model.update(Msg::Captures(CaptureNews::Listed(Ok(Folder { found, is_cut: false }))));
    assert!(program.shows("leak.pcap"), "{}", program.shown());
    let asked = program.model.update(Msg::Key("Enter".parse().expect("a key")));
    assert_eq!(asked, Some(Effect::Captures(CaptureOrder::Open(path.clone()))));
    program.model.update(Msg::Captures(CaptureNews::Opened(path, Ok(captured(complaint)))));
    program
}

#[test]
fn home_leads_to_a_capture_and_each_escape_a_level_back() {
    let mut program = opened(None);
    assert!(program.shows("program has not closed"), "{}", program.shown());
    program.press("Enter");
    assert!(matches!(program.model.screen, Screen::Stage(_)));
    program.press("Esc");
    assert!(matches!(program.model.screen, Screen::Captures(_)));
    program.press("Esc");
    assert!(matches!(program.model.screen, Screen::CaptureFiles(_)));
    program.model.set_area(Rect::new(0, 0, 80, 24));
    program.press("Esc");
    assert!(program.is_at_home() && program.shows("Captures"), "{}", program.shown());
}

#[test]
fn what_could_not_be_read_of_a_capture_is_said_until_the_next_key() {
    let mut program = opened(Some("`leak.pcap` breaks off after 1990 bytes"));
    assert!(program.shows("leak.pcap breaks off after 1990 bytes"), "{}", program.shown());
    program.press("Down");
    assert!(program.shows("program has not closed") && !program.shows("breaks off"), "{}", program.shown());
}

#[test]
fn a_capture_that_comes_when_its_list_was_left_changes_nothing() {
    let mut program = start();
    program.model.home.select(Choice::Captures);
    program.press("Enter Esc");
    program.model.update(Msg::Captures(CaptureNews::Opened("leak.pcap".into(), Ok(captured(None)))));
    assert!(program.is_at_home());
}
