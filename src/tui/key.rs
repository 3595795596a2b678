//! Keys and their names, as they stand in the bindings, the footer, the help and a configuration file.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

/// How long an ESC usually waits for what belongs to it, until it is `Esc`: longer than a line parts what was sent at once, and
/// shorter than anybody notices.
pub const ESCAPE_WAIT: Duration = Duration::from_millis(25);

/// A key with its modifiers. Shift is part of the character (`X`, `<`), or of [`KeyCode::BackTab`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// Which key.
    pub code: KeyCode,
    /// Whether Ctrl was held.
    pub ctrl: bool,
    /// Whether Alt was held.
    pub alt: bool,
}

/// A key without its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum KeyCode {
    /// A character; together with Ctrl always a small letter.
    Char(char),
    /// A function key.
    F(u8),
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Shift and Tab.
    BackTab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Insert.
    Insert,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
}

const NAMES: &[(KeyCode, &str)] = &[
    (KeyCode::Char(' '), "Space"),
    (KeyCode::Enter, "Enter"),
    (KeyCode::Esc, "Esc"),
    (KeyCode::Tab, "Tab"),
    (KeyCode::BackTab, "Shift-Tab"),
    (KeyCode::Backspace, "Backspace"),
    (KeyCode::Delete, "Delete"),
    (KeyCode::Insert, "Insert"),
    (KeyCode::Up, "Up"),
    (KeyCode::Down, "Down"),
    (KeyCode::Left, "Left"),
    (KeyCode::Right, "Right"),
    (KeyCode::Home, "Home"),
    (KeyCode::End, "End"),
    (KeyCode::PageUp, "PageUp"),
    (KeyCode::PageDown, "PageDown"),
];

/// The names of the keys that are more than one character.
pub fn names() -> impl Iterator<Item = &'static str> {
    NAMES.iter().map(|(_, name)| *name)
}

const CTRL: &str = "Ctrl-";
const ALT: &str = "Alt-";

impl Key {
    /// A key without Ctrl and Alt.
    #[must_use]
    pub const fn plain(code: KeyCode) -> Self {
        Self { code, ctrl: false, alt: false }
    }

    /// A character.
    #[must_use]
    pub const fn char(c: char) -> Self {
        Self::plain(KeyCode::Char(c))
    }

    /// A letter together with Ctrl.
    #[must_use]
    pub const fn ctrl(letter: char) -> Self {
        Self { code: KeyCode::Char(letter.to_ascii_lowercase()), ctrl: true, alt: false }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str(CTRL)?;
        }
        if self.alt {
            f.write_str(ALT)?;
        }
        self.code.fmt(f)
    }
}

impl fmt::Display for KeyCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((_, name)) = NAMES.iter().find(|(code, _)| code == self) {
            return f.write_str(name);
        }
        match self {
            Self::Char(c) => write!(f, "{c}"),
            Self::F(n) => write!(f, "F{n}"),
            named => unreachable!("{named:?} has a name"),
        }
    }
}

/// Text that names no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownKey;

impl FromStr for Key {
    type Err = UnknownKey;

    fn from_str(text: &str) -> Result<Self, UnknownKey> {
        let (mut ctrl, mut alt, mut rest) = (false, false, text);
        loop {
            if let Some(after) = strip_prefix(rest, CTRL) {
                (ctrl, rest) = (true, after);
            } else if let Some(after) = strip_prefix(rest, ALT) {
                (alt, rest) = (true, after);
            } else {
                break;
            }
        }
        let code = parse_code(rest).ok_or(UnknownKey)?;
        let code = match code {
            KeyCode::Char(c) if ctrl => KeyCode::Char(c.to_ascii_lowercase()),
            code => code,
        };
        Ok(Self { code, ctrl, alt })
    }
}

fn strip_prefix<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let head = text.get(..prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then(|| &text[prefix.len()..])
}

fn parse_code(name: &str) -> Option<KeyCode> {
    let mut chars = name.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        return (!c.is_control()).then_some(KeyCode::Char(c));
    }
    if let Some((code, _)) = NAMES.iter().find(|(_, known)| known.eq_ignore_ascii_case(name)) {
        return Some(*code);
    }
    let number: u8 = strip_prefix(name, "F")?.parse().ok()?;
    (1..=24).contains(&number).then_some(KeyCode::F(number))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn key(name: &str) -> Key {
        name.parse().unwrap_or_else(|error| panic!("{name}: {error:?}"))
    }

    #[test]
    fn names_are_what_the_manual_says() {
        assert_eq!(key("Ctrl-r"), Key::ctrl('r'));
        assert_eq!(key("Space"), Key::char(' '));
        assert_eq!(key(" "), Key::char(' '));
        assert_eq!(key("<"), Key::char('<'));
        assert_eq!(key("X"), Key::char('X'));
        assert_eq!(key("PageDown"), Key::plain(KeyCode::PageDown));
        assert_eq!(key("F12"), Key::plain(KeyCode::F(12)));
        assert_eq!(key("Alt-Ctrl--").to_string(), "Ctrl-Alt--");
    }

    #[test]
    fn spelling_of_names_is_forgiven_and_that_of_characters_is_not() {
        assert_eq!(key("ctrl-R"), Key::ctrl('r'));
        assert_eq!(key("pagedown"), key("PageDown"));
        assert_ne!(key("x"), key("X"));
    }

    #[test]
    fn what_names_no_key_is_an_error() {
        for wrong in ["", "Ctrl-", "F0", "F99", "xy", "\x1b"] {
            assert!(wrong.parse::<Key>().is_err(), "{wrong:?}");
        }
    }

    proptest! {
        #[test]
        fn every_key_is_read_back_from_its_name(named in 0..NAMES.len(), c: char, f in 1u8..=24, which in 0..3, ctrl: bool, alt: bool) {
            let code = match which {
                0 => NAMES[named].0,
                1 => KeyCode::F(f),
                _ if c.is_control() || (ctrl && c.is_ascii_uppercase()) => KeyCode::Char('x'),
                _ => KeyCode::Char(c),
            };
            let key = Key { code, ctrl, alt };
            prop_assert_eq!(key.to_string().parse::<Key>(), Ok(key));
        }
    }
}
