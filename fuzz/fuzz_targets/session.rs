//! Any text as a session file and as a short text.
#![no_main]

#[expect(dead_code, reason = "the other targets use the others")]
#[path = "../../tests/support/fuzzed/texts.rs"]
mod texts;

libfuzzer_sys::fuzz_target!(|text: &str| texts::as_a_session(text));
