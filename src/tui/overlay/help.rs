//! Help: the keys that work here, from the bindings in force.

use super::reading::Entry;
use crate::tui::bindings::Scope;
use crate::tui::keymap::Keymap;
use crate::tui::theme::Role;

/// The column in which the sentences begin.
const SENTENCES: u16 = 17;

/// Title and entries. A key that means something else in a stronger scope is not listed in a weaker one.
pub fn content(scopes: &[Scope], keymap: &Keymap) -> (String, Vec<Entry>) {
    let mut entries = Vec::new();
    for scope in scopes {
        if !entries.is_empty() {
            entries.push(Entry::gap());
        }
        entries.push(Entry::heading(scope.title()));
        for binding in keymap.in_scope(*scope) {
            let works = |name: &&&str| {
                let found = name.parse().ok().and_then(|key| keymap.find(key, scopes));
                found.is_some_and(|found| (found.scope, found.command) == (*scope, binding.command))
            };
            let keys: Vec<&str> = binding.keys.iter().filter(works).copied().collect();
            if !keys.is_empty() {
                entries.push(Entry::pair(binding.names_of(&keys).join(" "), Role::Key, SENTENCES, binding.help));
            }
        }
    }
    ("keys".to_owned(), entries)
}
