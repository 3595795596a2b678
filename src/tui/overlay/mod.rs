//! What can lie over the stage: windows to read in, to choose from, and to write in.

mod authoring;
mod branches;
mod card;
mod compare;
mod context;
mod coverage;
mod editor;
mod end;
mod entry;
mod frame;
mod glossary;
mod help;
mod inspect;
mod item;
mod lines;
mod link;
mod list;
mod palette;
mod profiles;
mod prompt;
mod reaction;
mod reading;
mod sockets;
mod steps;
mod timers;
mod tray;
mod what_if;
mod why;

pub use authoring::Authoring;
pub use compare::Compare;
pub use context::OverlayContext;
pub use coverage::Coverage;
pub use editor::Editor;
pub use link::Link;
pub use list::{Kind, List};
pub use palette::Palette;
pub use prompt::Prompt;
pub use reaction::{Named, Place, Reaction};
pub use reading::Reading;

use super::bindings::{Command, Scope};
use super::key::Key;
use crate::sim::Side;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// A window over the stage.
pub enum Overlay {
    /// Something to read.
    Reading(Reading),
    /// Something to choose from.
    List(List),
    /// The settings of the link.
    Link(Link),
    /// The map of what was seen.
    Coverage(Coverage),
    /// A segment to put together.
    Editor(Box<Editor>),
    /// Every action by its name.
    Palette(Box<Palette>),
    /// A name to be written.
    Prompt(Box<Prompt>),
    /// Two paths side by side.
    Compare(Box<Compare>),
    /// A lesson to be made of the run so far.
    Authoring(Box<Authoring>),
}

impl Overlay {
    /// The scopes whose keys hold in it, the strongest first.
    #[must_use]
    pub const fn scopes(&self) -> &'static [Scope] {
        match self {
            Self::Reading(_) | Self::Coverage(_) => &[Scope::Overlay, Scope::Program],
            Self::Compare(_) => &[Scope::Comparison, Scope::Overlay, Scope::Program],
            Self::List(_) => &[Scope::List, Scope::Program],
            Self::Link(_) => &[Scope::Settings, Scope::Program],
            Self::Editor(_) => &[Scope::Editor, Scope::Writing],
            Self::Palette(_) => &[Scope::Palette, Scope::Writing],
            Self::Prompt(_) => &[Scope::Prompt, Scope::Writing],
            Self::Authoring(_) => &[Scope::Authoring, Scope::Writing],
        }
    }

    /// The side whose diagram the window is about: it should stay visible beside it.
    #[must_use]
    pub const fn about(&self) -> Option<Side> {
        match self {
            Self::Reading(reading) => reading.about(),
            _ => None,
        }
    }

    /// The commands that its footer names.
    #[must_use]
    pub fn footer(&self, context: &OverlayContext<'_>) -> &'static [Command] {
        use Command as C;
        match self {
            Self::Reading(reading) if reading.about().is_some() => &[C::Dismiss, C::PageDown, C::FocusOther],
            Self::Reading(_) => &[C::Dismiss, C::PageDown, C::Next],
            Self::Coverage(_) => &[C::Dismiss, C::PageDown, C::Next],
            Self::Compare(_) => &[C::Dismiss, C::Turn, C::Next, C::PageDown],
            Self::Prompt(_) => &[C::Choose, C::Dismiss],
            Self::List(list) => list.footer(context),
            Self::Link(_) => &[C::Less, C::More, C::Next, C::FocusOther, C::Dismiss],
            Self::Editor(_) => &[C::Choose, C::Next, C::Toggle, C::Dismiss],
            Self::Palette(_) => &[C::Choose, C::Next, C::Dismiss],
            Self::Authoring(_) => &[C::Choose, C::More, C::Next, C::Dismiss],
        }
    }

    /// Whether there is more below what the window shows in this area.
    #[must_use]
    pub fn has_more(&self, room: Rect, context: &OverlayContext<'_>) -> bool {
        match self {
            Self::Reading(reading) => reading.has_more(room, context),
            Self::Coverage(coverage) => coverage.has_more(room, context),
            _ => true,
        }
    }

    /// A key was pressed while the window is open in this area.
    pub fn key(&mut self, key: Key, room: Rect, context: &OverlayContext<'_>) -> Reaction {
        let command = context.settings.keys.find(key, self.scopes()).map(|binding| binding.command);
        match (self, command) {
            (Self::Editor(editor), command) => editor.key(key, command, context.settings.language),
            (Self::Prompt(prompt), command) => prompt.key(key, command),
            (Self::Authoring(authoring), command) => authoring.key(key, command, context),
            (Self::Palette(palette), command) => palette.key(key, command, context.settings),
            (Self::Link(link), None) => link.key(key),
            (_, None) => Reaction::Stay,
            (window, Some(command)) => window.command(command, room, context),
        }
    }

    /// The wheel was turned by a notch.
    pub fn wheel(&mut self, up: bool, room: Rect, context: &OverlayContext<'_>) {
        let _ = self.command(if up { Command::Previous } else { Command::Next }, room, context);
    }

    /// What a command does in windows in which keys are not a text.
    fn command(&mut self, command: Command, room: Rect, context: &OverlayContext<'_>) -> Reaction {
        match (self, command) {
            (_, Command::Dismiss | Command::Leave | Command::Help) => Reaction::Close,
            (Self::Reading(reading), command) => {
                reading.command(command, room, context);
                Reaction::Stay
            }
            (Self::Compare(compare), command) => {
                compare.command(command, room);
                Reaction::Stay
            }
            (Self::List(list), command) => list.command(command, context),
            (Self::Link(link), command) => link.command(command, context),
            (Self::Coverage(coverage), command) => {
                coverage.command(command, room, context);
                Reaction::Stay
            }
            (Self::Editor(_) | Self::Palette(_) | Self::Prompt(_) | Self::Authoring(_), _) => Reaction::Stay,
        }
    }

    /// Text was pasted.
    pub fn paste(&mut self, text: &str) {
        match self {
            Self::Editor(editor) => editor.paste(text),
            Self::Palette(palette) => palette.paste(text),
            Self::Prompt(prompt) => prompt.paste(text),
            Self::Authoring(authoring) => authoring.paste(text),
            Self::Reading(_) | Self::List(_) | Self::Link(_) | Self::Coverage(_) | Self::Compare(_) => {}
        }
    }

    /// Paints the window into the middle of the area.
    pub fn paint(&self, area: Rect, buffer: &mut Buffer, context: &OverlayContext<'_>) {
        match self {
            Self::Reading(reading) => reading.paint(area, buffer, context),
            Self::List(list) => list.paint(area, buffer, context),
            Self::Link(link) => link.paint(area, buffer, context),
            Self::Coverage(coverage) => coverage.paint(area, buffer, context),
            Self::Editor(editor) => editor.paint(area, buffer, context),
            Self::Palette(palette) => palette.paint(area, buffer, context),
            Self::Prompt(prompt) => prompt.paint(area, buffer, context),
            Self::Compare(compare) => compare.paint(area, buffer, context),
            Self::Authoring(authoring) => authoring.paint(area, buffer, context),
        }
    }
}
