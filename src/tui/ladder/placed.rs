//! What stands on a line of the screen, as plain numbers.

#![warn(clippy::arithmetic_side_effects)]

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

impl Text {
    /// The column after its last.
    pub(super) const fn end(&self) -> u16 {
        self.x.saturating_add(self.width)
    }

    pub(super) fn new(x: u16, mark: Option<Mark>, text: String, role: Role) -> Self {
        let gap = match mark {
            None => 0,
            Some(_) if text.is_empty() => 1,
            Some(_) => 2,
        };
        Self { x, width: cells(&text).saturating_add(gap), mark, text, cut: false, role, marked: Marked::Not }
    }

    /// Cuts off what does not fit into this many cells.
    pub(super) fn clip(&mut self, width: u16) {
        if self.width <= width {
            return;
        }
        let room = usize::from(width.saturating_sub(self.width.saturating_sub(cells(&self.text))).saturating_sub(1));
        let mut used = 0_usize;
        let end = self.text.char_indices().find(|(_, c)| {
            used = used.saturating_add(unicode_width::UnicodeWidthChar::width(*c).unwrap_or(0));
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
