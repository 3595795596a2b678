//! Any keys, clicks, pastes and sizes, on every screen: nothing panics, every frame can be painted, and there is always a way out.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::sync::Arc;
use std::time::Duration;
use tcptutor::capture::{CaptureNews, CaptureOrder, Captured, Folder, Found, Reading, Recorded, Segments};
use tcptutor::lab::{EXERCISES, exercise};
use tcptutor::lesson::catalogue;
use tcptutor::live::of_netstat_and_lsof;
use tcptutor::tui::app::{App, Effect, Mouse, MouseAction, Msg};
use tcptutor::tui::key::{Key, KeyCode};
use tcptutor::tui::model::Model;
use tcptutor::tui::settings::Settings;
use tcptutor::tui::stage::{Autoplay, Show};

/// More keys than lie between any screen and the way out.
const WAY_OUT: usize = 24;

const KEYS: [KeyCode; 14] = [
    KeyCode::Enter,
    KeyCode::Esc,
    KeyCode::Tab,
    KeyCode::BackTab,
    KeyCode::Backspace,
    KeyCode::Delete,
    KeyCode::Up,
    KeyCode::Down,
    KeyCode::Left,
    KeyCode::Right,
    KeyCode::Home,
    KeyCode::End,
    KeyCode::PageUp,
    KeyCode::PageDown,
];

const PASTES: [&str; 6] = [
    "A connect\r",
    "1 234 578\n",
    "\u{1b}[2J\u{202e}",
    "tcptutor1z0",
    "B listen\nA connect\n",
    "三次握手 👩\u{200d}💻",
];

/// Captures that were made on a kernel: one of them is on the screen.
const CAPTURES: [&[u8]; 4] = [
    include_bytes!("../../captures/kernel/reorder.mid.pcap"),
    include_bytes!("../../captures/kernel/close_wait_leak.B.pcap"),
    include_bytes!("../../captures/kernel/simultaneous_open.A.pcap"),
    include_bytes!("../../captures/formats/starts_at_close.pcap"),
];

/// A machine's sockets: a leak, a listener, and one that nobody owns.
const SOCKETS: &str = "\
tcp4       0      0  127.0.0.1.8080         127.0.0.1.52113        CLOSE_WAIT
tcp4     512      0  127.0.0.1.8080         127.0.0.1.52114        CLOSE_WAIT
tcp46      0      0  *.8080                 *.*                    LISTEN
tcp4       0      0  127.0.0.1.52113        127.0.0.1.8080         FIN_WAIT_2
tcp4       0   9000  10.0.0.1.443           10.0.0.2.60000         ESTABLISHED
";
const HOLDERS: &str =
    "p812\ncjava\nf7\ntIPv6\nn*:8080\nTST=LISTEN\nf9\ntIPv4\nn127.0.0.1:8080->127.0.0.1:52113\nTST=CLOSE_WAIT\n";

fn captured(byte: u8) -> Recorded {
    let (mut reading, mut segments) = (Reading::default(), Segments::default());
    let file = CAPTURES[usize::from(byte) % CAPTURES.len()];
    let _ = reading.take(file, true, &mut |_, sighting| segments.keep(sighting));
    Recorded::new(reading.finish(None), segments)
}

fn model(byte: u8) -> Model {
    let settings = Settings { animate: byte & 0x80 != 0, ..Settings::default() };
    let model = Model::at_home(settings);
    let lesson = || {
        let entry = &catalogue::ENTRIES[usize::from(byte) % catalogue::ENTRIES.len()];
        entry.compile().unwrap_or_else(|findings| panic!("{}", findings[0]))
    };
    match byte % 8 {
        0 => model,
        1 => model.in_the_sandbox(),
        2 => model.playing(lesson()),
        3 => model.reviewing(),
        4 => model.presenting(vec![lesson(), lesson()], Show::new(Autoplay::new(None, byte & 0x40 != 0)), 0),
        5 => model.watching("any.pcap", captured(byte / 8)),
        6 => model.looking_at_this_machine(""),
        _ => model.in_the_lab(exercise(EXERCISES[usize::from(byte / 8) % EXERCISES.len()].0).expect("an exercise")),
    }
}

