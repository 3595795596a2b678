//! The box of a common error, in words.

use super::{Language, Slot};

impl Language {
    /// The box as two paragraphs with inline marks: what people read, and what is so.
    #[must_use]
    pub fn common_error(&self, read: &str, so: &str) -> [String; 2] {
        let line = |template, text| self.filled(template, &[("text", Slot::Text(text))]);
        [line(self.common_errors.read, read), line(self.common_errors.so, so)]
    }
}
