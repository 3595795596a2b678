//! What is looked at on the stage: whose keys they are, the selected segment, how far up the ladder, with numbers or without.

#![warn(clippy::arithmetic_side_effects)]

use crate::sim::{PacketId, Side, Socket};
use ratatui::layout::Rect;

/// What is looked at, and how.
#[derive(Clone, Debug)]
pub(super) struct View {
    /// The endpoint that the keys speak for.
    pub focus: Side,
    /// The segment that is selected on the ladder.
    pub selected: Option<PacketId>,
    /// The socket that is selected in the table of a crowd.
    pub row: Option<Socket>,
    /// Rows that the ladder is scrolled up from the present.
    pub scroll: usize,
    /// Whether sequence numbers, windows and timers are shown.
    pub numbers: bool,
    /// The screen, as far as it is known: where a click lands.
    pub area: Rect,
    /// The text below that was turned to another of its pages, by its mark, and that page from 0.
    pub turned: (u64, usize),
}

impl Default for View {
    fn default() -> Self {
        Self { focus: Side::A, selected: None, row: None, scroll: 0, numbers: true, area: Rect::ZERO, turned: (0, 0) }
    }
}

impl View {
    /// Lets go of the selected segment, or else returns to the present end of the ladder; whether there was either.
    pub fn let_go(&mut self) -> bool {
        self.selected.take().is_some() || self.row.take().is_some() || std::mem::take(&mut self.scroll) > 0
    }

    /// Selects the next segment of these, or the one before; below the last one none is selected.
    pub fn select(&mut self, up: bool, segments: &[PacketId]) {
        let at = self.selected.and_then(|id| segments.iter().position(|other| *other == id));
        let at = match (at, up) {
            (None, _) => segments.len().checked_sub(1),
            (Some(at), true) => Some(at.saturating_sub(1)),
            (Some(at), false) => Some(at.saturating_add(1)),
        };
        self.selected = at.and_then(|at| segments.get(at)).copied();
    }

    /// The page that is shown of the text with this mark.
    pub fn page_of(&self, mark: u64) -> usize {
        if self.turned.0 == mark { self.turned.1 } else { 0 }
    }

    /// The wheel was turned by a notch.
    pub const fn wheel(&mut self, up: bool) {
        self.scroll = if up { self.scroll.saturating_add(1) } else { self.scroll.saturating_sub(1) };
    }
}
