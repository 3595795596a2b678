//! The row of verbs: what the focused endpoint may do now, each with its key. Where there is no room for all of them there are fewer,
//! and the row says where the others stand.

#![warn(clippy::arithmetic_side_effects)]

use super::lesson_keys::calls_of;
use super::panel::Panel;
use super::{Game, keys};
use crate::lesson::{Action, Allow, Page, Player};
use crate::say;
use crate::sim::{Call, Connection, Side};
use crate::tcp::State;
use crate::text;
use crate::tui::bindings::{Command, Scope};
use crate::tui::text_lines::write_all;
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Between two verbs.
const APART: &str = "  ";

/// What an exercise may allow beside calls, each with the command whose key does it.
const MEANS: [(Action, Command); 11] = [
    (Action::Drop, Command::Drop),
    (Action::Hold, Command::Hold),
    (Action::Duplicate, Command::Duplicate),
    (Action::Timers, Command::FireTimer),
    (Action::Reboot, Command::Reboot),
    (Action::Replay, Command::Replay),
    (Action::Link, Command::Link),
    (Action::Forge, Command::Editor),
    (Action::Programs, Command::ConnectMore),
    (Action::Programs, Command::Accept),
    (Action::Programs, Command::Kill),
];

/// A verb with its key, and how soon it is left out: the last ones first.
struct Verb {
    key: String,
    words: String,
    rank: u8,
}

impl Verb {
    fn width(&self) -> usize {
        text::width(&self.key)
            .saturating_add(usize::from(!self.key.is_empty()))
            .saturating_add(text::width(&self.words))
    }
}

