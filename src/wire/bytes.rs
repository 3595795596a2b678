//! Numbers out of bytes, without a panic.

/// The number of two bytes at an offset, the first byte the highest.
pub(super) fn be16(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(*bytes.get(at..)?.first_chunk()?))
}

/// The number of four bytes at an offset, the first byte the highest.
pub(super) fn be32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(*bytes.get(at..)?.first_chunk()?))
}

/// In which order a file writes the bytes of its numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Order {
    #[default]
    Little,
    Big,
}

impl Order {
    /// The number of two bytes at an offset.
    pub(super) fn u16(self, bytes: &[u8], at: usize) -> Option<u16> {
        let number = *bytes.get(at..)?.first_chunk()?;
        Some(if self == Self::Big { u16::from_be_bytes(number) } else { u16::from_le_bytes(number) })
    }

    /// The number of four bytes at an offset.
    pub(super) fn u32(self, bytes: &[u8], at: usize) -> Option<u32> {
        let number = *bytes.get(at..)?.first_chunk()?;
        Some(if self == Self::Big { u32::from_be_bytes(number) } else { u32::from_le_bytes(number) })
    }

    /// The number of eight bytes at an offset.
    pub(super) fn u64(self, bytes: &[u8], at: usize) -> Option<u64> {
        let number = *bytes.get(at..)?.first_chunk()?;
        Some(if self == Self::Big { u64::from_be_bytes(number) } else { u64::from_le_bytes(number) })
    }
}

/// The sum of 16-bit words as the Internet checksum has it (RFC 1071): what is carried out comes in again.
pub(super) fn folded(mut sum: u32) -> u16 {
    loop {
        match u16::try_from(sum) {
            Ok(sum) => return sum,
            Err(_) => sum = (sum >> 16).saturating_add(sum & 0xffff),
        }
    }
}
