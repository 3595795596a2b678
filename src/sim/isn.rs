//! Initial sequence numbers as RFC 9293 section 3.4.1 makes them:
//! ISN = M + F(local address, local port, remote address, remote port, secret).

use super::split_mix::split_mix;
use super::{PerSide, Side};
use crate::tcp::SeqNumber;

/// The two parts of a generated initial sequence number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct IsnParts {
    /// M: what the clock showed.
    pub clock: u32,
    /// F: what the addresses, the ports and the host's secret give.
    pub function: u32,
}

impl IsnParts {
    /// Their sum, modulo 2^32.
    #[must_use]
    pub const fn sum(self) -> SeqNumber {
        SeqNumber(self.clock).plus(self.function)
    }
}

/// The secret of each host. They come from the seed and not from the link's chance, which goes on undisturbed.
pub(super) fn secrets(seed: u64) -> PerSide<u64> {
    let mut state = seed;
    PerSide::new(split_mix(&mut state), split_mix(&mut state))
}

/// F: any function that a stranger cannot compute would do, and real systems take a keyed hash (Linux: `SipHash`). Nobody attacks
/// this world, so mixing is enough. Each host has one address here; the side stands for both.
pub(super) fn function(secret: u64, side: Side, local: u16, remote: u16) -> u32 {
    let numbers = u64::from(local) << 32 | u64::from(remote) << 8 | side as u64;
    let mut state = secret ^ numbers.rotate_left(17);
    let mixed = split_mix(&mut state) ^ split_mix(&mut state).rotate_left(32);
    u32::try_from(mixed >> 32).unwrap_or_default()
}
