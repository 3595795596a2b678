//! What nobody thought of, and the same every time: seeds in their order, for as long as there is time.
//!
//! Half a second in a test; as many seconds as `TCPTUTOR_FUZZ_SECONDS` says. The targets in `fuzz/` try the same for hours.

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

pub fn seeds(mut play: impl FnMut(&mut Dice)) {
    let seconds = env::var("TCPTUTOR_FUZZ_SECONDS").map_or(0.5, |seconds| seconds.parse().expect("seconds"));
    let end = Instant::now() + Duration::from_secs_f64(seconds);
    let mut tried = 0;
    for seed in (0..).take_while(|_| Instant::now() < end).map(Seed) {
        play(&mut Dice(seed.0));
        tried += 1;
    }
    eprintln!("{tried} inputs in {seconds} s");
}

/// Up to some bytes, any ones.
pub fn bytes(dice: &mut Dice, most: u32) -> Vec<u8> {
    (0..dice.below(most)).map(|_| dice.roll().to_le_bytes()[0]).collect()
}
