//! The marks before rows that are on one path only.

#![warn(clippy::arithmetic_side_effects)]

use ratatui::layout::Rect;

/// The columns of the mark before either path, and of the blank behind it.
pub const MARK: u16 = 2;

/// What is left of a column behind the mark.
pub const fn behind_mark(column: Rect) -> Rect {
    Rect { x: column.x.saturating_add(MARK), width: column.width.saturating_sub(MARK), ..column }
}
