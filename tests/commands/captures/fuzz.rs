//! Any bytes as a capture.

use crate::support::fuzz::{bytes, seeds};
use crate::support::fuzzed::captures::{any_bytes, any_packets};

#[test]
fn fuzz_captures() {
    seeds(|dice| {
        any_bytes(&bytes(dice, 600));
        any_packets(&bytes(dice, 900));
    });
}
