//! Any choices in any order.
#![no_main]

#[path = "../../tests/support/fuzzed/world.rs"]
mod world;

libfuzzer_sys::fuzz_target!(|data: &[u8]| world::any_choices(data));
