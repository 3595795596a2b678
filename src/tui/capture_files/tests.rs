//! The captures of a folder on the screen, without a folder: what it orders, and what it does with the news.

use super::{CaptureFiles, Outcome};
use crate::capture::{CaptureNews, CaptureOrder, Captured, Folder, Found, Reading, Recorded, Segments};
use crate::tui::app::Effect;
use crate::tui::key::Key;
use crate::tui::settings::Settings;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::path::PathBuf;
use std::sync::Arc;

fn found(name: &str) -> Found {
    Found { path: PathBuf::from(name), name: name.to_owned(), bytes: 12_345 }
}

fn listed(names: &[&str]) -> CaptureFiles {
    let mut files = CaptureFiles::new(Settings::default());
    files.set_area(Rect::new(0, 0, 80, 24));
    assert_eq!(files.take_order(), Some(CaptureOrder::List));
    let found = names.iter().map(|name| found(name)).collect();
    assert!(files.hear(CaptureNews::Listed(Ok(Folder { found, is_cut: false }))).is_none());
    files
}

fn captured() -> Captured {
    let bytes = include_bytes!("../../../tests/captures/kernel/accept_queue_full.mid.pcap");
    let (mut reading, mut segments) = (Reading::default(), Segments::default());
    reading.take(bytes, true, &mut |_, sighting| segments.keep(sighting));
    Captured { recorded: Arc::new(Recorded::new(reading.finish(None), segments)), complaint: None }
}

