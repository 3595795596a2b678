//! Common errors: what people read about TCP and is not so, in a box of one kind wherever it stands.

use super::texts::{texts, walked};
use super::{Language, Slot};

texts! {
    /// The two lines of a box.
    CommonErrorFrame
    read "**You will read** \"{text}\""
    so "**It is so** {text}"
}

/// One common error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CommonErrorText {
    /// What people read, as it is said.
    pub read: &'static str,
    /// What is so.
    pub so: &'static str,
}

walked! { CommonErrorText read so }

impl Language {
    /// The box as two paragraphs with inline marks: what people read, and what is so.
    #[must_use]
    pub fn common_error(&self, read: &str, so: &str) -> [String; 2] {
        let line = |template, text| self.filled(template, &[("text", Slot::Text(text))]);
        [line(self.common_errors.read, read), line(self.common_errors.so, so)]
    }
}