fn message(bytes: &[u8]) -> Msg {
    let (a, b, c) = (bytes[1], bytes[2], bytes[3]);
    match bytes[0] % 32 {
        0..20 => Msg::Key(Key::char(char::from(b' ' + a % 95))),
        20..24 => Msg::Key(Key::plain(KEYS[usize::from(a) % KEYS.len()])),
        24 => Msg::Key(Key { code: KeyCode::Char(char::from(b'a' + a % 26)), ctrl: b & 1 == 0, alt: b & 2 == 0 }),
        25 | 26 => {
            let action = [MouseAction::Click, MouseAction::WheelUp, MouseAction::WheelDown][usize::from(a % 3)];
            Msg::Mouse(Mouse { action, column: u16::from(b), row: u16::from(c) })
        }
        27 => Msg::Resize(u16::from(a), u16::from(b) / 2),
        28 => Msg::Resize([0, 1, 20, 60, 80, 200][usize::from(a % 6)], [0, 1, 5, 12, 24, 60][usize::from(b % 6)]),
        29 => Msg::Paste(PASTES[usize::from(a) % PASTES.len()].to_owned()),
        30 => Msg::Redraw,
        _ => Msg::Tick(Duration::from_millis(u64::from(a) * 20)),
    }
}

/// What comes of an order for captures.
fn news(order: CaptureOrder) -> CaptureNews {
    match order {
        CaptureOrder::Open(path) => {
            let recorded = Arc::new(captured(u8::try_from(path.as_os_str().len() % 256).unwrap_or_default()));
            CaptureNews::Opened(path, Ok(Captured { recorded, complaint: None }))
        }
        CaptureOrder::List | CaptureOrder::Stop => {
            let found =
                ["a.pcap", "bc.pcap"].map(|name| Found { path: name.into(), name: name.to_owned(), bytes: 2000 });
            CaptureNews::Listed(Ok(Folder { found: found.to_vec(), is_cut: false }))
        }
    }
}

/// What the program around the screens would do; whether they want to leave.
fn update(model: &mut Model, msg: Msg) -> bool {
    match model.update(msg) {
        Some(Effect::Quit) => true,
        Some(Effect::Save { .. }) => update(model, Msg::Saved(Ok("x.toml".to_owned()))),
        Some(Effect::Survey(_)) => {
            let survey = of_netstat_and_lsof(SOCKETS, HOLDERS, Duration::from_secs(1));
            update(model, Msg::Surveyed(Ok(Box::new(survey))))
        }
        Some(Effect::Captures(order)) => update(model, Msg::Captures(news(order))),
        _ => false,
    }
}

/// Types, clicks, pastes and resizes until the program is left or the data ends; how many of them.
pub fn any_keys(data: &[u8]) -> usize {
    let [first, data @ ..] = data else { return 0 };
    let mut model = model(*first);
    let mut size = (80, 24);
    update(&mut model, Msg::Resize(size.0, size.1));
    for (before, bytes) in data.chunks_exact(4).enumerate() {
        let msg = message(bytes);
        if let Msg::Resize(width, height) = msg {
            size = (width, height);
        }
        if update(&mut model, msg) {
            return before + 1;
        }
        let area = Rect::new(0, 0, size.0, size.1);
        let mut buffer = Buffer::empty(area);
        model.paint(area, &mut buffer);
        let shown: String = buffer.content().iter().map(ratatui::buffer::Cell::symbol).collect();
        assert!(!shown.contains(['\u{1b}', '\u{202e}', '\u{9b}']), "a terminal would obey this: {shown:?}");
    }
    let out = [KeyCode::Esc, KeyCode::Char('q'), KeyCode::Char('q')].into_iter().cycle().take(WAY_OUT);
    let left = out.into_iter().any(|code| update(&mut model, Msg::Key(Key::plain(code))));
    assert!(left, "there is no way out");
    data.len() / 4
}
