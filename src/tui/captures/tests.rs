//! The connections of a capture on the screen.

use super::{Captures, Outcome};
use crate::capture::{Reading, Recorded, Segments};
use crate::timeline::Timeline;
use crate::tui::key::Key;
use crate::tui::settings::Settings;
use crate::tui::stage::{Game, Stage};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

fn captures() -> Captures {
    let bytes = include_bytes!("../../../tests/captures/kernel/accept_queue_full.mid.pcap");
    let (mut reading, mut segments) = (Reading::default(), Segments::default());
    reading.take(bytes, true, &mut |_, sighting| segments.keep(sighting));
    let mut captures = Captures::new("a.pcap", Recorded::new(reading.finish(None), segments), Settings::default());
    captures.set_area(Rect::new(0, 0, 80, 24));
    captures
}

fn painted(captures: &Captures, (width, height): (u16, u16)) -> String {
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    captures.paint(buffer.area, &mut buffer);
    let row = |y| (0..width).map(|x| buffer[(x, y)].symbol()).collect::<String>();
    (0..height).map(|y| row(y).trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

fn press(captures: &mut Captures, keys: &str) -> Outcome<Box<dyn Timeline>> {
    let key = |name: &str| name.parse::<Key>().expect("a key");
    keys.split_whitespace().fold(Outcome::Stay, |_, name| captures.key(key(name)))
}

#[test]
fn the_worst_connection_stands_first_and_its_verdict_in_full_below() {
    let shown = painted(&captures(), (80, 24));
    let first = shown.lines().find(|line| line.contains("10.77.0.1:")).expect("a row");
    assert!(first.contains("nobody answers A's SYN"), "{shown}");
    assert!(shown.contains("a\n firewall drops it"), "{shown}");
    for size in [(160, 48), (120, 36), (60, 20), (40, 12)] {
        assert!(painted(&captures(), size).contains("10.77.0.1"), "{size:?}");
    }
}

#[test]
fn a_filter_leaves_what_is_wanted_and_enter_opens_it_on_the_stage() {
    let mut captures = captures();
    press(&mut captures, "/ o p e n _ a t Enter");
    let shown = painted(&captures, (80, 24));
    assert_eq!(shown.lines().filter(|line| line.contains(". 10.77.0.1:")).count(), 1, "{shown}");
    let Outcome::Open(timeline) = press(&mut captures, "Enter") else { panic!("the stage") };
    assert_eq!(timeline.last(), 3);
    assert!(matches!(press(&mut captures, "Esc"), Outcome::Stay), "first all connections again");
    assert!(matches!(press(&mut captures, "Down Esc"), Outcome::Leave));
}

/// The connections of a capture in the middle of which nothing shows who has opened.
fn unknown() -> Captures {
    let bytes = include_bytes!("../../../tests/captures/formats/midstream_no_handshake.pcap");
    let (mut reading, mut segments) = (Reading::default(), Segments::default());
    reading.take(bytes, true, &mut |_, sighting| segments.keep(sighting));
    let mut captures = Captures::new("a.pcap", Recorded::new(reading.finish(None), segments), Settings::default());
    captures.set_area(Rect::new(0, 0, 80, 24));
    captures
}

#[test]
fn the_place_of_capture_is_shown_and_turned_as_on_the_stage_and_the_verdicts_follow() {
    let mut captures = captures();
    let found = painted(&captures, (80, 24));
    assert!(found.contains("seen between A and B: "), "{found}");
    for place in ["seen at A", "seen between A and B", "seen at B"] {
        press(&mut captures, "a");
        assert!(painted(&captures, (80, 24)).contains(&format!("The capture was made {place}, you say.")));
        press(&mut captures, "Down Up");
        assert!(painted(&captures, (80, 24)).contains(&format!("{place}: you say so")));
    }
    let Outcome::Open(stage) = press(&mut captures, "Enter") else { panic!("the stage") };
    assert!(stage.last() > 0);
    press(&mut captures, "a Down Up");
    assert_eq!(painted(&captures, (80, 24)), found);
}

#[test]
fn ends_exchange_their_letters_where_nothing_shows_who_has_opened_and_nowhere_else() {
    let mut known = captures();
    press(&mut known, "x");
    assert!(painted(&known, (80, 24)).contains("A has opened the connection"));
    let mut captures = unknown();
    let ends = |captures: &Captures| {
        painted(captures, (120, 36)).lines().find(|line| line.contains("1. ")).expect("a row").to_owned()
    };
    let before = ends(&captures);
    press(&mut captures, "x");
    assert!(painted(&captures, (80, 24)).contains("A and B have exchanged their letters."));
    assert_ne!(ends(&captures), before);
    let Outcome::Open(stage) = press(&mut captures, "Enter") else { panic!("the stage") };
    assert!(before.contains(&format!("1. {}:", stage.names().b)), "{before}: {}", stage.names().b);
    press(&mut captures, "x");
    assert_eq!(ends(&captures), before);
}

fn read(bytes: &[u8]) -> Recorded {
    let (mut reading, mut segments) = (Reading::default(), Segments::default());
    reading.take(bytes, true, &mut |_, sighting| segments.keep(sighting));
    Recorded::new(reading.finish(None), segments)
}

#[test]
fn of_two_captures_the_list_says_which_was_made_at_which_end() {
    let [first, second] = [
        &include_bytes!("../../../tests/captures/kernel/accept_queue_full.A.pcap")[..],
        include_bytes!("../../../tests/captures/kernel/accept_queue_full.B.pcap"),
    ];
    for (one, other) in [(first, second), (second, first)] {
        let names = if one == first { ("client.pcap", "server.pcap") } else { ("server.pcap", "client.pcap") };
        let recorded = read(one).beside(names.0, (names.1, read(other)));
        let mut captures = Captures::new("two", recorded, Settings::default());
        captures.set_area(Rect::new(0, 0, 80, 24));
        let shown = painted(&captures, (80, 24));
        assert!(shown.contains("Captured at A: client.pcap; at B: server.pcap."), "{shown}");
    }
}

#[test]
fn a_captured_connections_key_row_ends_in_help_and_the_way_out_at_any_size() {
    let Outcome::Open(timeline) = press(&mut captures(), "Enter") else { panic!("the stage") };
    let mut stage = Stage::new(Game::Shown(timeline), Settings::default());
    for (width, height) in [(40, 12), (60, 20), (80, 24), (120, 36), (160, 48)] {
        let area = Rect::new(0, 0, width, height);
        stage.set_area(area);
        let mut buffer = Buffer::empty(area);
        stage.paint(area, &mut buffer);
        let keys: String = (0..width).map(|x| buffer[(x, height - 1)].symbol()).collect();
        assert!(keys.contains("? help") && keys.trim_end().ends_with("q leave"), "{width}x{height}: {keys}");
    }
}
