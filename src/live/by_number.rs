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

/// What was known at the last look, in the order in which the kernel told it. It tells what is still there in the same order, so that
/// the next number is most often the one that is asked for: no table of 10,000 places has to be gone through at random.
#[derive(Debug)]
pub struct InOrder<T> {
    rows: Vec<(u64, T)>,
    next: usize,
}

/// So many rows that have gone are passed over to find the next one.
const SKIPPED: usize = 4;

impl<T> Default for InOrder<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), next: 0 }
    }
}

impl<T: Copy> InOrder<T> {
    /// What is known of a number, if it is among the next ones.
    pub fn next(&mut self, number: u64) -> Option<T> {
        let ahead = self.rows.get(self.next..)?.iter().take(SKIPPED);
        let at = ahead.map(|(known, _)| *known).position(|known| known == number)?;
        self.next += at + 1;
        Some(self.rows[self.next - 1].1)
    }

    /// The next look begins, and what is known is the same.
    pub const fn rewind(&mut self) {
        self.next = 0;
    }

    /// What is known now, for the next look.
    pub fn renew(&mut self, rows: impl Iterator<Item = (u64, T)>) {
        self.next = 0;
        self.rows.clear();
        self.rows.extend(rows);
    }
}

#[cfg(test)]
mod tests {
    use super::InOrder;

    #[test]
    fn what_comes_in_the_same_order_is_found_and_what_is_new_or_gone_does_not_lead_astray() {
        let mut known = InOrder::default();
        known.renew((1..=20).map(|number| (number, number * 10)));
        let asked = [1, 2, 5, 99, 6, 20, 7];
        assert_eq!(
            asked.map(|number| known.next(number)),
            [Some(10), Some(20), Some(50), None, Some(60), None, Some(70)]
        );
        known.renew([(3, 1)].into_iter());
        assert_eq!([known.next(3), known.next(3)], [Some(1), None]);
    }
}
