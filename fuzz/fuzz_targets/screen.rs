//! Any keys, clicks, pastes and sizes on every screen.
#![no_main]

#[path = "../../tests/support/fuzzed/screen.rs"]
mod screen;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    screen::any_keys(data);
});
