//! The bindings in force: the defaults, and what a configuration file makes of them.

use super::bindings::{BINDINGS, Binding, Command, Scope};
use super::key::Key;
use std::ops::Range;
use std::sync::OnceLock;

/// The bindings in force. Of two that hold at once, the one with the stronger scope wins.
#[derive(Debug)]
pub struct Keymap {
    bindings: Vec<Binding>,
    keys: Vec<(Key, usize)>,
}

/// A wish to have an action on other keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rebinding {
    /// In which scope; in every one that has the action if none is named.
    pub scope: Option<Scope>,
    /// The action.
    pub command: Command,
    /// Its keys; none takes the action off the keyboard.
    pub keys: Vec<Key>,
    /// Where the wish stands in its file.
    pub span: Range<usize>,
}

/// A wish that cannot be granted: one key would mean two things.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The wish.
    pub rebinding: Rebinding,
    /// The key.
    pub key: Key,
    /// What the key means already.
    pub taken_by: Command,
    /// In which scope.
    pub scope: Scope,
}

impl Keymap {
    /// The defaults.
    #[must_use]
    pub fn standard() -> &'static Self {
        static STANDARD: OnceLock<Keymap> = OnceLock::new();
        STANDARD.get_or_init(|| Self::of_bindings(BINDINGS.to_vec()))
    }

    /// The defaults with these wishes granted, but for those that conflict: their actions keep their keys.
    ///
    /// The names of the keys live as long as the program: a table is made once, at its start.
    #[must_use]
    pub fn with(mut wishes: Vec<Rebinding>) -> (Self, Vec<Conflict>) {
        let mut conflicts = Vec::new();
        loop {
            let keymap = Self::of_bindings(BINDINGS.iter().map(|binding| rebound(binding, &wishes)).collect());
            let Some((wish, conflict)) = keymap.conflict(&wishes) else { return (keymap, conflicts) };
            wishes.remove(wish);
            conflicts.push(conflict);
        }
    }

    fn of_bindings(bindings: Vec<Binding>) -> Self {
        let named = |(i, binding): (usize, &Binding)| -> Vec<(Key, usize)> {
            // A name that is no key would be a mistake in the table, which a test rules out.
            binding.keys.iter().filter_map(|name| Some((name.parse().ok()?, i))).collect()
        };
        let keys = bindings.iter().enumerate().flat_map(named).collect();
        Self { bindings, keys }
    }

    /// The last wish that makes one key mean two things, which the defaults never do.
    fn conflict(&self, wishes: &[Rebinding]) -> Option<(usize, Conflict)> {
        wishes.iter().enumerate().rev().find_map(|(i, wish)| {
            let own = self.bindings.iter().filter(|binding| wish.is_about(binding));
            own.flat_map(|binding| wish.keys.iter().map(move |key| (binding, *key))).find_map(|(binding, key)| {
                let taken_by = self.taken(binding, key)?;
                let conflict = Conflict { rebinding: wish.clone(), key, taken_by, scope: binding.scope };
                Some((i, conflict))
            })
        })
    }

    /// Another action that has this key where `binding` holds. What works everywhere must not be hidden anywhere.
    fn taken(&self, binding: &Binding, key: Key) -> Option<Command> {
        let meets = |other: Scope| other == binding.scope || Scope::Program == other || Scope::Program == binding.scope;
        let others = self.keys.iter().filter(|(bound, _)| *bound == key).map(|(_, i)| &self.bindings[*i]);
        others.filter(|other| meets(other.scope)).map(|other| other.command).find(|other| *other != binding.command)
    }

    /// The binding that a key has where these scopes hold; the first scope that binds it wins.
    #[must_use]
    pub fn find(&self, key: Key, scopes: &[Scope]) -> Option<&Binding> {
        let bound = |scope: &Scope| {
            let mut keys = self.keys.iter().filter(|(bound, _)| *bound == key).map(|(_, i)| &self.bindings[*i]);
            keys.find(|binding| binding.scope == *scope)
        };
        scopes.iter().find_map(bound)
    }

    /// The binding of a command in the first of these scopes that has one with a key.
    #[must_use]
    pub fn of(&self, command: Command, scopes: &[Scope]) -> Option<&Binding> {
        let has = |scope: &Scope| {
            let mut reachable = self.bindings.iter().filter(|binding| !binding.keys.is_empty());
            reachable.find(|binding| binding.command == command && binding.scope == *scope)
        };
        scopes.iter().find_map(has)
    }

    /// All bindings of a scope that have a key, in the order of the table.
    pub fn in_scope(&self, scope: Scope) -> impl Iterator<Item = &Binding> {
        self.bindings.iter().filter(move |binding| binding.scope == scope && !binding.keys.is_empty())
    }
}

impl Rebinding {
    fn is_about(&self, binding: &Binding) -> bool {
        binding.command == self.command && self.scope.is_none_or(|scope| scope == binding.scope)
    }
}

