//! A hash of 128 bits: two states with equal fingerprints are taken for the same one.

/// Collects words into 128 bits.
///
/// Among a hundred million states the chance that any two different ones collide is below 10^-22, so a search may forget the
/// states themselves.
#[derive(Clone, Copy, Debug)]
pub struct Fingerprint {
    high: u64,
    low: u64,
}

impl Default for Fingerprint {
    fn default() -> Self {
        Self { high: 0x243F_6A88_85A3_08D3, low: 0x1319_8A2E_0370_7344 }
    }
}

impl Fingerprint {
    /// Takes one word; the order of words matters.
    #[inline]
    pub const fn word(&mut self, word: u64) {
        self.high = fold(self.high ^ word, 0x9E37_79B9_7F4A_7C15);
        self.low = fold(self.low.rotate_left(29).wrapping_add(word), 0xD6E8_FEB8_6659_FD93);
    }

    /// Takes two halves as one word.
    #[inline]
    pub const fn pair(&mut self, high: u32, low: u32) {
        self.word((high as u64) << 32 | low as u64);
    }

    /// All 128 bits.
    #[inline]
    #[must_use]
    pub const fn value(self) -> u128 {
        let high = fold(self.high ^ self.low.rotate_left(32), 0xA409_3822_299F_31D1);
        let low = fold(self.low ^ self.high.rotate_left(17), 0xC2B2_AE3D_27D4_EB4F);
        (high as u128) << 64 | low as u128
    }
}

/// Both halves of the product, one over the other: every bit of `a` reaches every bit of the result.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "both halves are used")]
const fn fold(a: u64, b: u64) -> u64 {
    let product = (a as u128) * (b as u128);
    (product >> 64) as u64 ^ product as u64
}

#[cfg(test)]
mod tests {
    use super::Fingerprint;
    use std::collections::BTreeSet;

    #[test]
    fn small_differences_and_orders_are_told_apart() {
        let mut seen = BTreeSet::new();
        for a in 0..300 {
            for b in 0..300 {
                let mut fingerprint = Fingerprint::default();
                fingerprint.word(a);
                fingerprint.word(b << 56 | b);
                let value = fingerprint.value();
                assert!(seen.insert(value));
            }
        }
        let halves: BTreeSet<u64> = seen.iter().map(|value| (value >> 64) as u64).collect();
        assert_eq!(halves.len(), seen.len(), "the halves are good hashes themselves");
    }
}
