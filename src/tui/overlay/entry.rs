//! What a window to read in holds: entries, each a short head with words beside it.

use crate::text::{self, Line};
use crate::tui::theme::Role;

/// One entry of a window: a short head, and words that hang beside it.
#[derive(Clone)]
pub struct Entry {
    /// The head.
    pub head: String,
    /// How the head looks.
    pub role: Role,
    /// The words.
    pub body: String,
    /// The column in which the body begins.
    pub indent: u16,
}

impl Entry {
    /// A heading of its own.
    pub fn heading(words: &str) -> Self {
        Self { head: words.to_owned(), role: Role::Strong, body: String::new(), indent: 0 }
    }

    /// Words over the whole width.
    pub fn words(body: impl Into<String>) -> Self {
        Self { head: String::new(), role: Role::Text, body: body.into(), indent: 0 }
    }

    /// A head in its role, and words beside it.
    pub fn pair(head: impl Into<String>, role: Role, indent: u16, body: impl Into<String>) -> Self {
        Self { head: head.into(), role, body: body.into(), indent }
    }

    /// A blank row.
    pub fn gap() -> Self {
        Self::words("")
    }

    /// The body's lines; at least one.
    pub fn lines(&self, width: u16) -> Vec<Line> {
        let mut lines = text::wrap(&self.body, width.saturating_sub(self.indent).max(1));
        // A head that is too wide for its column has a line of its own.
        if lines.is_empty() || (self.indent > 0 && text::width(&self.head) >= usize::from(self.indent)) {
            lines.insert(0, Line::default());
        }
        lines
    }
}
