//! Any text, wrapped to any width.
#![no_main]

#[expect(dead_code, reason = "the other targets use the others")]
#[path = "../../tests/support/fuzzed/texts.rs"]
mod texts;

libfuzzer_sys::fuzz_target!(|input: (&str, u8)| texts::as_words(input.0, u16::from(input.1)));
