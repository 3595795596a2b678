//! The options at the end of a pcapng block.

use super::bytes::Order;

/// The code of the last option.
const END: u16 = 0;
/// The code of a comment.
const COMMENT: u16 = 1;

/// Options: pairs of a code and its bytes, in the order of the file.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Options<'a> {
    bytes: &'a [u8],
    order: Order,
}

impl<'a> Options<'a> {
    /// The options that these bytes hold.
    pub(super) const fn new(bytes: &'a [u8], order: Order) -> Self {
        Self { bytes, order }
    }

    /// The bytes of the first option with this code.
    pub(super) fn find(mut self, code: u16) -> Option<&'a [u8]> {
        Iterator::find(&mut self, |(found, _)| *found == code).map(|(_, bytes)| bytes)
    }

    /// The comments; what is not UTF-8 is left out.
    pub(super) fn comments(self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.filter(|(code, _)| *code == COMMENT).filter_map(|(_, bytes)| std::str::from_utf8(bytes).ok())
    }
}

#[expect(clippy::copy_iterator, reason = "it is two words, and read from its beginning again and again")]
impl<'a> Iterator for Options<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (code, length) = (self.order.u16(self.bytes, 0)?, usize::from(self.order.u16(self.bytes, 2)?));
        if code == END {
            return None;
        }
        let rest = self.bytes.get(4..)?;
        let value = rest.get(..length)?;
        self.bytes = rest.get(length.next_multiple_of(4)..).unwrap_or_default();
        Some((code, value))
    }
}
