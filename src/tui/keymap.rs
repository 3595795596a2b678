//! The bindings in force: the defaults, and what a configuration file makes of them.

use super::bindings::{BINDINGS, Binding, Command, Scope};
use super::key::Key;
use crate::language::Language;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

/// The bindings in force. Of two that hold at once, the one with the stronger scope wins.
#[derive(Clone, Debug)]
pub struct Keymap {
    bindings: Vec<Bound>,
}

/// A binding in force: the table's, with the keys that it has now.
#[derive(Clone, Debug)]
pub struct Bound {
    /// Where it holds.
    pub scope: Scope,
    /// Its keys, the one to show first; none takes the action off the keyboard.
    pub keys: Vec<Key>,
    /// What it does.
    pub command: Command,
    /// The table's entry, which says what it is called.
    binding: &'static Binding,
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
    pub fn standard() -> Arc<Self> {
        static STANDARD: LazyLock<Arc<Keymap>> = LazyLock::new(|| Arc::new(Keymap::granting(&[])));
        Arc::clone(&STANDARD)
    }

    /// The defaults with these wishes granted, but for those that conflict: their actions keep their keys.
    #[must_use]
    pub fn with(mut rebindings: Vec<Rebinding>) -> (Self, Vec<Conflict>) {
        let mut conflicts = Vec::new();
        loop {
            let keymap = Self::granting(&rebindings);
            let Some((wish, conflict)) = keymap.conflict(&rebindings) else { return (keymap, conflicts) };
            rebindings.remove(wish);
            conflicts.push(conflict);
        }
    }

    /// The defaults as these wishes have them.
    fn granting(rebindings: &[Rebinding]) -> Self {
        Self { bindings: BINDINGS.iter().map(|binding| Bound::new(binding, rebindings)).collect() }
    }

    /// The last wish that makes one key mean two things, which the defaults never do.
    fn conflict(&self, rebindings: &[Rebinding]) -> Option<(usize, Conflict)> {
        rebindings.iter().enumerate().rev().find_map(|(i, wish)| {
            let own = self.bindings.iter().filter(|bound| wish.is_about(bound.scope, bound.command));
            own.flat_map(|binding| wish.keys.iter().map(move |key| (binding, *key))).find_map(|(binding, key)| {
                let taken_by = self.taken(binding, key)?;
                let conflict = Conflict { rebinding: wish.clone(), key, taken_by, scope: binding.scope };
                Some((i, conflict))
            })
        })
    }

    /// Another action that has this key where `binding` holds. What works everywhere must not be hidden anywhere.
    fn taken(&self, binding: &Bound, key: Key) -> Option<Command> {
        let meets = |other: Scope| other == binding.scope || Scope::Program == other || Scope::Program == binding.scope;
        let others = self.bindings.iter().filter(|other| other.keys.contains(&key));
        others.filter(|other| meets(other.scope)).map(|other| other.command).find(|other| *other != binding.command)
    }

    /// The binding that a key has where these scopes hold; the first scope that binds it wins.
    #[must_use]
    pub fn find(&self, key: Key, scopes: &[Scope]) -> Option<&Bound> {
        let has = |bound: &&Bound, scope: Scope| bound.scope == scope && bound.keys.contains(&key);
        scopes.iter().find_map(|scope| self.bindings.iter().find(|bound| has(bound, *scope)))
    }

    /// The binding of a command in the first of these scopes that has one with a key.
    #[must_use]
    pub fn of(&self, command: Command, scopes: &[Scope]) -> Option<&Bound> {
        let has = |scope: &Scope| {
            let mut reachable = self.bindings.iter().filter(|binding| !binding.keys.is_empty());
            reachable.find(|binding| binding.command == command && binding.scope == *scope)
        };
        scopes.iter().find_map(has)
    }

    /// The name of a command's key in the first of these scopes that has one; empty if none has.
    #[must_use]
    pub fn key_name(&self, command: Command, scopes: &[Scope]) -> String {
        self.of(command, scopes).map(|bound| bound.keys[0].to_string()).unwrap_or_default()
    }

    /// All bindings of a scope that have a key, in the order of the table.
    pub fn in_scope(&self, scope: Scope) -> impl Iterator<Item = &Bound> {
        self.bindings.iter().filter(move |binding| binding.scope == scope && !binding.keys.is_empty())
    }
}

impl Rebinding {
    fn is_about(&self, scope: Scope, command: Command) -> bool {
        command == self.command && self.scope.is_none_or(|wanted| wanted == scope)
    }
}

impl Bound {
    /// A binding of the table as the wishes have it; one for its very scope is stronger than one for all.
    fn new(binding: &'static Binding, rebindings: &[Rebinding]) -> Self {
        let Binding { scope, keys, command, .. } = *binding;
        let about = rebindings.iter().filter(|wish| wish.is_about(scope, command));
        let keys = match about.max_by_key(|wish| wish.scope.is_some()) {
            Some(wish) => wish.keys.clone(),
            // A name that is no key would be a mistake in the table, which a test rules out.
            None => keys.iter().filter_map(|name| name.parse().ok()).collect(),
        };
        Self { scope, keys, command, binding }
    }

