//! Any choices in any order.

use crate::support::fuzz::{bytes, seeds};
use crate::support::fuzzed::world::any_choices;

#[test]
fn fuzz_choices() {
    seeds(|dice| any_choices(&bytes(dice, 200)));
}