/// A binding as the wishes have it; one for its very scope is stronger than one for all.
fn rebound(binding: &Binding, wishes: &[Rebinding]) -> Binding {
    let about = |wish: &&Rebinding| wish.is_about(binding);
    match wishes.iter().filter(about).max_by_key(|wish| wish.scope.is_some()) {
        None => *binding,
        Some(wish) => {
            let names: Vec<&'static str> =
                wish.keys.iter().map(|key| &*Box::leak(key.to_string().into_boxed_str())).collect();
            Binding { keys: names.leak(), ..*binding }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Keymap, Rebinding};
    use crate::tui::bindings::{Command, Scope};
    use crate::tui::key::Key;

    fn key(name: &str) -> Key {
        name.parse().expect("a key")
    }

    fn wish(scope: Option<Scope>, command: Command, keys: &[&str]) -> Rebinding {
        Rebinding { scope, command, keys: keys.iter().map(|name| key(name)).collect(), span: 0..0 }
    }

    const STAGE: &[Scope] = &[Scope::Sandbox, Scope::Stage, Scope::Program];

    #[test]
    fn the_first_scope_wins() {
        let keymap = Keymap::standard();
        let scopes = [Scope::Lesson, Scope::Stage, Scope::Program];
        assert_eq!(keymap.find(key("Space"), &scopes).map(|b| b.command), Some(Command::Continue));
        assert_eq!(keymap.find(key("Space"), STAGE).map(|b| b.command), Some(Command::PlayPause));
        assert_eq!(keymap.of(Command::Help, &scopes).map(|b| b.keys[0]), Some("?"));
    }

    #[test]
    fn the_defaults_have_no_conflict() {
        let as_they_are = |binding: &super::Binding| Rebinding {
            scope: Some(binding.scope),
            command: binding.command,
            keys: binding.keys.iter().map(|name| key(name)).collect(),
            span: 0..0,
        };
        let (_, conflicts) = Keymap::with(super::BINDINGS.iter().map(as_they_are).collect());
        assert_eq!(conflicts, []);
    }

    #[test]
    fn an_action_moves_to_its_new_keys_and_leaves_the_old_one() {
        let (keymap, conflicts) = Keymap::with(vec![wish(None, Command::FireTimer, &["F5", "Ctrl-t"])]);
        assert_eq!(conflicts, []);
        assert_eq!(keymap.find(key("F5"), STAGE).map(|b| b.command), Some(Command::FireTimer));
        assert_eq!(keymap.find(key("t"), STAGE).map(|b| b.command), None);
        assert_eq!(keymap.of(Command::FireTimer, STAGE).map(|b| b.keys), Some(&["F5", "Ctrl-t"][..]));
    }

    #[test]
    fn two_actions_can_change_places() {
        let wishes = vec![wish(None, Command::Write, &["c"]), wish(None, Command::Connect, &["w"])];
        let (keymap, conflicts) = Keymap::with(wishes);
        assert_eq!(conflicts, []);
        assert_eq!(keymap.find(key("w"), STAGE).map(|b| b.command), Some(Command::Connect));
        assert_eq!(keymap.find(key("c"), STAGE).map(|b| b.command), Some(Command::Write));
    }

    #[test]
    fn a_key_that_is_taken_is_a_conflict_and_the_action_keeps_its_own() {
        let (keymap, conflicts) = Keymap::with(vec![wish(None, Command::Connect, &["w"])]);
        assert_eq!((conflicts[0].taken_by, conflicts[0].scope), (Command::Write, Scope::Stage));
        assert_eq!(keymap.find(key("c"), STAGE).map(|b| b.command), Some(Command::Connect));
        assert_eq!(keymap.find(key("w"), STAGE).map(|b| b.command), Some(Command::Write));
    }

    #[test]
    fn a_wish_that_is_refused_can_make_another_one_impossible() {
        // connect would have left `c`, but `q` is taken everywhere: so write cannot have `c`.
        let wishes = vec![wish(None, Command::Write, &["c"]), wish(None, Command::Connect, &["q"])];
        let (keymap, conflicts) = Keymap::with(wishes);
        assert_eq!(conflicts.iter().map(|c| c.taken_by).collect::<Vec<_>>(), [Command::Leave, Command::Connect]);
        assert_eq!(keymap.find(key("w"), STAGE).map(|b| b.command), Some(Command::Write));
        assert_eq!(keymap.find(key("q"), STAGE).map(|b| b.command), Some(Command::Leave));
    }

    #[test]
    fn a_wish_for_one_scope_leaves_the_others_alone() {
        let wishes = vec![wish(Some(Scope::Stage), Command::Previous, &["F9"]), wish(None, Command::Previous, &["F1"])];
        let (keymap, conflicts) = Keymap::with(wishes);
        assert_eq!(conflicts, []);
        assert_eq!(keymap.find(key("F9"), STAGE).map(|b| b.command), Some(Command::Previous));
        assert_eq!(keymap.find(key("F1"), STAGE).map(|b| b.command), None);
        assert_eq!(keymap.find(key("F1"), &[Scope::Home]).map(|b| b.command), Some(Command::Previous));
    }

    #[test]
    fn an_action_without_keys_is_neither_found_nor_shown() {
        let (keymap, conflicts) = Keymap::with(vec![wish(None, Command::Abort, &[])]);
        assert_eq!(conflicts, []);
        assert_eq!(keymap.find(key("X"), STAGE).map(|b| b.command), None);
        assert!(keymap.of(Command::Abort, STAGE).is_none());
        assert!(keymap.in_scope(Scope::Stage).all(|binding| binding.command != Command::Abort));
    }
}
