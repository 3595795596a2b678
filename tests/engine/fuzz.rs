//! Any events in any order.

use crate::support::fuzz::{bytes, seeds};
use crate::support::fuzzed::engine::any_events;

#[test]
fn fuzz_events() {
    seeds(|dice| any_events(&bytes(dice, 800)));
}
