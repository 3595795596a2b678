//! The glossary: the words that everything else takes for granted.

use super::entry::Entry;
use crate::language::{Language, Term};
use crate::tui::theme::Role;

/// The column in which the meanings begin.
const MEANING: u16 = 18;

/// Title and entries.
pub fn content(language: &'static Language) -> (String, Vec<Entry>) {
    let entry = |term: &Term| Entry::pair(term.term, Role::Strong, MEANING, term.meaning);
    (language.windows.glossary.to_owned(), language.glossary.iter().map(entry).collect())
}
