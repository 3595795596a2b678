//! Where everything on the ladder stands, as plain numbers: painting, the mouse and tests use the same ones.

#![warn(clippy::arithmetic_side_effects)]

use super::frame::Frame;
use super::placed::Placed;
use super::view::LadderView;
use crate::sim::{PacketId, PerSide};
use ratatui::layout::Rect;

/// The visible rows, from the top.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// One for every line of the area, as far as there are rows.
    pub rows: Vec<Placed>,
    /// How many rows there are in all, visible or not.
    pub total: usize,
    /// How many columns lie between the life lines.
    pub width: u16,
    /// Whether each side is in CLOSED now.
    pub closed: PerSide<bool>,
}

impl Layout {
    /// Places the lines of a view of this width and height in cells, life lines included.
    #[must_use]
    pub fn new(view: &LadderView<'_>, width: u16, height: u16) -> Self {
        let height = usize::from(height);
        let frame = Frame::new(view, width.saturating_sub(2), height);
        let total = frame.total();
        let last_top = total.saturating_sub(height);
        let top = view.top.unwrap_or(last_top.saturating_sub(view.scroll)).min(total);
        let first = frame.ladder.first_line().saturating_add(top as u64);
        let count = height.min(total.saturating_sub(top));
        let closed = frame.ladder.closed();
        let mut layout = Self { rows: Vec::with_capacity(count), total, width: frame.width, closed };
        if frame.width == 0 {
            return layout;
        }
        let visible = first..first.saturating_add(count as u64);
        let passing = frame.passing(&visible);
        layout.rows.extend(visible.map(|row| frame.place_row(row, &passing)));
        layout
    }

    /// What is at this cell, counted from the area's top left: the arrow that a click there means, and the row's step.
    #[must_use]
    pub fn at(&self, x: u16, y: u16) -> (Option<PacketId>, Option<usize>) {
        let Some(row) = self.rows.get(usize::from(y)) else { return (None, None) };
        let vertical =
            row.verticals.iter().find(|vertical| vertical.column.checked_add(1) == Some(x) && vertical.drawn);
        let texts = row.texts.iter().any(|text| (text.x..text.end()).contains(&x.wrapping_sub(1)));
        let packet = if texts { row.packet } else { vertical.map(|v| v.packet).or(row.packet) };
        (packet, row.step)
    }
}

impl LadderView<'_> {
    /// Where everything stands in an area of this size.
    #[must_use]
    pub fn layout(&self, area: Rect) -> Layout {
        Layout::new(self, area.width, area.height)
    }

    /// The segment and the step at a cell of the screen, for the mouse.
    #[must_use]
    pub fn hit(&self, area: Rect, x: u16, y: u16) -> (Option<PacketId>, Option<usize>) {
        match (x.checked_sub(area.x), y.checked_sub(area.y)) {
            (Some(x), Some(y)) if x < area.width => self.layout(area).at(x, y),
            _ => (None, None),
        }
    }

    /// The most that it can be scrolled in an area of this height.
    #[must_use]
    pub fn most_scroll(&self, area: Rect) -> usize {
        self.layout(area).total.saturating_sub(usize::from(area.height))
    }

    /// The scroll position nearest to the present one at which a segment's departure can be seen.
    #[must_use]
    pub fn scroll_to(&self, area: Rect, packet: PacketId) -> usize {
        let (most, height) = (self.most_scroll(area), usize::from(area.height));
        let scroll = self.scroll.min(most);
        let Some(arrow) = self.ladder.arrow(packet) else { return scroll };
        let row = usize::try_from(arrow.line().saturating_sub(self.ladder.first_line())).unwrap_or(0);
        let top = most.saturating_sub(scroll).max(row.saturating_add(2).saturating_sub(height)).min(row);
        most.saturating_sub(top)
    }
}
