//! The footer: the keys that matter at this moment, read from the bindings in force.

use super::bindings::{Command, Scope};
use super::settings::Settings;
use super::text_lines::write;
use super::theme::Role;
use crate::text::width;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

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
    /// Writes as many commands with their keys as fit, the first ones first.
    pub fn paint(self, commands: &[Command], area: Rect, buffer: &mut Buffer, settings: &Settings) {
        let mut rest = Rect { x: area.x + 1, width: area.width.saturating_sub(1), ..area };
        for command in commands {
            let Some(binding) = settings.keys.of(*command, self.scopes) else { continue };
            let key = match (command, self.choices) {
                (Command::Answer, Some(choices)) => format!("1-{choices}"),
                _ => binding.key_name(),
            };
            let now = self.now.iter().find(|(named, _)| named == command).map(|(_, label)| *label);
            let label = format!(" {}   ", now.unwrap_or(binding.label(settings.language)));
            let needed = width(&key) + width(label.trim_end());
            if needed > rest.width as usize {
                break;
            }
            for (words, role) in [(key.as_str(), Role::Key), (label.as_str(), Role::KeyLabel)] {
                let taken = write(buffer, rest, words, role, &settings.theme);
                rest.x += taken;
                rest.width -= taken;
            }
        }
    }
}
