//! The terminal's events in the program's own terms.

use crossterm::event::{Event, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use crate::tui::app::{Mouse, MouseAction, Msg};
use crate::tui::key::{Key, KeyCode};

/// The message that an event is; `None` for what nobody wants to know.
pub fn translate(event: Event) -> Option<Msg> {
    match event {
        Event::Key(key) => translate_key(key).map(Msg::Key),
        Event::Mouse(mouse) => translate_mouse(mouse).map(Msg::Mouse),
        Event::Paste(text) => Some(Msg::Paste(text)),
        // What counts is the size when all waiting events are taken in.
        Event::Resize(..) | Event::FocusGained | Event::FocusLost => None,
    }
}

fn translate_key(event: KeyEvent) -> Option<Key> {
    use crossterm::event::KeyCode as Theirs;

    if event.kind == KeyEventKind::Release {
        return None;
    }
    let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
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
        Theirs::BackTab => KeyCode::BackTab,
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
        MouseEventKind::ScrollUp => MouseAction::WheelUp,
        MouseEventKind::ScrollDown => MouseAction::WheelDown,
        _ => return None,
    };
    Some(Mouse { action, column: event.column, row: event.row })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shift_is_part_of_the_character_and_releases_are_nothing() {
        use crossterm::event::KeyCode as Theirs;
        let key = |code, modifiers| translate_key(KeyEvent::new(code, modifiers));
        assert_eq!(key(Theirs::Char('x'), KeyModifiers::SHIFT), Some(Key::char('X')));
        assert_eq!(key(Theirs::Char('<'), KeyModifiers::SHIFT), Some(Key::char('<')));
        assert_eq!(key(Theirs::Char('R'), KeyModifiers::CONTROL), Some(Key::ctrl('r')));
        assert_eq!(key(Theirs::Tab, KeyModifiers::SHIFT), Some(Key::plain(KeyCode::BackTab)));
        assert_eq!(key(Theirs::CapsLock, KeyModifiers::NONE), None);
        let release = KeyEvent::new_with_kind(Theirs::Enter, KeyModifiers::NONE, KeyEventKind::Release);
        assert_eq!(translate_key(release), None);
        let repeat = KeyEvent::new_with_kind(Theirs::Enter, KeyModifiers::NONE, KeyEventKind::Repeat);
        assert_eq!(translate_key(repeat), Some(Key::plain(KeyCode::Enter)));
    }
}
