//! Any text as a lesson.
#![no_main]

#[expect(dead_code, reason = "the other targets use the others")]
#[path = "../../tests/support/fuzzed/texts.rs"]
mod texts;

libfuzzer_sys::fuzz_target!(|text: &str| texts::as_a_lesson(text));
