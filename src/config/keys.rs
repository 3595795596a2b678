//! The `[keys]` table: actions by name, for all scopes that have them or for one.

use crate::lesson::{Findings, Item, Spanned, did_you_mean, listed};
use crate::tui::bindings::{BINDINGS, Command, Scope};
use crate::tui::key::Key;
use crate::tui::keymap::{Conflict, Rebinding};

/// The wishes that the table holds; what names nothing is a finding.
pub fn read(item: &Item<'_>, findings: &mut Findings<'_>) -> Vec<Rebinding> {
    let Some(table) = item.table("the table of keys", findings) else { return Vec::new() };
    let mut wishes = Vec::new();
    for (name, value) in table.into_entries() {
        let scope = Scope::NAMES.iter().find(|(scope, _)| *scope == name.value);
        match scope {
            // `help` could be an action and a scope in one: a table is a scope.
            Some((_, scope)) if value.is_table() => read_scope(*scope, &value, findings, &mut wishes),
            _ => wishes.extend(wish(None, &name, &value, findings)),
        }
    }
    wishes
}

fn read_scope(scope: Scope, item: &Item<'_>, findings: &mut Findings<'_>, wishes: &mut Vec<Rebinding>) {
    let Some(table) = item.table("the table of keys", findings) else { return };
    for (name, value) in table.into_entries() {
        wishes.extend(wish(Some(scope), &name, &value, findings));
    }
}

fn wish(
    scope: Option<Scope>,
    name: &Spanned<&str>,
    value: &Item<'_>,
    findings: &mut Findings<'_>,
) -> Option<Rebinding> {
    let command = action(scope, name, findings)?;
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
        findings.error(&value.span, "`quit` needs a key, or there would be no sure way out");
        return None;
    }
    Some(Rebinding { scope, command, keys, span: value.span.clone() })
}

/// The action of this name, in this scope.
fn action(scope: Option<Scope>, name: &Spanned<&str>, findings: &mut Findings<'_>) -> Option<Command> {
    let holds = |at: Scope| scope.is_none_or(|scope| scope == at);
    let known = BINDINGS.iter().find(|binding| binding.command.action() == name.value && holds(binding.scope));
    let Some(binding) = known else {
        let mut names: Vec<&str> =
            BINDINGS.iter().filter(|binding| holds(binding.scope)).map(|binding| binding.command.action()).collect();
        names.sort_unstable();
        names.dedup();
        let place = scope.map(|scope| format!(" of the scope `{}`", scope.name())).unwrap_or_default();
        let meant = did_you_mean(name.value, names.iter().copied());
        let finding = findings.error(&name.span, format!("`{}` is not an action{place}", name.value));
        finding.suggest(meant);
        if meant.is_none() {
            finding.note(format!("the actions are {}", listed(names)));
        }
        return None;
    };
    if binding.command == Command::Answer {
        findings.error(&name.span, "the keys of `answer` are the numbers of the choices, and stay");
        return None;
    }
    Some(binding.command)
}

fn key(item: &Item<'_>, findings: &mut Findings<'_>) -> Option<Key> {
    let text = item.string(findings)?;
    match text.value.parse() {
        Ok(key) => Some(key),
        Err(error) => {
            let meant = did_you_mean(text.value, crate::tui::key::names());
            findings.error(&text.span, format!("{error}")).suggest(meant);
            None
        }
    }
}

/// Turns conflicts into findings.
pub fn report(conflicts: Vec<Conflict>, findings: &mut Findings<'_>) {
    for Conflict { rebinding, key, taken_by, scope } in conflicts {
        let (action, taken) = (rebinding.command.action(), taken_by.action());
        let message = format!("`{key}` cannot be `{action}`: it is `{taken}` already, in the scope `{}`", scope.name());
        let note = format!("`{action}` keeps its own key; give `{taken}` another one first, or none: `{taken} = []`");
        findings.error(&rebinding.span, message).note(note);
    }
}
