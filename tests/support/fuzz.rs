//! What nobody thought of, and the same every time: seeds in their order, for as long as there is time.
//!
//! Half a second in a test; as many seconds as `TCPTUTOR_FUZZ_SECONDS` says. A run goes on where an earlier one ended when
//! `TCPTUTOR_FUZZ_FROM` is the number of seeds that were tried. The targets in `fuzz/` try the same for hours.

use std::str::FromStr;
use std::time::{Duration, Instant};
use std::{env, thread};

use super::dice::Dice;

/// Says which seed it was when a test fails.
struct Seed(u64);

impl Drop for Seed {
    fn drop(&mut self) {
        if thread::panicking() {
            eprintln!("it was seed {}", self.0);
        }
    }
}

/// A number in the environment, or the usual one.
fn told<T: FromStr>(name: &str, usual: T) -> T {
    env::var(name).map_or(usual, |told| told.parse().ok().unwrap_or_else(|| panic!("{name}={told} is no number")))
}

/// Plays seeds as long as there is time; how many those were.
pub fn seeds(mut play: impl FnMut(&mut Dice)) -> u64 {
    let (seconds, from) = (told("TCPTUTOR_FUZZ_SECONDS", 0.5), told("TCPTUTOR_FUZZ_FROM", 0));
    let end = Instant::now() + Duration::from_secs_f64(seconds);
    let mut tried = 0;
    for seed in (from..).take_while(|_| Instant::now() < end).map(Seed) {
        play(&mut Dice(seed.0));
        tried += 1;
    }
    eprintln!("{tried} inputs in {seconds} s");
    tried
}

/// Up to some bytes, any ones.
pub fn bytes(dice: &mut Dice, most: u32) -> Vec<u8> {
    (0..dice.below(most)).map(|_| dice.roll().to_le_bytes()[0]).collect()
}
