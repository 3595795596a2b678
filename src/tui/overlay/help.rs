//! Help: the keys that work here, from the table of bindings.

use super::reading::Entry;
use crate::tui::bindings::{BINDINGS, Scope};
use crate::tui::theme::Role;

/// The column in which the sentences begin.
const SENTENCES: u16 = 17;

/// Title and entries.
pub fn content(scopes: &[Scope]) -> (String, Vec<Entry>) {
    let mut entries = Vec::new();
    for scope in scopes {
        if !entries.is_empty() {
            entries.push(Entry::gap());
        }
        entries.push(Entry::heading(scope.title()));
        for binding in BINDINGS.iter().filter(|binding| binding.scope == *scope) {
            let keys = match binding.keys {
                [first, .., last] if binding.keys.len() > 4 => format!("{first}-{last}"),
                keys => keys.join(" "),
            };
            entries.push(Entry::pair(keys, Role::Key, SENTENCES, binding.help));
        }
    }
    ("keys".to_owned(), entries)
}
