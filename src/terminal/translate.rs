//! The terminal's keys and reports in the program's own terms.

use terminput::{
    Event, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind, ScrollDirection,
};

use crate::tui::app::{Mouse, MouseAction, Msg};
use crate::tui::key::{Key, KeyCode};

/// The message that one whole string of the terminal's is; `None` for what nobody wants to know.
pub fn translate(bytes: &[u8]) -> Option<Msg> {
    message(Event::parse_from(bytes).ok()??)
}

/// The message that an event is.
pub fn message(event: Event) -> Option<Msg> {
    match event {
        Event::Key(key) => translate_key(key).map(Msg::Key),
        Event::Mouse(mouse) => translate_mouse(mouse).map(Msg::Mouse),
        Event::Paste(text) => Some(Msg::Paste(text)),
        // What counts is the size when all waiting events are taken in.
        Event::Resize { .. } | Event::FocusGained | Event::FocusLost => None,
    }
}

fn translate_key(event: KeyEvent) -> Option<Key> {
    use terminput::KeyCode as Theirs;

    if event.kind == KeyEventKind::Release {
        return None;
    }
    let ctrl = event.modifiers.contains(KeyModifiers::CTRL);
    let shift = event.modifiers.contains(KeyModifiers::SHIFT);
    let code = match event.code {
        Theirs::Char(c) if ctrl => KeyCode::Char(c.to_ascii_lowercase()),
        // Some terminals report Shift beside the small letter.
        Theirs::Char(c) if shift => KeyCode::Char(c.to_ascii_uppercase()),
        Theirs::Char(c) => KeyCode::Char(c),
        Theirs::F(n) => KeyCode::F(n),
        Theirs::Enter => KeyCode::Enter,
        Theirs::Esc => KeyCode::Esc,
        Theirs::Tab if shift => KeyCode::BackTab,
        Theirs::Tab => KeyCode::Tab,
        Theirs::Backspace => KeyCode::Backspace,
        Theirs::Delete => KeyCode::Delete,
        Theirs::Insert => KeyCode::Insert,
        Theirs::Up => KeyCode::Up,
        Theirs::Down => KeyCode::Down,
        Theirs::Left => KeyCode::Left,
        Theirs::Right => KeyCode::Right,
        Theirs::Home => KeyCode::Home,
        Theirs::End => KeyCode::End,
        Theirs::PageUp => KeyCode::PageUp,
        Theirs::PageDown => KeyCode::PageDown,
        _ => return None,
    };
    Some(Key { code, ctrl, alt: event.modifiers.contains(KeyModifiers::ALT) })
}

fn translate_mouse(event: MouseEvent) -> Option<Mouse> {
    let action = match event.kind {
        MouseEventKind::Down(MouseButton::Left) => MouseAction::Click,
        MouseEventKind::Scroll(ScrollDirection::Up) => MouseAction::WheelUp,
        MouseEventKind::Scroll(ScrollDirection::Down) => MouseAction::WheelDown,
        _ => return None,
    };
    Some(Mouse { action, column: event.column, row: event.row })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shift_is_part_of_the_character_and_releases_are_nothing() {
        let key = |bytes: &str| match translate(bytes.as_bytes()) {
            Some(Msg::Key(key)) => Some(key),
            _ => None,
        };
        assert_eq!(key("X"), Some(Key::char('X')));
        assert_eq!(key("\u{1b}[120;2u"), Some(Key::char('X')));
        assert_eq!(key("<"), Some(Key::char('<')));
        assert_eq!(key("\u{12}"), Some(Key::ctrl('r')));
        assert_eq!(key("\u{1b}[Z"), Some(Key::plain(KeyCode::BackTab)));
        assert_eq!(key("\u{1b}[57358u"), None, "Caps Lock");
        assert_eq!(key("\u{1b}[13;1:3u"), None, "let go");
        assert_eq!(key("\u{1b}[13;1:2u"), Some(Key::plain(KeyCode::Enter)), "held down");
        assert_eq!(key("\u{1b}x"), Some(Key { code: KeyCode::Char('x'), ctrl: false, alt: true }));
        assert_eq!(key("\u{1b}"), Some(Key::plain(KeyCode::Esc)));
        assert_eq!(key("\r"), Some(Key::plain(KeyCode::Enter)));
        assert_eq!(key("三"), Some(Key::char('三')));
    }

    #[test]
    fn the_mouse_clicks_where_it_says() {
        let mouse = |action, column, row| Some(Msg::Mouse(Mouse { action, column, row }));
        assert_eq!(translate(b"\x1b[<0;1;1M"), mouse(MouseAction::Click, 0, 0));
        assert_eq!(translate(b"\x1b[<65;300;24M"), mouse(MouseAction::WheelDown, 299, 23));
        assert_eq!(translate(b"\x1b[M !!"), mouse(MouseAction::Click, 0, 0));
        assert_eq!(translate(b"\x1b[<0;1;1m"), None, "let go");
    }
}
