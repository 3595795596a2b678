//! Any bytes as a lesson: findings, never a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = tcptutor::lesson::compile("fuzzed.toml", text);
});
