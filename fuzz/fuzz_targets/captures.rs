//! Any bytes as a capture, and any packets in one.
#![no_main]

#[path = "../../tests/support/fuzzed/captures.rs"]
mod captures;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    captures::any_bytes(data);
    captures::any_packets(data);
});
