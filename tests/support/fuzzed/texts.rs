//! Any text wherever one is read: findings, never a panic; what can be opened is written and read back; nothing is obeyed.

use tcptutor::language::ENGLISH;
use tcptutor::lesson::recording::{open, read};
use tcptutor::lesson::{Recording, compile};
use tcptutor::text;

pub fn as_a_lesson(text: &str) {
    let _ = compile("fuzzed.toml", text, &ENGLISH);
}

pub fn as_a_session(text: &str) {
    if let Ok(recording) = open("fuzzed.toml", text, &ENGLISH) {
        assert_eq!(read("again.toml", &recording.write(), &ENGLISH).as_ref(), Ok(&recording));
        assert_eq!(Recording::from_short_text(&recording.to_short_text(), &ENGLISH).as_ref(), Ok(&recording));
    }
}

pub fn as_words(text: &str, width: u16) {
    let clean = text::clean_text(text);
    assert!(!clean.contains('\u{1b}'));
    let _ = text::wrap(&clean, width);
}
