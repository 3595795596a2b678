//! Tables by a number that the kernel has given a socket. Nobody else chooses those numbers, so the hash need not be safe from anybody,
//! and with 10,000 sockets looked up every two seconds it has to be quick.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// Something for each inode or cookie.
pub type ByNumber<T> = HashMap<u64, T, BuildHasherDefault<Spread>>;

/// Inodes or cookies.
pub type Numbers = HashSet<u64, BuildHasherDefault<Spread>>;

/// Spreads numbers that follow each other over all bits.
#[derive(Debug, Default)]
pub struct Spread(u64);

impl Hasher for Spread {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64((*byte).into());
        }
    }

    fn write_u64(&mut self, number: u64) {
        // The golden ratio of 2^64, as Knuth has it; a table's place comes from the low bits, its check from the high ones.
        self.0 = (self.0 ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(32);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