impl Panel<'_> {
    /// Whether anything may be done at this moment, so that the verbs have their row.
    pub(super) fn has_verbs(&self) -> bool {
        let game = &self.stage.game;
        match game {
            Game::Sandbox(_) => game.is_at_present(),
            Game::Lesson(_) => game.may_act() && self.stage.allowed().is_none_or(offers),
            Game::Shown(_) => false,
        }
    }

    pub(super) fn paint_verbs(&self, area: Rect, buffer: &mut Buffer) {
        let theme = &self.stage.settings.theme;
        let (lead, mut verbs) = (self.lead(), self.verbs());
        let help = self.stage.settings.keys.key_name(Command::Help, &[Scope::Program]);
        let rest = Verb { key: help, words: self.stage.settings.language.stage.all_keys.to_owned(), rank: 0 };
        let width = |verbs: &[Verb]| {
            let cells: usize = verbs.iter().map(|verb| verb.width().saturating_add(APART.len())).sum();
            text::width(&lead)
                .saturating_add(usize::from(!lead.is_empty()).saturating_mul(2))
                .saturating_add(cells.saturating_sub(APART.len()))
        };
        if width(&verbs) > area.width.into() {
            verbs.push(rest);
            while verbs.len() > 1 && width(&verbs) > area.width.into() {
                let last = (0..verbs.len()).max_by_key(|at| (verbs[*at].rank, *at)).unwrap_or_default();
                verbs.remove(last);
            }
        }
        let mut pieces: Vec<(&str, Role)> =
            vec![(&lead, Role::Dim), (if lead.is_empty() { "" } else { "  " }, Role::Dim)];
        // Under a window these keys do nothing.
        let is_covered = self.stage.window.overlay.is_some();
        for verb in &verbs {
            let role = if is_covered || verb.key.is_empty() { Role::Dim } else { Role::KeyLabel };
            let key_role = if is_covered { Role::Dim } else { Role::Key };
            let gap = if verb.key.is_empty() { "" } else { " " };
            pieces.extend([(verb.key.as_str(), key_role), (gap, role), (verb.words.as_str(), role), (APART, role)]);
        }
        write_all(buffer, area, &pieces, theme);
    }

    /// Whose verbs they are.
    fn lead(&self) -> String {
        let (side, language) = (self.stage.view.focus, self.stage.settings.language);
        match self.stage.derived.calls.as_slice() {
            [] if self.calls_are_offered() => say!(language, language.stage.nothing_to_call, side),
            [] => String::new(),
            _ => say!(language, language.stage.may, who = &self.called(side)),
        }
    }

    fn verbs(&self) -> Vec<Verb> {
        let (stage, language) = (self.stage, self.stage.settings.language);
        let call = |call: &Call| Verb {
            key: keys::key_name(&stage.settings.keys, keys::command_of(*call)),
            words: call.to_string(),
            rank: rank(*call),
        };
        let mut verbs: Vec<Verb> = stage.derived.calls.iter().map(call).collect();
        let allow = stage.allowed();
        let usable = MEANS.iter().filter(|(action, command)| {
            allow.is_some_and(|allow| allow.has(*action) && self.is_of_use(*command, allow))
        });
        verbs.extend(usable.filter_map(|(_, command)| self.verb(*command)));
        if let Some(Page::Act { allow: Some(allow), faults_left: Some(n), .. }) = stage.game.lesson().map(Player::page)
            && allow.faults > 0
        {
            verbs.push(Verb { key: String::new(), words: say!(language, language.stage.faults_left, n), rank: 3 });
        }
        let other = stage.view.focus.other();
        if allow.is_none_or(|allow| allow.has(calls_of(other))) {
            let words = say!(language, language.stage.turn_to, side = other);
            verbs.push(Verb { key: stage.key_name(Command::FocusOther), words, rank: 2 });
        }
        verbs
    }

    /// Whether a means does anything here: one that ends in a call needs the call, and one that takes something out needs something.
    fn is_of_use(&self, command: Command, allow: Allow) -> bool {
        let side = self.stage.view.focus;
        match command {
            Command::ConnectMore => allow.has(calls_of(side)),
            Command::Accept => self.stage.game.world().is_some_and(|world| world.can_accept(side)),
            _ => true,
        }
    }

    /// A command with its key and its label, if it has a key.
    fn verb(&self, command: Command) -> Option<Verb> {
        let binding = self.stage.settings.keys.of(command, self.stage.own_scopes())?;
        let words = binding.label(self.stage.settings.language).to_owned();
        Some(Verb { key: binding.key_name(), words, rank: 1 })
    }

    /// Whether any call of anybody may ever be made on this page.
    fn calls_are_offered(&self) -> bool {
        self.stage.allowed().is_none_or(|allow| allow.has(Action::CallsOfA) || allow.has(Action::CallsOfB))
    }

    /// The socket that a side's calls go to, as far as it has to be told from others.
    fn called(&self, side: Side) -> String {
        let Some(world) = self.stage.game.world() else { return side.to_string() };
        let host = world.host(side);
        let takes_calls = |connection: &&Connection| {
            connection.tcb.state() != State::Closed || connection.is_fresh() || connection.is_left()
        };
        match host.current().filter(takes_calls) {
            None if host.listener.is_some() => {
                say!(self.stage.settings.language, self.stage.settings.language.stage.listener_of, side)
            }
            Some(connection) if host.connections.len() > 1 => format!("{side} #{}", connection.id),
            Some(connection) if host.listener.is_some() && connection.tcb.state() == State::Closed => {
                format!("{side} #{}", connection.id)
            }
            _ => side.to_string(),
        }
    }
}

/// Whether an exercise that allows this offers anything that has a key.
fn offers(allow: Allow) -> bool {
    let means = MEANS.iter().any(|(action, _)| allow.has(*action));
    means || allow.has(Action::CallsOfA) || allow.has(Action::CallsOfB)
}

/// How soon a call is left out: the emergency exits first.
const fn rank(call: Call) -> u8 {
    match call {
        Call::Abort => 9,
        Call::Shutdown => 8,
        Call::Listen => 7,
        Call::Read(_) => 6,
        Call::Connect | Call::ConnectFrom(_) | Call::Write(_) | Call::Close => 0,
    }
}
