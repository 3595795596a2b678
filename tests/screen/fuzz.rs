//! Any keys on every screen.

use crate::support::fuzz::{bytes, seeds};
use crate::support::fuzzed::screen::any_keys;

#[test]
fn fuzz_keys() {
    seeds(|dice| any_keys(&bytes(dice, 600)));
}
