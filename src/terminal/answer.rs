//! The terminal's answer to what its background is. It comes as input, among the keys, some time or never.
//!
//! crossterm takes it for keys: Alt and `]`, then its characters, then Ctrl-g or Alt and `\`. Keys that begin like an answer are
//! held back until they are one, or are none and go on as keys.

use crate::tui::key::{Key, KeyCode};
use crate::tui::palette::Rgb;

/// The question, as a terminal reads it.
pub const QUESTION: &[u8] = b"\x1b]11;?\x1b\\";

/// An answer to it begins so.
const BEGIN: &str = "11;";
/// No answer is longer.
const LONGEST: usize = 40;

/// What a key turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// The next part of an answer, perhaps.
    Part,
    /// The end of an answer: the background, if it can be understood.
    Background(Option<Rgb>),
    /// Keys that are just keys.
    Keys(Vec<Key>),
}

/// Listens for one answer.
#[derive(Debug, Default)]
pub struct Answer {
    held: Vec<Key>,
    text: String,
    /// What is left of an end that came in two parts.
    ending: bool,
}

impl Answer {
    /// Takes in the next key.
    pub fn hear(&mut self, key: Key) -> Heard {
        if std::mem::take(&mut self.ending) && key == Key::char('\\') {
            return Heard::Part;
        }
        if self.held.is_empty() {
            if key != alt(']') {
                return Heard::Keys(vec![key]);
            }
            self.held.push(key);
            return Heard::Part;
        }
        let complete = self.text.len() > BEGIN.len();
        if complete && (key == Key::ctrl('g') || key == alt('\\') || key == Key::plain(KeyCode::Esc)) {
            self.ending = key == Key::plain(KeyCode::Esc);
            self.held.clear();
            return Heard::Background(colour(&std::mem::take(&mut self.text)[BEGIN.len()..]));
        }
        self.held.push(key);
        match key {
            Key { code: KeyCode::Char(c), ctrl: false, alt: false } if self.goes_on_with(c) => {
                self.text.push(c);
                Heard::Part
            }
            _ => {
                self.text.clear();
                Heard::Keys(std::mem::take(&mut self.held))
            }
        }
    }

    /// Whether there is something to hear still: half an answer, or half its end.
    #[must_use]
    pub const fn is_under_way(&self) -> bool {
        !self.held.is_empty() || self.ending
    }

    fn goes_on_with(&self, c: char) -> bool {
        match BEGIN.chars().nth(self.text.len()) {
            Some(wanted) => c == wanted,
            None => self.text.len() < LONGEST && (c.is_ascii_alphanumeric() || ":/#".contains(c)),
        }
    }
}

const fn alt(c: char) -> Key {
    Key { code: KeyCode::Char(c), ctrl: false, alt: true }
}

/// Reads `rgb:ffff/ffff/ffff`, with one to four digits a part, and `rgba:` with one part more.
fn colour(text: &str) -> Option<Rgb> {
    let parts = text.strip_prefix("rgb:").or_else(|| text.strip_prefix("rgba:"))?;
    let mut parts = parts.split('/').map(|part| {
        let value = u32::from_str_radix(part, 16).ok().filter(|_| (1..=4).contains(&part.len()))?;
        let most = (1_u32 << (4 * part.len())) - 1;
        u8::try_from(value * 255 / most).ok()
    });
    Some(Rgb(parts.next()??, parts.next()??, parts.next()??))
}

#[cfg(test)]
mod tests {
    use super::{Answer, Heard, alt};
    use crate::tui::key::{Key, KeyCode};
    use crate::tui::palette::Rgb;

    /// The keys that a text is typed with.
    fn typed(text: &str) -> Vec<Key> {
        text.chars().map(Key::char).collect()
    }

    /// What is heard in all, without the parts.
    fn heard(keys: &[Key]) -> Vec<Heard> {
        let mut answer = Answer::default();
        keys.iter().map(|key| answer.hear(*key)).filter(|heard| *heard != Heard::Part).collect()
    }

    fn answer(text: &str, end: &[Key]) -> Vec<Key> {
        [&[alt(']')], typed(text).as_slice(), end].concat()
    }

    #[test]
    fn an_answer_is_no_key_however_it_ends() {
        let esc = Key::plain(KeyCode::Esc);
        for end in [&[Key::ctrl('g')][..], &[alt('\\')], &[esc, Key::char('\\')]] {
            let found = heard(&answer("11;rgb:ffff/8080/0000", end));
            assert_eq!(found, [Heard::Background(Some(Rgb(255, 128, 0)))], "{end:?}");
        }
        assert_eq!(heard(&answer("11;rgb:f/0/8", &[alt('\\')])), [Heard::Background(Some(Rgb(255, 0, 136)))]);
        assert_eq!(heard(&answer("11;rgba:ff/ff/ff/80", &[alt('\\')])), [Heard::Background(Some(Rgb(255, 255, 255)))]);
    }

    #[test]
    fn an_answer_that_nobody_understands_is_no_key_either() {
        for text in ["11;rgb:", "11;rgb:fffff/0/0", "11;white", "11;rgb:1/2"] {
            assert_eq!(heard(&answer(text, &[alt('\\')])), [Heard::Background(None)], "{text}");
        }
    }

    #[test]
    fn keys_before_and_after_it_are_keys() {
        let keys = [typed("c"), answer("11;rgb:0/0/0", &[alt('\\')]), typed("w")].concat();
        let key = |c| Heard::Keys(vec![Key::char(c)]);
        assert_eq!(heard(&keys), [key('c'), Heard::Background(Some(Rgb(0, 0, 0))), key('w')]);
    }

    #[test]
    fn keys_that_only_begin_like_one_are_all_delivered_in_their_order() {
        let keys = [vec![alt(']')], typed("1x")].concat();
        assert_eq!(heard(&keys), [Heard::Keys(keys.clone())]);
        let flood = [vec![alt(']')], typed("11;"), typed(&"a".repeat(100))].concat();
        let delivered: usize = heard(&flood)
            .iter()
            .map(|heard| match heard {
                Heard::Keys(keys) => keys.len(),
                other => panic!("{other:?}"),
            })
            .sum();
        assert_eq!(delivered, flood.len());
    }
}
