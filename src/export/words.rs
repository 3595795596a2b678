//! The words of handouts, in the language in use.

use crate::language::{ENGLISH, HandoutWords, Language};

/// The language.
pub(super) const L: &Language = &ENGLISH;

/// What a handout says itself.
pub(super) const W: &HandoutWords = &ENGLISH.handout;
