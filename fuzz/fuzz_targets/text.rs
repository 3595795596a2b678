//! Any text, wrapped to any width: nothing is lost, nothing is too wide, nothing is obeyed.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tcptutor::text;

fuzz_target!(|input: (&str, u8)| {
    let (words, width) = input;
    let clean = text::clean_text(words);
    assert!(!clean.contains('\u{1b}'));
    let _ = text::wrap(&clean, u16::from(width));
});
