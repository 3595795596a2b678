//! The language of the narration, and how its sentences are filled.

use crate::language::{ENGLISH, Narration};
pub(super) use crate::language::{Slot, append};

/// The narration's sentences.
pub(super) const T: &Narration = &ENGLISH.narration;

/// Appends `template` to `out`, with each hole filled.
pub(super) fn fill(out: &mut String, template: &str, holes: &[(&str, Slot<'_>)]) {
    ENGLISH.fill(out, template, holes);
}

/// The filled template as a string of its own.
pub(super) fn filled(template: &str, holes: &[(&str, Slot<'_>)]) -> String {
    ENGLISH.filled(template, holes)
}
