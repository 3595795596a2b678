//! Help: the keys that work here, from the bindings in force.

use super::entry::Entry;
use crate::tui::bindings::Scope;
use crate::tui::key::Key;
use crate::tui::settings::Settings;
use crate::tui::theme::Role;

/// The column in which the sentences begin.
const SENTENCES: u16 = 17;

/// Title and entries. A key that means something else in a stronger scope is not listed in a weaker one.
pub fn content(scopes: &[Scope], settings: &Settings) -> (String, Vec<Entry>) {
    let mut entries = Vec::new();
    for scope in scopes {
        if !entries.is_empty() {
            entries.push(Entry::gap());
        }
        entries.push(Entry::heading(scope.title(settings.language)));
        for binding in settings.keys.in_scope(*scope) {
            let works = |key: &&Key| {
                let found = settings.keys.find(**key, scopes);
                found.is_some_and(|found| (found.scope, found.command) == (*scope, binding.command))
            };
            let keys: Vec<Key> = binding.keys.iter().filter(works).copied().collect();
            if !keys.is_empty() {
                let help = binding.help(settings.language);
                entries.push(Entry::pair(binding.command.key_names(&keys).join(" "), Role::Key, SENTENCES, help));
            }
        }
    }
    (settings.language.windows.keys.to_owned(), entries)
}
