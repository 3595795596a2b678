//! The footer: the keys that matter at this moment, read from the bindings in force.

#![warn(clippy::arithmetic_side_effects)]

use super::bindings::{Command, Scope};
use super::settings::Settings;
use super::text_lines::write;
use super::theme::Role;
use crate::text::width;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Between two keys.
const GAP: &str = "   ";

/// What the footer has to know beyond the commands.
#[derive(Clone, Copy, Debug)]
pub struct Footer<'a> {
    /// The scopes whose keys hold, the strongest first.
    pub scopes: &'a [Scope],
    /// How many answers an open question has.
    pub choices: Option<usize>,
    /// What is done at this moment by commands whose keys are labelled for what they mostly do.
    pub now: &'a [(Command, &'static str)],
}

impl Footer<'_> {
    /// Writes as many commands with their keys as fit, the first ones first. Help and the way out come last, and always.
    pub fn paint(self, commands: &[Command], area: Rect, buffer: &mut Buffer, settings: &Settings) {
        let is_last = |command: &Command| matches!(command, Command::Help | Command::Leave);
        let (last, first): (Vec<Command>, Vec<Command>) = commands.iter().partition(|command| is_last(command));
        let last: Vec<[String; 2]> = last.into_iter().filter_map(|command| self.entry(command, settings)).collect();
        let mut rest = Rect { x: area.x.saturating_add(1), width: area.width.saturating_sub(1), ..area };
        let reserved: usize = last.iter().map(cells).sum();
        for entry in first.into_iter().filter_map(|command| self.entry(command, settings)) {
            let room = usize::from(rest.width).saturating_sub(reserved);
            // Only what ends the row needs no gap behind it.
            if cells(&entry).saturating_sub(if reserved == 0 { GAP.len() } else { 0 }) > room {
                break;
            }
            rest = write_entry(&entry, rest, buffer, settings);
        }
        for entry in &last {
            rest = write_entry(entry, rest, buffer, settings);
        }
    }

    /// A command's key and label; nothing if it has no key.
    fn entry(self, command: Command, settings: &Settings) -> Option<[String; 2]> {
        let binding = settings.keys.of(command, self.scopes)?;
        let key = match (command, self.choices) {
            (Command::Answer, Some(choices)) => format!("1-{choices}"),
            _ => binding.key_name(),
        };
        let now = self.now.iter().find(|(named, _)| *named == command).map(|(_, label)| *label);
        Some([key, format!(" {}", now.unwrap_or(binding.label(settings.language)))])
    }
}

/// The cells of a key, its label and the gap behind them.
fn cells([key, label]: &[String; 2]) -> usize {
    width(key).saturating_add(width(label)).saturating_add(GAP.len())
}

fn write_entry([key, label]: &[String; 2], mut rest: Rect, buffer: &mut Buffer, settings: &Settings) -> Rect {
    for (words, role) in [(key.as_str(), Role::Key), (label, Role::KeyLabel), (GAP, Role::KeyLabel)] {
        let taken = write(buffer, rest, words, role, &settings.theme);
        rest.x = rest.x.saturating_add(taken);
        rest.width = rest.width.saturating_sub(taken);
    }
    rest
}
