//! Any bytes as a capture, beside another dissector.
#![no_main]

#[path = "../../tests/support/fuzzed/wire.rs"]
mod wire;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    wire::dissect(data);
    wire::judge(data);
});
