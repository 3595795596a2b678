//! Why a text is not understood: the one shape of what every parser of a lesson's words has to say.

use std::ops::Range;

/// Why a text is not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    /// A sentence without its full stop.
    pub message: String,
    /// What may have been meant.
    pub suggestion: Option<String>,
    /// Where in the text, in bytes; the whole of it if no part is to blame.
    pub range: Option<Range<usize>>,
}

impl ParseError {
    /// The whole text is wrong.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), suggestion: None, range: None }
    }

    /// This part of it is.
    #[must_use]
    pub fn at(self, range: Range<usize>) -> Self {
        Self { range: Some(range), ..self }
    }

    /// And this may have been meant.
    #[must_use]
    pub fn suggest(self, meant: impl Into<String>) -> Self {
        Self { suggestion: Some(meant.into()), ..self }
    }
}
