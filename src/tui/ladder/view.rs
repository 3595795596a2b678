//! A ladder as it is to be shown.

use crate::language::Language;
use crate::sim::{PacketId, World};
use crate::tcp::Instant;
use crate::timeline::ladder::Ladder;
use crate::tui::glyphs::Glyphs;
use crate::tui::theme::Theme;

/// A ladder with its two life lines, which are the first and the last column of the area.
#[derive(Clone, Copy, Debug)]
pub struct LadderView<'a> {
    /// What happened.
    pub ladder: &'a Ladder,
    /// The world of that moment: its hosts' attention says which segments belong to the diagrams.
    pub world: Option<&'a World>,
    /// The moment that is shown; it may lie between events.
    pub now: Instant,
    /// How many lines up from the present; 0 follows it.
    pub scroll: usize,
    /// The line at the top, whatever the present is, for ladders that keep step with each other.
    pub top: Option<usize>,
    /// Up to this step everything is background.
    pub dim_until: Option<usize>,
    /// The selected segment.
    pub selected: Option<PacketId>,
    /// Whether arrows carry seq and ack, or only flags and len.
    pub numbers: bool,
    /// The drawing characters.
    pub glyphs: &'a Glyphs,
    /// The looks.
    pub theme: &'a Theme,
    /// The language.
    pub language: &'a Language,
}
