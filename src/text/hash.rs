//! FNV-1a: a number of bytes that stays the same over versions and machines, which a hasher of the standard library does not
//! promise.

/// Where it begins.
pub const FNV_BASIS: u64 = 0xcbf2_9ce4_8422_2325;

/// The number of these bytes, after what `hash` stands for.
#[must_use]
pub fn fnv1a(hash: u64, bytes: impl IntoIterator<Item = u8>) -> u64 {
    bytes.into_iter().fold(hash, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
