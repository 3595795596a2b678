//! The connections of a capture on the screen.

use super::{Captures, Outcome};
use crate::capture::{Reading, Recorded, Segments};
use crate::timeline::Timeline;
use crate::tui::key::Key;
use crate::tui::settings::Settings;
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
