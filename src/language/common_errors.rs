//! Common errors: what people read about TCP and is not so, in a box of one kind wherever it stands.

use super::texts::{texts, walked};

texts! {
    /// The two lines of a box, and what their keys are.
    CommonErrorFrame
    read "**You will read** \"{text}\""
    so "**In fact:** {text}"
    // What authors know about the two keys
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
