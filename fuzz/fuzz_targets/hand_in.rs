//! Any well-formed hand-in, graded.
#![no_main]

#[expect(dead_code, reason = "the other targets use the others")]
#[path = "../../tests/support/fuzzed/grammar.rs"]
mod grammar;

libfuzzer_sys::fuzz_target!(|data: &[u8]| grammar::any_hand_in(data));