fn painted(files: &CaptureFiles, (width, height): (u16, u16)) -> String {
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    files.paint(buffer.area, &mut buffer);
    let row = |y| (0..width).map(|x| buffer[(x, y)].symbol()).collect::<String>();
    (0..height).map(|y| row(y).trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

fn press(files: &mut CaptureFiles, keys: &str) -> Outcome<Effect> {
    let key = |name: &str| name.parse::<Key>().expect("a key");
    keys.split_whitespace().fold(Outcome::Stay, |_, name| files.key(key(name)))
}

#[test]
fn enter_opens_the_selected_capture_and_escape_leads_home() {
    let mut files = listed(&["a.pcap", "b.pcapng.gz"]);
    for size in [(80, 24), (120, 36), (40, 12)] {
        let shown = painted(&files, size);
        assert!(shown.contains("b.pcapng.gz") && shown.contains("13 kB"), "{shown}");
    }
    press(&mut files, "Down Enter");
    let path = PathBuf::from("b.pcapng.gz");
    assert_eq!(files.take_order(), Some(CaptureOrder::Open(path.clone())));
    assert!(painted(&files, (80, 24)).contains("reading b.pcapng.gz"));
    let (name, _) = files.hear(CaptureNews::Opened(path, Ok(captured()))).expect("it was wanted");
    assert_eq!(name, "b.pcapng.gz");
    assert!(matches!(press(&mut files, "Esc"), Outcome::Leave));
}

#[test]
fn how_much_of_a_long_file_was_read_is_shown_and_escape_stops_it_and_stays() {
    let mut files = listed(&["long.pcap"]);
    press(&mut files, "Enter");
    let path = PathBuf::from("long.pcap");
    assert_eq!(files.take_order(), Some(CaptureOrder::Open(path.clone())));
    assert!(files.hear(CaptureNews::Reading(path.clone(), 41_000_000, Some(100_000_000))).is_none());
    for size in [(80, 24), (120, 36), (160, 48), (40, 12)] {
        let shown = painted(&files, size);
        assert!(shown.contains("reading long.pcap: 41 %") && shown.contains("█░"), "{shown}");
    }
    assert!(matches!(press(&mut files, "Esc"), Outcome::Stay));
    assert_eq!(files.take_order(), Some(CaptureOrder::Stop));
    assert!(!painted(&files, (80, 24)).contains("reading"));
    assert!(files.hear(CaptureNews::Opened(path, Ok(captured()))).is_none());
    assert!(matches!(press(&mut files, "Esc"), Outcome::Leave));
}

#[test]
fn a_file_that_is_read_first_of_all_leads_to_the_folder_when_it_is_stopped() {
    let path = PathBuf::from("long.pcap");
    let mut files = CaptureFiles::reading(path.clone(), Settings::default());
    files.set_area(Rect::new(0, 0, 80, 24));
    assert_eq!(files.take_order(), Some(CaptureOrder::Open(path.clone())));
    assert!(files.hear(CaptureNews::Reading(path, 1, None)).is_none());
    assert!(painted(&files, (80, 24)).contains("reading long.pcap ..."));
    assert!(matches!(press(&mut files, "Esc"), Outcome::Stay));
    assert_eq!(files.take_order(), Some(CaptureOrder::List));
}

#[test]
fn what_is_not_waited_for_any_longer_is_not_opened() {
    let mut files = listed(&["a.pcap", "b.pcap"]);
    press(&mut files, "Enter Down");
    assert!(files.hear(CaptureNews::Opened("a.pcap".into(), Ok(captured()))).is_none());
    press(&mut files, "Enter");
    assert!(files.hear(CaptureNews::Opened("a.pcap".into(), Err("late".to_owned()))).is_none());
    assert!(!painted(&files, (80, 24)).contains("late"));
}

#[test]
fn a_path_is_written_or_pasted_and_stays_to_be_corrected_if_nothing_can_be_read() {
    let mut files = listed(&[]);
    files.paste("/var/tmp/x.pcap\n");
    press(&mut files, "1 Enter");
    let path = PathBuf::from("/var/tmp/x.pcap1");
    assert_eq!(files.take_order(), Some(CaptureOrder::Open(path.clone())));
    assert!(files.hear(CaptureNews::Opened(path, Err("it is `not` there".to_owned()))).is_none());
    let shown = painted(&files, (80, 24));
    assert!(shown.contains("it is not there") && shown.contains("> /var/tmp/x.pcap1"), "{shown}");
    press(&mut files, "Backspace Enter");
    assert_eq!(files.take_order(), Some(CaptureOrder::Open("/var/tmp/x.pcap".into())));
    press(&mut files, "Esc p a Enter");
    assert_eq!(files.take_order(), Some(CaptureOrder::Open("a".into())));
}

#[test]
fn a_folder_without_a_capture_says_how_to_make_one() {
    let shown = painted(&listed(&[]), (80, 24));
    assert!(shown.contains("tcpdump -i any -w my.pcap tcp"), "{shown}");
    let mut files = listed(&[]);
    files.hear(CaptureNews::Listed(Err("this folder cannot be read".to_owned())));
    assert!(painted(&files, (80, 24)).contains("this folder cannot be read"));
}

#[test]
fn of_more_captures_than_rows_the_selected_one_is_in_sight() {
    let names: Vec<String> = (0..60).map(|n| format!("{n:02}.pcap")).collect();
    let mut files = listed(&names.iter().map(String::as_str).collect::<Vec<_>>());
    press(&mut files, "End");
    assert!(painted(&files, (80, 24)).contains("59.pcap"));
    press(&mut files, "PageUp Home");
    assert!(painted(&files, (80, 24)).contains("00.pcap"));
}

#[test]
fn a_folder_that_is_named_is_opened_as_the_working_folder_is() {
    let mut files = listed(&["a.pcap"]);
    press(&mut files, "p d i r Enter");
    let path = PathBuf::from("dir");
    assert_eq!(files.take_order(), Some(CaptureOrder::Open(path.clone())));
    let inside = Folder { found: vec![found("dir/x.pcap"), found("dir/y.pcap")], is_cut: false };
    assert!(files.hear(CaptureNews::Entered(path, Ok(inside))).is_none());
    for size in [(80, 24), (120, 36), (40, 12)] {
        let shown = painted(&files, size);
        assert!(shown.contains("2 files in dir") && shown.contains("y.pcap"), "{shown}");
        assert!(!shown.contains("a.pcap") && !shown.contains("reading"), "{shown}");
    }
    press(&mut files, "Down Enter");
    assert_eq!(files.take_order(), Some(CaptureOrder::Open("dir/y.pcap".into())));
}
