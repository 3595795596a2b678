//! Every text of the narration, and nothing else: a second language is a second set of these tables.

pub(super) mod cards;
mod glossary;
mod reasons;
mod sentences;

pub(super) use glossary::GLOSSARY;
pub use glossary::Term;
pub(super) use reasons::{behaviour, condition, dropped_because, ordinal};
pub(super) use sentences::{ENGLISH, Texts};

/// The language in use.
pub(super) const T: &Texts = &ENGLISH;
