//! Any keys on every screen.

use crate::support::fuzz::{bytes, seeds};
use crate::support::fuzzed::screen::any_keys;

#[test]
fn fuzz_keys() {
    let mut keys = 0;
    seeds(|dice| keys += any_keys(&bytes(dice, 600)));
    eprintln!("{keys} keys, clicks, pastes and sizes");
}
