//! Any events in any order, in both profiles.
#![no_main]

#[path = "../../tests/support/fuzzed/engine.rs"]
mod engine;

libfuzzer_sys::fuzz_target!(|data: &[u8]| engine::any_events(data));
