//! The glossary: the words that everything else takes for granted.

use super::reading::Entry;
use crate::narrate;
use crate::tui::theme::Role;

/// The column in which the meanings begin.
const MEANING: u16 = 18;

/// Title and entries.
pub fn content() -> (String, Vec<Entry>) {
    let entry = |term: &narrate::Term| Entry::pair(term.term, Role::Strong, MEANING, term.meaning);
    ("glossary".to_owned(), narrate::glossary().iter().map(entry).collect())
}
