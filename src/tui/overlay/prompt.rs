//! One line to be written: the name of a mark, of a path, or of whoever hands in a lesson.

use super::context::OverlayContext;
use super::frame;
use super::reaction::{Named, Reaction};
use crate::tui::bindings::Command;
use crate::tui::key::Key;
use crate::tui::text_lines::{below, write_marked};
use crate::tui::theme::Role;
use crate::tui::writing;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use tui_input::Input as Line;

/// The window.
#[derive(Clone, Debug)]
pub struct Prompt {
    named: Named,
    line: Line,
}

impl Prompt {
    /// A line that begins with the name it has so far.
    #[must_use]
    pub fn new(named: Named, so_far: &str) -> Self {
        Self { named, line: Line::new(so_far.to_owned()) }
    }

    /// Types, or is done.
    pub fn key(&mut self, key: Key, command: Option<Command>) -> Reaction {
        match command {
            Some(Command::Dismiss) => return Reaction::Close,
            Some(Command::Choose) => return Reaction::Name(self.named, self.line.value().trim().to_owned()),
            _ => writing::key(&mut self.line, key),
        }
        Reaction::Stay
    }

    /// Text was pasted.
    pub fn paste(&mut self, text: &str) {
        writing::paste(&mut self.line, text);
    }

    /// Paints the line, and what it is for.
    pub fn paint(&self, area: Rect, buffer: &mut Buffer, context: &OverlayContext<'_>) {
        let words = &context.settings.language.windows;
        let (title, about) = match self.named {
            Named::Moment => (words.mark, words.mark_about),
            Named::Path(_) => (words.path_name, words.path_name_about),
            Named::Student => (words.student, words.student_about),
        };
        let Some(inner) = frame::open(area, 4, title, buffer, context.settings) else { return };
        writing::paint(&self.line, true, Rect { height: 1, ..inner }, buffer, &context.settings.theme);
        write_marked(buffer, below(inner, 2), about, Role::Text, &context.settings.theme);
    }
}
