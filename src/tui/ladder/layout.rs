//! Where everything on the ladder stands, as plain numbers: painting, the mouse and tests use the same ones.

use super::LadderView;
use super::frame::{Frame, closed};
use super::place::{Wish, place};
use crate::sim::{PacketId, PerSide, Side};
use crate::tui::theme::Role;
use smallvec::SmallVec;
use std::ops::Range;
use unicode_width::UnicodeWidthStr as _;

/// A mark before a text, or alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A retransmission.
    Again,
    /// A forged segment.
    Forged,
    /// The network's copy.
    Copy,
    /// A segment brought back from the past.
    Replay,
    /// The end of a lost segment, a refusal.
    Lost,
    /// A timer that fired.
    Timer,
    /// A packet that is held.
    Held,
    /// Dots on both sides: nothing happened.
    Passed,
}

/// How a text stands out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Marked {
    /// Not at all.
    #[default]
    Not,
    /// It belongs to the selected segment.
    Selected,
    /// It belongs to a segment that the selected one repeats, or that repeats it.
    Related,
}

/// A text on a row. Columns are counted from the left life line's right neighbour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Its first column.
    pub x: u16,
    /// How many cells it takes, its mark included.
    pub width: u16,
    /// The mark before it.
    pub mark: Option<Mark>,
    /// The words.
    pub text: String,
    /// Whether its end had to be cut off.
    pub cut: bool,
    /// How it looks.
    pub role: Role,
    /// How it stands out.
    pub marked: Marked,
}

/// How an arrow's line is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stroke {
    /// As a line.
    Solid,
    /// The network put it there, and no host.
    Dashed,
    /// It is about none of the connections that the diagrams show.
    Dots,
}

/// The horizontal part of an arrow on one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arm {
    /// Whose.
    pub packet: PacketId,
    /// How it looks.
    pub role: Role,
    /// Its leftmost column.
    pub from: u16,
    /// Its rightmost column.
    pub to: u16,
    /// The column where it turns down (on the row of departure) or comes from above.
    pub bend: Option<u16>,
    /// The column of its head, if the head is on this row.
    pub head: Option<u16>,
    /// Whether the head stands still because the packet is held.
    pub held: bool,
    /// Whether the row is that of the departure.
    pub departs: bool,
    /// How its line is drawn.
    pub stroke: Stroke,
}

/// An arrow that passes through a row on its way down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Vertical {
    /// Whose.
    pub packet: PacketId,
    /// Its column.
    pub column: u16,
    /// How it looks.
    pub role: Role,
    /// Whether it has come so far; its column is kept free before.
    pub drawn: bool,
}

/// One visible row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Placed {
    /// The segment that leaves or ends here.
    pub packet: Option<PacketId>,
    /// The step that made this row; `None`: it has not happened yet.
    pub step: Option<usize>,
    /// The arrow on this row.
    pub arm: Option<Arm>,
    /// The arrows that pass through.
    pub verticals: SmallVec<[Vertical; 4]>,
    /// The texts.
    pub texts: SmallVec<[Text; 3]>,
    /// Whether each side is in CLOSED.
    pub closed: PerSide<bool>,
    /// The side from whose life line an arrow branches off.
    pub branch: Option<Side>,
}

impl Placed {
    /// Everything on it becomes background.
    pub(super) fn recede(&mut self) {
        let roles = self.texts.iter_mut().map(|text| &mut text.role);
        let verticals = self.verticals.iter_mut().map(|vertical| &mut vertical.role);
        roles.chain(verticals).chain(self.arm.iter_mut().map(|arm| &mut arm.role)).for_each(|role| *role = Role::Dim);
    }
}

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
    /// Places the rows of a view that is so many cells wide and high, life lines included.
    #[must_use]
    pub fn new(view: &LadderView<'_>, width: u16, height: u16) -> Self {
        let height = usize::from(height);
        let frame = Frame::new(view, width.saturating_sub(2), height);
        let total = frame.total();
        let last_top = total.saturating_sub(height);
        let top = view.top.unwrap_or(last_top.saturating_sub(view.scroll)).min(total);
        let first = frame.ladder.forgotten + top as u64;
        let count = height.min(total - top);
        let closed = closed(&frame.ladder.then);
        let mut layout = Self { rows: Vec::with_capacity(count), total, width: frame.width, closed };
        if frame.width == 0 {
            return layout;
        }
        let visible = first..first + count as u64;
        let passing = frame.passing(&visible);
        layout.rows.extend(visible.map(|row| frame.place_row(row, &passing)));
        layout
    }

    /// What is at this cell, counted from the area's top left: the arrow that a click there means, and the row's step.
    #[must_use]
    pub fn at(&self, x: u16, y: u16) -> (Option<PacketId>, Option<usize>) {
        let Some(row) = self.rows.get(usize::from(y)) else { return (None, None) };
        let vertical = row.verticals.iter().find(|vertical| vertical.column + 1 == x && vertical.drawn);
        let texts = row.texts.iter().any(|text| (text.x..text.x + text.width).contains(&x.wrapping_sub(1)));
        let packet = if texts { row.packet } else { vertical.map(|v| v.packet).or(row.packet) };
        (packet, row.step)
    }
}

impl Text {
    pub(super) fn new(x: u16, mark: Option<Mark>, text: String, role: Role) -> Self {
        let gap = u16::from(mark.is_some()) + u16::from(mark.is_some() && !text.is_empty());
        Self { x, width: cells(&text) + gap, mark, text, cut: false, role, marked: Marked::Not }
    }

    /// Cuts off what does not fit into so many cells.
    pub(super) fn clip(&mut self, width: u16) {
        if self.width <= width {
            return;
        }
        let room = usize::from(width.saturating_sub(self.width - cells(&self.text)).saturating_sub(1));
        let mut used = 0;
        let end = self.text.char_indices().find(|(_, c)| {
            used += unicode_width::UnicodeWidthChar::width(*c).unwrap_or(0);
            used > room
        });
        if let Some((end, _)) = end {
            self.text.truncate(end);
        }
        self.cut = true;
        self.width = width;
    }

    /// Puts it where it fits.
    pub(super) fn put(mut self, within: Range<u16>, blocked: &[u16], wish: Wish) -> Option<Self> {
        self.x = place(self.width, within, blocked, wish)?;
        Some(self)
    }
}

pub(super) fn cells(text: &str) -> u16 {
    u16::try_from(text.width()).unwrap_or(u16::MAX)
}
