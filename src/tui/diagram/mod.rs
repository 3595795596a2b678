//! The state diagram of one endpoint, in three sizes, drawn after RFC 9293's Figure 5.

mod asset;
pub mod beside;
pub mod geometry;
#[cfg(test)]
mod geometry_tests;
mod paint;
mod rank;
mod symbols;
#[cfg(test)]
mod tests;

use std::cmp::Ordering;
use std::sync::OnceLock;

use ratatui::layout::Rect;

use super::glyphs::Glyphs;
use super::theme::Theme;
use crate::tcp::{EdgeId, EdgeSet, State};
use crate::timeline::{Certainty, Count, States};
pub use geometry::Geometry;

/// The sizes in which the diagram exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Size {
    /// For 80x24.
    Compact,
    /// For 120x36.
    Standard,
    /// For 160x48, with every label shown.
    Large,
}

impl Size {
    /// All sizes, the smallest first.
    pub const ALL: [Self; 3] = [Self::Compact, Self::Standard, Self::Large];

    /// Width and height in cells.
    #[must_use]
    pub const fn dimensions(self) -> (u16, u16) {
        match self {
            Self::Compact => (24, 15),
            Self::Standard => (38, 25),
            Self::Large => (60, 36),
        }
    }

    /// The largest size for so much room; none if even the smallest is too large.
    #[must_use]
    pub fn largest_that_fits(width: u16, height: u16) -> Option<Self> {
        Self::ALL.into_iter().rev().find(|size| {
            let (w, h) = size.dimensions();
            w <= width && h <= height
        })
    }

    /// The diagram's own rectangle in the middle of an area that has room for it.
    #[must_use]
    pub fn centred_in(self, area: Rect) -> Rect {
        let (width, height) = self.dimensions();
        Rect {
            x: area.x + area.width.saturating_sub(width) / 2,
            y: area.y + area.height.saturating_sub(height) / 2,
            width: width.min(area.width),
            height: height.min(area.height),
        }
    }
}

impl Geometry {
    /// The geometry of this size.
    ///
    /// # Panics
    /// If the embedded text is wrong, which a test rules out.
    #[must_use]
    pub fn of(size: Size) -> &'static Self {
        static COMPACT: OnceLock<Geometry> = OnceLock::new();
        static STANDARD: OnceLock<Geometry> = OnceLock::new();
        static LARGE: OnceLock<Geometry> = OnceLock::new();
        let (cell, text) = match size {
            Size::Compact => (&COMPACT, include_str!("../../../assets/diagram-compact.txt")),
            Size::Standard => (&STANDARD, include_str!("../../../assets/diagram-standard.txt")),
            Size::Large => (&LARGE, include_str!("../../../assets/diagram-large.txt")),
        };
        cell.get_or_init(|| asset::parse(text).unwrap_or_else(|wrong| panic!("{size:?} diagram, {wrong}")))
    }
}

/// What there is to show about one endpoint, however it is drawn.
#[derive(Clone, Copy, Debug)]
pub struct DiagramView<'a> {
    /// The state that the connection is in, or those that it may be in.
    pub state: Certainty,
    /// Whether a listener stays at LISTEN beside the connection.
    pub listener: bool,
    /// The edge taken last.
    pub lit: Option<EdgeId>,
    /// What the lit edge's action is at this moment, if it is not done yet.
    pub action: Option<&'static str>,
    /// How far the token has come along the lit edge, from 0 to 1; none if nothing moves.
    pub token: Option<f32>,
    /// The edges that are possible now, each with the key that takes it, or `'\0'` if no key does.
    pub possible: &'a [(EdgeId, char)],
    /// The edges taken some time.
    pub walked: EdgeSet,
    /// The states that the connection has been in.
    pub visited: States,
    /// States that it was in too shortly to be seen.
    pub passed: States,
    /// States that it should have been in and could not be.
    pub missed: States,
    /// Whether the keys are this endpoint's: only then are they shown.
    pub focused: bool,
    /// How many connections are in each state, by [`State::ALL`]: shown if the host has more than one.
    pub counts: Option<[Count; State::ALL.len()]>,
    /// Whether there are more in each state than a while ago, or fewer, by [`State::ALL`]; then a single one is counted, too.
    pub trends: Option<[Ordering; State::ALL.len()]>,
    /// The state that somebody is about to pick as an answer.
    pub picked: Option<State>,
}

impl Default for DiagramView<'_> {
    fn default() -> Self {
        Self {
            state: Certainty::Certain(State::Closed),
            listener: false,
            lit: None,
            action: None,
            token: None,
            possible: &[],
            walked: EdgeSet::default(),
            visited: States::default(),
            passed: States::default(),
            missed: States::default(),
            focused: true,
            counts: None,
            trends: None,
            picked: None,
        }
    }
}

/// The diagram as a widget: as large as fits, in the middle of its area.
#[derive(Clone, Copy, Debug)]
pub struct Diagram<'a> {
    view: &'a DiagramView<'a>,
    glyphs: &'a Glyphs,
    theme: &'a Theme,
}

impl<'a> Diagram<'a> {
    /// A diagram of this view.
    #[must_use]
    pub const fn new(view: &'a DiagramView<'a>, glyphs: &'a Glyphs, theme: &'a Theme) -> Self {
        Self { view, glyphs, theme }
    }

    /// The state under a cell of the screen when the diagram was drawn into this area, for the mouse.
    #[must_use]
    pub fn state_at(area: Rect, column: u16, row: u16) -> Option<State> {
        let size = Size::largest_that_fits(area.width, area.height)?;
        let inner = size.centred_in(area);
        Geometry::of(size).node_at(column.checked_sub(inner.x)?, row.checked_sub(inner.y)?)
    }
}
