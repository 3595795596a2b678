//! The `[keys]` table: actions by name, for all scopes that have them or for one.

use crate::language::Language;
use crate::lesson::{Findings, Item, Spanned, did_you_mean};
use crate::say;
use crate::tui::bindings::{BINDINGS, Command, Scope};
use crate::tui::key::Key;
use crate::tui::keymap::{Conflict, Rebinding};

/// The wishes that the table holds; what names nothing is a finding.
pub fn read(item: &Item<'_>, findings: &mut Findings<'_>, language: &'static Language) -> Vec<Rebinding> {
    let Some(table) = item.table(language.configuration.keys, findings) else { return Vec::new() };
    let mut rebindings = Vec::new();
    for (name, value) in table.into_entries() {
        let scope = Scope::NAMES.iter().find(|(scope, _)| *scope == name.value);
        match scope {
            // `help` could be an action and a scope in one: a table is a scope.
            Some((_, scope)) if value.is_table() => read_scope(*scope, &value, findings, language, &mut rebindings),
            _ => rebindings.extend(rebinding(None, &name, &value, findings, language)),
        }
    }
    rebindings
}

fn read_scope(
    scope: Scope,
    item: &Item<'_>,
    findings: &mut Findings<'_>,
    language: &'static Language,
    rebindings: &mut Vec<Rebinding>,
) {
    let Some(table) = item.table(language.configuration.keys, findings) else { return };
    for (name, value) in table.into_entries() {
        rebindings.extend(rebinding(Some(scope), &name, &value, findings, language));
    }
}

fn rebinding(
    scope: Option<Scope>,
    name: &Spanned<&str>,
    value: &Item<'_>,
    findings: &mut Findings<'_>,
    language: &Language,
) -> Option<Rebinding> {
    if scope.is_none() && value.is_table() && !BINDINGS.iter().any(|known| known.command.action() == name.value) {
        no_scope(name, findings, language);
        return None;
    }
    let command = action(scope, name, findings, language)?;
    let items = if value.is_array() { value.array(findings) } else { vec![value.clone()] };
    let mut keys = Vec::new();
    let mut wrong = false;
    for item in items {
        match key(&item, findings) {
            Some(key) => keys.push(key),
            None => wrong = true,
        }
    }
    if wrong {
        return None;
    }
    if command == Command::Quit && keys.is_empty() {
        findings.error(&value.span, language.configuration.quit_needs_a_key);
        return None;
    }
    Some(Rebinding { scope, command, keys, span: value.span.clone() })
}

/// A table of keys stands for a scope, and there is none of this name.
fn no_scope(name: &Spanned<&str>, findings: &mut Findings<'_>, language: &Language) {
    let (words, scopes) = (&language.configuration, Scope::NAMES.map(|(scope, _)| scope));
    let meant = did_you_mean(name.value, scopes);
    let note = say!(language, words.scopes_are, scopes = &language.listed(scopes));
    findings.error(&name.span, say!(language, words.no_scope, scope = name.value)).suggest(meant).note(note);
}

/// The action of this name, in this scope.
fn action(
    scope: Option<Scope>,
    name: &Spanned<&str>,
    findings: &mut Findings<'_>,
    language: &Language,
) -> Option<Command> {
    let words = &language.configuration;
    let holds = |at: Scope| scope.is_none_or(|scope| scope == at);
    let known = BINDINGS.iter().find(|binding| binding.command.action() == name.value && holds(binding.scope));
    let Some(binding) = known else {
        let mut names: Vec<&str> =
            BINDINGS.iter().filter(|binding| holds(binding.scope)).map(|binding| binding.command.action()).collect();
        names.sort_unstable();
        names.dedup();
        let message = match scope {
            Some(scope) => say!(language, words.no_action_there, action = name.value, scope = scope.name()),
            None => say!(language, words.no_action, action = name.value),
        };
        let meant = did_you_mean(name.value, names.iter().copied());
        let finding = findings.error(&name.span, message);
        finding.suggest(meant);
        if meant.is_none() {
            finding.note(say!(language, words.actions_are, actions = &language.listed(names)));
        }
        return None;
    };
    if binding.command == Command::Answer {
        findings.error(&name.span, words.answer_stays);
        return None;
    }
    Some(binding.command)
}

fn key(item: &Item<'_>, findings: &mut Findings<'_>) -> Option<Key> {
    let text = item.string(findings)?;
    if let Ok(key) = text.value.parse() {
        Some(key)
    } else {
        let (language, name) = (findings.language(), text.value);
        let meant = did_you_mean(name, crate::tui::key::names());
        findings.error(&text.span, say!(language, language.configuration.not_a_key, name)).suggest(meant);
        None
    }
}

/// Turns conflicts into findings.
pub fn report(conflicts: Vec<Conflict>, findings: &mut Findings<'_>, language: &Language) {
    let words = &language.configuration;
    for Conflict { rebinding, key, taken_by, scope } in conflicts {
        let (action, taken) = (rebinding.command.action(), taken_by.action());
        let (key, scope) = (&key.to_string(), scope.name());
        let message = say!(language, words.taken, key, action, taken, scope);
        let note = say!(language, words.keeps_its_own, action, taken);
        findings.error(&rebinding.span, message).note(note);
    }
}