    /// One or two words for the footer.
    #[must_use]
    pub fn label(&self, language: &Language) -> &'static str {
        self.binding.label(language)
    }

    /// A sentence for the help.
    #[must_use]
    pub fn help(&self, language: &Language) -> &'static str {
        self.binding.help(language)
    }

    /// What learners may call it, beside its label.
    #[must_use]
    pub fn words(&self, language: &Language) -> &'static str {
        self.binding.words(language)
    }

    /// The key to show: its first one, or the whole range of the digits; empty if it has none.
    #[must_use]
    pub fn key_name(&self) -> String {
        self.command.key_names(&self.keys).into_iter().next().unwrap_or_default()
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

    fn rebinding(scope: Option<Scope>, command: Command, keys: &[&str]) -> Rebinding {
        Rebinding { scope, command, keys: keys.iter().map(|name| key(name)).collect(), span: 0..0 }
    }

    const STAGE: &[Scope] = &[Scope::Sandbox, Scope::Stage, Scope::Program];

    #[test]
    fn the_first_scope_wins() {
        let keymap = Keymap::standard();
        let scopes = [Scope::Lesson, Scope::Stage, Scope::Program];
        assert_eq!(keymap.find(key("Space"), &scopes).map(|b| b.command), Some(Command::Continue));
        assert_eq!(keymap.find(key("Space"), STAGE).map(|b| b.command), Some(Command::PlayPause));
        assert_eq!(keymap.key_name(Command::Help, &scopes), "?");
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
        let (keymap, conflicts) = Keymap::with(vec![rebinding(None, Command::FireTimer, &["F5", "Ctrl-t"])]);
        assert_eq!(conflicts, []);
        assert_eq!(keymap.find(key("F5"), STAGE).map(|b| b.command), Some(Command::FireTimer));
        assert_eq!(keymap.find(key("t"), STAGE).map(|b| b.command), None);
        assert_eq!(keymap.of(Command::FireTimer, STAGE).map(|b| b.keys.clone()), Some(vec![key("F5"), key("Ctrl-t")]));
    }

    #[test]
    fn two_actions_can_change_places() {
        let rebindings = vec![rebinding(None, Command::Write, &["c"]), rebinding(None, Command::Connect, &["w"])];
        let (keymap, conflicts) = Keymap::with(rebindings);
        assert_eq!(conflicts, []);
        assert_eq!(keymap.find(key("w"), STAGE).map(|b| b.command), Some(Command::Connect));
        assert_eq!(keymap.find(key("c"), STAGE).map(|b| b.command), Some(Command::Write));
    }

    #[test]
    fn a_key_that_is_taken_is_a_conflict_and_the_action_keeps_its_own() {
        let (keymap, conflicts) = Keymap::with(vec![rebinding(None, Command::Connect, &["w"])]);
        assert_eq!((conflicts[0].taken_by, conflicts[0].scope), (Command::Write, Scope::Stage));
        assert_eq!(keymap.find(key("c"), STAGE).map(|b| b.command), Some(Command::Connect));
        assert_eq!(keymap.find(key("w"), STAGE).map(|b| b.command), Some(Command::Write));
    }

    #[test]
    fn a_wish_that_is_refused_can_make_another_one_impossible() {
        // connect would have left `c`, but `q` is taken everywhere: so write cannot have `c`.
        let rebindings = vec![rebinding(None, Command::Write, &["c"]), rebinding(None, Command::Connect, &["q"])];
        let (keymap, conflicts) = Keymap::with(rebindings);
        assert_eq!(conflicts.iter().map(|c| c.taken_by).collect::<Vec<_>>(), [Command::Leave, Command::Connect]);
        assert_eq!(keymap.find(key("w"), STAGE).map(|b| b.command), Some(Command::Write));
        assert_eq!(keymap.find(key("q"), STAGE).map(|b| b.command), Some(Command::Leave));
    }

    #[test]
    fn a_wish_for_one_scope_leaves_the_others_alone() {
        let rebindings = vec![
            rebinding(Some(Scope::Stage), Command::Previous, &["F9"]),
            rebinding(None, Command::Previous, &["F1"]),
        ];
        let (keymap, conflicts) = Keymap::with(rebindings);
        assert_eq!(conflicts, []);
        assert_eq!(keymap.find(key("F9"), STAGE).map(|b| b.command), Some(Command::Previous));
        assert_eq!(keymap.find(key("F1"), STAGE).map(|b| b.command), None);
        assert_eq!(keymap.find(key("F1"), &[Scope::Home]).map(|b| b.command), Some(Command::Previous));
    }

    #[test]
    fn an_action_without_keys_is_neither_found_nor_shown() {
        let (keymap, conflicts) = Keymap::with(vec![rebinding(None, Command::Abort, &[])]);
        assert_eq!(conflicts, []);
        assert_eq!(keymap.find(key("X"), STAGE).map(|b| b.command), None);
        assert!(keymap.of(Command::Abort, STAGE).is_none());
        assert!(keymap.in_scope(Scope::Stage).all(|binding| binding.command != Command::Abort));
    }
}
