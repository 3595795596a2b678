//! Any keys, clicks, pastes and sizes, on every screen: nothing panics, every frame can be painted, and there is always a way out.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::time::Duration;
use tcptutor::lesson::catalogue;
use tcptutor::tui::app::{App, Effect, Mouse, MouseAction, Msg};
use tcptutor::tui::key::{Key, KeyCode};
use tcptutor::tui::model::Model;
use tcptutor::tui::settings::Settings;

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

fn model(byte: u8) -> Model {
    let settings = Settings { animate: byte & 0x80 != 0, ..Settings::default() };
    let model = Model::at_home(settings);
    let lesson = || {
        let entry = &catalogue::ENTRIES[usize::from(byte) % catalogue::ENTRIES.len()];
        entry.compile().unwrap_or_else(|findings| panic!("{}", findings[0]))
    };
    match byte % 4 {
        0 => model,
        1 => model.in_the_sandbox(),
        2 => model.playing(lesson()),
        _ => model.reviewing(),
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

/// What the program around the screens would do; whether they want to leave.
fn update(model: &mut Model, msg: Msg) -> bool {
    match model.update(msg) {
        Some(Effect::Quit) => true,
        Some(Effect::Save { .. }) => update(model, Msg::Saved(Ok("x.toml".to_owned()))),
        _ => false,
    }
}

pub fn any_keys(data: &[u8]) {
    let [first, data @ ..] = data else { return };
    let mut model = model(*first);
    let mut size = (80, 24);
    update(&mut model, Msg::Resize(size.0, size.1));
    for bytes in data.chunks_exact(4) {
        let msg = message(bytes);
        if let Msg::Resize(width, height) = msg {
            size = (width, height);
        }
        if update(&mut model, msg) {
            return;
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
}
