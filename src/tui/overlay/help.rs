//! Help: the keys that work here, from the bindings in force.

use super::reading::Entry;
use crate::tui::bindings::Scope;
use crate::tui::keymap::Keymap;
use crate::tui::theme::Role;

/// The column in which the sentences begin.
const SENTENCES: u16 = 17;

/// Title and entries.
pub fn content(scopes: &[Scope], keymap: &Keymap) -> (String, Vec<Entry>) {
    let mut entries = Vec::new();
    for scope in scopes {
        if !entries.is_empty() {
            entries.push(Entry::gap());
        }
        entries.push(Entry::heading(scope.title()));
        for binding in keymap.in_scope(*scope) {
            entries.push(Entry::pair(binding.key_names().join(" "), Role::Key, SENTENCES, binding.help));
        }
    }
    ("keys".to_owned(), entries)
}
